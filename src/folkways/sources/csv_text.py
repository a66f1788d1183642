"""CSV by plain rules: one encoding, one delimiter, every field text, every odd row told.

Nothing is guessed from values: `03/04/2026` stays text until the `folkways.toml` says what it is.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.csv as pacsv

from folkways.errors import SourceError
from folkways.sources.encoding import Repair, Spoken, spoken_encoding, utf8_bytes
from folkways.sources.file_bytes import is_plain
from folkways.sources.headerless import known_names
from folkways.sources.input_file import InputFile
from folkways.sources.rejected import ROW

DELIMITERS = (",", ";", "\t", "|")
MOST_COLUMNS = 16_384
MOST_FIELD_BYTES = 16 << 20
"""The longest row that is read; also how much of a file is looked at before it is."""
_SAMPLE_BYTES = 1 << 20
_SAMPLE_RECORDS = 50


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
    notes: list[str]
    guessed: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """The names of a file's columns; without `rows` of them, its product writes no quotes around fields either."""

    names: list[str]
    rows: int = 1


def read_csv(
    file: InputFile,
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    missing: list[str] | None = None,
    repair: Repair | None = None,
) -> CsvRows:
    """Read a CSV file with a header; empty fields and those in `missing` are null, a quoted "" too.

    A file without a header is one of a product that is known to write none (`headerless`).

    Raises SourceError for a wrong encoding (byte and line told), NUL bytes, a quote never closed, a row of more than
    32 MiB (16 always fit), more than 16,384 columns, or no rows at all. Columns of the same name are numbered:
    `Other [1]`.
    """
    spoken = spoken_encoding(file, encoding, repair)
    sample = _sample(file, spoken)
    mark = delimiter or detected_delimiter(sample)
    head = _header(file, sample, mark)
    odd: list[OddRow] = []
    columns = _read(file, spoken, mark, head, [*(missing or []), ""], odd)
    read = CsvRows(
        columns=columns,
        rows=_numbers(columns.num_rows, odd),
        odd=odd,
        notes=spoken.notes,
        guessed=spoken.settings | _mark_settings(mark, delimiter),
    )
    if head.rows:
        _check_quotes(file, read)
    if not read.columns.num_rows and not read.odd:
        raise SourceError(f"The file {file.name!r} has a header and no rows.", hint="Export it again.")
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


def _mark_settings(mark: str, told: str | None) -> dict[str, str]:
    return {"delimiter": mark} if told is None and mark != "," else {}


def _records(sample: str, mark: str) -> list[list[str]]:
    csv.field_size_limit(MOST_FIELD_BYTES)
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=mark)
    records: list[list[str]] = []
    try:
        for record in reader:
            if record:
                records.append(record)
            if len(records) == _SAMPLE_RECORDS:
                break
    except csv.Error:  # with the wrong mark a sample may be cut where no row ends; what was read says enough
        pass
    return records


def _sample(file: InputFile, spoken: Spoken) -> str:
    """The start of a file as text; a first line longer than that is taken whole."""
    with utf8_bytes(file, spoken) as stream:
        start = stream.read(_SAMPLE_BYTES)
        while b"\n" not in start and b"\r" not in start and len(start) <= MOST_FIELD_BYTES:
            more = stream.read(_SAMPLE_BYTES)
            if not more:
                break
            start += more
    text = codecs.getincrementaldecoder("utf-8")("ignore").decode(start)
    return text.removeprefix("\ufeff")


def _header(file: InputFile, sample: str, mark: str) -> _Head:
    if len(mark) != 1 or not mark.isascii():
        raise SourceError(
            f"{mark!r} cannot be a delimiter.", hint="It is one character, such as a semicolon."
        )
    records = _records(sample, mark)
    if not records and sample.strip():
        raise SourceError(
            f"The file {file.name!r} has a first row of more than {MOST_FIELD_BYTES >> 20} MiB.",
            hint="Is it CSV? Each row ends in a line break, and a quote is closed.",
        )
    if not records:
        raise SourceError(f"The file {file.name!r} is empty.", hint="Export it again.")
    if len(records[0]) > MOST_COLUMNS:
        raise SourceError(
            f"The file {file.name!r} has {len(records[0]):,} columns; {MOST_COLUMNS:,} are the most.",
            hint="Cut the columns that are not needed, or write one value per row.",
        )
    if known := known_names(sample.split("\n", 1)[0].rstrip("\r").split(mark)):
        return _Head(names=known, rows=0)
    names = told_apart(
        [name.strip() or f"column {number}" for number, name in enumerate(records[0], start=1)]
    )
    check_names(file.name, names)
    return _Head(names=names)


def told_apart(names: list[str]) -> list[str]:
    """Number columns of the same name, `Other [1]`, `Other [2]`, so that none can be taken for the other."""
    alike = Counter(name.casefold() for name in names)
    seen: Counter[str] = Counter()
    told: list[str] = []
    for name in names:
        seen[name.casefold()] += 1
        told.append(f"{name} [{seen[name.casefold()]}]" if alike[name.casefold()] > 1 else name)
    return told


def check_names(file: str, names: list[str]) -> None:
    """Refuse names of columns that cannot be told apart, and the one that is ours."""
    seen = Counter(name.casefold() for name in names)
    twice = sorted(name for name in names if seen[name.casefold()] > 1)
    if twice:
        raise SourceError(
            f"The file {file!r} has two columns {twice[0]!r}.", hint="Rename one in the header."
        )
    if ROW in seen:
        raise SourceError(f"The file {file!r} has a column {ROW!r}.", hint="Rename it in the header.")


def _read(
    file: InputFile, spoken: Spoken, mark: str, head: _Head, missing: list[str], odd: list[OddRow]
) -> pa.Table:
    def note(row: pacsv.InvalidRow) -> str:
        reason = f"{row.actual_columns} fields where the header has {row.expected_columns}"
        odd.append(OddRow(row=row.number - head.rows, text=str(row.text), reason=reason))
        return "skip"

    options = {
        "read_options": pacsv.ReadOptions(
            use_threads=False,
            column_names=head.names,
            skip_rows_after_names=head.rows,
            block_size=MOST_FIELD_BYTES,
        ),
        "parse_options": pacsv.ParseOptions(
            delimiter=mark,
            quote_char='"' if head.rows else False,
            newlines_in_values=bool(head.rows),
            invalid_row_handler=note,
        ),
        "convert_options": pacsv.ConvertOptions(
            column_types=dict.fromkeys(head.names, pa.string()),
            null_values=missing,
            strings_can_be_null=True,
            quoted_strings_can_be_null=True,
        ),
    }
    try:
        if is_plain(file) and spoken.encoding == "utf-8" and not spoken.lossy:
            return pacsv.read_csv(file.path, **options)
        with utf8_bytes(file, spoken) as stream:
            return pacsv.read_csv(stream, **options)
    except pa.ArrowException as error:
        hint = "A quote may not be closed, or a row be too long." if "straddl" in str(error) else ""
        first = str(error).split("(", 1)[0].strip().rstrip(".")
        raise SourceError(f"The file {file.name!r} cannot be read as CSV: {first}.", hint=hint) from error


def _numbers(good: int, odd: list[OddRow]) -> pa.Array:
    left_out = {row.row for row in odd}
    if not left_out:
        return pa.array(range(1, good + 1), type=pa.int64())
    numbers = (number for number in range(1, good + len(odd) + 1) if number not in left_out)
    return pa.array(numbers, type=pa.int64())


def _check_quotes(file: InputFile, read: CsvRows) -> None:
    """Refuse a file whose last row swallowed the rows after a quote that nobody closed."""
    last_good = read.rows[-1].as_py() if len(read.rows) else 0
    last_odd = read.odd[-1] if read.odd else None
    if last_odd and last_odd.row > last_good:
        swallowed = last_odd.text.count('"') % 2 == 1 and "\n" in last_odd.text.strip()
        row = last_odd.row
    else:
        values = [column[-1].as_py() for column in read.columns.columns] if read.columns.num_rows else []
        last = next((value for value in reversed(values) if value is not None), "")
        swallowed = "\n" in last.strip() and _quotes(file) % 2 == 1
        row = last_good
    if swallowed:
        raise SourceError(
            f"The file {file.name!r}: a quote opened in row {row} is never closed.",
            hint="Close or double it.",
        )


def _quotes(file: InputFile) -> int:
    with utf8_bytes(file, Spoken(encoding="utf-8")) as stream:
        return sum(chunk.count(b'"') for chunk in iter(lambda: stream.read(1 << 20), b""))
