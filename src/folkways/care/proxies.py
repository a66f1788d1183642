"""Proxies: the defining features through which personas come to go with a sensitive trait."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from folkways.care.association_sql import eta_of, v_of
from folkways.care.looked import Axis, Looked, counted, opened, strength, trait_of
from folkways.care.thresholds import THRESHOLDS
from folkways.errors import TooLittleData
from folkways.measures.ledger import Counted
from folkways.measures.sql import name
from folkways.model.care import Proxy
from folkways.model.evidence import Figure
from folkways.personas.feature import Feature
from folkways.personas.figures import JOINED
from folkways.stats.associations import Association, nominal_association, numeric_association
from folkways.stats.effects import benjamini_hochberg

MOST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """A feature on the way from a trait to personas: how strongly it goes with each, and the SQL of both."""

    feature: Feature
    with_trait: Association
    with_personas: Association
    trait_sql: str
    personas_sql: str

    @property
    def product(self) -> float:
        return self.with_trait.value * self.with_personas.value


def proxies(found: Looked, trait: Feature) -> list[Proxy]:
    """The defining features that go with a trait beyond chance and with personas, the greatest product first."""
    paths = list(_paths(found, trait))
    corrected = benjamini_hochberg(np.array([one.with_trait.p for one in paths]))
    kept = [
        one
        for one, q in zip(paths, corrected, strict=True)
        if q < THRESHOLDS.q and min(one.with_trait.value, one.with_personas.value) >= THRESHOLDS.proxy
    ]
    ranked = sorted(kept, key=lambda one: (-round(one.product, 9), one.feature.key))
    return [_told(found, trait, one) for one in ranked[:MOST]]


def _paths(found: Looked, trait: Feature) -> Iterator[Path]:
    for feature in found.sheet.features:
        if feature.role != "defining" or trait_of(feature) == trait_of(trait):
            continue
        bins = found.cut(feature)
        try:
            with_trait, trait_sql = _with_trait(found, bins, trait)
            kept = opened(found.personas, bins, found.least)
            with_personas = nominal_association(
                counted(found.personas, kept)[:-1], seed=found.config.workspace.seed
            )
        except TooLittleData:
            continue  # Too few to say anything of: no path that could be told.
        yield Path(
            feature=feature,
            with_trait=with_trait,
            with_personas=with_personas,
            trait_sql=trait_sql,
            personas_sql=v_of(f"(SELECT {found.personas.sql} AS a, {kept.sql} AS b FROM {JOINED})"),
        )


def _with_trait(found: Looked, bins: Axis, trait: Feature) -> tuple[Association, str]:
    """A feature in its bars against a trait, over all customers of whom both are known."""
    if trait.kind != "numeric":
        kept = opened(bins, found.cut(trait), found.least)
        association = nominal_association(counted(bins, kept)[:-1], seed=found.config.workspace.seed)
        return association, v_of(f"(SELECT {bins.sql} AS a, {kept.sql} AS b FROM features)")
    values = found.sheet.columns[trait.key]
    known = np.isfinite(values) & (bins.codes >= 0)
    sizes = np.bincount(bins.codes[known], minlength=1)
    enough = [int(at) for at in np.flatnonzero(sizes >= max(found.least, 2))]
    chosen = known & np.isin(bins.codes, enough)
    among = ", ".join(map(str, enough)) or "NULL"
    sql = eta_of(
        f"(SELECT {bins.sql} AS a, {name(trait.key)} AS b FROM features WHERE {bins.sql} IN ({among}))"
    )
    return numeric_association(values[chosen], bins.codes[chosen]), sql


def _told(found: Looked, trait: Feature, one: Path) -> Proxy:
    return Proxy(
        feature=one.feature.key,
        label=one.feature.label,
        with_trait=_figure(
            found, one, one.with_trait, one.trait_sql, trait.label, "customers for whom both are known"
        ),
        with_personas=_figure(
            found,
            one,
            one.with_personas,
            one.personas_sql,
            "personas",
            "customers in a persona for whom it is known",
        ),
        line=taking_out(one.feature),
    )


def _figure(
    found: Looked, one: Path, association: Association, query: str, other: str, denominator: str
) -> Figure:
    told = Counted(
        title=f"How strongly {one.feature.label} goes with {other}",
        query=query,
        unit="customers",
        denominator=denominator,
        method=association.method,
        kind="table",
        sensitive=True,
    )
    return strength(found, told, association)


def taking_out(feature: Feature) -> str:
    """The line of `folkways.toml` after which a feature forms no personas."""
    if feature.topic == "demographics":
        return f'[sources.traits.{trait_of(feature)}] role = "forbidden"'
    return f'[personas] describe_only = ["{feature.key}"]'
