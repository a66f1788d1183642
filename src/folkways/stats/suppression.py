"""Which cells of a table of people stay hidden, so that nobody can be told from a small one.

`few` is the one rule of the house: 1 to `least` - 1 people are not told of, nobody and everybody are. A share tells of
those whom it counts and of those whom it leaves out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray


def few(people: NDArray[Any], least: int) -> NDArray[np.bool_]:
    """Where people are too few to be told of; nobody is no secret."""
    return (people > 0) & (people < least)


def any_few(people: Iterable[float], least: int) -> bool:
    """Whether any of these counts is of too few people to be told of."""
    return any(0 < one < least for one in people)


def hidden_cells(
    counts: NDArray[np.int64], least: int, *, in_row: int = 2, parts: Sequence[int] = ()
) -> NDArray[np.bool_]:
    """Say which cells of groups (rows) by levels (columns) are hidden.

    A cell with 1 to `least` - 1 people is. A row or column with hidden cells that together hold fewer than `least`,
    or with a single one, gives itself away by subtraction: its smallest other cell is hidden too, until none does.
    Empty cells tell of nobody and stay; they are hidden only when no other cell is left to hide. A row hides at least
    `in_row` cells: two of a scale whose mean is told could be solved from the mean and the sum. `parts` says of each
    level which sum of levels it enters that is told as well: these are held to the same rule.
    """
    hidden = few(counts, least)
    people, mask = counts.ravel(), hidden.reshape(-1)
    changed = True
    while changed:
        changed = False
        for line, fewest in _lines(counts.shape, in_row, parts):
            own = mask[line]
            if own.any() and not own.all() and _given_away(people[line], own, least, fewest):
                mask[line[_smallest_shown(people[line], own)]] = True
                changed = True
    return hidden


def _lines(
    shape: tuple[int, ...], in_row: int, parts: Sequence[int]
) -> Iterator[tuple[NDArray[np.int64], int]]:
    """The cells of each sum that is told, and how many of them must hide together: parts first, they hide most."""
    places = np.arange(shape[0] * shape[1]).reshape(shape)
    for part in sorted(set(parts)):
        yield from ((row[np.array(parts) == part], 2) for row in places)
    yield from ((row, in_row) for row in places)
    yield from ((column, 2) for column in places.T)


def _given_away(row: NDArray[np.int64], mask: NDArray[np.bool_], least: int, fewest: int) -> bool:
    return int(mask.sum()) < fewest or int(row[mask].sum()) < least


def _smallest_shown(row: NDArray[np.int64], mask: NDArray[np.bool_]) -> int:
    """The smallest cell still shown; one with people before an empty one; the later level on ties."""
    shown = [at for at in range(len(row)) if not mask[at]]
    return min(shown, key=lambda at: (row[at] == 0, row[at], -at))
