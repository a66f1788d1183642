"""Where values stand in a list of known ones."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray


def places(values: pa.Array | pa.ChunkedArray, known: pa.Array) -> NDArray[np.integer]:
    """The place of each value among the `known` ones, −1 where it is none of them or null."""
    found = pc.index_in(values, value_set=known)  # pyright: ignore[reportAttributeAccessIssue]
    return np.where(
        np.asarray(found.is_null()) | np.asarray(values.is_null()), -1, np.asarray(found.fill_null(0))
    )
