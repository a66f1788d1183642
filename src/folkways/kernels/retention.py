"""How many of a cohort come back in later periods."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from folkways.kernels.partition import Partition
from folkways.kernels.tally import Tally, added, counted, distinct, nothing
from folkways.model.duration import DAY_US

Period = Literal["day", "week", "month"]
ROLLING_DAYS: dict[Period, int] = {"day": 1, "week": 7, "month": 30}
FOREVER = 1 << 20
COHORT_ZERO = 1 << 22
"""Added to a cohort's period, which may lie before 1970, so that keys are not negative."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionPlan:
    """Column `j` asks for activity in the periods `lows[j]` to `highs[j] - 1` after the cohort's.

    Calendar periods are complete up to the local day `end_day`; rolling ones up to the time `end_us`.
    `start` and `back` are touchpoint codes; None is any event.
    """

    lows: tuple[int, ...]
    highs: tuple[int, ...]
    period: Period
    rolling: bool
    recurring: bool
    end_day: int
    end_us: int
    start: int | None = None
    back: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionCounts:
    """`cells` has the key `(cohort + COHORT_ZERO) * columns + column` and counts exposed units and active ones.

    A unit is exposed to a column when the column's periods lie within the data. A rolling table has one cohort, 0.
    """

    cells: Tally
    units: int


def empty() -> RetentionCounts:
    return RetentionCounts(cells=nothing(2), units=0)


def partial(part: Partition, plan: RetentionPlan) -> RetentionCounts:
    """Count for each cohort its units, and those active again; the column of period 0 alone counts the whole cohort."""
    periods = _rolled(part, plan) if plan.rolling else calendar(part.local_day, plan.period)
    low = int(periods.min(initial=0))
    span = int(periods.max(initial=0)) - low + 1
    keys = part.unit_of * span + (periods - low)
    members = _at(part, keys, plan.start)
    if not plan.recurring:
        members = members[np.diff(members // span, prepend=-1) != 0]
    active = _at(part, keys, plan.back)
    unit, cohort = members // span, members % span
    shown = np.zeros(len(members), np.int64) if plan.rolling else cohort + low
    cells: list[NDArray[np.int64]] = []
    backs: list[NDArray[np.bool_]] = []
    for column, (since, until) in enumerate(zip(plan.lows, plan.highs, strict=True)):
        exposed = _exposed(part, plan, unit, cohort + low, since, until)
        ends = np.minimum(cohort + np.array([[since], [until]]), span) + unit * span
        first, last = np.searchsorted(active, ends)
        cells.append(((shown + COHORT_ZERO) * len(plan.lows) + column)[exposed])
        backs.append(((last > first) | ((since == 0) & (until == 1)))[exposed])
    return RetentionCounts(cells=_cells(cells, backs), units=int(np.count_nonzero(part.lengths)))


def merge(a: RetentionCounts, b: RetentionCounts) -> RetentionCounts:
    return RetentionCounts(cells=added(a.cells, b.cells), units=a.units + b.units)


def calendar(local_day: NDArray[np.integer], period: Period) -> NDArray[np.int64]:
    """The number of each local day's period since 1970: days, weeks from Monday, calendar months."""
    days = local_day.astype(np.int64)
    if period == "day":
        return days
    if period == "week":
        return (days + 3) // 7
    return days.astype("M8[D]").astype("M8[M]").astype(np.int64)


def first_day(period: int, kind: Period) -> int:
    """The local day on which a calendar period begins."""
    if kind == "month":
        return int(np.datetime64(period, "M").astype("M8[D]").astype(np.int64))
    return period if kind == "day" else period * 7 - 3


def _rolled(part: Partition, plan: RetentionPlan) -> NDArray[np.int64]:
    """Periods since the unit's first start event; events before it fall into negative ones."""
    return (part.at - np.repeat(_begun(part, plan), part.lengths)) // (ROLLING_DAYS[plan.period] * DAY_US)


def _begun(part: Partition, plan: RetentionPlan) -> NDArray[np.int64]:
    """The time of each unit's first start event; of those without, whatever event comes first."""
    spots = np.arange(part.events)
    if plan.start is not None:
        spots = np.where(part.touchpoint == plan.start, spots, part.events)
    filled = part.lengths > 0
    first = np.zeros(part.units, np.int64)
    if part.events:
        found = np.minimum.reduceat(spots, part.offsets[:-1][filled])
        first[filled] = part.at[np.where(found < part.events, found, part.offsets[:-1][filled])]
    return first


def _at(part: Partition, keys: NDArray[np.int64], code: int | None) -> NDArray[np.int64]:
    """The distinct (unit, period) keys of the events at one touchpoint, or at any."""
    chosen = keys if code is None else keys[part.touchpoint == code]
    return distinct(chosen[np.diff(chosen, prepend=-1) != 0])[0]


def _exposed(
    part: Partition,
    plan: RetentionPlan,
    unit: NDArray[np.int64],
    cohort: NDArray[np.int64],
    since: int,
    until: int,
) -> NDArray[np.bool_]:
    """Whether the column's periods are over by the end of data; of an open end, whether its first one is."""
    last = since + 1 if until >= FOREVER else until
    if plan.rolling:
        length = ROLLING_DAYS[plan.period] * DAY_US
        return _begun(part, plan)[unit] + last * length <= plan.end_us + 1
    complete = int(calendar(np.array([plan.end_day + 1]), plan.period)[0]) - 1
    return cohort + last - 1 <= complete


def _cells(keys: list[NDArray[np.int64]], backs: list[NDArray[np.bool_]]) -> Tally:
    every, back = np.concatenate(keys), np.concatenate(backs)
    exposed = counted(every, 1 << 62)
    active = counted(every[back], 1 << 62)
    return Tally(keys=exposed.keys, counts=np.stack((exposed.column(), active.over(exposed.keys)), axis=1))
