"""Snapshots: finished builds that never change, one of them current, each file held to its hash.

`docs/reference/workspace-layout.md` tells the folder. A build works in `building/KEY` and moves it to `snapshots/ID`
when it is whole; then `current` is replaced in one step. A process that dies in between leaves the old one current.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from base64 import b32encode
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from folkways.errors import NoSnapshot, SnapshotDamaged
from folkways.model.snapshot import FileEntry, Manifest
from folkways.sources.whole_files import settle_folder, write_whole

CURRENT, SNAPSHOTS, MANIFEST = "current", "snapshots", "manifest.json"
_ID = re.compile(r"^snp_[a-z2-7]{12}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """A finished build whose files have been checked: where it lies and what it holds."""

    id: str
    path: Path
    manifest: Manifest

    def file(self, relative: str) -> Path:
        """Tell where a file of the snapshot lies."""
        if relative not in self.manifest.files:
            raise SnapshotDamaged(self.id, relative, "is not part of it")
        return self.path / relative


def open_snapshot(directory: Path, snapshot_id: str | None = None) -> Snapshot:
    """Open the current snapshot (or a named one) and check every file against its hash.

    Raises NoSnapshot when nothing was built, SnapshotDamaged for a missing, changed or unlisted file.
    """
    wanted = snapshot_id or _current(directory)
    path = directory / SNAPSHOTS / wanted
    if not _ID.match(wanted) or not path.is_dir():
        raise (
            NoSnapshot(str(directory)) if snapshot_id else SnapshotDamaged(wanted, "its folder", "is missing")
        )
    manifest = _manifest(path, wanted)
    _check_files(path, manifest)
    return Snapshot(id=wanted, path=path, manifest=manifest)


def current_folder(directory: Path) -> Path:
    """The folder of the current snapshot, unchecked, for those who only read documents; raises NoSnapshot."""
    wanted = _current(directory)
    path = directory / SNAPSHOTS / wanted
    if not _ID.match(wanted) or not path.is_dir():
        raise NoSnapshot(str(directory))
    return path


def snapshot_ids(directory: Path) -> list[str]:
    """Name all finished builds, in the order of their names."""
    folder = directory / SNAPSHOTS
    return sorted(path.name for path in folder.iterdir() if _ID.match(path.name)) if folder.is_dir() else []


def publish(directory: Path, built: Path, *, run: str, as_of: int) -> Snapshot:
    """Make a finished build a snapshot and the current one; the same content is the same snapshot.

    Call it while holding the writer's lock. `built` is gone afterwards.
    """
    for marker in built.glob("*.done"):
        marker.unlink()
    files = hashed_files(built)
    manifest = Manifest(id=_id_of(run, as_of, files), run=run, as_of=as_of, files=files)
    target = directory / SNAPSHOTS / manifest.id
    if target.is_dir() and _is_whole(target, manifest.id):
        shutil.rmtree(built)
    else:
        shutil.rmtree(target, ignore_errors=True)
        write_whole(built / MANIFEST, manifest.model_dump_json(indent=1) + "\n")
        target.parent.mkdir(parents=True, exist_ok=True)
        _settle(built)
        built.rename(target)
        settle_folder(target.parent)
    write_whole(directory / CURRENT, manifest.id + "\n")
    return Snapshot(id=manifest.id, path=target, manifest=manifest)


def tables_in(folder: Path) -> dict[str, Path]:
    """The Parquet files of a snapshot, or of one being built, by the name that queries give them."""
    files = [*folder.glob("evidence/*.parquet"), *folder.glob("tables/*.parquet")]
    return {file.stem: file for file in sorted(files)}


def hashed_files(folder: Path) -> dict[str, FileEntry]:
    """Hash all files below a folder, by their path in it."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST)
    return {path.relative_to(folder).as_posix(): hashed_file(path) for path in paths}


def hashed_file(path: Path) -> FileEntry:
    """Tell a file's size and SHA-256."""
    with path.open("rb") as file:
        return FileEntry(sha256=hashlib.file_digest(file, "sha256").hexdigest(), bytes=path.stat().st_size)


def _current(directory: Path) -> str:
    try:
        return (directory / CURRENT).read_text(encoding="utf-8").strip()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise NoSnapshot(str(directory)) from error


def _manifest(path: Path, wanted: str) -> Manifest:
    try:
        manifest = Manifest.model_validate_json((path / MANIFEST).read_bytes())
    except (OSError, ValidationError) as error:
        raise SnapshotDamaged(wanted, MANIFEST, "cannot be read") from error
    if manifest.id != wanted or _id_of(manifest.run, manifest.as_of, manifest.files) != wanted:
        raise SnapshotDamaged(wanted, MANIFEST, "was changed")
    return manifest


def _check_files(path: Path, manifest: Manifest) -> None:
    there = {found.relative_to(path).as_posix() for found in path.rglob("*") if found.is_file()} - {MANIFEST}
    for name in sorted(there - set(manifest.files)):
        raise SnapshotDamaged(manifest.id, name, "is not part of it")
    for name, entry in manifest.files.items():
        if name not in there:
            raise SnapshotDamaged(manifest.id, name, "is missing")
        if hashed_file(path / name) != entry:
            raise SnapshotDamaged(manifest.id, name, "was changed")


def _is_whole(path: Path, wanted: str) -> bool:
    try:
        _check_files(path, _manifest(path, wanted))
    except SnapshotDamaged:
        return False
    return True


def _id_of(run: str, as_of: int, files: dict[str, FileEntry]) -> str:
    told = json.dumps(
        [run, as_of, {name: [entry.sha256, entry.bytes] for name, entry in sorted(files.items())}]
    )
    return "snp_" + b32encode(hashlib.sha256(told.encode()).digest()).decode().lower()[:12]


def _settle(folder: Path) -> None:
    """Wait until the bytes of all files below a folder are on the disk."""
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
