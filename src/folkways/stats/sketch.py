"""Quantiles of durations that can be merged: a histogram whose buckets grow with the value.

The bucket of a duration is the exponent and the first five binary places of its floating-point form, so it needs no
logarithm and is the same on every machine. A bucket reaches from v to at most v (1 + 1/32): its middle is never
further than `RELATIVE_ERROR` = 1/64 from any duration in it. (As in HdrHistogram; Masson, Rim & Lee 2019 show that
such buckets merge without loss.)
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

PLACES = 5
RELATIVE_ERROR = 1 / 2 ** (PLACES + 1)
_SHIFT = 52 - PLACES
_ONE = (1023 << PLACES) - 1
BUCKETS = (53 << PLACES) + 1


def buckets(durations: NDArray[np.int64] | NDArray[np.float64]) -> NDArray[np.int64]:
    """The bucket of each whole, non-negative duration (0 has bucket 0; below 2⁵³)."""
    bits = durations.astype(np.float64, copy=False).view(np.int64) >> _SHIFT
    return np.maximum(bits - _ONE, 0, out=bits)


def middles(found: NDArray[np.int64]) -> NDArray[np.float64]:
    """The duration in the middle of each bucket."""
    bits = found.astype(np.int64) + _ONE
    low = (bits << _SHIFT).view(np.float64)
    high = ((bits + 1) << _SHIFT).view(np.float64)
    return np.where(found == 0, 0.0, (low + np.maximum(high - 1, low)) / 2)


def quantile(found: NDArray[np.int64], counts: NDArray[np.int64], share: float) -> float:
    """The duration below which `share` of all lie (linear between ranks, R's type 7), or NaN of none.

    `found` are distinct buckets in rising order, `counts` how many durations fell into each.
    """
    return float(quantiles(found, counts, np.array([0, len(found)]), (share,))[0, 0])


def quantiles(
    found: NDArray[np.int64], counts: NDArray[np.int64], bounds: NDArray[np.integer], shares: Sequence[float]
) -> NDArray[np.float64]:
    """The quantiles of several sketches in a row, shape (sketches, shares); NaN for a sketch of none.

    Sketch `i` is the buckets `bounds[i]:bounds[i + 1]`.
    """
    until = np.concatenate(([0], np.cumsum(counts)))
    begin, end = until[bounds[:-1], None], until[bounds[1:], None]
    ranks = np.maximum(end - begin - 1, 0) * np.asarray(shares)[None, :]
    if not len(found):
        return np.full(ranks.shape, np.nan)
    last = len(found) - 1
    low, high = (
        middles(found[np.minimum(np.searchsorted(until[1:], begin + edge(ranks), side="right"), last)])
        for edge in (np.floor, np.ceil)
    )
    return np.where(end > begin, low + (high - low) * (ranks - np.floor(ranks)), np.nan)
