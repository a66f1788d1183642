"""How each file format becomes a relation of an in-memory DuckDB, its rows numbered in `__row` as in the file.

A format is one opener: it makes the view `name` and tells the rows it could not read, and what people should be told of
how it was read. A new format is its name in `model.config.FileFormat`, its endings in `file_patterns`, and an opener
here; or, when its structure may have been made to do harm, a parser in `confined.PARSERS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import duckdb
import pyarrow as pa

from folkways.errors import SourceError
from folkways.model.config import FileFormat, Source
from folkways.sources.confined import PARSERS, confined
from folkways.sources.csv_text import read_csv
from folkways.sources.file_bytes import is_plain, whole_bytes
from folkways.sources.input_file import InputFile
from folkways.sources.mojibake import mended
from folkways.sources.parsed import Parsed
from folkways.sources.rejected import ROW, RejectedRow
from folkways.sources.row_cache import RowCache
from folkways.sources.texts import parsed_captions, parsed_text


@dataclass(slots=True, kw_only=True)
class Opened:
    """The rows of a file that could not be read, and what was guessed of how it is to be read."""

    rejected: list[RejectedRow] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    guessed: dict[str, str] = field(default_factory=dict)


Opener = Callable[[duckdb.DuckDBPyConnection, Source, InputFile, str], Opened]


def opener_of(format_: FileFormat) -> Opener:
    """Find how a format is opened."""
    return OPENERS.get(format_, _open_confined)


def open_kept(
    con: duckdb.DuckDBPyConnection, source: Source, file: InputFile, name: str, kept: RowCache | None
) -> Opened:
    """Open a file, or the rows that were kept of it; Parquet needs no keeping."""
    if kept is None or file.format == "parquet":
        return opener_of(file.format)(con, source, file, name)
    found = kept.found(file, source)
    if found is not None:
        return _opened_pieces(con, name, [found], mend=False)
    opened = opener_of(file.format)(con, source, file, name)
    table = con.sql(f"SELECT * FROM {name}").to_arrow_table()
    read = Parsed(table=table, rejected=opened.rejected, notes=opened.notes, guessed=opened.guessed)
    kept.keep(file, source, read)
    return opened


def _open_parquet(con: duckdb.DuckDBPyConnection, _source: Source, file: InputFile, name: str) -> Opened:
    if not is_plain(file):
        return _open_packed_parquet(con, file, name)
    path = str(file.path).replace("'", "''")
    con.execute(
        f"CREATE VIEW {name} AS SELECT * EXCLUDE (file_row_number), file_row_number + 1 AS {ROW} "
        f"FROM read_parquet('{path}', file_row_number = true)"
    )
    return Opened()


def _open_packed_parquet(con: duckdb.DuckDBPyConnection, file: InputFile, name: str) -> Opened:
    import pyarrow.parquet as pq

    try:
        table = pq.read_table(pa.BufferReader(whole_bytes(file)))
    except (pa.ArrowException, OSError) as error:
        raise SourceError(
            f"The file {file.name!r} is no whole Parquet file.", hint="Export it again."
        ) from error
    rows = pa.array(range(1, table.num_rows + 1), pa.int64())
    return _opened_pieces(con, name, [Parsed(table=table.append_column(ROW, rows))], mend=False)


def _open_csv(con: duckdb.DuckDBPyConnection, source: Source, file: InputFile, name: str) -> Opened:
    read = read_csv(
        file,
        encoding=source.encoding,
        delimiter=source.delimiter,
        missing=source.missing,
        repair=source.repair,
    )
    table = read.columns.append_column(ROW, read.rows)
    rejected = [
        RejectedRow(file=file.name, row=odd.row, column="", value=odd.text[:500], reason=odd.reason)
        for odd in read.odd
    ]
    piece = Parsed(table=table, rejected=rejected, notes=read.notes, guessed=read.guessed)
    return _opened_pieces(con, name, [piece], mend=source.repair == "mojibake")


def _open_text(con: duckdb.DuckDBPyConnection, source: Source, file: InputFile, name: str) -> Opened:
    parser = parsed_captions if file.format == "captions" else parsed_text
    return _opened_pieces(con, name, parser(file, source), mend=source.repair == "mojibake")


def _open_confined(con: duckdb.DuckDBPyConnection, source: Source, file: InputFile, name: str) -> Opened:
    return _opened_pieces(con, name, confined(file, source), mend=source.repair == "mojibake")


def _opened_pieces(
    con: duckdb.DuckDBPyConnection, name: str, pieces: Iterable[Parsed], *, mend: bool
) -> Opened:
    """Put pieces together as one relation; a column that a piece lacks is missing in its rows."""
    opened = Opened()
    tables: list[pa.Table] = []
    for piece in pieces:
        opened.rejected += piece.rejected
        opened.notes += piece.notes
        opened.guessed |= piece.guessed
        tables += [piece.table] if piece.table is not None else []
    table = pa.concat_tables(tables, promote_options="permissive") if tables else _no_rows()
    if mend:
        table, note = mended(table)
        opened.notes += note
    con.register(f"{name}_read", table)
    con.execute(f"CREATE VIEW {name} AS SELECT * FROM {name}_read")
    return opened


def _no_rows() -> pa.Table:
    return pa.table({ROW: pa.array([], pa.int64())})


OPENERS: dict[FileFormat, Opener] = {
    "csv": _open_csv,
    "parquet": _open_parquet,
    "text": _open_text,
    "captions": _open_text,
}
"""Formats that are opened in this process."""

assert not OPENERS.keys() & PARSERS.keys()
