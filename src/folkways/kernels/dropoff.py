"""Where units were last seen before they fell silent."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from folkways.kernels.partition import Partition
from folkways.kernels.tally import Tally, added, met, nothing, units_met


@dataclass(frozen=True, slots=True, kw_only=True)
class DropOffPlan:
    """A silence lasts `silence_us` or more; the data end at `end_us`."""

    codes: int
    silence_us: int
    end_us: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DropOffCounts:
    """`rows` has the key `code` (0 = missing) and counts units lost, units open, silences returned from, units met.

    A unit is lost at its last event when the data go on for a silence after it, else it is open there.
    """

    rows: Tally
    units: int


def empty() -> DropOffCounts:
    return DropOffCounts(rows=nothing(4), units=0)


def partial(part: Partition, plan: DropOffPlan) -> DropOffCounts:
    """Count at each touchpoint who was lost, who is open, who fell silent and came back, and who was there at all."""
    codes = part.touchpoint.astype(np.int64)
    last = (part.offsets[1:] - 1)[part.lengths > 0]
    lost = plan.end_us - part.at[last] >= plan.silence_us
    paused = np.zeros(part.events, np.bool_)
    paused[:-1] = np.diff(part.at) >= plan.silence_us
    paused[last] = False
    columns = [
        np.bincount(codes[last[lost]], minlength=plan.codes),
        np.bincount(codes[last[~lost]], minlength=plan.codes),
        np.bincount(codes[paused], minlength=plan.codes),
        units_met(codes, part.offsets, plan.codes).over(np.arange(plan.codes)),
    ]
    return DropOffCounts(rows=met(np.stack(columns, axis=1)), units=len(last))


def merge(a: DropOffCounts, b: DropOffCounts) -> DropOffCounts:
    return DropOffCounts(rows=added(a.rows, b.rows), units=a.units + b.units)
