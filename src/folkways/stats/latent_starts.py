"""Where EM for latent classes begins: half of the starts are random, half come from k-means.

K-means sees centred cells, and only known answers are centred: unknown ones stay 0, or it would find who is missing.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

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
    square = np.einsum("ij,ij->i", points, points)
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
    centres = _spread_seeds(points, square, weights, classes, rng)
    everybody = np.arange(len(points))
    nearest = np.zeros(len(points), dtype=np.int64)
    for _ in range(KMEANS_ROUNDS):
        nearest = _distances(points, square, centres).argmin(axis=1)
        picked = np.zeros((len(points), classes), dtype=points.dtype)
        picked[everybody, nearest] = weights
        mass = picked.sum(axis=0)[:, None]
        centres = np.where(mass > 0, (picked.T @ points) / np.maximum(mass, 1e-9), centres)
    soft = np.full((len(points), classes), (1 - CERTAINTY) / classes, dtype=points.dtype)
    soft[everybody, nearest] += CERTAINTY
    return soft


def _spread_seeds(
    points: Floats, square: Floats, weights: Floats, classes: int, rng: np.random.Generator
) -> Floats:
    """Seeds far from each other (k-means++, Arthur & Vassilvitskii 2007)."""
    chosen = [int(rng.choice(len(points), p=weights / weights.sum()))]
    far = _distances(points, square, points[chosen])[:, 0]
    for _ in range(classes - 1):
        mass = weights * np.maximum(far, 0.0).astype(np.float64)
        chance = mass / mass.sum() if mass.sum() > 0 else weights / weights.sum()
        chosen.append(int(rng.choice(len(points), p=chance)))
        far = np.minimum(far, _distances(points, square, points[chosen[-1:]])[:, 0])
    return points[chosen]


def _distances(points: Floats, square: Floats, centres: Floats) -> Floats:
    return square[:, None] - 2.0 * (points @ centres.T) + np.einsum("ij,ij->i", centres, centres)
