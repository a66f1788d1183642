"""Quantiles of durations that can be merged: a histogram whose buckets grow with the value.

The bucket of a duration is the exponent and the first six binary places of its floating-point form, so it needs no
logarithm and is the same on every machine. A bucket reaches from v to at most v (1 + 1/64): its middle is never
further than `RELATIVE_ERROR` = 1/128 from any duration in it. (As in HdrHistogram; Masson, Rim & Lee 2019 show that
such buckets merge without loss.)
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

PLACES = 6
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
    until = np.cumsum(counts)
    if not len(until) or not until[-1]:
        return float("nan")
    rank = (until[-1] - 1) * share
    low, high = np.searchsorted(until, [np.floor(rank), np.ceil(rank)], side="right")
    middle = middles(found[[low, high]])
    return float(middle[0] + (middle[1] - middle[0]) * (rank - np.floor(rank)))
