"""Ways to divide customers: latent classes, and the challengers that the referee sets beside them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from folkways.stats import centres
from folkways.stats.agreement import Refit
from folkways.stats.latent import (
    Effort,
    Indicators,
    LatentClasses,
    fit_latent_classes,
    posteriors,
    refit,
)
from folkways.stats.threads import one_thread

Floats = NDArray[np.floating]
Labels = NDArray[np.int64]
EngineName = Literal["latent-classes", "k-means", "famd-k-means"]
Challenger = Callable[[Indicators, int, Floats, int], Labels]

SMOOTHING = 1.0
THOROUGH = Effort(starts=12, short_rounds=24, finalists=2, rounds=250, tolerance=2e-5)
QUICK = Effort(starts=4, short_rounds=8, finalists=1, rounds=60, tolerance=2e-4)
AXES = 10


def learnt(coded: Indicators, classes: int, *, seed: int) -> LatentClasses:
    """Latent classes with a thorough search."""
    return fit_latent_classes(coded, classes, seed=seed, smoothing=SMOOTHING, effort=THOROUGH)


def labelled(model: LatentClasses, coded: Indicators) -> Labels:
    """Each customer's likeliest class; ties fall to the larger class."""
    return posteriors(model, coded).argmax(axis=1)


def relearning(model: LatentClasses, coded: Indicators) -> Refit:
    """Learn again from a sample: from scratch with few starts, and from the model; the likelier of both labels.

    From scratch alone would measure the luck of few starts; from the model alone would never leave its neighbourhood.
    """

    def again(weights: Floats, seed: int) -> Labels:
        cold = fit_latent_classes(
            coded, model.classes, seed=seed, weights=weights, smoothing=SMOOTHING, effort=QUICK
        )
        warm = refit(model, coded, weights=weights, smoothing=SMOOTHING, effort=QUICK)
        better = cold if cold.log_likelihood > warm.log_likelihood else warm
        return labelled(better, coded)

    return again


def k_means(coded: Indicators, classes: int, weights: Floats, seed: int) -> Labels:
    """K-means on one-hot cells, unknown ones at the mean."""
    return centres.k_means(coded.centred(weights), weights, classes, seed=seed)


def famd_k_means(coded: Indicators, classes: int, weights: Floats, seed: int) -> Labels:
    """K-means on the first axes of a factor analysis of the cells, each weighed by 1/√share (Pagès 2014, ch. 3)."""
    share = coded.cell_shares(weights)
    scaled = coded.centred(weights).astype(np.float64) / np.sqrt(np.maximum(share, 1e-3))
    with one_thread():
        spread = (scaled * weights[:, None]).T @ scaled
        axes = np.linalg.eigh(spread)[1][:, ::-1][:, :AXES]
    return centres.k_means(scaled @ axes, weights, classes, seed=seed)


def challenging(engine: Challenger, coded: Indicators, classes: int) -> Refit:
    """A challenger learning again from a sample."""

    def again(weights: Floats, seed: int) -> Labels:
        return engine(coded, classes, weights, seed)

    return again


CHALLENGERS: dict[EngineName, Challenger] = {"k-means": k_means, "famd-k-means": famd_k_means}
