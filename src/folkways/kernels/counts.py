"""How many events, units and how much value each touchpoint (or channel) saw."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from folkways.kernels.partition import Partition
from folkways.kernels.tally import Tally, added, counted, joined, nothing, summed, units_met


@dataclass(frozen=True, slots=True, kw_only=True)
class CountPlan:
    """What to count by, and how many codes it has (0 among them)."""

    of: Literal["touchpoint", "channel"]
    codes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """`rows` has the key `code` (0 = missing) and the columns events, units, events with a value, value."""

    rows: Tally
    units: int
    events: int


def empty() -> Counts:
    return Counts(rows=nothing(4), units=0, events=0)


def partial(part: Partition, plan: CountPlan) -> Counts:
    """Count events, distinct units and value for each code; a missing value adds nothing and is not counted."""
    codes = (part.touchpoint if plan.of == "touchpoint" else part.channel).astype(np.int64)
    events = counted(codes, plan.codes)
    valued = np.bincount(codes[part.value_valid > 0], minlength=plan.codes)
    value = summed(codes, part.value * part.value_valid, plan.codes)
    return Counts(
        rows=joined(
            events,
            units_met(codes, part.offsets, plan.codes),
            Tally(keys=events.keys, counts=np.stack((valued, value), axis=1)[events.keys].astype(np.int64)),
        ),
        units=int(np.count_nonzero(part.lengths)),
        events=part.events,
    )


def merge(a: Counts, b: Counts) -> Counts:
    return Counts(rows=added(a.rows, b.rows), units=a.units + b.units, events=a.events + b.events)
