"""DuckDB as an engine in memory, which reads the named tables and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb
import pyarrow as pa

from folkways.errors import QueryRefused


def locked_down(tables: Mapping[str, Path | pa.Table]) -> duckdb.DuckDBPyConnection:
    """Open DuckDB in memory with these tables as views; files beyond them and settings are out of reach."""
    connection = duckdb.connect(":memory:")
    paths = [str(table.resolve()) for table in tables.values() if isinstance(table, Path)]
    connection.execute("SET preserve_insertion_order = true")
    # Sums of fractions depend on their order, and a build must repeat itself.
    connection.execute("SET threads = 1")
    connection.execute(f"SET allowed_paths = [{', '.join(map(_quoted, paths))}]")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    for name, table in tables.items():
        if isinstance(table, Path):
            connection.execute(
                f"CREATE VIEW {_named(name)} AS SELECT * FROM read_parquet({_quoted(str(table.resolve()))})"
            )
        else:
            connection.register(name, table)
    return connection


def answered(sql: str, tables: Mapping[str, Path | pa.Table]) -> pa.Table:
    """Answer one SELECT over these tables; anything else raises `QueryRefused`."""
    connection = locked_down(tables)
    try:
        statements = connection.extract_statements(sql)
        if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
            raise QueryRefused("Only a single SELECT is answered.", "Write one SELECT (WITH is fine).")
        return connection.sql(sql).to_arrow_table()
    except duckdb.Error as error:
        raise QueryRefused(str(error), f"Tables: {', '.join(tables) or 'none'}.") from error
    finally:
        connection.close()


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _named(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
