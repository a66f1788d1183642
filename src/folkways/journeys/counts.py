"""What the map is made of: for each group of customers and each step, sums that add up over partitions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from folkways.journeys.grouped_sums import GroupedSums, Keys, added, booked, rekeyed
from folkways.journeys.stages import StepBook
from folkways.journeys.walks import AGAIN, AWAY, NO_TIME, ON, OPEN, Walk
from folkways.kernels.partition import Partition
from folkways.model.config import STAGES


@dataclass(frozen=True, slots=True, kw_only=True)
class StepSums:
    """Sums over the customers of a group who reach a step.

    `events` there, `closed` of them not open, then by outcome; `valued` have a value, `value` in minor units.
    Customers: `closers`, `openers`, `repeaters` and `leavers_away` with a closed, an open, an `again` and an `away`
    event; `valuers` and `unvalued` with an event of a value and without one; `untimed` who went on after a time that
    is not known. `first_place` sums the place of the customer's first event there. The rest are squares and products
    for intervals; `total` is a customer's whole value.
    """

    customers: float
    events: float
    closed: float
    closers: float
    on: float
    again: float
    away: float
    leavers_away: float
    openers: float
    repeaters: float
    valued: float
    valuers: float
    unvalued: float
    untimed: float
    value: float
    first_place: float
    events_events: float
    closed_closed: float
    again_closed: float
    again_again: float
    away_closed: float
    away_away: float
    valued_valued: float
    value_valued: float
    value_value: float
    value_total: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PairSums:
    """Sums over customers of a group who go from one step to another, or use a channel at a step.

    `own_own` sums the squares of a customer's events of this kind, `own_all` their product with all closed events
    (of a transition) or all events (of a channel) at the step.
    """

    customers: float
    events: float
    own_own: float
    own_all: float


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupSums:
    """Sums over the customers of a group who have events at all; `value` in minor units."""

    customers: float
    events: float
    value: float
    value_value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps:
    """The time until the next visit, one entry for each going on whose ends are known to the minute."""

    group: Keys
    step: Keys
    next_step: Keys
    gap: Keys
    unit: Keys


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """Who was at which step, one entry for each unit and step; `open` and `valued` say of an event of that kind."""

    group: Keys
    step: Keys
    unit: Keys
    open: NDArray[np.bool_]
    valued: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Ledgers by group, whose keys `Frame` tells; the gaps; and the marks."""

    groups: GroupedSums
    stages: GroupedSums
    steps: GroupedSums
    channels: GroupedSums
    transitions: GroupedSums
    gaps: Gaps
    marks: Marks


Each = TypeVar("Each", Gaps, Marks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """How many groups, steps and channels there are, and so how they are written as one key."""

    groups: int
    steps: int
    channels: int

    @property
    def stages(self) -> int:
        return len(STAGES)


def partial(part: Partition, walk: Walk, group: Keys, book: StepBook, frame: Frame) -> Counts:
    """Count a partition; `group` has one entry for each unit."""
    own = group[walk.unit]
    at_step = _by_unit_and_step(part, walk, frame)
    return Counts(
        groups=_groups(part, walk, own),
        stages=_stages(walk, own, book, frame),
        steps=_steps(at_step, group, frame),
        channels=_channels(part, walk, group, at_step, frame),
        transitions=_transitions(walk, group, at_step, frame),
        gaps=_gaps(walk, own),
        marks=_marks(at_step, group, frame),
    )


def merged(parts: Sequence[Counts]) -> Counts:
    """All partitions together, in their order; units are numbered on."""
    ledgers = {
        name: added([getattr(part, name) for part in parts])
        for name in ("groups", "stages", "steps", "channels", "transitions")
    }
    return Counts(
        **ledgers,
        gaps=_joined(Gaps, [part.gaps for part in parts]),
        marks=_joined(Marks, [part.marks for part in parts]),
    )


def everybody(counts: Counts, frame: Frame) -> Counts:
    """The same counts with all groups as one, group 0."""
    steps, pairs = frame.steps, frame.steps * frame.steps
    return Counts(
        groups=rekeyed(counts.groups, counts.groups.keys * 0),
        stages=rekeyed(counts.stages, counts.stages.keys % frame.stages),
        steps=rekeyed(counts.steps, counts.steps.keys % steps),
        channels=rekeyed(counts.channels, counts.channels.keys % (steps * frame.channels)),
        transitions=rekeyed(counts.transitions, counts.transitions.keys % pairs),
        gaps=replace(counts.gaps, group=counts.gaps.group * 0),
        marks=replace(counts.marks, group=counts.marks.group * 0),
    )


def _gaps(walk: Walk, own: Keys) -> Gaps:
    timed = walk.gap != NO_TIME
    return Gaps(
        group=own[timed],
        step=walk.step[timed],
        next_step=walk.next_step[timed],
        gap=walk.gap[timed],
        unit=walk.unit[timed],
    )


def _marks(at_step: GroupedSums, group: Keys, frame: Frame) -> Marks:
    unit, step = np.divmod(at_step.keys, frame.steps)
    events, closed, valued = at_step.sums[:, 0], at_step.sums[:, 1], at_step.sums[:, 5]
    return Marks(group=group[unit], step=step, unit=unit, open=closed < events, valued=valued > 0)


def _joined(kind: type[Each], parts: Sequence[Each]) -> Each:
    """The entries of all parts, units numbered on."""
    before = np.cumsum([0, *(int(part.unit.max(initial=-1)) + 1 for part in parts)])
    units = [part.unit + start for part, start in zip(parts, before, strict=False)]
    names = [field.name for field in fields(kind) if field.name != "unit"]
    rest = {name: np.concatenate([getattr(part, name) for part in parts]) for name in names}
    return kind(unit=np.concatenate(units), **rest)


def _groups(part: Partition, walk: Walk, own: Keys) -> GroupedSums:
    value = (part.value * part.value_valid).astype(np.float64)
    each = booked(walk.unit, [np.ones(len(own)), value])
    group = own[np.searchsorted(walk.unit, each.keys)]
    events, total = each.sums.T
    return booked(group, [np.ones(len(group)), events, total, total * total])


def _stages(walk: Walk, own: Keys, book: StepBook, frame: Frame) -> GroupedSums:
    stage_of = np.array([STAGES.index(stage) for stage in book.stages], np.int64)
    met = booked(walk.unit * frame.stages + stage_of[walk.step], [np.ones(len(own))])
    group = own[np.searchsorted(walk.unit, met.keys // frame.stages)]
    return booked(group * frame.stages + met.keys % frame.stages, [np.ones(len(group)), met.sums[:, 0]])


def _by_unit_and_step(part: Partition, walk: Walk, frame: Frame) -> GroupedSums:
    """Keys unit·steps + step; columns events, closed, on, again, away, valued, timed, value, first place, total."""
    key = walk.unit * frame.steps + walk.step
    value = (part.value * part.value_valid).astype(np.float64)
    outcomes = [walk.outcome == one for one in (ON, AGAIN, AWAY)]
    known = [part.value_valid.astype(np.float64), walk.gap != NO_TIME]
    found = booked(key, [np.ones(len(key)), walk.outcome != OPEN, *outcomes, *known, value])
    total = np.bincount(walk.unit, weights=value, minlength=part.units)
    first = np.unique(key, return_index=True)[1] - part.offsets[found.keys // frame.steps]
    extra = np.stack((first, total[found.keys // frame.steps]), axis=1).astype(np.float64)
    return GroupedSums(keys=found.keys, sums=np.hstack((found.sums, extra)))


def _steps(at_step: GroupedSums, group: Keys, frame: Frame) -> GroupedSums:
    events, closed, on, again, away, valued, timed, value, first, total = at_step.sums.T
    columns = {
        "customers": np.ones(len(events)),
        "closers": closed > 0,
        "leavers_away": away > 0,
        "openers": closed < events,
        "repeaters": again > 0,
        "valuers": valued > 0,
        "unvalued": valued < events,
        "untimed": timed < on + again,
        "first_place": first,
        "events_events": events * events,
        "closed_closed": closed * closed,
        "again_closed": again * closed,
        "again_again": again * again,
        "away_closed": away * closed,
        "away_away": away * away,
        "valued_valued": valued * valued,
        "value_valued": value * valued,
        "value_value": value * value,
        "value_total": value * total,
    } | {
        "events": events,
        "closed": closed,
        "on": on,
        "again": again,
        "away": away,
        "valued": valued,
        "value": value,
    }
    key = group[at_step.keys // frame.steps] * frame.steps + at_step.keys % frame.steps
    return booked(key, [columns[field.name] for field in fields(StepSums)])


def _channels(part: Partition, walk: Walk, group: Keys, at_step: GroupedSums, frame: Frame) -> GroupedSums:
    key = (walk.unit * frame.steps + walk.step) * frame.channels + part.channel
    each = booked(key, [np.ones(len(key))])
    return _pairs(each, frame.channels, at_step, 0, group, frame)


def _transitions(walk: Walk, group: Keys, at_step: GroupedSums, frame: Frame) -> GroupedSums:
    on = walk.outcome == ON
    key = (walk.unit * frame.steps + walk.step)[on] * frame.steps + walk.next_step[on]
    each = booked(key, [np.ones(len(key))])
    return _pairs(each, frame.steps, at_step, 1, group, frame)


def _pairs(
    each: GroupedSums, width: int, at_step: GroupedSums, whole: int, group: Keys, frame: Frame
) -> GroupedSums:
    """From ledger keys (unit, step, other) to (group, step, other); `whole` is the column they are shares of."""
    events, cell = each.sums[:, 0], each.keys // width
    all_there = at_step.sums[np.searchsorted(at_step.keys, cell), whole]
    key = (group[cell // frame.steps] * frame.steps + cell % frame.steps) * width + each.keys % width
    return booked(key, [np.ones(len(events)), events, events * events, events * all_there])
