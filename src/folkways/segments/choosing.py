"""How many: every K side by side, with what speaks for it, and the advice in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from folkways.segments.contrasts import Labels, contrasts, fewest_clear, strong_features
from folkways.segments.engines import learnt, relearning
from folkways.segments.features import FeatureTable
from folkways.segments.settings import (
    LEAST_CLEAR,
    LEAST_JACCARD,
    LEAST_MEAN_JACCARD,
    MORE_THAN_TIERS,
    STRONG_EACH,
    WARNED_JACCARD,
    DiscoverySettings,
)
from folkways.stats.agreement import bootstrap_jaccard
from folkways.stats.latent import Indicators, LatentClasses, posteriors


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One number of segments and its figures.

    `overlaps` holds a row per resample with each segment's Jaccard overlap. `fewest_clear` counts the features that
    clearly set the least distinct segment apart. `beyond_volume` counts segments that differ strongly on five
    features net of volume (None where no volume columns are known). `warranted` says whether the criterion (BIC)
    warrants so many; `objections` say why it cannot be chosen.
    """

    k: int
    model: LatentClasses
    counts: tuple[int, ...]
    customers: int
    overlaps: tuple[tuple[float, ...], ...]
    fewest_clear: int
    beyond_volume: int | None
    mean_posterior: float
    warranted: bool = True
    objections: tuple[str, ...] = ()

    @property
    def jaccard(self) -> tuple[float, ...]:
        """Each segment's overlap, averaged over resamples; 0 when none was drawn."""
        if not self.overlaps:
            return (0.0,) * self.k
        return tuple(float(value) for value in np.asarray(self.overlaps).mean(axis=0))

    @property
    def weakest(self) -> float:
        return min(self.jaccard)

    @property
    def mean_jaccard(self) -> float:
        return sum(self.jaccard) / self.k

    @property
    def resamples(self) -> int:
        return len(self.overlaps)

    @property
    def smallest_share(self) -> float:
        return min(self.counts) / self.customers

    @property
    def more_than_tiers(self) -> bool:
        return self.beyond_volume is None or self.beyond_volume >= min(MORE_THAN_TIERS, self.k)

    @property
    def preference(self) -> tuple[bool, bool, int]:
        """Of those without objection: first what is more than tiers, then what is warranted, then the larger K."""
        return self.more_than_tiers, self.warranted, self.k

    @property
    def advice(self) -> str:
        """What speaks for or against this K, in words."""
        if self.objections:
            return "; ".join(self.objections)
        though = [] if self.warranted else ["the criterion (BIC) warrants fewer"]
        if not self.more_than_tiers:
            verb = "differs" if self.beyond_volume == 1 else "differ"
            though.append(f"only {self.beyond_volume} {verb} when volume is taken out")
        if self.weakest < WARNED_JACCARD:
            though.append("the weakest segment is to be watched")
        told = f"comes back, the weakest segment to {self.weakest:.2f}"
        return f"{told}; but {', '.join(though)}" if though else told


def candidate(
    coded: Indicators, table: FeatureTable, net: FeatureTable | None, k: int, settings: DiscoverySettings
) -> Candidate:
    """Learn k segments and tell what can be told without resampling; `net` is the table without volume, if known."""
    model = learnt(coded, k, seed=settings.seed)
    chance = posteriors(model, coded)
    labels = chance.argmax(axis=1)
    found = contrasts(table, labels, least=settings.min_cell)
    return Candidate(
        k=k,
        model=model,
        counts=tuple(int(n) for n in np.bincount(labels, minlength=k)),
        customers=len(labels),
        overlaps=(),
        fewest_clear=fewest_clear(found, k),
        beyond_volume=_beyond_volume(net, labels, k, settings),
        mean_posterior=float(chance.max(axis=1).mean()),
    )


def _beyond_volume(
    net: FeatureTable | None, labels: Labels, k: int, settings: DiscoverySettings
) -> int | None:
    if net is None:
        return None
    found = contrasts(net, labels, least=settings.min_cell)
    return sum(len(strong_features(found, segment)) >= STRONG_EACH for segment in range(k))


def resampled(
    found: Candidate, coded: Indicators, turns: Iterable[int], settings: DiscoverySettings
) -> Candidate:
    """The candidate with more resamples drawn; `coded` holds the customers that are resampled."""
    again = relearning(found.model, coded)
    labels = posteriors(found.model, coded).argmax(axis=1)
    drawn = bootstrap_jaccard(
        labels, again, classes=found.k, turns=turns, seed=1000 * settings.seed + found.k
    )
    return replace(found, overlaps=found.overlaps + tuple(tuple(row) for row in drawn.tolist()))


def best_by_criterion(found: Sequence[Candidate]) -> int:
    """The K with the smallest BIC; ties fall to the smaller."""
    return min(found, key=lambda one: (one.model.bic, one.k)).k


def judged(found: Candidate, best: int, settings: DiscoverySettings) -> Candidate:
    """The candidate with everything that speaks against choosing it; `best` is the K that the criterion likes most."""
    smallest = settings.smallest(found.customers)
    against = [
        (best < 2, "a single group explains the data best (BIC)"),
        (
            min(found.counts) < smallest,
            f"a segment has {min(found.counts)} customers; {smallest:.0f} are needed",
        ),
        (found.fewest_clear < LEAST_CLEAR, f"a segment has {found.fewest_clear} clear traits; 3 are needed"),
        (
            found.weakest < LEAST_JACCARD,
            f"the weakest segment comes back to {found.weakest:.2f}; .60 is needed",
        ),
        (
            found.mean_jaccard < LEAST_MEAN_JACCARD,
            f"segments come back to {found.mean_jaccard:.2f} on average; .75 is needed",
        ),
    ]
    objections = tuple(words for holds, words in against if holds)
    return replace(found, warranted=found.k <= best, objections=objections)


def may_hold(found: Candidate, settings: DiscoverySettings) -> bool:
    """Few resamples are noisy: a candidate that misses a line by a tenth may still hold."""
    fits = min(found.counts) >= settings.smallest(found.customers) and found.fewest_clear >= LEAST_CLEAR
    near = found.weakest >= LEAST_JACCARD - 0.1 and found.mean_jaccard >= LEAST_MEAN_JACCARD - 0.1
    return fits and near


def chosen(found: Sequence[Candidate]) -> Candidate | None:
    """The preferred candidate of those without objection; None when all have some."""
    return max((one for one in found if not one.objections), key=lambda one: one.preference, default=None)
