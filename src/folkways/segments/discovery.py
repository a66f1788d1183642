"""Discovery: from a table of features to segments that come back, or to an honest refusal with the figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from folkways.model.progress import Progress, silently
from folkways.segments.choosing import (
    Candidate,
    best_by_criterion,
    candidate,
    chosen,
    judged,
    may_hold,
    resampled,
)
from folkways.segments.coding import Coding, coded, fit_coding
from folkways.segments.engines import SMOOTHING, learnt
from folkways.segments.features import FeatureTable, speakers
from folkways.segments.model import SegmentModel
from folkways.segments.referee import Contender, contenders, winner
from folkways.segments.settings import DiscoverySettings
from folkways.segments.usefulness import memberships
from folkways.segments.volume import without_volume
from folkways.stats.latent import Indicators, spoken_as_classes

FEWEST_CUSTOMERS = 60
NO_GROUPS = "These data hold no distinct groups."
BEYOND = 2
LOOKING, DRAWING = "Looking for segments", "Drawing customers again"
CONFIRMING, COMPARING = "Drawing more for the best", "Comparing methods"


@dataclass(frozen=True, slots=True, kw_only=True)
class Segments:
    """What was found: the model, why this number, how it stood against challengers, who spoke for whom."""

    model: SegmentModel
    choice: Candidate
    candidates: tuple[Candidate, ...]
    contenders: tuple[Contender, ...]
    spoken_for: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoGroups:
    """The honest negative: reasons with figures, and every K that was looked at."""

    reasons: tuple[str, ...]
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    """Customers that are learnt from (`learn`, told by `table`; `net` is without volume) and resampled (`trial`)."""

    table: FeatureTable
    net: FeatureTable | None
    coding: Coding
    learn: Indicators
    trial: Indicators


def discover(
    table: FeatureTable, settings: DiscoverySettings | None = None, progress: Progress = silently
) -> Segments | NoGroups:
    """Find segments among all customers of the table.

    Latent classes on bins of the defining features, near-duplicates spoken for by one; the largest K that the
    criterion warrants and whose weakest segment still comes back under resampling; where those are but tiers of
    volume, up to two more are considered. `progress(stage, done, total)` may raise to cancel. Deterministic for the
    settings' seed.
    """
    settings = settings or DiscoverySettings()
    spoken = speakers(table)
    refusal = _refusal(table, spoken.speaking)
    if refusal:
        return NoGroups(reasons=(NO_GROUPS, refusal))
    ground = _ground(table, spoken.speaking, settings)
    found = _looked(ground, settings, progress)
    best = chosen(found) if settings.k is None else found[-1]
    if best is None:
        return NoGroups(reasons=_reasons(found), candidates=found)
    progress(COMPARING, 0, 1)
    rivals = contenders(best.model, ground.learn, ground.trial, ground.table, settings)
    progress(COMPARING, 1, 1)
    return Segments(
        model=_model(ground, best, winner(rivals)),
        choice=best,
        candidates=found,
        contenders=rivals,
        spoken_for=spoken.silent,
    )


def _refusal(table: FeatureTable, speaking: Sequence[str]) -> str:
    if table.customers < FEWEST_CUSTOMERS:
        return f"{table.customers} customers are too few; {FEWEST_CUSTOMERS} are needed to look for groups."
    if len(speaking) < 2:
        return (
            f"Features that differ between customers: {len(speaking)}; 2 are needed to look for groups. "
            'Habits need events; of the traits only those with role = "defining" form groups.'
        )
    return ""


def _ground(table: FeatureTable, names: Sequence[str], settings: DiscoverySettings) -> _Ground:
    sample = table.taken(_spread(table.customers, settings.sample, settings.seed))
    coding = fit_coding(sample, names)
    learn = coded(coding, sample)
    return _Ground(
        table=sample,
        net=without_volume(sample, settings.volume) if settings.volume else None,
        coding=coding,
        learn=learn,
        trial=learn.taken(_spread(learn.customers, settings.stability_sample, settings.seed + 1)),
    )


def _spread(customers: int, most: int, seed: int) -> NDArray[np.int64]:
    """All customers, or a random sample of them in their order."""
    if customers <= most:
        return np.arange(customers)
    return np.sort(np.random.default_rng(seed).choice(customers, most, replace=False))


def _looked(ground: _Ground, settings: DiscoverySettings, progress: Progress) -> tuple[Candidate, ...]:
    """Every K that may be chosen with its figures: learnt, screened, the preferred ones resampled in full."""
    found, best = _learnt(ground, settings, progress)
    for at, one in enumerate(found):
        progress(DRAWING, at, len(found))
        found[at] = judged(resampled(one, ground.trial, range(settings.screening), settings), best, settings)
    progress(DRAWING, len(found), len(found))
    return _confirmed(found, best, ground, settings, progress)


def _learnt(ground: _Ground, settings: DiscoverySettings, progress: Progress) -> tuple[list[Candidate], int]:
    """Learn K by K until the criterion has not improved for `BEYOND` more; return those near its best, and that."""
    if settings.k is not None:
        return [candidate(ground.learn, ground.table, ground.net, settings.k, settings)], settings.k
    found: list[Candidate] = []
    for k in range(settings.k_min, settings.k_max + 1):
        progress(LOOKING, k - settings.k_min, settings.k_max + 1 - settings.k_min)
        found.append(candidate(ground.learn, ground.table, ground.net, k, settings))
        if k >= best_by_criterion(found) + BEYOND:
            break
    progress(LOOKING, 1, 1)
    single = learnt(ground.learn, 1, seed=settings.seed).bic
    best = best_by_criterion(found)
    return found, best if found[best - settings.k_min].model.bic < single else 1


def _confirmed(
    found: list[Candidate], best: int, ground: _Ground, settings: DiscoverySettings, progress: Progress
) -> tuple[Candidate, ...]:
    """Draw all resamples for candidates that may hold, the preferred first, until one holds."""
    near = [at for at, one in enumerate(found) if settings.k or (best > 1 and may_hold(one, settings))]
    near.sort(key=lambda at: found[at].preference, reverse=True)
    for done, at in enumerate(near):
        progress(CONFIRMING, done, len(near))
        rest = range(found[at].resamples, settings.resamples)
        found[at] = judged(resampled(found[at], ground.trial, rest, settings), best, settings)
        if not found[at].objections:
            break
    progress(CONFIRMING, len(near), len(near))
    return tuple(found)


def _model(ground: _Ground, best: Candidate, won: Contender) -> SegmentModel:
    if won.engine == "latent-classes":
        return SegmentModel(engine=won.engine, coding=ground.coding, classes=best.model)
    told = spoken_as_classes(ground.learn, memberships(won.labels), smoothing=SMOOTHING)
    return SegmentModel(engine=won.engine, coding=ground.coding, classes=told)


def _reasons(found: Sequence[Candidate]) -> tuple[str, ...]:
    return (NO_GROUPS, *(f"{one.k} segments: {one.advice}." for one in found))
