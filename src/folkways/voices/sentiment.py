"""How customers feel, from -1 (as bad as it gets) over 0 to +1: by general examples, or by the business's own ratings.

Uncalibrated, a sentence's sentiment is tanh(2a + v): `a` its place on an axis between sentences that praise and
sentences that complain, `v` the valence of its words where its language has a list (tanh(3a) where not). A text's is
the mean over its sentences. With a hundred rated texts or more, ridge regression learns from vectors, axis and
valence what the business's own stars, CSAT or NPS would be (0 to 1, told as -1 to +1); each rated text is predicted by
a model that has not seen it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

from folkways.stats.threads import one_thread
from folkways.voices.lexicon import valence
from folkways.voices.seeds import speech_seeds

Floats = NDArray[np.floating]

FEWEST_RATED = 100
FOLDS = 5
RIDGE = 1.0
AXIS_RIDGE = 3.0
LOW, HIGH = 0.25, 0.75
"""Ratings up to here are poor, from here on good: one and two, four and five of five stars."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """How well predictions by models that had not seen a text agree with its rating, beside the uncalibrated ones."""

    rated: int
    rank_correlation: float | None
    auc: float | None
    uncalibrated_rank_correlation: float | None
    uncalibrated_auc: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentiments:
    """Per sentence and per text, in the order given; `fit` is None where nothing was calibrated.

    `uncalibrated` are the sentences by general examples: 0 there is neither good nor bad, whatever ratings are usual.
    """

    of_sentences: Floats
    uncalibrated: Floats
    of_texts: Floats
    fit: Fit | None
    rated: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Sentences and the text each belongs to (`owner`, ascending); vectors of length one; `ratings` 0 to 1 or NaN."""

    sentences: Sequence[str]
    languages: Sequence[str | None]
    vectors: NDArray[np.float32]
    owner: NDArray[np.int64]
    ratings: Floats


def sentiments(said: Said) -> Sentiments:
    """The sentiment of each sentence and text; calibrated when at least 100 texts are rated and not all alike.

    A text without a sentence is NaN.
    """
    plain, signals = _uncalibrated(said)
    texts = len(said.ratings)
    of_texts = _means(plain, said.owner, texts)
    rated = np.flatnonzero(np.isfinite(said.ratings) & np.isfinite(of_texts))
    if len(rated) < FEWEST_RATED or np.ptp(said.ratings[rated]) == 0:
        return Sentiments(
            of_sentences=plain, uncalibrated=plain, of_texts=of_texts, fit=None, rated=len(rated)
        )
    with one_thread():
        return _calibrated(said, plain, np.column_stack([said.vectors, signals]), rated)


def _calibrated(said: Said, plain: Floats, features: Floats, rated: NDArray[np.int64]) -> Sentiments:
    uncalibrated = _means(plain, said.owner, len(said.ratings))
    whole = _pooled(features, said.owner, len(said.ratings))
    goal = said.ratings * 2.0 - 1.0
    everything = _ridge(whole[rated], goal[rated])
    of_texts = np.where(np.isfinite(uncalibrated), everything.of(whole), np.nan)
    fold = np.arange(len(rated)) % FOLDS
    for turn in range(FOLDS):
        model = _ridge(whole[rated[fold != turn]], goal[rated[fold != turn]])
        of_texts[rated[fold == turn]] = model.of(whole[rated[fold == turn]])
    return Sentiments(
        of_sentences=everything.of(features),
        uncalibrated=plain,
        of_texts=of_texts,
        fit=_agreement(of_texts[rated], uncalibrated[rated], said.ratings[rated]),
        rated=len(rated),
    )


@dataclass(frozen=True, slots=True)
class _Line:
    weights: Floats
    level: float

    def of(self, rows: Floats) -> Floats:
        return np.clip(rows @ self.weights + self.level, -1.0, 1.0)


def _ridge(rows: Floats, goal: Floats, strength: float = RIDGE) -> _Line:
    """Least squares with a penalty on the weights, not on the level (Hoerl & Kennard 1970)."""
    middle, level = rows.mean(axis=0), float(goal.mean())
    centred = (rows - middle).astype(np.float64)
    square = centred.T @ centred + strength * np.eye(rows.shape[1])
    weights = np.linalg.solve(square, centred.T @ (goal - level))
    return _Line(weights, level - float(middle @ weights))


@cache
def _axis() -> _Line:
    """Between sentences that complain (-1) and praise (+1), with plain remarks between them."""
    seeds = speech_seeds()
    ends = [(seeds["praise"], 1.0), (seeds["pain"], -1.0), (seeds["remark"], 0.0)]
    goal = np.concatenate([np.full(len(one), place) for one, place in ends])
    return _ridge(np.concatenate([one for one, _ in ends]), goal, AXIS_RIDGE)


def _uncalibrated(said: Said) -> tuple[Floats, Floats]:
    """Each sentence's sentiment by general examples, and the two signals it was made of (valence halved)."""
    with one_thread():
        axis = _axis().of(said.vectors) if len(said.vectors) else np.zeros(0)
    words = [valence(one, tongue) for one, tongue in zip(said.sentences, said.languages, strict=True)]
    told = np.array([np.nan if one is None else one for one in words], dtype=np.float64)
    by_words = np.nan_to_num(told)
    plain = np.tanh(np.where(np.isnan(told), 3.0 * axis, 2.0 * axis + by_words))
    return plain, np.column_stack([axis, by_words / 2.0])


def _pooled(features: Floats, owner: NDArray[np.int64], texts: int) -> Floats:
    sums = np.zeros((texts, features.shape[1]))
    np.add.at(sums, owner, features)
    return sums / np.maximum(np.bincount(owner, minlength=texts), 1)[:, None]


def _means(values: Floats, owner: NDArray[np.int64], texts: int) -> Floats:
    counts = np.bincount(owner, minlength=texts)
    sums = np.bincount(owner, values, minlength=texts)
    return np.where(counts > 0, sums / np.maximum(counts, 1), np.nan)


def _agreement(predicted: Floats, uncalibrated: Floats, ratings: Floats) -> Fit:
    return Fit(
        rated=len(ratings),
        rank_correlation=rank_correlation(predicted, ratings),
        auc=poor_against_good(predicted, ratings),
        uncalibrated_rank_correlation=rank_correlation(uncalibrated, ratings),
        uncalibrated_auc=poor_against_good(uncalibrated, ratings),
    )


def rank_correlation(a: Floats, b: Floats) -> float | None:
    """Spearman's rank correlation with mean ranks for ties; None when one side does not vary."""
    ranks, others = rankdata(a), rankdata(b)
    if np.ptp(ranks) == 0 or np.ptp(others) == 0:
        return None
    return float(np.corrcoef(ranks, others)[0, 1])


def poor_against_good(scores: Floats, ratings: Floats) -> float | None:
    """The chance that a good rating's text scores above a poor one's, ties counted half (Mann-Whitney U / n₁n₂).

    None where poor or good ratings are absent.
    """
    poor, good = scores[ratings <= LOW], scores[ratings >= HIGH]
    if not len(poor) or not len(good):
        return None
    ranks = rankdata(np.concatenate([good, poor]))
    above = ranks[: len(good)].sum() - len(good) * (len(good) + 1) / 2.0
    return float(above / (len(good) * len(poor)))


def intensity(sentiment: float) -> str:
    """A sentiment in words."""
    size = "" if abs(sentiment) < 0.5 else "very "
    if abs(sentiment) < 0.15:
        return "neutral"
    return f"{size}{'positive' if sentiment > 0 else 'negative'}"
