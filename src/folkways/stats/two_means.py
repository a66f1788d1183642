"""Two means side by side, from counts, means and variances: how far apart they are, and how sure that is.

All is element by element: one call compares a single pair, or every segment with everybody else on every feature.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

Floats = NDArray[np.floating]

NOISE = 1e-12
"""A deviation below this part of the means (or of 1, where they are smaller) is rounding, not spread."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moments:
    """How many values there are, their mean, and their variance (over n − 1; 0 of fewer than two)."""

    n: Floats
    mean: Floats
    variance: Floats


def moments(values: Floats) -> Moments:
    """The moments of one side's known values; NaN is missing, and the mean of none is 0."""
    known = values[np.isfinite(values)].astype(np.float64)
    spread = known.var(ddof=1) if len(known) > 1 else 0.0
    mean = known.mean() if len(known) else 0.0
    count, middle, width = (np.asarray(value, dtype=np.float64) for value in (len(known), mean, spread))
    return Moments(n=count, mean=middle, variance=width)


def pooled_d(here: Moments, there: Moments) -> Floats:
    """Cohen's d: the difference of the means in pooled standard deviations; 0 where neither side varies."""
    pooled, varies = _pooled(here, there)
    return np.where(varies, (here.mean - there.mean) / np.sqrt(np.where(varies, pooled, 1.0)), 0.0)


def welch_error(here: Moments, there: Moments) -> tuple[Floats, Floats]:
    """The standard error of the difference, and its degrees of freedom (Welch 1947, Satterthwaite 1946)."""
    a, b = here.variance / np.maximum(here.n, 1.0), there.variance / np.maximum(there.n, 1.0)
    parts = a**2 / np.maximum(here.n - 1.0, 1.0) + b**2 / np.maximum(there.n - 1.0, 1.0)
    freedom = np.where(parts > 0, (a + b) ** 2 / np.where(parts > 0, parts, 1.0), here.n + there.n - 2.0)
    return np.sqrt(a + b), np.maximum(freedom, 1.0)


def welch_p(here: Moments, there: Moments) -> Floats:
    """Two-sided p of no difference, the variances being unequal; 1 where neither side varies."""
    _, varies = _pooled(here, there)
    error, freedom = welch_error(here, there)
    t = np.abs(here.mean - there.mean) / np.where(varies, error, 1.0)
    return np.where(varies, 2.0 * stats.t.sf(t, freedom), 1.0)


def _pooled(here: Moments, there: Moments) -> tuple[Floats, NDArray[np.bool_]]:
    """The pooled variance, and where it is more than rounding leaves."""
    freedom = np.maximum(here.n + there.n - 2.0, 1.0)
    pooled = ((here.n - 1.0) * here.variance + (there.n - 1.0) * there.variance) / freedom
    size = np.maximum(np.maximum(np.abs(here.mean), np.abs(there.mean)), 1.0)
    return pooled, pooled > (NOISE * size) ** 2
