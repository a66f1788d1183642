"""The two steps of EM for latent classes, in arrays that lie class by class (sums over classes then are fast)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from folkways.stats.latent_cells import Indicators, firsts

Floats = NDArray[np.floating]

SMALLEST = 1e-30
FAINTEST = -80.0  # because denormal numbers make the products of 32-bit floats many times slower
TOGETHER = 6  # columns whose likelihoods are multiplied before a logarithm is taken


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """Parameters: shares (classes,), exact tables (classes, cells), rough tables (columns, classes, levels)."""

    shares: Floats
    exact: Floats
    rough: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """Posteriors of shape (classes, customers), log-likelihood per customer, and the rough columns' likelihoods."""

    soft: Floats
    per_customer: Floats
    fits: Floats


def expected(tables: Tables, coded: Indicators) -> Expected:
    """The E-step: who may belong where, given the tables."""
    kind = coded.cells.dtype
    joint = np.log(np.maximum(tables.exact, SMALLEST)).astype(kind) @ coded.cells.T
    joint += np.log(np.maximum(tables.shares, SMALLEST)).astype(kind)[:, None]
    fits = np.empty((len(coded.rough), len(tables.shares), coded.customers), dtype=kind)
    rough = tables.rough.astype(kind)
    for at in range(0, len(fits), TOGETHER):
        some = fits[at : at + TOGETHER]
        np.matmul(rough[at : at + TOGETHER], coded.rough[at : at + TOGETHER], out=some)
        joint += np.log(some.prod(axis=0))
    top = joint.max(axis=0)
    soft = np.exp(np.maximum(joint - top, FAINTEST))
    total = soft.sum(axis=0)
    soft /= total
    return Expected(soft=soft, per_customer=(top + np.log(total)).astype(np.float64), fits=fits)


def maximised(coded: Indicators, soft: Floats, weights: Floats, smoothing: float) -> tuple[Floats, Floats]:
    """The M-step of shares and exact tables; a column without a known value has even levels."""
    weighted = _weighted(coded, soft, weights)
    mass = weighted.sum(axis=1, dtype=np.float64)
    counts = (weighted @ coded.cells).astype(np.float64)
    if not coded.levels:
        return mass / mass.sum(), counts
    levels = np.asarray(coded.levels)
    counts += np.repeat(smoothing / levels, levels)
    seen = np.repeat(np.add.reduceat(counts, firsts(coded.levels), axis=1), levels, axis=1)
    even = np.repeat(1.0 / levels, levels)
    return mass / mass.sum(), np.where(seen > 0, counts / np.where(seen > 0, seen, 1.0), even)


def maximised_rough(
    tables: Tables, found: Expected, coded: Indicators, weights: Floats, smoothing: float
) -> Floats:
    """The M-step of rough tables: each customer is spread over the levels that the class makes likely."""
    weighted = _weighted(coded, found.soft, weights)
    counts = np.empty(tables.rough.shape)
    for at in range(len(counts)):
        counts[at] = (weighted / found.fits[at]) @ coded.rough[at].T
    return _even_rough(counts * tables.rough, coded, smoothing)


def begun(coded: Indicators, memberships: Floats, weights: Floats, smoothing: float) -> Tables:
    """Tables from given memberships (classes, customers), with rough levels taken at their chance."""
    shares, exact = maximised(coded, memberships, weights, smoothing)
    chance = coded.rough / coded.rough.sum(axis=1, keepdims=True)
    counts = _weighted(coded, memberships, weights) @ chance.transpose(0, 2, 1)
    rough = _even_rough(counts.astype(np.float64), coded, smoothing)
    return Tables(shares=shares, exact=exact, rough=rough)


def _weighted(coded: Indicators, soft: Floats, weights: Floats) -> Floats:
    return np.ascontiguousarray(soft * weights.astype(soft.dtype), dtype=coded.cells.dtype)


def _even_rough(counts: Floats, coded: Indicators, smoothing: float) -> Floats:
    """Counts of shape (columns, classes, levels) as chances, smoothed over the levels that the column has."""
    if not len(counts):
        return counts
    width = np.asarray(coded.rough_levels)
    held = np.arange(counts.shape[2])[None, :] < width[:, None]
    counts = np.maximum(counts + (held * smoothing / width[:, None])[:, None, :], SMALLEST * held[:, None, :])
    return counts / counts.sum(axis=2, keepdims=True)
