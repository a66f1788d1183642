"""Unfinished builds: one writer at a time, steps that are taken up where an earlier run left them."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from folkways.errors import WorkspaceBusy, writing_to
from folkways.evidence.snapshots import hashed_file, hashed_files, write_whole
from folkways.model.config import Config
from folkways.model.snapshot import FileEntry
from folkways.sources.locking import locked
from folkways.sources.rows import lookup_files, source_files

BUILDING, LOCK = "building", "lock"
_ENTRIES = TypeAdapter(dict[str, FileEntry])


@contextmanager
def writing(directory: Path) -> Generator[None]:
    """Hold the workspace's lock; raises WorkspaceBusy with the other's process when somebody else is writing.

    The system lets go of the lock when the process ends, however it ends.
    """
    with writing_to(directory):
        directory.mkdir(parents=True, exist_ok=True)
        file = (directory / LOCK).open("a+", encoding="utf-8")
    with writing_to(directory), file:
        if not locked(file):
            file.seek(0)
            raise WorkspaceBusy(str(directory), file.read().strip() or "unknown")
        file.seek(0)
        file.truncate()
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield


def build_key(config: Config, base_dir: Path, code: str | None = None, kept: Sequence[str] = ()) -> str:
    """Hash what a build depends on: the configuration, the bytes of every input file, the code, what it keeps to.

    The same key means the same result; it is the `run` of the snapshot. `code` stands for the code's own hash, `kept`
    for what is kept to beside the configuration (who was erased, which ids are linked). Where landed files lie does not
    count, only their bytes.
    """
    inputs = [
        [source.name, [file.sha256 for file in source_files(source, base_dir)]]
        + [[file.sha256 for file in files] for files in lookup_files(source, base_dir)]
        for source in config.sources
    ]
    landed = {number: {"files"} for number, source in enumerate(config.sources) if source.pull}
    settings = config.model_dump(mode="json", exclude={"sources": landed} if landed else None)
    told = json.dumps(
        [settings, inputs, version("folkways"), code or _code_hash(), *kept],
        sort_keys=True,
    )
    return hashlib.sha256(told.encode()).hexdigest()[:24]


def building_folder(directory: Path, key: str) -> Path:
    """Open the folder of a build, with what an earlier run of the same key left; other unfinished builds go.

    Call it while holding the lock.
    """
    folder = directory / BUILDING / key
    for other in (directory / BUILDING).glob("*"):
        if other != folder:
            shutil.rmtree(other)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def is_done(building: Path, step: str) -> bool:
    """Say whether a step was finished and its files are still what they were."""
    try:
        told = _ENTRIES.validate_json((building / f"{step}.done").read_bytes())
    except (FileNotFoundError, ValidationError):
        return False
    return all(
        (building / name).is_file() and hashed_file(building / name) == entry for name, entry in told.items()
    )


def mark_done(building: Path, step: str, outputs: Sequence[str]) -> None:
    """Note that a step is finished, with the hashes of its outputs (files or folders inside the building folder)."""
    entries: dict[str, FileEntry] = {}
    for output in outputs:
        path = building / output
        if path.is_dir():
            entries |= {f"{output}/{name}": entry for name, entry in hashed_files(path).items()}
        else:
            entries[output] = hashed_file(path)
    write_whole(building / f"{step}.done", _ENTRIES.dump_json(entries).decode() + "\n")


def _code_hash() -> str:
    root = Path(__file__).parents[1]
    digest = hashlib.sha256()
    for path in sorted([*root.rglob("*.py"), *root.rglob("*.toml")]):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
