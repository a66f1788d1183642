"""The journey store on disk: built from the event rows with DuckDB, read by mapping (docs/reference/partition.md)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.ipc as ipc
from numpy.typing import NDArray

from folkways.engines.locked import locked_down
from folkways.engines.places import places
from folkways.errors import StoreDamaged, TooManyNames
from folkways.kernels.partition import FIELDS, SCHEMA, Partition, batch_of, partition_of
from folkways.model.progress import Counting

Unit = Literal["customer", "case", "account"]

BATCH_BYTES = 64 << 20
BATCH_EVENTS = min(1 << 27, BATCH_BYTES // sum(kind.bit_width // 8 for kind in FIELDS.values()))
FEWEST_FILES = 4
MOST_FILES = 4096
MOST_TOUCHPOINTS = (1 << 16) - 1
MOST_CHANNELS = (1 << 8) - 1

_UNIT_COLUMNS: dict[Unit, str] = {"customer": "customer_id", "case": "case_id", "account": "account_id"}


@dataclass(frozen=True, slots=True, kw_only=True)
class JourneyStore:
    """A store as it was opened: the names behind the codes (index 0 is the missing one), and its partitions."""

    touchpoints: tuple[str, ...]
    channels: tuple[str, ...]
    partitions: tuple[Partition, ...]

    @property
    def events(self) -> int:
        return sum(part.events for part in self.partitions)


def build_store(events: Path, unit: Unit, directory: Path, progress: Counting | None = None) -> None:
    """Write the journey store of one kind of unit from the canonical event rows into `directory`.

    Rows without such a unit are left out. `progress` hears the events done, of how many. Raises `TooManyNames`
    beyond 65,535 touchpoints or 255 channels.
    """
    directory.mkdir(parents=True, exist_ok=True)
    connection = locked_down({"source": events})
    try:
        _load(connection, _UNIT_COLUMNS[unit])
        touchpoints = _names(connection, "touchpoint", MOST_TOUCHPOINTS)
        channels = _names(connection, "channel", MOST_CHANNELS)
        files = _files_for(connection, BATCH_EVENTS)
        whole = connection.execute("SELECT count(*) FROM event").fetchall()[0][0]
        done = 0
        for number in range(files):
            part = _partition(connection, number, files, touchpoints, channels)
            _write(directory / f"part-{number:03d}.arrow", part)
            done += part.events
            if progress:
                progress(done, whole)
    finally:
        connection.close()
    codes = json.dumps({"touchpoints": touchpoints, "channels": channels}, ensure_ascii=False, indent=1)
    (directory / "codes.json").write_text(codes + "\n", encoding="utf-8")


def open_store(directory: Path) -> JourneyStore:
    """Map a journey store into memory; nothing is read until a kernel asks for it."""
    codes_file = directory / "codes.json"
    if not codes_file.exists():
        raise StoreDamaged(str(directory), "codes.json is missing")
    codes = json.loads(codes_file.read_text(encoding="utf-8"))
    paths = sorted(directory.glob("part-*.arrow"), key=lambda path: int(path.stem.removeprefix("part-")))
    if len(paths) < FEWEST_FILES or len(paths) & (len(paths) - 1):
        raise StoreDamaged(str(directory), f"{len(paths)} part files, which is no power of two from 4 on")
    return JourneyStore(
        touchpoints=tuple(codes["touchpoints"]),
        channels=tuple(codes["channels"]),
        partitions=tuple(part for path in paths for part in _opened(path)),
    )


def _load(connection: duckdb.DuckDBPyConnection, unit_column: str) -> None:
    connection.execute(
        f"""
        CREATE TEMP TABLE event AS
        SELECT {unit_column} AS unit_id, ('0x' || right(md5({unit_column}), 8))::BIGINT AS hash, event_id, "at",
               source_order, touchpoint, channel, coalesce("value", 0) AS "value",
               ("value" IS NOT NULL)::UTINYINT AS value_valid, (at_precision = 'day')::UTINYINT AS day_only,
               local_day, CASE WHEN at_precision = 'day' THEN -1 ELSE local_minute END::SMALLINT AS local_minute
        FROM source WHERE {unit_column} IS NOT NULL
        """
    )


def _names(connection: duckdb.DuckDBPyConnection, column: str, most: int) -> list[str]:
    found = connection.execute(f"SELECT DISTINCT {column} FROM event WHERE {column} <> ''").fetchall()
    if len(found) > most:
        raise TooManyNames(column, len(found), most)
    return ["", *sorted(name for (name,) in found)]


def _files_for(connection: duckdb.DuckDBPyConnection, batch_events: int) -> int:
    """The least power of two, from 4, at which no file's first batch outgrows `batch_events`."""
    query = "SELECT any_value(hash) AS hash, count(*) AS events FROM event GROUP BY unit_id"
    units = connection.sql(query).to_arrow_table()
    hashes, events = np.asarray(units["hash"]), np.asarray(units["events"])
    fitting = events <= batch_events
    files = FEWEST_FILES
    while files < MOST_FILES:
        sizes = np.bincount(hashes[fitting] & (files - 1), weights=events[fitting], minlength=files)
        if sizes.max() <= batch_events:
            break
        files *= 2
    return files


def _partition(
    connection: duckdb.DuckDBPyConnection,
    number: int,
    files: int,
    touchpoints: list[str],
    channels: list[str],
) -> Partition:
    query = f"""SELECT * EXCLUDE (hash, event_id, source_order) FROM event WHERE hash & {files - 1} = {number}
                ORDER BY unit_id, "at", source_order, event_id"""
    rows = connection.sql(query).to_arrow_table().combine_chunks()
    ids, offsets = _runs(rows["unit_id"])
    arrays = {name: np.asarray(rows[name].cast(FIELDS[name])) for name in FIELDS if name not in _CODED}
    return Partition(
        unit_ids=ids,
        offsets=offsets,
        touchpoint=np.maximum(places(rows["touchpoint"], pa.array(touchpoints)), 0).astype(np.uint16),
        channel=np.maximum(places(rows["channel"], pa.array(channels)), 0).astype(np.uint8),
        **arrays,
    )


_CODED = ("touchpoint", "channel")


def _runs(ids: pa.ChunkedArray) -> tuple[pa.Array, NDArray[np.int32]]:
    """The distinct ids of a sorted column, and where the rows of each begin, with the end."""
    encoded = ids.cast(pa.string()).combine_chunks().dictionary_encode()
    starts = np.flatnonzero(np.diff(np.asarray(encoded.indices), prepend=-1))
    return encoded.dictionary, np.append(starts, len(ids)).astype(np.int32)


def _write(path: Path, part: Partition) -> None:
    with ipc.new_file(path, SCHEMA) as file:
        for batch in _batches(part):
            file.write_batch(batch)


def _batches(part: Partition) -> Iterator[pa.RecordBatch]:
    """The units that fit share the first batch; each larger one has its own."""
    large = part.lengths > BATCH_EVENTS
    yield batch_of(part.take(~large) if large.any() else part)
    for unit in np.flatnonzero(large):
        yield batch_of(part.take(np.arange(part.units) == unit))


def _opened(path: Path) -> Iterator[Partition]:
    try:
        file = ipc.open_file(pa.memory_map(str(path)))
        batches = [file.get_batch(number) for number in range(file.num_record_batches)]
    except (pa.ArrowInvalid, OSError) as error:
        raise StoreDamaged(str(path), str(error)) from error
    if file.schema != SCHEMA:
        raise StoreDamaged(str(path), "its fields are not those of a journey store")
    return (partition_of(batch) for batch in batches)
