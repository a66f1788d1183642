"""Progress on standard error: a bar for people, a line for each finished stage for logs."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from threading import Event, current_thread, main_thread
from types import FrameType

from folkways.errors import Cancelled
from folkways.model.progress import Progress


@contextmanager
def shown_progress() -> Generator[Progress]:
    """Give a `progress(stage, done, total)` to long work; Ctrl-C ends it with the last good state kept."""
    interrupted = Event()
    try:
        with _interrupts(interrupted):
            if sys.stderr.isatty():
                with _bars() as progress:
                    yield _heeding(progress, interrupted)
            else:
                yield _heeding(_Lines(), interrupted)
    except KeyboardInterrupt:
        raise _cancelled() from None
    except Exception:
        # Compiled code may answer Ctrl-C by an error of its own (DuckDB: "Query interrupted").
        if interrupted.is_set():
            raise _cancelled() from None
        raise


def _cancelled() -> Cancelled:
    return Cancelled(
        "Cancelled.", hint="The last good state is untouched; the next run takes up the finished steps."
    )


@contextmanager
def _interrupts(interrupted: Event) -> Generator[None]:
    """Remember Ctrl-C: compiled code that is just calling back, or a finaliser, may swallow what it raises."""
    if current_thread() is not main_thread():
        yield
        return

    def interrupt(_signal: int, _frame: FrameType | None) -> None:
        interrupted.set()
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _heeding(progress: Progress, interrupted: Event) -> Progress:
    def told(stage: str, done: int, total: int) -> None:
        if interrupted.is_set():
            raise KeyboardInterrupt
        progress(stage, done, total)

    return told


class _Lines:
    """One line when a stage ends: its name, its count, its seconds (since the last line, when it told no beginning)."""

    def __init__(self) -> None:
        self._begun: dict[str, float] = {}
        self._last = time.monotonic()

    def __call__(self, stage: str, done: int, total: int) -> None:
        now = time.monotonic()
        if not total or done < total:
            self._begun.setdefault(stage, now)
            return
        seconds = now - self._begun.pop(stage, self._last)
        print(f"{stage}: {done:,} ({seconds:.1f} s)", file=sys.stderr, flush=True)
        self._last = now


@contextmanager
def _bars() -> Generator[Progress]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    bars = Bars(
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
    )
    tasks: dict[str, TaskID] = {}

    def progress(stage: str, done: int, total: int) -> None:
        if stage not in tasks:
            tasks[stage] = bars.add_task(stage, total=total)
        bars.update(tasks[stage], completed=done, total=total)

    with bars:
        yield progress
