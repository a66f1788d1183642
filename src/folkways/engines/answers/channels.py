"""The rows of `Channels`."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from folkways.engines.answers.shares import bounds, share
from folkways.engines.codebook import Codebook
from folkways.engines.veil import People
from folkways.kernels import channels as kernel
from folkways.kernels.channels import ChannelCounts, ChannelPlan
from folkways.model.question import Channels

KERNEL = kernel
_BOUGHT = ("buyers", "share_who_buy", "buy_lo", "buy_hi", "value", "value_per_unit")
_TOLD = ("share_of_units", "lo", "hi", *_BOUGHT)
PEOPLE = (
    People(column="units", with_it=_TOLD, adds_up=True, within="part_of"),
    People(column="others", with_it=("units", *_TOLD)),
    People(column="buyers", with_it=_BOUGHT),
)
LEGEND = {
    "name": "how many channels a unit uses: one, several; then the exact numbers that several consists of",
    "part_of": "the row that this one is a part of; null = a part of all units",
    "units": "units with so many known channels",
    "share_of_units": "units ÷ units with any known channel",
    "lo": "its lower bound",
    "hi": "its upper bound",
    "others": "units on the other side of one and several",
    "buyers": "units among them with an event of a value above 0",
    "share_who_buy": "buyers ÷ units",
    "buy_lo": "its lower bound",
    "buy_hi": "its upper bound",
    "value": "sum of all their known values, in minor units",
    "value_per_unit": "value ÷ units, in minor units",
}


def plan(_: Channels, book: Codebook) -> ChannelPlan:
    return ChannelPlan(codes=len(book.channels))


def rows(counts: ChannelCounts, _question: Channels, _book: Codebook) -> pa.Table:
    """One channel, several, and each number above one."""
    keys, cells = counts.rows.keys, counts.rows.counts
    single, more = cells[keys == 1].sum(axis=0), keys > 1
    several = cells[more].sum(axis=0)
    units, buyers, value = np.vstack((single, several, cells[more])).astype(np.int64).T
    whole = np.full(len(units), counts.units)
    other = np.full(len(units), single[0])
    other[0] = several[0]
    bought = bounds(buyers, units)
    return pa.table(
        {
            "name": pa.array(["one", "several", *map(str, keys[more])], pa.string()),
            "part_of": pa.array([None, None, *["several"] * int(more.sum())], pa.string()),
            "units": units,
            "share_of_units": share(units, whole),
            **bounds(units, whole),
            "others": other,
            "buyers": buyers,
            "share_who_buy": share(buyers, units),
            "buy_lo": bought["lo"],
            "buy_hi": bought["hi"],
            "value": value,
            "value_per_unit": share(value, units),
        }
    )
