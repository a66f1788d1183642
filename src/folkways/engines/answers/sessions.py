"""The row of `Sessions`."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from folkways.engines.codebook import Codebook
from folkways.engines.veil import People
from folkways.kernels import sessions as kernel
from folkways.kernels.sessions import SessionCounts, SessionPlan
from folkways.kernels.tally import Tally
from folkways.model.duration import microseconds
from folkways.model.question import Sessions
from folkways.stats import sketch

KERNEL = kernel
LEGEND = {
    "sessions": "sessions",
    "units": "units with at least one session",
    "events": "events in sessions",
    "day_only_events": "date-only events, which belong to no session",
    "sessions_per_unit": "sessions ÷ units; null of none",
    "events_per_session": "events ÷ sessions; null of none",
    "share_of_sessions_with_one_event": "sessions of a single event ÷ sessions; null of none",
    "median_events": "median of events in a session",
    "mean_duration_us": "mean time from a session's first event to its last, in microseconds (0 for a single event)",
    "q1_duration_us": "its lower quartile, within 1/64",
    "median_duration_us": "its median, within 1/64",
    "q3_duration_us": "its upper quartile, within 1/64",
}
PEOPLE = (People(column="units", with_it=tuple(name for name in LEGEND if name != "units")),)


def plan(question: Sessions, _: Codebook) -> SessionPlan:
    return SessionPlan(gap_us=microseconds(question.gap))


def rows(counts: SessionCounts, _question: Sessions, _book: Codebook) -> pa.Table:
    durations = (
        sketch.quantile(counts.durations.keys, counts.durations.column(), q) for q in (0.25, 0.5, 0.75)
    )
    single = int(counts.by_events.over(np.array([1]))[0])
    row = (
        counts.sessions,
        counts.units,
        counts.events,
        counts.day_only,
        _ratio(counts.sessions, counts.units),
        _ratio(counts.events, counts.sessions),
        _ratio(single, counts.sessions),
        _median(counts.by_events),
        _ratio(counts.duration_us, counts.sessions),
        *(None if np.isnan(one) else one for one in durations),
    )
    kinds = [pa.int64()] * 4 + [pa.float64()] * 8
    return pa.table(
        {name: pa.array([cell], kind) for name, cell, kind in zip(LEGEND, row, kinds, strict=True)}
    )


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _median(tally: Tally) -> float | None:
    until = np.cumsum(tally.column())
    if not len(until):
        return None
    middle = np.searchsorted(until, [(until[-1] - 1) // 2, until[-1] // 2], side="right")
    return float(tally.keys[middle].mean())
