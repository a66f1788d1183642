"""Making a workspace: from files to a configuration, from a configuration to a snapshot."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

from folkways.build import build
from folkways.errors import ConfigError, writing_to
from folkways.model.duration import DAY_US
from folkways.model.progress import Progress
from folkways.sources.config_file import NAME, config_from_text, read_config
from folkways.sources.encoding import Repair
from folkways.sources.guess import LeftOut, guessed_config

DEMO = "complete-journey.toml"


def write_config(
    found: Sequence[Path], to: Path, *, force: bool = False, repair: Repair | None = None
) -> tuple[LeftOut, ...]:
    """Guess a `folkways.toml` from data files (default: those beside it) and write it; never over an existing one.

    Returns the files that cannot be read and are left out.
    """
    if to.exists() and not force:
        raise ConfigError(
            f"{str(to)!r} exists already.", hint="Use --force to write over it, or --to another file."
        )
    guessed = guessed_config(list(found), to.parent, repair)
    with writing_to(to):
        to.write_text(guessed.text, encoding="utf-8", newline="\n")
    return guessed.left_out


def built(
    config: Path | None,
    directory: Path | None,
    *,
    data: Path | None = None,
    as_of: datetime | None = None,
    progress: Progress,
) -> str:
    """Build from a `folkways.toml` (or the folder that holds one); returns the snapshot's id.

    The default is the one in `directory`, or, where it holds none, in the folder one is in. `data` says where its files
    lie (default: beside it), `directory` where the workspace goes (default: beside it); periods of retention end with
    the day `as_of`.
    """
    place = config or (directory if directory and (directory / NAME).is_file() else Path())
    beside = place if place.is_dir() else place.parent
    told = read_config(place)
    return build(told, data or beside, directory or beside, progress, as_of=_end_of(as_of)).id


def _end_of(day: datetime | None) -> int | None:
    """The last microsecond of a day, UTC."""
    if day is None:
        return None
    return int(day.replace(tzinfo=UTC).timestamp()) * 1_000_000 + DAY_US - 1


def demo_built(directory: Path, *, progress: Progress) -> str:
    """Build the demo; its configuration is written beside it, to be read and changed."""
    text = files("folkways.templates").joinpath(DEMO).read_text(encoding="utf-8")
    config = config_from_text(text, DEMO)
    snapshot = build(config, directory, directory, progress).id
    (directory / NAME).write_text(text, encoding="utf-8", newline="\n")
    return snapshot
