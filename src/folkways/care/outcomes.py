"""How customers fare, one amount for each: satisfaction, a second visit, silence, staying away after a step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from folkways.care.looked import Looked
from folkways.measures.asked import asked
from folkways.measures.sql import name, text
from folkways.model.evidence import EvidenceKind
from folkways.model.journey import Journey

FARING = ("second_visit", "silent", "response")
"""How the names of measures begin that say how customers fare, beside those of surveys."""
MET_BY = 0.05
"""A step is looked at when this share of all customers comes by it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One way to fare. `rows` is an SQL relation with one `customer_id` and `amount` for each customer it knows of."""

    key: str
    label: str
    unit: str
    denominator: str
    method: str
    rows: str
    better: Literal["higher", "lower", "neither"] = "neither"
    kind: EvidenceKind = "events"

    def amounts(self, found: Looked) -> np.ndarray:
        """The amount of each customer of the sheet, NaN where it is not known."""
        told = found.query(
            f"SELECT amount::DOUBLE AS amount FROM (SELECT customer_id FROM features) LEFT JOIN {self.rows} "
            "USING (customer_id) ORDER BY customer_id"
        )["amount"]
        return pc.fill_null(told.combine_chunks(), pa.scalar(float("nan"))).to_numpy(zero_copy_only=False)  # pyright: ignore[reportAttributeAccessIssue]


def outcomes(found: Looked, journeys: Sequence[Journey]) -> list[Outcome]:
    """All that tell how customers fare: measures, traits of role outcome, steps of everybody's map."""
    return [*_measures(found), *_traits(found), *_steps(found, journeys)]


def _measures(found: Looked) -> list[Outcome]:
    told: list[Outcome] = []
    for one in asked(found.query, found.tables, found.config):
        known = one.definition
        if one.weighted or not (one.evidence == "survey" or known.key.startswith(FARING)):
            continue
        amount = (
            "CASE WHEN amount >= 9 THEN 100 WHEN amount <= 6 THEN -100 ELSE 0 END"
            if one.kind == "nps"
            else "amount"
        )
        told.append(
            Outcome(
                key=known.key,
                label=known.name,
                unit=known.unit,
                denominator=known.denominator,
                method=f"mean over customers; {one.method}",
                rows=(
                    f"(SELECT customer_id, avg({amount}) AS amount FROM {one.rows} "
                    "WHERE customer_id IS NOT NULL GROUP BY customer_id)"
                ),
                better=known.better,
                kind=one.evidence,
            )
        )
    return told


def _traits(found: Looked) -> list[Outcome]:
    return [
        Outcome(
            key=one.key,
            label=one.label,
            unit=one.unit,
            denominator="customers for whom it is known",
            method="mean over customers",
            rows=f"(SELECT customer_id, {name(one.key)} AS amount FROM features WHERE {name(one.key)} IS NOT NULL)",
            kind="table",
        )
        for one in found.traits
        if one.role == "outcome" and not one.categorical and not one.sensitive
    ]


def _steps(found: Looked, journeys: Sequence[Journey]) -> list[Outcome]:
    """Staying away after each step that enough customers come by."""
    if "steps" not in found.tables or not journeys:
        return []
    reached = found.query(
        "SELECT step, count(DISTINCT customer_id) AS customers FROM steps WHERE outcome <> 'open' GROUP BY step"
    ).to_pylist()
    many = {row["step"] for row in reached if row["customers"] >= MET_BY * found.sheet.size}
    return [_step(found, one.id, one.title) for one in journeys[0].steps if one.id in many]


def _step(found: Looked, step: str, label: str) -> Outcome:
    return Outcome(
        key=f"dropout_{step}",
        label=f"Stays away after “{label}”",
        unit="share",
        denominator=f"customers who came by “{label}”, without events too late to tell",
        method=(
            "mean over customers of the share of their events there after which no visit follows within "
            f"{found.config.workspace.silence}"
        ),
        rows=(
            "(SELECT customer_id, avg((outcome = 'away')::INT) AS amount FROM steps "
            f"WHERE step = {text(step)} AND outcome <> 'open' GROUP BY customer_id)"
        ),
        better="lower",
    )
