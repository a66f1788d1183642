"""Grouped sums: sums by key, added up over partitions.

Counts in it are whole and exact (below 2⁵³); sums of squares are folded in partition order, so that they too come
out the same on every build.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Keys = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupedSums:
    """Sorted distinct `keys`; `sums` has a row for each key and a column for each thing that is summed."""

    keys: Keys
    sums: Floats

    def row(self, key: int) -> Floats:
        """The sums of a key; zeros where nothing was booked under it."""
        place = int(np.searchsorted(self.keys, key))
        if place < len(self.keys) and self.keys[place] == key:
            return self.sums[place]
        return np.zeros(self.sums.shape[1])

    def between(self, first: int, end: int) -> GroupedSums:
        """The entries whose keys lie in first..end−1."""
        low, high = np.searchsorted(self.keys, [first, end])
        return GroupedSums(keys=self.keys[low:high], sums=self.sums[low:high])


def booked(keys: NDArray[np.integer], columns: Sequence[NDArray[np.generic]]) -> GroupedSums:
    """Add up the columns by key, in the order of the rows."""
    found, place = np.unique(np.asarray(keys, np.int64), return_inverse=True)
    sums = [np.bincount(place, weights=column, minlength=len(found)) for column in columns]
    return GroupedSums(keys=found, sums=np.stack(sums, axis=1).astype(np.float64))


def added(ledgers: Sequence[GroupedSums]) -> GroupedSums:
    """The sum of ledgers with the same columns, folded in the order given."""
    return reduce(_added, ledgers)


def rekeyed(ledger: GroupedSums, keys: Keys) -> GroupedSums:
    """The same sums under other keys; rows that now share a key are added."""
    return booked(keys, list(ledger.sums.T))


def _added(a: GroupedSums, b: GroupedSums) -> GroupedSums:
    keys = np.union1d(a.keys, b.keys)
    sums = np.zeros((len(keys), a.sums.shape[1]))
    sums[np.searchsorted(keys, a.keys)] = a.sums
    sums[np.searchsorted(keys, b.keys)] += b.sums
    return GroupedSums(keys=keys, sums=sums)
