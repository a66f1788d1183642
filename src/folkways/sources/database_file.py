"""SQLite files: one table or view, read only, its values as the file types them; or a whole OCEL log."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence

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
        held = _held(con)
        if source.sheet is None and is_table_log([*held]):
            yield from parsed_object_log(table_log(con, [*held]), file, source)
        else:
            yield from _pieces(con, _chosen(held, file, source), file)
    except sqlite3.Error as error:
        raise _not_whole(file, error) from error
    finally:
        con.close()


def listed_tables(file: InputFile, _source: Source) -> Iterator[Parsed]:
    """Name the tables of a database file, in the order of their making; an OCEL log has none to choose.

    Views show the rows of tables again, which would count twice: they are told as notes, and named as tables are only
    where there is no table.
    """
    con = _opened(file)
    try:
        held = _held(con)
        tables = [] if is_table_log([*held]) else _tables(held)
        yield Parsed(table=pa.table({"sheet": pa.array(tables, pa.string())}))
        if tables and (views := [name for name in held if name not in tables]):
            yield Parsed(notes=[_left_out(views)])
    except sqlite3.Error as error:
        raise _not_whole(file, error) from error
    finally:
        con.close()


def _held(con: sqlite3.Connection) -> dict[str, str]:
    """Name the tables and views, each with which of the two it is."""
    found = con.execute(
        "SELECT name, type FROM sqlite_master WHERE type IN ('table', 'view') "
        "AND name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY rowid"
    )
    return dict(found.fetchall())


def _tables(held: Mapping[str, str]) -> list[str]:
    return [name for name, kind in held.items() if kind == "table"] or [*held]


def _left_out(views: Sequence[str]) -> str:
    told = f"view {views[0]}" if len(views) == 1 else f"views {', '.join(views)}"
    again = "it shows" if len(views) == 1 else "they show"
    name = json.dumps(views[0], ensure_ascii=False)
    return f"left out: {told}: {again} rows of tables again; take one in by naming it: sheet = {name}"


def _not_whole(file: InputFile, error: sqlite3.Error) -> SourceError:
    return SourceError(f"The file {file.name!r} is no whole SQLite file: {error}.")


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


def _chosen(held: Mapping[str, str], file: InputFile, source: Source) -> str:
    if source.sheet is not None:
        if source.sheet not in held:
            raise UnknownName(f"table in {file.name}", source.sheet, [*held])
        return source.sheet
    names = _tables(held)
    if len(names) != 1:
        raise SourceError(
            f"The file {file.name!r} holds {len(names)} tables.",
            hint=f'Say which: sheet = "…", one of {", ".join(names[:20])}.' if names else "Export it again.",
        )
    return names[0]


def _pieces(con: sqlite3.Connection, table: str, file: InputFile) -> Iterator[Parsed]:
    spelled = '"' + table.replace('"', '""') + '"'
    cursor = _asked(con, f"SELECT * FROM {spelled}", table, file)
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


def _asked(con: sqlite3.Connection, query: str, table: str, file: InputFile) -> sqlite3.Cursor:
    """Ask for rows; what SQLite cannot make sense of is a view of columns or functions that are not there."""
    try:
        return con.execute(query)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_ERROR:
            raise
        raise SourceError(
            f"The view {table!r} in the file {file.name!r} does not work: {error}.",
            hint="Read the tables that it draws from.",
        ) from error


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
