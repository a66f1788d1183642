"""One file to read: where it is, what it is, and what its bytes hash to."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

from folkways.model.config import FileFormat
from folkways.model.noun import Noun

PACKINGS: dict[str, Literal["gzip", "zstd"]] = {".gz": "gzip", ".zst": "zstd", ".zstd": "zstd"}
PARTITION = re.compile(r"[A-Za-z_]\w*=.+")
"""What a folder is called whose name is a column's value (`year=2026`)."""


class InputFile(Noun):
    """One file to read: where it is, what it is, and the SHA-256 of its (unpacked) bytes.

    Of Parquet the partitions in its path (`year=2026`) are hashed too: they are columns, and the same bytes elsewhere
    are other rows. `member` is its name inside the ZIP file `path`, `folder` the end of its folder's path where the
    name alone does not tell it from the source's other files. It crosses to the process that parses it.
    """

    path: Path
    format: FileFormat
    sha256: str
    member: str | None = None
    folder: str = ""

    @property
    def name(self) -> str:
        """What people call it: the file's name, with the archive's before it, and the folder's where that is needed."""
        return "/".join(part for part in (self.folder, self.path.name, self.member) if part)

    @property
    def packing(self) -> Literal["gzip", "zstd"] | None:
        return None if self.member else PACKINGS.get(self.path.suffix.lower())
