"""How each file format becomes a relation of an in-memory DuckDB, its rows numbered in `__row` as in the file.

A format is one opener: it makes the view `name` and tells the rows it could not read. A new format is a new opener
here and its name in `model.config.FileFormat`.
"""

from __future__ import annotations

from collections.abc import Callable

import duckdb

from folkways.model.config import FileFormat, Source
from folkways.sources.csv_text import read_csv
from folkways.sources.file_patterns import InputFile
from folkways.sources.json_lines import open_json_lines
from folkways.sources.rejected import ROW, RejectedRow

Opener = Callable[[duckdb.DuckDBPyConnection, Source, InputFile, str], list[RejectedRow]]


def _open_parquet(
    con: duckdb.DuckDBPyConnection, _source: Source, file: InputFile, name: str
) -> list[RejectedRow]:
    path = str(file.path).replace("'", "''")
    con.execute(
        f"CREATE VIEW {name} AS SELECT * EXCLUDE (file_row_number), file_row_number + 1 AS {ROW} "
        f"FROM read_parquet('{path}', file_row_number = true)"
    )
    return []


def _open_json_lines(
    con: duckdb.DuckDBPyConnection, source: Source, file: InputFile, name: str
) -> list[RejectedRow]:
    found = open_json_lines(con, file.path, name, ROW, source.encoding)
    return [
        RejectedRow(file=file.path.name, row=row, column="", value=text[:500], reason=reason)
        for row, text, reason in found
    ]


def _open_csv(
    con: duckdb.DuckDBPyConnection, source: Source, file: InputFile, name: str
) -> list[RejectedRow]:
    read = read_csv(file.path, encoding=source.encoding, delimiter=source.delimiter, missing=source.missing)
    table = read.columns.append_column(ROW, read.rows)
    con.register(f"{name}_text", table)
    con.execute(f"CREATE VIEW {name} AS SELECT * FROM {name}_text")
    return [
        RejectedRow(file=file.path.name, row=odd.row, column="", value=odd.text[:500], reason=odd.reason)
        for odd in read.odd
    ]


OPENERS: dict[FileFormat, Opener] = {
    "csv": _open_csv,
    "parquet": _open_parquet,
    "jsonl": _open_json_lines,
}
