"""Where EM for latent classes begins: half of the starts come from k-means on centred cells, half are random."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from folkways.stats.centres import settled, spread_seeds, squared
from folkways.stats.latent_cells import Indicators

Floats = NDArray[np.floating]

KMEANS_ROUNDS = 6
CERTAINTY = 0.9


def starting_memberships(
    coded: Indicators, weights: Floats, *, classes: int, starts: int, rng: np.random.Generator
) -> Iterator[Floats]:
    """Yield memberships of shape (classes, customers), one array per start; k-means first, then alternating."""
    points = coded.centred(weights)
    square = squared(points)
    for turn in range(starts):
        if turn % 2:
            yield rng.dirichlet(np.full(classes, 0.5), size=coded.customers).T.astype(points.dtype)
        else:
            yield _near_centres(points, square, weights, classes, rng)


def _near_centres(
    points: Floats, square: Floats, weights: Floats, classes: int, rng: np.random.Generator
) -> Floats:
    """A short k-means, softened so that EM may still move everybody."""
    seeds = spread_seeds(points, square, weights, classes, rng)
    nearest, _ = settled(points, square, weights, seeds, KMEANS_ROUNDS)
    soft = np.full((classes, len(points)), (1 - CERTAINTY) / classes, dtype=points.dtype)
    soft[nearest, np.arange(len(points))] += CERTAINTY
    return soft
