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
    A cell of fewer than `min_cell` customers is hidden; where the hidden parts of a sum that is told are fewer than
    `min_cell` together, the smallest shown part is hidden with them. Cells of no customer hide nothing.
    """
    shown = (customers >= min_cell) & wanted
    while True:
        after = _guarded_within(_guarded_across(shown, customers, told, min_cell), customers, min_cell, rows)
        if np.array_equal(after, shown):
            return shown
        shown = after


def _guarded_across(shown: Shown, customers: Cells, told: Shown, min_cell: int) -> Shown:
    """Hide one more group of a key where everybody's number minus the shown groups is a small one."""
    hidden = np.where(shown, 0, customers).sum(axis=0)
    few = told & (hidden > 0) & (hidden < min_cell) & shown.any(axis=0)
    return _without_smallest(shown, customers, np.flatnonzero(few))


def _without_smallest(shown: Shown, customers: Cells, keys: NDArray[np.int64]) -> Shown:
    if not len(keys):
        return shown
    left = shown.copy()
    sizes = np.where(shown[:, keys], customers[:, keys], np.inf)
    left[np.argmin(sizes, axis=0), keys] = False
    return left


def _guarded_within(shown: Shown, customers: Cells, min_cell: int, rows: NDArray[np.int64]) -> Shown:
    """Hide one more key of a sum within a group where its total minus the shown keys is a small one."""
    left = shown.copy()
    count = int(rows.max(initial=-1)) + 1
    for group in range(len(shown)):
        hidden = np.bincount(rows, np.where(shown[group], 0, customers[group]), count)
        for row in np.flatnonzero((hidden > 0) & (hidden < min_cell)):
            parts = np.flatnonzero((rows == row) & shown[group])
            if len(parts):
                left[group, parts[np.argmin(customers[group, parts])]] = False
    return left
