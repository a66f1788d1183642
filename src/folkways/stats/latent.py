"""Latent classes: a finite mixture of independent categoricals, fitted by EM with full-information likelihood.

A missing answer simply does not count (missing at random), so that nobody is dropped and nothing is filled in; a level
known only roughly counts for what it tells. Formulas: Linzer & Lewis 2011, *Journal of Statistical Software* 42(10),
section 2, with an indirectly observed category for rough columns; sums are taken in log space.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, log

import numpy as np
from numpy.typing import NDArray

from folkways.stats.latent_cells import Indicators, firsts, indicators
from folkways.stats.latent_starts import starting_memberships
from folkways.stats.latent_steps import Tables, begun, expected, maximised, maximised_rough
from folkways.stats.threads import one_thread

__all__ = [
    "Effort",
    "Indicators",
    "LatentClasses",
    "fit_latent_classes",
    "indicators",
    "log_likelihoods",
    "posteriors",
    "refit",
    "spoken_as_classes",
]

Floats = NDArray[np.floating]

CHUNK = 65_536


@dataclass(frozen=True, slots=True, kw_only=True)
class LatentClasses:
    """A fitted model. Classes stand in canonical order: the largest first, ties by their tables.

    `shares` has shape (classes,); `tables` has shape (classes, cells), the levels of all exact columns side by side,
    each column's levels summing to one; `rough` has shape (columns, classes, levels) for rough columns.
    `log_likelihood` is the sum over customers (times their weights) without the smoothing term; `parameters` counts
    columns with a value seen.
    """

    shares: Floats
    tables: Floats
    rough: Floats
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
class Effort:
    """How hard EM tries: starts, rounds of a short run, how many go on, and when a long run ends.

    `tolerance` is the gain of the mean log-likelihood per customer in one round below which a run has converged.
    """

    starts: int = 12
    short_rounds: int = 12
    finalists: int = 3
    rounds: int = 1000
    tolerance: float = 1e-7


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
    with one_thread():
        if classes == 1:
            single = begun(counted, np.ones((1, counted.customers)), w, smoothing)
            return _climbed(counted, single, w, smoothing, effort.rounds, effort.tolerance)
        memberships = starting_memberships(
            counted, w, classes=classes, starts=effort.starts, rng=np.random.default_rng(seed)
        )
        short = [
            _climbed(counted, begun(counted, start, w, smoothing), w, smoothing, effort.short_rounds, 0.0)
            for start in memberships
        ]
        best = sorted(short, key=lambda model: -model.log_likelihood)[: effort.finalists]
        return max(
            (_climbed(counted, _tables(one), w, smoothing, effort.rounds, effort.tolerance) for one in best),
            key=lambda model: model.log_likelihood,
        )


def refit(
    model: LatentClasses,
    coded: Indicators,
    *,
    weights: Floats | None = None,
    smoothing: float = 0.0,
    effort: Effort | None = None,
) -> LatentClasses:
    """Run EM to convergence from a fitted model (a warm start), on the same columns."""
    effort = effort or Effort()
    counted, w = _counted(coded, weights)
    with one_thread():
        return _climbed(counted, _tables(model), w, smoothing, effort.rounds, effort.tolerance)


def spoken_as_classes(coded: Indicators, memberships: Floats, *, smoothing: float = 0.0) -> LatentClasses:
    """Tell a given division as latent classes: tables from memberships of shape (customers, classes), no search.

    So a division found in another way can be scored, kept and asked like any other; its `converged` is False.
    """
    weights = np.ones(coded.customers)
    with one_thread():
        tables = begun(coded, memberships.T, weights, smoothing)
        fit = float(expected(tables, coded).per_customer.sum())
        return _finished(tables, coded, weights, fit, 0, False)


def posteriors(model: LatentClasses, coded: Indicators, *, chunk: int = CHUNK) -> Floats:
    """Each customer's probability of each class, shape (customers, classes); nothing known gives the prior.

    A sum of table look-ups, taken `chunk` customers at a time; the size of the chunks does not change the result.
    """
    starts = range(0, max(coded.customers, 1), chunk)
    with one_thread():
        tables = _tables(model)
        return np.concatenate([expected(tables, coded.chunk(at, chunk)).soft.T for at in starts])


def log_likelihoods(model: LatentClasses, coded: Indicators, *, chunk: int = CHUNK) -> Floats:
    """The log-likelihood of each customer's known answers, shape (customers,); nothing known gives 0."""
    starts = range(0, max(coded.customers, 1), chunk)
    with one_thread():
        tables = _tables(model)
        return np.concatenate([expected(tables, coded.chunk(at, chunk)).per_customer for at in starts])


def _tables(model: LatentClasses) -> Tables:
    return Tables(shares=model.shares, exact=model.tables, rough=model.rough)


def _counted(coded: Indicators, weights: Floats | None) -> tuple[Indicators, Floats]:
    """Customers with weight 0 are left out, which makes a bootstrap sample a third cheaper."""
    if weights is None:
        return coded, np.ones(coded.customers)
    drawn = weights > 0
    return (coded, weights) if drawn.all() else (coded.taken(drawn), weights[drawn].astype(np.float64))


def _climbed(
    coded: Indicators, tables: Tables, weights: Floats, smoothing: float, rounds: int, tolerance: float
) -> LatentClasses:
    """EM from the given tables; stops after `rounds` or when the gain per customer falls to `tolerance`."""
    enough = tolerance * float(weights.sum())
    found, before = expected(tables, coded), -inf
    for done in range(1, rounds + 1):
        shares, exact = maximised(coded, found.soft, weights, smoothing)
        rough = maximised_rough(tables, found, coded, weights, smoothing)
        tables = Tables(shares=shares, exact=exact, rough=rough)
        found = expected(tables, coded)
        now = float(found.per_customer @ weights)
        settled = tolerance > 0 and now - before <= enough
        if settled or done == rounds:
            return _finished(tables, coded, weights, now, done, settled)
        before = now
    raise ValueError("EM needs at least one round")


def _finished(
    tables: Tables, coded: Indicators, weights: Floats, fit: float, rounds: int, settled: bool
) -> LatentClasses:
    flat = np.concatenate([tables.exact, *tables.rough], axis=1)
    keys = [(-round(float(s), 9), *np.round(t, 9)) for s, t in zip(tables.shares, flat, strict=True)]
    order = np.asarray(sorted(range(len(keys)), key=keys.__getitem__))
    return LatentClasses(
        shares=tables.shares[order],
        tables=tables.exact[order],
        rough=tables.rough[:, order],
        levels=coded.levels,
        log_likelihood=fit,
        customers=float(weights.sum()),
        parameters=len(order) - 1 + len(order) * _free(coded, weights),
        rounds=rounds,
        converged=settled,
    )


def _free(coded: Indicators, weights: Floats) -> int:
    """Free parameters of one class: levels less one, of exact columns with a known value and of rough ones."""
    rough = sum(coded.rough_levels) - len(coded.rough_levels)
    if not coded.levels:
        return rough
    seen = np.add.reduceat(weights @ coded.cells, firsts(coded.levels)) > 0
    return rough + int(((np.asarray(coded.levels) - 1) * seen).sum())
