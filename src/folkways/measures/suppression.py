"""Which cells of a table of people stay hidden, so that nobody can be told from a small one.

`few` is the one rule of the house: 1 to `least` - 1 people are not told of, nobody and everybody are. A share tells of
those whom it counts and of those whom it leaves out.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


def few(people: NDArray[Any], least: int) -> NDArray[np.bool_]:
    """Where people are too few to be told of; nobody is no secret."""
    return (people > 0) & (people < least)


def hidden_cells(counts: NDArray[np.int64], least: int) -> NDArray[np.bool_]:
    """Say which cells of groups (rows) by levels (columns) are hidden.

    A cell with 1 to `least` - 1 people is. A row or column with hidden cells that together hold fewer than `least`,
    or with a single one, gives itself away by subtraction: its smallest other cell is hidden too, until none does.
    Empty cells tell of nobody and stay; they are hidden only when no other cell is left to hide.
    """
    hidden = few(counts, least)
    changed = True
    while changed:
        changed = False
        for axis in (0, 1):
            for line in range(counts.shape[axis]):
                row, mask = (counts[line], hidden[line]) if axis == 0 else (counts[:, line], hidden[:, line])
                if mask.any() and not mask.all() and _given_away(row, mask, least):
                    mask[_smallest_shown(row, mask)] = True
                    changed = True
    return hidden


def _given_away(row: NDArray[np.int64], mask: NDArray[np.bool_], least: int) -> bool:
    return int(mask.sum()) < 2 or int(row[mask].sum()) < least


def _smallest_shown(row: NDArray[np.int64], mask: NDArray[np.bool_]) -> int:
    """The smallest cell still shown; one with people before an empty one; the later level on ties."""
    shown = [at for at in range(len(row)) if not mask[at]]
    return min(shown, key=lambda at: (row[at] == 0, row[at], -at))
