"""Key drivers: which ratings carry an outcome, how sure that is, and how well one does at each.

Weights part the R² of a linear regression of the outcome on all ratings; intervals draw people again. They tell what
moves together with the outcome, not what would move it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from folkways.errors import TooLittleData
from folkways.stats.importance import EXACT_MOST, johnson_weights, opportunity, shapley_weights
from folkways.stats.intervals import Interval
from folkways.stats.moments import blocks, correlations
from folkways.stats.weighted import Estimate, checked_weights, weighted_mean, weighted_share

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]
DriverMethod = Literal["shapley", "johnson"]
ROUNDS = 500
LEAST_PAIRS = 30
PAIRS_PER_DRIVER = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Driver:
    """One driver. `weight` is its part of R², `share` that part's share of R²; `correlation` says the direction.

    `mean` and `satisfied` (share of top ratings) tell how well one does. `importance` is the weight from 0 to 10, the
    heaviest driver being 10; `opportunity` is importance + max(importance − 10 · satisfied, 0), from 0 to 20.
    `n` gave the rating, `top_n` of them a top one.
    """

    weight: Interval
    share: float
    correlation: float
    mean: Estimate
    satisfied: Estimate
    importance: float
    opportunity: Interval
    n: int
    top_n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Drivers:
    """All drivers in their given order: `n` answered the outcome, `complete` that and every rating.

    `fewest` is the n of the pair of ratings that the fewest gave; `mended` says that pairs did not fit together and the
    nearest possible correlations were taken.
    """

    drivers: tuple[Driver, ...]
    r_squared: Interval
    n: int
    complete: int
    fewest: int
    mended: bool
    method: str


def key_drivers(
    ratings: Floats,
    outcome: Floats,
    top: NDArray[np.bool_],
    *,
    seed: int,
    weights: Floats | None = None,
    people: Codes | None = None,
    method: DriverMethod = "shapley",
    rounds: int = ROUNDS,
) -> Drivers:
    """Part the variance of `outcome` among the columns of `ratings` (NaN is missing); `top` marks top ratings.

    Rows without outcome do not count. Raises TooLittleData when a rating or the outcome does not vary, or when fewer
    than 30 (or five for each driver) gave some pair of ratings.
    """
    kept = np.isfinite(outcome) & (checked_weights(weights, len(outcome)) > 0)
    x, y, tops = ratings[kept], outcome[kept], top[kept]
    w = np.ones(len(y)) if weights is None else weights[kept]
    who = np.arange(len(y)) if people is None else people[kept]
    columns = np.column_stack([x, y])
    fewest = _fewest_pairs(columns)
    rng = np.random.default_rng(seed)
    summed = blocks(columns, np.column_stack([tops, np.zeros(len(y), dtype=bool)]), w, who, rng)
    weigh = _weigher(method, int(rng.integers(1 << 31)))
    (pairs, tally), (redrawn, retally) = summed.whole(), summed.redrawn(rng, rounds)
    matrix, mended = correlations(pairs)
    found, drawn = weigh(matrix), weigh(correlations(redrawn)[0])
    label = f"bootstrap-{rounds}"
    chances, redrawn_chances = _opportunities(found, tally), _opportunities(drawn, retally)
    total = float(found.sum())
    return Drivers(
        drivers=tuple(
            Driver(
                weight=_between(float(found[0, at]), drawn[:, at], int(np.isfinite(x[:, at]).sum()), label),
                share=float(found[0, at]) / total if total > 0 else 0.0,
                correlation=float(matrix[0, at, -1]),
                mean=weighted_mean(x[:, at], w, who),
                satisfied=weighted_share(np.where(np.isfinite(x[:, at]), tops[:, at], np.nan), w, who),
                importance=10.0 * float(found[0, at] / found.max()) if found.max() > 0 else 0.0,
                opportunity=_between(
                    float(chances[0, at]), redrawn_chances[:, at], int(np.isfinite(x[:, at]).sum()), label
                ),
                n=int(np.isfinite(x[:, at]).sum()),
                top_n=int((np.isfinite(x[:, at]) & tops[:, at]).sum()),
            )
            for at in range(x.shape[1])
        ),
        r_squared=_between(total, drawn.sum(axis=1), len(y), label),
        n=len(y),
        complete=int(np.isfinite(columns).all(axis=1).sum()),
        fewest=fewest,
        mended=mended,
        method=_spoken(method, x.shape[1]),
    )


def _fewest_pairs(columns: Floats) -> int:
    """How many gave the pair of ratings that the fewest gave; too few of anything is an error."""
    known = np.isfinite(columns)
    fewest = int((known.T.astype(np.float64) @ known).min()) if len(columns) else 0
    least = max(LEAST_PAIRS, PAIRS_PER_DRIVER * (columns.shape[1] - 1))
    if fewest < least:
        raise TooLittleData(
            f"Some pair of these {columns.shape[1]} questions was answered by {fewest} only; at least {least} are "
            f"needed to part {columns.shape[1] - 1} drivers.",
            hint="Name fewer drivers, and only such as the same people rated.",
        )
    still = [at for at in range(columns.shape[1]) if np.ptp(columns[known[:, at], at]) == 0]
    if still:
        what = "The outcome" if still[-1] == columns.shape[1] - 1 else f"Rating {still[0] + 1}"
        raise TooLittleData(f"{what} is the same in all answers; what does not vary moves nothing.")
    return fewest


def _weigher(method: DriverMethod, seed: int) -> Callable[[Floats], Floats]:
    """The chosen way to part R²; drawn orders are the same in every call."""
    if method == "johnson":
        return johnson_weights
    return lambda matrices: shapley_weights(matrices, np.random.default_rng(seed))


def _spoken(method: DriverMethod, drivers: int) -> str:
    if method == "johnson":
        return "Johnson relative weights"
    return "LMG (Shapley)" if drivers <= EXACT_MOST else "LMG (Shapley), orders drawn by chance"


def _opportunities(weights: Floats, tally: Floats) -> Floats:
    heaviest = weights.max(axis=1, keepdims=True)
    importance = np.divide(10.0 * weights, heaviest, out=np.zeros_like(weights), where=heaviest > 0)
    hits, all_told = tally[:, 0, :-1], tally[:, 1, :-1]
    satisfied = np.divide(hits, all_told, out=np.zeros_like(hits), where=all_told > 0)
    return opportunity(importance, 10.0 * satisfied)


def _between(value: float, drawn: Floats, n: int, method: str) -> Interval:
    lo, hi = np.quantile(drawn, [0.025, 0.975])
    return Interval(value=value, lo=min(float(lo), value), hi=max(float(hi), value), n=n, method=method)
