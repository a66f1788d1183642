"""MaxDiff: what matters most and least, counted from choices (Finn & Louviere 1992).

In each task a respondent sees some items and names the best and the worst of them. An item's score is how often it
was best minus how often it was worst, over how often it was shown: from −1 to 1, 0 being as good as any.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from folkways.errors import TooLittleData
from folkways.stats.weighted import Estimate, checked_weights, weighted_ratio

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemScore:
    """One item: its score with an interval over respondents, and the raw counts behind it (unweighted).

    `score` is None where fewer than two respondents saw the item.
    """

    score: Estimate | None
    best: int
    worst: int
    shown: int
    respondents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MaxDiff:
    """The items in their given order; `tasks` counted, `refused` told of something that cannot be."""

    items: tuple[ItemScore, ...]
    tasks: int
    refused: int
    respondents: int


def maxdiff(
    best: Codes, worst: Codes, shown: NDArray[np.bool_], respondents: Codes, weights: Floats | None = None
) -> MaxDiff:
    """Score items from tasks: a row each, with the codes of the best and worst item and who answered.

    `shown` (tasks × items) says what was seen. A code below 0 is no choice: a task without both choices is left
    out, one whose choices are the same item or were not shown is refused and counted. Raises TooLittleData when none
    is left.
    """
    answered = (best >= 0) & (worst >= 0)
    rows = np.arange(len(best))
    seen = shown[rows, np.maximum(best, 0)] & shown[rows, np.maximum(worst, 0)]
    kept = answered & seen & (best != worst)
    if not kept.any():
        raise TooLittleData(
            f"Of {len(best):,} MaxDiff tasks none has a best and a worst item that were shown."
        )
    told = checked_weights(weights, len(best))[kept]
    b, w, s, who = best[kept], worst[kept], shown[kept], respondents[kept]
    return MaxDiff(
        items=tuple(_scored(b == item, w == item, s[:, item], who, told) for item in range(shown.shape[1])),
        tasks=int(kept.sum()),
        refused=int((answered & ~kept).sum()),
        respondents=len(np.unique(who)),
    )


def _scored(
    best: NDArray[np.bool_],
    worst: NDArray[np.bool_],
    shown: NDArray[np.bool_],
    who: Codes,
    weights: Floats,
) -> ItemScore:
    saw = len(np.unique(who[shown & (weights > 0)]))
    signs = best * 1.0 - worst * 1.0
    return ItemScore(
        score=weighted_ratio(signs[shown], np.ones(int(shown.sum())), weights[shown], who[shown])
        if saw >= 2
        else None,
        best=int(best.sum()),
        worst=int(worst.sum()),
        shown=int(shown.sum()),
        respondents=saw,
    )
