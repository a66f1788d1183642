"""The home page and the cards that lead from it: every number is a figure with its evidence."""

from __future__ import annotations

from typing import Literal

from folkways.model.evidence import Claim, Evidence, Figure, Id, Window
from folkways.model.noun import DocumentPart
from folkways.model.persona import Glyph


class Headline(DocumentPart):
    """One number with its words: `1,470,000 lines read`."""

    key: str
    label: str
    figure: Figure


class Headlines(DocumentPart):
    """What the load and its checks say in a few numbers, for the home page."""

    window: Window
    counts: list[Headline]
    health: list[Headline] = []
    evidence: list[Evidence] = []


class PersonaCard(DocumentPart):
    """A persona as the home page and the switcher show it; `order` is its place, from 0."""

    id: Id
    order: int = 0
    name: str
    glyph: Glyph
    colour: str
    tagline: Claim
    size: Figure
    share: Figure


class Leak(DocumentPart):
    """The worst leak of a journey: of the steps after which surely more stay away than after all together, the one
    with the largest share."""

    step: Id
    title: str
    measure: Id
    name: str
    figure: Figure


class JourneyCard(DocumentPart):
    """A journey as the home page and the list of journeys show it; `unseen` are stages without a step, of which
    `hidden` are those that customers reached, but fewer than `min_cell` at each step."""

    id: Id
    order: int = 0
    title: str
    persona: Id | None = None
    persona_name: str | None = None
    glyph: str | None = None
    colour: str | None = None
    stages: list[str]
    unseen: list[str] = []
    hidden: list[str] = []
    steps: int
    touchpoints: int
    leak: Leak | None = None


class Finding(DocumentPart):
    """One sentence worth reading first, and where it comes from."""

    claim: Claim
    persona: Id | None = None
    journey: Id | None = None


class Home(DocumentPart):
    """What the home page shows; `refusal` says why there are no personas, with figures."""

    format: Literal["folkways.home"] = "folkways.home"
    name: str
    notice: str | None = None
    as_of: str
    run: str
    window: Window
    min_cell: int
    currency: str = "USD"
    timezone: str = "UTC"
    counts: list[Headline]
    refusal: str | None = None
    personas: list[PersonaCard]
    journeys: list[JourneyCard]
    health: list[Headline] = []
    findings: list[Finding] = []
    evidence: list[Evidence]


class JourneyList(DocumentPart):
    """All journeys as cards, with the evidence of their leaks."""

    format: Literal["folkways.journeys"] = "folkways.journeys"
    journeys: list[JourneyCard]
    evidence: list[Evidence] = []
