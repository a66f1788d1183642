"""The process in which a file is parsed: limits first, then the parser, then its pieces through the pipe."""

from __future__ import annotations

import importlib
import json
import os
import sys
from dataclasses import asdict
from importlib.abc import MetaPathFinder
from typing import IO, Any

from folkways.sources.confinement import limit


class WithoutPandas(MetaPathFinder):
    """Pyarrow loads pandas where it is installed, which takes a second and is of no use here."""

    def find_spec(self, fullname: str, *_where: object) -> None:
        if fullname == "pandas":
            raise ModuleNotFoundError(fullname)


def main() -> None:
    """Read a request from standard input, answer on standard output, and end; whatever goes wrong is an answer too."""
    request = json.loads(sys.stdin.buffer.read())
    pipe = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get between the answers
    limit(request["memory"], request["cpu"])
    sys.meta_path.insert(0, WithoutPandas())
    try:
        answer(pipe, request)
    except MemoryError:
        refuse(pipe, "Reading {file} takes more than " + f"{request['memory'] >> 20:,} MiB of memory.")
    except BaseException as error:
        problem = getattr(error, "problem", None)
        words = problem or f"The file {{file}} cannot be read: {type(error).__name__}: {_first_line(error)}."
        refuse(pipe, words, getattr(error, "hint", None))
    pipe.flush()
    os._exit(0)


def answer(pipe: IO[bytes], request: dict[str, Any]) -> None:
    """Call what is asked for and send its answer, or run the parser and send its pieces."""
    from folkways.sources.frames import write_frame

    if "call" in request:
        write_frame(pipe, b"A", resolved(request["call"])(**request["told"]))
    else:
        _parse(pipe, request)
    write_frame(pipe, b"D", b"")


def _parse(pipe: IO[bytes], request: dict[str, Any]) -> None:
    import pyarrow as pa

    from folkways.model.config import Source
    from folkways.sources.frames import write_frame
    from folkways.sources.input_file import InputFile

    parser = resolved(request["parser"])
    file, source = InputFile.model_validate(request["file"]), Source.model_validate(request["source"])
    for piece in parser(file, source):
        if piece.table is not None:
            sink = pa.BufferOutputStream()
            with pa.ipc.new_stream(sink, piece.table.schema) as stream:
                stream.write_table(piece.table)
            write_frame(pipe, b"T", memoryview(sink.getvalue()))
        if piece.rejected:
            write_frame(pipe, b"R", json.dumps([asdict(row) for row in piece.rejected]).encode())
        if piece.notes:
            write_frame(pipe, b"N", json.dumps(piece.notes).encode())
        if piece.guessed:
            write_frame(pipe, b"G", json.dumps(piece.guessed).encode())


def resolved(place: str) -> Any:
    """Find a parser by its place, `package.module:function`."""
    module, _, name = place.partition(":")
    return getattr(importlib.import_module(module), name)


def refuse(pipe: IO[bytes], problem: str, hint: str | None = None) -> None:
    """Say why the file is not read."""
    from folkways.sources.frames import write_frame

    told = {"problem": problem, "hint": hint or "It may be damaged. Save it again, or export it as CSV."}
    write_frame(pipe, b"E", json.dumps(told).encode())


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [""])[0][:300]


if __name__ == "__main__":
    main()
