"""Effect sizes: how large a difference is, apart from how sure it is; and correction for many comparisons."""

from __future__ import annotations

from math import asin, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from folkways.errors import TooLittleData
from folkways.stats import two_means
from folkways.stats.two_means import moments, pooled_d

Floats = NDArray[np.floating]


def cohens_d(values: Floats, others: Floats) -> float:
    """The difference of two means in pooled standard deviations; NaN is missing. 0 where neither side varies.

    Raises TooLittleData when either side has fewer than two known values.
    """
    here, there = moments(values), moments(others)
    least = int(min(here.n, there.n))
    if least < 2:
        raise TooLittleData(f"{least} known values on one side; 2 are needed for an effect size.")
    return float(pooled_d(here, there))


def cohens_h(share: float, other: float) -> float:
    """The difference of two shares on the arcsine scale (Cohen 1988, ch. 6): 2 asin √p − 2 asin √q, from −π to π."""
    return 2.0 * asin(sqrt(share)) - 2.0 * asin(sqrt(other))


def cramers_v(table: Floats) -> float:
    """Association of two nominal columns from their table of counts, 0 to 1; empty rows and columns are left out.

    A table with a single row or column left says nothing: 0.
    """
    counts = table[table.sum(axis=1) > 0][:, table.sum(axis=0) > 0].astype(np.float64)
    if min(counts.shape) < 2:
        return 0.0
    n = counts.sum()
    expected = counts.sum(axis=1)[:, None] * counts.sum(axis=0)[None, :] / n
    chi = float(((counts - expected) ** 2 / expected).sum())
    return sqrt(chi / (n * (min(counts.shape) - 1)))


def rank_biserial(values: Floats, others: Floats) -> float:
    """P(a value beats one of the others) − P(the reverse), from −1 to 1; ties count for neither; NaN is missing."""
    a, b = values[np.isfinite(values)], others[np.isfinite(others)]
    if min(len(a), len(b)) < 1:
        raise TooLittleData("No known value on one side; 1 is needed for an effect size.")
    ranks = stats.rankdata(np.concatenate([a, b]))
    wins = ranks[: len(a)].sum() - len(a) * (len(a) + 1) / 2.0
    return float(2.0 * wins / (len(a) * len(b)) - 1.0)


def welch_p(values: Floats, others: Floats) -> float:
    """Two-sided p of no difference between two means with unequal variances; 1 where neither varies or too few."""
    here, there = moments(values), moments(others)
    return float(two_means.welch_p(here, there)) if min(here.n, there.n) >= 2 else 1.0


def share_p(successes: float, n: float, other_successes: float, other_n: float) -> float:
    """Two-sided p of no difference between two shares: Fisher's exact test where a cell expects under 5, else χ²."""
    table = np.array([[successes, n - successes], [other_successes, other_n - other_successes]])
    total = table.sum()
    if total == 0 or (table.sum(axis=0) == 0).any() or (table.sum(axis=1) == 0).any():
        return 1.0
    expected = table.sum(axis=1)[:, None] * table.sum(axis=0)[None, :] / total
    if expected.min() < 5:
        return float(stats.fisher_exact(np.rint(table)).pvalue)
    return float(stats.chi2.sf(((table - expected) ** 2 / expected).sum(), 1))


def benjamini_hochberg(p: Floats) -> Floats:
    """Adjusted p values that bound the share of false discoveries among those below a line (1995), in given order."""
    if len(p) == 0:
        return p
    order = np.argsort(p, kind="stable")
    scaled = p[order] * len(p) / np.arange(1, len(p) + 1)
    adjusted = np.empty(len(p))
    adjusted[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0)
    return adjusted
