"""The persona document: who a group of customers is, in evidence."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from folkways.model.config import Basis
from folkways.model.evidence import Claim, Evidence, Figure, Id, Window
from folkways.model.noun import DocumentPart
from folkways.model.said import PersonaQuote, PersonaSaid

Glyph = Literal["circle", "square", "triangle", "diamond", "pentagon", "hexagon", "star", "cross", "drop"]
TraitTopic = Literal["behaviour", "value", "channels", "times", "attitudes", "demographics"]


class DistributionBar(DocumentPart):
    """One level of a distribution: its share here and among everybody else (of those with a known value)."""

    label: str
    here: float | None = None
    elsewhere: float | None = None
    suppressed: bool = False


class Distribution(DocumentPart):
    """How a trait is spread; `known` of `members` have a value, the others are missing and stay missing."""

    bars: list[DistributionBar]
    known: int
    members: int
    evidence: Id


class PersonaTrait(DocumentPart):
    """One trait: here against everybody else, difference with interval, effect size, and its distribution.

    `effect` is Cohen's d for means and Cohen's h for shares, signed: above 0 means more here.
    """

    key: str
    label: str
    topic: TraitTopic
    role: Literal["defining", "describing", "outcome"]
    basis: Basis = "measured"
    here: Figure
    elsewhere: Figure
    difference: Figure
    effect: float | None = None
    effect_kind: Literal["d", "h"] = "d"
    q_value: float | None = None
    distribution: Distribution | None = None


class Stability(DocumentPart):
    """How surely the group comes back when customers are drawn again, and how sure members are."""

    jaccard_mean: float
    jaccard_min: float
    resamples: int
    mean_posterior: float
    share_above_80: float
    evidence: Id


class PrevalencePoint(DocumentPart):
    """Share of members, and of others, who match at least `k` of the persona's statements."""

    k: int
    members: float
    others: float


class Prevalence(DocumentPart):
    """A persona is a conjunction, and conjunctions are empty: how many members match how many statements."""

    statements: list[str]
    points: list[PrevalencePoint]
    evidence: Id


class LineageEvent(DocumentPart):
    event: Literal["born", "continued", "split", "merged", "retired"]
    from_: list[Id] = Field(default=[], alias="from")
    at: str
    overlap: float | None = None


class ValidationCheck(DocumentPart):
    """One of the four ways a persona is validated: done or not, and what came out."""

    kind: Literal["statistics", "customers", "team", "use"]
    done: bool
    result: Claim | None = None


class PersonaObservations(DocumentPart):
    """Everything a refresh recomputes; people never edit it.

    `measures` are shown with the persona; `cited` are figures that stand in sentences only.
    """

    as_of: str
    run: str
    window: Window
    min_cell: int
    size: Figure
    share: Figure
    value_share: Figure | None = None
    traits: list[PersonaTrait]
    stability: Stability
    prevalence: Prevalence | None = None
    said: PersonaSaid | None = None
    measures: dict[str, Figure] = {}
    cited: dict[str, Figure] = {}


class Persona(DocumentPart):
    """A persona document, format 1.0: told content, evidence, and observations that a refresh replaces."""

    format: Literal["folkways.persona"] = "folkways.persona"
    format_version: Literal["1.0"] = "1.0"
    id: Id
    version: int = Field(default=1, ge=1)
    status: Literal["draft", "reviewed", "published", "retired"] = "draft"
    kind: Literal["primary", "secondary", "negative", "edge"] = "primary"
    name: str
    glyph: Glyph
    colour: str
    tagline: Claim
    story: list[Claim]
    sets_apart: list[Claim] = []
    goals: list[Claim] = []
    pains: list[Claim] = []
    wishes: list[Claim] = []
    channels: list[Claim] = []
    times: list[Claim] = []
    value: list[Claim] = []
    quotes: list[PersonaQuote] = []
    not_covered: list[Claim] = []
    validation: list[ValidationCheck] = []
    journeys: list[Id] = []
    lineage: list[LineageEvent] = []
    evidence: list[Evidence]
    observations: PersonaObservations


class CandidateK(DocumentPart):
    """One row of the choice of K, so that people can see why this number was taken."""

    k: int
    bic: float
    smallest_share: float
    jaccard_min: float
    jaccard_mean: float
    split_half: float | None = None
    fewest_contrasts: int
    chosen: bool = False
    advice: str


class Rival(DocumentPart):
    """Another way to group the same customers, compared on the same figures."""

    method: str
    k: int
    jaccard_min: float | None = None
    split_half: float | None = None
    prediction_gain: Figure | None = None
    note: str


class PersonaSet(DocumentPart):
    """All personas of one build, how their number was chosen, and who is not covered.

    `refusal` says why there are none, with figures; then `personas` is empty. `cited` are the figures that stand in
    the sentences of `robustness` and `notCovered`.
    """

    format: Literal["folkways.personas"] = "folkways.personas"
    personas: list[Id]
    refusal: str | None = None
    engine: str
    candidates: list[CandidateK]
    rivals: list[Rival] = []
    robustness: list[Claim] = []
    customers: int
    assigned: int
    not_sure: int
    not_covered: list[Claim] = []
    cited: dict[str, Figure] = {}
    evidence: list[Evidence] = []
    as_of: str
    run: str
