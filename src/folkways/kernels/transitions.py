"""Which touchpoint follows which: how often, for how many units, after how long."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from folkways.kernels.partition import Partition
from folkways.kernels.sessions import session_offsets, timed
from folkways.kernels.tally import DENSE_CELLS, Tally, added, counted, joined, nothing, units_met
from folkways.stats import sketch

LIMB = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class TransitionPlan:
    """`codes` is the number of touchpoint codes, 0 among them; within sessions when `session_gap_us` is given."""

    codes: int
    session_gap_us: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TransitionCounts:
    """Counts by edge, where the edge from code `f` to code `t` has the key `f * codes + t`.

    `edges` has the columns steps and units (distinct); `dwell_sums` of the timed steps, in microseconds, are two limbs
    (`high * 2**20 + low`, as a sum over many units outgrows one); `dwell` has the key `edge * sketch.BUCKETS + bucket`.
    `starts` and `ends` (sequences) and `touchpoints` (events and units) have the key `code`.
    `units` had an event; `sequences` are units, or sessions.
    """

    edges: Tally
    dwell: Tally
    dwell_sums: Tally
    starts: Tally
    ends: Tally
    touchpoints: Tally
    units: int
    sequences: int
    events: int


def empty() -> TransitionCounts:
    return TransitionCounts(
        edges=nothing(2),
        dwell=nothing(),
        dwell_sums=nothing(2),
        starts=nothing(),
        ends=nothing(),
        touchpoints=nothing(2),
        units=0,
        sequences=0,
        events=0,
    )


def partial(part: Partition, plan: TransitionPlan) -> TransitionCounts:
    """Count each step from an event to the next one of the same unit (or session); self-steps have keys with f = t.

    A last event starts no step. A step from or to an event without touchpoint is not counted, and such an event is
    neither start nor end. Steps from or to a date-only event count, their dwell does not; date-only events belong to
    no session. Events at one instant keep their order.
    """
    part = part if plan.session_gap_us is None else timed(part)
    offsets = part.offsets if plan.session_gap_us is None else session_offsets(part, plan.session_gap_us)
    first, last = offsets[:-1], offsets[1:] - 1
    filled = last >= first
    codes = part.touchpoint.astype(np.int64)
    edges = _edges(codes, last[filled], plan.codes)
    dwell, sums = _dwell(part, edges, plan.codes**2)
    return TransitionCounts(
        edges=joined(counted(edges, plan.codes**2), units_met(edges, part.offsets, plan.codes**2)).above(0),
        dwell=dwell,
        dwell_sums=sums,
        starts=counted(codes[first[filled]], plan.codes).above(0),
        ends=counted(codes[last[filled]], plan.codes).above(0),
        touchpoints=joined(counted(codes, plan.codes), units_met(codes, part.offsets, plan.codes)).above(0),
        units=int(np.count_nonzero(part.lengths)),
        sequences=int(np.count_nonzero(filled)),
        events=part.events,
    )


def _edges(codes: NDArray[np.int64], lasts: NDArray[np.integer], size: int) -> NDArray[np.int64]:
    """The edge that each event starts; 0 where it starts none."""
    edges = np.zeros(len(codes), np.int64)
    np.multiply(codes[:-1], size, out=edges[:-1])
    edges[:-1] += codes[1:]
    edges[lasts] = 0
    unnamed = codes == 0
    if unnamed.any():
        edges[unnamed] = 0
        edges[:-1][unnamed[1:]] = 0
    return edges


def _dwell(part: Partition, edges: NDArray[np.int64], cells: int) -> tuple[Tally, Tally]:
    """Sketch and sum of the time that each counted step took; a date-only event at either end tells none."""
    steps = edges[:-1]
    durations = part.at[1:] - part.at[:-1]
    if part.day_only.any():
        steps = np.where(part.day_only[1:] | part.day_only[:-1], 0, steps)
    found, ranks = _ranked(steps, cells)
    spots = counted(ranks * sketch.BUCKETS + sketch.buckets(durations), len(found) * sketch.BUCKETS)
    keys = found[spots.keys // sketch.BUCKETS] * sketch.BUCKETS + spots.keys % sketch.BUCKETS
    return Tally(keys=keys, counts=spots.counts).above(sketch.BUCKETS - 1), _sums(found, ranks, durations)


def _ranked(steps: NDArray[np.int64], cells: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Number the edges that were met, where there are too many possible ones for a table of sketches."""
    if cells * sketch.BUCKETS <= DENSE_CELLS:
        return np.arange(cells), steps
    found = counted(steps, cells).keys
    if cells > DENSE_CELLS:
        return found, np.searchsorted(found, steps)
    ranks = np.zeros(cells, np.int64)
    ranks[found] = np.arange(len(found))
    return found, ranks[steps]


def _sums(found: NDArray[np.int64], ranks: NDArray[np.int64], durations: NDArray[np.int64]) -> Tally:
    """The sum of durations for each edge as two limbs, each exact in double precision."""
    high = np.bincount(ranks, weights=durations >> LIMB, minlength=len(found))
    low = np.bincount(ranks, weights=durations & ((1 << LIMB) - 1), minlength=len(found))
    met_at = np.flatnonzero(np.bincount(ranks, minlength=len(found)))
    counts = np.stack((high, low), axis=1)[met_at].astype(np.int64)
    return Tally(keys=found[met_at], counts=counts).above(0)


def merge(a: TransitionCounts, b: TransitionCounts) -> TransitionCounts:
    return TransitionCounts(
        edges=added(a.edges, b.edges),
        dwell=added(a.dwell, b.dwell),
        dwell_sums=added(a.dwell_sums, b.dwell_sums),
        starts=added(a.starts, b.starts),
        ends=added(a.ends, b.ends),
        touchpoints=added(a.touchpoints, b.touchpoints),
        units=a.units + b.units,
        sequences=a.sequences + b.sequences,
        events=a.events + b.events,
    )
