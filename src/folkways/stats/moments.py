"""Correlations of ratings that are partly missing, and how they vary when people are drawn again.

Missing ratings are left out pair by pair: a correlation is that of those who gave both ratings (available cases), which
is right when a rating is missing by chance, given by nothing that is asked about. A matrix that could not be one of
whole answers (a negative eigenvalue) is replaced by the nearest that could.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]
MOST_BLOCKS = 1000
LEAST_EIGENVALUE = 1e-9
PAIR_SUMS = 4
"""Of each pair of columns: the weight, the sum of the first, its squares, and the products, where both are known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocks:
    """Sums over blocks of people: of pairs of columns (blocks, 4, columns, columns) and of top ratings.

    `top` is the weight of ratings that are top and of all that are known (blocks, 2, columns). A block is a person;
    of more than 1,000 people it is a chance group of them, which varies like them.
    """

    pairs: Floats
    top: Floats

    def whole(self) -> tuple[Floats, Floats]:
        """The sums over all blocks, as a stack of one."""
        return self.pairs.sum(axis=0)[None], self.top.sum(axis=0)[None]

    def redrawn(self, rng: np.random.Generator, rounds: int) -> tuple[Floats, Floats]:
        """The sums over as many blocks, drawn anew with replacement, `rounds` times."""
        count = len(self.pairs)
        drawn = rng.multinomial(count, np.full(count, 1.0 / count), size=rounds).astype(np.float64)
        return np.tensordot(drawn, self.pairs, axes=1), np.tensordot(drawn, self.top, axes=1)


def blocks(
    columns: Floats, top: NDArray[np.bool_], weights: Floats, people: Codes, rng: np.random.Generator
) -> Blocks:
    """Sum rows by block; `columns` may hold NaN, `people` says whose a row is (one's rows stay together)."""
    whose = np.unique(people, return_inverse=True)[1].reshape(-1)
    count = int(whose.max()) + 1
    group_of = np.arange(count) if count <= MOST_BLOCKS else rng.permutation(count) % MOST_BLOCKS
    block = group_of[whose]
    order = np.argsort(block, kind="stable")
    ends = np.cumsum(np.bincount(block))
    known = np.isfinite(columns)
    centred = np.where(known, columns - _centre(columns, known, weights), 0.0)
    parts = np.split(order, ends[:-1])
    return Blocks(
        pairs=np.stack([_pair_sums(centred[one], known[one] * 1.0, weights[one]) for one in parts]),
        top=np.stack(
            [np.stack([weights[one] @ (top & known)[one], weights[one] @ known[one]]) for one in parts]
        ),
    )


def _centre(columns: Floats, known: NDArray[np.bool_], weights: Floats) -> Floats:
    """Weighted means, so that squares do not drown in them."""
    held = weights @ known
    return np.divide(weights @ np.where(known, columns, 0.0), held, out=np.zeros_like(held), where=held > 0)


def _pair_sums(x: Floats, known: Floats, weights: Floats) -> Floats:
    w = weights[:, None]
    return np.stack([known.T @ (w * known), x.T @ (w * known), (x * x).T @ (w * known), x.T @ (w * x)])


def correlations(pairs: Floats) -> tuple[Floats, bool]:
    """The correlation matrices of a stack of pair sums, and whether one had to be mended.

    A column that does not vary correlates with nothing.
    """
    held, sums, squares, products = (pairs[:, at] for at in range(PAIR_SUMS))
    with np.errstate(invalid="ignore", divide="ignore"):
        mean, other = sums / held, sums.transpose(0, 2, 1) / held
        variance = squares / held - mean**2
        across = products / held - mean * other
        found = across / np.sqrt(variance * variance.transpose(0, 2, 1))
    found = np.clip(np.where(np.isfinite(found), found, 0.0), -1.0, 1.0)
    found[:, *np.diag_indices(found.shape[1])] = 1.0
    values, vectors = np.linalg.eigh(found)
    if (values >= LEAST_EIGENVALUE).all():
        return found, False
    mended = (vectors * np.maximum(values, LEAST_EIGENVALUE)[:, None, :]) @ vectors.transpose(0, 2, 1)
    scale = np.sqrt(np.einsum("bii->bi", mended))
    return mended / scale[:, :, None] / scale[:, None, :], bool((values < -LEAST_EIGENVALUE).any())
