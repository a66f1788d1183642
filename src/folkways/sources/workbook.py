"""Workbooks (.xlsx, .xlsb, .xls, .ods): one sheet's typed cells under its header, and what a spreadsheet spoilt."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator, Sequence

import pyarrow as pa
from python_calamine import CalamineError, CalamineWorkbook, WorksheetNotFound

from folkways.errors import SourceError, UnknownName
from folkways.model.config import Source
from folkways.sources.archives import DOCUMENT, checked_archive, member_bytes
from folkways.sources.csv_text import MOST_COLUMNS, check_names
from folkways.sources.file_bytes import whole_bytes
from folkways.sources.input_file import InputFile
from folkways.sources.parsed import Parsed
from folkways.sources.rejected import ROW

Cell = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta
_ERROR = re.compile(rb'<c r="([A-Z]+[0-9]+)"[^>]*\bt="e"[^>]*>')
_UNCOUNTED = re.compile(rb'<c r="([A-Z]+[0-9]+)"[^>]*><f[^>]*>[^<]*</f></c>')


def parsed_workbook(file: InputFile, source: Source) -> Iterator[Parsed]:
    """Read one sheet: the one told, else the first that holds anything; rows are numbered as the sheet numbers them.

    The header is the row told by `header_row`, else the first with at least half of the sheet's columns filled. A
    formula gives the value that was last computed for it; an error (`#DIV/0!`) is missing, and told.
    """
    content = whole_bytes(file)
    if content.startswith(b"PK"):
        with checked_archive(io.BytesIO(content), file.name, DOCUMENT) as archive:
            notes = _faulty_cells(archive, file.name)
    else:
        notes = []
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            name, rows = _sheet(book, file, source)
            others = [each for each in book.sheet_names if each != name]
    except CalamineError as error:
        raise SourceError(f"The file {file.name!r} is no whole workbook: {error}.") from error
    header = _header(rows, file, source)
    yield Parsed(notes=notes, guessed={"sheet": name} if others and source.sheet is None else {})
    yield _table(rows, header, file)


def listed_sheets(file: InputFile, _source: Source) -> Iterator[Parsed]:
    """Name the sheets that hold anything, in the workbook's order."""
    content = whole_bytes(file)
    if content.startswith(b"PK"):
        with checked_archive(io.BytesIO(content), file.name, DOCUMENT):
            pass
    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
        filled = [name for name in book.sheet_names if book.get_sheet_by_name(name).end is not None]
    yield Parsed(table=pa.table({"sheet": pa.array(filled, pa.string())}))


def _sheet(book: CalamineWorkbook, file: InputFile, source: Source) -> tuple[str, list[list[Cell]]]:
    wanted = [source.sheet] if source.sheet is not None else book.sheet_names
    for name in wanted:
        try:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        except WorksheetNotFound as error:
            raise UnknownName(f"sheet in {file.name}", name, book.sheet_names) from error
        if any(cell != "" for row in rows for cell in row) or source.sheet is not None:
            return name, [list(row) for row in rows]
    raise SourceError(f"The file {file.name!r} has no sheet with anything in it.", hint="Export it again.")


def _header(rows: Sequence[Sequence[Cell]], file: InputFile, source: Source) -> int:
    """Find the header's place."""
    filled = [sum(cell != "" for cell in row) for row in rows]
    if source.header_row is not None:
        if source.header_row > len(rows) or not filled[source.header_row - 1]:
            raise SourceError(
                f"The file {file.name!r}: row {source.header_row} is empty.", hint="Correct header_row."
            )
        return source.header_row - 1
    widest = max(filled[:50], default=0)
    found = next((place for place, count in enumerate(filled[:50]) if count and count >= widest / 2), None)
    if found is None:
        raise SourceError(f"The file {file.name!r} has no rows.", hint="Export it again.")
    return found


def _table(rows: list[list[Cell]], header: int, file: InputFile) -> Parsed:
    width = max(
        (place + 1 for row in rows[header:] for place, cell in enumerate(row) if cell != ""), default=0
    )
    if width > MOST_COLUMNS:
        raise SourceError(f"The file {file.name!r} has {width:,} columns; {MOST_COLUMNS:,} are the most.")
    titles = [*rows[header], *[""] * width][:width]
    names = [_text(title) or f"column {place}" for place, title in enumerate(titles, start=1)]
    check_names(file.name, names)
    numbered = [
        (number, row)
        for number, row in enumerate(rows[header + 1 :], start=header + 2)
        if any(c != "" for c in row)
    ]
    if not numbered:
        raise SourceError(f"The file {file.name!r} has a header and no rows.", hint="Export it again.")
    columns: dict[str, pa.Array] = {}
    notes: list[str] = []
    for place, name in enumerate(names):
        cells = [row[place] if place < len(row) else "" for _, row in numbered]
        columns[name], note = _column(name, cells)
        notes += note
    columns[ROW] = pa.array([number for number, _ in numbered], pa.int64())
    return Parsed(table=pa.table(columns), notes=notes)


def _column(name: str, cells: list[Cell]) -> tuple[pa.Array, list[str]]:
    """Give a column the type that all its cells have, else text; dates among texts or numbers are told."""
    there = [cell for cell in cells if cell != ""]
    kinds = {type(cell) for cell in there}
    values = [None if cell == "" else cell for cell in cells]
    if kinds == {bool}:
        return pa.array(values, pa.bool_()), []
    if kinds <= {int, float} and kinds:
        return pa.array(
            [float(cell) if isinstance(cell, (int, float)) else None for cell in values], pa.float64()
        ), []
    if kinds == {dt.date}:
        return pa.array(values, pa.date32()), []
    if kinds <= {dt.date, dt.datetime} and kinds:
        return pa.array([_moment(cell) for cell in values], pa.timestamp("us")), []
    dates = [cell for cell in there if isinstance(cell, dt.date)]
    notes = [f"{name}: {_some(len(dates), 'date')} among other values, such as {_text(dates[0])}; a spreadsheet makes "
             "dates of what looks like one (5-20, 3/4)"] if dates else []  # fmt: skip
    return pa.array([None if cell is None else _text(cell) for cell in values], pa.string()), notes


def _moment(cell: Cell | None) -> dt.datetime | None:
    if isinstance(cell, dt.datetime) or cell is None:
        return cell
    assert isinstance(cell, dt.date)
    return dt.datetime(cell.year, cell.month, cell.day)


def _text(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, bool):
        return str(cell).lower()
    return str(cell).strip()


def _some(count: int, what: str) -> str:
    return f"{count:,} {what}" + ("s" if count != 1 else "")


def _faulty_cells(archive: zipfile.ZipFile, name: str) -> list[str]:
    """Count, in the sheets' XML, the cells that hold an error, and formulas that nobody has computed."""
    found: dict[str, list[str]] = {"error": [], "formula without a value": []}
    for member in archive.infolist():
        if not re.fullmatch(r"xl/worksheets/[^/]+\.xml", member.filename):
            continue
        text = member_bytes(archive, member.filename, name)
        found["error"] += [cell.decode() for cell in _ERROR.findall(text)]
        found["formula without a value"] += [cell.decode() for cell in _UNCOUNTED.findall(text)]
    return [
        f"{_some(len(cells), 'cell')} with an {what} (first: {cells[0]}), read as missing".replace(
            "an f", "a f"
        )
        for what, cells in found.items()
        if cells
    ]
