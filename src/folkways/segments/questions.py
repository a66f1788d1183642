"""The typing tool: which few questions place a customer nearly as well as all of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from folkways.segments.coding import coded
from folkways.segments.features import FeatureTable
from folkways.segments.model import SegmentModel
from folkways.stats.intervals import Interval, share_interval
from folkways.stats.latent import Indicators, posteriors
from folkways.stats.latent_steps import SMALLEST

Floats = NDArray[np.floating]

MOST = 8
SAMPLE = 3000


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldenQuestion:
    """A feature to ask next, and how many customers the questions so far place as all features together do."""

    feature: str
    agreement: Interval


def golden_questions(
    model: SegmentModel, table: FeatureTable, *, most: int = MOST
) -> tuple[GoldenQuestion, ...]:
    """Choose questions one by one, each the one that raises agreement with the full model the most.

    It is the same model with all other columns missing. Agreement is the share of (up to 3,000) customers whose
    likeliest segment is the same; a customer whose answer is missing is placed by the rest. Ties: the earlier feature.
    """
    everybody = coded(model.coding, table)
    known = everybody.taken(np.arange(everybody.customers) % max(everybody.customers // SAMPLE, 1) == 0)
    full = posteriors(model.classes, known).argmax(axis=1)
    parts = _parts(model, known)
    joint = np.tile(np.log(np.maximum(model.classes.shares, SMALLEST)), (known.customers, 1))
    asked: list[GoldenQuestion] = []
    left = dict(parts)
    while left and len(asked) < most:
        hits = {name: int(((joint + part).argmax(axis=1) == full).sum()) for name, part in left.items()}
        best = max(left, key=lambda name: hits[name])
        joint = joint + left.pop(best)
        asked.append(GoldenQuestion(feature=best, agreement=share_interval(hits[best], known.customers)))
    return tuple(asked)


def _parts(model: SegmentModel, known: Indicators) -> dict[str, Floats]:
    """What each feature alone adds to the log-likelihood of each class, shape (customers, classes)."""
    tables = np.log(np.maximum(model.classes.tables, SMALLEST))
    ends = np.cumsum([0, *model.coding.levels])
    exact = {
        name: known.cells[:, start:end] @ tables[:, start:end].T
        for name, start, end in zip(model.coding.names, ends[:-1], ends[1:], strict=True)
    }
    rough = {
        name: np.log(model.classes.rough[at] @ known.rough[at]).T
        for at, name in enumerate(model.coding.rough_names)
    }
    return exact | rough
