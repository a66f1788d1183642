"""Taking traces out of what stands beside snapshots: caches, landing files, job payloads, logs."""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from folkways.evidence.byte_scan import Traces, holds, line_holds, table_holds
from folkways.evidence.links import LINKS
from folkways.evidence.log import LOG
from folkways.sources.landing import RECEIVED
from folkways.sources.locking import held
from folkways.sources.received import LOCK
from folkways.sources.whole_files import rewritten

MADE_AGAIN = ("cache", "building")
"""Folders whose files are made again when they are missing."""
KEPT_BY_LINE = ("landing", "jobs", "runs")
"""Folders whose files are kept but for the lines and rows that name somebody; their other files go whole."""
LISTS = (LINKS, LOG)
BY_LINE = (".jsonl", ".ndjson", ".csv", ".log")


def clean(directory: Path, traces: Traces, names: Traces, skip: Collection[Path]) -> dict[str, int]:
    """Delete what can be made again, take lines with `names` out of what else the workspace keeps; counts what went.

    A line that says the same as somebody's text may be another's: only a name takes it out. Snapshots are left to the
    rebuild. What else lies in the folder is not the workspace's: it is never changed, and left for the scan to name.
    """
    gone = {"files": 0, "lines": 0}
    for path in _own_files(directory):
        place = path.relative_to(directory)
        if path.resolve() in skip or not holds(path, traces):
            continue
        if place.parts[0] in MADE_AGAIN or path.suffix not in (*BY_LINE, ".parquet"):
            path.unlink()
            gone["files"] += 1
        elif path.suffix == ".parquet":
            gone["lines"] += _without_rows(path, names)
        else:
            with _undisturbed(path):
                gone["lines"] += _without_lines(path, names)
    return gone


def _own_files(directory: Path) -> list[Path]:
    folders = [directory / name for name in (*MADE_AGAIN, *KEPT_BY_LINE)]
    inside = [path for folder in folders for path in folder.rglob("*")]
    return sorted(path for path in [*inside, *(directory / name for name in LISTS)] if path.is_file())


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
    with rewritten(path) as unfinished:
        pq.write_table(kept, unfinished, compression="zstd")
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
    lost = 0
    with rewritten(path) as unfinished, path.open("rb") as lines, unfinished.open("wb") as kept:
        for line in lines:
            if line_holds(line.rstrip(b"\n"), traces):
                lost += 1
            else:
                kept.write(line)
    return lost
