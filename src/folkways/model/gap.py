"""Knowledge gaps: what the data cannot tell yet, how many people that is about, and what research would fill it."""

from __future__ import annotations

from typing import Literal

from folkways.model.evidence import Id
from folkways.model.noun import DocumentPart

GapKind = Literal[
    "no such data",
    "stage unseen",
    "touchpoint unheard",
    "persona unheard",
    "trait unknown",
    "prospects unseen",
]
Research = Literal["survey", "interviews", "observation", "data source", "text analysis"]


class Gap(DocumentPart):
    """One thing not known: `count` of the `of` people it is about, and what to do about it.

    Neither is there when fewer than `min_cell` people stand behind it, or when no number does. `query` repeats `count`.
    """

    kind: GapKind
    about: str
    persona: Id | None = None
    count: int | None = None
    of: int | None = None
    unit: str | None = None
    problem: str
    research: Research
    advice: str
    query: str | None = None


class Gaps(DocumentPart):
    """All gaps of a build, those that concern most people first."""

    format: Literal["folkways.gaps"] = "folkways.gaps"
    as_of: str
    run: str
    min_cell: int
    gaps: list[Gap]
