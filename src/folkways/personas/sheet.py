"""The feature table in memory: numbers by column, categories as codes, missing as NaN, customers in byte order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from folkways.personas.feature import Feature
from folkways.personas.features import Measured

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """`columns` holds an array per feature key, one entry per customer; codes count a category's `levels`.

    `rows` says for shares of how many events each is one.
    """

    customers: pa.Array
    features: tuple[Feature, ...]
    columns: Mapping[str, Floats]
    levels: Mapping[str, tuple[str, ...]]
    rows: Mapping[str, Floats]

    @property
    def size(self) -> int:
        return len(self.customers)

    def known(self, key: str) -> Mask:
        return np.isfinite(self.columns[key])


def sheet(found: Measured, features: Sequence[Feature]) -> Sheet:
    """Read what was measured of these features."""
    table = found.table
    columns: dict[str, Floats] = {}
    levels: dict[str, tuple[str, ...]] = {}
    for feature in features:
        column = table[feature.key].combine_chunks()
        if feature.categorical:
            levels[feature.key] = _levels(column, feature.levels)
            columns[feature.key] = _codes(column, levels[feature.key])
        else:
            columns[feature.key] = pc.fill_null(column.cast(pa.float64()), float("nan")).to_numpy(
                zero_copy_only=False
            )
    return Sheet(
        customers=table["customer_id"].combine_chunks(),
        features=tuple(features),
        columns=columns,
        levels=levels,
        rows=found.rows,
    )


def _levels(column: pa.Array, told: tuple[str, ...]) -> tuple[str, ...]:
    seen = sorted(str(level) for level in column.unique().to_pylist() if level is not None)
    return (*told, *(level for level in seen if level not in told))


def _codes(column: pa.Array, levels: tuple[str, ...]) -> Floats:
    places = {level: float(at) for at, level in enumerate(levels)}
    missing = float("nan")
    found = [missing if level is None else places[str(level)] for level in column.to_pylist()]
    return np.array(found, dtype=np.float64)
