"""K-means on weighted points: short runs that seed other methods, and a whole one as a challenger."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from folkways.stats.threads import one_thread

Floats = NDArray[np.floating]
Labels = NDArray[np.int64]


def k_means(
    points: Floats, weights: Floats, classes: int, *, seed: int, starts: int = 4, rounds: int = 60
) -> Labels:
    """Divide points among centres with the least weighted squared distance, the best of several starts.

    Points with weight 0 are labelled too. Deterministic for a seed; ties fall to the earlier centre.
    """
    rng = np.random.default_rng(seed)
    square = squared(points)
    best, least = np.zeros(len(points), dtype=np.int64), np.inf
    with one_thread():
        for _ in range(starts):
            seeds = spread_seeds(points, square, weights, classes, rng)
            nearest, error = settled(points, square, weights, seeds, rounds)
            if error < least:
                best, least = nearest, error
    return best


def squared(points: Floats) -> Floats:
    """The squared length of each point."""
    return np.einsum("ij,ij->i", points, points)


def spread_seeds(
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


def settled(
    points: Floats, square: Floats, weights: Floats, centres: Floats, rounds: int
) -> tuple[Labels, float]:
    """Each point's nearest centre after at most `rounds` of Lloyd's moves, and the weighted squared distance left."""
    everybody = np.arange(len(points))
    nearest = np.full(len(points), -1, dtype=np.int64)
    error = np.inf
    for _ in range(rounds):
        distances = _distances(points, square, centres)
        before, nearest = nearest, distances.argmin(axis=1)
        error = float(distances[everybody, nearest] @ weights)
        if (before == nearest).all():
            break
        picked = np.zeros((len(points), len(centres)), dtype=points.dtype)
        picked[everybody, nearest] = weights
        mass = picked.sum(axis=0)[:, None]
        centres = np.where(mass > 0, (picked.T @ points) / np.maximum(mass, 1e-9), centres)
    return nearest, error


def _distances(points: Floats, square: Floats, centres: Floats) -> Floats:
    return square[:, None] - 2.0 * (points @ centres.T) + squared(centres)
