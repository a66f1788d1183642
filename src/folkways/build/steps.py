"""The steps of a build in their order, each with the files it leaves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pyarrow as pa
import pyarrow.parquet as pq

from folkways.build.job import Job
from folkways.care.telling import tell_care
from folkways.engines.journey_store import Unit
from folkways.engines.local import build_store
from folkways.evidence.erased import stamp
from folkways.evidence.load import load
from folkways.evidence.quality import quality_report
from folkways.export.home import headlines, home, journey_cards
from folkways.journeys.drawing import layer_of
from folkways.journeys.mapping import MappedJourneys, Names, map_journeys
from folkways.journeys.speaking import step_mentions
from folkways.journeys.steps_table import steps_name
from folkways.journeys.voiced import Speaking
from folkways.journeys.voiced import voiced as voiced_maps
from folkways.measures.answered import orders_of, tell_answers
from folkways.measures.driver_findings import tell_drivers
from folkways.measures.measuring import measure_all
from folkways.measures.raking import raked_weights
from folkways.measures.surveyed import tell_surveys
from folkways.model.home import JourneyList
from folkways.model.journey import Journey
from folkways.model.measure import Measures
from folkways.model.persona import Persona
from folkways.model.quality import QualityReport
from folkways.model.survey import Surveys
from folkways.model.voice import Voices
from folkways.personas.finding import find_personas
from folkways.personas.sayings import sayings
from folkways.personas.voiced import voiced
from folkways.upkeep.gaps import knowledge_gaps
from folkways.voices.gathering import spoken
from folkways.voices.hearing import Spoken, hear
from folkways.voices.quoting import bears_no_contact
from folkways.voices.telling import nothing_told


def load_evidence(job: Job) -> None:
    before = job.previous.path / "evidence" if job.previous else None
    report = load(
        job.config,
        job.base,
        job.folder / "evidence",
        job.progress,
        previous=before,
        keeping=job.keeping,
        kept=job.cache / "sources",
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
        window=job.release.window,
    )
    if found is None:
        least = job.config.workspace.min_cell
        job.write("voices.json", nothing_told(least, as_of=job.release.as_of, run=job.release.run))
        return
    job.write("voices.json", found.document)
    job.write_table("mentions", found.mentions)
    job.write_table("themes", found.themes)


def voice_personas(job: Job) -> None:
    """Put what members say into the persona documents, where anything was heard."""
    if not (job.folder / "tables" / "mentions.parquet").is_file():
        return
    documents = job.personas
    heard = sayings(
        pq.read_table(job.folder / "tables" / "mentions.parquet"),
        pq.read_table(job.folder / "tables" / "members.parquet"),
        spoken(job.rows("voices"), job.rows("answers")),
        Voices.model_validate_json(job.document("voices.json")),
        documents,
        timezone=job.config.workspace.timezone,
        is_clean=bears_no_contact,
        cache=job.cache,
    )
    for persona in voiced(documents, heard, job.config.workspace.min_cell):
        job.write(f"personas/{persona.id}.json", persona)


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
    return _with_voices(job, mapped, told) if name == job.config.main_journey else mapped.journeys


def _with_voices(job: Job, mapped: MappedJourneys, told: list[Persona]) -> list[Journey]:
    """The customers' maps with what was said at their steps, where anything was heard of touchpoints."""
    if not (job.folder / "tables" / "mentions.parquet").is_file():
        return mapped.journeys
    heard = spoken(job.rows("voices"), job.rows("answers"))
    mentions = pq.read_table(job.folder / "tables" / "mentions.parquet")
    rows = step_mentions(mentions, heard, mapped.steps, job.config.touchpoints)
    if not rows.num_rows:
        return mapped.journeys
    job.write_table("step_mentions", rows)
    said = Speaking(
        rows=rows,
        members=pq.read_table(job.folder / "tables" / "members.parquet"),
        spoken=heard,
        personas=[one.id for one in told],
        min_cell=job.config.workspace.min_cell,
        timezone=job.config.workspace.timezone,
        is_clean=bears_no_contact,
        cache=job.cache,
    )
    return voiced_maps(mapped.journeys, said)


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


def tell_surveyed(job: Job) -> None:
    """The answers to each question, and what drives the outcomes, as documents."""
    surveys = Surveys.model_validate_json(job.document("surveys.json"))
    measures = Measures.model_validate_json(job.document("measures.json"))
    personas = [(one.id, one.name) for one in job.personas]
    with job.engine() as engine:

        def query(sql: str) -> pa.Table:
            return engine.query(sql, job.tables)

        job.write(
            "answers.json", tell_answers(query, surveys.questions, measures, personas, orders_of(job.config))
        )
        drivers = tell_drivers(
            query,
            frozenset(job.tables),
            surveys.questions,
            job.config,
            window=job.release.window,
            run=job.release.run,
        )
    job.write("drivers.json", drivers)


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


def take_care(job: Job) -> None:
    """Look for harm in everything that was made before."""
    cards = JourneyList.model_validate_json(job.document("journeys.json")).journeys
    in_order = sorted(cards, key=lambda card: card.order)
    with job.engine() as engine:
        care = tell_care(
            lambda sql: engine.query(sql, job.tables),
            frozenset(job.tables),
            job.config,
            personas=job.personas,
            journeys=[
                Journey.model_validate_json(job.document(f"journeys/{one.id}.json")) for one in in_order
            ],
            quality=QualityReport.model_validate_json(job.document("quality.json")),
            measures=Measures.model_validate_json(job.document("measures.json")),
            voices=Voices.model_validate_json(job.document("voices.json")),
            links=len(job.keeping.links),
            window=job.release.window,
            as_of=job.release.as_of,
            run=job.release.run,
        )
    job.write("care.json", care)


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
        ),
    ),
    Step(
        name="voices",
        run=hear_voices,
        outputs=("tables/mentions.parquet", "tables/themes.parquet", "documents/voices.json"),
    ),
    # The persona documents are whole here; until then they may be told and voiced again.
    Step(name="quotes", run=voice_personas, outputs=("documents/personas",)),
    Step(
        name="journeys",
        run=draw_journeys,
        outputs=("tables", "documents/journeys.json", "documents/journeys"),
    ),
    Step(name="surveys", run=survey, outputs=("tables/weights.parquet", "documents/surveys.json")),
    Step(name="measures", run=measure, outputs=("documents/measures.json",)),
    Step(name="answers", run=tell_surveyed, outputs=("documents/answers.json", "documents/drivers.json")),
    Step(name="gaps", run=find_gaps, outputs=("documents/gaps.json",)),
    Step(name="care", run=take_care, outputs=("documents/care.json",)),
    Step(name="home", run=tell_home, outputs=("documents/home.json",)),
)
