"""What discovery is asked for, and the lines it holds itself to."""

from __future__ import annotations

from dataclasses import dataclass

LEAST_JACCARD = 0.60
WARNED_JACCARD = 0.75
LEAST_MEAN_JACCARD = 0.75
LEAST_CLEAR = 3
LEAST_SHARE = 0.05
"""A segment holds so large a share of customers at least."""
MORE_THAN_TIERS = 3
STRONG_EACH = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscoverySettings:
    """How segments are sought.

    `k` fixes the number of segments (a person's decision); otherwise `k_min` … `k_max` are looked at. `volume` names
    the columns that say how much (spend, frequency, recency): with them, segments must be more than tiers of volume.
    `screening` resamples are drawn for every K, `resamples` for those that may be chosen. Larger tables are learnt
    from `sample` customers and resampled among `stability_sample`.
    """

    k: int | None = None
    k_min: int = 2
    k_max: int = 9
    min_cell: int = 10
    seed: int = 1
    volume: tuple[str, ...] = ()
    screening: int = 5
    resamples: int = 20
    sample: int = 8000
    stability_sample: int = 2500
    rivals: bool = True

    def smallest(self, customers: int) -> float:
        """How many customers a segment must hold at least."""
        return max(3.0 * self.min_cell, LEAST_SHARE * customers)
