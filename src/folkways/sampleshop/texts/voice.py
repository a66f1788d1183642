"""One customer speaking: sentences out of the phrasebook, in their own hand, none said too often."""

from __future__ import annotations

import re
from dataclasses import dataclass
from random import Random

from folkways.sampleshop.chance import one_of
from folkways.sampleshop.names import FIRST_NAMES, LAST_NAMES, Person, card_number, dwelling
from folkways.sampleshop.texts.grammar import Phrase, Word, spoken
from folkways.sampleshop.texts.hand import Hand
from folkways.sampleshop.texts.marks import marked, plain
from folkways.sampleshop.texts.phrasebook import phrasebook
from folkways.sampleshop.texts.themes import COMPETITORS
from folkways.sampleshop.texts.unrepeated import Unrepeated

TRIES = 40
_ARTICLE = re.compile(r"\b([Aa]) (?=armchair|umbrella)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Who speaks, how, and what has been said by all before; `rng` is the text's own."""

    person: Person
    hand: Hand
    heard: Unrepeated
    rng: Random

    def says(self, section: str) -> str | None:
        """A marked sentence of a section, with its end sign; None when all that came to mind was said too often."""
        phrases = phrasebook(self.hand.language).get(section)
        for _ in range(TRIES if phrases else 0):
            said = self._sentence(one_of(phrases or (), self.rng), section)
            if self.heard.takes(plain(said)):
                return self.hand.written(said, self.rng)
        return None

    def _sentence(self, phrase: Phrase, section: str) -> str:
        parts = spoken(phrase, self.rng)
        text = "".join(self._word(part) if isinstance(part, Word) else part for part in parts)
        text = _ARTICLE.sub(r"\1n ", " ".join(text.replace(" ,", ",").split()))
        return _capital(text) + self._end(text, section)

    def _word(self, word: Word) -> str:
        rng, me = self.rng, self.person
        match word.name:
            case "competitor":
                return marked("competitor", one_of(COMPETITORS, rng))
            case "me":
                return marked("name", me.name if rng.random() < 0.7 else me.first_name)
            case "other":
                return marked("name", f"{one_of(FIRST_NAMES, rng)} {one_of(LAST_NAMES, rng)}")
            case "email":
                return marked("email", me.email)
            case "phone":
                return marked("phone", me.phone)
            case "card":
                return marked("card", card_number(rng))
            case "address":
                street, postcode, city = dwelling(rng)
                return marked("address", f"{street}, {postcode} {city}")
            case name:
                return str(one_of(phrasebook(self.hand.language)[f"word {name}"], rng)[0])

    def _end(self, text: str, section: str) -> str:
        if section.startswith("sign") or text[-1] in ".!?,":
            return ""
        if section.startswith(("question", "ask")):
            return " ?" if self.hand.language == "fr" else "?"
        return "!" if self.rng.random() < 0.08 else "."


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
