"""Where pulled rows come to rest: files that never change, and a note of which of them count and where to go on.

`DIR/landing/SOURCE/` holds `0001.parquet` (or `.jsonl`) and so on, and `cursor.json`. A pull writes its file, then
replaces `cursor.json`: that is the moment it counts. A file that `cursor.json` does not name never counts.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path

import pyarrow.parquet as pq
from pydantic import ValidationError

from folkways.errors import SourceError
from folkways.model.config import Config, Source
from folkways.model.noun import Noun
from folkways.sources.whole_files import settle_folder, write_whole

LANDING, CURSOR, RECEIVED = "landing", "cursor.json", "received"
NUMBERED = re.compile(r"\d{4,}\.(jsonl|parquet)")


class Position(Noun):
    """What a source has landed, and where its next pull goes on.

    `cursor` is the greatest cursor pulled, as it was told; `seen` counts, by a hash, the rows at it (and within the
    overlap before it), which the next pull will meet again.
    """

    format: str = "folkways.cursor"
    cursor: str | None = None
    seen: dict[str, int] = {}
    files: tuple[str, ...] = ()
    rows: int = 0


def landing_folder(directory: Path, source: Source) -> Path:
    """Tell where a source's rows land; what is sent in is one landing, whichever source reads it."""
    assert source.pull is not None
    return directory / LANDING / (RECEIVED if source.pull.kind == "events" else source.name)


def position(folder: Path) -> Position | None:
    """Read where a landing stands; nothing when it has none, or when a file that it names is gone.

    Then everything is pulled anew.
    """
    try:
        told = Position.model_validate_json((folder / CURSOR).read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValidationError) as error:
        raise SourceError(
            f"{str(folder / CURSOR)!r} cannot be read.",
            hint="Delete it: the next `folkways refresh` then pulls everything anew.",
        ) from error
    return told if all((folder / name).is_file() for name in told.files) else None


def next_file(folder: Path, suffix: str) -> Path:
    """Name the next file of a landing, after the greatest number there."""
    numbers = [int(path.stem) for path in folder.glob("*") if NUMBERED.fullmatch(path.name)]
    return folder / f"{max(numbers, default=0) + 1:04}{suffix}"


def settle(folder: Path, told: Position) -> None:
    """Make what a pull brought count, in one step; files that count no more go afterwards."""
    write_whole(folder / CURSOR, told.model_dump_json(indent=1) + "\n")
    for path in folder.glob("*"):
        if path.name != CURSOR and path.name not in told.files:
            path.unlink()


def move_in(unfinished: Path, target: Path) -> None:
    """Give a written file its name, once its bytes are on the disk."""
    with unfinished.open("rb") as file:
        os.fsync(file.fileno())
    unfinished.replace(target)
    settle_folder(target.parent)


def landed_files(directory: Path, source: Source) -> list[Path] | None:
    """Find the files a source has landed, in their order; nothing when it was never pulled."""
    folder = landing_folder(directory, source)
    assert source.pull is not None
    if source.pull.kind == "events":
        return sorted(path for path in folder.glob("*.jsonl") if NUMBERED.fullmatch(path.name))
    told = position(folder)
    return None if told is None else [folder / name for name in told.files]


def with_landings(config: Config, base: Path, directory: Path) -> Config:
    """The same configuration with the landed files in the place of each pull; a source that has nothing yet stays out.

    Raises SourceError for a source that was never pulled.
    """
    sources = [_with_landing(source, base, directory) for source in config.sources]
    there = [source for source in sources if source is not None]
    if not there:
        raise SourceError(
            "No source has a row yet.", hint="Pull with `folkways refresh`, or send events first."
        )
    return config.model_copy(update={"sources": there})


def _with_landing(source: Source, base: Path, directory: Path) -> Source | None:
    if source.pull is None:
        return source
    found = landed_files(directory, source)
    if found is None:
        raise SourceError(
            f"Source {source.name!r} was never pulled.", hint="Pull it: folkways refresh, then build."
        )
    kept = [path for path in found if _has_rows(path)]
    return source.model_copy(update={"files": _relative(kept, base)}) if kept else None


def _has_rows(path: Path) -> bool:
    """Say whether anything is left in a file; people may have been taken out of it."""
    return pq.read_metadata(path).num_rows > 0 if path.suffix == ".parquet" else path.stat().st_size > 0


def _relative(paths: Sequence[Path], base: Path) -> list[str]:
    return [Path(os.path.relpath(path, base)).as_posix() for path in paths]
