"""How a table of features becomes the cells that segments are learnt from, the same way for newcomers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from folkways.segments.features import Feature, FeatureTable
from folkways.stats.binning import MISSING, Bins, apply, fit_nominal, fit_numeric, level_count
from folkways.stats.latent import Indicators, indicators
from folkways.stats.rough import RoughBins, fit_rough, likelihoods


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """Names of the defining features with their bins, for newcomers too.

    Shares of a customer's events have rough bins: a share of few events is known only roughly.
    """

    names: tuple[str, ...]
    bins: tuple[Bins, ...]
    rough_names: tuple[str, ...] = ()
    rough_bins: tuple[RoughBins, ...] = ()

    @property
    def levels(self) -> tuple[int, ...]:
        return tuple(level_count(bins) for bins in self.bins)


def fit_coding(table: FeatureTable, names: Sequence[str]) -> Coding:
    """Fit bins for these features; columns with a single level drop out."""
    rough = {name: found for name in names if (found := _rough(table, name))}
    exact = {f.name: _exact(table, f) for f in table.named(names) if f.name not in table.support}
    kept = {name: bins for name, bins in exact.items() if level_count(bins) > 1}
    return Coding(
        names=tuple(kept),
        bins=tuple(kept.values()),
        rough_names=tuple(rough),
        rough_bins=tuple(rough.values()),
    )


def _exact(table: FeatureTable, feature: Feature) -> Bins:
    values = table.columns[feature.name]
    return fit_nominal(values) if feature.kind == "nominal" else fit_numeric(values)


def _rough(table: FeatureTable, name: str) -> RoughBins | None:
    if name not in table.support:
        return None
    bins = fit_rough(table.columns[name], table.support[name])
    return bins if bins and bins.size > 1 else None


def coded(coding: Coding, table: FeatureTable) -> Indicators:
    """Code customers into cells; 32-bit floats, because EM's products are twice as fast with them."""
    codes = np.full((table.customers, len(coding.names)), MISSING, dtype=np.int16)
    for at, (name, bins) in enumerate(zip(coding.names, coding.bins, strict=True)):
        codes[:, at] = apply(bins, table.columns[name])
    rough = [
        likelihoods(bins, table.columns[name], table.support[name])
        for name, bins in zip(coding.rough_names, coding.rough_bins, strict=True)
    ]
    return indicators(codes, coding.levels, rough=rough, dtype=np.float32)
