"""Suppression: cells that tell of fewer people than `min_cell` come back empty."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from folkways.stats.suppression import few, hidden_cells


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
    return emptied(table, hidden)


def veiled_together(
    tables: Sequence[pa.Table], people: Sequence[People], keys: Sequence[str], min_cell: int
) -> list[pa.Table]:
    """Empty further cells of groups that together are everybody: what is told of all, less the groups shown, must not
    be a number about few. `tables` are the groups' answers with small cells still there; rows with the same `keys` add
    up over them."""
    told = [veiled(table, people, min_cell) for table in tables]
    for one in people:
        if one.column not in tables[0].column_names:
            continue
        cells = [_by_key(table, keys, one.column) for table in tables]
        shown = [_by_key(table, keys, one.column) for table in told]
        hidden = [np.zeros(len(table), np.bool_) for table in tables]
        for key in sorted({key for found in cells for key in found}, key=repr):
            for group, row in _hidden_with(key, cells, shown, min_cell):
                hidden[group][row] = True
        for group, mask in enumerate(hidden):
            told[group] = emptied(told[group], dict.fromkeys((one.column, *one.with_it), mask))
    return told


_Cells = dict[tuple[object, ...], tuple[int, int | None]]


def _by_key(table: pa.Table, keys: Sequence[str], column: str) -> _Cells:
    """The row and the cell of each key."""
    names = [table[key].to_pylist() for key in keys]
    cells = table[column].to_pylist()
    return {key: (row, cells[row]) for row, key in enumerate(zip(*names, strict=True))}


def _hidden_with(
    key: tuple[object, ...], cells: Sequence[_Cells], shown: Sequence[_Cells], min_cell: int
) -> list[tuple[int, int]]:
    """Which cells of a key go, as group and row: groups without people tell of nobody."""
    there = [(group, *found[key]) for group, found in enumerate(cells) if key in found and found[key][1]]
    counts = np.array([[count or 0 for _, _, count in there]], np.int64)
    gone = np.array([[shown[group][key][1] is None for group, _, _ in there]], np.bool_)
    return [
        (group, row)
        for (group, row, _), hides in zip(there, hidden_cells(counts, min_cell, gone)[0], strict=True)
        if hides
    ]


def coarse(table: pa.Table, people: Sequence[People], min_cell: int) -> pa.Table:
    """Round an answer about a chosen period: periods that differ by a day would give a day's few people away.

    Counts become multiples of half of `min_cell`, and what goes with them in proportion; sums of money keep two digits,
    shares two decimals. Nothing is rounded where nobody is hidden (`min_cell` 1).
    """
    step = (min_cell + 1) // 2
    if step < 2:
        return table
    touched = {name for one in people for name in (one.column, *one.with_it)}
    for place, name in enumerate(table.column_names):
        if name in touched and not name.endswith("_us"):
            cells = [_coarse(cell, name, step) for cell in table[name].to_pylist()]
            table = table.set_column(place, name, pa.array(cells, table[name].type))
    return table


def _coarse(cell: float | int | None, name: str, step: int) -> float | int | None:
    if cell is None:
        return None
    if isinstance(cell, float):
        return round(cell, 2)
    if name == "value":
        digits = max(len(str(abs(cell))) - 2, 0)
        return round(cell, -digits)
    return (cell + step // 2) // step * step


def _small(table: pa.Table, one: People, min_cell: int) -> NDArray[np.bool_]:
    counts = np.asarray(table[one.column].fill_null(0))
    small = few(counts, min_cell)
    if not one.adds_up:
        return small
    keys = table[one.within].to_pylist() if one.within else [None] * len(table)
    for key in set(keys):
        rows = np.array([place for place, other in enumerate(keys) if other == key])
        small[rows] = hidden_cells(counts[rows][None, :], min_cell)[0]
    return small


def emptied(table: pa.Table, hidden: Mapping[str, NDArray[np.bool_]]) -> pa.Table:
    """The table without the cells that each column's mask hides."""
    for place, name in enumerate(table.column_names):
        mask = hidden.get(name)
        if mask is not None and mask.any():
            cells = [None if gone else cell for cell, gone in zip(table[name].to_pylist(), mask, strict=True)]
            table = table.set_column(place, name, pa.array(cells, table[name].type))
    return table
