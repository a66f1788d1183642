"""How many units, or sessions, come how far through given steps.

An instant is all events of one sequence at one time: within it, events count as in the order of the steps. Each
instant has a bit mask of the steps it holds; a chain of instants is followed step by step for all sequences at once.
(For `ordered` and a window from the first step this is ClickHouse's `windowFunnel` in its default mode.)
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from folkways.kernels.partition import Partition
from folkways.kernels.sessions import session_offsets, timed
from folkways.kernels.strict import runs_of
from folkways.kernels.tally import Tally, added, counted, nothing
from folkways.stats import sketch

MOST_STEPS = 30
BLOCK_EVENTS = 1 << 18
_EXCLUDED = np.uint32(1 << MOST_STEPS)
_NONE = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelPlan:
    """The codes of the steps and of what is excluded; `codes` is the number of touchpoint codes, 0 among them."""

    steps: tuple[int, ...]
    codes: int
    order: Literal["ordered", "strict", "any"]
    window_us: int
    window_from: Literal["first", "previous"]
    session_gap_us: int | None = None
    exclude: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelCounts:
    """`reached` has the key k and counts sequences that came to step k (from 0) or further.

    `times` has the key `k * sketch.BUCKETS + bucket`: how long after step k − 1 a sequence first came to step k (none
    for order `any`). `sequences` (units or sessions) and `units` had an event at all.
    """

    reached: Tally
    times: Tally
    sequences: int
    units: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """The furthest level of each sequence (0 = no step), and the times between steps as keys of `times`."""

    levels: NDArray[np.int64]
    times: list[NDArray[np.int64]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Instants:
    """The instants that hold a step or something excluded; those of sequence `s` are `bounds[s]:bounds[s + 1]`."""

    at: NDArray[np.int64]
    bits: NDArray[np.uint32]
    bounds: NDArray[np.int64]

    @property
    def lengths(self) -> NDArray[np.int64]:
        """The number of instants of each sequence."""
        return np.diff(self.bounds)

    @property
    def sequence(self) -> NDArray[np.int64]:
        """The sequence of each instant."""
        lengths = self.lengths
        return np.repeat(np.arange(len(lengths)), lengths)

    def holding(self, step: int) -> NDArray[np.bool_]:
        return (self.bits & np.uint32(1 << step)) != 0

    @property
    def excluded(self) -> NDArray[np.bool_]:
        return (self.bits & _EXCLUDED) != 0


def empty() -> FunnelCounts:
    return FunnelCounts(reached=nothing(), times=nothing(), sequences=0, units=0)


def partial(part: Partition, plan: FunnelPlan) -> FunnelCounts:
    """Count the sequences that reach each step within the window (inclusive).

    Date-only events belong to no session, and count at the end of their day elsewhere.
    """
    return reduce(merge, (_counts(block, plan) for block in part.blocks(BLOCK_EVENTS)), empty())


def _counts(part: Partition, plan: FunnelPlan) -> FunnelCounts:
    part = part if plan.session_gap_us is None else timed(part)
    offsets = part.offsets if plan.session_gap_us is None else session_offsets(part, plan.session_gap_us)
    told = progress(part, offsets, plan)
    levels = counted(told.levels, len(plan.steps) + 1).over(np.arange(len(plan.steps) + 1))
    reached = np.cumsum(levels[::-1])[::-1][1:]
    some = np.flatnonzero(reached)
    times = np.concatenate(told.times) if told.times else np.empty(0, np.int64)
    return FunnelCounts(
        reached=Tally(keys=some, counts=reached[some][:, None]),
        times=counted(times, len(plan.steps) * sketch.BUCKETS),
        sequences=int(np.count_nonzero(np.diff(offsets))),
        units=int(np.count_nonzero(part.lengths)),
    )


def merge(a: FunnelCounts, b: FunnelCounts) -> FunnelCounts:
    return FunnelCounts(
        reached=added(a.reached, b.reached),
        times=added(a.times, b.times),
        sequences=a.sequences + b.sequences,
        units=a.units + b.units,
    )


def progress(part: Partition, offsets: NDArray[np.integer], plan: FunnelPlan) -> Progress:
    """How far each sequence came; sequence `s` is the events `offsets[s]:offsets[s + 1]`."""
    if plan.order == "strict":
        return _strict(part, offsets, plan)
    found = instants(part, offsets, plan)
    return _ordered(found, plan) if plan.order == "ordered" else _any(found, plan)


def instants(part: Partition, offsets: NDArray[np.integer], plan: FunnelPlan) -> Instants:
    bit_of = np.zeros(plan.codes, np.uint32)
    for place, code in enumerate(plan.steps):
        bit_of[code] |= np.uint32(1 << place)
    bit_of[list(plan.exclude)] |= _EXCLUDED
    kept = np.flatnonzero((bit_of > 0).take(part.touchpoint))
    at, bits = part.at.take(kept), bit_of.take(part.touchpoint.take(kept))
    bounds = np.searchsorted(kept, offsets)
    fresh = np.ones(len(kept) + 1, np.bool_)
    np.not_equal(at[1:], at[:-1], out=fresh[1:-1])
    fresh[bounds] = True
    if not fresh.all():
        starts = np.flatnonzero(fresh[:-1])
        at, bits = at[starts], np.bitwise_or.reduceat(bits, starts)
        bounds = np.searchsorted(starts, bounds)
    return Instants(at=at, bits=bits, bounds=bounds)


def _firsts(sequence: NDArray[np.int64], places: NDArray[np.int64]) -> NDArray[np.int64]:
    """The first of these rising places in each sequence."""
    return places[np.diff(sequence[places], prepend=-1) != 0]


def _ordered(found: Instants, plan: FunnelPlan) -> Progress:
    """Follow for each instant at a step the chain that starts latest: it leaves most of the window."""
    sequence, opens = found.sequence, _opens(found, plan)
    levels = np.zeros(len(found.bounds) - 1, np.int64)
    times: list[NDArray[np.int64]] = []
    ends = starts = np.flatnonzero(found.holding(0))
    levels[sequence[ends]] = 1
    for step in range(1, len(plan.steps)):
        now = np.flatnonzero(found.holding(step))
        link = _links(ends, now, len(found.at))
        before, begun = np.append(_NONE, ends).take(link), np.append(_NONE, starts).take(link)
        since = begun if plan.window_from == "first" else before
        fits = found.at.take(now) - found.at.take(since) <= plan.window_us
        fits &= before >= opens.take(now)
        before, ends, starts = before[fits], now[fits], begun[fits]
        arrived = np.flatnonzero(np.diff(sequence[ends], prepend=_NONE))
        levels[sequence[ends[arrived]]] = step + 1
        lasted = found.at[ends[arrived]] - found.at[before[arrived]]
        times.append(sketch.buckets(lasted) + step * sketch.BUCKETS)
    return Progress(levels=levels, times=times)


def _links(ends: NDArray[np.int64], now: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    """For each instant of `now` how many of `ends` are no later: the last of them is the one to go on from."""
    marks = np.zeros(size, np.bool_)
    marks[ends] = True
    return np.cumsum(marks, dtype=np.int64).take(now)


def _opens(found: Instants, plan: FunnelPlan) -> NDArray[np.int64]:
    """For each instant the first place that a chain to it may come from: of its sequence, and not before a bar."""
    first = np.repeat(found.bounds[:-1], found.lengths)
    if not plan.exclude:
        return first
    excluded = np.where(found.excluded, np.arange(len(first)), _NONE)
    np.maximum(first[1:], np.maximum.accumulate(excluded)[:-1], out=first[1:])
    return first


def _any(found: Instants, plan: FunnelPlan) -> Progress:
    levels = np.zeros(len(found.bounds) - 1, np.int64)
    some = np.flatnonzero(found.lengths)
    if len(some):
        distinct = _within_window(found, plan) if plan.window_from == "first" else _within_pauses(found, plan)
        levels[some] = np.maximum.reduceat(distinct, found.bounds[some])
    return Progress(levels=levels, times=[])


def _within_window(found: Instants, plan: FunnelPlan) -> NDArray[np.uint8]:
    """How many distinct steps the window holds that opens at each instant, up to something excluded."""
    limit = _limits(found, plan)
    until = found.at + plan.window_us
    at = np.append(found.at, 0)
    distinct = np.zeros(len(until), np.uint8)
    for step in range(len(plan.steps)):
        met = _next(found.holding(step))
        inside = at.take(met) <= until
        inside &= met < limit
        distinct += inside.view(np.uint8)
    return distinct


def _limits(found: Instants, plan: FunnelPlan) -> NDArray[np.int64]:
    """For each instant the first place that no chain from it can reach: of another sequence, or past a bar."""
    limit = np.repeat(found.bounds[1:], found.lengths)
    if plan.exclude:
        np.minimum(limit[:-1], _next(found.excluded)[1:] + 1, out=limit[:-1])
    return limit


def _next(mask: NDArray[np.bool_]) -> NDArray[np.int64]:
    """For each place the first place from it on where `mask` is true, or the length of `mask`."""
    before = np.zeros(len(mask) + 1, np.int64)
    np.cumsum(mask.view(np.uint8), out=before[1:])
    return np.append(np.flatnonzero(mask), len(mask)).take(before[:-1])


def _within_pauses(found: Instants, plan: FunnelPlan) -> NDArray[np.uint8]:
    """How many distinct steps each run of instants holds without a longer pause or something excluded between."""
    steps = found.bits & ~_EXCLUDED
    own = np.flatnonzero(steps)
    distinct = np.zeros(len(found.at), np.uint8)
    if not len(own):
        return distinct
    barred = np.cumsum(steps == 0)[own]
    at, sequence = found.at[own], found.sequence[own]
    fresh = np.ones(len(own), np.bool_)
    fresh[1:] = (sequence[1:] != sequence[:-1]) | (np.diff(at) > plan.window_us) | (np.diff(barred) > 0)
    starts = np.flatnonzero(fresh)
    distinct[own[starts]] = np.bitwise_count(np.bitwise_or.reduceat(steps[own], starts))
    return distinct


def _strict(part: Partition, offsets: NDArray[np.integer], plan: FunnelPlan) -> Progress:
    """Match runs of one touchpoint against the steps: a repeat tarries within its run, anything else ends the chain."""
    runs = runs_of(part, offsets, plan.steps, plan.codes)
    levels = np.zeros(len(offsets) - 1, np.int64)
    times: list[NDArray[np.int64]] = []
    alive = np.flatnonzero(runs.code == plan.steps[0])
    levels[runs.sequence[alive]] = 1
    for step, code in enumerate(plan.steps[1:], 1):
        alive = alive[alive + step < len(runs.code)]
        now = alive + step
        since = runs.until[alive] if plan.window_from == "first" else runs.until[now - 1]
        fits = (runs.code[now] == code) & (runs.sequence[now] == runs.sequence[alive])
        alive = alive[fits & (runs.since[now] - since <= plan.window_us)]
        now = _firsts(runs.sequence, alive) + step
        levels[runs.sequence[now]] = step + 1
        times.append(sketch.buckets(runs.since[now] - runs.until[now - 1]) + step * sketch.BUCKETS)
    return Progress(levels=levels, times=times)
