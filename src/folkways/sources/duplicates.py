"""Rows told twice: the same content is one row, another content under the same id does not fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from folkways.sources.columns import quoted


@dataclass(frozen=True, slots=True, kw_only=True)
class Sifted:
    """Rows with each id once, how many others said the same, and the `order` of those that said something else."""

    kept: pa.Table
    same: int
    differing: list[int]


def sifted(table: pa.Table, key: str, content: Sequence[str]) -> Sifted:
    """Keep the first row (by `order`) of each id; ids are in `key`, what counts as content in `content`."""
    con = duckdb.connect(":memory:")
    try:
        con.register("given", table)
        ids = con.execute(f"SELECT count(DISTINCT {key}) FROM given").fetchall()[0][0]
        if ids == table.num_rows:
            return Sifted(kept=table, same=0, differing=[])
        row = "struct_pack(" + ", ".join(f"{quoted(name)} := {quoted(name)}" for name in content) + ")"
        con.execute(
            f'CREATE TEMP TABLE told AS SELECT "order" AS place, {row} AS content, '
            f"row_number() OVER same_id AS number, first_value({row}) OVER same_id AS first_content FROM given "
            f'WINDOW same_id AS (PARTITION BY {key} ORDER BY "order")'
        )
        kept = con.sql(
            'SELECT given.* FROM given JOIN told ON given."order" = told.place '
            'WHERE told.number = 1 ORDER BY given."order"'
        ).to_arrow_table()
        differing = con.execute(
            "SELECT place FROM told WHERE number > 1 AND content IS DISTINCT FROM first_content ORDER BY place"
        ).fetchall()
        same = table.num_rows - kept.num_rows - len(differing)
        return Sifted(kept=kept, same=same, differing=[place for (place,) in differing])
    finally:
        con.close()


def latest_told(table: pa.Table, key: str, content: Sequence[str]) -> pa.Table:
    """Give every row of one `key` the same content: of each column the last value told (by `order`).

    Of `first_at` the earliest.
    """
    con = duckdb.connect(":memory:")
    try:
        con.register("given", table)
        told = [
            f'last({quoted(name)} ORDER BY "order") FILTER ({quoted(name)} IS NOT NULL) AS {quoted(name)}'
            for name in content
        ]
        con.execute(
            f"CREATE TEMP TABLE latest AS SELECT {key} AS key, "
            f"{', '.join([*told, 'min(first_at) AS first_at'])} FROM given GROUP BY {key}"
        )
        replaced = ", ".join(f"latest.{quoted(name)} AS {quoted(name)}" for name in [*content, "first_at"])
        return con.sql(
            f"SELECT given.* REPLACE ({replaced}) FROM given JOIN latest ON given.{key} = latest.key "
            'ORDER BY "order"'
        ).to_arrow_table()
    finally:
        con.close()


def with_content_ids(table: pa.Table, key: str, content: Sequence[str]) -> pa.Table:
    """Give rows without an id a stable one: 20 hex digits of a hash of their content."""
    if table[key].null_count == 0:
        return table
    con = duckdb.connect(":memory:")
    try:
        con.register("given", table)
        row = ", ".join(f"coalesce(CAST({quoted(name)} AS VARCHAR), '∅')" for name in content)
        return con.sql(
            f"SELECT * REPLACE (coalesce({key}, md5(concat_ws('\u001f', {row}))[1:20]) AS {key}) FROM given "
            'ORDER BY "order"'
        ).to_arrow_table()
    finally:
        con.close()
