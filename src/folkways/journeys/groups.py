"""Whose journeys: everybody's, and one for each persona."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from folkways.engines.places import places
from folkways.kernels.partition import Partition
from folkways.model.journey import PersonaLayer


@dataclass(frozen=True, slots=True, kw_only=True)
class Members:
    """Which persona each customer belongs to; `groups` are the personas and, last, those of none."""

    layers: tuple[PersonaLayer, ...]
    ids: pa.Array
    group: NDArray[np.int64]

    @property
    def groups(self) -> int:
        return len(self.layers) + 1

    def group_of(self, part: Partition) -> NDArray[np.int64]:
        """The group of each unit of a partition."""
        return self.group[places(part.unit_ids, self.ids)]


def members_of(table: pa.Table | None, layers: Sequence[PersonaLayer]) -> Members:
    """Read a table of `customer_id` and `persona`; who is in none of the layers belongs to no persona."""
    if table is None or not len(layers):
        return Members(layers=(), ids=pa.array([], pa.string()), group=np.zeros(1, np.int64))
    personas = pa.array([layer.persona for layer in layers], pa.string())
    group = places(table["persona"].cast(pa.string()), personas)
    none = len(layers)
    return Members(
        layers=tuple(layers),
        ids=table["customer_id"].cast(pa.string()).combine_chunks(),
        group=np.append(np.where(group < 0, none, group), none).astype(np.int64),
    )
