"""Funnels against plain Python, against ClickHouse, and their own laws."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.kernels import oracles
from tests.kernels.awkward import Event, awkward, event, names_of, partition
from tests.kernels.strategies import DAY, journeys

from folkways.kernels import funnel
from folkways.kernels.funnel import FunnelPlan

HALF_AN_HOUR = 1_800_000_000
STEPS = ("A", "B", "C")


def plan_of(events: list[Event], steps: tuple[str, ...], **more: object) -> FunnelPlan:
    names = [*names_of(events)[0], *(name for name in "ABCDX" if name not in names_of(events)[0])]
    exclude = tuple(names.index(name) for name in more.pop("exclude", ()))
    asked = {"order": "ordered", "window_us": 14 * DAY, "window_from": "first", **more}
    return FunnelPlan(steps=tuple(map(names.index, steps)), codes=len(names), exclude=exclude, **asked)


def reached(events: list[Event], steps: tuple[str, ...] = STEPS, **more: object) -> list[int]:
    counts = funnel.partial(partition(events), plan_of(events, steps, **more))
    return counts.reached.over(np.arange(len(steps))).tolist()


def furthest(rows: list[tuple[int, str]], steps: tuple[str, ...] = STEPS, **more: object) -> int:
    """How far one customer comes whose events are (second, touchpoint)."""
    events = [event("u", second * 1_000_000, name) for second, name in rows]
    return sum(reached(events, steps, window_us=more.pop("window", 100) * 1_000_000, **more))


orders = st.sampled_from(["ordered", "strict", "any"])
origins = st.sampled_from(["first", "previous"])
windows = st.sampled_from([0, 1, HALF_AN_HOUR, 3 * DAY, 60 * DAY])
excluded = st.sampled_from([(), ("D",)])


@given(journeys(), orders, origins, windows, excluded, st.sampled_from([None, HALF_AN_HOUR]))
def test_random_journeys_come_as_far_as_in_plain_python(
    events: list[Event], order: str, origin: str, window: int, exclude: tuple[str, ...], gap: int | None
) -> None:
    asked = {"order": order, "window_us": window, "window_from": origin, "exclude": exclude}
    levels = oracles.funnel(events, STEPS, gap_us=gap, **asked)
    assert reached(events, session_gap_us=gap, **asked) == [sum(n > k for n in levels) for k in range(3)]


@given(journeys(), windows, st.lists(st.sampled_from("ABC"), min_size=1, max_size=4))
def test_steps_may_repeat_in_an_ordered_funnel(events: list[Event], window: int, steps: list[str]) -> None:
    levels = oracles.funnel(events, steps, "ordered", window, "first", (), None)
    expected = [sum(level > k for level in levels) for k in range(len(steps))]
    assert reached(events, tuple(steps), window_us=window) == expected


def test_the_awkward_table_comes_as_far_as_in_plain_python() -> None:
    for order in ("ordered", "strict", "any"):
        levels = oracles.funnel(awkward(), STEPS, order, 30 * DAY, "first", (), None)
        expected = [sum(level > k for level in levels) for k in range(3)]
        assert reached(awkward(), order=order, window_us=30 * DAY) == expected
        assert expected[0] > expected[2] > 0


@given(journeys())
def test_no_step_is_reached_by_more_than_the_one_before(events: list[Event]) -> None:
    for order in ("ordered", "strict", "any"):
        found = reached(events, order=order)
        assert found == sorted(found, reverse=True)
        assert all(a <= b for a, b in zip(reached(events, order="strict"), reached(events), strict=True))


def test_the_window_is_inclusive() -> None:
    assert furthest([(0, "A"), (5, "B"), (10, "C")], window=10) == 3
    assert furthest([(0, "A"), (5, "B"), (11, "C")], window=10) == 2
    assert furthest([(0, "A"), (5, "B"), (11, "C")], window=10, window_from="previous") == 3


def test_a_later_first_step_opens_the_window_anew() -> None:
    assert furthest([(0, "A"), (9, "A"), (12, "B"), (18, "C")], window=10) == 3


def test_a_strict_funnel_tolerates_a_repeat_and_nothing_else() -> None:
    assert furthest([(0, "A"), (1, "A"), (2, "B"), (3, "B"), (4, "C")], order="strict") == 3
    assert furthest([(0, "A"), (1, "B"), (2, "X"), (3, "C")], order="strict") == 2
    assert furthest([(0, "A"), (1, "B"), (2, "A"), (3, "C")], order="strict") == 2


def test_what_is_excluded_breaks_a_chain_only_strictly_between_two_steps() -> None:
    assert furthest([(0, "A"), (1, "X"), (2, "B")], exclude=("X",)) == 1
    assert furthest([(0, "A"), (0, "X"), (2, "B")], exclude=("X",)) == 2
    assert furthest([(0, "A"), (1, "X"), (2, "A"), (3, "B")], exclude=("X",)) == 2


def test_events_at_one_instant_count_as_in_order() -> None:
    assert furthest([(0, "C"), (0, "B"), (0, "A")]) == 3
    assert furthest([(0, "C"), (0, "B"), (0, "A")], order="strict") == 3


def test_times_are_those_of_the_first_arrival_at_a_step() -> None:
    events = [
        event("u", second * 1_000_000, name) for second, name in [(0, "A"), (4, "A"), (9, "B"), (90, "B")]
    ]
    for order in ("ordered", "strict"):
        counts = funnel.partial(partition(events), plan_of(events, ("A", "B"), order=order))
        assert counts.times.counts.tolist() == [[1]]
        bucket = counts.times.keys - funnel.sketch.BUCKETS
        assert funnel.sketch.middles(bucket) == pytest.approx([5_000_000], rel=funnel.sketch.RELATIVE_ERROR)


def test_a_date_only_event_stands_in_no_session() -> None:
    events = [event("u", 0, "A"), event("u", 5, "B", day_only=True), event("u", 6, "C")]
    assert reached(events, window_us=10) == [1, 1, 1]
    assert reached(events, window_us=10, session_gap_us=HALF_AN_HOUR) == [1, 0, 0]


CLICKHOUSE = [
    ("7C 15A 16X 19X 19C 20X 25X 27C 29B 30X", "ABAC", 9, 1),
    ("2A 3C 4A 4X 5X 5A 6B 6X 6B 9B", "ABCD", 9, 2),
    ("0C 0A 1B 1B 1C 3C 3B 4A", "ABC", 1, 3),
    ("1C 9C 10A 17A 19X 20C 21B 30B", "ABCD", 9, 2),
    ("0A 0A 0C 1B 1X 2A 2B 2B 2B 3C 3C", "AB", 1, 2),
]
"""Events, steps, window, and the level that ClickHouse 26.9 `windowFunnel` answers in its default mode."""


@pytest.mark.parametrize(("rows", "steps", "window", "level"), CLICKHOUSE)
def test_clickhouse_comes_as_far(rows: str, steps: str, window: int, level: int) -> None:
    events = [(int(row[:-1]), row[-1]) for row in rows.split()]
    assert furthest(events, tuple(steps), window=window) == level


@pytest.mark.shared
def test_clickhouse_comes_as_far_in_every_recorded_case(shared: Path) -> None:
    cases = json.loads((shared / "oracles/windowfunnel_cases.json").read_text(encoding="utf-8"))["cases"]
    wrong = [
        case
        for case in cases
        if furthest(case["events"], tuple(case["steps"]), window=case["window"])
        != case["expected"]["default"]
    ]
    assert len(cases) == 300
    assert wrong == []
