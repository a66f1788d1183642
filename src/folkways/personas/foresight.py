"""Are personas good for anything? Learnt from the first part of the data, they must foretell the last quarter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from folkways.errors import TooLittleData
from folkways.measures.ledger import Counted, Ledger
from folkways.measures.sql import Query
from folkways.model.config import Config
from folkways.model.evidence import Claim, Figure
from folkways.personas.features import features_of, measured
from folkways.personas.ground import Ground
from folkways.personas.sheet import Sheet, sheet
from folkways.personas.table import feature_table
from folkways.personas.wording import said
from folkways.segments.features import FeatureTable
from folkways.segments.usefulness import PredictiveComparison, compared, memberships, rfm_tiers
from folkways.stats.intervals import Interval

QUARTER_DAYS = 91
PERSONAS, TIERS = "personas", "RFM thirds"
Learner = Callable[[FeatureTable], np.ndarray]
"""Learns groups from features and gives memberships of shape (customers, groups)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Foresight:
    """How well groups learnt before `day` (local, inclusive) foretell what customers buy or do after it."""

    outcome: str
    day: int
    compared: PredictiveComparison

    def gain(self, name: str) -> Interval:
        return next(one.gain for one in self.compared.predictions if one.name == name)

    @property
    def lead(self) -> Interval:
        """The share of the tiers' error that personas save; below 0 when they lose."""
        return self.compared.lead[TIERS]


def features_until(query: Query, ground: Ground, config: Config, day: int, customers: str) -> Sheet:
    """The features as they stood at the end of a local day."""
    then = ground.until(day)
    features = features_of(then, config)
    return sheet(measured(query, features, customers), features)


def foresight(
    query: Query, ground: Ground, config: Config, customers: str, learn: Learner
) -> Foresight | None:
    """Learn from everything but the last quarter, and foretell its category (or touchpoint) mix.

    Beside personas stand thirds of recency, frequency and value (27 tiers), from the same first part. None where the
    mix has fewer than two parts, or fewer than 50 customers were seen in both parts.
    """
    day = ground.last_day - min(QUARTER_DAYS, (ground.last_day - ground.first_day + 1) // 4)
    group = "categories" if ground.categories else "touchpoints"
    mix = [one for one in features_of(ground.after(day), config) if one.group == group]
    if len(mix) < 2:
        return None
    before = features_until(query, ground, config, day, customers)
    after = sheet(measured(query, mix, customers), mix)
    outcomes = np.stack([after.columns[one.key] for one in mix], axis=1)
    seen = before.known("visits_per_week")
    outcomes[~seen] = np.nan
    groupings = {PERSONAS: learn(feature_table(before)), TIERS: memberships(_tiers(before))}
    try:
        found = compared(groupings, outcomes, seed=config.workspace.seed)
    except TooLittleData:
        return None
    outcome = "spending by category" if ground.categories else "visits by touchpoint"
    return Foresight(outcome=outcome, day=day, compared=found)


def _tiers(before: Sheet) -> np.ndarray:
    frequency = before.columns["visits_per_week"]
    money = before.columns.get("value_per_week", frequency)
    return rfm_tiers(before.columns["days_since_last_visit"], frequency, money)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gains:
    """Error saved: by personas over the average, by tiers over the average, by personas over tiers."""

    personas: Figure
    tiers: Figure
    lead: Figure

    @property
    def figures(self) -> dict[str, Figure]:
        """By the keys under which a document holds them."""
        return {
            "personas_over_average": self.personas,
            "tiers_over_average": self.tiers,
            "personas_over_tiers": self.lead,
        }


def gains(ledger: Ledger, found: Foresight) -> Gains:
    """The three comparisons as figures."""
    return Gains(
        personas=_figure(ledger, found, "Personas against the average", found.gain(PERSONAS)),
        tiers=_figure(ledger, found, "RFM thirds against the average", found.gain(TIERS)),
        lead=_figure(ledger, found, "Personas against RFM thirds", found.lead),
    )


def _figure(ledger: Ledger, found: Foresight, title: str, gain: Interval) -> Figure:
    told = Counted(
        title=f"{title}: share of the error saved in foretelling the last quarter's {found.outcome}",
        query=None,
        unit="customers",
        denominator="customers seen both before and in the last quarter",
        method=(
            "groups learnt from the data before the last quarter; each customer's mix foretold by the mean of the "
            "group, learnt from the four other fifths of customers; squared error in standard deviations of each part; "
            "interval by 1,000 resamples of customers"
        ),
        kind="model",
    )
    return ledger.estimate(told, gain, "share", n=found.compared.customers)


def verdict(found: Foresight, figures: Gains) -> Claim:
    """What came out, said plainly, also when personas lose."""
    over_average, over_tiers = figures.personas, figures.lead
    gain, lead = over_average.value or 0.0, over_tiers.value or 0.0
    sure = f"{_percent(over_tiers.lo)} to {_percent(over_tiers.hi)}"
    what = f"the last quarter's {found.outcome}"
    if (over_average.lo or 0) <= 0:
        words = (
            f"Knowing the persona does not foretell {what} better than the average of all customers "
            f"({_percent(gain)} of the error saved; {_percent(over_average.lo)} to {_percent(over_average.hi)})."
        )
    elif (over_tiers.lo or 0) > 0:
        words = (
            f"Knowing the persona saves {_percent(gain)} of the error in foretelling {what}, "
            f"and {_percent(lead)} ({sure}) of the error that thirds of recency, frequency and value make."
        )
    elif (over_tiers.hi or 0) < 0:
        words = (
            f"Knowing the persona saves {_percent(gain)} of the error in foretelling {what}, but thirds of recency, "
            f"frequency and value do better: personas make {_percent(-lead)} more error than they "
            f"({_percent(-(over_tiers.hi or 0))} to {_percent(-(over_tiers.lo or 0))})."
        )
    else:
        words = (
            f"Knowing the persona saves {_percent(gain)} of the error in foretelling {what}, no clear difference to "
            f"thirds of recency, frequency and value ({_percent(lead)} of their error saved; {sure})."
        )
    return Claim(text=words, basis="measured", evidence=[one.evidence for one in figures.figures.values()])


def _percent(value: float | None) -> str:
    found = value or 0.0
    return f"{'−' if found < 0 else ''}{said(abs(found), 'share')}"
