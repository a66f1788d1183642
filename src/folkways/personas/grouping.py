"""From discovered segments to groups that can be told: their order, their members, how surely they come back."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from folkways.personas.foresight import Learner
from folkways.personas.grouped import Grouped, GroupStability
from folkways.segments.coding import coded, fit_coding
from folkways.segments.discovery import Segments
from folkways.segments.engines import learnt
from folkways.segments.features import FeatureTable, speakers
from folkways.segments.model import assigned
from folkways.stats.latent import posteriors
from folkways.stats.suppression import any_few


def grouped(found: Segments, table: FeatureTable, least: int) -> Grouped:
    """Groups, the largest first, ties in the model's canonical order; groups of fewer than `least` are none.

    Where fewer than `least` customers would be in none, everybody's less the groups' numbers would tell of them: they
    are counted in their likeliest group instead, and are as surely in it as that is likely.
    """
    placed = assigned(found.model, table)
    counts = np.bincount(placed.segment[placed.segment >= 0], minlength=found.model.segments)
    order = [at for at in np.argsort(-counts, kind="stable").tolist() if counts[at] >= max(least, 1)]
    place = np.full(found.model.segments + 1, -1, dtype=np.int64)
    place[order] = np.arange(len(order))
    came_back = stability(found)
    groups, sure = place[placed.segment], placed.confidence
    if order and any_few([int((groups < 0).sum())], least):
        told = placed.posterior[:, order]
        groups, sure = (
            np.where(groups < 0, told.argmax(axis=1), groups),
            np.where(groups < 0, told.max(axis=1), sure),
        )
    return Grouped(
        groups=groups,
        posterior=sure.astype(np.float64),
        stability=[came_back[at] for at in order],
    )


def stability(found: Segments) -> list[GroupStability]:
    """How each segment came back; where a challenger won, its weakest overlap stands for all of its segments."""
    won = next((one for one in found.contenders if one.engine == found.model.engine), None)
    if found.model.engine != "latent-classes" and won is not None:
        told = GroupStability(
            jaccard_mean=won.weakest, jaccard_min=won.weakest, resamples=found.choice.resamples
        )
        return [told] * found.model.segments
    lowest = _lowest(found.choice.overlaps, found.model.segments)
    return [
        GroupStability(jaccard_mean=mean, jaccard_min=low, resamples=found.choice.resamples)
        for mean, low in zip(found.choice.jaccard, lowest, strict=True)
    ]


def _lowest(overlaps: Sequence[Sequence[float]], segments: int) -> list[float]:
    return [min((row[at] for row in overlaps), default=0.0) for at in range(segments)]


def learner(found: Segments, seed: int) -> Learner:
    """Learns as many groups from other features in the same way, and gives soft memberships."""

    def learn(table: FeatureTable) -> np.ndarray:
        coding = fit_coding(table, speakers(table).speaking)
        cells = coded(coding, table)
        return posteriors(learnt(cells, found.model.segments, seed=seed), cells).astype(np.float64)

    return learn
