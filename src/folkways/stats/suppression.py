"""Which cells of a table of people stay hidden, so that nobody can be told from a small one, nor by subtraction.

`few` is the one rule of the house: 1 to `least` - 1 people are not told of, nobody and everybody are. A share tells of
those whom it counts and of those whom it leaves out. `hidden_cells` is for groups by levels, `shown_cells` for
everybody's row beside the groups', with any sums within a row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Cells = NDArray[np.float64]
Shown = NDArray[np.bool_]
Labels = NDArray[np.int64]


def few(people: NDArray[Any], least: int) -> NDArray[np.bool_]:
    """Where people are too few to be told of; nobody is no secret."""
    return (people > 0) & (people < least)


def any_few(people: Iterable[float], least: int) -> bool:
    """Whether any of these counts is of too few people to be told of."""
    return any(0 < one < least for one in people)


def hidden_cells(counts: NDArray[np.int64], least: int, also: Shown | None = None) -> Shown:
    """Say which cells of groups (rows) by levels (columns) are hidden; `also` are some that must be in any case.

    A cell with 1 to `least` - 1 people is. A row or column with hidden cells that together hold fewer than `least`,
    or with a single one, gives itself away by subtraction: its smallest other cell is hidden too, until none does.
    Empty cells tell of nobody and stay; they are hidden only when no other cell is left to hide.
    """
    hidden = few(counts, least) if also is None else few(counts, least) | also
    people, mask = counts.ravel(), hidden.reshape(-1)
    changed = True
    while changed:
        changed = False
        for line in _lines(counts.shape):
            own = mask[line]
            if own.any() and not own.all() and _given_away(people[line], own, least):
                mask[line[_smallest_shown(people[line], own)]] = True
                changed = True
    return hidden


def _lines(shape: tuple[int, ...]) -> Iterator[Labels]:
    """The cells of each row, then of each column."""
    places = np.arange(shape[0] * shape[1]).reshape(shape)
    yield from places
    yield from places.T


def _given_away(row: NDArray[np.int64], mask: Shown, least: int) -> bool:
    return int(mask.sum()) < 2 or int(row[mask].sum()) < least


def _smallest_shown(row: NDArray[np.int64], mask: NDArray[np.bool_]) -> int:
    """The smallest cell still shown; one with people before an empty one; the later level on ties."""
    shown = [at for at in range(len(row)) if not mask[at]]
    return min(shown, key=lambda at: (row[at] == 0, row[at], -at))


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
        rest = _rest(one, told, unknown)
        for label in np.flatnonzero(few(one.people(rest, customers).sum(axis=0), min_cell)):
            yield rest & (one.of == label)


def _rest(one: Sum, told: Shown, unknown: Shown) -> Shown:
    """What everybody's sum holds of groups whose own is not told, less the keys that everybody and all others tell."""
    inside = one.of >= 0
    found = np.zeros_like(unknown)
    known = told[:, one.of[inside]]
    open_ = (known & unknown[:, inside]).any(axis=0) & known[0] & known[1:].any(axis=0)
    found[:, inside] = ~known & open_
    found[0] = False
    return found


def _cells(customers: Cells, rows: int | slice, keys: int | Shown) -> Shown:
    found = np.zeros(customers.shape, np.bool_)
    found[rows, keys] = True
    return found


def _hidden_in(left: Shown, customers: Cells, line: Shown) -> bool:
    """Hide a line's smallest shown cell, of everybody only where no group has one; whether there was one."""
    shown = left & line & (customers > 0)
    if shown[1:].any():
        shown[0] = False
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
