"""From data frames in a notebook to a workspace."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import mkdtemp
from typing import Protocol, runtime_checkable

import pyarrow as pa
import pyarrow.parquet as pq

from folkways.build import build
from folkways.errors import SourceError, writing_to
from folkways.sources.config_file import NAME, config_from_text
from folkways.sources.guess import guessed_config
from folkways.workspace.opened import Workspace, open_workspace


@runtime_checkable
class ArrowStream(Protocol):
    """Anything that gives its rows as an Arrow stream: pandas, polars, DuckDB, pyarrow."""

    def __arrow_c_stream__(self, requested_schema: object = None) -> object: ...


def from_frames(
    *,
    events: ArrowStream,
    customers: ArrowStream | None = None,
    answers: ArrowStream | None = None,
    to: Path | str | None = None,
    config: str | None = None,
) -> Workspace:
    """Build a workspace from frames and open it.

    The frames are written to `to` (default: a new temporary folder) as Parquet, with a `folkways.toml` whose roles are
    guessed from their columns; pass `config` (its text, naming `events.parquet`, …) to say them yourself. Raises
    SourceError for something that is no frame.
    """
    folder = Path(to) if to else Path(mkdtemp(prefix="folkways-"))
    frames: Mapping[str, ArrowStream | None] = {"events": events, "customers": customers, "answers": answers}
    with writing_to(folder):
        folder.mkdir(parents=True, exist_ok=True)
        written = [_written(name, frame, folder) for name, frame in frames.items() if frame is not None]
        text = config or guessed_config(written, folder).text
        (folder / NAME).write_text(text, encoding="utf-8", newline="\n")
    build(config_from_text(text, NAME), folder, folder)
    return open_workspace(folder)


def _written(name: str, frame: object, folder: Path) -> Path:
    if not isinstance(frame, ArrowStream):
        raise SourceError(
            f"{name} is a {type(frame).__name__}, not a data frame.",
            hint="Pass a pandas, polars or Arrow table.",
        )
    path = folder / f"{name}.parquet"
    pq.write_table(pa.table(frame), path)
    return path
