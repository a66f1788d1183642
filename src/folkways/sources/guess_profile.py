"""What a file looks like before it is mapped: its first rows, and its columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

from folkways.errors import SourceError
from folkways.model.config import Source
from folkways.sources.column_profiles import Place, column_profiles
from folkways.sources.columns import quoted
from folkways.sources.confined import sheets_of
from folkways.sources.csv_text import DELIMITERS
from folkways.sources.encoding import Repair
from folkways.sources.file_patterns import TEXT_ENDINGS
from folkways.sources.headerless import known_names
from folkways.sources.input_file import InputFile
from folkways.sources.profile import FileProfile
from folkways.sources.rejected import ROW
from folkways.sources.rows import HASHED, Rows, opened_rows, source_files

SAMPLE_ROWS = 100_000
SAMPLE_CELLS = 5_000_000
FEWEST_ROWS = 1_000
MOST_PROFILED = 2_000
HEAD_ROWS = 3
Opening = Callable[[Source, InputFile, list[list[InputFile]]], AbstractContextManager[Rows]]
"""How a file is opened: whole, or without the rows of somebody."""


def file_profiles(path: Path, repair: Repair | None = None) -> list[FileProfile]:
    """Look into a file: each sheet of a workbook, each table of a database, each data file of a ZIP archive."""
    table = "voices" if _is_text(path) else "customers"
    source = Source(name=path.stem, table=table, files=[path.as_posix()], repair=repair)
    return [profile for file in source_files(source, path.parent) for profile in _profiles(source, file)]


def shaped_profile(profile: FileProfile, layout: str) -> FileProfile:
    """Look into a file again, made plain by a layout; its first rows are still those of the file as it is."""
    told = {key: value for key, value in profile.settings.items() if key in Source.model_fields}
    source = Source.model_validate(
        {"name": "again", "table": "customers", "files": [profile.path.as_posix()], "layout": layout, **told}
    )
    (file,) = source_files(source, profile.path.parent)
    return replace(_profile(source, file), head=profile.head)


def source_profile(source: Source, base_dir: Path, opened: Opening = opened_rows) -> FileProfile:
    """Look into the first file of a source, read as it says."""
    return _profile(source, source_files(source, base_dir)[0], opened)


def first_rows(
    profile: FileProfile, source: Source | None, base_dir: Path, count: int, opened: Opening = opened_rows
) -> list[dict[str, str | None]]:
    """The first rows of a file as text, read as its source says."""
    bare = {"name": "a", "table": "customers", "files": [profile.path.as_posix()], **profile.settings}
    asked = source or Source.model_validate(bare)
    file = next(
        (one for one in source_files(asked, base_dir) if one.name.endswith(profile.path.name)),
        source_files(asked, base_dir)[0],
    )
    names = [column.name for column in profile.columns]
    with opened(asked.model_copy(update={"lookups": []}), file, []) as rows:
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
    if lines and known_names(lines[0].split("\t")):
        return False
    widths = {mark: {line.count(mark) for line in lines if line.strip()} for mark in DELIMITERS}
    return not any(len(counts) == 1 and counts != {0} for counts in widths.values()) or len(lines) < 2


def _profiles(source: Source, file: InputFile) -> list[FileProfile]:
    """A profile of each sheet or table; those that hold nothing or cannot be read are left out and named."""
    sheets, notes = sheets_of(file, source)
    if len(sheets) < 2:
        only = _profile(source, file)
        return [replace(only, notes=(*only.notes, *notes))]
    told = {sheet: _of_sheet(source, file, sheet) for sheet in sheets}
    found = [one for one in told.values() if isinstance(one, FileProfile)]
    faults = {sheet: one for sheet, one in told.items() if isinstance(one, SourceError)}
    if not found:
        raise next(iter(faults.values()))
    notes += [f"left out: {sheet}: {fault.problem}" for sheet, fault in faults.items()]
    return [replace(found[0], notes=(*found[0].notes, *notes)), *found[1:]]


def _of_sheet(source: Source, file: InputFile, sheet: str) -> FileProfile | SourceError:
    try:
        return _profile(source.model_copy(update={"sheet": sheet}), file)
    except SourceError as error:
        return error


def _profile(source: Source, file: InputFile, opened: Opening = opened_rows) -> FileProfile:
    place = file.path / file.member if file.member else file.path
    with opened(source, file, []) as rows:
        names = [name for name in rows.types if name != ROW and not name.startswith(HASHED)][:MOST_PROFILED]
        few = max(FEWEST_ROWS, min(SAMPLE_ROWS, SAMPLE_CELLS // max(1, len(names))))
        rows.con.execute(f"CREATE TEMP TABLE sample AS SELECT * FROM {rows.name} ORDER BY {ROW} LIMIT {few}")
        places = [Place(column=name, name=name, type=rows.types[name]) for name in names]
        columns = column_profiles(rows.con, "sample", places)
        told = {"sheet": source.sheet, "repair": source.repair}
        settings = {key: value for key, value in told.items() if value is not None}
        head = rows.con.sql(f"SELECT * FROM sample ORDER BY {ROW} LIMIT {HEAD_ROWS}").to_arrow_table()
        return FileProfile(
            path=place,
            rows=rows.count,
            encoding=rows.guessed.get("encoding"),
            columns=columns,
            settings={**settings, **rows.guessed},
            notes=(*rows.notes, *rows.remarks),
            head=_as_text(head.to_pylist()),
        )


def _as_text(head: Sequence[dict[str, object]]) -> tuple[dict[str, str | None], ...]:
    return tuple(
        {name: None if value is None else str(value) for name, value in row.items() if name != ROW}
        for row in head
    )
