"""What members of a persona say: quotes with their place, themes, pains and wishes in figures."""

from __future__ import annotations

from typing import Literal

from folkways.model.config import Basis
from folkways.model.evidence import Figure, Id
from folkways.model.noun import DocumentPart

Mood = Literal["unhappy", "neutral", "happy"]
TopicKind = Literal["theme", "pain", "wish"]


class PersonaQuote(DocumentPart):
    """A member's own words, slice `start` to `end` (characters) of the redacted text of voice `voice`.

    `document` and `locator` say where that voice stands, `on` which local day it was said; `mentioned` counts the
    members who speak of the theme, `alike` those of them with a sentence on it in the same mood. `posterior` is how
    surely whoever said it is a member.
    """

    text: str
    basis: Basis = "reported"
    evidence: list[Id]
    theme: Id
    about: str
    kind: str
    source: str
    document: str
    locator: str
    voice: str
    start: int
    end: int
    on: str | None = None
    language: str | None = None
    sentiment: float
    mood: Mood
    posterior: float
    mentioned: Figure
    alike: Figure


class SaidTopic(DocumentPart):
    """A theme that members speak of, complain of, or wish something about; without `theme`: anything at all.

    `customers` counts the members; `here` is their share among the members who said anything, `elsewhere` the same
    among everybody else, `difference` the one less the other; `effect` is Cohen's h. `sentiment` (themes only) is the
    mean over members of how their sentences on it feel.
    """

    kind: TopicKind
    theme: Id | None = None
    name: str
    customers: Figure
    here: Figure
    elsewhere: Figure
    difference: Figure
    effect: float
    q_value: float
    sentiment: Figure | None = None


class PersonaSaid(DocumentPart):
    """What was heard from the members: how many said anything, in which moods, about what."""

    speakers: Figure
    share: Figure
    moods: dict[Mood, Figure] = {}
    topics: list[SaidTopic] = []
