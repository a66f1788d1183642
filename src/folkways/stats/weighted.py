"""Weighted answers: means, shares, net promoter scores and ratios, with errors that know of weights and of people.

Every estimate is a ratio of weighted sums; its variance is Taylor's linearisation over people (Särndal, Swensson &
Wretman 1992, section 5.5; drawn with replacement, no finite population correction). Kish's (Σw)² / Σw² alone is right
only where weights have nothing to do with the answers.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from folkways.errors import EvidenceError, TooLittleData
from folkways.stats.intervals import Interval, student_reach, wilson_bounds

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]
MANY = 1_000_000_000
"""Degrees of freedom at which Student's t is the normal distribution."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A weighted estimate: `n` answers of `people`, worth `worth` equally weighted answers of different people.

    `design_effect` is the variance over that of a simple random sample of n; `worth` = n / design effect.
    """

    value: float
    error: float
    lo: float
    hi: float
    n: int
    people: int
    worth: float
    design_effect: float
    method: str

    @property
    def interval(self) -> Interval:
        return Interval(value=self.value, lo=self.lo, hi=self.hi, n=self.n, method=self.method)


@dataclass(frozen=True, slots=True, kw_only=True)
class Linearised:
    """A ratio of weighted sums, its variance over people, and what a simple random sample's would be."""

    value: float
    variance: float
    simple_variance: float
    n: int
    people: int
    kish: float

    @property
    def design_effect(self) -> float:
        return self.variance / self.simple_variance if self.simple_variance > 0 else self.n / self.kish

    @property
    def worth(self) -> float:
        return self.n / self.design_effect if self.design_effect > 0 else self.kish


def linearised(
    values: Floats, per: Floats, weights: Floats | None = None, people: Codes | None = None
) -> Linearised:
    """The ratio Σw·values / Σw·per over rows where both are known and the weight is above 0.

    `people` says whose each row is (default: each row somebody else's); rows of one person are not independent.
    Raises TooLittleData of fewer than two people, EvidenceError of a weight that is negative or not a number.
    """
    told = checked_weights(weights, len(values))
    kept = np.isfinite(values) & np.isfinite(per) & (told > 0)
    y, x, w = values[kept], per[kept], told[kept]
    whose = (
        np.arange(len(y)) if people is None else np.unique(people[kept], return_inverse=True)[1].reshape(-1)
    )
    persons = int(whose.max(initial=-1)) + 1
    if persons < 2 or not (w * x).sum() > 0:
        raise TooLittleData(f"{persons} people with an answer; at least 2 are needed for an interval.")
    total = float((w * x).sum())
    ratio = float((w * y).sum()) / total
    rest = y - ratio * x
    sums = np.bincount(whose, weights=w * rest) / total
    spread = float((w * rest**2).sum() / w.sum()) / (total / float(w.sum())) ** 2
    held = np.bincount(whose, weights=w)
    return Linearised(
        value=ratio,
        variance=persons / (persons - 1) * float(sums @ sums),
        simple_variance=spread / max(len(y) - 1, 1),
        n=len(y),
        people=persons,
        kish=float(held.sum() ** 2 / (held @ held)),
    )


def checked_weights(weights: Floats | None, rows: int) -> Floats:
    """The weights, 1 each where none are given; refuses what cannot be one."""
    if weights is None:
        return np.ones(rows)
    wrong = ~np.isfinite(weights) | (weights < 0)
    if wrong.any():
        raise EvidenceError(
            f"{int(wrong.sum()):,} of {rows:,} weights are negative or no number.",
            hint="A weight says for how many an answer stands: 0 or more.",
        )
    return weights


def weighted_mean(
    values: Floats, weights: Floats | None = None, people: Codes | None = None, *, confidence: float = 0.95
) -> Estimate:
    """The weighted mean of known values with a t interval of people − 1 degrees of freedom."""
    return weighted_ratio(values, np.ones(len(values)), weights, people, confidence=confidence)


def weighted_ratio(
    values: Floats,
    per: Floats,
    weights: Floats | None = None,
    people: Codes | None = None,
    *,
    confidence: float = 0.95,
) -> Estimate:
    """The ratio of two weighted sums with a t interval of people − 1 degrees of freedom."""
    found = linearised(values, per, weights, people)
    half = student_reach(confidence, found.people) * sqrt(found.variance)
    return _estimate(found, found.value - half, found.value + half, method="taylor")


def weighted_share(
    hits: Floats, weights: Floats | None = None, people: Codes | None = None, *, confidence: float = 0.95
) -> Estimate:
    """The weighted share of ones among known `hits` (0 or 1), with Wilson's interval on what the answers are worth.

    The worth is n over the design effect, never above n (Korn & Graubard 1998; Dean & Pagano 2015); where all or none
    are hits it is Kish's number. With equal weights of different people this is Wilson's interval itself.
    """
    found = linearised(hits, np.ones(len(hits)), weights, people)
    p = found.value
    worth = min(found.worth if 0 < p < 1 else found.kish, float(found.n))
    lo, hi = wilson_bounds(
        p, worth, student_reach(confidence, found.people if found.people < found.n else MANY)
    )
    return _estimate(found, min(lo, p), max(hi, p), method="wilson, effective n")


def weighted_nps(
    scores: Floats, weights: Floats | None = None, people: Codes | None = None, *, confidence: float = 0.95
) -> Estimate:
    """The weighted net promoter score: 100 times the mean of +1 (9, 10), 0 (7, 8) and −1 (0 to 6).

    SE 100 √((p + d − (p − d)²) / worth) with weighted shares p and d; bounds stay within −100 and 100.
    """
    signs = np.where(np.isfinite(scores), (scores >= 9) * 1.0 - (scores <= 6) * 1.0, np.nan)
    found = linearised(100.0 * signs, np.ones(len(scores)), weights, people)
    error = sqrt(found.variance * (found.people - 1) / found.people)
    half = student_reach(confidence, found.people if found.people < found.n else MANY) * error
    lo, hi = max(found.value - half, -100.0), min(found.value + half, 100.0)
    return _estimate(found, lo, hi, method="nps, taylor", error=error)


def design_effect(weights: Floats) -> float:
    """How much unequal weights alone inflate a variance (Kish 1965): n Σw² / (Σw)², over weights above 0."""
    told = weights[weights > 0]
    return float(len(told) * (told @ told) / told.sum() ** 2)


def _estimate(
    found: Linearised, lo: float, hi: float, *, method: str, error: float | None = None
) -> Estimate:
    return Estimate(
        value=found.value,
        error=sqrt(found.variance) if error is None else error,
        lo=lo,
        hi=hi,
        n=found.n,
        people=found.people,
        worth=found.worth,
        design_effect=found.design_effect,
        method=method,
    )
