"""Which touchpoint follows which: how often, for how many units, after how long."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from folkways.kernels.partition import Partition
from folkways.kernels.sessions import session_offsets, timed
from folkways.kernels.tally import DENSE_CELLS, Tally, added, blocks, counted, joined, nothing, units_met
from folkways.stats import sketch

LIMB = 20
_EXACT = 2.0**53


@dataclass(frozen=True, slots=True, kw_only=True)
class TransitionPlan:
    """`codes` is the number of touchpoint codes, 0 among them; within sessions when `session_gap_us` is given."""

    codes: int
    session_gap_us: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TransitionCounts:
    """Counts by edge, where the edge from code `f` to code `t` has the key `f * codes + t`.

    `edges` has the columns steps and units (distinct); `dwell_sums` of the timed steps, in microseconds, are two limbs
    (`high * 2**20 + low`, `low` below 2**20), as a sum over many units outgrows one; `dwell` has the key
    `edge * sketch.BUCKETS + bucket`.
    `starts` and `ends` have the key `code` and the columns sequences and units.
    `units` had an event; `sequences` are units, or sessions.
    """

    edges: Tally
    dwell: Tally
    dwell_sums: Tally
    starts: Tally
    ends: Tally
    units: int
    sequences: int
    events: int


def empty() -> TransitionCounts:
    return TransitionCounts(
        edges=nothing(2),
        dwell=nothing(),
        dwell_sums=nothing(2),
        starts=nothing(2),
        ends=nothing(2),
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
    edges = _edges(part.touchpoint, last[filled], plan.codes)
    steps = counted(edges, plan.codes**2)
    dwell, sums = _dwell(part, edges, steps.keys, plan.codes**2)
    return TransitionCounts(
        edges=joined(steps, units_met(edges, part.offsets, plan.codes**2)).above(0),
        dwell=dwell,
        dwell_sums=sums,
        starts=_tips(part, first[filled], plan),
        ends=_tips(part, last[filled], plan),
        units=int(np.count_nonzero(part.lengths)),
        sequences=int(np.count_nonzero(filled)),
        events=part.events,
    )


def _tips(part: Partition, spots: NDArray[np.integer], plan: TransitionPlan) -> Tally:
    """Count the touchpoints at the first or last events of sequences, and the units with such a sequence."""
    tips = part.touchpoint[spots].astype(np.int64)
    found = counted(tips, plan.codes)
    if plan.session_gap_us is None:
        return joined(found, found).above(0)
    return joined(found, units_met(tips, np.searchsorted(spots, part.offsets), plan.codes)).above(0)


def _edges(codes: NDArray[np.uint16], lasts: NDArray[np.integer], size: int) -> NDArray[np.int64]:
    """The edge that each event starts; 0 where it starts none."""
    edges = np.zeros(len(codes), np.int64)
    narrow = codes if size**2 <= 1 << 16 else codes.astype(np.int64)
    edges[:-1] = narrow[:-1] * narrow.dtype.type(size) + narrow[1:]
    edges[lasts] = 0
    if not codes.all():
        edges[codes == 0] = 0
        edges[:-1][codes[1:] == 0] = 0
    return edges


def _dwell(
    part: Partition, edges: NDArray[np.int64], found: NDArray[np.int64], cells: int
) -> tuple[Tally, Tally]:
    """Sketch and sum of the time that each counted step took; a date-only event at either end tells none."""
    steps = edges[:-1]
    if part.day_only.any():
        steps = np.where(part.day_only[1:] | part.day_only[:-1], 0, steps)
    places, ranks = _ranked(steps, np.union1d(found, [0]), cells)
    spots, sums = np.empty(len(steps), np.int64), np.zeros((len(places), 2))
    for block in blocks(len(steps)):
        durations = (part.at[1:][block] - part.at[:-1][block]).astype(np.float64)
        np.multiply(ranks[block], sketch.BUCKETS, out=spots[block])
        spots[block] += sketch.buckets(durations)
        sums += _limbs(ranks[block], durations, len(places))
    dwell = counted(spots, len(places) * sketch.BUCKETS)
    keys = dwell.keys
    if len(places) < cells:
        keys = places[keys // sketch.BUCKETS] * sketch.BUCKETS + keys % sketch.BUCKETS
    told = np.diff(np.searchsorted(dwell.keys, np.arange(len(places) + 1) * sketch.BUCKETS)) > 0
    return (
        Tally(keys=keys, counts=dwell.counts).above(sketch.BUCKETS - 1),
        _carried(Tally(keys=places[told], counts=sums[told].astype(np.int64)).above(0)),
    )


def _ranked(
    steps: NDArray[np.int64], found: NDArray[np.int64], cells: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The edges that the sketches are kept for, and the place of each step's edge among them."""
    if cells * sketch.BUCKETS <= DENSE_CELLS:
        return np.arange(cells), steps
    if cells > DENSE_CELLS:
        return found, np.searchsorted(found, steps)
    ranks = np.zeros(cells, np.int64)
    ranks[found] = np.arange(len(found))
    return found, ranks[steps]


def _limbs(ranks: NDArray[np.int64], durations: NDArray[np.float64], size: int) -> NDArray[np.float64]:
    """The sum of durations for each edge as two limbs, exact in double precision, shape (size, 2).

    Edge 0 gathers what is no step; only there may a duration be negative.
    """
    whole = np.bincount(ranks, durations, size)
    if (whole[1:] < _EXACT).all():
        high = np.floor(whole * 0.5**LIMB)
        return np.stack((high, whole - high * 2.0**LIMB), axis=1)
    high = np.floor(durations * 0.5**LIMB)
    low = durations - high * 2.0**LIMB
    sums = [np.bincount(ranks, limb, size).astype(np.float64) for limb in (high, low)]
    return np.stack(sums, axis=1)


def _carried(sums: Tally) -> Tally:
    """The same sums with every low limb below 2**20, so that equal sums have equal limbs."""
    high, low = sums.counts[:, 0], sums.counts[:, 1]
    return Tally(keys=sums.keys, counts=np.stack((high + (low >> LIMB), low & ((1 << LIMB) - 1)), axis=1))


def merge(a: TransitionCounts, b: TransitionCounts) -> TransitionCounts:
    return TransitionCounts(
        edges=added(a.edges, b.edges),
        dwell=added(a.dwell, b.dwell),
        dwell_sums=_carried(added(a.dwell_sums, b.dwell_sums)),
        starts=added(a.starts, b.starts),
        ends=added(a.ends, b.ends),
        units=a.units + b.units,
        sequences=a.sequences + b.sequences,
        events=a.events + b.events,
    )
