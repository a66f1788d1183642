"""What customers say on a map: how many speak of a step or stage, how it feels, and one or two in their own words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from folkways.engines.places import places
from folkways.journeys.speaking import grouped_by
from folkways.model.canonical import settled
from folkways.model.evidence import Evidence
from folkways.model.ids import identity, named
from folkways.model.journey import Card, Journey, Lane, Measure, Observation, Value
from folkways.model.rank import between, ranks
from folkways.stats.intervals import mean_interval
from folkways.stats.suppression import any_few, shown_cells
from folkways.voices.cache import vectors
from folkways.voices.encoder import unit
from folkways.voices.origin import SURE, VERBATIM, origin_of
from folkways.voices.quoting import Candidates, chosen_quotes

LANE, EMOTION = "lan_voices", "lan_emotion"
MOST_QUOTES = 2
FEELING_MOST = 2.0
"""A map's feelings go from -2 to 2, sentiments from -1 to 1."""
SHORTLIST = 60
ONE_PERSONA = (
    "(SELECT step_mentions.* FROM step_mentions JOIN members USING (customer_id) WHERE persona = $persona)"
)
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Speaking:
    """Sentences at steps (`speaking.step_mentions`), whose persona each customer is, and the texts they come from."""

    rows: pa.Table
    members: pa.Table
    spoken: pa.Table
    personas: Sequence[str]
    min_cell: int
    timezone: str
    is_clean: Callable[[str], bool]
    cache: Path | None = None

    @cached_property
    def who(self) -> NDArray[np.int64]:
        """The place of each sentence's customer; -1 for one whom `members` does not know."""
        return places(self.rows["customer_id"], self.members["customer_id"].combine_chunks()).astype(np.int64)

    @cached_property
    def group(self) -> NDArray[np.int64]:
        """The place of each sentence's persona; the last for none."""
        group = places(self.members["persona"], pa.array(self.personas, pa.string())).astype(np.int64)
        known = np.append(np.where(group < 0, len(self.personas), group), len(self.personas))
        return known[self.who]

    @cached_property
    def people(self) -> NDArray[np.object_]:
        return np.array(self.rows["customer_id"].to_pylist(), dtype=object)

    @cached_property
    def sure(self) -> Mask:
        posterior = np.append(self.members["posterior"].to_numpy(), 0.0)
        return posterior[self.who] >= SURE

    @cached_property
    def sentiment(self) -> NDArray[np.float64]:
        return self.rows["sentiment"].to_numpy()

    @cached_property
    def voices(self) -> Mapping[tuple[str, str], Mapping[str, object]]:
        return {(row["source"], row["voice_id"]): row for row in self.spoken.to_pylist()}

    def shown(self, key: str) -> dict[str, list[bool]]:
        """For each step (or stage): whether everybody's map may tell it, then each persona's."""
        found = list(grouped_by(self.rows, key))
        groups = len(self.personas) + 1
        counts = np.array(
            [
                [len(set(self.people[own]))]
                + [len(set(self.people[own[self.group[own] == g]])) for g in range(groups)]
                for _, own in found
            ],
            dtype=np.float64,
        ).T.reshape(groups + 1, len(found))
        wanted = np.ones(counts.shape, dtype=bool)
        wanted[-1] = False
        open_ = shown_cells(counts, wanted, self.min_cell)
        return {one: [bool(cell) for cell in open_[:-1, at]] for at, (one, _) in enumerate(found)}

    def text(self, place: int) -> str:
        row = self.rows.slice(place, 1).to_pylist()[0]
        return str(self.voices[row["source"], row["voice_id"]]["text"])[row["start"] : row["end"]]


def voiced(journeys: Sequence[Journey], said: Speaking) -> list[Journey]:
    """The maps with what is said at their steps: everybody's first, then each persona's in the order of `personas`."""
    steps, stages = said.shown("step"), _stages_shown(said)
    return [_voiced(one, said, at, steps, stages) for at, one in enumerate(journeys)]


def _stages_shown(said: Speaking) -> dict[str, list[bool]]:
    """Stages that may be told: not where the steps held back in them speak of fewer than `min_cell` together."""
    steps, stages = said.shown("step"), said.shown("stage")
    stage_of = dict(zip(said.rows["step"].to_pylist(), said.rows["stage"].to_pylist(), strict=True))
    for at in range(len(said.personas) + 1):
        own = said.group == at - 1 if at else np.ones(len(said.people), dtype=bool)
        held: dict[str, set[object]] = {}
        for step, rows in grouped_by(said.rows, "step"):
            if not steps[step][at]:
                held.setdefault(stage_of[step], set()).update(said.people[rows[own[rows]]])
        for stage, people in held.items():
            stages[stage][at] &= not any_few([len(people)], said.min_cell)
    return stages


def _voiced(
    journey: Journey,
    said: Speaking,
    at: int,
    steps: Mapping[str, list[bool]],
    stages: Mapping[str, list[bool]],
) -> Journey:
    seen = journey.observations
    if seen is None:
        return journey
    own = said.group == at - 1 if at else np.ones(len(said.people), dtype=bool)
    known = {one.id for one in journey.steps}
    layer = journey.personas[0].id if journey.personas else None
    values: list[Observation] = []
    cards: list[Card] = []
    evidence = _evidence(journey, said, own)
    for step, rows in grouped_by(said.rows, "step"):
        here = rows[own[rows]]
        if step in known and len(here):
            values += _observed(said, here, steps[step][at], step=step, persona=layer)
        if step in known and len(here) and steps[step][at]:
            chosen = _quoted(said, here if not at else here[said.sure[here]])
            cards += [
                _card(said, place, step, rank) for place, rank in zip(chosen, ranks(len(chosen)), strict=True)
            ]
            evidence += [_source(said, place) for place in chosen]
    for stage, rows in grouped_by(said.rows, "stage"):
        here = rows[own[rows]]
        if len(here):
            values += _observed(said, here, stages[stage][at], stage=stage, persona=layer)
    unlike = {one.id: one for one in evidence}
    return settled(
        journey.model_copy(
            update={
                "lanes": _lanes(journey.lanes),
                "cards": [*journey.cards, *cards],
                "measures": [*journey.measures, *MEASURES],
                "evidence": [*journey.evidence, *unlike.values()],
                "observations": seen.model_copy(update={"values": [*seen.values, *values]}),
            }
        )
    )


def _lanes(lanes: Sequence[Lane]) -> list[Lane]:
    """The lane of feelings shows what is felt, and behind it stands one of voices."""
    ordered = sorted(lanes, key=lambda one: one.rank)
    emotion = next((at for at, one in enumerate(ordered) if one.id == EMOTION), len(ordered) - 1)
    after = ordered[emotion + 1].rank if emotion + 1 < len(ordered) else ""
    voices = Lane(
        id=LANE,
        rank=between(ordered[emotion].rank, after),
        type="quotes",
        title="What they say",
        role="experience",
        scope="step",
        measure="mea_voices",
    )
    felt = [one.model_copy(update={"measure": "mea_feeling"}) if one.id == EMOTION else one for one in lanes]
    return [*felt, voices]


MEASURES = tuple(
    Measure(id=f"mea_{key}", name=name, unit=unit_, kind=kind, better=better, evidence=[f"evd_{key}"])  # type: ignore[arg-type]
    for key, name, unit_, kind, better in (
        ("voices", "Customers who speak of it", "customers", "count", "neither"),
        ("feeling", "How they feel about it", "points", "feeling", "higher"),
        ("stage-voices", "Customers who speak of the stage", "customers", "count", "neither"),
        ("stage-feeling", "How they feel about the stage", "points", "feeling", "higher"),
    )
)
FELT = "mean over customers of the mean sentiment of their sentences on it, times two: -2 to 2"
COUNT = "count of distinct customers with a sentence of their own that speaks of one of its touchpoints"


def _evidence(journey: Journey, said: Speaking, own: Mask) -> list[Evidence]:
    """What was counted, for steps and stages; `n` are the map's customers who speak of any touchpoint."""
    those = ONE_PERSONA if journey.personas else "step_mentions"
    people, found = len(set(said.people[own])), []
    for key, place in (("", "step"), ("stage-", "stage")):
        counted = f"SELECT count(DISTINCT customer_id) AS value FROM {those} WHERE {place} = ${place}"
        felt = (
            f"SELECT 2 * avg(felt) AS value FROM (SELECT avg(sentiment) AS felt FROM {those} "
            f"WHERE {place} = ${place} GROUP BY customer_id)"
        )
        for name, title, method, query in (
            ("voices", f"Customers who speak of the {place}", COUNT, counted),
            ("feeling", f"How customers who speak of the {place} feel about it", FELT, felt),
        ):
            found.append(
                Evidence(
                    id=f"evd_{key}{name}",
                    kind="document",
                    title=title,
                    n=people if people >= said.min_cell else None,
                    unit="customers",
                    denominator="customers of this map who speak of any touchpoint",
                    window=journey.observations.window if journey.observations else None,
                    method=method,
                    query=query,
                )
            )
    return found


def _observed(
    said: Speaking,
    here: NDArray[np.int64],
    shown: bool,
    *,
    step: str | None = None,
    stage: str | None = None,
    persona: str | None = None,
) -> list[Observation]:
    """How many customers speak of a place, and how they feel; both hidden where they are too few."""
    people, place = np.unique(said.people[here].astype(str), return_inverse=True)
    felt = FEELING_MOST * np.bincount(place, said.sentiment[here]) / np.bincount(place)
    key = "stage-" if stage else ""
    told: dict[str, Value] = {}
    if shown:
        told = {f"mea_{key}voices": Value(v=float(len(people)), n=len(people), method="count")}
        told[f"mea_{key}feeling"] = _feeling(felt)
    return [
        Observation(
            measure=measure, step=step, stage=stage, persona=persona,
            at=told.get(measure), suppressed=None if shown else True,
        )
        for measure in (f"mea_{key}voices", f"mea_{key}feeling")
    ]  # fmt: skip


def _feeling(felt: NDArray[np.float64]) -> Value:
    if len(felt) < 2:
        return Value(v=float(felt[0]), n=len(felt), method="mean")
    found = mean_interval(felt)
    lo, hi = max(found.lo, -FEELING_MOST), min(found.hi, FEELING_MOST)
    return Value(v=found.value, n=len(felt), lo=lo, hi=hi, level=0.95, method=found.method)


def _quoted(said: Speaking, here: NDArray[np.int64]) -> list[int]:
    """One or two sentences near the middle of what is said at a step, in its moods, of different customers."""
    listed = here[np.lexsort((here, -said.rows["typical"].to_numpy()[here]))][:SHORTLIST]
    if not len(listed):
        return []
    texts = [said.text(int(place)) for place in listed]
    where = unit(vectors(texts, said.cache))
    given = Candidates(
        texts=texts,
        vectors=where,
        typical=where @ where.mean(axis=0),
        sentiments=said.sentiment[listed],
        people=list(said.people[listed]),
        mix=said.sentiment[here],
    )
    return [int(listed[one]) for one in chosen_quotes(given, MOST_QUOTES, said.is_clean)]


def _card(said: Speaking, place: int, step: str, rank: str) -> Card:
    row = said.rows.slice(place, 1).to_pylist()[0]
    return Card(
        id=named("crd", "voices", step, row["source"], row["voice_id"], str(row["start"])),
        lane=LANE,
        step=step,
        rank=rank,
        text=f"“{said.text(place)}”",
        basis="reported",
        evidence=[_source(said, place).id],
    )


def _source(said: Speaking, place: int) -> Evidence:
    """The record of one quote: its words, where they stand, when they were said."""
    row = said.rows.slice(place, 1).to_pylist()[0]
    origin, text = origin_of(said.voices[row["source"], row["voice_id"]], said.timezone), said.text(place)
    return Evidence(
        id=identity(0, "evd", "quote", f"{row['source']} {row['voice_id']} {row['start']} {text}"),
        kind=origin.evidence,
        title=origin.title,
        quote=text,
        locator=origin.place,
        method=VERBATIM,
    )
