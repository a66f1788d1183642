"""One number for a row's place among all sources: source, file, row. It breaks ties and leads back to the row."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

SOURCE_SHIFT = 44
FILE_SHIFT = 30


def row_order(source: int, file: int, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """Tell the places of rows (numbered from 1) of a source's file: up to 2¹⁴ files of up to 2³⁰ rows."""
    return rows + ((source << SOURCE_SHIFT) + (file << FILE_SHIFT))


def file_of(order: int) -> int:
    """Tell the number of the file within its source."""
    return (order >> FILE_SHIFT) & ((1 << (SOURCE_SHIFT - FILE_SHIFT)) - 1)


def row_of(order: int) -> int:
    """Tell the number of the row within its file."""
    return order & ((1 << FILE_SHIFT) - 1)
