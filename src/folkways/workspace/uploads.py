"""Files that somebody hands over to be looked at: spooled under a name of ours, looked at within limits, deleted."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from threading import BoundedSemaphore

from folkways.errors import BusyError, writing_to
from folkways.sources.confined import answered

MOST_BYTES = 64 << 20
MOST_SECONDS = 120.0
AT_ONCE = 2
LOOK = "folkways.workspace.preview:looked_json"
LONGEST_NAME = 60
_free = BoundedSemaphore(AT_ONCE)


class TooManyLooks(BusyError):
    code = "too-busy"

    def __init__(self) -> None:
        super().__init__(f"{AT_ONCE} files are being looked at.", hint="Try again in a moment.")


@contextmanager
def turn() -> Generator[None]:
    """Take one of the places there are; raises TooManyLooks when none is free."""
    if not _free.acquire(blocking=False):
        raise TooManyLooks
    try:
        yield
    finally:
        _free.release()


@contextmanager
def spooled(told: str) -> Generator[Path]:
    """A place in a new folder for a file that somebody calls so; the folder is deleted afterwards."""
    with writing_to(tempfile.gettempdir()):
        folder = tempfile.TemporaryDirectory(prefix="folkways-look-")
    with folder as place:
        yield Path(place).resolve() / safe_name(told)


def safe_name(told: str) -> str:
    """A file name of the letters and digits of another, without its folders: `../a b*.csv` is `a b_.csv`."""
    last = re.split(r"[/\\]", told)[-1]
    plain = re.sub(r"[^\w. -]", "_", last)[-LONGEST_NAME:].strip(". ")
    return plain or "upload"


def looked_at(file: Path) -> bytes:
    """Look at a spooled file in a limited process; a `Look` as JSON. Raises SourceError with the reason."""
    return answered(LOOK, {"place": str(file)}, file.name, MOST_SECONDS)
