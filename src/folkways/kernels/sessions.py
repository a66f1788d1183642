"""Sessions: what a unit does without a long pause."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from folkways.kernels.partition import Partition
from folkways.kernels.tally import Tally, added, counted, nothing
from folkways.stats import sketch


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionPlan:
    """A gap of `gap_us` or more since the unit's event before starts a new session."""

    gap_us: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionCounts:
    """Sessions by how many events they hold (`by_events`), units by how many sessions (`by_sessions`, from 1).

    `durations` counts sketch buckets of the time from a session's first event to its last; `duration_us` is their sum.
    `units` had a timed event; `events` are timed ones; `day_only` events belong to no session.
    """

    by_events: Tally
    by_sessions: Tally
    durations: Tally
    duration_us: int
    sessions: int
    units: int
    events: int
    day_only: int


def empty() -> SessionCounts:
    return SessionCounts(
        by_events=nothing(),
        by_sessions=nothing(),
        durations=nothing(),
        duration_us=0,
        sessions=0,
        units=0,
        events=0,
        day_only=0,
    )


def timed(part: Partition) -> Partition:
    """The partition without its date-only events."""
    return part.keep(part.day_only == 0) if part.day_only.any() else part


def session_offsets(part: Partition, gap_us: int) -> NDArray[np.int64]:
    """Where sessions begin among the events of a partition without date-only events, and where the last one ends.

    A session starts with a unit's first event, and with each event whose gap to the one before is `gap_us` or more.
    """
    starts = np.empty(part.events + 1, np.bool_)
    np.greater_equal(part.at[1:] - part.at[:-1], gap_us, out=starts[1:-1])
    starts[part.offsets] = True
    starts[-1] = True
    return np.flatnonzero(starts)


def partial(part: Partition, plan: SessionPlan) -> SessionCounts:
    """Count sessions, their events and durations; a session of one event lasts 0."""
    instants = timed(part)
    offsets = session_offsets(instants, plan.gap_us)
    lengths = np.diff(offsets)
    durations = instants.at[offsets[1:] - 1] - instants.at[offsets[:-1]]
    per_unit = np.diff(np.searchsorted(offsets, instants.offsets))
    return SessionCounts(
        by_events=counted(lengths, instants.events + 1),
        by_sessions=counted(per_unit[per_unit > 0], instants.events + 1),
        durations=counted(sketch.buckets(durations), sketch.BUCKETS),
        duration_us=int(durations.sum()),
        sessions=len(lengths),
        units=int(np.count_nonzero(per_unit)),
        events=instants.events,
        day_only=part.events - instants.events,
    )


def merge(a: SessionCounts, b: SessionCounts) -> SessionCounts:
    return SessionCounts(
        by_events=added(a.by_events, b.by_events),
        by_sessions=added(a.by_sessions, b.by_sessions),
        durations=added(a.durations, b.durations),
        duration_us=a.duration_us + b.duration_us,
        sessions=a.sessions + b.sessions,
        units=a.units + b.units,
        events=a.events + b.events,
        day_only=a.day_only + b.day_only,
    )
