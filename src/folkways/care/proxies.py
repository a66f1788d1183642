"""Proxies: the defining features through which personas come to go with a sensitive trait."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

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
    trait_sql: str | None
    personas_sql: str | None

    @property
    def product(self) -> float:
        return self.with_trait.value * self.with_personas.value


def proxies(found: Looked, trait: Feature, *, blind: bool = False) -> list[Proxy]:
    """The defining features that go with a trait beyond chance and with personas, the greatest product first.

    Of a trait that is held `blind`, and where a table has cells that may not be told of, figures are suppressed.
    """
    paths = list(_paths(found, trait))
    corrected = benjamini_hochberg(np.array([one.with_trait.p for one in paths]))
    kept = [
        one
        for one, q in zip(paths, corrected, strict=True)
        if q < THRESHOLDS.q and min(one.with_trait.value, one.with_personas.value) >= THRESHOLDS.proxy
    ]
    ranked = sorted(kept, key=lambda one: (-round(one.product, 9), one.feature.key))
    return [_told(found, trait, replace(one, trait_sql=None) if blind else one) for one in ranked[:MOST]]


def _paths(found: Looked, trait: Feature) -> Iterator[Path]:
    for feature in found.sheet.features:
        if feature.role != "defining" or trait_of(feature) == trait_of(trait):
            continue
        bins = found.cut(feature)
        try:
            with_trait, trait_sql = _with_trait(found, bins, trait)
            with_personas, personas_sql = _between(found, found.personas, bins, JOINED)
        except TooLittleData:
            continue  # Known of too few to carry anything.
        yield Path(
            feature=feature,
            with_trait=with_trait,
            with_personas=with_personas,
            trait_sql=trait_sql,
            personas_sql=personas_sql,
        )


def _between(found: Looked, rows: Axis, columns: Axis, table: str) -> tuple[Association, str | None]:
    """Two axes' association with its SQL; no SQL where it is one over cells that may not be told of."""
    open_rows, open_columns = opened(rows, columns, found.least)
    shut = min(open_rows.count, open_columns.count) < 2
    a, b = (rows, columns) if shut else (open_rows, open_columns)
    association = nominal_association(counted(a, b)[:-1], seed=found.config.workspace.seed)
    return association, None if shut else v_of(f"(SELECT {a.sql} AS a, {b.sql} AS b FROM {table})")


def _with_trait(found: Looked, bins: Axis, trait: Feature) -> tuple[Association, str | None]:
    """A feature in its bars against a trait, over all customers of whom both are known."""
    if trait.kind != "numeric":
        return _between(found, bins, found.cut(trait), "features")
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
    found: Looked, one: Path, association: Association, query: str | None, other: str, denominator: str
) -> Figure:
    told = Counted(
        title=f"How strongly {one.feature.label} goes with {other}",
        query=query,
        unit="customers",
        denominator=denominator,
        method=association.method,
        kind="table" if query else "model",
        sensitive=True,
    )
    return strength(found, told, association, shown=query is not None)


def taking_out(feature: Feature) -> str:
    """The line of `folkways.toml` after which a feature forms no personas."""
    if feature.topic == "demographics":
        return f'[sources.traits.{trait_of(feature)}] role = "describing"'
    return f'[personas] describe_only = ["{feature.key}"]'
