"""Taking traces out of what stands beside snapshots: caches, landing files, job payloads, logs."""

from __future__ import annotations

import os
from collections.abc import Collection, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from folkways.evidence.byte_scan import Traces, holds, line_holds, table_holds
from folkways.sources.landing import RECEIVED
from folkways.sources.locking import held
from folkways.sources.received import LOCK

MADE_AGAIN = ("cache", "building")
"""Folders whose files are made again when they are missing."""
BY_LINE = (".jsonl", ".ndjson", ".csv", ".log")
KEPT = ("snapshots", "certificates")


def clean(directory: Path, traces: Traces, skip: Collection[Path]) -> dict[str, int]:
    """Delete what can be made again, and take lines and payloads with traces out of the rest; counts what went.

    Snapshots are left to the rebuild; files that fit no rule are left for the scan to name.
    """
    gone = {"files": 0, "lines": 0}
    for path in sorted(directory.rglob("*")):
        if not path.is_file() or path.resolve() in skip or path.relative_to(directory).parts[0] in KEPT:
            continue
        if not holds(path, traces):
            continue
        if _may_go(path.relative_to(directory)):
            path.unlink()
            gone["files"] += 1
        elif path.suffix in BY_LINE:
            with _undisturbed(path):
                gone["lines"] += _without_lines(path, traces)
        elif path.suffix == ".parquet":
            gone["lines"] += _without_rows(path, traces)
    return gone


def _may_go(path: Path) -> bool:
    return path.parts[0] in MADE_AGAIN or (
        path.parts[0] in ("jobs", "runs", "landing") and path.suffix not in (*BY_LINE, ".parquet")
    )


@contextmanager
def _undisturbed(path: Path) -> Generator[None]:
    """Keep events from coming in while the file that they go to is written anew."""
    if path.parent.name != RECEIVED:
        yield
        return
    with held(path.parent / LOCK):
        yield


def _without_rows(path: Path, traces: Traces) -> int:
    table = pq.read_table(path)
    kept = pa.concat_tables([table.slice(0, 0), *_kept_rows(table, traces)])
    unfinished = path.with_name(path.name + ".unfinished")
    pq.write_table(kept, unfinished, compression="zstd")
    with unfinished.open("rb") as file:
        os.fsync(file.fileno())
    unfinished.replace(path)
    return table.num_rows - kept.num_rows


def _kept_rows(table: pa.Table, traces: Traces) -> Iterator[pa.Table]:
    """The rows without traces, found by halving what has any."""
    if not table_holds(table, traces):
        yield table
    elif table.num_rows > 1:
        half = table.num_rows // 2
        for part in (range(half), range(half, table.num_rows)):
            # taken, not sliced: a slice still has the bytes of the whole
            yield from _kept_rows(table.take(pa.array(part)), traces)


def _without_lines(path: Path, traces: Traces) -> int:
    unfinished = path.with_name(path.name + ".unfinished")
    lost = 0
    with path.open("rb") as lines, unfinished.open("wb") as kept:
        for line in lines:
            if line_holds(line.rstrip(b"\n"), traces):
                lost += 1
            else:
                kept.write(line)
        kept.flush()
        os.fsync(kept.fileno())
    unfinished.chmod(path.stat().st_mode & 0o777)
    unfinished.replace(path)
    return lost
