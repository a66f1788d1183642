"""No sentence stands in many texts: what was said often enough is said otherwise."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

TEXTS_PER_REPEAT = 150
_ENDS = re.compile(r"[.!?…:]+[\"”»)]*\s+|[.!?…]+$|\n+")
_LETTERS = re.compile(r"[^\w ]+")


@dataclass(slots=True)
class Unrepeated:
    """Counts the sentences of all texts; each may stand once for every 150 texts, and once in any case."""

    texts: int
    said: Counter[str] = field(default_factory=Counter[str])

    def takes(self, sentence: str) -> bool:
        """Whether every part of it may be said once more; then it counts as said."""
        parts = sentences(sentence)
        limit = max(1, self.texts // TEXTS_PER_REPEAT)
        if any(self.said[part] >= limit for part in parts):
            return False
        self.said.update(parts)
        return True


def sentences(text: str) -> list[str]:
    """The sentences of a text as one compares them: small letters, no signs."""
    parts = (" ".join(_LETTERS.sub("", part).casefold().split()) for part in _ENDS.split(text))
    return [part for part in parts if part]
