"""How a table of features becomes the cells that segments are learnt from, the same way for newcomers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from folkways.segments.features import FeatureTable
from folkways.segments.volume import NetOfVolume, fit_net_of_volume, net_of_volume
from folkways.stats.binning import Bins, apply, fit_nominal, fit_numeric, level_count
from folkways.stats.latent import Indicators, indicators


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """Names of the defining features, their bins, and how they were taken net of volume (if they were)."""

    names: tuple[str, ...]
    bins: tuple[Bins, ...]
    net: NetOfVolume | None = None

    @property
    def levels(self) -> tuple[int, ...]:
        return tuple(level_count(bins) for bins in self.bins)


def fit_coding(table: FeatureTable, names: Sequence[str], *, volume: Sequence[str] = ()) -> Coding:
    """Fit bins for these features; with `volume`, numbers are first taken net of those columns.

    Volume columns themselves drop out then. Columns with a single level drop out always.
    """
    used = [name for name in names if name not in volume]
    numeric = [f.name for f in table.named(used) if f.kind != "nominal"]
    net = fit_net_of_volume(table, numeric, volume) if volume else None
    seen = net_of_volume(net, table) if net else table
    nominal = {f.name for f in table.named(used) if f.kind == "nominal"}
    bins = {
        name: fit_nominal(seen.columns[name]) if name in nominal else fit_numeric(seen.columns[name])
        for name in used
    }
    kept = tuple(name for name in used if level_count(bins[name]) > 1)
    return Coding(names=kept, bins=tuple(bins[name] for name in kept), net=net)


def coded(coding: Coding, table: FeatureTable) -> Indicators:
    """Code customers into cells; 32-bit floats, because EM's products are twice as fast with them."""
    seen = net_of_volume(coding.net, table) if coding.net else table
    codes = np.stack(
        [apply(bins, seen.columns[name]) for name, bins in zip(coding.names, coding.bins, strict=True)],
        axis=1,
    )
    return indicators(codes, coding.levels, dtype=np.float32)
