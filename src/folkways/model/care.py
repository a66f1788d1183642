"""Care: where a map can do harm, what guards against it, and what only the machine has said."""

from __future__ import annotations

from typing import Literal

from folkways.model.evidence import Evidence, Figure, Id
from folkways.model.noun import DocumentPart
from folkways.model.privacy import Allowed

Way = Literal["in a persona", "with events", "answered", "spoke"]
Absence = Literal[
    "no consent", "past retention", "in no persona", "without events", "never answered", "never spoke"
]
GuardState = Literal["on", "weak", "off"]


class Thresholds(DocumentPart):
    """What makes a finding: strengths (0 to 1), a ratio of shares, the corrected p below which chance is ruled out."""

    strength: float
    proxy: float
    service: float
    four_fifths: float
    q: float


class Proxy(DocumentPart):
    """A defining feature that goes with a sensitive trait and with personas, and the line that takes it out."""

    feature: str
    label: str
    with_trait: Figure
    with_personas: Figure
    line: str


class Divide(DocumentPart):
    """How strongly personas go with one sensitive trait, the level that they divide most, and what carries it.

    Where any number would tell of few people the strength is suppressed, and `finding` alone is told.
    """

    trait: str
    label: str
    strength: Figure
    q: float | None = None
    level: str | None = None
    level_strength: Figure | None = None
    level_q: float | None = None
    persona: Id | None = None
    persona_name: str | None = None
    here: Figure | None = None
    elsewhere: Figure | None = None
    finding: bool = False
    allowed: Allowed | None = None
    proxies: list[Proxy] = []
    says: str


class Unchecked(DocumentPart):
    """A sensitive trait that could not be held against personas, and why."""

    trait: str
    label: str
    reason: str


class Absent(DocumentPart):
    """People, or rows of a source, that the numbers do not speak of, as a share of all."""

    why: Absence
    source: str | None = None
    unit: Literal["customers", "rows"] = "customers"
    share: Figure
    advice: str


class LeftOut(DocumentPart):
    """The customers with one level of a trait: which share of them is in the numbers, and of all others."""

    way: Way
    trait: str
    label: str
    level: str
    sensitive: bool = False
    share: Figure
    others: Figure
    ratio: float | None = None
    q: float | None = None
    finding: bool = False


class LevelFigure(DocumentPart):
    level: str
    figure: Figure


class Unequal(DocumentPart):
    """One outcome by the levels of one sensitive trait: how strongly they go together, and each level's value."""

    outcome: str
    outcome_label: str
    better: Literal["higher", "lower", "neither"] = "neither"
    trait: str
    label: str
    strength: Figure
    q: float
    finding: bool = False
    levels: list[LevelFigure]
    says: str


class ClaimCount(DocumentPart):
    """How many claims of a document stand on what."""

    document: str
    name: str
    of: int
    measured: int = 0
    reported: int = 0
    observed: int = 0
    inferred: int = 0
    simulated: int = 0
    assumed: int = 0


class Decision(DocumentPart):
    """Something a person decided, and the line it stands in."""

    what: str
    about: str
    who: str | None = None
    reason: str | None = None
    line: str


class Unconfirmed(DocumentPart):
    """Something the machine says alone: `count` of `of`, and how people confirm it."""

    what: str
    count: int
    of: int
    advice: str


class Guard(DocumentPart):
    """A safeguard: whether it is on here, what that means, and the line of `folkways.toml` that changes it."""

    name: str
    about: str | None = None
    state: GuardState
    says: str
    line: str


class SmallPersona(DocumentPart):
    """A persona near the floor: with so few members, one more filter would speak of single people."""

    persona: Id
    name: str
    members: Figure
    floor: int


class TellingQuote(DocumentPart):
    """A shown quote with words that hardly anybody else uses."""

    voice: str
    source: str
    document: str
    locator: str
    text: str
    words: list[str]


class Care(DocumentPart):
    """All that one build has to say of the harm that its documents may do."""

    format: Literal["folkways.care"] = "folkways.care"
    as_of: str
    run: str
    min_cell: int
    thresholds: Thresholds
    divides: list[Divide] = []
    unchecked: list[Unchecked] = []
    absent: list[Absent] = []
    left_out: list[LeftOut] = []
    unequal: list[Unequal] = []
    claims: list[ClaimCount] = []
    decisions: list[Decision] = []
    unconfirmed: list[Unconfirmed] = []
    checks: list[Guard] = []
    small: list[SmallPersona] = []
    quotes: list[TellingQuote] = []
    evidence: list[Evidence] = []
