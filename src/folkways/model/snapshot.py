"""What a snapshot holds: every file with its size and SHA-256, told in `manifest.json`."""

from __future__ import annotations

from typing import Literal

from folkways.model.noun import Noun


class FileEntry(Noun):
    """One file of a snapshot."""

    sha256: str
    bytes: int


class Manifest(Noun):
    """A snapshot's table of contents; `id` is the hash of everything else here, so that no line can be changed unseen.

    `run` is the content hash of what it was built from, `as_of` the last event in the data (microseconds UTC).
    """

    format: Literal["folkways.snapshot"] = "folkways.snapshot"
    version: Literal[1] = 1
    id: str
    run: str
    as_of: int
    files: dict[str, FileEntry]
