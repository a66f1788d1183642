"""Which language a text is in: by its letters, and by what the business's other customers write."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

ENOUGH_LETTERS = 40
SURE = 0.9
LIKELY = 0.5
MOST_SIGNS = 200
PRIOR_WEIGHT = 5.0
"""What a language gets for free, spread over all of them, so that the first Finnish text is not ruled out."""


def languages(texts: Sequence[str]) -> list[str | None]:
    """The ISO 639-1 code of each text's language, or None where it cannot be told.

    A short text (“ok”, “super”) says little by itself. So its chances are multiplied by the shares of languages among
    the texts that are long and plain; what is then still below one half is None.
    """
    chances = [_chances(text) for text in texts]
    prior = _prior(
        max(one, key=one.__getitem__)
        for text, one in zip(texts, chances, strict=True)
        if one and len(text) >= ENOUGH_LETTERS and max(one.values()) >= SURE
    )
    return [_likeliest(one, prior) for one in chances]


def language(text: str) -> str | None:
    """The language of one text, seen alone."""
    return languages([text])[0]


def _prior(sure: Iterable[str]) -> dict[str, float]:
    seen = Counter(sure)
    free = PRIOR_WEIGHT / len(_identifier().labels)
    total = sum(seen.values()) + PRIOR_WEIGHT
    return {one: (seen[one] + free) / total for one in _identifier().labels}


def _likeliest(chances: Mapping[str, float], prior: Mapping[str, float]) -> str | None:
    weighed = {one: chance * prior[one] for one, chance in chances.items()}
    total = sum(weighed.values())
    best = max(weighed, key=weighed.__getitem__, default=None)
    return best if best is not None and total > 0 and weighed[best] / total >= LIKELY else None


def _chances(text: str) -> dict[str, float]:
    if not any(sign.isalpha() for sign in text):
        return {}
    return dict(_identifier().rank(text[:MOST_SIGNS]))


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
