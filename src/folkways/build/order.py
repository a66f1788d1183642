"""The order of a build: load, store, find personas, map journeys, measure, publish.

Each step leaves its files in the building folder and is marked done with their hashes; a build that was interrupted
is taken up there. Nothing is visible before the last step switches `current`.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from folkways.build.job import Job
from folkways.build.steps import STEPS
from folkways.errors import NoSnapshot, SnapshotDamaged
from folkways.evidence.building import build_key, building_folder, is_done, mark_done, writing
from folkways.evidence.erased import FORGETTING, erased_in
from folkways.evidence.holding import drop_others
from folkways.evidence.key import needs_key, workspace_key
from folkways.evidence.landed import take_out_landed
from folkways.evidence.links import links_in
from folkways.evidence.log import append_log, logged
from folkways.evidence.sieve import Keeping
from folkways.evidence.snapshots import Snapshot, open_snapshot, publish
from folkways.model.config import Config
from folkways.model.progress import Progress, silently
from folkways.sources.landing import with_landings


def kept_to(config: Config, directory: Path, as_of: int | None = None) -> Keeping:
    """What the workspace's folder says beside the configuration: its key, who was erased, which ids are linked."""
    erased, links = erased_in(directory), links_in(directory)
    key = workspace_key(directory) if needs_key(config) or erased else b""
    return Keeping(key=key, erased=erased, links=links, as_of=as_of)


def build(
    config: Config,
    base: Path,
    directory: Path,
    progress: Progress = silently,
    *,
    as_of: int | None = None,
) -> Snapshot:
    """Build a workspace in `directory` from sources that lie in `base`, and make it current.

    The same sources, settings and code give the same snapshot; if that is current already, nothing is done. `as_of`
    (microseconds UTC) ends the periods of retention; by default the last instant in the data does. Raises
    WorkspaceBusy when somebody else is building there. An exception, Ctrl-C or a kill leaves `current` as it was, and
    the next build takes up the finished steps.
    """
    with writing(directory):
        config, told = with_landings(config, base, directory), config
        keeping = kept_to(config, directory, as_of)
        if keeping.erased and take_out_landed(config, base, keeping):
            config = with_landings(told, base, directory)
        run = build_key(config, base, kept=keeping.told())
        previous = _current(directory)
        if previous and previous.manifest.run == run:
            return previous
        folder = building_folder(directory, run)
        job = Job(
            config=config,
            base=base,
            folder=folder,
            run=run,
            progress=progress,
            previous=previous,
            keeping=keeping,
        )
        for number, step in enumerate(STEPS):
            if not is_done(folder, step.name):
                # A fresh job, because the tables that stand ready are not those of the last step.
                step.run(replace(job))
                mark_done(folder, step.name, [one for one in step.outputs if (folder / one).exists()])
            progress("Building", number + 1, len(STEPS))
        log_allowed(config, directory)
        snapshot = publish(directory, folder, run=run, as_of=job.last_at)
        drop_outdated(directory, snapshot.id)
        return snapshot


def drop_outdated(directory: Path, current: str) -> None:
    """Drop snapshots from before somebody was erased (they came from a backup), unless that is being done just now."""
    if erased_in(directory) and not (directory / FORGETTING).exists():
        drop_others(directory, current, 0.0)


def log_allowed(config: Config, directory: Path) -> None:
    """Log each sensitive trait that may form personas, once for each person and reason."""
    told = [(line.get("trait"), line.get("who"), line.get("reason")) for line in logged(directory)]
    for one in config.personas.allow_sensitive:
        if (one.trait, one.who, one.reason) not in told:
            append_log(directory, "sensitive trait allowed", trait=one.trait, who=one.who, reason=one.reason)


def _current(directory: Path) -> Snapshot | None:
    """The current snapshot, if there is one and it is whole."""
    try:
        return open_snapshot(directory)
    except (NoSnapshot, SnapshotDamaged):
        return None
