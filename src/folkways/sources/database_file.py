"""SQLite files: one table or view, read only, its values as the file types them; or a whole OCEL log."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pyarrow as pa

from folkways.errors import SourceError, UnknownName
from folkways.model.config import Source
from folkways.sources.csv_text import check_names
from folkways.sources.file_bytes import is_plain, whole_bytes
from folkways.sources.input_file import InputFile
from folkways.sources.object_log import parsed_object_log
from folkways.sources.object_log_tables import is_table_log, table_log
from folkways.sources.parsed import Parsed
from folkways.sources.rejected import ROW

BATCH = 50_000
Value = int | float | str | bytes | None


def parsed_database(file: InputFile, source: Source) -> Iterator[Parsed]:
    """Read a table of a database file: the one told by `sheet`, else the only one; without, an OCEL log is read whole.

    A column whose values are all whole numbers is one of numbers, all numbers of floats, else of text. Rows are
    numbered in the order in which the file holds them.
    """
    con = _opened(file)
    try:
        tables = _tables(con)
        if source.sheet is None and is_table_log(tables):
            yield from parsed_object_log(table_log(con, tables), file, source)
        else:
            yield from _pieces(con, _chosen(tables, file, source), file)
    except sqlite3.Error as error:
        raise SourceError(f"The file {file.name!r} is no whole SQLite file: {error}.") from error
    finally:
        con.close()


def listed_tables(file: InputFile, _source: Source) -> Iterator[Parsed]:
    """Name the tables and views of a database file, in the order of their making; an OCEL log has none to choose."""
    con = _opened(file)
    try:
        tables = _tables(con)
        sheets = [] if is_table_log(tables) else tables
        yield Parsed(table=pa.table({"sheet": pa.array(sheets, pa.string())}))
    except sqlite3.Error as error:
        raise SourceError(f"The file {file.name!r} is no whole SQLite file: {error}.") from error
    finally:
        con.close()


def _tables(con: sqlite3.Connection) -> list[str]:
    found = con.execute(
        "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite~_%' ESCAPE '~' "
        "ORDER BY rowid"
    )
    return [name for (name,) in found]


def _opened(file: InputFile) -> sqlite3.Connection:
    """Open without a lock, a journal or anything that the file's own schema could set off."""
    try:
        if is_plain(file):
            con = sqlite3.connect(f"{file.path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        else:
            con = sqlite3.connect(":memory:")
            con.deserialize(whole_bytes(file))
        con.text_factory = lambda raw: raw.decode("utf-8", "replace").replace("\0", "")
        con.execute("PRAGMA trusted_schema = OFF")
        con.execute("PRAGMA query_only = ON")
    except sqlite3.Error as error:
        raise SourceError(f"The file {file.name!r} cannot be opened as SQLite: {error}.") from error
    return con


def _chosen(names: list[str], file: InputFile, source: Source) -> str:
    if source.sheet is not None:
        if source.sheet not in names:
            raise UnknownName(f"table in {file.name}", source.sheet, names)
        return source.sheet
    if len(names) != 1:
        raise SourceError(
            f"The file {file.name!r} holds {len(names)} tables.",
            hint=f'Say which: sheet = "…", one of {", ".join(names[:20])}.' if names else "Export it again.",
        )
    return names[0]


def _pieces(con: sqlite3.Connection, table: str, file: InputFile) -> Iterator[Parsed]:
    spelled = '"' + table.replace('"', '""') + '"'
    cursor = con.execute(f"SELECT * FROM {spelled}")
    names = [told[0] for told in cursor.description]
    check_names(file.name, names)
    kinds = _kinds(con, spelled, names)
    number = 0
    while rows := cursor.fetchmany(BATCH):
        columns: dict[str, pa.Array] = {
            name: pa.array([_value(row[place], kinds[name]) for row in rows], kinds[name])
            for place, name in enumerate(names)
        }
        columns[ROW] = pa.array(range(number + 1, number + len(rows) + 1), pa.int64())
        number += len(rows)
        yield Parsed(table=pa.table(columns))


def _kinds(con: sqlite3.Connection, table: str, names: list[str]) -> dict[str, pa.DataType]:
    """Tell each column's type by the values it holds: SQLite types values, not columns."""
    kinds: dict[str, pa.DataType] = {}
    for name in names:
        column = '"' + name.replace('"', '""') + '"'
        found = {kind for (kind,) in con.execute(f"SELECT DISTINCT typeof({column}) FROM {table}")}
        found.discard("null")
        if found == {"integer"}:
            kinds[name] = pa.int64()
        else:
            kinds[name] = pa.float64() if found and found <= {"integer", "real"} else pa.string()
    return kinds


def _value(value: Value, kind: pa.DataType) -> Value:
    if value is None or kind == pa.int64():
        return value
    if kind == pa.float64():
        return float(value)
    return value.hex() if isinstance(value, bytes) else str(value)
