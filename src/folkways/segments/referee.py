"""The referee: challengers divide the same customers into as many groups, and all are held to the same figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from folkways.segments.engines import (
    CHALLENGERS,
    EngineName,
    Labels,
    challenging,
    labelled,
    relearning,
)
from folkways.segments.features import FeatureTable, Floats
from folkways.segments.settings import DiscoverySettings
from folkways.segments.usefulness import FEWEST, compared, memberships
from folkways.stats.agreement import Refit, bootstrap_jaccard, split_half_agreement
from folkways.stats.intervals import Interval
from folkways.stats.latent import Indicators, LatentClasses

TURNS = 6
HALVES = 2
CLEARLY = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Contender:
    """One engine at the chosen K: how surely groups come back, and what they save on outcomes kept aside.

    `labels` are of the customers that were learnt from; `gain` is None where the table has no outcome.
    """

    engine: EngineName
    k: int
    weakest: float
    split_half: float
    gain: Interval | None
    labels: Labels

    def clearly_beats(self, other: Contender) -> bool:
        """Better by .05 on every figure that both have; anything less is a tie, which the default wins."""
        better = [self.weakest - other.weakest > CLEARLY, self.split_half - other.split_half > CLEARLY]
        if self.gain is not None and other.gain is not None:
            better.append(self.gain.value - other.gain.value > CLEARLY)
        return all(better)


def contenders(
    model: LatentClasses,
    coded: Indicators,
    trial: Indicators,
    table: FeatureTable,
    settings: DiscoverySettings,
) -> tuple[Contender, ...]:
    """Latent classes first, then each challenger, at the same K, on the same resamples and halves.

    `coded` are the customers of `table`; `trial` those of them that are resampled.
    """
    names: Sequence[EngineName] = tuple(CHALLENGERS) if settings.rivals else ()
    ones = np.ones(coded.customers)
    default = _contender(
        "latent-classes",
        labelled(model, coded),
        labelled(model, trial),
        relearning(model, trial),
        table,
        settings,
    )
    return (
        default,
        *(
            _contender(
                name,
                CHALLENGERS[name](coded, model.classes, ones, settings.seed),
                CHALLENGERS[name](trial, model.classes, np.ones(trial.customers), settings.seed),
                challenging(CHALLENGERS[name], trial, model.classes),
                table,
                settings,
            )
            for name in names
        ),
    )


def winner(found: Sequence[Contender]) -> Contender:
    """The default, unless a challenger clearly beats it; of several such, the one whose weakest group is strongest."""
    default, *others = found
    better = [one for one in others if one.clearly_beats(default)]
    return max(better, key=lambda one: one.weakest, default=default)


def _contender(
    engine: EngineName,
    labels: Labels,
    tried: Labels,
    again: Refit,
    table: FeatureTable,
    settings: DiscoverySettings,
) -> Contender:
    k = int(labels.max()) + 1
    drawn = bootstrap_jaccard(tried, again, classes=k, turns=range(TURNS), seed=settings.seed)
    return Contender(
        engine=engine,
        k=k,
        weakest=float(drawn.mean(axis=0).min()),
        split_half=split_half_agreement(len(tried), again, turns=HALVES, seed=settings.seed),
        gain=_gain(labels, table, settings),
        labels=labels,
    )


def _gain(labels: Labels, table: FeatureTable, settings: DiscoverySettings) -> Interval | None:
    """What the groups save of the error on outcome columns, on customers not used to learn the means."""
    outcomes = [f.name for f in table.with_role("outcome") if f.kind != "nominal"]
    if not outcomes:
        return None
    values: Floats = np.column_stack([table.columns[name] for name in outcomes])
    if np.isfinite(values).any(axis=1).sum() < FEWEST:
        return None
    found = compared({"groups": memberships(labels)}, values, seed=settings.seed)
    return found.predictions[0].gain
