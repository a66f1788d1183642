"""Shares that stand on few events are known only roughly: a level each of them may have, and how likely each is.

A customer with two evening visits out of three is not the same as one with two hundred out of three hundred. So the
levels are those of the *true* share, and a customer carries the likelihood of every level instead of one code.
The true shares of all customers are taken to follow a Beta distribution, found by moments; visits of one customer that
go together count as fewer (an inflation of the binomial variance, Kleinman 1973).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special
from scipy.optimize import nnls

Floats = NDArray[np.floating]

LEVELS = 7
GROUPS = 12
FEWEST = 20
LEAST_INFLATION, MOST_INFLATION = 0.5, 8.0
LEAST_SPREAD = 0.1
UNLIKELY = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class RoughBins:
    """Levels of a true share, between `edges` (rising from 0 to 1), each with about as many customers.

    `alpha` and `beta` tell how true shares are spread over customers; `inflation` how many events count as one.
    """

    edges: tuple[float, ...]
    alpha: float
    beta: float
    inflation: float

    @property
    def size(self) -> int:
        return len(self.edges) - 1


def fit_rough(shares: Floats, support: Floats, *, most: int = LEVELS) -> RoughBins | None:
    """Find levels of the true share behind `shares`, each measured on `support` events; None where nothing differs.

    Customers with a missing share or no event do not count.
    """
    known = np.isfinite(shares) & (support > 0)
    x, n = shares[known], support[known]
    mean = float((x * n).sum() / n.sum()) if len(x) else 0.0
    if len(x) < FEWEST or not 0.0 < mean < 1.0 or np.ptp(x) == 0.0:
        return None
    spread, inflation = _moments(x, n, mean)
    strength = max(mean * (1.0 - mean) / spread - 1.0, 0.5)
    alpha, beta = mean * strength, (1.0 - mean) * strength
    inner = special.betaincinv(alpha, beta, np.arange(1, most) / most)
    edges = np.unique(np.concatenate([[0.0], inner, [1.0]]))
    mass = np.diff(special.betainc(alpha, beta, edges))
    kept = np.concatenate([[0.0], edges[1:][mass > UNLIKELY]])
    kept[-1] = 1.0
    return RoughBins(edges=tuple(kept.tolist()), alpha=alpha, beta=beta, inflation=inflation)


def _moments(x: Floats, n: Floats, mean: float) -> tuple[float, float]:
    """Variance of true shares, and the inflation of the binomial one: from how squared deviations fall as n grows."""
    order = np.argsort(n, kind="stable")
    parts = [part for part in np.array_split(order, GROUPS) if len(part) >= FEWEST] or [order]
    binomial = np.array([(mean * (1.0 - mean) / n[part]).mean() for part in parts])
    seen = np.array([((x[part] - mean) ** 2).mean() for part in parts])
    weight = np.sqrt([len(part) for part in parts]) / np.maximum(seen, 1e-12)
    slopes, _ = nnls(np.column_stack([np.ones(len(parts)), binomial]) * weight[:, None], seen * weight)
    inflation = float(np.clip(slopes[1], LEAST_INFLATION, MOST_INFLATION))
    overall = float((((x - mean) ** 2) * n).sum() / n.sum())
    ceiling = 0.6 * mean * (1.0 - mean)
    return min(max(float(slopes[0]), LEAST_SPREAD * overall), ceiling), inflation


def likelihoods(bins: RoughBins, shares: Floats, support: Floats) -> Floats:
    """How likely each customer's events are at each level, shape (customers, levels), the likeliest level 1.

    Nothing known gives 1 everywhere.
    """
    known = np.isfinite(shares) & (support > 0)
    n = np.where(known, support, 0.0) / bins.inflation
    k = np.where(known, shares, 0.0) * n
    edges = np.asarray(bins.edges)
    below = special.betainc(bins.alpha + k[:, None], bins.beta + (n - k)[:, None], edges[None, :])
    prior = np.diff(special.betainc(bins.alpha, bins.beta, edges))
    told = np.maximum(np.diff(below, axis=1), 0.0) / prior
    top = told.max(axis=1, keepdims=True)
    return np.where(known[:, None] & (top > 0), np.maximum(told / np.where(top > 0, top, 1.0), UNLIKELY), 1.0)
