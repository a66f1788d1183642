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
PEOPLE = (
    People(column="units", with_it=("share_of_units", "lo", "hi", *_BOUGHT), adds_up=True),
    People(column="of", with_it=("units", "share_of_units", "lo", "hi", *_BOUGHT)),
    People(column="buyers", with_it=_BOUGHT),
)
LEGEND = {
    "name": "how many channels a unit uses",
    "units": "units with so many known channels",
    "of": "units with any known channel",
    "share_of_units": "units ÷ of",
    "lo": "its lower bound",
    "hi": "its upper bound",
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
    """A row for each number of channels that somebody uses."""
    units, buyers, value = counts.rows.counts.T
    whole = np.full(len(units), counts.units)
    bought = bounds(buyers, units)
    return pa.table(
        {
            "name": pa.array([str(key) for key in counts.rows.keys], pa.string()),
            "units": units,
            "of": whole,
            "share_of_units": share(units, whole),
            **bounds(units, whole),
            "buyers": buyers,
            "share_who_buy": share(buyers, units),
            "buy_lo": bought["lo"],
            "buy_hi": bought["hi"],
            "value": value,
            "value_per_unit": share(value, units),
        }
    )
