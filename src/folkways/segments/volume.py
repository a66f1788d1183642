"""Taking out how much: features net of spend, frequency and recency, so that segments are more than tiers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from folkways.segments.features import FeatureTable, Floats

KNOTS = 65
RIDGE = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class NetOfVolume:
    """How features were taken net of volume; fitted once, so that newcomers are treated alike.

    A value becomes its rank among those it was fitted on (0 to 1, by `knots`), less the rank that a customer of this
    volume would have: `slopes` on a constant, the logarithms of the volume columns, and their squares and products.
    """

    volume: tuple[str, ...]
    centres: tuple[float, ...]
    scales: tuple[float, ...]
    knots: Mapping[str, tuple[float, ...]]
    slopes: Mapping[str, tuple[float, ...]]


def fit_net_of_volume(table: FeatureTable, names: Sequence[str], volume: Sequence[str]) -> NetOfVolume:
    """Fit the expected rank of each of `names` at a given volume, by least squares over customers known in both."""
    logs = _logs(table, volume)
    centres, scales = np.nanmean(logs, axis=0), np.nanstd(logs, axis=0)
    scales = np.where(scales > 0, scales, 1.0)
    ground = _terms((logs - centres) / scales)
    knots: dict[str, tuple[float, ...]] = {}
    slopes: dict[str, tuple[float, ...]] = {}
    for name in names:
        column = table.columns[name]
        known = column[np.isfinite(column)]
        knots[name] = tuple(np.quantile(known, np.linspace(0, 1, KNOTS)).tolist())
        slopes[name] = tuple(_slopes(ground, _rank(column, knots[name])).tolist())
    return NetOfVolume(
        volume=tuple(volume),
        centres=tuple(centres.tolist()),
        scales=tuple(scales.tolist()),
        knots=knots,
        slopes=slopes,
    )


def net_of_volume(net: NetOfVolume, table: FeatureTable) -> FeatureTable:
    """The table with the fitted features net of volume; missing where the value or the volume is missing."""
    ground = _terms((_logs(table, net.volume) - np.asarray(net.centres)) / np.asarray(net.scales))
    columns = dict(table.columns)
    for name, slopes in net.slopes.items():
        columns[name] = _rank(table.columns[name], net.knots[name]) - ground @ np.asarray(slopes)
    return replace(table, columns=columns)


def without_volume(table: FeatureTable, volume: Sequence[str]) -> FeatureTable:
    """What is left of every number after a least-squares regression on volume (logs, squares, products).

    Same units, centred on 0, NaN kept; nominal and yes/no columns stay as they are, volume columns are left out.
    """
    ground = _ground(table, volume)
    features = tuple(feature for feature in table.features if feature.name not in volume)
    columns: dict[str, Floats] = {}
    for feature in features:
        values = table.columns[feature.name]
        numeric = feature.kind in ("numeric", "ordinal")
        columns[feature.name] = values - ground @ _slopes(ground, values) if numeric else values
    return FeatureTable(features=features, columns=columns)


def _ground(table: FeatureTable, volume: Sequence[str]) -> Floats:
    logs = _logs(table, volume)
    spread = np.nanstd(logs, axis=0)
    return _terms((logs - np.nanmean(logs, axis=0)) / np.where(spread > 0, spread, 1.0))


def _slopes(ground: Floats, values: Floats) -> Floats:
    """Least squares over customers known in all, by the normal equations with a trace of ridge."""
    known = np.isfinite(values) & np.isfinite(ground).all(axis=1)
    terms, seen = ground[known], values[known]
    return np.linalg.solve(terms.T @ terms + RIDGE * np.eye(terms.shape[1]), terms.T @ seen).astype(
        np.float64
    )


def _logs(table: FeatureTable, volume: Sequence[str]) -> Floats:
    return np.column_stack([np.log1p(np.maximum(table.columns[name], 0.0)) for name in volume])


def _terms(logs: Floats) -> Floats:
    pairs = [logs[:, a] * logs[:, b] for a in range(logs.shape[1]) for b in range(a, logs.shape[1])]
    return np.column_stack([np.ones(len(logs)), logs, *pairs])


def _rank(values: Floats, knots: tuple[float, ...]) -> Floats:
    """The place of values among the knots, from 0 to 1; a tied stretch of knots gives its middle."""
    edges = np.asarray(knots)
    below = np.searchsorted(edges, values, side="left")
    above = np.searchsorted(edges, values, side="right")
    tied = (below + above - 1) / 2.0
    between = np.interp(values, edges, np.arange(len(edges)))
    placed = np.where(above - below > 1, tied, between) / (len(edges) - 1)
    return np.where(np.isfinite(values), placed, np.nan)
