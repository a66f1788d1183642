"""Invented customers whose groups are known, as tables of features."""

from __future__ import annotations

import numpy as np

from folkways.segments.features import Feature, FeatureTable


def planted(
    *,
    customers: int = 600,
    groups: int = 3,
    numbers: int = 8,
    shares: int = 4,
    apart: float = 1.6,
    missing: float = 0.1,
    seed: int = 1,
) -> tuple[FeatureTable, np.ndarray]:
    """Numbers and shares that differ by group, a nominal one, noise, a volume that has nothing to do with groups."""
    rng = np.random.default_rng(seed)
    truth = rng.integers(0, groups, customers)
    columns: dict[str, np.ndarray] = {}
    features: list[Feature] = []
    support: dict[str, np.ndarray] = {}
    events = rng.integers(5, 120, customers).astype(float)
    for at in range(numbers):
        values = rng.normal(0, apart, groups)[truth] + rng.normal(0, 1, customers)
        columns[f"number_{at}"] = np.where(rng.random(customers) < missing, np.nan, values)
        features.append(Feature(name=f"number_{at}", label=f"number {at}"))
    for at in range(shares):
        own = np.clip(rng.uniform(0.1, 0.8, groups)[truth] + rng.normal(0, 0.05, customers), 0.01, 0.99)
        columns[f"share_{at}"] = rng.binomial(events.astype(int), own) / events
        support[f"share_{at}"] = events
        features.append(Feature(name=f"share_{at}", label=f"share {at}", unit="share"))
    colours = np.where(rng.random(customers) < 0.7, truth % 3, rng.integers(0, 3, customers))
    columns |= {
        "colour": colours.astype(float),
        "noise": rng.normal(0, 1, customers),
        "spend": events * np.exp(rng.normal(0, 0.3, customers)),
        "events": events,
        "outcome": truth * 1.0 + rng.normal(0, 1, customers),
    }
    features += [
        Feature(name="colour", label="colour", kind="nominal"),
        Feature(name="noise", label="noise"),
        Feature(name="spend", label="spend", role="describing"),
        Feature(name="events", label="events", role="describing"),
        Feature(name="outcome", label="outcome", role="outcome"),
    ]
    return FeatureTable(features=tuple(features), columns=columns, support=support), truth


def structureless(customers: int = 500, seed: int = 3) -> FeatureTable:
    """Independent noise: nothing to find."""
    rng = np.random.default_rng(seed)
    columns = {f"noise_{at}": rng.normal(0, 1, customers) for at in range(10)}
    return FeatureTable(features=tuple(Feature(name=name, label=name) for name in columns), columns=columns)
