"""The order of a build: load, store, find personas, map journeys, measure, publish.

Each step leaves its files in the building folder and is marked done with their hashes; a build that was interrupted
is taken up there. Nothing is visible before the last step switches `current`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import BaseModel

from folkways.engines.journey_store import Unit
from folkways.engines.local import LocalEngine, build_store
from folkways.errors import NoSnapshot, SnapshotDamaged
from folkways.evidence.building import build_key, building_folder, is_done, mark_done, writing
from folkways.evidence.erased import FORGETTING, erased_in, stamp
from folkways.evidence.holding import drop_others
from folkways.evidence.key import needs_key, workspace_key
from folkways.evidence.links import links_in
from folkways.evidence.load import load
from folkways.evidence.localtime import local_from_utc
from folkways.evidence.log import append_log, logged
from folkways.evidence.quality import quality_report
from folkways.evidence.schema import spelled_out, write_table
from folkways.evidence.sieve import Keeping
from folkways.evidence.snapshots import Snapshot, open_snapshot, publish, write_whole
from folkways.export.home import headlines, home, journey_cards
from folkways.journeys.drawing import Release, layer_of
from folkways.journeys.mapping import Names, map_journeys
from folkways.journeys.steps_table import steps_name
from folkways.measures.measuring import measure_all
from folkways.measures.raking import raked_weights
from folkways.measures.surveyed import tell_surveys
from folkways.model.canonical import canonical_json
from folkways.model.config import Config
from folkways.model.duration import DAY_US
from folkways.model.evidence import Window
from folkways.model.home import JourneyList
from folkways.model.journey import Journey
from folkways.model.measure import Measures
from folkways.model.persona import Persona, PersonaSet
from folkways.model.quality import QualityReport
from folkways.personas.finding import find_personas
from folkways.upkeep.gaps import knowledge_gaps
from folkways.voices.hearing import Spoken, hear
from folkways.voices.quoting import bears_no_contact

Progress = Callable[[str, int, int], None]

EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class Job:
    """What the steps of one build work on: the settings, where the sources lie, the folder being filled.

    `previous` is the snapshot that is current while this one is built, if there is a sound one.
    """

    config: Config
    base: Path
    folder: Path
    run: str
    progress: Progress
    previous: Snapshot | None
    keeping: Keeping

    def evidence(self, table: str) -> Path:
        return self.folder / "evidence" / f"{table}.parquet"

    def document(self, name: str) -> str:
        return (self.folder / "documents" / name).read_text(encoding="utf-8")

    def write(self, name: str, document: BaseModel) -> None:
        path = self.folder / "documents" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, canonical_json(document))

    def write_table(self, name: str, table: pa.Table) -> None:
        path = self.folder / "tables" / f"{name}.parquet"
        path.parent.mkdir(parents=True, exist_ok=True)
        write_table(spelled_out(table), path)

    @cached_property
    def tables(self) -> Mapping[str, Path]:
        """The Parquet files that stand ready by now, by the name that queries use."""
        files = [*self.folder.glob("evidence/*.parquet"), *self.folder.glob("tables/*.parquet")]
        return {file.stem: file for file in sorted(files)}

    @cached_property
    def instants(self) -> tuple[int, int]:
        """The first and the last instant of events; where there are none, of answers and of what was said."""
        for tables in (("events",), ("answers", "voices")):
            ends = [end for table in tables for end in self._ends(table)]
            if ends:
                return min(ends), max(ends)
        return 0, 0

    @property
    def last_at(self) -> int:
        """The last instant in the data, in microseconds UTC; what the documents call `asOf`."""
        return self.instants[1]

    @cached_property
    def release(self) -> Release:
        local = local_from_utc(np.array(self.instants, dtype=np.int64), self.config.workspace.timezone)
        first, last = ((EPOCH + timedelta(days=int(day))).isoformat() for day in local // DAY_US)
        window = Window.model_validate({"from": first, "to": last})
        as_of = datetime.fromtimestamp(self.last_at / 1e6, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return Release(window=window, as_of=as_of, run=f"run_{self.run[:12]}")

    def _ends(self, table: str) -> list[int]:
        """The first and the last instant in a table; nothing without any."""
        if not self.evidence(table).is_file():
            return []
        known = pq.read_table(self.evidence(table), columns=["at"])["at"].drop_null().to_numpy()
        return [int(known.min()), int(known.max())] if len(known) else []

    def rows(self, table: str) -> pa.Table | None:
        """A table of the evidence, if the sources told it."""
        return pq.read_table(self.evidence(table)) if self.evidence(table).is_file() else None

    @property
    def cache(self) -> Path:
        """Where vectors of sentences are kept from build to build; no document depends on what is there."""
        return self.folder.parents[1] / "cache"

    def engine(self, unit: str = "customer") -> LocalEngine:
        return LocalEngine(self.folder / "store" / unit)

    @property
    def persona_set(self) -> PersonaSet:
        return PersonaSet.model_validate_json(self.document("personas.json"))

    @property
    def personas(self) -> list[Persona]:
        return [
            Persona.model_validate_json(self.document(f"personas/{one}.json"))
            for one in self.persona_set.personas
        ]


def load_evidence(job: Job) -> None:
    before = job.previous.path / "evidence" if job.previous else None
    report = load(
        job.config,
        job.base,
        job.folder / "evidence",
        job.progress,
        previous=before,
        keeping=job.keeping,
    )
    stamp(job.folder / "evidence", job.keeping.erased)
    job.write("quality.json", quality_report(job.config, report, job.folder / "evidence"))


def store_journeys(job: Job) -> None:
    """Write one store for each unit that journeys are declared for; customers always have one."""

    def progress(done: int, total: int) -> None:
        job.progress("Storing journeys", done, total)

    units: list[Unit] = ["customer", *(told.unit for told in job.config.journeys.values())]
    for unit in dict.fromkeys(units):
        build_store(job.evidence("events"), unit, job.folder / "store" / unit, progress)


def tell_personas(job: Job) -> None:
    with job.engine() as engine:
        found = find_personas(
            lambda sql, tables: engine.query(sql, {**job.tables, **tables}),
            frozenset(job.tables),
            job.config,
            window=job.release.window,
            as_of=job.release.as_of,
            run=job.release.run,
            progress=job.progress,
        )
    job.write_table("features", found.features)
    job.write_table("members", found.members)
    for persona in found.personas:
        job.write(f"personas/{persona.id}.json", persona)
    job.write("personas.json", found.set)


def hear_voices(job: Job) -> None:
    """Hear what customers said; themes that the current snapshot froze stay what they are."""
    kept = job.previous.path / "tables" / "themes.parquet" if job.previous else None
    names = {one.id: one.name for one in job.personas}
    members = pq.read_table(job.folder / "tables" / "members.parquet")
    found = hear(
        Spoken(job.rows("voices"), job.rows("answers"), members, names),
        job.config,
        as_of=job.release.as_of,
        run=job.release.run,
        is_clean=bears_no_contact,
        frozen=pq.read_table(kept) if kept and kept.is_file() else None,
        cache=job.cache,
        progress=lambda done, total: job.progress("Hearing voices", done, total),
    )
    if found:
        job.write("voices.json", found.document)
        job.write_table("mentions", found.mentions)
        job.write_table("themes", found.themes)


def draw_journeys(job: Job) -> None:
    if not pq.read_metadata(job.evidence("events")).num_rows:
        job.write("journeys.json", journey_cards([]))
        return
    main = job.config.main_journey
    names = [main, *(name for name in job.config.journeys if name != main)]
    drawn = [journey for name in names for journey in _drawn(job, name)]
    for journey in drawn:
        job.write(f"journeys/{journey.id}.json", journey)
    job.write("journeys.json", journey_cards(drawn))


def _drawn(job: Job, name: str) -> list[Journey]:
    """The maps of one declared journey; those of customers have one for each persona too."""
    unit = job.config.journeys[name].unit
    told = job.personas if unit == "customer" else []
    with job.engine(unit) as engine:
        mapped = map_journeys(
            engine.partitions(),
            Names(touchpoints=engine.touchpoints, channels=engine.channels),
            job.config,
            job.release,
            members=pq.read_table(job.folder / "tables" / "members.parquet"),
            layers=[layer_of(persona, place) for place, persona in enumerate(told)],
            journey=name,
            progress=lambda done, total: job.progress("Mapping journeys", done, total),
        )
    job.write_table(steps_name(job.config, name), mapped.steps)
    return mapped.journeys


def survey(job: Job) -> None:
    with job.engine() as engine:
        weights, raking = raked_weights(lambda sql: engine.query(sql, job.tables), job.config)
        if weights.num_rows:
            job.write_table("weights", weights)
        weighed = replace(job).tables
        told = tell_surveys(
            lambda sql: engine.query(sql, weighed),
            frozenset(weighed),
            job.config,
            raking,
            window=job.release.window,
            run=job.release.run,
        )
    job.write("surveys.json", told)


def measure(job: Job) -> None:
    with job.engine() as engine:
        measures = measure_all(
            lambda sql: engine.query(sql, job.tables),
            frozenset(job.tables),
            job.config,
            personas=[(one.id, one.name) for one in job.personas],
            window=job.release.window,
            as_of=job.release.as_of,
            run=job.release.run,
        )
    job.write("measures.json", measures)
    job.progress("Measuring", 1, 1)


def find_gaps(job: Job) -> None:
    cards = JourneyList.model_validate_json(job.document("journeys.json")).journeys
    journeys = [Journey.model_validate_json(job.document(f"journeys/{one.id}.json")) for one in cards[:1]]
    with job.engine() as engine:
        gaps = knowledge_gaps(
            lambda sql: engine.query(sql, job.tables),
            frozenset(job.tables),
            job.config,
            personas=[(one.id, one.name) for one in job.personas],
            journeys=journeys,
            as_of=job.release.as_of,
            run=job.release.run,
        )
    job.write("gaps.json", gaps)


def tell_home(job: Job) -> None:
    cards = JourneyList.model_validate_json(job.document("journeys.json")).journeys
    in_order = sorted(cards, key=lambda card: card.order)
    journeys = [Journey.model_validate_json(job.document(f"journeys/{one.id}.json")) for one in in_order]
    quality = QualityReport.model_validate_json(job.document("quality.json"))
    measures = Measures.model_validate_json(job.document("measures.json"))
    first = headlines(quality, measures, job.release.window)
    job.write("home.json", home(job.config.workspace, first, job.persona_set, job.personas, journeys))


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    name: str
    run: Callable[[Job], None]
    outputs: tuple[str, ...]


STEPS = (
    Step(name="evidence", run=load_evidence, outputs=("evidence", "documents/quality.json")),
    Step(name="store", run=store_journeys, outputs=("store",)),
    Step(
        name="personas",
        run=tell_personas,
        outputs=(
            "tables/features.parquet",
            "tables/members.parquet",
            "documents/personas.json",
            "documents/personas",
        ),
    ),
    Step(
        name="voices",
        run=hear_voices,
        outputs=("tables/mentions.parquet", "tables/themes.parquet", "documents/voices.json"),
    ),
    Step(
        name="journeys",
        run=draw_journeys,
        outputs=("tables", "documents/journeys.json", "documents/journeys"),
    ),
    Step(name="surveys", run=survey, outputs=("tables/weights.parquet", "documents/surveys.json")),
    Step(name="measures", run=measure, outputs=("documents/measures.json",)),
    Step(name="gaps", run=find_gaps, outputs=("documents/gaps.json",)),
    Step(name="home", run=tell_home, outputs=("documents/home.json",)),
)


def kept_to(config: Config, directory: Path, as_of: int | None = None) -> Keeping:
    """What the workspace's folder says beside the configuration: its key, who was erased, which ids are linked."""
    erased, links = erased_in(directory), links_in(directory)
    key = workspace_key(directory) if needs_key(config) or erased else b""
    return Keeping(key=key, erased=erased, links=links, as_of=as_of)


def build(
    config: Config,
    base: Path,
    directory: Path,
    progress: Progress = lambda _stage, _done, _total: None,
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
        keeping = kept_to(config, directory, as_of)
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
                step.run(
                    replace(job)
                )  # a fresh job: the tables that stand ready are not those of the last step
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
