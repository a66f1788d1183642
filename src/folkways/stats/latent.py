"""Latent classes: a finite mixture of independent categoricals, fitted by EM with full-information likelihood.

A missing answer simply does not count (missing at random), so that nobody is dropped and nothing is filled in.
Formulas: Linzer & Lewis 2011, *Journal of Statistical Software* 42(10), section 2; sums are taken in log space.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, log

import numpy as np
from numpy.typing import NDArray

from folkways.stats.latent_starts import starting_memberships
from folkways.stats.threads import one_thread

Codes = NDArray[np.integer]
Floats = NDArray[np.floating]

MISSING = -1
SMALLEST = 1e-30
FAINTEST = -80.0  # because denormal numbers make the products of 32-bit floats many times slower
CHUNK = 65_536


@dataclass(frozen=True, slots=True, kw_only=True)
class LatentClasses:
    """A fitted model. Classes stand in canonical order: the largest first, ties by their tables.

    `shares` has shape (classes,); `tables` has shape (classes, cells), the levels of all columns side by side, and
    each column's levels sum to one; `levels` says how many cells each column has. `log_likelihood` is the sum over
    customers (times their weights) without the smoothing term; `parameters` counts columns with a value seen.
    """

    shares: Floats
    tables: Floats
    levels: tuple[int, ...]
    log_likelihood: float
    customers: float
    parameters: int
    rounds: int
    converged: bool

    @property
    def classes(self) -> int:
        return len(self.shares)

    @property
    def bic(self) -> float:
        """Schwarz's criterion, −2 LL + parameters · ln(customers); smaller is better."""
        return -2.0 * self.log_likelihood + self.parameters * log(self.customers)

    @property
    def aic(self) -> float:
        """Akaike's criterion, −2 LL + 2 · parameters; smaller is better."""
        return -2.0 * self.log_likelihood + 2.0 * self.parameters


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicators:
    """Codes as one 0/1 matrix of shape (customers, cells), so that EM is two matrix products a round."""

    cells: Floats
    levels: tuple[int, ...]

    @property
    def customers(self) -> int:
        return len(self.cells)

    def taken(self, rows: NDArray[np.bool_] | NDArray[np.integer]) -> Indicators:
        """The same columns for some of the customers."""
        return Indicators(cells=self.cells[rows], levels=self.levels)


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How hard EM tries: starts, rounds of a short run, how many go on, and when a long run ends.

    `tolerance` is the gain of the mean log-likelihood per customer in one round below which a run has converged.
    """

    starts: int = 12
    short_rounds: int = 12
    finalists: int = 3
    rounds: int = 1000
    tolerance: float = 1e-7


def indicators(codes: Codes, levels: tuple[int, ...], *, dtype: type = np.float64) -> Indicators:
    """Spread codes of shape (customers, columns) over one cell per level; missing (-1) leaves its cells at 0.

    Raises ValueError when a code does not fit its column's levels.
    """
    if codes.ndim != 2 or codes.shape[1] != len(levels) or min(levels, default=0) < 1:
        raise ValueError(f"codes of shape {codes.shape} do not fit columns with {levels} levels")
    if codes.size and ((codes < MISSING).any() or (codes.max(axis=0) >= np.asarray(levels)).any()):
        raise ValueError("a code lies outside its column's levels")
    cells = np.zeros((len(codes), int(sum(levels))), dtype=dtype)
    rows, columns = np.nonzero(codes >= 0)
    cells[rows, _firsts(levels)[columns] + codes[rows, columns]] = 1
    return Indicators(cells=cells, levels=levels)


def fit_latent_classes(
    coded: Indicators,
    classes: int,
    *,
    seed: int,
    weights: Floats | None = None,
    smoothing: float = 0.0,
    effort: Effort | None = None,
) -> LatentClasses:
    """Find the classes that explain the answers best, from many starts.

    Half of the starts are random, half come from k-means on centred cells; all run a few rounds, the best few run
    to convergence, the best of these is returned. `weights` (one per customer, default 1) multiply customers;
    `smoothing` adds that many imagined answers, spread evenly over each column's levels, to every class (0 = none).
    Deterministic for a seed. Ties of likelihood fall to the earlier start.
    """
    effort = effort or Effort()
    if not 1 <= classes <= coded.customers:
        raise ValueError(f"{classes} classes cannot be found among {coded.customers} customers")
    counted, w = _counted(coded, weights)
    rng = np.random.default_rng(seed)
    with one_thread():
        if classes == 1:
            return _climb(counted, np.ones((1, counted.customers)), w, smoothing, 2, 0.0)
        memberships = starting_memberships(
            counted.cells, counted.levels, w, classes=classes, starts=effort.starts, rng=rng
        )
        short = [_climb(counted, start.T, w, smoothing, effort.short_rounds, 0.0) for start in memberships]
        best = sorted(short, key=lambda model: -model.log_likelihood)[: effort.finalists]
        return max((_climb_on(model, counted, w, smoothing, effort) for model in best), key=_fit)


def refit(
    model: LatentClasses,
    coded: Indicators,
    *,
    weights: Floats | None = None,
    smoothing: float = 0.0,
    effort: Effort | None = None,
) -> LatentClasses:
    """Run EM to convergence from a fitted model (a warm start), on the same columns."""
    counted, w = _counted(coded, weights)
    with one_thread():
        return _climb_on(model, counted, w, smoothing, effort or Effort())


def spoken_as_classes(coded: Indicators, memberships: Floats, *, smoothing: float = 0.0) -> LatentClasses:
    """Tell a given division as latent classes: one M-step from memberships of shape (customers, classes), no search.

    So a division found in another way can be scored, kept and asked like any other; its `converged` is False.
    """
    weights = np.ones(coded.customers)
    with one_thread():
        model = _maximised(coded, memberships.T, weights, smoothing)
        fit = float(_soft(_joint(model, coded.cells))[1].sum())
        return _finished(model, coded, weights, fit, 0, False)


def posteriors(model: LatentClasses, coded: Indicators, *, chunk: int = CHUNK) -> Floats:
    """Each customer's probability of each class, shape (customers, classes); nothing known gives the prior.

    A sum of table look-ups, taken `chunk` customers at a time; the size of the chunks does not change the result.
    """
    with one_thread():
        return np.concatenate([_soft(_joint(model, part))[0].T for part in _chunks(coded, chunk)])


def log_likelihoods(model: LatentClasses, coded: Indicators, *, chunk: int = CHUNK) -> Floats:
    """The log-likelihood of each customer's known answers, shape (customers,); nothing known gives 0."""
    with one_thread():
        return np.concatenate([_soft(_joint(model, part))[1] for part in _chunks(coded, chunk)])


def _fit(model: LatentClasses) -> float:
    return model.log_likelihood


def _firsts(levels: tuple[int, ...]) -> NDArray[np.int64]:
    return np.concatenate([[0], np.cumsum(levels)[:-1]]).astype(np.int64)


def _chunks(coded: Indicators, chunk: int) -> list[Floats]:
    return [coded.cells[at : at + chunk] for at in range(0, max(coded.customers, 1), chunk)]


def _counted(coded: Indicators, weights: Floats | None) -> tuple[Indicators, Floats]:
    """Customers with weight 0 are left out, which makes a bootstrap sample a third cheaper."""
    if weights is None:
        return coded, np.ones(coded.customers)
    drawn = weights > 0
    return (coded, weights) if drawn.all() else (coded.taken(drawn), weights[drawn].astype(np.float64))


def _joint(model: LatentClasses, cells: Floats) -> Floats:
    """Log of share times likelihood, shape (classes, customers): class by class, as sums over classes then are fast."""
    tables = np.log(np.maximum(model.tables, SMALLEST)).astype(cells.dtype)
    shares = np.log(np.maximum(model.shares, SMALLEST)).astype(cells.dtype)
    return tables @ cells.T + shares[:, None]


def _soft(joint: Floats) -> tuple[Floats, Floats]:
    """Posteriors of shape (classes, customers), and each customer's log-likelihood."""
    top = joint.max(axis=0)
    soft = np.exp(np.maximum(joint - top, FAINTEST))
    total = soft.sum(axis=0)
    soft /= total
    return soft, (top + np.log(total)).astype(np.float64)


def _climb_on(
    model: LatentClasses, coded: Indicators, weights: Floats, smoothing: float, effort: Effort
) -> LatentClasses:
    return _climb(
        coded, _soft(_joint(model, coded.cells))[0], weights, smoothing, effort.rounds, effort.tolerance
    )


def _climb(
    coded: Indicators, start: Floats, weights: Floats, smoothing: float, rounds: int, tolerance: float
) -> LatentClasses:
    """EM from the given memberships; stops after `rounds` or when the gain per customer falls to `tolerance`."""
    enough = tolerance * float(weights.sum())
    soft, before = start, -inf
    for done in range(1, rounds + 1):
        model = _maximised(coded, soft, weights, smoothing)
        soft, per_customer = _soft(_joint(model, coded.cells))
        now = float(per_customer @ weights)
        settled = tolerance > 0 and now - before <= enough
        if settled or done == rounds:
            return _finished(model, coded, weights, now, done, settled)
        before = now
    raise ValueError("EM needs at least one round")


def _maximised(coded: Indicators, soft: Floats, weights: Floats, smoothing: float) -> LatentClasses:
    """The M-step: shares, and each class's table of level probabilities (even where a column has no value)."""
    weighted = np.ascontiguousarray(soft * weights.astype(soft.dtype), dtype=coded.cells.dtype)
    mass = weighted.sum(axis=1, dtype=np.float64)
    counts = (weighted @ coded.cells).astype(np.float64)
    levels = np.asarray(coded.levels)
    counts += np.repeat(smoothing / levels, levels)
    seen = np.repeat(np.add.reduceat(counts, _firsts(coded.levels), axis=1), levels, axis=1)
    even = np.repeat(1.0 / levels, levels)
    return LatentClasses(
        shares=mass / mass.sum(),
        tables=np.where(seen > 0, counts / np.where(seen > 0, seen, 1.0), even),
        levels=coded.levels,
        log_likelihood=-inf,
        customers=float(weights.sum()),
        parameters=0,
        rounds=0,
        converged=False,
    )


def _finished(
    model: LatentClasses, coded: Indicators, weights: Floats, fit: float, rounds: int, settled: bool
) -> LatentClasses:
    keys = [(-round(float(s), 9), *np.round(t, 9)) for s, t in zip(model.shares, model.tables, strict=True)]
    order = np.asarray(sorted(range(model.classes), key=keys.__getitem__))
    seen = np.add.reduceat(weights @ coded.cells, _firsts(coded.levels)) > 0
    free = int(((np.asarray(coded.levels) - 1) * seen).sum())
    return LatentClasses(
        shares=model.shares[order],
        tables=model.tables[order],
        levels=model.levels,
        log_likelihood=fit,
        customers=model.customers,
        parameters=model.classes - 1 + model.classes * free,
        rounds=rounds,
        converged=settled,
    )
