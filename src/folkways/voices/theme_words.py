"""What a theme is called: the words that its sentences use and others do not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Sequence
from functools import lru_cache
from itertools import takewhile
from math import log

import numpy as np
from numpy.typing import NDArray

from folkways.voices.function_words import FUNCTION_WORDS
from folkways.voices.redaction import MARKS
from folkways.voices.sentences import words

NAMING = 3
LISTED = 8
LIFT = 2.0
SHORTEST = 3
STEM, ENDING = 4, 3

_MARK = re.compile("|".join(map(re.escape, MARKS.values())))
"""What was blotted out is no word."""


def theme_words(
    sentences: Sequence[str],
    people: Sequence[Hashable],
    themes: NDArray[np.int64],
    count: int,
    *,
    fewest: int,
) -> list[list[str]]:
    """The telling words of each theme, the best first (class-based TF-IDF).

    A word's score is the share of the theme's sentences that use it, times the squared logarithm of how many times
    that share is larger than among all sentences. Left out are words that are less than twice as frequent as elsewhere
    (so are “the” and “is”), that fewer than `fewest` people use within the theme, or that hold a digit. Words that only
    hold sentences together come last: they tell of a theme whose sentences share nothing else.
    """
    used = [_telling(one) for one in sentences]
    everywhere = Counter(word for own in used for word in own)
    return [
        _ranked(used, people, np.flatnonzero(themes == theme), everywhere, fewest) for theme in range(count)
    ]


def theme_name(listed: Sequence[str], taken: Sequence[str]) -> str:
    """The best words as a name, more of them where another theme is called so already.

    Of forms of one word (answer, answers) one stands in it; words that only hold sentences together when there is no
    other.
    """
    telling = _unlike([one for one in listed if one not in FUNCTION_WORDS] or listed)
    for size in range(NAMING, max(len(telling), NAMING) + 1):
        name = ", ".join(telling[:size]) or "Other"
        if name not in taken:
            return name
    return f"{', '.join(telling[:NAMING]) or 'Other'} ({len(taken) + 1})"


def _unlike(listed: Sequence[str]) -> list[str]:
    """The words without later forms of an earlier one."""
    kept: list[str] = []
    for word in listed:
        if not any(_is_form(word, one) for one in kept):
            kept.append(word)
    return kept


def _is_form(word: str, of: str) -> bool:
    """Whether two words begin alike and differ in an ending only: as many as three letters after at least four."""
    alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(word, of, strict=False)))
    return alike >= STEM and max(len(word), len(of)) - alike <= ENDING


def _telling(sentence: str) -> frozenset[str]:
    told = (_small(word) for word in words(_MARK.sub(" ", sentence)))
    return frozenset(word for word in told if word)


@lru_cache(maxsize=1 << 16)
def _small(word: str) -> str | None:
    """A word in small letters, nothing of one that is short or holds a digit."""
    small = word.casefold()
    return small if len(small) >= SHORTEST and not any(sign.isdigit() for sign in small) else None


def _ranked(
    used: Sequence[frozenset[str]],
    people: Sequence[Hashable],
    own: NDArray[np.int64],
    everywhere: Counter[str],
    fewest: int,
) -> list[str]:
    here = Counter(word for place in own for word in used[place])
    users: dict[str, set[Hashable]] = {word: set() for word, n in here.items() if n >= fewest}
    for place in own:
        for word in used[place] & users.keys():
            users[word].add(people[place])
    scores: dict[str, float] = {}
    for word, who in users.items():
        share = here[word] / len(own)
        lift = share / (everywhere[word] / len(used))
        if len(who) >= fewest and lift >= LIFT:
            scores[word] = share * log(lift) ** 2
    return sorted(scores, key=lambda word: (word in FUNCTION_WORDS, -scores[word], word))[:LISTED]
