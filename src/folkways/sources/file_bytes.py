"""The bytes of an input file, unpacked on the fly and within limits, wherever they lie: plain, .gz, .zst, in a .zip."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

import pyarrow as pa

from folkways.errors import SourceError
from folkways.sources.archives import DATA, checked_archive
from folkways.sources.input_file import InputFile

_DAMAGE = (zipfile.BadZipFile, gzip.BadGzipFile, EOFError, zlib.error, pa.ArrowException, NotImplementedError)


class Unpacked(io.RawIOBase):
    """A stream that stops where the limit of what a packed file may hold is passed."""

    def __init__(self, inner: IO[bytes], name: str, packed: int) -> None:
        self._inner, self._name, self._packed, self._done = inner, name, max(packed, 1), 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # pyright: ignore[reportIncompatibleMethodOverride]
        try:
            chunk = self._inner.read(len(buffer))
        except _DAMAGE as error:
            raise SourceError(f"{self._name!r} is damaged ({error}).", hint="Export it again.") from error
        self._done += len(chunk)
        bomb = self._done > DATA.small and self._done > DATA.ratio * self._packed
        if bomb or self._done > DATA.bytes:
            raise SourceError(
                f"{self._name!r} unpacks to more than {DATA.bytes:,} bytes or {DATA.ratio} times its size.",
                hint="If it is no trap, unpack it yourself and name the file, or split it.",
            )
        buffer[: len(chunk)] = chunk
        return len(chunk)


@contextmanager
def opened_bytes(file: InputFile) -> Generator[IO[bytes]]:
    """Open an input file for reading from its start, unpacked."""
    if file.member is not None:
        with checked_archive(file.path, file.path.name, DATA) as archive, _member(archive, file) as inner:
            yield _unpacked(inner, file, archive.getinfo(file.member).compress_size)
    elif file.packing == "gzip":
        with gzip.open(file.path, "rb") as inner:
            yield _unpacked(cast("IO[bytes]", inner), file, file.path.stat().st_size)
    elif file.packing == "zstd":
        with pa.OSFile(str(file.path)) as raw, pa.CompressedInputStream(raw, "zstd") as inner:
            yield _unpacked(cast("IO[bytes]", inner), file, file.path.stat().st_size)
    else:
        with file.path.open("rb") as plain:
            yield plain


def is_plain(file: InputFile) -> bool:
    """Say whether a file's bytes lie on the disk as they are."""
    return file.member is None and file.packing is None


def whole_bytes(file: InputFile) -> bytes:
    """Read all of a file's bytes."""
    with opened_bytes(file) as stream:
        return stream.read()


def plain_file(path: Path, kind: str = "csv") -> InputFile:
    """An input file that nobody hashed: for a look into one."""
    return InputFile.model_construct(path=path, format=kind, sha256="", member=None)


@contextmanager
def _member(archive: zipfile.ZipFile, file: InputFile) -> Generator[IO[bytes]]:
    try:
        inner = archive.open(file.member or "")
    except (KeyError, *_DAMAGE, RuntimeError) as error:
        raise SourceError(f"{file.name!r} cannot be unpacked ({error}).", hint="Export it again.") from error
    with inner:
        yield inner


def _unpacked(inner: IO[bytes], file: InputFile, packed: int) -> IO[bytes]:
    return cast("IO[bytes]", io.BufferedReader(Unpacked(inner, file.name, packed), 1 << 20))
