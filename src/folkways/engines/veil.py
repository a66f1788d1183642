"""Suppression: cells that tell of fewer people than `min_cell` come back empty."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """A column that counts people, and the columns that tell of these people and go with it.

    When the column's rows add up to something that is told too, `adds_up` is true: then a lone empty cell could be
    reckoned from its fellows, so the smallest of these goes as well. `within` names the column whose rows add up
    among themselves.
    """

    column: str
    with_it: tuple[str, ...] = ()
    adds_up: bool = False
    within: str | None = None


def veiled(table: pa.Table, people: Sequence[People], min_cell: int) -> pa.Table:
    """Empty the cells of 1 to `min_cell` − 1 people with all that goes with them; 0 people are nobody's secret."""
    hidden: dict[str, NDArray[np.bool_]] = {}
    for one in people:
        if one.column in table.column_names:
            mask = _small(table, one, min_cell)
            for column in (one.column, *one.with_it):
                hidden[column] = hidden.get(column, np.zeros(len(table), np.bool_)) | mask
    return _emptied(table, hidden)


def _small(table: pa.Table, one: People, min_cell: int) -> NDArray[np.bool_]:
    counts = np.asarray(table[one.column].fill_null(0))
    small = (counts > 0) & (counts < min_cell)
    if not one.adds_up:
        return small
    keys = table[one.within].to_pylist() if one.within else [None] * len(table)
    for key in set(keys):
        rows = np.array([place for place, other in enumerate(keys) if other == key])
        small[rows] = _complemented(counts[rows], small[rows], min_cell)
    return small


def _complemented(counts: NDArray[np.integer], small: NDArray[np.bool_], min_cell: int) -> NDArray[np.bool_]:
    """Hide the next larger cells until those hidden hold enough people together."""
    small = small.copy()
    for place in np.argsort(counts, kind="stable"):
        if not small.any() or (counts[small].sum() >= min_cell and small.sum() > 1):
            break
        small[place] |= counts[place] > 0
    return small


def _emptied(table: pa.Table, hidden: Mapping[str, NDArray[np.bool_]]) -> pa.Table:
    for place, name in enumerate(table.column_names):
        mask = hidden.get(name)
        if mask is not None and mask.any():
            column = table[name]
            cells = [None if gone else cell for cell, gone in zip(column.to_pylist(), mask, strict=True)]
            table = table.set_column(place, name, pa.array(cells, column.type))
    return table
