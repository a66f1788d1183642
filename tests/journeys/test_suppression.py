"""Small cells stay away, and so does what would give them away."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from folkways.journeys.suppression import shown_cells


def shown(
    customers: list[list[int]], told: bool = True, one_sum: bool = False, wanted: bool = True
) -> list[list[int]]:
    table = np.array(customers, np.float64)
    keys = table.shape[1]
    rows = np.zeros(keys, np.int64) if one_sum else np.arange(keys)
    every = np.full(table.shape, wanted)
    return shown_cells(table, every, np.full(keys, told), 10, rows).astype(int).tolist()


def test_a_cell_of_fewer_than_ten_is_hidden() -> None:
    assert shown([[9, 10, 0]], told=False) == [[0, 1, 0]]


def test_the_only_hidden_group_takes_the_smallest_other_with_it() -> None:
    assert shown([[9], [40], [30]]) == [[0], [1], [0]]


def test_two_hidden_groups_hide_each_other() -> None:
    assert shown([[9], [8], [30]]) == [[0], [0], [1]]


def test_what_is_not_told_for_everybody_gives_nothing_away() -> None:
    assert shown([[9], [40], [30]], told=False) == [[0], [1], [1]]


def test_the_only_hidden_part_of_a_sum_takes_the_smallest_other_with_it() -> None:
    assert shown([[9, 40, 30]], told=False, one_sum=True) == [[0, 1, 0]]


def test_hidden_parts_that_are_few_together_take_the_smallest_other_with_them() -> None:
    assert shown([[5, 4, 40, 30]], told=False, one_sum=True) == [[0, 0, 1, 0]]
    assert shown([[5], [4], [40], [30]]) == [[0], [0], [1], [0]]
    assert shown([[6, 4, 40, 30]], told=False, one_sum=True) == [[0, 0, 1, 1]]


def test_a_cell_without_customers_hides_nothing() -> None:
    assert shown([[0, 40, 30]], one_sum=True) == [[0, 1, 1]]


tables = arrays(np.int64, st.tuples(st.integers(1, 4), st.integers(1, 6)), elements=st.integers(0, 40))


@given(tables, st.booleans())
def test_no_small_cell_can_be_worked_out(customers: np.ndarray, one_sum: bool) -> None:
    found = np.array(shown(customers.tolist(), one_sum=one_sum), np.bool_)
    small = (customers > 0) & (customers < 10)
    assert not (found & small).any()
    hidden = np.where(found, 0, customers)
    assert not (found & (hidden.sum(axis=0) > 0) & (hidden.sum(axis=0) < 10)).any()
    for group in range(customers.shape[0]) if one_sum else ():
        assert not (found[group].any() and 0 < hidden[group].sum() < 10)


@given(tables)
def test_large_cells_are_shown_where_nothing_is_small(customers: np.ndarray) -> None:
    found = shown((customers + 10).tolist())
    assert np.all(found)
