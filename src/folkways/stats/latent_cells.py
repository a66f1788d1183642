"""What latent classes are learnt from: levels known exactly, and levels known only roughly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.integer]
Floats = NDArray[np.floating]

MISSING = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicators:
    """Customers as cells: `cells` of shape (customers, cells) holds 0/1, the levels of all columns side by side.

    `rough`, of shape (columns, levels, customers), holds columns whose level is only roughly known: how likely the
    customer's record is at each level, the likeliest 1; all 1 where nothing is known; 0 in levels a column lacks.
    """

    cells: Floats
    levels: tuple[int, ...]
    rough: Floats
    rough_levels: tuple[int, ...]

    @property
    def customers(self) -> int:
        return len(self.cells)

    def taken(self, rows: NDArray[np.bool_] | NDArray[np.integer]) -> Indicators:
        """The same columns for some of the customers."""
        return Indicators(
            cells=self.cells[rows],
            levels=self.levels,
            rough=np.ascontiguousarray(self.rough[:, :, rows]),
            rough_levels=self.rough_levels,
        )

    def chunk(self, start: int, size: int) -> Indicators:
        """Customers from `start` on, at most `size`."""
        end = start + size
        return Indicators(
            cells=self.cells[start:end],
            levels=self.levels,
            rough=self.rough[:, :, start:end],
            rough_levels=self.rough_levels,
        )

    def centred(self, weights: Floats) -> Floats:
        """Every cell less its share among known answers, for methods that need points; unknown ones stay 0.

        Otherwise such methods would find who is missing. Rough columns give the chance of each level.
        """
        return np.concatenate(
            [_centred(self.cells, self.levels, weights), self._rough_points(weights)], axis=1
        )

    def cell_shares(self, weights: Floats) -> Floats:
        """The share of all customers in each cell, in the order of `centred`."""
        chance = self.rough / self.rough.sum(axis=1, keepdims=True)
        both = [weights @ self.cells, (chance @ weights.astype(chance.dtype)).ravel()]
        return np.concatenate(both) / max(float(weights.sum()), 1.0)

    def _rough_points(self, weights: Floats) -> Floats:
        if not len(self.rough):
            return np.zeros((self.customers, 0), dtype=self.cells.dtype)
        chance = self.rough / self.rough.sum(axis=1, keepdims=True)
        mean = (chance @ weights.astype(chance.dtype)) / chance.dtype.type(weights.sum())
        return (chance - mean[:, :, None]).reshape(-1, self.customers).T.astype(self.cells.dtype)


def indicators(
    codes: Codes, levels: Sequence[int], *, rough: Sequence[Floats] = (), dtype: type = np.float64
) -> Indicators:
    """Spread codes of shape (customers, columns) over one cell per level; missing (-1) leaves its cells at 0.

    `rough` are likelihoods of shape (customers, levels), one array per roughly known column. Raises ValueError when a
    code does not fit its column's levels.
    """
    width = tuple(levels)
    if codes.ndim != 2 or codes.shape[1] != len(width) or min(width, default=1) < 1:
        raise ValueError(f"codes of shape {codes.shape} do not fit columns with {width} levels")
    if codes.size and ((codes < MISSING).any() or (codes.max(axis=0) >= np.asarray(width)).any()):
        raise ValueError("a code lies outside its column's levels")
    cells = np.zeros((len(codes), sum(width)), dtype=dtype)
    rows, columns = np.nonzero(codes >= 0)
    cells[rows, firsts(width)[columns] + codes[rows, columns]] = 1
    return Indicators(
        cells=cells,
        levels=width,
        rough=_stacked(rough, len(codes), dtype),
        rough_levels=tuple(part.shape[1] for part in rough),
    )


def firsts(levels: Sequence[int]) -> NDArray[np.int64]:
    """Where each column's cells begin."""
    return np.cumsum([0, *levels])[:-1].astype(np.int64)


def _stacked(rough: Sequence[Floats], customers: int, dtype: type) -> Floats:
    most = max((part.shape[1] for part in rough), default=0)
    stacked = np.zeros((len(rough), most, customers), dtype=dtype)
    for at, part in enumerate(rough):
        stacked[at, : part.shape[1]] = part.T
    return stacked


def _centred(cells: Floats, levels: tuple[int, ...], weights: Floats) -> Floats:
    if not levels:
        return cells
    width, first = np.asarray(levels), firsts(levels)
    counts = weights @ cells
    seen = np.repeat(np.add.reduceat(counts, first), width)
    share = counts / np.where(seen > 0, seen, 1.0)
    known = np.repeat(np.add.reduceat(cells, first, axis=1), width, axis=1)
    return cells - known * share.astype(cells.dtype)
