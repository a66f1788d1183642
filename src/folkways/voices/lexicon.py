"""Words of feeling and judgement: which emotions a sentence names, and how good or bad its words are.

The lists are in `lexicon.toml`. A language without a list has no valence by words and no emotions: missing, not 0.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import sqrt
from typing import Any

STRENGTH = {"strong": 2.0, "plain": 1.0}
BOOST, DAMP, NEGATED = 1.4, 0.6, -0.7
AFTER_A_TURN, BEFORE_A_TURN = 1.4, 0.6
REACH = 3
"""How many words back a negation or a booster reaches."""
LEVEL = 6.0
"""A sum of this size gives a valence of .93; from there on more words say little more."""

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a word says: how good (above 0) or bad, and the emotion it names, if any."""

    valence: float
    emotion: str | None


@dataclass(frozen=True, slots=True)
class Lexicon:
    whole: Mapping[str, Meaning]
    begins: Mapping[str, Meaning]
    negations: frozenset[str]
    strengths: Mapping[str, float]
    turns: frozenset[str]

    known: dict[str, Meaning | None]

    def meaning(self, word: str) -> Meaning | None:
        """A word's own entry, else that of its longest beginning that stands with a star; looked up once."""
        if word not in self.known:
            cuts = (word[:length] for length in range(len(word), 2, -1))
            begun = next((self.begins[cut] for cut in cuts if cut in self.begins), None)
            self.known[word] = self.whole.get(word, begun)
        return self.known[word]


def valence(sentence: str, language: str | None) -> float | None:
    """How good or bad a sentence's words are, from -1 to 1; None where its language has no list.

    Words are weighed by strength, turned round by a negation and strengthened or weakened within three words
    before, and count less before a “but” than after it. The sum s becomes s / √(s² + 6).
    """
    lexicon = _lexicons().get(language or "")
    if lexicon is None:
        return None
    said = _words(sentence)
    weighed = [_in_place(lexicon, said, place) for place in range(len(said))]
    total = sum(_around_turns(weighed, said, lexicon.turns))
    return total / sqrt(total * total + LEVEL)


def emotions(sentence: str, language: str | None) -> list[str]:
    """The emotions that the words of a sentence name, each once, in order; a negated word names none."""
    lexicon = _lexicons().get(language or "")
    if lexicon is None:
        return []
    said = _words(sentence)
    named = [
        meaning.emotion
        for place, word in enumerate(said)
        if (meaning := lexicon.meaning(word)) and not _is_negated(lexicon, said, place)
    ]
    return list(dict.fromkeys(one for one in named if one))


def spoken() -> frozenset[str]:
    """The languages that have a list."""
    return frozenset(_lexicons())


def _words(sentence: str) -> list[str]:
    return [one.replace("’", "").replace("'", "") for one in _WORD.findall(sentence.lower())]


def _in_place(lexicon: Lexicon, said: Sequence[str], place: int) -> float:
    meaning = lexicon.meaning(said[place])
    if meaning is None or said[place] in lexicon.negations:
        return 0.0
    value = meaning.valence
    for word in said[max(place - REACH, 0) : place]:
        value *= lexicon.strengths.get(word, 1.0)
    return value * NEGATED if _is_negated(lexicon, said, place) else value


def _is_negated(lexicon: Lexicon, said: Sequence[str], place: int) -> bool:
    return any(word in lexicon.negations for word in said[max(place - REACH, 0) : place])


def _around_turns(weighed: Sequence[float], said: Sequence[str], turns: frozenset[str]) -> Iterable[float]:
    last = max((place for place, word in enumerate(said) if word in turns), default=None)
    if last is None:
        return weighed
    return [
        value * (AFTER_A_TURN if place > last else BEFORE_A_TURN if place < last else 1.0)
        for place, value in enumerate(weighed)
    ]


@cache
def _lexicons() -> Mapping[str, Lexicon]:
    text = (files("folkways.voices") / "lexicon.toml").read_text(encoding="utf-8")
    return {language: _lexicon(listed) for language, listed in tomllib.loads(text).items()}


def _lexicon(listed: Mapping[str, Any]) -> Lexicon:
    entries: dict[str, Meaning] = {}
    for sign, name in ((1, "good"), (-1, "bad")):
        entries |= _entries(listed[name], sign, None)
    for emotion, group in listed["emotions"].items():
        entries |= _entries(group, group["sign"], emotion)
    return Lexicon(
        whole={word: one for word, one in entries.items() if not word.endswith("*")},
        begins={word[:-1]: one for word, one in entries.items() if word.endswith("*")},
        negations=frozenset(listed["negations"].split()),
        strengths=dict.fromkeys(listed["boosters"].split(), BOOST)
        | dict.fromkeys(listed["dampers"].split(), DAMP),
        turns=frozenset(listed["turns"].split()),
        known={},
    )


def _entries(group: Mapping[str, Any], sign: int, emotion: str | None) -> dict[str, Meaning]:
    return {
        word: Meaning(sign * strength, emotion)
        for name, strength in STRENGTH.items()
        for word in group[name].split()
    }
