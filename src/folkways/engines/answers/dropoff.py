"""The rows of `DropOff`."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from folkways.engines.codebook import Codebook
from folkways.kernels import dropoff as kernel
from folkways.kernels.dropoff import DropOffCounts, DropOffPlan
from folkways.model.duration import microseconds
from folkways.model.question import DropOff

KERNEL = kernel
LEGEND = {
    "name": "touchpoint; null = missing in the source",
    "lost": "units last seen here, with a whole silence after it",
    "share_of_reached": "lost ÷ units that were ever here",
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
            "share_of_reached": lost / np.maximum(reached, 1),
            "share_of_lost": pa.array(lost / max(total, 1), mask=np.full(len(lost), total == 0)),
            "open": still_open,
            "returned": returned,
            "reached": reached,
        }
    )
    return table.take(np.lexsort((counts.rows.keys, -lost)))
