"""Unequal service: outcomes that differ between the levels of a sensitive trait. It describes; it does not say why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from folkways.care.association_sql import eta_of, v_of
from folkways.care.looked import Axis, Looked, strength, trait_of
from folkways.care.outcomes import Outcome, outcomes
from folkways.care.thresholds import THRESHOLDS
from folkways.measures.ledger import Counted
from folkways.model.care import LevelFigure, Unequal
from folkways.model.evidence import Figure
from folkways.model.journey import Journey
from folkways.personas.feature import Feature
from folkways.personas.sheet import Floats, Mask
from folkways.personas.wording import said
from folkways.stats.associations import Association, nominal_association, numeric_association
from folkways.stats.effects import benjamini_hochberg
from folkways.stats.intervals import mean_interval, share_interval
from folkways.stats.suppression import hidden_cells


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """An outcome by the levels of a trait that may be shown, with how strongly they go together."""

    outcome: Outcome
    feature: Feature
    cut: Axis
    amounts: Floats
    shown: Sequence[int]
    association: Association
    q: float = 1.0

    @property
    def yes_or_no(self) -> bool:
        return _yes_or_no(self.amounts)

    @property
    def is_finding(self) -> bool:
        return self.association.value >= THRESHOLDS.service and self.q < THRESHOLDS.q


def unequal(found: Looked, journeys: Sequence[Journey]) -> list[Unequal]:
    """Every outcome by every sensitive trait that it can be compared by; findings first, the strongest first."""
    held = [
        one
        for outcome in (outcomes(found, journeys) if found.sensitive else [])
        for one in _by_trait(found, outcome)
    ]
    corrected = benjamini_hochberg(np.array([one.association.p for one in held]))
    told = [_told(found, replace(one, q=float(q))) for one, q in zip(held, corrected, strict=True)]
    return sorted(
        told, key=lambda one: (not one.finding, -(one.strength.value or 0.0), one.outcome_label, one.label)
    )


def _by_trait(found: Looked, outcome: Outcome) -> Iterator[Compared]:
    amounts = outcome.amounts(found)
    known = np.isfinite(amounts)
    if known.sum() < 2 * found.least or len(np.unique(amounts[known])) < 2:
        return
    for feature in found.sensitive:
        cut = found.cut(feature)
        shown = _shown(amounts, cut, found.least, is_share=_yes_or_no(amounts) or outcome.unit == "share")
        if len(shown) < 2:
            continue
        chosen = known & np.isin(cut.codes, shown)
        if len(np.unique(amounts[chosen])) < 2:
            continue
        yield Compared(
            outcome=outcome,
            feature=feature,
            cut=cut,
            amounts=amounts,
            shown=shown,
            association=_associated(amounts, cut, chosen, found.config.workspace.seed),
        )


def _yes_or_no(amounts: Floats) -> bool:
    known = amounts[np.isfinite(amounts)]
    return bool(np.isin(known, (0.0, 1.0)).all())


def _shown(amounts: Floats, cut: Axis, least: int, *, is_share: bool) -> list[int]:
    """The levels whose value may be told: enough people, of a share enough above 0 and at 0 or none, nothing leaks."""
    known = np.isfinite(amounts)
    level = np.where(cut.codes < 0, cut.count, cut.codes)[known]
    answer = (amounts[known] > 0).astype(np.int64) if is_share else np.zeros(len(level), dtype=np.int64)
    cells = np.bincount(level * 2 + answer, minlength=2 * cut.count + 2).reshape(-1, 2)
    hidden = hidden_cells(cells, least).any(axis=1) | (cells.sum(axis=1) < max(least, 2))
    return [at for at in range(cut.count) if not hidden[at]]


def _associated(amounts: Floats, cut: Axis, chosen: Mask, seed: int) -> Association:
    levels = cut.codes[chosen]
    if not _yes_or_no(amounts):
        return numeric_association(amounts[chosen], levels)
    answers = amounts[chosen].astype(np.int64)
    return nominal_association(
        np.bincount(levels * 2 + answers, minlength=2 * cut.count).reshape(-1, 2), seed=seed
    )


def _told(found: Looked, one: Compared) -> Unequal:
    levels = [LevelFigure(level=one.cut.labels[at], figure=_figure(found, one, at)) for at in one.shown]
    return Unequal(
        outcome=one.outcome.key,
        outcome_label=one.outcome.label,
        better=one.outcome.better,
        trait=trait_of(one.feature),
        label=one.feature.label,
        strength=strength(found, _counted(one), one.association),
        q=one.q,
        finding=one.is_finding,
        levels=levels,
        says=_says(one, levels),
    )


def _counted(one: Compared) -> Counted:
    among = ", ".join(map(str, one.shown))
    rows = (
        f"(SELECT level AS a, amount AS b FROM (SELECT customer_id, {one.cut.sql} AS level FROM features) "
        f"JOIN {one.outcome.rows} USING (customer_id) WHERE level IN ({among}))"
    )
    return Counted(
        title=f"How strongly “{one.outcome.label}” goes with {one.feature.label}",
        query=v_of(rows) if one.yes_or_no else eta_of(rows),
        unit="customers",
        denominator=f"{one.outcome.denominator}, whose “{one.feature.label}” is told here",
        method=one.association.method,
        kind=one.outcome.kind,
        sensitive=True,
    )


def _figure(found: Looked, one: Compared, level: int) -> Figure:
    amounts = one.amounts[np.isfinite(one.amounts) & (one.cut.codes == level)]
    told = Counted(
        title=f"{one.outcome.label}, {one.feature.label}: {one.cut.labels[level]}",
        query=(
            f"SELECT avg(amount) AS value FROM (SELECT customer_id, {one.cut.sql} AS level FROM features) "
            f"JOIN {one.outcome.rows} USING (customer_id) WHERE level = {level}"
        ),
        unit="customers",
        denominator=f"{one.outcome.denominator}, with {one.feature.label}: {one.cut.labels[level]}",
        method=one.outcome.method,
        kind=one.outcome.kind,
        sensitive=True,
    )
    interval = share_interval(float(amounts.sum()), len(amounts)) if one.yes_or_no else mean_interval(amounts)
    return found.ledger.estimate(told, interval, one.outcome.unit)


def _says(one: Compared, levels: Sequence[LevelFigure]) -> str:
    """The level with the most and that with the least."""
    ordered = sorted(levels, key=lambda level: (level.figure.value or 0.0, level.level))
    unit = "share" if one.outcome.unit == "share" else ""
    least, most = (
        f"{said(level.figure.value or 0.0, unit)} ({level.level})" for level in (ordered[0], ordered[-1])
    )
    return f"{one.outcome.label}: from {least} to {most}, by “{one.feature.label}”."
