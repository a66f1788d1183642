"""A tally: how often each key was met. What nearly every kernel returns, because tallies add."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

DENSE_CELLS = 1 << 22
"""Up to here a table of all cells is counted in one pass; beyond, keys are sorted."""
BLOCK_EVENTS = 1 << 15
_BYTES = 255


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Distinct `keys` in rising order and, for each, a row of whole-number `counts`, shape (keys, columns)."""

    keys: NDArray[np.int64]
    counts: NDArray[np.int64]

    def column(self, place: int = 0) -> NDArray[np.int64]:
        return self.counts[:, place]

    def over(self, keys: NDArray[np.integer], place: int = 0) -> NDArray[np.int64]:
        """The counts at these keys, 0 where a key was not met."""
        if not len(self.keys):
            return np.zeros(len(keys), np.int64)
        spot = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return np.where(self.keys[spot] == keys, self.counts[spot, place], 0)

    def above(self, key: int) -> Tally:
        """The part with keys above `key`."""
        first = int(np.searchsorted(self.keys, key, side="right"))
        return Tally(keys=self.keys[first:], counts=self.counts[first:])


def nothing(columns: int = 1) -> Tally:
    """The tally that changes no other when added."""
    return Tally(keys=np.empty(0, np.int64), counts=np.empty((0, columns), np.int64))


def counted(keys: NDArray[np.integer], cells: int) -> Tally:
    """Count keys in 0..cells-1."""
    if cells <= DENSE_CELLS:
        return met(np.bincount(keys))
    found, starts = distinct(keys)
    return Tally(keys=found, counts=np.diff(starts, append=len(keys))[:, None])


def distinct(keys: NDArray[np.integer]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The distinct keys in rising order, and where each begins among the sorted keys."""
    ranked = keys if (keys[1:] >= keys[:-1]).all() else np.sort(keys)
    starts = _starts(ranked)
    return ranked[starts].astype(np.int64, copy=False), starts


def _starts(ranked: NDArray[np.integer]) -> NDArray[np.int64]:
    fresh = np.ones(len(ranked), np.bool_)
    np.not_equal(ranked[1:], ranked[:-1], out=fresh[1:])
    return np.flatnonzero(fresh)


def summed(codes: NDArray[np.integer], numbers: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    """The sum of whole numbers for each code, exactly."""
    if np.abs(numbers).sum(dtype=np.float64) < 2.0**52:
        return np.bincount(codes, numbers, size).astype(np.int64)
    total = np.zeros(size, np.int64)
    np.add.at(total, codes, numbers)
    return total


def units_met(keys: NDArray[np.integer], offsets: NDArray[np.integer], cells: int) -> Tally:
    """Count for each key in 0..cells-1 the units that meet it at all; `offsets` say where each unit's keys begin."""
    units = len(offsets) - 1
    if units * cells > 32 * len(keys) + DENSE_CELLS:
        unit_of = np.repeat(np.arange(units), np.diff(offsets))
        return counted(distinct(keys * max(units, 1) + unit_of)[0] // max(units, 1), cells)
    total = np.zeros(cells, np.int64)
    first = 0
    while first < units:
        until = int(np.searchsorted(offsets, offsets[first] + BLOCK_EVENTS, side="right")) - 1
        until = min(max(until, first + 1), first + 1 + BLOCK_EVENTS * 4 // cells, units)
        total += _units_of_block(keys, offsets[first : until + 1], cells)
        first = until
    return met(total)


def _units_of_block(keys: NDArray[np.integer], offsets: NDArray[np.integer], cells: int) -> NDArray[np.int64]:
    """Mark the cells of each unit, then add up the marks in bytes, of which 255 cannot overflow."""
    units = len(offsets) - 1
    rows = -(-units // _BYTES) * _BYTES
    seen = np.zeros(rows * cells, np.uint8)
    spots = np.repeat(np.arange(0, units * cells, cells), np.diff(offsets))
    spots += keys[offsets[0] : offsets[-1]]
    seen[spots] = 1
    marked = np.add.reduce(seen.reshape(-1, _BYTES, cells), axis=1, dtype=np.uint8)
    return np.add.reduce(marked, axis=0, dtype=np.int64)


def blocks(size: int) -> Iterator[slice]:
    """Slices of so many events that the arrays made from one stay in the processor's cache."""
    for first in range(0, size, BLOCK_EVENTS):
        yield slice(first, min(first + BLOCK_EVENTS, size))


def met(table: NDArray[np.integer]) -> Tally:
    """The cells of a table, shape (cells,) or (cells, columns), that are not zero."""
    keys = np.flatnonzero(table != 0 if table.ndim == 1 else table.any(axis=1))
    counts = table.take(keys, axis=0).astype(np.int64, copy=False)
    return Tally(keys=keys, counts=counts[:, None] if table.ndim == 1 else counts)


def joined(*tallies: Tally) -> Tally:
    """Tallies of the same keys, side by side."""
    return Tally(keys=tallies[0].keys, counts=np.hstack([tally.counts for tally in tallies]))


def added(a: Tally, b: Tally) -> Tally:
    """The sum of two tallies."""
    if not len(a.keys) or not len(b.keys):
        return b if len(b.keys) else a
    if max(a.keys[-1], b.keys[-1]) < 8 * (len(a.keys) + len(b.keys)):
        return _added_in_a_table(a, b)
    keys = np.concatenate((a.keys, b.keys))
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    starts = _starts(keys)
    columns = zip(a.counts.T, b.counts.T, strict=True)
    counts = [np.add.reduceat(np.concatenate(pair)[order], starts) for pair in columns]
    return Tally(keys=keys[starts], counts=np.stack(counts, axis=1))


def _added_in_a_table(a: Tally, b: Tally) -> Tally:
    """Scatter both into tables of all cells; a key whose counts are all 0 stays a key."""
    cells = int(max(a.keys[-1], b.keys[-1])) + 1
    seen = np.zeros(cells, np.bool_)
    seen[a.keys] = seen[b.keys] = True
    keys = np.flatnonzero(seen)
    table = np.zeros((a.counts.shape[1], cells), np.int64)
    for row, before, more in zip(table, a.counts.T, b.counts.T, strict=True):
        row[a.keys] = before
        row[b.keys] += more
    return Tally(keys=keys, counts=np.stack([row.take(keys) for row in table], axis=1))
