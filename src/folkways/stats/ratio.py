"""Ratios of sums over customers, with intervals that know that one customer's visits are alike.

A share of visits or a mean per visit is a ratio estimator: numerator and denominator are both sums over customers.
Its variance comes from the spread of customers around the ratio (delta method; Cochran 1977, *Sampling Techniques*,
section 6.4, with the finite population correction left out).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from folkways.stats.intervals import student_reach, wilson_bounds

RATIO_METHOD = "ratio over customers, delta method"
SHARE_METHOD = "wilson, effective n by customer"
QUANTILE_METHOD = "exact quantile, Woodruff interval over customers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """Sums over customers of y (numerator), x (denominator), their squares and product; `customers` have x > 0."""

    customers: int
    y: float
    x: float
    yy: float
    xy: float
    xx: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """A ratio between two bounds; they are missing where fewer than two customers are behind it."""

    value: float
    lo: float | None
    hi: float | None


def variance(sums: Sums) -> float | None:
    """The variance of y/x when customers are drawn again; None of fewer than two customers."""
    if sums.customers < 2 or sums.x <= 0:
        return None
    ratio = sums.y / sums.x
    spread = max(sums.yy - 2 * ratio * sums.xy + ratio * ratio * sums.xx, 0.0)
    return spread * sums.customers / (sums.customers - 1) / sums.x**2


def mean_interval(sums: Sums, level: float = 0.95) -> Ratio | None:
    """The ratio y/x with a t interval of customers − 1 degrees of freedom; None when x is 0.

    Bounds are missing where fewer than two customers are behind it.
    """
    if sums.x <= 0:
        return None
    value, spread = sums.y / sums.x, variance(sums)
    if spread is None:
        return Ratio(value=value, lo=None, hi=None)
    reach = student_reach(level, sums.customers) * math.sqrt(spread)
    return Ratio(value=value, lo=value - reach, hi=value + reach)


def share_interval(sums: Sums, level: float = 0.95) -> Ratio | None:
    """A share y/x (y ≤ x) with a Wilson interval on the effective number of visits; None when x is 0.

    The effective number is p(1 − p)/variance, never above x; where all or no visits count it is the number of
    customers, since nothing is known then about how alike visits are (Korn & Graubard 1998; Dean & Pagano 2015).
    """
    if sums.x <= 0:
        return None
    p = sums.y / sums.x
    spread = variance(sums)
    if spread is None:
        return Ratio(value=p, lo=None, hi=None)
    even = p * (1 - p)
    effective = min(even / spread, sums.x) if spread > 0 and even > 0 else float(sums.customers)
    lo, hi = wilson_bounds(p, effective, student_reach(level, sums.customers))
    return Ratio(value=p, lo=min(lo, p), hi=max(hi, p))


def quantile_interval(
    values: NDArray[np.int64], customers: NDArray[np.int64], share: float, level: float = 0.95
) -> Ratio | None:
    """The value below which `share` of all lie (linear between ranks), with Woodruff's interval; None of none.

    `values` rise; `customers` says whose each is. The share of values up to the quantile is a ratio over customers;
    its bounds, read as quantiles again, are the interval (Woodruff 1952).
    """
    if not len(values):
        return None
    value = float(np.quantile(values, share))
    whose = np.unique(customers, return_inverse=True)[1]
    x = np.bincount(whose).astype(np.float64)
    y = np.bincount(whose, weights=values <= value)
    sums = Sums(customers=len(x), y=y.sum(), x=x.sum(), yy=float(y @ y), xy=float(x @ y), xx=float(x @ x))
    spread = variance(sums)
    if spread is None:
        return Ratio(value=value, lo=None, hi=None)
    reach = student_reach(level, len(x)) * math.sqrt(spread)
    lo, hi = np.quantile(values, [max(share - reach, 0.0), min(share + reach, 1.0)])
    return Ratio(value=value, lo=float(lo), hi=float(hi))
