"""Retention against plain Python and published tables."""

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

from folkways.kernels import retention
from folkways.kernels.retention import COHORT_ZERO, FOREVER, RetentionPlan

NOON = 18 * 3_600_000_000
"""Noon in New York on the first of January 1970, in µs UTC, and a little more."""


def plan_of(events: list[Event], columns: list[tuple[int, int]], **more: object) -> RetentionPlan:
    lows, highs = zip(*columns, strict=True)
    asked = {
        "period": "day",
        "rolling": False,
        "recurring": False,
        "end_day": max((one.local_day for one in events), default=0),
        "end_us": max((one.at for one in events), default=0),
        **more,
    }
    return RetentionPlan(lows=lows, highs=highs, **asked)


def cells(events: list[Event], plan: RetentionPlan) -> dict[tuple[int, int], tuple[int, int]]:
    found = retention.partial(partition(events), plan).cells
    size = len(plan.lows)
    return {
        (int(key) // size - COHORT_ZERO, int(key) % size): (int(row[0]), int(row[1]))
        for key, row in zip(found.keys, found.counts, strict=True)
    }


def on_days(days: dict[str, list[int]]) -> list[Event]:
    return [event(unit, day * DAY + NOON, "A") for unit, mine in days.items() for day in mine]


def table(events: list[Event], plan: RetentionPlan, cohorts: int) -> list[list[int]]:
    found = cells(events, plan)
    return [[found.get((row, k), (0, 0))[1] for k in range(len(plan.lows) - row)] for row in range(cohorts)]


columns_of = {
    "classic": [(0, 1), (1, 2), (2, 3), (5, 6)],
    "unbounded": [(0, 1), (1, FOREVER), (3, FOREVER)],
    "bracket": [(0, 1), (1, 4), (4, 8)],
}


@given(
    journeys(),
    st.sampled_from(["day", "week", "month"]),
    st.sampled_from(["calendar", "rolling", "recurring"]),
    st.sampled_from(sorted(columns_of)),
    st.sampled_from([(None, None), ("A", None), ("A", "B"), (None, "C")]),
)
def test_random_journeys_are_retained_as_in_plain_python(
    events: list[Event], period: str, how: str, mode: str, ends: tuple[str | None, str | None]
) -> None:
    names = [*names_of(events)[0], "A", "B", "C"]
    start, back = (names.index(name) if name else None for name in ends)
    asked = {"period": period, "rolling": how == "rolling", "recurring": how == "recurring"}
    plan = plan_of(events, columns_of[mode], **asked, start=start, back=back)
    assert cells(events, plan) == oracles.retention(
        events, columns_of[mode], **asked, start=ends[0], back=ends[1]
    )


@pytest.mark.parametrize("period", ["day", "week", "month"])
def test_the_awkward_table_is_retained_as_in_plain_python(period: str) -> None:
    for rolling in (False, True):
        plan = plan_of(awkward(), columns_of["classic"], period=period, rolling=rolling)
        expected = oracles.retention(awkward(), columns_of["classic"], period=period, rolling=rolling)
        assert cells(awkward(), plan) == expected


def test_recurring_cohorts_reproduce_posthogs_table() -> None:
    """PostHog's retention test with two people (`p1` on days 0 1 2 5 6, `p2` on days 1 2 3 6), 11 daily intervals."""
    events = on_days({"p1": [0, 1, 2, 5, 6], "p2": [1, 2, 3, 6]})
    plan = plan_of(events, [(k, k + 1) for k in range(11)], recurring=True, end_day=10)
    assert table(events, plan, 11) == [
        [1, 1, 1, 0, 0, 1, 1, 0, 0, 0, 0],
        [2, 2, 1, 0, 1, 2, 0, 0, 0, 0],
        [2, 1, 0, 1, 2, 0, 0, 0, 0],
        [1, 0, 0, 1, 0, 0, 0, 0],
        [0, 0, 0, 0, 0, 0, 0],
        [1, 1, 0, 0, 0, 0],
        [2, 0, 0, 0, 0],
        [0, 0, 0, 0],
        [0, 0, 0],
        [0, 0],
        [0],
    ]


def test_unbounded_retention_reproduces_posthogs_table() -> None:
    """PostHog's issue 13748: three people, active on days 0 and 1, 0 and 5, and 0."""
    events = on_days({"u1": [0, 1], "u2": [0, 5], "u3": [0]})
    classic = plan_of(events, [(k, k + 1) for k in range(7)], end_day=6)
    unbounded = plan_of(events, [(0, 1), *((k, FOREVER) for k in range(1, 7))], end_day=6)
    assert table(events, classic, 1) == [[3, 1, 0, 0, 0, 1, 0]]
    assert table(events, unbounded, 1) == [[3, 2, 1, 1, 1, 1, 0]]


@pytest.mark.shared
def test_posthogs_tables_are_those_recorded(shared: Path) -> None:
    oracle = json.loads((shared / "oracles/oracles.json").read_text(encoding="utf-8"))
    recurring = oracle["posthog_retention_day"]
    events = on_days(recurring["events"])
    plan = plan_of(events, [(k, k + 1) for k in range(11)], recurring=True, end_day=10)
    assert table(events, plan, 11) == recurring["matrix"]
    unbounded = oracle["posthog_unbounded_13748"]
    events = on_days(unbounded["events"])
    plan = plan_of(events, [(0, 1), *((k, FOREVER) for k in range(1, 7))], end_day=6)
    assert table(events, plan, 1) == [unbounded["unbounded"]]


def test_a_period_that_the_data_do_not_reach_is_missing_and_not_nought() -> None:
    events = on_days({"u": [0], "v": [3]})
    found = cells(events, plan_of(events, [(0, 1), (1, 2), (3, 4)]))
    assert found == {(0, 0): (1, 1), (0, 1): (1, 0), (0, 2): (1, 0), (3, 0): (1, 1)}


def test_a_week_that_is_not_over_is_missing() -> None:
    monday = 4
    events = on_days({"u": [monday, monday + 7]})
    weekly = [(0, 1), (1, 2)]
    assert cells(events, plan_of(events, weekly, period="week")) == {(1, 0): (1, 1)}
    whole = plan_of(events, weekly, period="week", end_day=monday + 13)
    assert cells(events, whole)[1, 1] == (1, 1)


def test_weeks_begin_on_monday_and_months_on_their_first() -> None:
    days = np.array([3, 4, 10, 11, 30, 31])
    assert retention.calendar(days, "week").tolist() == [0, 1, 1, 2, 4, 4]
    assert retention.calendar(days, "month").tolist() == [0, 0, 0, 0, 0, 1]
    assert [retention.first_day(n, "week") for n in (0, 1)] == [-3, 4]
    assert retention.first_day(1, "month") == 31
