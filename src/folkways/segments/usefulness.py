"""Are segments good for anything: do they predict what was kept aside better than the average and than plain tiers?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from folkways.errors import TooLittleData
from folkways.stats.intervals import Interval

Floats = NDArray[np.floating]
Labels = NDArray[np.integer]

FOLDS = 5
IMAGINED = 5.0
RESAMPLES = 1000
FEWEST = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """How well one way of grouping predicts outcomes of customers that were not used to learn them.

    `error` is the mean squared error in standard deviations of each outcome (the average customer has about 1);
    `gain` is the share of the average's error that it saves, below 0 when it does worse.
    """

    name: str
    groups: int
    error: float
    gain: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class PredictiveComparison:
    """Groupings tried on the same customers; `lead` is the first one's error saved over each other one's."""

    predictions: tuple[Prediction, ...]
    lead: Mapping[str, Interval]
    customers: int
    outcomes: int


def memberships(labels: Labels) -> Floats:
    """Labels as memberships of shape (customers, groups); −1 belongs to none."""
    groups = int(labels.max(initial=-1)) + 1
    return (labels[:, None] == np.arange(groups)[None, :]).astype(np.float64)


def rfm_tiers(recency: Floats, frequency: Floats, money: Floats) -> Labels:
    """The trivial baseline: thirds of recency, frequency and money, 27 tiers; missing values rank lowest."""
    return (9 * _third(-recency) + 3 * _third(frequency) + _third(money)).astype(np.int64)


def _third(values: Floats) -> Labels:
    order = np.argsort(np.where(np.isfinite(values), values, -np.inf), kind="stable")
    tier = np.empty(len(values), dtype=np.int64)
    tier[order] = np.arange(len(values)) * 3 // len(values)
    return tier


def compared(groupings: Mapping[str, Floats], outcomes: Floats, *, seed: int) -> PredictiveComparison:
    """Predict every customer's outcomes by the means of the groups, learnt from the other folds.

    `groupings` are memberships of shape (customers, groups), soft or hard; the first is the one that should lead.
    `outcomes` has shape (customers, outcomes), NaN unknown; customers without any known outcome do not count,
    nor do outcomes known of fewer than 50. Group means are drawn to the average by five imagined average customers,
    so that thin tiers are not punished for noise. Intervals resample customers. Raises TooLittleData with fewer than
    50 customers.
    """
    most = int(np.isfinite(outcomes).sum(axis=0).max(initial=0))
    if most < FEWEST:
        raise TooLittleData(f"{most} customers have an outcome; {FEWEST} are needed to try a prediction.")
    outcomes = outcomes[:, np.isfinite(outcomes).sum(axis=0) >= FEWEST]
    known = np.isfinite(outcomes).any(axis=1)
    scaled = _standardised(outcomes[known])
    folds = np.random.default_rng(seed).permutation(len(scaled)) % FOLDS
    average = _errors(np.ones((len(scaled), 1)), scaled, folds)
    errors = {name: _errors(groups[known], scaled, folds) for name, groups in groupings.items()}
    first = next(iter(errors))
    return PredictiveComparison(
        predictions=tuple(
            Prediction(
                name=name,
                groups=groupings[name].shape[1],
                error=float(error.mean()),
                gain=_saved(error, average, seed),
            )
            for name, error in errors.items()
        ),
        lead={name: _saved(errors[first], error, seed) for name, error in errors.items() if name != first},
        customers=len(scaled),
        outcomes=outcomes.shape[1],
    )


def _standardised(outcomes: Floats) -> Floats:
    spread = np.nanstd(outcomes, axis=0)
    return (outcomes - np.nanmean(outcomes, axis=0)) / np.where(spread > 0, spread, 1.0)


def _errors(groups: Floats, outcomes: Floats, folds: NDArray[np.integer]) -> Floats:
    """Mean squared error of each customer's known outcomes, predicted from the other folds."""
    errors = np.empty(len(outcomes))
    for fold in range(FOLDS):
        learn, tried = folds != fold, folds == fold
        average = np.nanmean(outcomes[learn], axis=0)
        around = np.nan_to_num(outcomes[learn] - average)
        mass = groups[learn].T @ np.isfinite(outcomes[learn]).astype(np.float64)
        means = (groups[learn].T @ around) / (mass + IMAGINED)
        errors[tried] = np.nanmean((outcomes[tried] - average - groups[tried] @ means) ** 2, axis=1)
    return errors


def _saved(error: Floats, against: Floats, seed: int) -> Interval:
    """The share of `against` that is saved, with a percentile bootstrap over customers (paired)."""
    rng = np.random.default_rng(seed)
    drawn = rng.multinomial(len(error), np.full(len(error), 1 / len(error)), size=RESAMPLES).astype(
        np.float64
    )
    saved = 1.0 - (drawn @ error) / (drawn @ against)
    lo, hi = np.quantile(saved, [0.025, 0.975])
    return Interval(
        value=float(1.0 - error.sum() / against.sum()),
        lo=float(lo),
        hi=float(hi),
        n=len(error),
        method=f"bootstrap-{RESAMPLES}",
    )
