"""Sessions against plain Python, and their laws."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.kernels.awkward import Event, awkward, by_unit, event, partition
from tests.kernels.oracles import sessions_of
from tests.kernels.strategies import journeys

from folkways.kernels import sessions
from folkways.kernels.sessions import SessionCounts, SessionPlan
from folkways.kernels.tally import Tally
from folkways.stats import sketch

HALF_AN_HOUR = 1_800_000_000


def asked(events: list[Event], gap_us: int = HALF_AN_HOUR, units: list[str] | None = None) -> SessionCounts:
    return sessions.partial(partition(events, units), SessionPlan(gap_us=gap_us))


def told(tally: Tally) -> dict[int, int]:
    return dict(zip(tally.keys.tolist(), tally.column().tolist(), strict=True))


def check(events: list[Event], gap_us: int, units: list[str] | None = None) -> None:
    by_customer = [sessions_of(journey, gap_us) for journey in by_unit(events).values()]
    found = [session for one in by_customer for session in one]
    durations = [session[-1].at - session[0].at for session in found]
    counts = asked(events, gap_us, units)
    assert told(counts.by_events) == Counter(map(len, found))
    assert told(counts.by_sessions) == Counter(len(one) for one in by_customer if one)
    assert (counts.sessions, counts.units) == (len(found), sum(map(bool, by_customer)))
    assert (counts.events, counts.day_only) == (sum(map(len, found)), sum(one.day_only for one in events))
    assert counts.duration_us == sum(durations)
    assert told(counts.durations) == Counter(sketch.buckets(np.array(durations, np.int64)).tolist())


@pytest.mark.parametrize("gap_us", [1, HALF_AN_HOUR, 86_400_000_000])
def test_the_awkward_table_falls_into_sessions_as_in_plain_python(gap_us: int) -> None:
    check(awkward(), gap_us, ["empty", "zzz"])


@given(journeys(), st.sampled_from([1, 60_000_000, HALF_AN_HOUR]))
def test_random_journeys_fall_into_sessions_as_in_plain_python(events: list[Event], gap_us: int) -> None:
    check(events, gap_us)


def test_a_gap_of_just_half_an_hour_starts_a_new_session() -> None:
    assert asked([event("u", 0, "A"), event("u", HALF_AN_HOUR, "A")]).sessions == 2
    assert asked([event("u", 0, "A"), event("u", HALF_AN_HOUR - 1, "A")]).sessions == 1


def test_units_do_not_share_a_session() -> None:
    assert asked([event("u", 0, "A"), event("v", 1, "A")]).sessions == 2
