"""Where events that are sent in come to rest: lines appended to `landing/received/open.jsonl`, on the disk before
anybody is told so. A refresh closes that file under a number; from then on it never changes.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

from folkways.sources.landing import LANDING, NUMBERED, RECEIVED, move_in, next_file
from folkways.sources.locking import held
from folkways.sources.whole_files import settle_folder

OPEN, LOCK = "open.jsonl", "lock"
LARGEST = 64_000_000
"""Bytes after which a file is closed and the next begun."""
RECENT = 200_000
"""How many ids of messages are remembered, so that one sent again is stored once."""


def received_folder(directory: Path) -> Path:
    """The landing of what is sent in, made when it is missing."""
    folder = directory / LANDING / RECEIVED
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def append_lines(folder: Path, lines: bytes) -> None:
    """Append whole lines and wait until they are on the disk; raises OSError, and then none of them is there.

    A line that was cut off by a crash was never acknowledged, and goes before the next is written.
    """
    with held(folder / LOCK):
        if (folder / OPEN).exists() and (folder / OPEN).stat().st_size > LARGEST:
            _close(folder)
        is_new = not (folder / OPEN).exists()
        handle = os.open(folder / OPEN, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            size = _whole_size(handle)
            _write_through(handle, lines, size)
        finally:
            os.close(handle)
        if is_new:
            settle_folder(folder)


def close_received(directory: Path) -> int:
    """Give the events received since the last time a file of their own; returns how many there are."""
    if not (directory / LANDING / RECEIVED).is_dir():
        return 0
    folder = received_folder(directory)
    with held(folder / LOCK):
        return _close(folder)


def recent_ids(folder: Path) -> dict[str, None]:
    """The ids of the messages received last, the oldest first."""
    files = sorted((path for path in folder.glob("*.jsonl") if NUMBERED.fullmatch(path.name)), reverse=True)
    found: list[list[str]] = []
    left = LARGEST
    for path in [folder / OPEN, *files]:
        if not path.exists() or sum(map(len, found)) >= RECENT or left <= 0:
            continue
        left -= path.stat().st_size
        found.append(list(_ids(path)))
    return dict.fromkeys(one for part in reversed(found) for one in part)


def _ids(path: Path) -> Iterator[str]:
    with path.open("rb") as lines:
        for line in lines:
            if line.endswith(b"\n"):
                yield str(json.loads(line)["messageId"])


def _close(folder: Path) -> int:
    path = folder / OPEN
    if not path.exists():
        return 0
    handle = os.open(path, os.O_RDWR)
    try:
        size = _whole_size(handle)
    finally:
        os.close(handle)
    if size == 0:
        return 0
    with path.open("rb") as lines:
        count = sum(1 for _ in lines)
    move_in(path, next_file(folder, ".jsonl"))
    return count


def _whole_size(handle: int) -> int:
    """Cut a last line that has no end, and tell the size of what is whole."""
    size = os.fstat(handle).st_size
    at = size
    while at:
        start = max(0, at - 65536)
        os.lseek(handle, start, os.SEEK_SET)
        end = os.read(handle, at - start).rfind(b"\n")
        if end >= 0:
            at = start + end + 1
            break
        at = start
    if at < size:
        os.ftruncate(handle, at)
    return at


def _write_through(handle: int, lines: bytes, size: int) -> None:
    try:
        view = memoryview(lines)
        while view:
            view = view[os.write(handle, view) :]
        os.fsync(handle)
    except OSError:
        os.ftruncate(handle, size)
        raise
