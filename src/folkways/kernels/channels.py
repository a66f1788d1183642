"""How many channels units use, and what those of one and of several come to."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from folkways.kernels.partition import Partition
from folkways.kernels.tally import Tally, added, counted, distinct, joined, nothing, summed


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelPlan:
    """`codes` is the number of channel codes, 0 (none is known) among them."""

    codes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelCounts:
    """`rows` has the key "how many distinct channels" and the columns units, buyers, value.

    `units` had an event with a known channel; others are not in the rows. A buyer has an event with a value above 0.
    """

    rows: Tally
    units: int


def empty() -> ChannelCounts:
    return ChannelCounts(rows=nothing(3), units=0)


def partial(part: Partition, plan: ChannelPlan) -> ChannelCounts:
    """Count units by the number of their channels; their value is that of all their events, also without a channel."""
    keys = part.unit_of * plan.codes + part.channel
    used = distinct(keys[part.channel > 0])[0] // plan.codes
    number = np.bincount(used, minlength=part.units)
    paid = part.value * part.value_valid
    bought = np.bincount(part.unit_of, paid > 0, part.units) > 0
    value = summed(part.unit_of, paid, part.units)
    units = counted(number, plan.codes)
    buyers = np.bincount(number, bought, plan.codes).astype(np.int64)
    sums = np.stack((buyers, summed(number, value, plan.codes)), axis=1)
    rows = joined(units, Tally(keys=units.keys, counts=sums[units.keys])).above(0)
    return ChannelCounts(rows=rows, units=int(rows.column().sum()))


def merge(a: ChannelCounts, b: ChannelCounts) -> ChannelCounts:
    return ChannelCounts(rows=added(a.rows, b.rows), units=a.units + b.units)
