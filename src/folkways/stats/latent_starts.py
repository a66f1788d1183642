"""Where EM for latent classes begins: half of the starts are random, half come from k-means.

K-means sees centred cells, and only known answers are centred: unknown ones stay 0, or it would find who is missing.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from folkways.stats.centres import settled, spread_seeds, squared

Floats = NDArray[np.floating]

KMEANS_ROUNDS = 6
CERTAINTY = 0.9


def starting_memberships(
    cells: Floats,
    levels: tuple[int, ...],
    weights: Floats,
    *,
    classes: int,
    starts: int,
    rng: np.random.Generator,
) -> Iterator[Floats]:
    """Yield memberships of shape (customers, classes), one array per start; k-means first, then alternating."""
    points = centred(cells, levels, weights)
    square = squared(points)
    for turn in range(starts):
        if turn % 2:
            yield rng.dirichlet(np.full(classes, 0.5), size=len(cells)).astype(cells.dtype)
        else:
            yield _near_centres(points, square, weights, classes, rng)


def centred(cells: Floats, levels: tuple[int, ...], weights: Floats) -> Floats:
    """Each known answer's cells minus the level's share among known answers; unknown answers stay 0."""
    width = np.asarray(levels)
    first = np.concatenate([[0], np.cumsum(width)[:-1]])
    counts = weights @ cells
    seen = np.repeat(np.add.reduceat(counts, first), width)
    share = counts / np.where(seen > 0, seen, 1.0)
    known = np.repeat(np.add.reduceat(cells, first, axis=1), width, axis=1)
    return cells - known * share.astype(cells.dtype)


def _near_centres(
    points: Floats, square: Floats, weights: Floats, classes: int, rng: np.random.Generator
) -> Floats:
    """A short k-means, softened so that EM may still move everybody."""
    seeds = spread_seeds(points, square, weights, classes, rng)
    nearest, _ = settled(points, square, weights, seeds, KMEANS_ROUNDS)
    soft = np.full((len(points), classes), (1 - CERTAINTY) / classes, dtype=points.dtype)
    soft[np.arange(len(points)), nearest] += CERTAINTY
    return soft
