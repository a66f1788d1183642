"""Binning: a column of numbers or categories becomes a few levels, the same way for everybody who comes later.

Ordinal quantile bins; a value that holds much of the mass is a level of its own; few distinct values stay as they
are; rare categories become one; missing stays missing. Fitted once, kept as plain numbers, applied to newcomers.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MOST_LEVELS = 5
FEW_VALUES = 6
SPIKE_SHARE = 0.10
RARE_SHARE = 0.01
MISSING = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One level: every value from `lo` to `hi` of the data it was fitted on, both included (equal for one value)."""

    lo: float
    hi: float

    @property
    def single(self) -> bool:
        return self.lo == self.hi


@dataclass(frozen=True, slots=True, kw_only=True)
class NumericBins:
    """Levels of a column of numbers, in rising order.

    `spikes` are values that are levels of their own; all other values fall to an interval that ends at one of
    `edges` (included) or lies above the last. `spike_codes` and `interval_codes` say which level each one is.
    """

    levels: tuple[Level, ...]
    spikes: tuple[float, ...]
    edges: tuple[float, ...]
    spike_codes: tuple[int, ...]
    interval_codes: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NominalBins:
    """Levels of a column of category codes: the frequent ones, then one for all others where there are rare ones."""

    kept: tuple[int, ...]
    other: bool

    @property
    def size(self) -> int:
        return len(self.kept) + self.other


Bins = NumericBins | NominalBins


def level_count(bins: Bins) -> int:
    """How many levels a column has; 0 when no value was known."""
    return bins.size if isinstance(bins, NominalBins) else len(bins.levels)


def fit_numeric(values: NDArray[np.floating], *, most: int = MOST_LEVELS) -> NumericBins:
    """Find levels for numbers (NaN is missing): at most `most`, or one per value where there are six or fewer.

    A value with more than a tenth of the known mass is its own level; quantiles divide the rest into what is left
    of `most` (at least two intervals).
    """
    known = np.sort(values[np.isfinite(values)])
    distinct, counts = np.unique(known, return_counts=True)
    if len(distinct) <= FEW_VALUES:
        spikes, edges = distinct, np.empty(0)
    else:
        spikes = distinct[counts > SPIKE_SHARE * len(known)]
        rest = known[~np.isin(known, spikes)]
        edges = _around_spikes(_quantile_edges(rest, max(most - len(spikes), 2)), rest, spikes)
    return _in_order(known, spikes, edges)


def _quantile_edges(rest: NDArray[np.floating], bins: int) -> NDArray[np.floating]:
    """Inner edges that are values of the data, so that float noise cannot move anybody; the top one is dropped."""
    if len(rest) == 0:
        return np.empty(0)
    edges = np.unique(np.quantile(rest, np.arange(1, bins) / bins, method="inverted_cdf"))
    return edges[edges < rest[-1]]


def _around_spikes(
    edges: NDArray[np.floating], rest: NDArray[np.floating], spikes: NDArray[np.floating]
) -> NDArray[np.floating]:
    """Move the nearest edge to each spike that lies within the rest, so that no interval has a hole in it."""
    within = [spike for spike in spikes if len(rest) and rest[0] < spike < rest[-1]]
    inner = [float(rest[rest < spike].max()) for spike in within]
    moved = edges.tolist()
    for cut in inner:
        free = [edge for edge in moved if edge not in inner]
        if free and cut not in moved:
            moved.remove(min(free, key=lambda edge: abs(edge - cut)))
        moved.append(cut)
    return np.unique(moved)


def _in_order(
    known: NDArray[np.floating], spikes: NDArray[np.floating], edges: NDArray[np.floating]
) -> NumericBins:
    rest = known[~np.isin(known, spikes)]
    spot = np.searchsorted(edges, rest, side="left")
    held = [rest[spot == at] for at in range(len(edges) + 1)] if len(rest) else []
    spans = [(float(v), float(v), float(v)) for v in spikes]
    spans += [(float(np.median(part)), float(part[0]), float(part[-1])) for part in held]
    order = sorted(range(len(spans)), key=lambda at: spans[at])
    code = {at: rank for rank, at in enumerate(order)}
    return NumericBins(
        levels=tuple(Level(lo=spans[at][1], hi=spans[at][2]) for at in order),
        spikes=tuple(float(v) for v in spikes),
        edges=tuple(float(v) for v in edges),
        spike_codes=tuple(code[at] for at in range(len(spikes))),
        interval_codes=tuple(code[len(spikes) + at] for at in range(len(held))),
    )


def fit_nominal(values: NDArray[np.floating], *, rare: float = RARE_SHARE) -> NominalBins:
    """Find levels for category codes (NaN is missing): the more frequent first, those under 1% of the known as one."""
    known = values[np.isfinite(values)].astype(np.int64)
    distinct, counts = np.unique(known, return_counts=True)
    order = np.lexsort((distinct, -counts))
    frequent = [int(distinct[at]) for at in order if counts[at] >= rare * len(known)]
    return NominalBins(kept=tuple(frequent), other=len(frequent) < len(distinct))


def apply(bins: Bins, values: NDArray[np.floating]) -> NDArray[np.int16]:
    """Code values as levels; missing is -1.

    A number outside the range that was fitted falls to the nearest end; a category never seen falls to "other",
    or to missing where there is none.
    """
    return _nominal_codes(bins, values) if isinstance(bins, NominalBins) else _numeric_codes(bins, values)


def _numeric_codes(bins: NumericBins, values: NDArray[np.floating]) -> NDArray[np.int16]:
    known = np.isfinite(values)
    codes = np.full(len(values), MISSING, dtype=np.int16)
    if bins.interval_codes:
        spot = np.searchsorted(np.asarray(bins.edges), values[known], side="left")
        codes[known] = np.asarray(bins.interval_codes, dtype=np.int16)[spot]
    elif bins.spikes:
        distance = np.abs(values[known][:, None] - np.asarray(bins.spikes)[None, :])
        codes[known] = np.asarray(bins.spike_codes, dtype=np.int16)[distance.argmin(axis=1)]
    for spike, code in zip(bins.spikes, bins.spike_codes, strict=True):
        codes[values == spike] = code
    return codes


def _nominal_codes(bins: NominalBins, values: NDArray[np.floating]) -> NDArray[np.int16]:
    known = np.isfinite(values)
    codes = np.full(len(values), MISSING, dtype=np.int16)
    if bins.other:
        codes[known] = len(bins.kept)
    for code, category in enumerate(bins.kept):
        codes[values == category] = code
    return codes
