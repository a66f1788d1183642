"""What telling needs to know of a grouping: who is in which group how surely, and how surely groups come back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupStability:
    """How one group came back when customers were drawn again (Jaccard of members, best match, Hennig 2007)."""

    jaccard_mean: float
    jaccard_min: float
    resamples: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouped:
    """Groups in order: the largest first, ties by the engine's canonical order.

    `groups` says each customer's group (-1 = in none), `posterior` how likely that is; of who is in
    none, how likely the likeliest is.
    """

    groups: NDArray[np.int64]
    posterior: NDArray[np.float64]
    stability: Sequence[GroupStability]

    @property
    def count(self) -> int:
        return len(self.stability)
