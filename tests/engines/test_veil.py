"""What suppression hides, and what could be reckoned from the rest."""

from __future__ import annotations

import pyarrow as pa

from folkways.engines.veil import People, veiled


def hidden(counts: list[int], adds_up: bool = False, min_cell: int = 10) -> list[int | None]:
    table = pa.table({"n": counts, "share": [0.5] * len(counts)})
    told = veiled(table, (People(column="n", with_it=("share",), adds_up=adds_up),), min_cell)
    assert [cell is None for cell in told["n"].to_pylist()] == [
        cell is None for cell in told["share"].to_pylist()
    ]
    return told["n"].to_pylist()


def test_a_cell_of_fewer_people_is_empty_and_nobody_stays_nobody() -> None:
    assert hidden([0, 1, 9, 10, 11]) == [0, None, None, 10, 11]


def test_a_lone_empty_cell_takes_the_next_one_along_where_rows_add_up() -> None:
    assert hidden([50, 3, 20, 0], adds_up=True) == [50, None, None, 0]
    assert hidden([50, 30, 20], adds_up=True) == [50, 30, 20]


def test_empty_cells_together_hold_enough_people_where_rows_add_up() -> None:
    assert hidden([50, 3, 3, 20], adds_up=True) == [50, None, None, None]
    assert hidden([50, 6, 6, 20], adds_up=True) == [50, None, None, 20]


def test_rows_add_up_within_their_own_part_alone() -> None:
    table = pa.table({"period": [0, 0, 0, 1, 1], "n": [3, 20, 30, 40, 50]})
    told = veiled(table, (People(column="n", adds_up=True, within="period"),), 10)
    assert told["n"].to_pylist() == [None, None, 30, 40, 50]
