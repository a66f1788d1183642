"""Transitions against a plain-Python oracle, published figures and their own laws."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from tests.kernels import oracles
from tests.kernels.awkward import Event, awkward, event, names_of, partition
from tests.kernels.strategies import journeys

from folkways.kernels import transitions
from folkways.kernels.tally import Tally
from folkways.kernels.transitions import LIMB, TransitionCounts, TransitionPlan
from folkways.stats import sketch

HALF_AN_HOUR = 1_800_000_000


def told(counts: TransitionCounts, names: list[str]) -> dict[str, object]:
    """The kernel's counts in the oracle's words."""

    def edge(key: int) -> tuple[str, str]:
        return names[key // len(names)], names[key % len(names)]

    def by_name(tally: Tally) -> dict[str, int]:
        return {names[key]: int(row[0]) for key, row in zip(tally.keys, tally.counts, strict=True)}

    edges = list(zip(counts.edges.keys, counts.edges.counts, strict=True))
    sums = zip(counts.dwell_sums.keys, counts.dwell_sums.counts.tolist(), strict=True)
    return {
        "steps": {edge(key): int(row[0]) for key, row in edges},
        "units": {edge(key): int(row[1]) for key, row in edges},
        "starts": by_name(counts.starts),
        "ends": by_name(counts.ends),
        "dwell": {edge(key): (high << LIMB) + low for key, (high, low) in sums},
    }


def expected(events: list[Event], gap_us: int | None) -> dict[str, object]:
    oracle = oracles.transitions(events, gap_us)
    return {
        **{name: dict(oracle[name]) for name in ("steps", "starts", "ends")},
        "units": {edge: len(units) for edge, units in oracle["units"].items()},
        "dwell": {edge: sum(times) for edge, times in oracle["dwell"].items()},
    }


def asked(events: list[Event], gap_us: int | None = None, units: list[str] | None = None) -> TransitionCounts:
    plan = TransitionPlan(codes=len(names_of(events)[0]), session_gap_us=gap_us)
    return transitions.partial(partition(events, units), plan)


@pytest.mark.parametrize("gap_us", [None, HALF_AN_HOUR])
def test_the_awkward_table_is_counted_as_in_plain_python(gap_us: int | None) -> None:
    events = awkward()
    counts = asked(events, gap_us, ["empty", "zzz"])
    assert told(counts, names_of(events)[0]) == expected(events, gap_us)
    assert counts.units == (len({one.unit for one in events}) - (gap_us is not None))


@given(journeys())
def test_random_journeys_are_counted_as_in_plain_python(events: list[Event]) -> None:
    for gap_us in (None, HALF_AN_HOUR):
        assert told(asked(events, gap_us), names_of(events)[0]) == expected(events, gap_us)


@given(journeys())
def test_each_dwell_lies_within_the_stated_error_of_its_bucket(events: list[Event]) -> None:
    names = names_of(events)[0]
    dwell = asked(events).dwell
    for (source, target), times in oracles.transitions(events)["dwell"].items():
        edge = names.index(source) * len(names) + names.index(target)
        mine = dwell.keys // sketch.BUCKETS == edge
        found = sketch.middles(np.repeat(dwell.keys[mine] % sketch.BUCKETS, dwell.counts[mine, 0]))
        assert found == pytest.approx(sorted(times), rel=sketch.RELATIVE_ERROR)


@given(journeys(day_only=False))
def test_steps_are_events_less_sequences_when_every_event_has_a_touchpoint(events: list[Event]) -> None:
    named = [one for one in events if one.touchpoint]
    for gap_us in (None, HALF_AN_HOUR):
        counts = asked(named, gap_us)
        assert counts.edges.column().sum() == counts.events - counts.sequences
        assert counts.starts.column().sum() == counts.ends.column().sum() == counts.sequences


def test_a_last_event_starts_no_step() -> None:
    counts = asked([event("a", 0, "A"), event("b", 5, "B")])
    assert len(counts.edges.keys) == 0
    assert counts.sequences == 2


def test_ten_thousand_touchpoints_are_counted_without_a_table_of_all_pairs() -> None:
    events = [event("one", number * 1_000_000, f"T{number * 7919 % 10_000:05d}") for number in range(20_000)]
    counts = asked(events)
    assert len(counts.edges.keys) == 10_000
    assert counts.edges.column().sum() == 19_999
    assert set(counts.edges.column(1)) == {1}


def test_a_dwell_that_outgrows_one_number_is_summed_exactly() -> None:
    century = 3_155_760_000_000_001
    counts = asked([event("a", 0, "A"), event("a", century, "B")])
    total = counts
    for _ in range(14):
        total = transitions.merge(total, total)
    high, low = total.dwell_sums.counts[0].tolist()
    assert (high << LIMB) + low == century * 2**14 > 2**63 - 1
