"""Which touchpoint a sentence speaks of: by examples that were taught, else by words that name it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from folkways.model.config import Touchpoint
from folkways.voices.taught import NONE, recognised


@dataclass(frozen=True, slots=True, kw_only=True)
class Touchwords:
    """By touchpoint: the words that name it, and sentences that speak of it."""

    words: Mapping[str, Sequence[str]] = field(default_factory=dict)
    said: Mapping[str, Sequence[str]] = field(default_factory=dict)


def touchwords(touchpoints: Mapping[str, Touchpoint]) -> Touchwords:
    """A touchpoint is named by its own key and by the words that were taught."""
    return Touchwords(
        words={key: [key.replace("_", " "), *one.words] for key, one in touchpoints.items()},
        said={key: one.said for key, one in touchpoints.items() if one.said},
    )


def linked(
    texts: Sequence[str], where: NDArray[np.float32], told: Touchwords, cache: Path | None
) -> list[str | None]:
    """The touchpoint of each sentence; None where neither examples nor words tell one.

    `where` are the sentences' vectors (length one). Words stand whole in the sentence, in any case; of several the
    longest tells, of equally long ones the first in the alphabet.
    """
    places, _ = recognised(texts, where, told.said, cache)
    taught = list(told.said)
    named = _named(texts, told.words)
    return [name if place == NONE else taught[place] for place, name in zip(places, named, strict=True)]


def _named(texts: Sequence[str], words: Mapping[str, Sequence[str]]) -> list[str | None]:
    whose = {
        word.casefold(): key for key in sorted(words, reverse=True) for word in words[key] if word.strip()
    }
    if not whose:
        return [None] * len(texts)
    longest_first = sorted(whose, key=lambda one: (-len(one), one))
    found = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
    hits = [found.findall(text.casefold()) for text in texts]
    return [whose[min(hit, key=lambda one: (-len(one), one))] if hit else None for hit in hits]
