"""What a reader can reckon from a table of people: hidden numbers that told ones, added and subtracted, give away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from folkways.stats.suppression import Cells, Labels, Shown, Sum, few

EXACT = 1e-8
"""Factors below this are rests of the arithmetic: those that count are quotients of small whole numbers."""


def next_to_hide(
    shown: Shown, customers: Cells, min_cell: int, sums: Sequence[Sum]
) -> tuple[int, int] | None:
    """The shown cell (row, key) to hide so that no cell of few people can be reckoned; None where none can be.

    The first row is everybody's, the sum of the groups below it; `sums` hold within each row, as in `shown_cells`.
    Where a customer is in several cells the sums do not add up exactly; it is taken that they do.
    """
    hidden = ~shown & (customers > 0)
    hidden[0] = False
    places = np.argwhere(hidden)
    told = list(_told(shown, customers, sums, places))
    if not len(places) or not told:
        return None
    given = _given_away(np.array(told), list(_secrets(shown, customers, min_cell, places)))
    if given is None:
        return None
    return _smallest(shown, customers, places[np.any(np.array(told)[given], axis=0)])


def _told(shown: Shown, customers: Cells, sums: Sequence[Sum], places: Labels) -> Iterator[Shown]:
    """Which hidden cells are in each told number: everybody's of a key, and each sum of a row."""
    row, key = places.T
    for at in np.flatnonzero(shown[0]):
        yield key == at
    for one in sums:
        for line, label in np.argwhere(one.totals(shown, customers)):
            yield (one.of[key] == label) & ((row == line) | (line == 0))


def _secrets(shown: Shown, customers: Cells, min_cell: int, places: Labels) -> Iterator[Shown]:
    """Which hidden cells make up each number of few people: of a group, and everybody's."""
    key = places[:, 1]
    for at, place in enumerate(places):
        if few(customers[tuple(place)], min_cell):
            yield np.arange(len(places)) == at
    for at in np.flatnonzero(~shown[0] & few(customers[0], min_cell)):
        yield key == at


def _given_away(told: Shown, secrets: Sequence[Shown]) -> Shown | None:
    """The told numbers that, each times a factor, add up to a secret one; None where none do."""
    numbers = told.astype(np.float64)
    solve = np.linalg.pinv(numbers.T)
    for secret in secrets:
        factors = solve @ secret
        if np.abs(factors @ numbers - secret).max() < EXACT:
            return np.abs(factors) > EXACT
    return None


def _smallest(shown: Shown, customers: Cells, involved: Labels) -> tuple[int, int] | None:
    """The smallest shown cell in a row or key of these cells, a group's before everybody's; ties go to the later."""
    near = np.zeros_like(shown)
    near[involved[:, 0]] = True
    near[:, involved[:, 1]] = True
    there: list[tuple[int, int]] = [
        (int(row), int(key)) for row, key in np.argwhere(near & shown & (customers > 0))
    ]
    return min(there, key=lambda it: (it[0] == 0, customers[it], -it[0], -it[1]), default=None)
