"""Taking traces out of what stands beside snapshots: caches, landing files, job payloads, logs."""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path

from folkways.evidence.byte_scan import Traces, holds, line_holds

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
            gone["lines"] += _without_lines(path, traces)
    return gone


def _may_go(path: Path) -> bool:
    return path.parts[0] in MADE_AGAIN or (
        path.parts[0] in ("jobs", "runs", "landing") and path.suffix not in BY_LINE
    )


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
