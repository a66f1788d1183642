"""Small cells stay hidden, and nobody gets them back by subtraction."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from folkways.stats.suppression import hidden_cells

LEAST = 10


def test_a_small_cell_takes_another_one_with_it_in_its_row_and_in_its_column() -> None:
    counts = np.array([[3, 40, 50], [30, 20, 60], [25, 35, 45]])
    hidden = hidden_cells(counts, LEAST)
    assert hidden[0].tolist() == [True, True, False]
    assert not hidden[:, 2].any()
    assert (hidden.sum(axis=1) != 1).all()
    assert (hidden.sum(axis=0) != 1).all()


def test_nothing_is_hidden_where_nothing_is_small() -> None:
    assert not hidden_cells(np.array([[10, 0], [25, 11]]), LEAST).any()


tables = arrays(np.int64, st.tuples(st.integers(1, 5), st.integers(1, 5)), elements=st.integers(0, 60))


@given(tables)
def test_no_hidden_cell_can_be_subtracted(counts: np.ndarray) -> None:
    hidden = hidden_cells(counts, LEAST)
    assert hidden[(counts > 0) & (counts < LEAST)].all()
    for axis in (0, 1):
        for row, mask in zip(np.moveaxis(counts, axis, 0), np.moveaxis(hidden, axis, 0), strict=True):
            if mask.any() and not mask.all():
                assert mask.sum() >= 2
                assert row[mask].sum() >= LEAST
