"""ZIP files as somebody else made them: checked before a byte is unpacked, read in memory, never written to disk."""

from __future__ import annotations

import zipfile
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from folkways.errors import SourceError

MIB = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much a packed file may unpack to; the ratio counts for what unpacks to more than `small`."""

    bytes: int
    ratio: int
    members: int = 1_000
    small: int = 1 * MIB


DOCUMENT = Limits(bytes=500 * 1_000_000, ratio=100)
"""Of one document that happens to be a ZIP file: a workbook, a text."""
DATA = Limits(bytes=2_048 * MIB, ratio=200)
"""Of an archive of data files, or of one compressed file."""


@contextmanager
def checked_archive(file: Path | IO[bytes], name: str, limits: Limits) -> Generator[zipfile.ZipFile]:
    """Open a ZIP file after seeing what it says of itself: size, ratio, number and names of its members.

    Raises SourceError for a bomb, a member that points outside, an encrypted member, or what is no ZIP file.
    """
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise SourceError(f"{name!r} is not a whole ZIP file ({error}).", hint="Export it again.") from error
    with archive:
        _check_sizes(archive.infolist(), name, limits)
        for member in archive.infolist():
            _check_member(member, name)
        yield archive


def member_bytes(archive: zipfile.ZipFile, member: str, name: str) -> bytes:
    """Unpack one member, never more than it said it holds."""
    try:
        return archive.read(member)
    except KeyError as error:
        raise SourceError(f"{name!r} holds no {member!r}.", hint="Export it again.") from error
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError) as error:
        raise SourceError(f"{name!r}: {member!r} is damaged ({error}).", hint="Export it again.") from error
    except Exception as error:
        if type(error).__module__ not in ("zlib", "lzma"):
            raise
        raise SourceError(f"{name!r}: {member!r} is damaged ({error}).", hint="Export it again.") from error


def _check_sizes(members: list[zipfile.ZipInfo], name: str, limits: Limits) -> None:
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if len(members) > limits.members:
        raise _too_much(name, f"{len(members):,} members", f"{limits.members:,}")
    if unpacked > limits.bytes:
        raise _too_much(name, f"{unpacked:,} bytes", f"{limits.bytes:,}")
    if unpacked > limits.small and unpacked > limits.ratio * max(packed, 1):
        raise _too_much(name, f"{unpacked // max(packed, 1):,} times its size", f"{limits.ratio} times")


def _too_much(name: str, found: str, most: str) -> SourceError:
    return SourceError(
        f"{name!r} would unpack to {found}; {most} are the most.",
        hint="If it is no trap, unpack it yourself and name the files, or split it.",
    )


def _check_member(member: zipfile.ZipInfo, name: str) -> None:
    path = PurePosixPath(member.filename.replace("\\", "/"))
    outside = path.is_absolute() or ".." in path.parts or path.drive or member.filename[1:2] == ":"
    if outside:
        raise SourceError(
            f"{name!r} holds {member.filename!r}, which points outside of it.",
            hint="Nothing was unpacked. Ask whoever made it for a plain archive.",
        )
    if member.flag_bits & 0x1:
        raise SourceError(
            f"{name!r}: {member.filename!r} is locked with a password.", hint="Unlock it and save it again."
        )
