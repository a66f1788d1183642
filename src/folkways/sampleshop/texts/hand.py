"""How somebody writes: language, spelling, slips, small letters, emoji. A habit of the customer's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from random import Random
from typing import Literal

from folkways.sampleshop.chance import dice, one_of
from folkways.sampleshop.texts.marks import unmarked_parts

Language = Literal["en", "de", "fr", "asked"]
GERMAN, FRENCH = 0.11, 0.04
SLIPPING, SLIPS_PER_WORD = 0.15, 0.05
AMERICAN, SLOPPY, CHEERFUL = 0.4, 0.07, 0.12
EMOJI = {-1: ("😡", "😕", "👎", "🙄", "😞"), 0: ("🤷", "🙂", "😐", "📦"), 1: ("😊", "👍", "❤️", "🎉", "😍")}
_AMERICAN = {
    "colour": "color", "colours": "colors", "favourite": "favorite", "grey": "gray", "jumper": "sweater",
    "parcel": "package", "parcels": "packages", "postage": "shipping", "cosy": "cozy", "learnt": "learned",
    "tyre": "tire", "flat": "apartment", "autumn": "fall", "holiday": "vacation", "catalogue": "catalog",
    "flatmate": "roommate", "queue": "line", "waistcoat": "vest", "neighbour": "neighbor", "neighbours": "neighbors",
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """One customer's way of writing."""

    language: Language
    slips: bool
    american: bool
    sloppy: bool
    cheerful: bool

    def written(self, sentence: str, rng: Random) -> str:
        """A sentence as this hand writes it; what is marked inside stays as it is."""
        pieces = unmarked_parts(sentence)
        return "".join(self._spelt(text, rng) if free else text for text, free in pieces)

    def _spelt(self, text: str, rng: Random) -> str:
        if self.american and self.language == "en":
            text = _WORD.sub(lambda word: _AMERICAN.get(word.group(), word.group()), text)
        if self.slips:
            text = _WORD.sub(lambda word: _slip(word.group(), rng), text)
        return text.lower() if self.sloppy else text


def hand(seed: int, customer: int) -> Hand:
    """The hand of a customer."""
    rng = dice(seed, f"hand {customer}")
    chance = rng.random()
    language: Language = "de" if chance < GERMAN else "fr" if chance < GERMAN + FRENCH else "en"
    return Hand(
        language=language,
        slips=rng.random() < SLIPPING,
        american=rng.random() < AMERICAN,
        sloppy=rng.random() < SLOPPY,
        cheerful=rng.random() < CHEERFUL,
    )


def emoji(sentiment: int, rng: Random) -> str:
    """One that goes with the sentiment."""
    return one_of(EMOJI[(sentiment > 0) - (sentiment < 0)], rng)


def _slip(word: str, rng: Random) -> str:
    """Now and then two letters change places, or one is lost or doubled."""
    if len(word) < 5 or rng.random() > SLIPS_PER_WORD:
        return word
    at = 1 + int(rng.random() * (len(word) - 3))
    kind = int(rng.random() * 3)
    if kind == 0:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[:at] + word[at + 1 :] if kind == 1 else word[:at] + word[at] + word[at:]
