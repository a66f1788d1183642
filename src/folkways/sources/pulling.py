"""One pull of one source: what is new since the last one lands whole or not at all."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from folkways.errors import SourceError, writing_to
from folkways.model.config import Source
from folkways.model.pull import Pull
from folkways.sources.cursors import Since
from folkways.sources.landing import Position, landing_folder, move_in, next_file, position, settle
from folkways.sources.postgres import opened_rows_of
from folkways.sources.rest import Reader, inside
from folkways.sources.secrets import secret

UNFINISHED = ".unfinished"
Environment = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulled:
    """What a pull brought: new rows, from which cursor on, and up to which."""

    source: str
    rows: int
    since: str | None
    cursor: str | None


def pull_source(
    source: Source, directory: Path, environment: Environment, pause: Callable[[float], None] = time.sleep
) -> Pulled:
    """Pull what is new of a source from PostgreSQL or an address, and let it land.

    Call it while holding the workspace's lock. Whatever goes wrong, the landing and its cursor stay as they were; a
    pull without a cursor brings everything and takes the place of what it brought before.
    """
    pull = source.pull
    assert pull is not None
    folder = landing_folder(directory, source)
    with writing_to(folder):
        folder.mkdir(parents=True, exist_ok=True)
        before = (position(folder) if pull.cursor else None) or Position()
        since = Since(source.name, before, pull.overlap)
        target = next_file(folder, ".parquet" if pull.kind == "postgres" else ".jsonl")
        unfinished = target.with_name(target.name + UNFINISHED)
        write = _write_parquet if pull.kind == "postgres" else _write_lines
        try:
            rows = write(source.name, pull, since, unfinished, environment, pause)
            _land(folder, before, since, unfinished, target, rows)
        finally:
            unfinished.unlink(missing_ok=True)
    return Pulled(source=source.name, rows=rows, since=before.cursor, cursor=since.cursor)


def _land(folder: Path, before: Position, since: Since, unfinished: Path, target: Path, rows: int) -> None:
    if rows:
        move_in(unfinished, target)
    files = (*before.files, target.name) if rows else before.files
    told = Position(cursor=since.cursor, seen=since.seen(), files=files, rows=before.rows + rows)
    settle(folder, told)


def _write_parquet(
    source: str,
    pull: Pull,
    since: Since,
    unfinished: Path,
    environment: Environment,
    _pause: Callable[[float], None],
) -> int:
    dsn = secret(str(pull.dsn_env), environment)
    rows = 0
    with opened_rows_of(source, pull, dsn, since.floor) as stream:
        if pull.cursor is not None and pull.cursor not in stream.schema.names:
            raise _no_cursor(source, pull.cursor, f"Columns: {', '.join(stream.schema.names)}.")
        with pq.ParquetWriter(unfinished, stream.schema, compression="zstd") as file:
            for batch in stream.batches:
                kept = _new_rows(source, batch, pull, since)
                rows += kept.num_rows
                file.write_batch(kept)
    return rows


def _new_rows(source: str, batch: pa.RecordBatch, pull: Pull, since: Since) -> pa.RecordBatch:
    if pull.cursor is None:
        return batch
    cursors = batch.column(pull.cursor).to_pylist()
    if None in cursors:
        raise _no_cursor(source, pull.cursor, "Leave those rows out in the query, or choose another cursor.")
    return batch.filter(pa.array(since.taken(cursors, lambda number: batch.slice(number, 1).to_pylist()[0])))


def _write_lines(
    source: str,
    pull: Pull,
    since: Since,
    unfinished: Path,
    environment: Environment,
    pause: Callable[[float], None],
) -> int:
    token = secret(pull.token_env, environment) if pull.token_env else None
    reader = Reader(source, pull, token, pause)
    rows = 0
    with unfinished.open("w", encoding="ascii", newline="\n") as file:
        for records in reader.pages(since.floor):
            kept = _new_records(source, records, pull, since)
            rows += len(kept)
            file.writelines(json.dumps(record, separators=(",", ":")) + "\n" for record in kept)
    return rows


def _new_records(source: str, records: list[object], pull: Pull, since: Since) -> list[object]:
    if pull.cursor is None:
        return records
    cursors = [inside(record, pull.cursor) for record in records]
    if None in cursors:
        raise _no_cursor(source, pull.cursor, "Name a field that every record has.")
    new = since.taken(cursors, lambda number: {"record": records[number]})
    return [record for record, is_new in zip(records, new, strict=True) if is_new]


def _no_cursor(source: str, cursor: str, hint: str) -> SourceError:
    return SourceError(f"Source {source!r}: not every row has the cursor {cursor!r}.", hint=hint)
