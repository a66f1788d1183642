"""The rows of `Counts`."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from folkways.engines.codebook import Codebook
from folkways.engines.veil import People
from folkways.kernels import counts as kernel
from folkways.kernels.counts import CountPlan
from folkways.model.question import Counts

KERNEL = kernel
PEOPLE = (
    People(
        column="units",
        with_it=("events", "share_of_events", "share_of_units", "value_events", "value"),
        adds_up=True,
    ),
)
LEGEND = {
    "name": "touchpoint or channel; null = missing in the source",
    "events": "events",
    "share_of_events": "events ÷ all events of the row's group",
    "units": "units with at least one such event",
    "share_of_units": "units ÷ units of the group with any event",
    "value_events": "events with a value",
    "value": "sum of known values, in minor units; null when no event has one",
}


def plan(question: Counts, book: Codebook) -> CountPlan:
    return CountPlan(of=question.of, codes=len(_names(question, book)))


def rows(counts: kernel.Counts, question: Counts, book: Codebook) -> pa.Table:
    names = _names(question, book)
    keys = counts.rows.keys
    events, units, known, value = counts.rows.counts.T
    return pa.table(
        {
            "name": pa.array([names[key] or None for key in keys], pa.string()),
            "events": events,
            "share_of_events": events / np.maximum(counts.events, 1),
            "units": units,
            "share_of_units": units / np.maximum(counts.units, 1),
            "value_events": known,
            "value": pa.array(value, mask=known == 0),
        }
    )


def _names(question: Counts, book: Codebook) -> tuple[str, ...]:
    return book.touchpoints if question.of == "touchpoint" else book.channels
