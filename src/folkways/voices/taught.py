"""Themes that the business teaches by example sentences; they are looked for before anything is found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from folkways.stats.threads import one_thread
from folkways.voices.cache import vectors
from folkways.voices.encoder import unit

BACKGROUND = 4000
"""So many sentences of the business's own, evenly taken, stand for “none of these”; few of them are."""
BACKGROUND_WEIGHT = 0.25
FREEDOM = 10.0
NONE = -1


def recognised(
    said: NDArray[np.float32], examples: Mapping[str, Sequence[str]], cache: Path | None
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """For each sentence the place of its taught theme in `examples` (-1: none), and the chance given to it.

    A multinomial logistic regression on the vectors (of length one) of the examples, against the business's other
    sentences, which together weigh a quarter of the examples. About 40 examples of a theme find four fifths of its
    sentences; ten find half.
    """
    if not examples or not len(said):
        return np.full(len(said), NONE, np.int64), np.zeros(len(said))
    shown = [one for group in examples.values() for one in group]
    taught = np.repeat(np.arange(len(examples)), [len(group) for group in examples.values()])
    ground = said[np.unique(np.linspace(0, len(said) - 1, min(BACKGROUND, len(said))).astype(np.int64))]
    rows = np.concatenate([unit(vectors(shown, cache)), ground]).astype(np.float64)
    goal = np.concatenate([taught, np.full(len(ground), NONE)])
    weights = np.where(goal == NONE, BACKGROUND_WEIGHT * len(shown) / len(ground), 1.0)
    with one_thread():
        model = LogisticRegression(C=FREEDOM, max_iter=1000).fit(rows, goal, sample_weight=weights)
        chances = model.predict_proba(said.astype(np.float64))
    return model.classes_[chances.argmax(axis=1)].astype(np.int64), chances.max(axis=1)
