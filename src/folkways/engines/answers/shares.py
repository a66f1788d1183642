"""Shares of counted people, with their interval."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

_Z = 1.959963984540054
"""The 97.5% point of the normal distribution; written out because SciPy would take longer to load than to answer."""


def share(n: NDArray[np.integer], of: NDArray[np.integer]) -> pa.Array:
    """n ÷ of; null where there is nobody to have a share of."""
    return pa.array(n / np.maximum(of, 1), mask=of == 0)


def bounds(n: NDArray[np.integer], of: NDArray[np.integer]) -> dict[str, pa.Array]:
    """The columns `lo` and `hi`: Wilson's 95% interval of n ÷ of (Wilson 1927); null where `share` is."""
    size = np.maximum(of, 1)
    part = np.minimum(n, size) / size
    middle = part + _Z**2 / (2 * size)
    half = _Z * np.sqrt(part * (1 - part) / size + _Z**2 / (4 * size**2))
    scale = 1 + _Z**2 / size
    lo, hi = np.maximum((middle - half) / scale, 0.0), np.minimum((middle + half) / scale, 1.0)
    return {
        "lo": pa.array(np.where(part == 0, 0.0, lo), mask=of == 0),
        "hi": pa.array(np.where(part == 1, 1.0, hi), mask=of == 0),
    }
