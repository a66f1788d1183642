"""Locks that the system lets go of when the process ends, however it ends."""

from __future__ import annotations

import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


@contextmanager
def held(path: Path) -> Generator[None]:
    """Hold a lock that is never held for long; waits for whoever has it."""
    with path.open("a+", encoding="utf-8") as file:
        while not locked(file):
            time.sleep(0.001)
        yield


if sys.platform == "win32":
    import msvcrt

    def locked(file: IO[str]) -> bool:
        """Take the lock of an open file, and say whether nobody else has it."""
        file.seek(1 << 20)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def locked(file: IO[str]) -> bool:
        """Take the lock of an open file, and say whether nobody else has it."""
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
