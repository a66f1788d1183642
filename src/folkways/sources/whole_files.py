"""Files that are whole or not there at all, whatever stops the process."""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path


def write_whole(path: Path, text: str) -> None:
    """Write a small file whole or not at all."""
    unfinished = path.with_name(path.name + ".unfinished")
    with unfinished.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
    settle_folder(path.parent)


@contextmanager
def rewritten(path: Path) -> Generator[Path]:
    """Give a place to write a file anew; it takes the old one's place and rights when it is whole and on the disk."""
    unfinished = path.with_name(path.name + ".unfinished")
    yield unfinished
    unfinished.chmod(path.stat().st_mode & 0o777)
    with unfinished.open("rb") as file:
        os.fsync(file.fileno())
    unfinished.replace(path)
    settle_folder(path.parent)


def settle_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
