"""Discovery: from a table of features to segments that come back, or to an honest refusal with the figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from folkways.segments.choosing import Candidate, candidate, chosen, judged, resampled, warranted
from folkways.segments.coding import Coding, coded, fit_coding
from folkways.segments.engines import SMOOTHING, learnt
from folkways.segments.features import FeatureTable, speakers
from folkways.segments.model import SegmentModel
from folkways.segments.referee import Contender, contenders, winner
from folkways.segments.settings import DiscoverySettings, Progress, silent
from folkways.segments.usefulness import memberships
from folkways.segments.volume import without_volume
from folkways.stats.latent import Indicators, spoken_as_classes

Encoding = Literal["as measured", "net of volume"]

FEWEST_CUSTOMERS = 60
NO_GROUPS = "These data hold no distinct groups."


@dataclass(frozen=True, slots=True, kw_only=True)
class Segments:
    """What was found: the model, why this number, how it stood against challengers, who spoke for whom."""

    model: SegmentModel
    choice: Candidate
    candidates: tuple[Candidate, ...]
    contenders: tuple[Contender, ...]
    encoding: Encoding
    spoken_for: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoGroups:
    """The honest negative: reasons with figures, and every K that was looked at."""

    reasons: tuple[str, ...]
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    """One encoding of the customers that are learnt from (`learn`) and of those that are resampled (`trial`)."""

    table: FeatureTable
    net: FeatureTable | None
    encoding: Encoding
    coding: Coding
    learn: Indicators
    trial: Indicators


def discover(
    table: FeatureTable, settings: DiscoverySettings | None = None, progress: Progress = silent
) -> Segments | NoGroups:
    """Find segments among all customers of the table.

    Latent classes on quantile bins of the defining features, near-duplicates spoken for by one; the largest K whose
    weakest segment still comes back under resampling. Where the features as measured give nothing, or nothing but
    tiers of volume, they are tried net of volume. `progress(stage, done, total)` may raise to cancel. Deterministic
    for the settings' seed.
    """
    settings = settings or DiscoverySettings()
    spoken = speakers(table)
    refusal = _refusal(table, spoken.speaking)
    if refusal:
        return NoGroups(reasons=(NO_GROUPS, refusal))
    sample = table.taken(_spread(table.customers, settings.sample, settings.seed))
    ground, found = _sought(sample, spoken.speaking, settings, progress)
    best = chosen(found) if settings.k is None else found[-1]
    if ground is None or best is None:
        return NoGroups(reasons=_reasons(found), candidates=found)
    progress("Comparing methods", 0, 1)
    rivals = contenders(best.model, ground.learn, ground.trial, sample, settings)
    progress("Comparing methods", 1, 1)
    return Segments(
        model=_model(ground, best, winner(rivals)),
        choice=best,
        candidates=found,
        contenders=rivals,
        encoding=ground.encoding,
        spoken_for=spoken.silent,
    )


def _refusal(table: FeatureTable, speaking: Sequence[str]) -> str:
    if table.customers < FEWEST_CUSTOMERS:
        return f"{table.customers} customers are too few; {FEWEST_CUSTOMERS} are needed to look for groups."
    if len(speaking) < 2:
        return f"{len(speaking)} features differ between customers; 2 are needed to look for groups."
    return ""


def _spread(customers: int, most: int, seed: int) -> NDArray[np.int64]:
    """All customers, or a random sample of them in their order."""
    if customers <= most:
        return np.arange(customers)
    return np.sort(np.random.default_rng(seed).choice(customers, most, replace=False))


def _sought(
    sample: FeatureTable, names: Sequence[str], settings: DiscoverySettings, progress: Progress
) -> tuple[_Ground | None, tuple[Candidate, ...]]:
    """Look at the features as measured; where that does not do, net of volume; prefer what is more than tiers."""
    plain = _ground(sample, names, "as measured", settings)
    found = _looked(plain, settings, progress)
    best = chosen(found) if settings.k is None else found[-1]
    if (best and best.more_than_tiers) or not settings.volume:
        return plain, found
    net = _ground(sample, names, "net of volume", settings)
    netted = _looked(net, settings, progress)
    other = chosen(netted) if settings.k is None else netted[-1]
    if other and (best is None or other.more_than_tiers):
        return net, netted
    return (plain if best else None), found


def _ground(
    sample: FeatureTable, names: Sequence[str], encoding: Encoding, settings: DiscoverySettings
) -> _Ground:
    coding = fit_coding(sample, names, volume=settings.volume if encoding == "net of volume" else ())
    learn = coded(coding, sample)
    net = without_volume(sample, settings.volume) if settings.volume else None
    trial = learn.taken(_spread(learn.customers, settings.stability_sample, settings.seed + 1))
    return _Ground(table=sample, net=net, encoding=encoding, coding=coding, learn=learn, trial=trial)


def _looked(ground: _Ground, settings: DiscoverySettings, progress: Progress) -> tuple[Candidate, ...]:
    """Every K with its figures: learnt, screened, and the promising ones resampled in full from the largest down."""
    stage = f"Looking for segments ({ground.encoding})"
    wanted = [settings.k] if settings.k else list(range(settings.k_min, settings.k_max + 1))
    found: list[Candidate] = []
    for at, k in enumerate(wanted):
        progress(stage, at, len(wanted))
        one = candidate(ground.learn, ground.table, ground.net, k, settings)
        found.append(resampled(one, ground.trial, range(settings.screening), settings))
    progress(stage, len(wanted), len(wanted))
    single = learnt(ground.learn, 1, seed=settings.seed).bic
    most = warranted(found, single) if settings.k is None else settings.k
    return _confirmed([judged(one, most, settings) for one in found], most, ground, settings, progress)


def _confirmed(
    found: list[Candidate], most: int, ground: _Ground, settings: DiscoverySettings, progress: Progress
) -> tuple[Candidate, ...]:
    """Draw all resamples for the candidates that may be chosen, until one that is more than tiers holds."""
    stage = f"Drawing customers again ({ground.encoding})"
    near = [at for at in range(len(found)) if settings.k or _may_hold(found[at], most, settings)]
    for done, at in enumerate(reversed(near)):
        progress(stage, done, len(near))
        rest = range(found[at].resamples, settings.resamples)
        found[at] = judged(resampled(found[at], ground.trial, rest, settings), most, settings)
        if not found[at].objections and found[at].more_than_tiers:
            break
    progress(stage, len(near), len(near))

    return tuple(found)


def _may_hold(one: Candidate, most: int, settings: DiscoverySettings) -> bool:
    """Few resamples are noisy: a candidate that misses the line by a tenth may still hold."""
    fits = one.k <= most and min(one.counts) >= settings.smallest(one.customers) and one.fewest_clear >= 3
    return fits and one.weakest >= 0.5 and one.mean_jaccard >= 0.65


def _model(ground: _Ground, best: Candidate, won: Contender) -> SegmentModel:
    if won.engine == "latent-classes":
        return SegmentModel(engine=won.engine, coding=ground.coding, classes=best.model)
    told = spoken_as_classes(ground.learn, memberships(won.labels), smoothing=SMOOTHING)
    return SegmentModel(engine=won.engine, coding=ground.coding, classes=told)


def _reasons(found: Sequence[Candidate]) -> tuple[str, ...]:
    return (NO_GROUPS, *(f"{one.k} segments: {one.advice}." for one in found))
