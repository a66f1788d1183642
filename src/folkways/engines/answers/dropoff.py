"""The rows of `DropOff`."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from folkways.engines.answers.shares import bounds, share
from folkways.engines.codebook import Codebook
from folkways.engines.veil import People
from folkways.kernels import dropoff as kernel
from folkways.kernels.dropoff import DropOffCounts, DropOffPlan
from folkways.model.duration import microseconds
from folkways.model.question import DropOff

KERNEL = kernel
_LOST = ("share_of_reached", "lo", "hi", "share_of_lost")
PEOPLE = (
    People(column="lost", with_it=_LOST, adds_up=True),
    People(column="open", adds_up=True),
    People(column="reached", with_it=("lost", *_LOST, "open", "returned")),
)
LEGEND = {
    "name": "touchpoint; null = missing in the source",
    "lost": "units last seen here, with a whole silence after it",
    "share_of_reached": "lost ÷ units that were ever here",
    "lo": "its lower bound, 95% (Wilson)",
    "hi": "its upper bound",
    "share_of_lost": "lost ÷ all lost units of the group; null when none is",
    "open": "units last seen here whose silence is not over when the data end: neither lost nor kept",
    "returned": "silences that began here and ended with another event",
    "reached": "units that were ever here",
}


def plan(question: DropOff, book: Codebook) -> DropOffPlan:
    silence_us = microseconds(question.silence)
    return DropOffPlan(codes=len(book.touchpoints), silence_us=silence_us, end_us=book.end_us)


def rows(counts: DropOffCounts, _: DropOff, book: Codebook) -> pa.Table:
    """One row for each touchpoint that was met, the one where most are lost first."""
    lost, still_open, returned, reached = counts.rows.counts.T
    total = lost.sum()
    table = pa.table(
        {
            "name": pa.array([book.touchpoints[key] or None for key in counts.rows.keys], pa.string()),
            "lost": lost,
            "share_of_reached": share(lost, reached),
            **bounds(lost, reached),
            "share_of_lost": share(lost, np.full(len(lost), total)),
            "open": still_open,
            "returned": returned,
            "reached": reached,
        }
    )
    return table.take(np.lexsort((counts.rows.keys, -lost)))
