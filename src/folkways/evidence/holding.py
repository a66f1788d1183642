"""Readers hold the snapshot they read; what nobody holds can be dropped."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from folkways.errors import BusyError
from folkways.evidence.snapshots import SNAPSHOTS, snapshot_ids

POLL_S = 0.05
DROPPING = ".dropping"


class SnapshotsHeld(BusyError):
    code = "snapshots-held"

    def __init__(self, held: int) -> None:
        super().__init__(
            f"{held} old snapshot{'s are' if held != 1 else ' is'} still being read.",
            hint="Close what reads them (a notebook, a server), then run: folkways forget --resume",
        )


class Hold:
    """A reader's hold on a snapshot; it ends when it is let go of, or with the process."""

    def __init__(self, handle: int | None) -> None:
        self._handle = handle

    def let_go(self) -> None:
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def __del__(self) -> None:
        self.let_go()


def hold(snapshot: Path) -> Hold:
    """Hold a snapshot's folder against being dropped. Any number of readers may."""
    return Hold(_locked(snapshot, exclusive=False))


def drop_others(directory: Path, keep: str | None, wait_s: float) -> list[str]:
    """Drop all snapshots but one, each as soon as nobody holds it; says which are gone.

    Raises SnapshotsHeld when some are still held after `wait_s`; those that nobody held are gone by then.
    """
    folder = directory / SNAPSHOTS
    for unfinished in folder.glob(f"*{DROPPING}"):
        shutil.rmtree(unfinished)
    wanted = [one for one in snapshot_ids(directory) if one != keep]
    dropped: list[str] = []
    deadline = time.monotonic() + wait_s
    while True:
        dropped += [one for one in wanted if one not in dropped and _dropped(folder / one)]
        if len(dropped) == len(wanted):
            return dropped
        if time.monotonic() > deadline:
            raise SnapshotsHeld(len(wanted) - len(dropped))
        time.sleep(POLL_S)


def _dropped(snapshot: Path) -> bool:
    with _exclusive(snapshot) as alone:
        if alone:
            gone = snapshot.with_name(snapshot.name + DROPPING)
            snapshot.rename(gone)
            shutil.rmtree(gone)
        return alone


@contextmanager
def _exclusive(snapshot: Path) -> Generator[bool]:
    handle = _locked(snapshot, exclusive=True)
    try:
        yield handle is not None or sys.platform == "win32"
    finally:
        if handle is not None:
            os.close(handle)


if sys.platform == "win32":

    def _locked(snapshot: Path, *, exclusive: bool) -> int | None:
        del snapshot, exclusive  # open files cannot be deleted there anyway
        return None

else:
    import fcntl

    def _locked(snapshot: Path, *, exclusive: bool) -> int | None:
        handle = os.open(snapshot, os.O_RDONLY)
        try:
            fcntl.flock(handle, (fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            return None
        return handle
