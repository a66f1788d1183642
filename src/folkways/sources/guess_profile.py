"""What a file's columns look like: how full, how different, and which readings fit their values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import duckdb

from folkways.model.config import Source
from folkways.sources.columns import (
    UNREADABLE,
    WALL,
    is_nested,
    json_of,
    literal,
    number_of,
    quoted,
    text_of,
    time_of,
    value_inside,
)
from folkways.sources.confined import sheets_of
from folkways.sources.csv_text import DELIMITERS
from folkways.sources.file_patterns import TEXT_ENDINGS
from folkways.sources.input_file import InputFile
from folkways.sources.people_rows import FALSE_WORDS, TRUE_WORDS
from folkways.sources.profile import FITS, ColumnProfile, FileProfile
from folkways.sources.rejected import ROW
from folkways.sources.rows import opened_rows, source_files

SAMPLE_ROWS = 100_000
SAMPLE_CELLS = 5_000_000
FEWEST_ROWS = 1_000
INNER_ROWS = 5_000
DEEPEST = 3
LEVELS = 40
MOST_PROFILED = 2_000
HEAD_ROWS = 3
_DATE_LIKE = r"^(\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\d{8})"
DATE_FORMATS = ("%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%Y/%m/%d", "%d-%m-%Y", "%m-%d-%Y", "%Y%m%d")
CLOCKS = ("", " %H:%M", " %H:%M:%S")


def file_profiles(path: Path) -> list[FileProfile]:
    """Look into a file: each sheet of a workbook, each table of a database, each data file of a ZIP archive."""
    table = "voices" if _is_text(path) else "customers"
    source = Source(name=path.stem, table=table, files=[path.as_posix()])
    return [profile for file in source_files(source, path.parent) for profile in _profiles(source, file)]


def shaped_profile(profile: FileProfile, layout: str) -> FileProfile:
    """Look into a file again, made plain by a layout; its first rows are still those of the file as it is."""
    told = {key: value for key, value in profile.settings.items() if key in Source.model_fields}
    source = Source.model_validate(
        {"name": "again", "table": "customers", "files": [profile.path.as_posix()], "layout": layout, **told}
    )
    (file,) = source_files(source, profile.path.parent)
    return replace(_profile(source, file), head=profile.head)


def source_profile(source: Source, base_dir: Path) -> FileProfile:
    """Look into the first file of a source, read as it says."""
    return _profile(source, source_files(source, base_dir)[0])


def first_rows(
    profile: FileProfile, source: Source | None, base_dir: Path, count: int
) -> list[dict[str, str | None]]:
    """The first rows of a file as text, read as its source says."""
    bare = {"name": "a", "table": "customers", "files": [profile.path.as_posix()], **profile.settings}
    asked = source or Source.model_validate(bare)
    file = next(
        (one for one in source_files(asked, base_dir) if one.name.endswith(profile.path.name)),
        source_files(asked, base_dir)[0],
    )
    names = [column.name for column in profile.columns]
    with opened_rows(asked.model_copy(update={"lookups": []}), file, []) as rows:
        fields = ", ".join(f"CAST({quoted(name)} AS VARCHAR)" for name in names)
        found = rows.con.execute(f"SELECT {fields} FROM {rows.name} ORDER BY {ROW} LIMIT {count}").fetchall()
    return [dict(zip(names, row, strict=True)) for row in found]


def _is_text(path: Path) -> bool:
    """A text is one by its ending; a .txt unless its rows are cut alike by a delimiter."""
    if path.suffix.lower() not in TEXT_ENDINGS:
        return False
    if path.suffix.lower() != ".txt":
        return True
    with path.open("rb") as file:
        lines = file.read(1 << 16).decode("utf-8", "replace").splitlines()[:20]
    widths = {mark: {line.count(mark) for line in lines if line.strip()} for mark in DELIMITERS}
    return not any(len(counts) == 1 and counts != {0} for counts in widths.values()) or len(lines) < 2


def _profiles(source: Source, file: InputFile) -> list[FileProfile]:
    sheets = sheets_of(file, source)
    if len(sheets) < 2:
        return [_profile(source, file)]
    return [_profile(source.model_copy(update={"sheet": sheet}), file) for sheet in sheets]


def _profile(source: Source, file: InputFile) -> FileProfile:
    place = file.path / file.member if file.member else file.path
    with opened_rows(source, file, []) as rows:
        names = [name for name in rows.types if name != ROW][:MOST_PROFILED]
        few = max(FEWEST_ROWS, min(SAMPLE_ROWS, SAMPLE_CELLS // max(1, len(names))))
        rows.con.execute(f"CREATE TEMP TABLE sample AS SELECT * FROM {rows.name} ORDER BY {ROW} LIMIT {few}")
        columns = tuple(_column(rows.con, "sample", name, name, rows.types[name]) for name in names)
        settings = {"sheet": source.sheet} if source.sheet else {}
        head = rows.con.sql(f"SELECT * FROM sample ORDER BY {ROW} LIMIT {HEAD_ROWS}").to_arrow_table()
        return FileProfile(
            path=place,
            rows=rows.count,
            encoding=rows.guessed.get("encoding"),
            columns=columns,
            settings={**settings, **rows.guessed},
            notes=tuple(rows.notes),
            head=_as_text(head.to_pylist()),
        )


def _as_text(head: Sequence[dict[str, object]]) -> tuple[dict[str, str | None], ...]:
    return tuple(
        {name: None if value is None else str(value) for name, value in row.items() if name != ROW}
        for row in head
    )


def _column(
    con: duckdb.DuckDBPyConnection, table: str, place: str, name: str, kind: str, depth: int = 0
) -> ColumnProfile:
    """Look into the column at `place` of a table, and into what its values hold."""
    column = quoted(place)
    text = text_of(column, kind, [])
    filled, distinct, numbers, whole, yes_or_no, times, walls, several = _counts(con, table, column, kind)
    levels = con.execute(
        f"SELECT {text} AS level FROM {table} WHERE {text} IS NOT NULL GROUP BY level ORDER BY count(*) DESC, level "
        f"LIMIT {LEVELS}"
    ).fetchall()
    nested = depth < DEEPEST and bool(levels) and levels[0][0].startswith("{")
    return ColumnProfile(
        name=name,
        type=kind,
        filled=filled,
        distinct=distinct,
        numbers=numbers,
        whole_numbers=whole,
        yes_or_no=yes_or_no,
        iso_times=times,
        wall_times=walls,
        several=several,
        formats=_formats(con, table, column, filled)
        if kind == "VARCHAR" and filled and not times and not nested
        else (),
        levels=tuple(level for (level,) in levels),
        inner=_inner(con, table, place, name, kind, depth) if nested else (),
    )


def _counts(con: duckdb.DuckDBPyConnection, table: str, column: str, kind: str) -> tuple[int, ...]:
    text = text_of(column, kind, [])
    countless = kind == "DATE" or "TIME" in kind or is_nested(kind)
    number = "NULL::DOUBLE" if countless else number_of(column, kind, ".", [])
    words = ", ".join(literal(word) for word in (*TRUE_WORDS, *FALSE_WORDS))
    time_kind = _time_kind(column, kind)
    return con.execute(
        f"SELECT count({text}), count(DISTINCT {text}), count({number}), count(*) FILTER ({number} = floor({number})), "
        f"count(*) FILTER (lower({text}) IN ({words})), count(*) FILTER ({time_kind} <> {UNREADABLE}), "
        f"count(*) FILTER ({time_kind} = {WALL}), count(*) FILTER (regexp_matches({text}, '[^;|]+[;|][^;|]+')) "
        f"FROM {table}"
    ).fetchall()[0]


def _inner(
    con: duckdb.DuckDBPyConnection, table: str, place: str, name: str, kind: str, depth: int
) -> tuple[ColumnProfile, ...]:
    """Look at the commonest keys of a column of JSON objects, in fewer rows."""
    json = json_of(quoted(place), kind)
    some = f"(SELECT {json} AS json FROM {table} LIMIT {INNER_ROWS})"
    keys = con.execute(
        f"SELECT key FROM (SELECT unnest(json_keys(json)) AS key FROM {some} WHERE json_type(json) = 'OBJECT') "
        f"WHERE key <> '' GROUP BY key ORDER BY count(*) DESC, key LIMIT {LEVELS}"
    ).fetchall()
    if not keys:
        return ()
    held = f"inside_{depth}"
    values = [f"{value_inside('json', 'JSON', key)} AS k{number}" for number, (key,) in enumerate(keys)]
    con.execute(f"CREATE OR REPLACE TEMP TABLE {held} AS SELECT {', '.join(values)} FROM {some}")
    return tuple(
        _column(con, held, f"k{number}", f"{name}.{key}", "VARCHAR", depth + 1)
        for number, (key,) in enumerate(keys)
    )


def _time_kind(column: str, kind: str) -> str:
    if kind == "VARCHAR" or kind == "DATE" or kind.startswith("TIMESTAMP"):
        return time_of("", column, kind, None, day_only=False).kind
    return str(UNREADABLE)


def _formats(con: duckdb.DuckDBPyConnection, table: str, column: str, filled: int) -> tuple[str, ...]:
    """Name the date formats that nearly all values fit, the likeliest first."""
    alike = con.execute(
        f"SELECT count(*) FILTER (regexp_matches(trim({column}), {literal(_DATE_LIKE)})) FROM {table}"
    ).fetchall()[0][0]
    if alike < FITS * filled:
        return ()
    tried = [date + clock for clock in CLOCKS for date in DATE_FORMATS]
    counts = con.execute(
        "SELECT "
        + ", ".join(f"count(try_strptime(trim({column}), {literal(each)}))" for each in tried)
        + f" FROM {table}"
    ).fetchall()[0]
    return tuple(each for each, count in zip(tried, counts, strict=True) if count >= FITS * filled)
