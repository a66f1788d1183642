"""The typing tool: which few questions place a customer nearly as well as all of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from folkways.segments.coding import coded
from folkways.segments.features import FeatureTable
from folkways.segments.model import SegmentModel
from folkways.stats.intervals import Interval, share_interval
from folkways.stats.latent import SMALLEST, posteriors

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
    tables = np.log(np.maximum(model.classes.tables, SMALLEST))
    ends = np.cumsum(model.coding.levels)
    parts = [
        known.cells[:, end - size : end] @ tables[:, end - size : end].T
        for end, size in zip(ends, model.coding.levels, strict=True)
    ]
    joint = np.tile(np.log(np.maximum(model.classes.shares, SMALLEST)), (known.customers, 1))
    asked: list[GoldenQuestion] = []
    left = list(range(len(parts)))
    while left and len(asked) < most:
        hits = [int(((joint + parts[at]).argmax(axis=1) == full).sum()) for at in left]
        best = left.pop(int(np.argmax(hits)))
        joint = joint + parts[best]
        asked.append(
            GoldenQuestion(
                feature=model.coding.names[best], agreement=share_interval(max(hits), known.customers)
            )
        )
    return tuple(asked)
