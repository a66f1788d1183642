"""What a text is to be about, before a word is written: sentiment, themes, and what stands around them."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Literal

from folkways.sampleshop.chance import one_of, weighted
from folkways.sampleshop.texts.themes import THEMES

TextKind = Literal["review", "ticket", "comment", "interview"]
DEAR, OTHERS = 5.0, 0.7
LATE_IS_TOLD = 0.65


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """Why somebody writes: who, when, as which persona, in what mood (about 0, spread about 1), after what order."""

    text_id: str
    kind: TextKind
    customer: int
    persona: str
    at_us: int
    mood: float
    late: bool
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPlan:
    """A sentiment from -2 to 2, the themes told, and how many other sentences there are of which sort."""

    sentiment: int
    themes: tuple[str, ...]
    nearby: tuple[str, ...]
    asides: int
    praise: int
    question: bool
    off_topic: bool
    personal: int


def planned(occasion: Occasion, rng: Random) -> TextPlan:
    """Draw a plan that goes with the occasion."""
    sentiment = sentiment_of(occasion.mood)
    themes = _themes(occasion, sentiment, rng)
    brief = occasion.kind == "comment"
    around = [theme.name for theme in THEMES if theme.name not in themes]
    few = int(rng.random() * (2.4 if brief else 3.6))
    return TextPlan(
        sentiment=sentiment,
        themes=themes,
        nearby=tuple(one_of(around, rng) for _ in range(few)),
        asides=int(rng.random() * (1.3 if brief else 2.6)),
        praise=_praise(sentiment, rng),
        question=rng.random() < (0.3 if occasion.kind == "ticket" else 0.06),
        off_topic=rng.random() < 0.05,
        personal=_personal(occasion.kind, rng),
    )


def sentiment_of(mood: float) -> int:
    """Moods cut into five: the middle is narrow, as it is in reviews."""
    return sum(mood > edge for edge in (-1.3, -0.4, 0.35, 1.2)) - 2


def stars(sentiment: int, rng: Random) -> int:
    """1 to 5 for a sentiment, a star too many or too few for about a third."""
    noise = sum(rng.random() for _ in range(4)) - 2
    return min(5, max(1, round(3 + sentiment + 1.1 * noise)))


def pain_weights(persona: str, late: bool) -> dict[str, float]:
    """How likely each pain comes up first; a late order comes up by itself."""
    weights = {
        theme.name: DEAR if persona in theme.dear_to else OTHERS for theme in THEMES if theme.kind == "pain"
    }
    return weights | {"late_delivery": 14.0 if late else 0.5}


def wish_weights(persona: str) -> dict[str, float]:
    """How likely each wish comes up first."""
    return {theme.name: DEAR if persona in theme.dear_to else 1.5 for theme in THEMES if theme.kind == "wish"}


def several(weights: dict[str, float], count: int, rng: Random) -> list[str]:
    """Different names by weight."""
    found: list[str] = []
    for _ in range(min(count, len(weights))):
        found.append(weighted({name: weight for name, weight in weights.items() if name not in found}, rng))
    return found


def _themes(occasion: Occasion, sentiment: int, rng: Random) -> tuple[str, ...]:
    pains, wishes = _counts(occasion.kind, sentiment, rng)
    found = several(pain_weights(occasion.persona, occasion.late), pains, rng)
    found += several(wish_weights(occasion.persona), wishes, rng)
    return tuple(sorted(found, key=lambda _: rng.random()))


def _counts(kind: TextKind, sentiment: int, rng: Random) -> tuple[int, int]:
    """How many pains and wishes: angry texts have pains, content ones at most a wish, middling ones either."""
    chance, second = rng.random(), rng.random() < 0.3
    wishful = rng.random() < (0.45 if kind == "comment" else 0.25)
    if sentiment < 0:
        return (0 if chance < 0.08 else 1 + second), int(wishful and chance < 0.5)
    if sentiment == 0:
        return int(chance < 0.5), int(chance >= 0.5 and wishful) + int(second and wishful)
    return int(sentiment == 1 and chance < 0.15), int(wishful)


def _praise(sentiment: int, rng: Random) -> int:
    most = {-2: 0.1, -1: 0.5, 0: 0.9, 1: 2.2, 2: 2.6}[sentiment]
    least = 1 if sentiment > 0 else 0
    return max(least, int(rng.random() * (most + 1)))


def _personal(kind: TextKind, rng: Random) -> int:
    share = {"ticket": 0.4, "review": 0.03, "comment": 0.03, "interview": 0.1}[kind]
    return int(rng.random() < share) * (1 + int(rng.random() < 0.3))
