"""Quotes: verbatim, with their place, typical and unlike each other, in the proportions in which people feel."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from folkways.voices.redaction import MARKS, redacted
from folkways.voices.sentences import words

FEWEST_WORDS, MOST_WORDS = 6, 40
TYPICAL = 0.7
"""What being typical weighs against being unlike the quotes that stand (Carbonell & Goldstein 1998)."""
NEUTRAL = 0.15
SHORTLIST = 300

Clean = Callable[[str], bool]

_CONTACT = re.compile(r"\S@\S|https?://|www\.|@\w|\d[\d /.-]{4,}\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """Sentences that may be quoted: their words, vectors (length one), typicality, sentiment, and who said them.

    Where `themes` are given, one sentence a theme is chosen at most. `mix` are the sentiments in whose proportions
    quotes are chosen; by default those of the candidates.
    """

    texts: Sequence[str]
    vectors: NDArray[np.float32]
    typical: NDArray[np.floating]
    sentiments: NDArray[np.floating]
    people: Sequence[Hashable]
    themes: Sequence[Hashable] | None = None
    mix: NDArray[np.floating] | None = None


def is_verbatim(quote: str, text: str) -> bool:
    """Whether a quote stands in a text, sign for sign; only runs of white space may differ."""
    return bool(quote.strip()) and _spaced(quote) in _spaced(text)


def bears_no_contact(text: str) -> bool:
    """Whether a text holds no address, handle or long number, nothing blotted out and nothing to blot out."""
    is_whole = not any(mark in text for mark in MARKS.values())
    return is_whole and not _CONTACT.search(text) and redacted(text).text == text


def fits(sentence: str) -> bool:
    """Whether a sentence is long enough to say something and short enough to be read: 6 to 40 words."""
    return FEWEST_WORDS <= len(words(sentence)) <= MOST_WORDS


def chosen_quotes(given: Candidates, most: int, is_clean: Clean = lambda _text: True) -> list[int]:
    """The places of at most `most` quotes, the most typical first; at most one of each person, none twice, be it in
    another spelling (case, spaces, punctuation).

    Each is the one that is most typical and least like those chosen already, among those whose feeling (negative,
    neutral, positive) is still owed, so that the quotes feel as all candidates together do. `is_clean` says of a text
    whether it may be shown, for example that redaction finds nothing in it.
    """
    owed = _owed(moods(given.sentiments if given.mix is None else given.mix), most)
    order = [int(one) for one in np.lexsort((np.arange(len(given.texts)), -given.typical))]
    open_places = [place for place in order if fits(given.texts[place])][:SHORTLIST]
    chosen: list[int] = []
    while len(chosen) < most and open_places:
        felt = moods(given.sentiments[open_places])
        wanted = [
            place for place, mood in zip(open_places, felt, strict=True) if owed[mood] > 0
        ] or open_places
        best = max(wanted, key=lambda place: (_worth(given, place, chosen), -place))
        open_places.remove(best)
        if is_clean(given.texts[best]):
            chosen.append(best)
            owed[moods(given.sentiments[[best]])[0]] -= 1
            open_places = [one for one in open_places if _is_other(given, one, best)]
    return chosen


def _is_other(given: Candidates, one: int, best: int) -> bool:
    told = given.themes is not None and given.themes[one] == given.themes[best]
    return not told and given.people[one] != given.people[best] and _plain(given, one) != _plain(given, best)


def _plain(given: Candidates, place: int) -> str:
    """A sentence without what sets only its look apart: case, spaces and punctuation."""
    return " ".join(words(given.texts[place])).casefold()


def _worth(given: Candidates, place: int, chosen: Sequence[int]) -> float:
    likeness = float((given.vectors[list(chosen)] @ given.vectors[place]).max()) if chosen else 0.0
    return TYPICAL * float(given.typical[place]) - (1.0 - TYPICAL) * likeness


def moods(sentiments: NDArray[np.floating]) -> list[int]:
    """The mood of each sentiment: 0 unhappy, 1 neutral, 2 happy."""
    return [0 if one < -NEUTRAL else 2 if one > NEUTRAL else 1 for one in sentiments]


def _owed(felt: Sequence[int], most: int) -> list[int]:
    """How many quotes each mood gets: in proportion, by largest remainders."""
    if not felt:
        return [0, 0, 0]
    fair = [felt.count(mood) * most / len(felt) for mood in (0, 1, 2)]
    owed = [int(one) for one in fair]
    for mood in sorted((0, 1, 2), key=lambda mood: (owed[mood] - fair[mood], mood))[: most - sum(owed)]:
        owed[mood] += 1
    return owed


def _spaced(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
