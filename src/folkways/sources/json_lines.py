"""JSON Lines: one object per line; every key a text column, a nested value stays JSON text."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa

from folkways.errors import SourceError
from folkways.sources.columns import literal, quoted
from folkways.sources.encoding import checked_encoding

FAULT = "CASE WHEN NOT json_valid(line) THEN 'not JSON' WHEN json_type(line) <> 'OBJECT' THEN 'not a JSON object' END"


def open_json_lines(
    con: duckdb.DuckDBPyConnection, path: Path, name: str, row: str, encoding: str | None
) -> list[tuple[int, str, str]]:
    """Make a file's objects the view `name`, with line numbers in the column `row`; blank lines are no rows.

    Returns the lines that are not objects: number, text and reason. Raises SourceError for a JSON array.
    """
    numbers, lines = _lines(path, checked_encoding(path, encoding))
    if lines and lines[0].lstrip().startswith("[") and not lines[0].rstrip().endswith("]"):
        raise SourceError(
            f"The file {path.name!r} is a JSON array.", hint="Write one object per line (JSON Lines)."
        )
    con.register(
        f"{name}_lines",
        pa.table({"number": pa.array(numbers, pa.int64()), "line": pa.array(lines, pa.string())}),
    )
    con.execute(f"CREATE TEMP TABLE {name}_read AS SELECT number, line, {FAULT} AS fault FROM {name}_lines")
    faults = con.execute(
        f"SELECT number, line, fault FROM {name}_read WHERE fault IS NOT NULL ORDER BY number"
    ).fetchall()
    keys = con.execute(
        f"SELECT key FROM (SELECT number, unnest(json_keys(line)) AS key FROM {name}_read WHERE fault IS NULL) "
        "GROUP BY key ORDER BY min(number), key"
    ).fetchall()
    columns = "".join(f", line->>{literal(_path(key))} AS {quoted(key)}" for (key,) in keys)
    con.execute(f"CREATE VIEW {name} AS SELECT number AS {row}{columns} FROM {name}_read WHERE fault IS NULL")
    return faults


def _lines(path: Path, encoding: str) -> tuple[list[int], list[str]]:
    numbers: list[int] = []
    lines: list[str] = []
    with path.open(encoding=encoding, newline="\n") as file:
        for number, line in enumerate(file, start=1):
            text = line.strip().removeprefix("\ufeff")
            if text:
                numbers.append(number)
                lines.append(text)
    return numbers, lines


def _path(key: str) -> str:
    return '$."' + key.replace("\\", "\\\\").replace('"', '\\"') + '"'
