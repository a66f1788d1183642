"""How much of an outcome's variance each of several correlated drivers carries.

Both ways take stacks of correlation matrices whose last column is the outcome, and give weights that sum to R².
"""

from __future__ import annotations

from math import factorial

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
EXACT_MOST = 14
"""Up to this many drivers every subset is looked at; above, orders are drawn by chance."""
ORDERS = 400
STACK_CELLS = 1 << 21
LEAST_PIVOT = 1e-8


def shapley_weights(correlations: Floats, rng: np.random.Generator) -> Floats:
    """LMG weights (Lindeman, Merenda & Gold 1980; Grömping 2007): what a driver adds to R², averaged over all orders.

    `correlations` is (stack, drivers + 1, drivers + 1), the result (stack, drivers). Exact up to 14 drivers; above, the
    average over 400 orders drawn by chance and their reverses. A driver that others determine adds nothing after them.
    """
    drivers = correlations.shape[1] - 1
    if drivers > EXACT_MOST:
        orders = np.stack([rng.permutation(drivers) for _ in range(ORDERS // 2)])
        return _ordered(correlations, np.concatenate([orders, orders[:, ::-1]]))
    step = max(STACK_CELLS >> drivers, 1)
    parts = [_averaged(_explained(correlations[at : at + step])) for at in range(0, len(correlations), step)]
    return np.concatenate(parts)


def _explained(correlations: Floats) -> Floats:
    """R² of every subset of drivers (stack, 2^drivers); bit j of the place says that driver j is in it.

    One driver after the other is swept out of (or left in) all subsets of those before it.
    """
    rest = correlations[:, None]
    for _ in range(correlations.shape[1] - 1):
        pivot = rest[..., 0, 0]
        scale = np.divide(1.0, pivot, out=np.zeros_like(pivot), where=pivot > LEAST_PIVOT)
        edge = rest[..., 1:, 0]
        without = rest[..., 1:, 1:]
        swept = without - edge[..., :, None] * edge[..., None, :] * scale[..., None, None]
        rest = np.concatenate([without, swept], axis=1)
    return 1.0 - rest[..., 0, 0]


def _averaged(explained: Floats) -> Floats:
    """Shapley values of a stack of games, whose worth of each subset stands at its place."""
    drivers = explained.shape[1].bit_length() - 1
    places = np.arange(1 << drivers)
    size = np.array([one.bit_count() for one in range(1 << drivers)])
    chance = np.array(
        [factorial(s) * factorial(drivers - s - 1) / factorial(drivers) for s in range(drivers)]
    )
    found: list[Floats] = []
    for driver in range(drivers):
        without = places[(places >> driver) & 1 == 0]
        gain = explained[:, without | 1 << driver] - explained[:, without]
        found.append(gain @ chance[size[without]])
    return np.stack(found, axis=1)


def _ordered(correlations: Floats, orders: NDArray[np.int64]) -> Floats:
    """What each driver adds to R², averaged over these orders."""
    found = np.zeros((len(correlations), orders.shape[1]))
    for order in orders:
        told = np.append(order, orders.shape[1])
        lower = np.linalg.cholesky(correlations[:, told[:, None], told[None, :]])
        found[:, order] += lower[:, -1, :-1] ** 2
    return found / len(orders)


def johnson_weights(correlations: Floats) -> Floats:
    """Relative weights (Johnson 2000): through the orthogonal variables that are nearest to the drivers."""
    among, with_outcome = correlations[:, :-1, :-1], correlations[:, :-1, -1]
    values, vectors = np.linalg.eigh(among)
    root = (vectors * np.sqrt(np.maximum(values, 0.0))[:, None, :]) @ vectors.transpose(0, 2, 1)
    beta = np.linalg.solve(root, with_outcome[..., None])[..., 0]
    return np.einsum("bij,bj->bi", root**2, beta**2)


def opportunity(importance: Floats, satisfaction: Floats) -> Floats:
    """Importance + max(importance − satisfaction, 0), both from 0 to 10 (Ulwick 2002): above 10 is underserved."""
    return importance + np.maximum(importance - satisfaction, 0.0)
