"""From a grouping to persona documents: every number a figure, every sentence cited, small cells hidden."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from folkways.measures.ledger import Counted, Ledger
from folkways.measures.sql import Query, inside
from folkways.model.canonical import settled
from folkways.model.config import Config
from folkways.model.evidence import Figure, Window
from folkways.model.ids import identity
from folkways.model.persona import (
    Glyph,
    LineageEvent,
    Persona,
    PersonaObservations,
    PersonaTrait,
    Stability,
    ValidationCheck,
)
from folkways.model.progress import Counting
from folkways.personas.contrast import Contrast, contrasts
from folkways.personas.coverage import in_no_group, unknown_here
from folkways.personas.figures import Trait, persona_trait, share, size, trait, value_share
from folkways.personas.foresight import Foresight, Gains, gains, verdict
from folkways.personas.ground import Ground
from folkways.personas.grouped import Grouped
from folkways.personas.habits import occasion
from folkways.personas.naming import named
from folkways.personas.prevalence import prevalence
from folkways.personas.rhythm import rhythm
from folkways.personas.sheet import Mask, Sheet
from folkways.personas.spread import Levels, distribution, hidden_levels, levels, tables
from folkways.personas.story import Facts, sets_apart, story, tagline, topical

GLYPHS: tuple[Glyph, ...] = (
    "circle", "square", "triangle", "diamond", "pentagon", "hexagon", "star", "cross", "drop",
)  # fmt: skip
COLOURS = ("#2f6f6a", "#a4572f", "#5d5a8f", "#8a7a1f", "#96436f", "#3f6fa8", "#5f7d33", "#7a4b3a", "#54646f")
BIRTH = "1"
WORTH_SHOWING = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Everything that telling reads. `query` runs SQL over the snapshot's tables with `features` and `members`."""

    sheet: Sheet
    ground: Ground
    grouped: Grouped
    query: Query
    config: Config
    window: Window
    as_of: str
    run: str
    values: np.ndarray
    foresight: Foresight | None = None

    @property
    def ids(self) -> list[str]:
        seed = self.config.workspace.seed
        return [identity(seed, "psn", BIRTH, ordinal) for ordinal in range(self.grouped.count)]

    @property
    def people(self) -> str:
        return "shoppers" if self.ground.valued else "customers"


def members_table(customers: pa.Array, grouped: Grouped, ids: Sequence[str]) -> pa.Table:
    """One row per customer in byte order: `customer_id`, `persona` (null = in none), `posterior` as in `Grouped`."""
    names = [ids[group] if group >= 0 else None for group in grouped.groups]
    return pa.table(
        {
            "customer_id": customers,
            "persona": pa.array(names, pa.string()),
            "posterior": pa.array(grouped.posterior, pa.float64()),
        }
    )


def personas(found: Told, progress: Counting | None = None) -> list[Persona]:
    """Tell every group as a persona document, the largest first."""
    least = found.config.workspace.min_cell
    masks = [found.grouped.groups == at for at in range(found.grouped.count)]
    shown = found.sheet.features
    cut = {feature.key: levels(found.sheet, feature) for feature in shown}
    counted = {key: tables(one, found.grouped.groups, found.grouped.count) for key, one in cut.items()}
    leveled = [feature.key for feature in shown if feature.categorical or feature.kind == "boolean"]
    hidden = [{key: hidden_levels(counted[key], at, least) for key in leveled} for at in range(len(masks))]
    contrasted = [
        contrasts(found.sheet, mask, shown, least, veil) for mask, veil in zip(masks, hidden, strict=True)
    ]
    names = named(contrasted, found.people)
    told: list[Persona] = []
    for at, mask in enumerate(masks):
        told.append(_persona(found, at, mask, contrasted[at], names[at], cut))
        if progress is not None:
            progress(at + 1, len(masks))
    return told


def _persona(
    found: Told, at: int, members: Mask, contrasted: list[Contrast], name: str, cut: dict[str, Levels]
) -> Persona:
    ledger = Ledger(found.window)
    persona, count = found.ids[at], int(members.sum())
    traits = [trait(ledger, persona, contrast) for contrast in contrasted]
    facts, daily = _facts(found, ledger, at, members, traits)
    gaps = [
        in_no_group(ledger, found.sheet, found.grouped.groups),
        *unknown_here(ledger, found.sheet, persona, members, found.config.workspace.min_cell),
    ]
    tried = gains(ledger, found.foresight) if found.foresight else None
    document = Persona(
        id=persona,
        name=name,
        glyph=GLYPHS[at % len(GLYPHS)],
        colour=COLOURS[at % len(COLOURS)],
        tagline=tagline(facts),
        story=story(facts),
        sets_apart=sets_apart(facts),
        channels=topical(facts, ["channels"], ["touchpoints"], 5),
        times=topical(facts, ["times"], ["frequency", "regularity"], 5),
        value=topical(facts, ["value"], ["categories"], 5),
        not_covered=[gap.claim for gap in gaps],
        validation=_validation(found.foresight, tried),
        lineage=[LineageEvent(event="born", at=found.as_of)],
        evidence=[],
        observations=PersonaObservations(
            as_of=found.as_of,
            run=found.run,
            window=found.window,
            min_cell=found.config.workspace.min_cell,
            size=facts.size,
            share=facts.share,
            value_share=facts.value_share,
            traits=_shown_traits(found, ledger, at, traits, cut, count),
            stability=_stability(found, ledger, at, members),
            prevalence=prevalence(
                ledger, found.sheet, persona, members, contrasted, found.config.workspace.min_cell
            ),
            measures=daily,
            cited={gap.key: gap.figure for gap in gaps} | (tried.figures if tried else {}),
        ),
    )
    return settled(document.model_copy(update={"evidence": ledger.cited()}))


def _facts(
    found: Told, ledger: Ledger, at: int, members: Mask, traits: Sequence[Trait]
) -> tuple[Facts, dict[str, Figure]]:
    persona, count = found.ids[at], int(members.sum())
    daily = (
        rhythm(ledger, found.query, found.ground, persona, occasions=occasion(found.ground))
        if found.ground.timed
        else {}
    )
    facts = Facts(
        ordinal=at,
        size=size(ledger, persona, count, found.sheet.size),
        share=share(ledger, persona, count, found.sheet.size),
        value_share=value_share(ledger, persona, found.values, members, found.ground.events),
        traits=traits,
        hour=daily.get("busiest_hour"),
        hour_share=daily.get("busiest_hour_share"),
        weekday=daily.get("busiest_weekday"),
        occasions=occasion(found.ground),
    )
    return facts, daily


def _shown_traits(
    found: Told, ledger: Ledger, at: int, traits: Sequence[Trait], cut: dict[str, Levels], members: int
) -> list[PersonaTrait]:
    """Traits in order of effect, demographics last."""
    least, count = found.config.workspace.min_cell, found.grouped.count
    kept = [one for one in traits if one.contrast.strength >= WORTH_SHOWING or _demographic(one)]
    ordered = sorted(kept, key=_demographic)
    told: list[PersonaTrait] = []
    for one in ordered:
        feature = one.contrast.feature
        counts = tables(cut[feature.key], found.grouped.groups, count)
        spread = distribution(ledger, feature, cut[feature.key], counts, at, found.ids[at], members, least)
        told.append(persona_trait(one, spread))
    return told


def _validation(found: Foresight | None, tried: Gains | None) -> list[ValidationCheck]:
    """The four ways to validate: statistics are done where the data allow it, the others are people's work."""
    told = verdict(found, tried) if found and tried else None
    return [
        ValidationCheck(kind="statistics", done=told is not None, result=told),
        ValidationCheck(kind="customers", done=False),
        ValidationCheck(kind="team", done=False),
        ValidationCheck(kind="use", done=False),
    ]


def _demographic(one: Trait) -> bool:
    return one.contrast.feature.topic == "demographics"


def _stability(found: Told, ledger: Ledger, at: int, members: Mask) -> Stability:
    came_back, sure = found.grouped.stability[at], found.grouped.posterior[members]
    told = Counted(
        title="How surely the group comes back, and how surely members belong",
        query=(
            "SELECT avg(posterior) AS meanPosterior, avg((posterior > 0.8)::INT) AS shareAbove80 "
            f"FROM members WHERE {inside(found.ids[at])}"
        ),
        unit="customers",
        denominator="members of the persona",
        method=(
            f"groups found again in {came_back.resamples} bootstrap resamples of customers, Jaccard of members with "
            "the best match (Hennig 2007); the query repeats how surely members belong"
        ),
        kind="model",
    )
    return Stability(
        jaccard_mean=came_back.jaccard_mean,
        jaccard_min=came_back.jaccard_min,
        resamples=came_back.resamples,
        mean_posterior=float(sure.mean()),
        share_above_80=float((sure > 0.8).mean()),
        evidence=ledger.record(told, int(members.sum())),
    )
