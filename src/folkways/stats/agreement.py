"""Agreement between two ways of dividing the same customers, and whether classes come back under resampling.

Hubert & Arabie 1985 (adjusted Rand index); Hennig 2007 (class-wise bootstrap Jaccard).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

Labels = NDArray[np.integer]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching:
    """Which class of the second division each class of the first one meets, and their overlap.

    `partner[k]` is -1 where the second division has no class left; `jaccard[k]` is the share of customers in both
    among those in either, 0 without a partner.
    """

    partner: tuple[int, ...]
    jaccard: tuple[float, ...]


def adjusted_rand(a: Labels, b: Labels) -> float:
    """Agreement of two divisions of the same customers, corrected for chance: 1 identical, 0 as by chance.

    Customers with a negative label in either are left out. Two divisions that both hold one group agree by 1.
    """
    keep = (a >= 0) & (b >= 0)
    table = crossing(a[keep], b[keep])
    n = table.sum()
    both, rows, columns = (_pairs(part).sum() for part in (table, table.sum(axis=1), table.sum(axis=0)))
    expected = rows * columns / _pairs(n) if n > 1 else 0.0
    ceiling = (rows + columns) / 2.0
    return float((both - expected) / (ceiling - expected)) if ceiling != expected else 1.0


def _pairs(counts: NDArray[np.floating]) -> NDArray[np.floating]:
    return counts * (counts - 1.0) / 2.0


def crossing(a: Labels, b: Labels, *, shape: tuple[int, int] | None = None) -> NDArray[np.floating]:
    """How many customers carry each pair of labels, shape (labels of a, labels of b); labels count from 0."""
    rows, columns = shape or (int(a.max(initial=-1)) + 1, int(b.max(initial=-1)) + 1)
    flat = np.bincount(a.astype(np.int64) * columns + b, minlength=rows * columns)
    return flat.reshape(rows, columns).astype(np.float64)


def matched(a: Labels, b: Labels, *, classes: int) -> Matching:
    """Pair the classes of two divisions so that the sum of Jaccard overlaps is largest (Hungarian method)."""
    overlap = jaccard_table(a, b, classes=classes)
    rows, columns = linear_sum_assignment(-overlap)
    partner, value = [-1] * classes, [0.0] * classes
    for row, column in zip(rows, columns, strict=True):
        partner[int(row)], value[int(row)] = int(column), float(overlap[row, column])
    return Matching(partner=tuple(partner), jaccard=tuple(value))


def jaccard_table(a: Labels, b: Labels, *, classes: int) -> NDArray[np.floating]:
    """Overlap of every class of a (rows) with every class of b: customers in both over customers in either."""
    both = crossing(a, b, shape=(classes, max(int(b.max(initial=-1)) + 1, 1)))
    either = both.sum(axis=1)[:, None] + both.sum(axis=0)[None, :] - both
    return np.divide(both, either, out=np.zeros_like(both), where=either > 0)


def resample(customers: int, rng: np.random.Generator) -> NDArray[np.floating]:
    """How often each customer is drawn in one bootstrap sample of the same size, as weights."""
    return np.bincount(rng.integers(0, customers, customers), minlength=customers).astype(np.float64)


Refit = Callable[[NDArray[np.floating], int], Labels]


def bootstrap_jaccard(
    labels: Labels, refit: Refit, *, classes: int, turns: Iterable[int], seed: int
) -> NDArray[np.floating]:
    """How well each class comes back when customers are resampled: Jaccard overlaps, shape (turns, classes).

    `refit(weights, seed)` divides all customers anew after learning from a sample given as weights. Everybody is
    labelled by both models; classes are paired by the Hungarian method. A turn draws the same sample whatever
    other turns are taken, so that a few turns can be looked at first and the rest added later.
    """
    found = [
        matched(
            labels,
            refit(resample(len(labels), np.random.default_rng([seed, turn])), seed + turn),
            classes=classes,
        ).jaccard
        for turn in turns
    ]
    return np.asarray(found).reshape(-1, classes)


def split_half_agreement(customers: int, refit: Refit, *, turns: int, seed: int) -> float:
    """Learn from one random half and from the other, label everybody by both: the mean adjusted Rand index."""
    found: list[float] = []
    for turn in range(turns):
        half = np.zeros(customers)
        half[np.random.default_rng([seed, turn]).permutation(customers)[: customers // 2]] = 1.0
        found.append(adjusted_rand(refit(half, seed + 2 * turn), refit(1.0 - half, seed + 2 * turn + 1)))
    return float(np.mean(found))
