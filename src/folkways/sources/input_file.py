"""One file to read: where it is, what it is, and what its bytes hash to."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from folkways.model.config import FileFormat
from folkways.model.noun import Noun

PACKINGS: dict[str, Literal["gzip", "zstd"]] = {".gz": "gzip", ".zst": "zstd", ".zstd": "zstd"}


class InputFile(Noun):
    """One file to read: where it is, what it is, and the SHA-256 of its (unpacked) bytes.

    `member` is its name inside the ZIP file `path`. It crosses to the process that parses it.
    """

    path: Path
    format: FileFormat
    sha256: str
    member: str | None = None

    @property
    def name(self) -> str:
        """What people call it: the file's name, with the archive's before it."""
        return f"{self.path.name}/{self.member}" if self.member else self.path.name

    @property
    def packing(self) -> Literal["gzip", "zstd"] | None:
        return None if self.member else PACKINGS.get(self.path.suffix.lower())
