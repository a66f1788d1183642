"""The table of features that discovery looks at: named columns, each with a kind and a role."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

Floats = NDArray[np.float64]
Kind = Literal["numeric", "ordinal", "nominal", "boolean"]
Role = Literal["defining", "describing", "outcome", "forbidden"]

TWIN_CORRELATION = 0.75
TWIN_SAMPLE = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """What one column says: `label` in plain words ("share of visits at the weekend"), its unit, its topic group.

    Only *defining* features form segments; *describing* ones tell about them; *outcome* ones (spend, NPS, churn) are
    kept aside so that segments can be tried on them; *forbidden* ones are not even shown.
    """

    name: str
    label: str
    kind: Kind = "numeric"
    role: Role = "defining"
    unit: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeatureTable:
    """Features and their columns, one number per customer in one order; NaN is missing.

    Ordinal and nominal columns hold level codes from 0, boolean ones 0 and 1. `support` says, for columns that are a
    share of a customer's events, of how many (as numbers that may be 0). Such shares are given as they are, however few
    the events: how roughly they are known is taken into account where they are coded.
    """

    features: tuple[Feature, ...]
    columns: Mapping[str, Floats]
    support: Mapping[str, Floats] = field(default_factory=dict[str, Floats])

    @property
    def customers(self) -> int:
        return len(self.columns[self.features[0].name]) if self.features else 0

    def with_role(self, *roles: Role) -> tuple[Feature, ...]:
        return tuple(feature for feature in self.features if feature.role in roles)

    def named(self, names: Sequence[str]) -> tuple[Feature, ...]:
        """Features of these names, in the table's order; unknown names are passed over."""
        return tuple(feature for feature in self.features if feature.name in set(names))

    def taken(self, rows: NDArray[np.integer] | NDArray[np.bool_]) -> FeatureTable:
        """The same features for some of the customers."""
        columns = {feature.name: self.columns[feature.name][rows] for feature in self.features}
        support = {name: counts[rows] for name, counts in self.support.items()}
        return replace(self, columns=columns, support=support)


@dataclass(frozen=True, slots=True, kw_only=True)
class Speakers:
    """Defining features without their near-duplicates; `silent` says who speaks for each of those left out."""

    speaking: tuple[str, ...]
    silent: Mapping[str, str]


def speakers(table: FeatureTable, *, limit: float = TWIN_CORRELATION) -> Speakers:
    """Group defining features whose ranks correlate beyond ±`limit` (Spearman, over customers known in both).

    One speaks for each group: the one known for most customers, ties by place in the table. Nominal features always
    speak for themselves. Columns without two different known values cannot define anything and are left out.
    """
    useful = [f for f in table.with_role("defining") if np.ptp(_known(table.columns[f.name])) > 0]
    order = sorted(useful, key=lambda f: -int(np.isfinite(table.columns[f.name]).sum()))
    ranks = {f.name: _ranks(table.columns[f.name][:TWIN_SAMPLE]) for f in order if f.kind != "nominal"}
    silent: dict[str, str] = {}
    spoken: list[str] = []
    for feature in order:
        twin = _twin(feature.name, spoken, ranks, limit)
        if twin is None:
            spoken.append(feature.name)
        else:
            silent[feature.name] = twin
    kept = tuple(f.name for f in useful if f.name not in silent)
    return Speakers(speaking=kept, silent={f.name: silent[f.name] for f in useful if f.name in silent})


def _known(column: Floats) -> Floats:
    known = column[np.isfinite(column)]
    return known if len(known) else np.zeros(1)


def _ranks(column: Floats) -> Floats:
    ranks = np.full(len(column), np.nan)
    known = np.isfinite(column)
    ranks[known] = rankdata(column[known])
    return ranks


def _twin(name: str, spoken: Sequence[str], ranks: Mapping[str, Floats], limit: float) -> str | None:
    if name not in ranks:
        return None
    return next((s for s in spoken if s in ranks and _correlation(ranks[name], ranks[s]) > limit), None)


def _correlation(a: Floats, b: Floats) -> float:
    both = np.isfinite(a) & np.isfinite(b)
    if both.sum() < 10 or np.ptp(a[both]) == 0 or np.ptp(b[both]) == 0:
        return 0.0
    return abs(float(np.corrcoef(a[both], b[both])[0, 1]))
