"""Numbers of a persona as figures, each with the query that repeats it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from folkways.measures.ledger import Counted, Ledger
from folkways.measures.sql import inside, name, text
from folkways.model.evidence import Figure, Id
from folkways.model.persona import Distribution, PersonaTrait
from folkways.personas.contrast import Contrast
from folkways.personas.feature import Feature
from folkways.stats.intervals import Interval, share_interval
from folkways.stats.ratio import RATIO_METHOD, Sums, mean_interval

JOINED = "features JOIN members USING (customer_id)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trait:
    """A contrast with its three figures and its words' evidence."""

    contrast: Contrast
    here: Figure
    elsewhere: Figure
    difference: Figure

    @property
    def cited(self) -> list[Id]:
        return [self.here.evidence, self.elsewhere.evidence]


def column(feature: Feature, level: str | None) -> str:
    """SQL of a feature as a number: itself, or 1 and 0 for a level of a category (null where unknown)."""
    return name(feature.key) if level is None else f"({name(feature.key)} = {text(level)})::INT"


def trait(ledger: Ledger, persona: str, contrast: Contrast) -> Trait:
    """The three figures of a contrast: here, among everybody else, and the difference."""
    feature, value = contrast.feature, column(contrast.feature, contrast.level)
    mean = "share of customers" if contrast.effect_kind == "h" else "mean over customers"
    unit = "share" if contrast.level is not None else feature.unit

    def side(which: str, condition: str, found: Interval) -> Figure:
        told = Counted(
            title=f"{contrast.label}, {which}",
            query=f"SELECT avg({value}) AS value FROM {JOINED} WHERE {condition}",
            unit="customers",
            denominator=f"{which}, for whom it is known",
            method=f"{mean} of: {feature.title}",
            kind="survey"
            if feature.topic == "attitudes"
            else "table"
            if feature.group == "traits"
            else "events",
            sensitive=feature.sensitive,
        )
        return ledger.estimate(told, found, unit)

    return Trait(
        contrast=contrast,
        here=side("members of the persona", inside(persona), contrast.here),
        elsewhere=side("everybody else", f"NOT ({inside(persona)})", contrast.elsewhere),
        difference=ledger.estimate(
            Counted(
                title=f"{contrast.label}, members minus everybody else",
                query=(
                    f"SELECT avg({value}) FILTER (WHERE {inside(persona)}) - avg({value}) "
                    f"FILTER (WHERE NOT ({inside(persona)})) AS value FROM {JOINED}"
                ),
                unit="customers",
                denominator="customers for whom it is known; n is the smaller side",
                method=f"difference of the {mean}; interval: {contrast.difference.method}",
                kind="table",
            ),
            contrast.difference,
            unit,
        ),
    )


def persona_trait(found: Trait, distribution: Distribution | None) -> PersonaTrait:
    """A trait as the document shows it."""
    contrast = found.contrast
    return PersonaTrait(
        key=contrast.feature.key,
        label=contrast.label,
        topic=contrast.feature.topic,
        role=_role(contrast.feature),
        basis=contrast.feature.basis,
        here=found.here,
        elsewhere=found.elsewhere,
        difference=found.difference,
        effect=contrast.effect,
        effect_kind=contrast.effect_kind,
        q_value=contrast.q,
        distribution=distribution,
    )


def _role(feature: Feature) -> Literal["defining", "describing", "outcome"]:
    return feature.role if feature.role in ("defining", "outcome") else "describing"


def size(ledger: Ledger, persona: str, members: int, customers: int) -> Figure:
    """How many customers are members."""
    told = Counted(
        title="Members of the persona",
        query=f"SELECT count(*) AS value FROM members WHERE {inside(persona)}",
        unit="customers",
        denominator="all customers",
        method="count of customers whose likeliest group this is, with a probability of a half or more",
        kind="model",
    )
    return ledger.figure(told, float(members), "customers", n=customers).model_copy(
        update={"method": "count"}
    )


def share(ledger: Ledger, persona: str, members: int, customers: int) -> Figure:
    """Members as a share of all customers, also of those who are in no group."""
    told = Counted(
        title="Members as a share of all customers",
        query=f"SELECT avg(({inside(persona)})::INT) AS value FROM members",
        unit="customers",
        denominator="all customers, also those who are in no group",
        method="share; Wilson interval",
        kind="model",
    )
    return ledger.estimate(told, share_interval(members, customers), "share")


def value_share(
    ledger: Ledger, persona: str, values: np.ndarray, members: np.ndarray, within: str
) -> Figure | None:
    """Members' value as a share of the value of all customers, a ratio of sums over customers.

    `values` are exact minor units per customer. None where there is no value above nothing.
    """
    own, total = values * members, float(values.sum())
    if total <= 0:
        return None
    squares = float(own @ own)
    sums = Sums(
        customers=len(values), y=float(own.sum()), x=total, yy=squares, xy=squares, xx=float(values @ values)
    )
    told = Counted(
        title="Members' value as a share of the value of all customers",
        query=(
            f"SELECT (sum(value) FILTER (WHERE {inside(persona)}) / sum(value)::DOUBLE) AS value "
            f"FROM events LEFT JOIN members USING (customer_id) WHERE value IS NOT NULL{within}"
        ),
        unit="customers",
        denominator="value of all customers' events",
        method="ratio of sums; interval by the delta method over customers",
    )
    found = mean_interval(sums)
    assert found is not None
    if found.lo is None or found.hi is None:
        return ledger.figure(told, found.value, "share", n=len(values))
    bounds = Interval(
        value=found.value, lo=max(found.lo, 0.0), hi=min(found.hi, 1.0), n=len(values), method=RATIO_METHOD
    )
    return ledger.estimate(told, bounds, "share")
