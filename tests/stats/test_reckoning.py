"""What no single line of a table gives away, and several lines together do."""

from __future__ import annotations

import numpy as np

from folkways.stats.reckoning import next_to_hide
from folkways.stats.suppression import Shown, Sum, shown_cells

LEAST = 5
GROUPS = np.array([[0, 0, 16, 9, 1], [0, 0, 16, 6, 0], [0, 9, 53, 32, 1], [2, 11, 46, 26, 3]], np.float64)
TABLE = np.vstack((GROUPS.sum(axis=0), GROUPS))


def sums() -> tuple[Sum]:
    """The number of each row, which is told."""
    return (Sum(of=np.zeros(TABLE.shape[1], np.int64), told=np.ones((len(TABLE), 1), np.bool_), apart=True),)


def told_apart() -> Shown:
    """The third and fourth answer are hidden in the first two groups: all that is left of the others is told."""
    shown = np.ones(TABLE.shape, np.bool_)
    shown[0, [0, 4]] = False
    shown[1, 2:] = False
    shown[2, 2:4] = False
    shown[3, [1, 4]] = False
    shown[4, [0, 1, 4]] = False
    return shown


def given_away(shown: Shown) -> bool:
    """Whether the one customer of the first group who gave the last answer is in the row space of what is told."""
    cells = np.eye(GROUPS.size).reshape(*GROUPS.shape, GROUPS.size)
    told = [cells[:, key].sum(axis=0) for key in range(TABLE.shape[1]) if shown[0, key]]
    told += [cells[row, key] for row, key in np.argwhere(shown[1:])]
    told += [cells.sum(axis=(0, 1)), *cells.sum(axis=1)]
    rank = np.linalg.matrix_rank
    return bool(rank(np.array(told)) == rank(np.array([*told, cells[0, 4]])))


def test_several_lines_together_give_a_cell_away_that_none_gives_away_alone() -> None:
    shown = told_apart()
    assert np.array_equal(shown_cells(TABLE, shown, LEAST, sums()), shown)
    assert given_away(shown)


def test_the_smallest_cell_that_is_needed_goes_until_nothing_can_be_reckoned() -> None:
    shown = told_apart()
    while place := next_to_hide(shown, TABLE, LEAST, sums()):
        assert place[0] > 0, "a group's cell goes before everybody's"
        shown[place] = False
    assert not given_away(shown)
    assert shown[0, 1:4].all()


def test_where_nothing_is_hidden_nothing_has_to_be() -> None:
    assert next_to_hide(np.ones(TABLE.shape, np.bool_), TABLE, LEAST, sums()) is None
