"""The rows of one source's files inside an in-memory DuckDB, numbered as in their files, with looked-up columns."""

from __future__ import annotations

import re
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from folkways.errors import ColumnMissing, SourceError
from folkways.model.config import Lookup, Source
from folkways.sources.columns import literal, quoted, value_inside
from folkways.sources.file_patterns import found_files
from folkways.sources.formats import Opened, open_kept
from folkways.sources.input_file import InputFile
from folkways.sources.layouts import layout_named
from folkways.sources.layouts.layout import TABLES
from folkways.sources.rejected import ROW, RejectedRow
from folkways.sources.row_cache import RowCache
from folkways.sources.suspicious import suspicions

HASHED = "__id:"
"""Before the kind of an identifier: the column that holds its keyed hash."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turned:
    """How many rows of a file were turned away for one reason, and the ids of whom they tell.

    A row without an id is taken for a person of its own.
    """

    rows: int
    people: frozenset[str]


@dataclass(slots=True, kw_only=True)
class Rows:
    """One file's rows as the relation `name`; `types` maps a column to its DuckDB type.

    `notes` say how the file was read, `remarks` what looks spoilt, `guessed` which settings nobody told. `turned` says
    for each reason why rows were left out although nothing is wrong with them whose they were; `withheld`, that rows
    were taken out uncounted.
    """

    con: duckdb.DuckDBPyConnection
    source: str
    file: InputFile
    name: str
    types: dict[str, str]
    count: int
    rejected: list[RejectedRow] = field(default_factory=list)
    orphans: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    guessed: dict[str, str] = field(default_factory=dict)
    turned: dict[str, Turned] = field(default_factory=dict)
    withheld: bool = False

    def named(self, wanted: str) -> str:
        """Tell the column that is meant; `A|B` is the first of them that is there."""
        found = next((name for name in (wanted, *wanted.split("|")) if name in self.types), None)
        if found is None:
            raise ColumnMissing(
                self.source, wanted, [name for name in self.types if not name.startswith("__")]
            )
        return found

    def has(self, wanted: str) -> bool:
        """Say whether a column (or one of several names of it) is there."""
        return any(name in self.types for name in (wanted, *wanted.split("|")))

    def column(self, wanted: str) -> str:
        """Quote a column's name for SQL after seeing that the column is there."""
        return quoted(self.named(wanted))

    def type_of(self, wanted: str) -> str:
        """Tell the DuckDB type of a column."""
        return self.types[self.named(wanted)]


def named_columns(source: Source) -> list[str]:
    """All columns that a source names, each once."""
    roles = [each for told in source.columns.values() for each in ([told] if isinstance(told, str) else told)]
    told = [trait.column for trait in source.traits.values()]
    told += [one.column for one in source.questions if one.column]
    return list(
        dict.fromkeys(
            [
                *roles,
                *source.attributes,
                *source.metrics.values(),
                *source.identifiers.values(),
                *source.personal,
                *told,
            ]
        )
    )


def source_files(source: Source, base_dir: Path) -> list[InputFile]:
    """Find a source's own files."""
    return found_files(source.name, source.files, source.format, base_dir, source.table)


def lookup_files(source: Source, base_dir: Path) -> list[list[InputFile]]:
    """Find the files of each of a source's lookups."""
    return [found_files(source.name, lookup.files, lookup.format, base_dir) for lookup in source.lookups]


@contextmanager
def opened_rows(
    source: Source, file: InputFile, lookups: list[list[InputFile]], kept: RowCache | None = None
) -> Generator[Rows]:
    """Open one file's rows joined with the source's lookups; the engine may read these files and nothing else.

    With `kept`, a file that was read before is not read again (its lookups are).
    """
    allowed = [str(each.path) for each in [file, *(inner for group in lookups for inner in group)]]
    con = duckdb.connect(":memory:")
    try:
        con.execute("SET allowed_paths = ?", [allowed])
        con.execute("SET enable_external_access = false")
        con.execute("SET lock_configuration = true")
        rows = _raw(con, source, file, kept)
        _shape(rows, source)
        _reach_in(rows, source)
        _add_names(rows, source)
        for number, (lookup, files) in enumerate(zip(source.lookups, lookups, strict=True)):
            _join(rows, source, lookup, files, number)
        yield rows
    finally:
        con.close()


def _raw(con: duckdb.DuckDBPyConnection, source: Source, file: InputFile, kept: RowCache | None) -> Rows:
    types, count, opened = _opened(con, source, file, "raw", kept)
    return Rows(
        con=con,
        source=source.name,
        file=file,
        name="raw",
        types=types,
        count=count,
        rejected=opened.rejected,
        notes=opened.notes,
        remarks=remarks_on(con, "raw", types, source, file),
        guessed=opened.guessed,
    )


def remarks_on(
    con: duckdb.DuckDBPyConnection, name: str, types: dict[str, str], source: Source, file: InputFile
) -> list[str]:
    """What looks spoilt in a relation; of columns that tell who somebody is no value is shown."""
    if file.format == "parquet":
        return []
    secret = {*source.personal, *source.compare.values(), *source.identifiers.values()}
    return suspicions(con, name, types, frozenset(secret))


def _opened(
    con: duckdb.DuckDBPyConnection, source: Source, file: InputFile, name: str, kept: RowCache | None = None
) -> tuple[dict[str, str], int, Opened]:
    try:
        opened = open_kept(con, source, file, name, kept)
    except duckdb.Error as error:
        raise SourceError(
            f"Source {source.name!r}: the file {file.name!r} cannot be read as {file.format}: "
            f"{str(error).splitlines()[0].replace(str(file.path), file.name)}.",
            hint="Check that the file is whole and its format is right.",
        ) from error
    described = con.execute(f"DESCRIBE {name}").fetchall()
    count = _counted(con, name) + len(opened.rejected)
    if count == 0:
        what = f"{source.sheet!r} in the file" if source.sheet else "the file"
        raise SourceError(
            f"Source {source.name!r}: {what} {file.name!r} has no rows.", hint="Export it again."
        )
    return {row[0]: row[1] for row in described}, count, opened


def _shape(rows: Rows, source: Source) -> None:
    """Make the rows of another product's export plain, as its layout tells, and take up those of the source's table."""
    if source.layout is None:
        return
    layout = layout_named(source.layout)
    try:
        rows.con.execute(f"CREATE VIEW shaped AS {layout.shape(rows.name, rows.types)}")
        described = rows.con.execute("DESCRIBE shaped").fetchall()
        rows.name, rows.types = "shaped", {row[0]: row[1] for row in described}
        if TABLES in rows.types:
            _take_up(rows, source)
        rows.count = _counted(rows.con, rows.name) + len(rows.rejected)
    except duckdb.Error as error:
        raise SourceError(
            f"Source {source.name!r}: {rows.file.name!r} is not laid out as {layout.title}: "
            f"{str(error).splitlines()[0]}.",
            hint="Check the layout told for this source, or take it away and map the columns as they are.",
        ) from error


def _take_up(rows: Rows, source: Source) -> None:
    of_table = f"list_contains({TABLES}, {literal(source.table)})"
    rows.con.execute(f"CREATE VIEW taken AS SELECT * EXCLUDE ({TABLES}) FROM {rows.name} WHERE {of_table}")
    rows.name = "taken"
    del rows.types[TABLES]


def _reach_in(rows: Rows, source: Source) -> None:
    """Make columns of what a source names inside a nested one: `traits.plan` is the value at `plan` in `traits`."""
    wanted = {name: name.partition(".")[::2] for name in named_columns(source) if name not in rows.types}
    inner = {name: (head, path) for name, (head, path) in wanted.items() if path and head in rows.types}
    if not inner:
        return
    told = [
        f"{value_inside(quoted(head), rows.types[head], path)} AS {quoted(name)}"
        for name, (head, path) in inner.items()
    ]
    rows.con.execute(f"CREATE VIEW reached AS SELECT *, {', '.join(told)} FROM {rows.name}")
    rows.name, rows.types = "reached", {**rows.types, **dict.fromkeys(inner, "VARCHAR")}


def _counted(con: duckdb.DuckDBPyConnection, name: str) -> int:
    return con.execute(f"SELECT count(*) FROM {name}").fetchall()[0][0]


def _add_names(rows: Rows, source: Source) -> None:
    """Give every row what the pattern finds in the file's name, as the columns `@GROUP`."""
    if source.name_pattern is None:
        return
    found = re.search(source.name_pattern, rows.file.name)
    if found is None:
        raise SourceError(
            f"Source {source.name!r}: the file name {rows.file.name!r} does not fit name_pattern.",
            hint=f"The pattern is {source.name_pattern!r}; change it, or leave the file out.",
        )
    told = {f"@{name}": value or "" for name, value in found.groupdict().items()}
    fields = "".join(f", {literal(value)} AS {quoted(name)}" for name, value in told.items())
    rows.con.execute(f"CREATE VIEW told AS SELECT *{fields} FROM {rows.name}")
    rows.name = "told"
    rows.types.update(dict.fromkeys(told, "VARCHAR"))


def _join(rows: Rows, source: Source, lookup: Lookup, files: list[InputFile], number: int) -> None:
    """Join a lookup by its key; `__orphan` marks the rows whose key it does not hold."""
    con, held, joined = rows.con, f"lookup{number}", f"joined{number}"
    wanted = [lookup.key, *lookup.columns]
    parts: list[str] = []
    types: dict[str, str] = {}
    for index, file in enumerate(files):
        types, _, _ = _opened(con, source, file, f"{held}_{index}")
        missing = next((column for column in wanted if column not in types), None)
        if missing is not None:
            raise ColumnMissing(
                f"{source.name} (lookup {file.name})", missing, [c for c in types if c != ROW]
            )
        parts.append(f"SELECT DISTINCT {', '.join(quoted(column) for column in wanted)} FROM {held}_{index}")
    con.execute(f"CREATE TEMP TABLE {held} AS {' UNION '.join(parts)}")
    key = rows.column(lookup.key)
    _check_unique(con, source, lookup, held)
    same = types[lookup.key] == rows.types[lookup.key]
    on = f"r.{key} = l.{key}" if same else f"CAST(r.{key} AS VARCHAR) = CAST(l.{key} AS VARCHAR)"
    fetched = ", ".join(f"l.{quoted(column)}" for column in lookup.columns)
    shadowed = [column for column in lookup.columns if column in rows.types]
    kept = f"r.* EXCLUDE ({', '.join(quoted(column) for column in shadowed)})" if shadowed else "r.*"
    con.execute(
        f"CREATE VIEW {joined} AS SELECT {kept}, {fetched}, l.{key} IS NULL AS __orphan{number} "
        f"FROM {rows.name} r LEFT JOIN {held} l ON {on}"
    )
    rows.types.update({column: types[column] for column in lookup.columns})
    rows.types[f"__orphan{number}"] = "BOOLEAN"
    rows.name = joined


def _check_unique(con: duckdb.DuckDBPyConnection, source: Source, lookup: Lookup, held: str) -> None:
    key = quoted(lookup.key)
    twice = con.execute(
        f"SELECT CAST({key} AS VARCHAR) FROM {held} WHERE {key} IS NOT NULL GROUP BY {key} HAVING count(*) > 1 LIMIT 1"
    ).fetchall()
    if twice:
        raise SourceError(
            f"Source {source.name!r}: the lookup by {lookup.key!r} holds {twice[0][0]!r} twice with different values.",
            hint="A lookup must hold each key once.",
        )
