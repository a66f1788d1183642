"""Files with a structure that somebody may have made to do harm are parsed in a process of their own, within limits.

The child may use 2 GiB of memory, 120 s of processor time and 10 min in all, can write no byte to a file, and is given
no environment (so no secret); what it runs starts no process. What it reads comes back through a pipe as Arrow; a child
that crashes, or is stopped at a limit, becomes a SourceError with the reason. Limits of memory and processor time need
a POSIX system.

A look at a stranger's file runs whole in such a process (`answered`), whatever the format; the parsers that it needs
then run where they are called. A format is parsed so by having its parser's place in `PARSERS`: a function from a file
and a source to pieces of a table (`parsed.Parser`), in a module that imports only what parsing needs.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from typing import IO

import pyarrow as pa

from folkways.errors import SourceError
from folkways.model.config import FileFormat, Source
from folkways.sources.confined_child import resolved
from folkways.sources.confinement import limited
from folkways.sources.frames import read_frame
from folkways.sources.input_file import InputFile
from folkways.sources.parsed import Parsed
from folkways.sources.rejected import RejectedRow

PARSERS: dict[FileFormat, str] = {
    "excel": "folkways.sources.workbook:parsed_workbook",
    "sqlite": "folkways.sources.database_file:parsed_database",
    "json": "folkways.sources.json_text:parsed_json",
    "jsonl": "folkways.sources.json_text:parsed_json_lines",
    "arrow": "folkways.sources.arrow_file:parsed_arrow",
    "docx": "folkways.sources.word_text:parsed_docx",
    "xes": "folkways.sources.event_log:parsed_log",
    "ocel": "folkways.sources.object_log_xml:parsed_xml_log",
}
"""Where the parser of each format lies that is parsed in a process of its own."""
LISTERS: dict[FileFormat, str] = {
    "excel": "folkways.sources.workbook:listed_sheets",
    "sqlite": "folkways.sources.database_file:listed_tables",
}
"""What lists the tables of a file that holds several."""
SPARING = {"OMP_NUM_THREADS": "1", "ARROW_DEFAULT_MEMORY_POOL": "system", "MALLOC_ARENA_MAX": "2"}
"""Libraries else reserve more than a gigabyte of addresses before they read a byte."""
MEMORY_BYTES, CPU_SECONDS, WALL_SECONDS = 2 << 30, 120, 600


def sheets_of(file: InputFile, source: Source) -> tuple[list[str], list[str]]:
    """Name the sheets of a workbook or the tables of a database, and say what else it holds; other files hold none."""
    if file.format not in LISTERS:
        return [], []
    pieces = list(confined(file, source, LISTERS[file.format]))
    named = [name for piece in pieces if piece.table is not None for name in piece.table["sheet"].to_pylist()]
    return named, [note for piece in pieces for note in piece.notes]


def confined(file: InputFile, source: Source, parser: str | None = None) -> Iterator[Parsed]:
    """Parse a file in a limited process; pieces come as they are read.

    Raises SourceError when the parser refuses the file, or the process crashes or passes a limit.
    """
    place = parser or PARSERS[file.format]
    if limited():
        yield from resolved(place)(file, source)
        return
    told = {"parser": place, "file": file.model_dump(mode="json"), "source": source.model_dump(mode="json")}
    for kind, body in _frames(told, file.name, WALL_SECONDS):
        yield _piece(kind, body, file.name)


def answered(place: str, told: Mapping[str, str], name: str, seconds: float) -> bytes:
    """Call the function at `place`, which gives bytes, in a limited process of at most so many seconds.

    `name` is what the file is called to people. Raises SourceError as `confined` does.
    """
    for kind, body in _frames({"call": place, "told": dict(told)}, name, seconds):
        if kind == b"A":
            return body
        _piece(kind, body, name)
    raise AssertionError("a child that finishes has answered")


def _frames(told: Mapping[str, object], name: str, seconds: float) -> Iterator[tuple[bytes, bytes]]:
    """Start a process, tell it what is asked, and give its messages until it says that it is done."""
    request = json.dumps({**told, "memory": MEMORY_BYTES, "cpu": CPU_SECONDS}).encode()
    with _child() as child, _stopped_after(child, seconds) as late:
        assert child.stdin is not None
        assert child.stdout is not None
        try:
            child.stdin.write(request)
            child.stdin.close()
            while (frame := read_frame(child.stdout)) is not None:
                if frame[0] == b"D":
                    return
                yield frame
        except (BrokenPipeError, EOFError, pa.ArrowException) as error:
            raise _ended(child, name, seconds, late) from error
        raise _ended(child, name, seconds, late)


def _piece(kind: bytes, body: bytes, name: str) -> Parsed:
    if kind == b"T":
        return Parsed(table=pa.ipc.open_stream(body).read_all())
    told = json.loads(body)
    if kind == b"R":
        return Parsed(rejected=[RejectedRow(**row) for row in told])
    if kind == b"N":
        return Parsed(notes=told)
    if kind == b"G":
        return Parsed(guessed=told)
    raise SourceError(told["problem"].replace("{file}", repr(name)), hint=told["hint"])


def _ended(child: subprocess.Popen[bytes], name: str, seconds: float, late: threading.Event) -> SourceError:
    """Say why a child ended without finishing."""
    code = child.wait()
    reason = f"its reader ended unexpectedly ({code})"
    if late.is_set():
        reason = f"reading it takes longer than {seconds:,} seconds"
    elif code in (-getattr(signal, "SIGXCPU", 0), -getattr(signal, "SIGKILL", 0), -signal.SIGABRT):
        reason = f"reading it takes more than {CPU_SECONDS} seconds of processor time or too much memory"
    elif code < 0:
        reason = f"its reader crashed ({signal.Signals(-code).name})"
    return SourceError(
        f"The file {name!r} cannot be read: {reason}.",
        hint="It may be damaged, or made to do harm. Save it again, or export it as CSV.",
    )


@contextmanager
def _child() -> Generator[subprocess.Popen[bytes]]:
    where = os.pathsep.join(path for path in sys.path if path)
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "LD_LIBRARY_PATH") if name in os.environ}
    child = subprocess.Popen(
        [sys.executable, "-P", "-m", "folkways.sources.confined_child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**kept, **SPARING, "PYTHONPATH": where, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    try:
        yield child
    finally:
        child.kill()
        for pipe in (child.stdin, child.stdout):
            _closed(pipe)
        child.wait()


def _closed(pipe: IO[bytes] | None) -> None:
    try:
        if pipe is not None:
            pipe.close()
    except BrokenPipeError:
        pass  # the child was gone before it had read all of the request; the answer said so already


@contextmanager
def _stopped_after(child: subprocess.Popen[bytes], seconds: float) -> Generator[threading.Event]:
    late = threading.Event()

    def stop() -> None:
        late.set()
        child.kill()

    timer = threading.Timer(seconds, stop)
    timer.daemon = True
    timer.start()
    try:
        yield late
    finally:
        timer.cancel()
