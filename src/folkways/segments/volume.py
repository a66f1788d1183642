"""Taking out how much: features net of spend, frequency and recency, to see whether segments are more than tiers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from folkways.segments.features import FeatureTable, Floats

RIDGE = 1e-6


def without_volume(table: FeatureTable, volume: Sequence[str]) -> FeatureTable:
    """What is left of every number after a least-squares regression on volume (logs, squares, products).

    Same units, centred on 0, missing where the value or the volume is; nominal and yes/no columns stay as they are,
    volume columns are left out.
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
    """A constant, the standardised logarithms of the volume columns, their squares and products."""
    logs = np.column_stack([np.log1p(np.maximum(table.columns[name], 0.0)) for name in volume])
    spread = np.nanstd(logs, axis=0)
    logs = (logs - np.nanmean(logs, axis=0)) / np.where(spread > 0, spread, 1.0)
    pairs = [logs[:, a] * logs[:, b] for a in range(logs.shape[1]) for b in range(a, logs.shape[1])]
    return np.column_stack([np.ones(len(logs)), logs, *pairs])


def _slopes(ground: Floats, values: Floats) -> Floats:
    """Least squares over customers known in all, by the normal equations with a trace of ridge."""
    known = np.isfinite(values) & np.isfinite(ground).all(axis=1)
    terms, seen = ground[known], values[known]
    return np.linalg.solve(terms.T @ terms + RIDGE * np.eye(terms.shape[1]), terms.T @ seen).astype(
        np.float64
    )
