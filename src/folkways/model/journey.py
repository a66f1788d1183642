"""The journey document, format 1.0: flat arrays with stable ids, ranks for order, observations apart."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic.alias_generators import to_camel
from pydantic.config import JsonDict

from folkways.model.config import Basis
from folkways.model.evidence import Evidence, Id, Rank, Window
from folkways.model.noun import DocumentPart

LaneType = Literal[
    "text", "actions", "thoughts", "questions", "needs", "quotes", "touchpoints", "channels", "emotion",
    "intensity", "importance", "image", "pains", "gains", "opportunities", "solutions", "measure", "funnel",
    "time", "themes", "messages", "department", "frontstage", "backstage", "support", "systems",
    "evidence-artifacts", "policy", "barriers", "risks", "links", "divider",
]  # fmt: skip
FlowKind = Literal["next", "branch", "loop", "parallel", "handoff", "dropout"]


class Review(DocumentPart):
    every_days: int | None = Field(default=None, ge=1)
    last_on: str | None = None
    due_on: str | None = None
    by: str | None = None


class Parent(DocumentPart):
    journey: Id
    step: Id | None = None


class PersonaLayer(DocumentPart):
    """A persona on this map, by id and version: a map knows which persona it was drawn for."""

    id: Id
    persona: Id
    version: int | None = Field(default=None, ge=1)
    name: str
    colour: str | None = None
    glyph: str | None = None


class Actor(DocumentPart):
    id: Id
    name: str
    role: Literal["customer", "frontstage", "backstage", "system", "partner"]
    department: str | None = None


class Binding(DocumentPart):
    """How to find something in the data."""

    source: str
    where: dict[str, str | list[str]] = {}
    query: str | None = None


class JourneyTouchpoint(DocumentPart):
    id: Id
    name: str
    channel: str
    kind: Literal["communication", "action"] | None = None
    initiator: Id | None = None
    receiver: Id | None = None
    department: str | None = None
    match: Binding | None = None


class JourneyStage(DocumentPart):
    """A stage of the customer's way. One that no step belongs to is shown as "no data", never as 0."""

    id: Id
    rank: Rank
    title: str
    goal: str | None = None
    department: str | None = None


class Step(DocumentPart):
    id: Id
    stage: Id
    rank: Rank
    title: str
    touchpoints: list[Id] = []
    moment_of_truth: bool | None = None
    optional: bool | None = None
    entry: bool | None = None
    exit: bool | None = None
    subjourney: Id | None = None
    match: Binding | None = None


class Flow(DocumentPart):
    model_config = ConfigDict(
        json_schema_extra={
            "if": {"not": {"properties": {"kind": {"const": "dropout"}}}},
            "then": {"required": ["to"], "properties": {"to": {"type": "string"}}},
        }
    )

    id: Id
    from_: Id = Field(alias="from")
    to: Id | None = None
    kind: FlowKind
    origin: Literal["drawn", "recorded", "both"]
    condition: str | None = None
    measures: list[Id] = []

    @model_validator(mode="after")
    def _leads_somewhere(self) -> Flow:
        if self.kind != "dropout" and self.to is None:
            raise ValueError("a flow that is no dropout needs 'to'")
        return self


class Scale(DocumentPart):
    min: float
    max: float
    labels: dict[str, str] = {}


class Lane(DocumentPart):
    id: Id
    rank: Rank
    type: LaneType
    title: str
    role: Literal["experience", "organisation", "insight", "data", "layout"] | None = None
    persona: Id | None = None
    scope: Literal["stage", "step"] | None = None
    scale: Scale | None = None
    measure: Id | None = None
    collapsed: bool | None = None
    hidden_in: list[Literal["present", "print", "public"]] = []


class Confidence(DocumentPart):
    level: Literal["low", "medium", "high"]
    score: float | None = Field(default=None, ge=0, le=1)
    why: list[str] = []


class Image(DocumentPart):
    src: str
    alt: str = Field(min_length=1)


def _one_of(*keys: str) -> JsonDict:
    """JSON Schema for: at least one of these keys holds something."""
    filled: JsonDict = {"not": {"enum": [None, False, []]}}
    return {"anyOf": [{"required": [key], "properties": {key: filled}} for key in keys]}


def _cites(basis: str, *keys: str) -> JsonDict:
    return {"if": {"properties": {"basis": {"enum": [*basis.split()]}}}, "then": _one_of(*keys)}


PLACED = _one_of("step", "stage", "parked")
BACKED: JsonDict = {
    "allOf": [
        _cites("measured reported observed", "evidence", "measures"),
        _cites("inferred", "evidence", "measures", "claims"),
        _cites("simulated", "evidence", "measures", "run"),
    ]
}


class Card(DocumentPart):
    """One statement in one cell. Text holds no computed number; numbers live in `observations`."""

    model_config = ConfigDict(json_schema_extra={"allOf": [PLACED, BACKED]})

    id: Id
    lane: Id
    rank: Rank
    basis: Basis
    step: Id | None = None
    stage: Id | None = None
    parked: bool | None = None
    span: int | None = Field(default=None, ge=1)
    personas: list[Id] = []
    text: str | None = None
    value: float | None = None
    label: str | None = None
    image: Image | None = None
    severity: int | None = Field(default=None, ge=1, le=5)
    tags: list[str] = []
    evidence: list[Id] = []
    measures: list[Id] = []
    claims: list[Id] = []
    run: str | None = None
    confidence: Confidence | None = None
    review: Literal["draft", "proposed", "accepted", "disputed"] | None = None
    pinned: bool | None = None

    @model_validator(mode="after")
    def _placed_and_backed(self) -> Card:
        if not (self.step or self.stage or self.parked):
            raise ValueError("a card stands on a step, on a stage, or is parked")
        backed = bool(self.evidence or self.measures)
        if self.basis == "inferred":
            backed = backed or bool(self.claims)
        if self.basis == "simulated":
            backed = backed or self.run is not None
        if self.basis != "assumed" and not backed:
            raise ValueError(f"a card that is {self.basis} cites evidence, a measure, claims or a run")
        return self


class Alert(DocumentPart):
    below: float | None = None
    above: float | None = None
    shift: bool | None = None


class Measure(DocumentPart):
    id: Id
    name: str
    unit: str
    kind: Literal[
        "count", "share", "conversion", "dropout", "duration", "feeling", "csat", "nps", "ces", "clv",
        "revenue", "cost", "sentiment", "custom",
    ] | None = None  # fmt: skip
    better: Literal["higher", "lower", "neither"] | None = None
    target: float | None = None
    alert: Alert | None = None
    evidence: list[Id] = []
    source: Binding | None = None


class Score(DocumentPart):
    v: float
    basis: Basis | None = None
    why: str | None = None


class Opportunity(DocumentPart):
    id: Id
    title: str
    statement: str | None = None
    cards: list[Id] = []
    steps: list[Id] = []
    personas: list[Id] = []
    scores: dict[str, Score] = {}
    status: Literal["found", "chosen", "doing", "shipped", "measured", "dropped"] | None = None
    owner: str | None = None
    department: str | None = None


class Value(DocumentPart):
    v: float
    n: int | None = Field(default=None, ge=0)
    lo: float | None = None
    hi: float | None = None
    level: float | None = None
    method: str | None = None


class Observation(DocumentPart):
    """One computed value of a measure at a place of the map; `previous` is from before the last refresh."""

    model_config = ConfigDict(json_schema_extra={"oneOf": [_one_of("at"), _one_of("suppressed")]})

    measure: Id
    step: Id | None = None
    stage: Id | None = None
    flow: Id | None = None
    persona: Id | None = None
    channel: str | None = None
    quantile: float | None = None
    unit: str | None = None
    at: Value | None = None
    previous: Value | None = None
    suppressed: bool | None = None

    @model_validator(mode="after")
    def _either_at_or_suppressed(self) -> Observation:
        if (self.at is None) == (not self.suppressed):
            raise ValueError("an observation has 'at' or is suppressed, one of the two")
        return self


class Deviation(DocumentPart):
    kind: Literal["missing", "extra", "reordered", "repeated", "failed"]
    step: Id | None = None
    label: str | None = None
    share: Value | None = None


class Observations(DocumentPart):
    as_of: str
    run: str | None = None
    window: Window | None = None
    min_cell: int | None = Field(default=None, ge=1)
    values: list[Observation] = []
    deviations: list[Deviation] = []


class Journey(BaseModel):
    """A whole journey document; keys that begin with `x-` are allowed at the top and kept."""

    model_config = ConfigDict(
        frozen=True,
        extra="allow",
        populate_by_name=True,
        alias_generator=to_camel,
        json_schema_extra={
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": "folkways.journey 1.0",
            "patternProperties": {"^x-": True},
            "additionalProperties": False,
        },
    )

    format: Literal["folkways.journey"] = "folkways.journey"
    format_version: str = Field(default="1.0", pattern=r"^1\.[0-9]+$")
    id: Id
    title: str = Field(min_length=1)
    goal: str | None = None
    scenario: str | None = None
    lang: str | None = None
    kind: Literal["lifecycle", "journey", "experience-map", "service-blueprint"]
    state: Literal["current", "future", "retired"]
    counterpart: Id | None = None
    level: int | None = Field(default=None, ge=0, le=3)
    parent: Parent | None = None
    owner: str | None = None
    review: Review | None = None
    personas: list[PersonaLayer] = []
    actors: list[Actor] = []
    touchpoints: list[JourneyTouchpoint] = []
    stages: list[JourneyStage] = Field(min_length=1)
    steps: list[Step] = Field(min_length=1)
    flows: list[Flow] = []
    lanes: list[Lane]
    cards: list[Card]
    measures: list[Measure] = []
    evidence: list[Evidence] = []
    opportunities: list[Opportunity] = []
    observations: Observations | None = None

    @model_validator(mode="before")
    @classmethod
    def _only_known_or_extension_keys(cls, found: Any) -> Any:
        if isinstance(found, dict):
            known = {field.alias or name for name, field in cls.model_fields.items()} | set(cls.model_fields)
            for key in found:
                if key not in known and not str(key).startswith("x-"):
                    raise ValueError(f"unknown key {key!r}: extensions begin with 'x-'")
        return found
