"""Intervals: how sure a share, a mean, a difference or a net promoter score is.

Every function answers with the value, its bounds, the n behind it and the method's name; confidence is 95% unless
said otherwise. Too few observations are an error with a number in it, never a zero.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import hypot, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy import stats
from scipy.special import stdtrit

from folkways.errors import TooLittleData
from folkways.stats.two_means import moments, welch_error

Floats = NDArray[np.floating]


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A value between two bounds, from `n` observations (the smaller group's n for a difference)."""

    value: float
    lo: float
    hi: float
    n: float
    method: str


def _needed(n: float, least: int, what: str) -> None:
    if n < least:
        raise TooLittleData(f"{n:g} {what}; at least {least} are needed for an interval.")


def _z(confidence: float) -> float:
    return float(stats.norm.ppf(0.5 + confidence / 2.0))


def student_reach(confidence: float, n: int) -> float:
    """How many standard errors an interval reaches to each side: Student's t with n − 1 degrees of freedom."""
    return float(stdtrit(max(n - 1, 1), 0.5 + confidence / 2.0))


def wilson_bounds(share: float, n: float, z: float) -> tuple[float, float]:
    """Wilson's bounds (1927) of a share of a possibly fractional `n`, `z` standard errors wide.

    None of them begins at exactly 0, all of them end at exactly 1: no rest of the arithmetic is told as a bound.
    """
    middle = (share + z * z / (2.0 * n)) / (1.0 + z * z / n)
    half = z / (1.0 + z * z / n) * sqrt(share * (1.0 - share) / n + z * z / (4.0 * n * n))
    lo, hi = max(middle - half, 0.0), min(middle + half, 1.0)
    return (0.0 if share <= 0 else lo), (1.0 if share >= 1 else hi)


def share_interval(successes: float, n: float, *, confidence: float = 0.95) -> Interval:
    """The share `successes / n` with Wilson's score interval (Wilson 1927), which stays sane near 0 and 1.

    `n` may be an effective number for weighted answers. Raises TooLittleData without any observation.
    """
    _needed(n, 1, "observations")
    lo, hi = wilson_bounds(successes / n, n, _z(confidence))
    return Interval(value=successes / n, lo=lo, hi=hi, n=n, method="wilson")


def share_difference(
    successes: float, n: float, other_successes: float, other_n: float, *, confidence: float = 0.95
) -> Interval:
    """The first share minus the second, with the hybrid score interval (Newcombe 1998, method 10)."""
    _needed(min(n, other_n), 1, "observations")
    a, b = successes / n, other_successes / other_n
    a_lo, a_hi = wilson_bounds(a, n, _z(confidence))
    b_lo, b_hi = wilson_bounds(b, other_n, _z(confidence))
    return Interval(
        value=a - b,
        lo=a - b - hypot(a - a_lo, b_hi - b),
        hi=a - b + hypot(a_hi - a, b - b_lo),
        n=min(n, other_n),
        method="newcombe",
    )


def mean_interval(values: Floats, *, confidence: float = 0.95) -> Interval:
    """The mean of known values (NaN is missing and does not count) with Student's t interval."""
    known = values[np.isfinite(values)]
    _needed(len(known), 2, "known values")
    half = student_reach(confidence, len(known)) * float(known.std(ddof=1)) / sqrt(len(known))
    mean = float(known.mean())
    return Interval(value=mean, lo=mean - half, hi=mean + half, n=len(known), method="student")


def mean_difference(values: Floats, others: Floats, *, confidence: float = 0.95) -> Interval:
    """The first mean minus the second over known values, with unequal variances (Welch 1947)."""
    here, there = moments(values), moments(others)
    n = int(min(here.n, there.n))
    _needed(n, 2, "known values")
    error, freedom = welch_error(here, there)
    half = float(stats.t.ppf(0.5 + confidence / 2.0, freedom)) * float(error)
    gap = float(here.mean - there.mean)
    return Interval(value=gap, lo=gap - half, hi=gap + half, n=n, method="welch")


def nps_interval(
    promoters: float, passives: float, detractors: float, *, confidence: float = 0.95
) -> Interval:
    """The net promoter score, 100 (p − d), with SE 100 √((p + d − (p − d)²) / n) and a normal interval.

    Arguments are counts (or weighted counts that sum to an effective n). Bounds stay within −100 and 100.
    """
    n = promoters + passives + detractors
    _needed(n, 1, "answers")
    score = 100.0 * (promoters - detractors) / n
    half = _z(confidence) * nps_error(promoters, passives, detractors)
    return Interval(
        value=score, lo=max(score - half, -100.0), hi=min(score + half, 100.0), n=n, method="nps-normal"
    )


def nps_error(promoters: float, passives: float, detractors: float) -> float:
    """The standard error of a net promoter score, in points."""
    n = promoters + passives + detractors
    p, d = promoters / n, detractors / n
    return 100.0 * sqrt(max(p + d - (p - d) ** 2, 0.0) / n)


def nps_difference(
    now: tuple[float, float, float], before: tuple[float, float, float], *, confidence: float = 0.95
) -> Interval:
    """The change between two waves, each (promoters, passives, detractors); errors add as √(SE₁² + SE₂²)."""
    a, b = nps_interval(*now), nps_interval(*before)
    half = _z(confidence) * hypot(nps_error(*now), nps_error(*before))
    gap = a.value - b.value
    return Interval(value=gap, lo=gap - half, hi=gap + half, n=min(a.n, b.n), method="nps-normal")


def effective_n(weights: Floats) -> float:
    """How many equally weighted answers the weighted ones are worth (Kish 1965): (Σw)² / Σw²."""
    return float(weights.sum() ** 2 / (weights**2).sum())


def bootstrap_interval(
    values: Floats,
    statistic: Callable[[Floats], float],
    *,
    seed: int,
    rounds: int = 1000,
    confidence: float = 0.95,
) -> Interval:
    """A percentile bootstrap interval of a statistic of the rows of `values`; deterministic for a seed."""
    _needed(len(values), 2, "observations")
    rng = np.random.default_rng(seed)
    drawn = [statistic(values[rng.integers(0, len(values), len(values))]) for _ in range(rounds)]
    lo, hi = np.quantile(drawn, [0.5 - confidence / 2.0, 0.5 + confidence / 2.0])
    return Interval(
        value=float(statistic(values)),
        lo=float(lo),
        hi=float(hi),
        n=len(values),
        method=f"bootstrap-{rounds}",
    )
