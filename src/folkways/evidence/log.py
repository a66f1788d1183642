"""The workspace's log: one line of JSON for each thing that somebody decided or saw, appended and never changed."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

LOG = "log.jsonl"


def append_log(directory: Path, what: str, **about: object) -> None:
    """Append one line and wait until it is on the disk. Nothing in it may name a customer."""
    line = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "what": what, **about}
    with (directory / LOG).open("a", encoding="utf-8") as log:
        log.write(json.dumps(line, ensure_ascii=False) + "\n")
        log.flush()
        os.fsync(log.fileno())


def logged(directory: Path) -> Iterator[dict[str, object]]:
    """Read the log, the oldest line first; a last line that was cut off by a crash is passed over."""
    path = directory / LOG
    if not path.exists():
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            yield json.loads(line)
        except ValueError:
            continue
