"""Small cells: which numbers about few customers stay away, and which others must, lest a total give them away."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Cells = NDArray[np.float64]
Shown = NDArray[np.bool_]


def shown_cells(
    customers: Cells, wanted: Shown, told: Shown, min_cell: int, rows: NDArray[np.int64]
) -> Shown:
    """Which cells of a table groups × keys may be shown.

    `customers` counts distinct customers; a customer is in one group, so that the groups add up to everybody.
    `wanted` are the cells that a map would like to show, `told` the keys that are shown for everybody. `rows` says
    of each key which sum within the group it is a part of (the visits of all steps, the flows out of one step).
    A cell of fewer than `min_cell` customers is hidden; where it is the only hidden part of a sum that is told, the
    smallest shown part is hidden with it. Cells of no customer hide nothing.
    """
    shown = (customers >= min_cell) & wanted
    small = (customers > 0) & (customers < min_cell)
    while True:
        after = _guarded_within(_guarded_across(shown, customers, small, told), customers, small, rows)
        if np.array_equal(after, shown):
            return shown
        shown = after


def _guarded_across(shown: Shown, customers: Cells, small: Shown, told: Shown) -> Shown:
    """Hide one more group of a key where everybody's number minus the shown groups is the small one."""
    hidden = (customers > 0) & ~shown
    alone = told & (hidden.sum(axis=0) == 1) & (hidden & small).any(axis=0) & shown.any(axis=0)
    return _without_smallest(shown, customers, np.flatnonzero(alone))


def _without_smallest(shown: Shown, customers: Cells, keys: NDArray[np.int64]) -> Shown:
    if not len(keys):
        return shown
    left = shown.copy()
    sizes = np.where(shown[:, keys], customers[:, keys], np.inf)
    left[np.argmin(sizes, axis=0), keys] = False
    return left


def _guarded_within(shown: Shown, customers: Cells, small: Shown, rows: NDArray[np.int64]) -> Shown:
    """Hide one more key of a sum within a group where its total minus the shown keys is the small one."""
    left = shown.copy()
    hidden = (customers > 0) & ~shown
    for group in range(len(shown)):
        count = int(rows.max(initial=-1)) + 1
        alone = (np.bincount(rows, hidden[group], count) == 1) & (
            np.bincount(rows, hidden[group] & small[group], count) == 1
        )
        for row in np.flatnonzero(alone):
            parts = np.flatnonzero((rows == row) & shown[group])
            if len(parts):
                left[group, parts[np.argmin(customers[group, parts])]] = False
    return left
