"""The rows of `Crossings`."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from folkways.engines.answers.shares import bounds, share
from folkways.engines.answers.transitions import DWELLS, stepped
from folkways.engines.codebook import Codebook
from folkways.engines.veil import People
from folkways.kernels import crossings as kernel
from folkways.kernels.channels import ChannelPlan
from folkways.kernels.crossings import CrossingCounts
from folkways.model.question import Crossings

KERNEL = kernel
PEOPLE = (
    People(
        column="units",
        with_it=("crossings", "share_of_crossings", "share_of_units", "lo", "hi", *DWELLS),
        adds_up=True,
        within="source",
    ),
    People(column="reached", with_it=("share_of_units", "lo", "hi")),
)
LEGEND = {
    "source": "channel of an event",
    "target": "another channel, on which the unit's next event with a known channel is",
    "crossings": "how often one followed the other",
    "share_of_crossings": "crossings ÷ all crossings out of the source",
    "units": "distinct units that crossed so",
    "reached": "units that ever used the source",
    "share_of_units": "units ÷ reached",
    "lo": "its lower bound",
    "hi": "its upper bound",
    "mean_dwell_us": "mean time from the event before to the event after the crossing, in microseconds",
    "q1_dwell_us": "its lower quartile, within 1/64",
    "median_dwell_us": "its median, within 1/64",
    "q3_dwell_us": "its upper quartile, within 1/64",
}


def plan(_: Crossings, book: Codebook) -> ChannelPlan:
    return ChannelPlan(codes=len(book.channels))


def rows(counts: CrossingCounts, _question: Crossings, book: Codebook) -> pa.Table:
    """One row for each pair of different channels, the commonest first within its source."""
    names = book.channels
    steps = stepped(counts.steps, len(names))
    across = steps["source"] != steps["target"]
    told = {name: column[across] for name, column in steps.items()}
    leaving = np.bincount(told["source"], weights=told["steps"], minlength=len(names))
    reached = counts.reached.over(told["source"])
    table = pa.table(
        {
            "source": pa.array([names[code] for code in told["source"]], pa.string()),
            "target": pa.array([names[code] for code in told["target"]], pa.string()),
            "crossings": told["steps"],
            "share_of_crossings": told["steps"] / np.maximum(leaving[told["source"]], 1),
            "units": told["units"],
            "reached": reached,
            "share_of_units": share(told["units"], reached),
            **bounds(told["units"], reached),
            **{name: pa.array(told[name], mask=np.isnan(told[name].astype(float))) for name in DWELLS},
        }
    )
    return table.take(np.lexsort((told["target"], -told["steps"], told["source"])))
