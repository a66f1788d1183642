"""Keeping a workspace fresh: pull what is new, notice files that changed, build when anything did."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from folkways.build import build
from folkways.errors import FolkwaysError, NoSnapshot, SourceError, UnknownName
from folkways.evidence.building import writing
from folkways.evidence.erased import erased_in
from folkways.evidence.snapshots import open_snapshot
from folkways.model.config import Config, Source
from folkways.model.progress import Progress
from folkways.model.pull import Pull
from folkways.sources.config_file import read_config
from folkways.sources.landing import landed_files
from folkways.sources.pulling import Environment, Pulled, pull_source
from folkways.sources.received import close_received
from folkways.sources.rows import source_files
from folkways.sources.whole_files import write_whole
from folkways.workspace.rows import Row

COLUMNS = ("source", "kind", "state", "rows", "files", "since", "cursor", "problem")
SHOWN = ("source", "kind", "state", "rows", "files", "since", "problem")
INPUTS = "inputs.json"


class PullFailed(SourceError):
    code = "pull-failed"

    def __init__(self, failed: Mapping[str, FolkwaysError]) -> None:
        name, first = next(iter(failed.items()))
        more = f" ({len(failed) - 1} more failed.)" if len(failed) > 1 else ""
        super().__init__(f"Source {name!r} could not be refreshed: {first.problem}{more}", hint=first.hint)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refreshed:
    """What came for each source, what failed, and the snapshot that is current now (`is_new`: by this refresh).

    How many rows came is not told once somebody was erased: theirs may be among them.
    """

    rows: list[Row]
    failed: Mapping[str, FolkwaysError]
    snapshot: str | None
    is_new: bool


def refreshed(
    config: Path,
    directory: Path | None,
    *,
    data: Path | None = None,
    only: str | None = None,
    environment: Environment = os.environ,
    progress: Progress,
) -> Refreshed:
    """Refresh every source (or only one) of a `folkways.toml`, then build when anything changed.

    A source that fails is told in `failed` and keeps what it had; the others go on. Nothing is built while a source
    that failed has never had anything. Raises WorkspaceBusy when somebody else is writing.
    """
    beside = config if config.is_dir() else config.parent
    base, folder, told = data or beside, directory or beside, read_config(config)
    names = [source.name for source in told.sources]
    if only is not None and only not in names:
        raise UnknownName("source", only, names)
    failed: dict[str, FolkwaysError] = {}
    with writing(folder):
        received = close_received(folder)
        rows = [
            _noticed(source, base, folder, failed)
            if source.pull is None
            else _row_of(source, source.pull, folder, environment, failed, progress, received)
            for source in told.sources
            if only in (None, source.name)
        ]
    if erased_in(folder):
        rows = [{**row, "rows": None} for row in rows]
    before = _snapshot_id(folder)
    if any(_has_nothing(source, folder) for source in told.sources if source.name in failed):
        return Refreshed(rows=rows, failed=failed, snapshot=before, is_new=False)
    snapshot = build(told, base, folder, progress).id
    _note_inputs(told, base, folder)
    return Refreshed(rows=rows, failed=failed, snapshot=snapshot, is_new=snapshot != before)


def _row_of(
    source: Source,
    pull: Pull,
    folder: Path,
    environment: Environment,
    failed: dict[str, FolkwaysError],
    progress: Progress,
    received: int,
) -> Row:
    """Pull one source; what Folkways refuses is kept for the end, so that the others go on."""
    if pull.kind == "events":
        return _came(pull, Pulled(source=source.name, rows=received, since=None, cursor=None))
    try:
        progress(f"Pulling {source.name}", 0, 1)
        told = pull_source(source, folder, environment)
        progress(f"Pulling {source.name}", 1, 1)
    except FolkwaysError as error:
        failed[source.name] = error
        return {"source": source.name, "kind": pull.kind, "state": "failed", "problem": error.problem}
    return _came(pull, told)


def _came(pull: Pull, told: Pulled) -> Row:
    came = "new rows" if pull.cursor or pull.kind == "events" else "all rows"
    return {
        "source": told.source,
        "kind": pull.kind,
        "state": came if told.rows else "nothing new",
        "rows": told.rows,
        "files": 1 if told.rows else 0,
        "since": told.since,
        "cursor": told.cursor,
    }


def _noticed(source: Source, base: Path, folder: Path, failed: dict[str, FolkwaysError]) -> Row:
    """Say how many files of a source are new or changed since the last refresh, or went away."""
    try:
        now, before = _inputs_of(source, base), _inputs(folder).get(source.name, {})
    except FolkwaysError as error:
        failed[source.name] = error
        return {"source": source.name, "kind": "files", "state": "failed", "problem": error.problem}
    differing = {name for name in {*now, *before} if now.get(name) != before.get(name)}
    state = "changed" if differing else "unchanged"
    return {"source": source.name, "kind": "files", "state": state, "files": len(differing)}


def _has_nothing(source: Source, folder: Path) -> bool:
    return source.pull is None or landed_files(folder, source) is None


def _inputs_of(source: Source, base: Path) -> dict[str, str]:
    return {os.path.relpath(file.path, base): file.sha256 for file in source_files(source, base)}


def _inputs(folder: Path) -> dict[str, dict[str, str]]:
    try:
        return json.loads((folder / INPUTS).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}  # it only says what changed; what is built goes by the files themselves


def _note_inputs(config: Config, base: Path, folder: Path) -> None:
    inputs = {source.name: _inputs_of(source, base) for source in config.sources if source.pull is None}
    write_whole(folder / INPUTS, json.dumps(inputs, indent=1, sort_keys=True) + "\n")


def _snapshot_id(folder: Path) -> str | None:
    try:
        return open_snapshot(folder).id
    except NoSnapshot:
        return None
