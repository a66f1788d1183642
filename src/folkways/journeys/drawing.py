"""From a sheet of counts to the journey document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from folkways.errors import TooLittleData
from folkways.journeys.cards import LEAK, cards, titled
from folkways.journeys.flows import flows
from folkways.journeys.map_counts import MapCounts
from folkways.journeys.measures import MEASURES, Wording, evidence_of, measure_of
from folkways.journeys.observed import deviations, observations
from folkways.journeys.steps_table import stage_id, steps_name
from folkways.model.canonical import settled
from folkways.model.config import Config, JourneyConfig, Stage, Touchpoint
from folkways.model.duration import microseconds, spoken
from folkways.model.evidence import Window
from folkways.model.ids import identity, named
from folkways.model.journey import (
    Binding,
    Card,
    Journey,
    JourneyStage,
    JourneyTouchpoint,
    Lane,
    Observations,
    PersonaLayer,
    Scale,
    Step,
)
from folkways.model.persona import Persona
from folkways.model.rank import ranks
from folkways.sources.columns import minor_digits
from folkways.templates.template import Template, template

EVERYBODY = "all"
FEELING = Scale(min=-2, max=2)
NO_CHANNEL = "not told"


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """What a build says of itself: the window of local dates, the data's last event, its content hash, its name."""

    window: Window
    as_of: str
    run: str
    name: str = "1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Legend:
    """What all maps of a build share: the configuration, names of channels, the order of steps."""

    config: Config
    journey: str
    channels: tuple[str, ...]
    ranks: Mapping[int, str]
    order: Mapping[int, int]
    release: Release

    @property
    def told(self) -> JourneyConfig:
        return self.config.journeys[self.journey]

    @property
    def template(self) -> Template:
        return template(self.told.template)

    @property
    def minor(self) -> int:
        return 10 ** minor_digits(self.config.workspace.currency)


def layer_of(persona: Persona, place: int) -> PersonaLayer:
    """A persona as a layer of its map; its place tells its order."""
    return PersonaLayer(
        id=f"per_{place + 1}",
        persona=persona.id,
        version=persona.version,
        name=persona.name,
        colour=persona.colour,
        glyph=persona.glyph,
    )


def typical_order(everyone: MapCounts, stages: Sequence[Stage]) -> list[int]:
    """Steps by stage and, within it, by how early in their customers' histories they first occur, on average.

    Steps that never occur come last in their stage; ties keep the order of the book.
    """

    def early(step: int) -> float:
        at = everyone.at(step)
        return at.first_place / at.customers if at.customers else float("inf")

    book = everyone.book
    return sorted(range(book.steps), key=lambda step: (stages.index(book.stages[step]), early(step), step))


def legend_of(
    everyone: MapCounts, config: Config, journey: str, channels: tuple[str, ...], release: Release
) -> Legend:
    """What everybody's sheet settles for all maps: the order of steps, so that maps can be laid side by side."""
    shape = template(config.journeys[journey].template)
    listed = typical_order(everyone, [stage.key for stage in shape.stages])
    return Legend(
        config=config,
        journey=journey,
        channels=channels,
        ranks=dict(zip(listed, ranks(len(listed)), strict=True)),
        order={step: place for place, step in enumerate(listed)},
        release=release,
    )


def journey_from(sheet: MapCounts, legend: Legend, layer: PersonaLayer | None) -> Journey:
    """Draw one map: everybody's, or that of the persona `layer`.

    Raises `TooLittleData` for a persona none of whose members has an event.
    """
    config, told, seen = legend.config, legend.told, legend.release
    catalogue = config.touchpoints
    wording = _wording(sheet, legend, layer)
    whole = sheet.whole
    if not sheet.steps:
        raise TooLittleData(f"Persona {layer.name if layer else EVERYBODY!r} has 0 customers with events.")
    enough = whole.customers >= sheet.min_cell
    counted = {"customers": int(whole.customers)} if enough else {}
    counted |= {"visits": int(whole.events)} if enough and sheet.whole_told else {}
    persona = layer.persona if layer else EVERYBODY
    drawn = Journey(
        id=identity(config.workspace.seed, "jny", seen.name, f"{legend.journey} {persona}"),
        title=_title(told, config.workspace.name),
        goal=told.goal,
        kind="lifecycle",
        state="current",
        level=0,
        personas=[layer] if layer else [],
        touchpoints=_touchpoints(sheet, legend),
        stages=_stages(legend),
        steps=[_step(sheet, catalogue, step, legend.ranks[step]) for step in sheet.steps],
        flows=flows(sheet, legend.order),
        lanes=_lanes(legend),
        cards=[_said(card, wording) for card in cards(sheet, catalogue, legend.channels)],
        measures=[measure_of(asked, wording) for asked in MEASURES],
        evidence=[evidence_of(asked, wording, counted.get(asked.counted), seen.window) for asked in MEASURES],
        observations=Observations(
            as_of=seen.as_of,
            run=seen.run,
            window=seen.window,
            min_cell=sheet.min_cell,
            values=observations(sheet, legend.channels, legend.minor, layer.id if layer else None),
            deviations=deviations(sheet),
        ),
    )
    return settled(drawn)


def _title(told: JourneyConfig, name: str) -> str:
    """The title that was given; without one, whose journey it is."""
    given = "title" in told.model_fields_set or told.unit == "customer"
    title = (
        told.title
        if given
        else {"account": "An account's", "case": "A case's"}[told.unit] + " journey with {name}"
    )
    return title.format(name=name)


def _said(card: Card, wording: Wording) -> Card:
    """A card that the map wrote itself, said of the unit."""
    return card.model_copy(update={"text": wording.of_unit(card.text)}) if card.text == LEAK else card


def _wording(sheet: MapCounts, legend: Legend, layer: PersonaLayer | None) -> Wording:
    space = legend.config.workspace
    return Wording(
        currency=space.currency,
        minor=legend.minor,
        silence=spoken(microseconds(space.silence)),
        of_persona=layer is not None,
        table=steps_name(legend.config, legend.journey),
        unit=legend.told.unit,
        steps=tuple(sheet.book.ids[step] for step in sheet.counted_steps),
        parted=tuple(sheet.book.ids[step] for step in sheet.parted_steps),
        flows=tuple((sheet.book.ids[step], sheet.book.ids[to]) for step, to in sheet.flows),
    )


def _stages(legend: Legend) -> list[JourneyStage]:
    """All stages of the template: one that no step belongs to says "no data"."""
    stages = legend.template.stages
    return [
        JourneyStage(id=stage_id(stage.key), rank=rank, title=stage.title, goal=stage.goal)
        for stage, rank in zip(stages, ranks(len(stages)), strict=True)
    ]


def _step(sheet: MapCounts, catalogue: Mapping[str, Touchpoint], step: int, rank: str) -> Step:
    name = sheet.book.touchpoints[step]
    return Step(
        id=sheet.book.ids[step],
        stage=stage_id(sheet.book.stages[step]),
        rank=rank,
        title=titled(sheet, catalogue, step),
        touchpoints=[named("tp", name)],
        match=Binding(source="steps", where={"step": sheet.book.ids[step]}),
    )


def _touchpoints(sheet: MapCounts, legend: Legend) -> list[JourneyTouchpoint]:
    """The touchpoints of the map's steps, each with the channel that most of its events used."""
    steps: dict[str, list[int]] = {}
    for step in sheet.steps:
        steps.setdefault(sheet.book.touchpoints[step], []).append(step)
    return [_touchpoint(sheet, legend, name, found) for name, found in steps.items()]


def _touchpoint(sheet: MapCounts, legend: Legend, name: str, steps: list[int]) -> JourneyTouchpoint:
    told = legend.config.touchpoints.get(name, Touchpoint())
    used: dict[int, float] = {}
    for step, code in sheet.channels:
        if step in steps:
            used[code] = used.get(code, 0.0) + sheet.channel(step, code).events
    main = max(used, key=lambda code: (used[code], -code)) if used else 0
    return JourneyTouchpoint(
        id=named("tp", name),
        name=name,
        channel=legend.channels[main] or NO_CHANNEL,
        kind="action" if told.visit else "communication",
        department=told.department,
        match=Binding(source="events", where={"touchpoint": name}),
    )


def _lanes(legend: Legend) -> list[Lane]:
    lanes = legend.template.lanes
    return [
        Lane(
            id=f"lan_{lane.key}",
            rank=rank,
            type=lane.type,
            title=lane.title,
            role=lane.role,
            scope="step",
            scale=FEELING if lane.type == "emotion" else None,
            measure=f"mea_{lane.measure}" if lane.measure else None,
        )
        for lane, rank in zip(lanes, ranks(len(lanes)), strict=True)
    ]
