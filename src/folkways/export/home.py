"""The home page and the journey cards, put together from finished documents; nothing new is measured here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from folkways.export.headlines import headlines
from folkways.journeys.leaks import is_leak, leaves, usual_leaving
from folkways.model.config import WorkspaceConfig
from folkways.model.evidence import Evidence, Figure, Id
from folkways.model.home import (
    Finding,
    Headline,
    Headlines,
    Home,
    JourneyCard,
    JourneyList,
    Leak,
    PersonaCard,
)
from folkways.model.journey import Journey, Value
from folkways.model.persona import Persona, PersonaSet

__all__ = ["Gathered", "headlines", "home", "journey_cards", "worst_leak"]


@dataclass(slots=True)
class Gathered:
    """Evidence from several documents under ids that stay apart: an id told twice differently gets a number."""

    found: dict[Id, Evidence] = field(default_factory=dict)

    def cited(self, evidence: Evidence) -> Id:
        """Keep one record; returns the id that it goes by here."""
        name, count = evidence.id, 1
        while name in self.found and self.found[name] != evidence.model_copy(update={"id": name}):
            count += 1
            name = f"{evidence.id[:40]}-{count}"
        self.found[name] = evidence.model_copy(update={"id": name})
        return name

    def figure(self, figure: Figure, of: Iterable[Evidence]) -> Figure:
        """The same figure, citing its evidence by the id that it goes by here."""
        cited = next((one for one in of if one.id == figure.evidence), None)
        return figure if cited is None else figure.model_copy(update={"evidence": self.cited(cited)})

    def finding(self, finding: Finding, of: Sequence[Evidence]) -> Finding:
        known = {one.id: one for one in of}
        names = [self.cited(known[name]) if name in known else name for name in finding.claim.evidence]
        return finding.model_copy(update={"claim": finding.claim.model_copy(update={"evidence": names})})

    def listed(self) -> list[Evidence]:
        return sorted(self.found.values(), key=lambda one: one.id)


def leak_figure(value: Value, unit: str, evidence: Id) -> Figure:
    return Figure(
        value=value.v,
        unit=unit,
        n=value.n,
        lo=value.lo,
        hi=value.hi,
        level=value.level or 0.95,
        method=value.method or "share",
        evidence=evidence,
    )


def worst_leak(journey: Journey) -> Leak | None:
    """Of the leaks (as findings know them) the one with the largest share; ties go to the earlier id; None of none.

    Steps that are only inferred are none: a campaign that began is nothing the customer did.
    """
    measure = next((one for one in journey.measures if one.kind == "dropout" and one.evidence), None)
    if measure is None:
        return None
    told, inferred = leaves(journey), inferred_steps(journey)
    usual = usual_leaving(told.values())
    found = [(step, at) for step, at in told.items() if step not in inferred and is_leak(at, usual)]
    if not found:
        return None
    step, at = min(found, key=lambda one: (-one[1].v, one[0]))
    titles = {step.id: step.title for step in journey.steps}
    figure = leak_figure(at, measure.unit, measure.evidence[0])
    return Leak(step=step, title=titles.get(step, step), measure=measure.id, name=measure.name, figure=figure)


def inferred_steps(journey: Journey) -> set[Id]:
    """The steps of which nobody recorded that the customer took them."""
    lanes = {lane.id for lane in journey.lanes if lane.type == "actions"}
    told = [card for card in journey.cards if card.lane in lanes and card.step]
    return {card.step for card in told if card.step and card.basis == "inferred"}


def journey_card(journey: Journey, order: int, gathered: Gathered) -> JourneyCard:
    layer = journey.personas[0] if len(journey.personas) == 1 else None
    seen = {step.stage for step in journey.steps}
    stages = sorted(journey.stages, key=lambda stage: stage.rank)
    leak = worst_leak(journey)
    if leak:
        leak = leak.model_copy(update={"figure": gathered.figure(leak.figure, journey.evidence)})
    return JourneyCard(
        id=journey.id,
        order=order,
        title=journey.title,
        persona=layer.persona if layer else None,
        persona_name=layer.name if layer else None,
        glyph=layer.glyph if layer else None,
        colour=layer.colour if layer else None,
        stages=[stage.title for stage in stages],
        unseen=[stage.title for stage in stages if stage.id not in seen],
        hidden=[stage.title for stage in stages if stage.id not in seen and stage.id in reached(journey)],
        steps=len(journey.steps),
        touchpoints=len(journey.touchpoints),
        leak=leak,
    )


def reached(journey: Journey) -> set[Id]:
    """The stages that somebody was seen in, be it too few to tell how many."""
    values = journey.observations.values if journey.observations else []
    return {one.stage for one in values if one.stage and not one.step}


def in_order(journeys: Sequence[Journey]) -> list[Journey]:
    """Everybody's journeys first, then those of the personas by the place that their layer's id tells.

    Those of one place keep their order: the customers' own journey comes before that of accounts or cases.
    """

    def place(journey: Journey) -> tuple[int, str]:
        layer = journey.personas[0].id if journey.personas else ""
        return len(layer), layer

    return sorted(journeys, key=place)


def journey_cards(journeys: Sequence[Journey]) -> JourneyList:
    """All journeys as cards: everybody's first, then the personas' in their order."""
    gathered = Gathered()
    cards = [journey_card(journey, order, gathered) for order, journey in enumerate(in_order(journeys))]
    return JourneyList(journeys=cards, evidence=gathered.listed())


def persona_card(persona: Persona, order: int, gathered: Gathered) -> PersonaCard:
    seen = persona.observations
    return PersonaCard(
        id=persona.id,
        order=order,
        name=persona.name,
        glyph=persona.glyph,
        colour=persona.colour,
        tagline=gathered.finding(Finding(claim=persona.tagline), persona.evidence).claim,
        size=gathered.figure(seen.size, persona.evidence),
        share=gathered.figure(seen.share, persona.evidence),
    )


def findings(personas: Sequence[Persona], gathered: Gathered) -> list[Finding]:
    """What sets each persona apart most, in its own words."""
    told = [(one, one.sets_apart[0]) for one in personas if one.sets_apart]
    return [gathered.finding(Finding(claim=claim, persona=one.id), one.evidence) for one, claim in told]


def home(
    workspace: WorkspaceConfig,
    first: Headlines,
    told: PersonaSet,
    personas: Sequence[Persona],
    journeys: Sequence[Journey],
) -> Home:
    """Put the home page together from finished documents; every number keeps its evidence."""
    gathered = Gathered()
    cards = [persona_card(persona, order, gathered) for order, persona in enumerate(personas)]
    return Home(
        name=workspace.name,
        notice=workspace.notice,
        as_of=told.as_of,
        run=told.run,
        window=first.window,
        min_cell=workspace.min_cell,
        currency=workspace.currency,
        timezone=workspace.timezone,
        counts=[_kept(one, first, gathered) for one in first.counts],
        refusal=told.refusal,
        personas=cards,
        journeys=[journey_card(journey, order, gathered) for order, journey in enumerate(in_order(journeys))],
        health=[_kept(one, first, gathered) for one in first.health],
        findings=findings(personas, gathered),
        evidence=gathered.listed(),
    )


def _kept(line: Headline, first: Headlines, gathered: Gathered) -> Headline:
    return line.model_copy(update={"figure": gathered.figure(line.figure, first.evidence)})
