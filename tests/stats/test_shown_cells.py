"""Small cells stay away, and so does what would give them away."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from folkways.stats.suppression import Sum, Visitors, shown_cells

LEAST = 10


def beside(*groups: list[int], told: bool = True) -> list[list[int]]:
    """Everybody's row and those of groups, each key a line of its own."""
    rows = np.array([np.sum(groups, axis=0), *groups], np.float64)
    wanted = np.ones(rows.shape, np.bool_)
    wanted[0] = told
    return shown_cells(rows, wanted, LEAST).astype(int).tolist()


def one_sum(*parts: int, apart: bool = False, visitors: Visitors | None = None) -> list[int]:
    """Everybody's parts of one sum that is told."""
    row = np.array([parts, parts], np.float64)
    whole = Sum(
        of=np.zeros(len(parts), np.int64), told=np.ones((2, 1), np.bool_), apart=apart, visitors=visitors
    )
    wanted = np.array([[True], [False]]) & np.ones(row.shape, np.bool_)
    return shown_cells(row, wanted, LEAST, (whole,))[0].astype(int).tolist()


def test_a_cell_of_fewer_than_ten_is_hidden_and_one_of_nobody_or_of_ten_is_not() -> None:
    assert beside([9, 10, 0], told=False)[1] == [0, 1, 1]


def test_the_only_hidden_group_takes_the_smallest_other_with_it() -> None:
    assert beside([9], [40], [30]) == [[1], [0], [1], [0]]


def test_two_hidden_groups_hide_each_other_if_they_are_enough_together() -> None:
    assert beside([9], [8], [30]) == [[1], [0], [0], [1]]
    assert beside([5], [4], [40], [30]) == [[1], [0], [0], [1], [0]]


def test_what_is_not_told_for_everybody_gives_nothing_away() -> None:
    assert beside([9], [40], [30], told=False)[1:] == [[0], [1], [1]]


def test_the_only_hidden_part_of_a_sum_takes_the_smallest_other_with_it() -> None:
    assert one_sum(9, 40, 30) == [0, 1, 0]


def test_parts_hide_each_other_by_their_sum_only_where_nobody_is_in_two() -> None:
    assert one_sum(6, 4, 40, 30, apart=True) == [0, 0, 1, 1]
    assert one_sum(6, 4, 40, 30) == [0, 0, 1, 0]


def test_customers_of_several_parts_are_counted_once() -> None:
    """Six in the first and four in the second: the same six, or ten."""

    def visitors(second: int) -> Visitors:
        unit = np.concatenate((np.arange(6), np.arange(second, second + 4), np.arange(40), np.arange(30)))
        key = np.repeat([0, 1, 2, 3], [6, 4, 40, 30])
        return Visitors(row=np.ones(len(unit), np.int64), key=key, unit=unit)

    assert one_sum(6, 4, 40, 30, visitors=visitors(0)) == [0, 0, 1, 0]
    assert one_sum(6, 4, 40, 30, visitors=visitors(6)) == [0, 0, 1, 1]


def test_a_cell_that_other_lines_tell_hides_no_other() -> None:
    """The 3 is hidden, and so are another cell of its row and one of its key; but with these alone each could be had
    from the line that crosses there, and then the 3."""
    rows = np.array([[93, 300], [3, 100], [40, 100], [50, 100]], np.float64)
    sums = Sum(of=np.zeros(2, np.int64), told=np.ones((4, 1), np.bool_))
    shown = shown_cells(rows, np.ones(rows.shape, np.bool_), LEAST, (sums,))
    assert not shown[1, 0]
    assert ((~shown[1:]).sum(axis=1) == 2).sum() >= 2, "two cells of two groups stay unknown"


def test_a_cell_without_customers_hides_nothing() -> None:
    assert one_sum(0, 40, 30) == [1, 1, 1]


tables = arrays(np.int64, st.tuples(st.integers(1, 4), st.integers(1, 6)), elements=st.integers(0, 40))


@given(tables)
def test_no_small_cell_can_be_worked_out(groups: np.ndarray) -> None:
    rows = np.vstack((groups.sum(axis=0), groups))
    sums = Sum(of=np.zeros(rows.shape[1], np.int64), told=np.ones((len(rows), 1), np.bool_), apart=True)
    shown = shown_cells(rows.astype(np.float64), np.ones(rows.shape, np.bool_), LEAST, (sums,))
    assert not (shown & (rows > 0) & (rows < LEAST)).any()
    hidden = np.where(shown, 0, rows)
    beside = hidden[1:].sum(axis=0)
    some = shown & (rows > 0)
    assert not (some[0] & some[1:].any(axis=0) & (beside > 0) & (beside < LEAST)).any()
    within = hidden.sum(axis=1)
    assert not (some.any(axis=1) & (within > 0) & (within < LEAST)).any()


@given(tables)
def test_large_cells_are_shown_where_nothing_is_small(groups: np.ndarray) -> None:
    rows = np.vstack(((groups + LEAST).sum(axis=0), groups + LEAST)).astype(np.float64)
    assert shown_cells(rows, np.ones(rows.shape, np.bool_), LEAST).all()


def test_everybodys_number_stays_as_long_as_a_group_has_one_to_hide() -> None:
    """Five groups' ratings of an airport: all of the smallest are hidden, so everybody's 21 may stay."""
    groups = np.array(
        [[1, 1, 11, 198, 2134], [15, 120, 1493, 1206, 237], [0, 6, 513, 3384, 1002], [4, 7, 186, 1808, 2362],
         [1, 2, 12, 30, 30]], np.float64
    )  # fmt: skip
    cells = np.vstack((groups.sum(axis=0), groups))
    number = Sum(of=np.zeros(5, np.int64), told=np.ones((6, 1), np.bool_), apart=True)
    shown = shown_cells(cells, np.ones(cells.shape, np.bool_), 10, [number])
    assert shown[0].all()
    assert not shown[1:, 0][groups[:, 0] > 0].any()
