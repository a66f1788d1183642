"""CSV by plain rules: a byte-order mark or strict UTF-8, one delimiter, every field text, every odd row told.

Nothing is guessed from values: `03/04/2026` stays text until the `folkways.toml` says what it is.
"""

from __future__ import annotations

import codecs
import csv
import io
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pacsv

from folkways.errors import SourceError
from folkways.sources.encoding import checked_encoding

DELIMITERS = (",", ";", "\t", "|")
_SAMPLE_BYTES = 1 << 20
_SAMPLE_RECORDS = 50
_CHUNK_BYTES = 1 << 24


@dataclass(frozen=True, slots=True, kw_only=True)
class OddRow:
    """A row whose number of fields is not the header's; `row` counts data rows from 1."""

    row: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CsvRows:
    """The fields of a CSV file as text columns, and the row numbers (from 1) of the rows that have all fields."""

    columns: pa.Table
    rows: pa.Array
    odd: list[OddRow]


def read_csv(
    path: Path, *, encoding: str | None = None, delimiter: str | None = None, missing: list[str] | None = None
) -> CsvRows:
    """Read a CSV file with a header; empty fields and those in `missing` are null, a quoted "" too.

    Raises SourceError for a wrong encoding (byte and line told), NUL bytes, a quote never closed, a header with a name
    twice or no rows at all.
    """
    spoken = checked_encoding(path, encoding)
    sample = _sample(path, spoken)
    mark = delimiter or detected_delimiter(sample)
    names = _header(path, sample, mark)
    read = _read(path, spoken, mark, names, [*(missing or []), ""])
    _check_quotes(path, read)
    if not read.columns.num_rows and not read.odd:
        raise SourceError(f"The file {path.name!r} has a header and no rows.", hint="Export it again.")
    return read


def detected_delimiter(sample: str) -> str:
    """Choose the mark that cuts the header into most fields and the rows after it into as many."""
    best, best_score = ",", 0.0
    for mark in DELIMITERS:
        records = _records(sample, mark)
        width = len(records[0]) if records else 0
        if width < 2:
            continue
        alike = sum(len(record) == width for record in records) / len(records)
        if width * alike > best_score:
            best, best_score = mark, width * alike
    return best


def _records(sample: str, mark: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(sample), delimiter=mark)
    records: list[list[str]] = []
    for record in reader:
        if record:
            records.append(record)
        if len(records) == _SAMPLE_RECORDS:
            break
    return records


def _sample(path: Path, spoken: str) -> str:
    with path.open("rb") as file:
        start = file.read(_SAMPLE_BYTES)
    text = codecs.getincrementaldecoder(spoken)("ignore").decode(start)
    return text.removeprefix("\ufeff")


def _header(path: Path, sample: str, mark: str) -> list[str]:
    records = _records(sample, mark)
    if not records:
        raise SourceError(f"The file {path.name!r} is empty.", hint="Export it again.")
    names = [name.strip() or f"column {number}" for number, name in enumerate(records[0], start=1)]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise SourceError(
            f"The file {path.name!r} has two columns {twice[0]!r}.", hint="Rename one in the header."
        )
    return names


def _read(path: Path, spoken: str, mark: str, names: list[str], missing: list[str]) -> CsvRows:
    odd: list[OddRow] = []

    def note(row: pacsv.InvalidRow) -> str:
        reason = f"{row.actual_columns} fields where the header has {row.expected_columns}"
        odd.append(OddRow(row=row.number - 1, text=str(row.text), reason=reason))
        return "skip"

    try:
        columns = pacsv.read_csv(
            path,
            read_options=pacsv.ReadOptions(
                use_threads=False,
                encoding=spoken,
                column_names=names,
                skip_rows_after_names=1,
                block_size=_CHUNK_BYTES,
            ),
            parse_options=pacsv.ParseOptions(
                delimiter=mark, newlines_in_values=True, invalid_row_handler=note
            ),
            convert_options=pacsv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()),
                null_values=missing,
                strings_can_be_null=True,
                quoted_strings_can_be_null=True,
            ),
        )
    except pa.ArrowInvalid as error:
        raise SourceError(f"The file {path.name!r} cannot be read as CSV: {error}.") from error
    return CsvRows(columns=columns, rows=_numbers(columns.num_rows, odd), odd=odd)


def _numbers(good: int, odd: list[OddRow]) -> pa.Array:
    left_out = {row.row for row in odd}
    if not left_out:
        return pa.array(range(1, good + 1), type=pa.int64())
    numbers = (number for number in range(1, good + len(odd) + 1) if number not in left_out)
    return pa.array(numbers, type=pa.int64())


def _check_quotes(path: Path, read: CsvRows) -> None:
    """Refuse a file whose last row swallowed the rows after a quote that nobody closed."""
    last_good = read.rows[-1].as_py() if len(read.rows) else 0
    last_odd = read.odd[-1] if read.odd else None
    if last_odd and last_odd.row > last_good:
        swallowed = last_odd.text.count('"') % 2 == 1 and "\n" in last_odd.text.strip()
        row = last_odd.row
    else:
        values = [column[-1].as_py() for column in read.columns.columns] if read.columns.num_rows else []
        last = next((value for value in reversed(values) if value is not None), "")
        swallowed = "\n" in last.strip() and _quotes(path) % 2 == 1
        row = last_good
    if swallowed:
        raise SourceError(
            f"The file {path.name!r}: a quote opened in row {row} is never closed.",
            hint="Close or double it.",
        )


def _quotes(path: Path) -> int:
    return path.read_bytes().count(b'"')
