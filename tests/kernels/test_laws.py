"""What makes kernels a way to compute at any size: partials add up in any order, however units are parted."""

from __future__ import annotations

import dataclasses
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.kernels.awkward import Event, awkward, event, names_of, partition
from tests.kernels.strategies import DAY, journeys

from folkways.kernels import counts, dropoff, funnel, retention, sessions, transitions
from folkways.kernels.partition import Partition
from folkways.kernels.tally import Tally

CODES = 6
HALF_AN_HOUR = 1_800_000_000
PLANS: dict[str, tuple[ModuleType, object]] = {
    "transitions": (transitions, transitions.TransitionPlan(codes=CODES)),
    "transitions in sessions": (
        transitions,
        transitions.TransitionPlan(codes=CODES, session_gap_us=HALF_AN_HOUR),
    ),
    "sessions": (sessions, sessions.SessionPlan(gap_us=HALF_AN_HOUR)),
    "counts": (counts, counts.CountPlan(of="touchpoint", codes=CODES)),
    "dropoff": (dropoff, dropoff.DropOffPlan(codes=CODES, silence_us=30 * DAY, end_us=1_735_000_000_000_000)),
    "retention": (
        retention,
        retention.RetentionPlan(
            lows=(0, 1, 2),
            highs=(1, 2, 3),
            period="week",
            rolling=False,
            recurring=True,
            end_day=20_100,
            end_us=1_735_000_000_000_000,
        ),
    ),
    **{
        f"funnel {order}": (
            funnel,
            funnel.FunnelPlan(
                steps=(1, 2, 3),
                codes=CODES,
                order=order,
                window_us=3 * DAY,
                window_from="first",
                exclude=(4,),
            ),
        )
        for order in ("ordered", "strict", "any")
    },
}
kernels = pytest.mark.parametrize("name", sorted(PLANS))


def plain(counted: object) -> object:
    """Counts as values that compare."""
    fields = {field.name: getattr(counted, field.name) for field in dataclasses.fields(counted)}
    return {
        name: (value.keys.tolist(), value.counts.tolist()) if isinstance(value, Tally) else value
        for name, value in fields.items()
    }


def parted(part: Partition, owner: np.ndarray, parts: int) -> list[Partition]:
    return [part.take(owner == number) for number in range(parts)]


@kernels
@settings(max_examples=25)
@given(events=journeys(), draw=st.data())
def test_however_units_are_parted_the_sum_is_that_of_the_whole(
    name: str, events: list[Event], draw: st.DataObject
) -> None:
    kernel, plan = PLANS[name]
    whole = partition(events)
    owner = np.array(
        draw.draw(st.lists(st.integers(0, 2), min_size=whole.units, max_size=whole.units)), np.int64
    )
    a, b, c = (kernel.partial(part, plan) for part in parted(whole, owner, 3))
    one = plain(kernel.partial(whole, plan))
    assert plain(kernel.merge(kernel.merge(a, b), c)) == one
    assert plain(kernel.merge(a, kernel.merge(b, c))) == one
    assert plain(kernel.merge(kernel.merge(c, a), b)) == one


@kernels
def test_the_empty_result_changes_nothing(name: str) -> None:
    kernel, plan = PLANS[name]
    found = kernel.partial(partition(awkward()), plan)
    assert plain(kernel.merge(kernel.empty(), found)) == plain(found)
    assert plain(kernel.merge(found, kernel.empty())) == plain(found)


@kernels
def test_a_partition_without_events_is_the_empty_result(name: str) -> None:
    kernel, plan = PLANS[name]
    for nobody in ([], ["u", "v"]):
        assert plain(kernel.partial(partition([], nobody), plan)) == plain(kernel.empty())


@kernels
def test_units_without_events_change_nothing(name: str) -> None:
    kernel, plan = PLANS[name]
    with_empty = partition(awkward(), ["", "a", "n", "zzzz"])
    assert plain(kernel.partial(with_empty, plan)) == plain(kernel.partial(partition(awkward()), plan))


@kernels
def test_a_kernel_writes_nothing_into_the_partition(name: str) -> None:
    kernel, plan = PLANS[name]
    part = partition(awkward())
    for field in dataclasses.fields(part):
        column = getattr(part, field.name)
        if isinstance(column, np.ndarray):
            column.flags.writeable = False
    kernel.partial(part, plan)


def test_a_partition_keeps_only_what_is_asked_for() -> None:
    part = partition(awkward())
    rare = part.take(part.lengths == 1).keep(np.array([True, False, True]))
    assert rare.unit_ids.to_pylist() == ["all-day", "one", "only-null"]
    assert rare.lengths.tolist() == [1, 0, 1]
    assert part.recoded(np.zeros(part.events, np.uint16)).touchpoint.sum() == 0


def test_the_codes_of_the_plans_cover_the_awkward_table() -> None:
    assert len(names_of(awkward())[0]) == CODES


def test_sums_of_dwell_are_told_alike_however_they_came_together() -> None:
    """Two halves whose low limbs overflow together."""
    step = [(0, "A"), (1_799_999_999, "A")]
    events = [event(unit, at, touchpoint) for unit in "wx" for at, touchpoint in step]
    whole, plan = partition(events), transitions.TransitionPlan(codes=CODES)
    a, b = (transitions.partial(part, plan) for part in parted(whole, np.array([0, 1]), 2))
    assert plain(transitions.merge(a, b)) == plain(transitions.partial(whole, plan))
