"""Kano: does a feature delight, is it expected, or does nobody care? (Kano 1984; Berger et al. 1993.)

Each respondent says how they would feel with the feature (functional) and without it (dysfunctional), each from
1 “I like it” over 2 “I expect it”, 3 “I am neutral”, 4 “I can live with it” to 5 “I dislike it”.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from folkways.errors import TooLittleData
from folkways.model.survey import KanoCategory
from folkways.stats.intervals import Interval
from folkways.stats.weighted import checked_weights, design_effect, weighted_share

Floats = NDArray[np.float64]
CATEGORIES: tuple[KanoCategory, ...] = (
    "must-be", "performance", "attractive", "indifferent", "reverse", "questionable",
)  # fmt: skip
"""In the order in which ties are broken: what is needed most stands first (Berger et al. 1993: M > O > A > I)."""

M, P, A, I, R, Q = range(6)  # noqa: E741
TABLE = np.array(
    [
        [Q, A, A, A, P],
        [R, I, I, I, M],
        [R, I, I, I, M],
        [R, I, I, I, M],
        [R, R, R, R, Q],
    ]
)
"""The evaluation table: the answer with the feature (rows) and without it (columns), each from like to dislike."""
CLEAR_Z = 1.65
SIGNS = {"better": 1.0, "worse": -1.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kano:
    """One feature: its category, the weighted share of each category (in the order of CATEGORIES), n pairs.

    `better` (0 to 1) is how much having it pleases, `worse` (−1 to 0) how much lacking it hurts: shares of those who
    are neither reverse nor questionable (n of the interval); None where fewer than two are. `clear` says that the
    category leads the runner-up by more than chance (Fong 1996).
    """

    category: KanoCategory
    shares: tuple[float, ...]
    n: int
    clear: bool
    better: Interval | None
    worse: Interval | None


def kano(functional: Floats, dysfunctional: Floats, weights: Floats | None = None) -> Kano:
    """Place a feature by the answers of those who gave both (1 to 5; anything else is no answer).

    Raises TooLittleData when nobody did.
    """
    told = checked_weights(weights, len(functional))
    kept = _on_scale(functional) & _on_scale(dysfunctional) & (told > 0)
    if not kept.any():
        raise TooLittleData("Nobody answered both questions of a Kano pair; at least 1 is needed.")
    rows, columns = functional[kept].astype(np.int64) - 1, dysfunctional[kept].astype(np.int64) - 1
    found, w = TABLE[rows, columns], told[kept]
    shares = np.bincount(found, weights=w, minlength=6) / w.sum()
    return Kano(
        category=CATEGORIES[int(shares.argmax())],
        shares=tuple(shares.tolist()),
        n=len(found),
        clear=_clear(shares, len(found) / design_effect(w)),
        better=_coefficient(found, w, (A, P), SIGNS["better"]),
        worse=_coefficient(found, w, (P, M), SIGNS["worse"]),
    )


def _on_scale(answers: Floats) -> NDArray[np.bool_]:
    return np.isin(answers, (1.0, 2.0, 3.0, 4.0, 5.0))


def _clear(shares: Floats, n: float) -> bool:
    second, first = np.sort(shares)[-2:] * n
    return bool(first - second >= CLEAR_Z * sqrt((first + second) * (2 * n - first - second) / (2 * n)))


def _coefficient(found: NDArray[np.int64], w: Floats, hits: tuple[int, int], sign: float) -> Interval | None:
    counted = found <= I
    if counted.sum() < 2:
        return None
    told = weighted_share(np.isin(found[counted], hits).astype(np.float64), w[counted])
    lo, hi = sorted((sign * told.lo, sign * told.hi))
    return Interval(value=sign * told.value + 0.0, lo=lo, hi=hi, n=told.n, method=told.method)
