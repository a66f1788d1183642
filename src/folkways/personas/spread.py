"""How a trait is spread: shares by level, here and among everybody else, small cells hidden."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from folkways.measures.ledger import Counted, Ledger
from folkways.measures.sql import inside, name, text
from folkways.model.persona import Distribution, DistributionBar
from folkways.personas.feature import Feature
from folkways.personas.figures import JOINED
from folkways.personas.sheet import Floats, Sheet
from folkways.personas.wording import said
from folkways.stats.suppression import few, hidden_cells

FEW_VALUES = 8
BARS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Levels:
    """How a feature is cut into bars: their labels, and the SQL that gives a customer's bar."""

    labels: tuple[str, ...]
    sql: str
    codes: Floats


def levels(sheet: Sheet, feature: Feature) -> Levels:
    """The bars of a feature, the same for all personas: a category's own levels, or about five ranges of a number."""
    values = sheet.columns[feature.key]
    column = name(feature.key)
    if feature.categorical:
        labels = sheet.levels[feature.key]
        cases = " ".join(f"WHEN {text(label)} THEN {at}" for at, label in enumerate(labels))
        return Levels(labels=labels, sql=f"CASE {column} {cases} END" if labels else "NULL", codes=values)
    if feature.kind == "boolean":
        return Levels(labels=("no", "yes"), sql=column, codes=values)
    return _ranges(feature, values, column)


def _ranges(feature: Feature, values: Floats, column: str) -> Levels:
    known = values[np.isfinite(values)]
    edges = _edges(known)
    codes = np.where(np.isfinite(values), np.searchsorted(edges, values, side="left"), np.nan)
    cases = " ".join(f"WHEN {column} <= {edge!r} THEN {at}" for at, edge in enumerate(edges))
    last = (
        f"WHEN {column} > {edges[-1]!r} THEN {len(edges)}" if edges else f"WHEN {column} IS NOT NULL THEN 0"
    )
    return Levels(
        labels=_range_labels(feature.unit, edges, known), sql=f"CASE {cases} {last} END", codes=codes
    )


def _edges(known: Floats) -> list[float]:
    """Inner upper bounds of the ranges: quantiles rounded to two digits, zero apart where it holds a tenth."""
    if not len(known) or known.min() == known.max():
        return []
    at_zero = bool((known == 0).mean() >= 0.1) and float(known.min()) == 0.0
    rest = known[known > 0] if at_zero else known
    cuts = np.quantile(rest, np.arange(1, BARS - at_zero) / (BARS - at_zero), method="inverted_cdf")
    rounded = sorted({float(f"{cut:.2g}") for cut in cuts} | ({0.0} if at_zero else set()))
    return [cut for cut in rounded if known.min() <= cut < known.max()]


def _range_labels(unit: str, edges: Sequence[float], known: Floats) -> tuple[str, ...]:
    if not edges:
        return (said(float(known[0]), unit) if len(known) else "any",)
    first = "none" if edges[0] == 0 and unit in ("share", "times") else f"up to {said(edges[0], unit)}"
    middle = [f"{said(a, unit)} to {said(b, unit)}" for a, b in pairwise(edges)]
    if edges[0] == 0 and middle:
        middle[0] = f"up to {said(edges[1], unit)}"
    return (first, *middle, f"over {said(edges[-1], unit)}")


def tables(found: Levels, groups: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """Customers by group (the last row: those in none) and level."""
    known = np.isfinite(found.codes)
    keys = np.where(groups[known] < 0, count, groups[known]) * len(found.labels) + found.codes[known].astype(
        np.int64
    )
    return np.bincount(keys, minlength=(count + 1) * len(found.labels)).reshape(count + 1, len(found.labels))


def hidden_levels(counts: NDArray[np.int64], row: int, least: int) -> NDArray[np.bool_]:
    """Which levels of one group tell, or would give away, fewer than `least` people; `counts` are those of `tables`."""
    here = counts[row]
    there = counts.sum(axis=0) - here
    hidden = hidden_cells(counts, least)[row] | few(there, least)
    return hidden | bool(here.sum() < least or there.sum() < least)


def distribution(
    ledger: Ledger,
    feature: Feature,
    found: Levels,
    counts: NDArray[np.int64],
    row: int,
    persona: str,
    members: int,
    least: int,
) -> Distribution:
    """The bars of one group; `counts` are those of `tables`. What is hidden here is hidden elsewhere too."""
    here = counts[row]
    there = counts.sum(axis=0) - here
    hidden = hidden_levels(counts, row, least)
    known, others = int(here.sum()), int(there.sum())
    bars = [
        DistributionBar(label=label, suppressed=True)
        if hidden[at]
        else DistributionBar(label=label, here=here[at] / known, elsewhere=there[at] / others)
        for at, label in enumerate(found.labels)
    ]
    return Distribution(
        bars=bars, known=known, members=members, evidence=ledger.record(_told(feature, found, persona), known)
    )


def _told(feature: Feature, found: Levels, persona: str) -> Counted:
    return Counted(
        title=f"{feature.label}: how it is spread, here and among everybody else",
        query=(
            f"SELECT level, count(*) FILTER (WHERE here) / (sum(count(*) FILTER (WHERE here)) OVER ())::DOUBLE "
            "AS here, count(*) FILTER (WHERE NOT here) "
            "/ (sum(count(*) FILTER (WHERE NOT here)) OVER ())::DOUBLE AS elsewhere "
            f"FROM (SELECT {found.sql} AS level, {inside(persona)} AS here FROM {JOINED}) "
            "WHERE level IS NOT NULL GROUP BY level ORDER BY level"
        ),
        unit="customers",
        denominator="customers for whom it is known",
        method=f"share by level; {feature.title}",
        kind="table",
        sensitive=feature.sensitive,
    )
