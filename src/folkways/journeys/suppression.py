"""Small cells: which numbers about few customers stay away, and which others must, lest a sum give them away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from folkways.stats.suppression import few

Cells = NDArray[np.float64]
Shown = NDArray[np.bool_]
Labels = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitors:
    """Who stands in the cells of a table: customer, group (a row but the first) and key of each entry."""

    row: Labels
    key: Labels
    unit: Labels

    def together(self, cells: Shown, of: Labels, found: Cells) -> Cells:
        """Add up how many stand in any of these cells, for each row and sum; the first row is everybody's."""
        told = of[self.key] >= 0
        for row, inside in ((0, told & cells[0, self.key]), (self.row, told & cells[self.row, self.key])):
            rows = np.broadcast_to(row, len(self.unit))[inside]
            each = np.unique(np.stack((rows, of[self.key[inside]], self.unit[inside])), axis=1)
            np.add.at(found, (each[0], each[1]), 1)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """Keys whose numbers add up: `of` says to which of several sums, -1 to none.

    `told` are the sums (rows × sums) that are told, of those `by_parts` only beside a part that is. `apart` says that
    no customer is in two parts. Where customers are in several, `visitors` count them; without them, parts together
    hold for sure no more than the customers of the largest.
    """

    of: Labels
    told: Shown
    by_parts: bool = False
    apart: bool = False
    visitors: Visitors | None = None

    def totals(self, shown: Shown, customers: Cells) -> Shown:
        """Which rows' sums are told, as they stand or as everybody's less all the others."""
        found = self.told & (self.met(shown) if self.by_parts else True)
        untold = ~found & self.met(customers > 0)
        found[1:] |= untold[1:] & found[0] & (untold[1:].sum(axis=0) == 1)
        return found

    def met(self, cells: Shown) -> Shown:
        """The sums of each row that any of these cells is a part of."""
        return self.count(cells) > 0

    def count(self, cells: Shown) -> Labels:
        """How many of these cells are parts of each row's sums."""
        found = np.zeros(self.told.shape, np.int64)
        inside = self.of >= 0
        for row, some in enumerate(cells):
            np.add.at(found[row], self.of[inside], some[inside])
        return found

    def people(self, cells: Shown, customers: Cells) -> Cells:
        """How many customers (at least) these cells hold together, for each row's sums."""
        if self.visitors is not None:
            return self.visitors.together(cells, self.of, np.zeros(self.told.shape))
        inside = self.of >= 0
        found = np.zeros(self.told.shape)
        add = np.add if self.apart else np.maximum
        for row, counts in enumerate(np.where(cells, customers, 0)):
            add.at(found[row], self.of[inside], counts[inside])
        return found


def shown_cells(
    customers: Cells,
    wanted: Shown,
    min_cell: int,
    sums: Sequence[Sum] = (),
    *,
    unsure: Shown | Literal[False] = False,
) -> Shown:
    """Which cells of a table rows × keys may be shown.

    `customers` counts distinct customers. The first row is everybody, the others are the groups that everybody falls
    into, each customer in one; a row whose cells are not `wanted` still counts. Of the `sums` every row tells its own.

    A cell of 1 to `min_cell` - 1 customers is hidden. A line is a key over the groups, where everybody's cell is
    told, or a sum within a row: what it tells, less the cells shown, must not be the number of 1 to `min_cell` - 1
    either, or its smallest shown cell is hidden too. A lone hidden cell of a line is no secret and hides no other.
    Who knows the rest knows of a cell of nobody, unless it is `unsure`.
    """
    shown = wanted & ~few(customers, min_cell)
    while True:
        after = _guarded(shown, ~shown & ((customers > 0) | unsure), customers, min_cell, sums)
        if np.array_equal(after, shown):
            return shown
        shown = after


def _guarded(shown: Shown, unknown: Shown, customers: Cells, min_cell: int, sums: Sequence[Sum]) -> Shown:
    """Hide the smallest cell of every line that leaves few, lines shortened by what others tell of them as well."""
    while True:
        left = _protected(shown, unknown, customers, min_cell, sums)
        if not np.array_equal(left, shown):
            return left
        solved = _solved(shown, unknown, customers, sums)
        if not solved.any():
            return shown
        unknown = unknown & ~solved


def _protected(shown: Shown, unknown: Shown, customers: Cells, min_cell: int, sums: Sequence[Sum]) -> Shown:
    left = shown.copy()
    for line in _revealing(shown, unknown, customers, min_cell, sums):
        if not _hidden_in(left, customers, line) and np.array_equal(left, shown):
            _hide_around(left, customers, line, sums)
    return left


def _revealing(
    shown: Shown, unknown: Shown, customers: Cells, min_cell: int, sums: Sequence[Sum]
) -> Iterator[Shown]:
    """The lines (as cells) whose unknown cells are few people's: keys over the groups, sums of a row, and what a sum
    of everybody holds beside the keys that everybody's row tells, less what the groups tell of it (key by key, or
    together where all that a group does not tell lies beside these keys)."""
    nowhere = unknown & unknown[0]
    nowhere[0] = False
    hidden = np.where(unknown, customers, 0)[1:].sum(axis=0)
    for key in np.flatnonzero(~unknown[0] & few(hidden, min_cell)):
        yield _cells(customers, slice(1, None), int(key))
    for one in sums:
        told = one.totals(shown, customers)
        for row, label in zip(*np.nonzero(told & few(one.people(unknown, customers), min_cell)), strict=True):
            yield _cells(customers, row, one.of == label)
        reckoned = told & ~one.met(unknown & ~unknown[0])
        beside = np.where(reckoned, 0, one.people(nowhere, customers)).sum(axis=0)
        for label in np.flatnonzero(told[0] & few(beside, min_cell)):
            yield _cells(customers, slice(1, None), (one.of == label) & unknown[0])


def _cells(customers: Cells, rows: int | slice, keys: int | Shown) -> Shown:
    found = np.zeros(customers.shape, np.bool_)
    found[rows, keys] = True
    return found


def _hidden_in(left: Shown, customers: Cells, line: Shown) -> bool:
    """Hide the smallest cell of a line that is still shown; whether there was one."""
    shown = left & line & (customers > 0)
    if shown.any():
        sizes = np.where(shown, customers, np.inf)
        left[np.unravel_index(np.argmin(sizes), sizes.shape)] = False
    return bool(shown.any())


def _hide_around(left: Shown, customers: Cells, line: Shown, sums: Sequence[Sum]) -> None:
    """Where a line's cells are told by other lines only, hide the smallest cell of these."""
    while True:
        wider = _crossed(line, sums)
        if _hidden_in(left, customers, wider) or np.array_equal(wider, line):
            return
        line = wider


def _crossed(cells: Shown, sums: Sequence[Sum]) -> Shown:
    """All cells of the lines that run through these."""
    found = np.zeros_like(cells)
    found[:, cells.any(axis=0)] = True
    for one in sums:
        inside = one.of >= 0
        found[:, inside] |= one.met(cells)[:, one.of[inside]]
    return found


def _solved(shown: Shown, unknown: Shown, customers: Cells, sums: Sequence[Sum]) -> Shown:
    """The cells that are alone in a line: the line tells them."""
    solved = np.zeros_like(unknown)
    groups = unknown[1:].sum(axis=0)
    solved[1:] = unknown[1:] & ~unknown[0] & (groups == 1)
    solved[0] = unknown[0] & (groups == 0)
    for one in sums:
        alone = one.totals(shown, customers) & (one.count(unknown) == 1)
        inside = one.of >= 0
        solved[:, inside] |= unknown[:, inside] & alone[:, one.of[inside]]
    return solved
