"""Themes that the business teaches by example sentences; they are looked for before anything is found.

A sentence is told by its vector and by its words: vectors carry the meaning across wordings and languages, words keep
apart what only sounds alike (“paying took six pages”, “paying was done in two taps”).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack, vstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from folkways.stats.threads import one_thread
from folkways.voices.cache import vectors
from folkways.voices.encoder import unit

BACKGROUND = 4000
"""So many sentences of the business's own, evenly taken, stand for “none of these”, until they are recognised."""
BACKGROUND_WEIGHT = 0.3
"""What the background weighs beside all examples when themes have 40 each; it grows with the root of their number."""
USUAL = 40
WORDS = 0.7
"""How much the words of a sentence count beside its vector, which is of length one."""
FREEDOM = 10.0
PASSES = 3
COMMONNESS = 0.5
"""How far the odds of common themes are raised; all the way (1) would let them eat the others pass by pass."""
NONE = -1

Places = NDArray[np.int64]
Chances = NDArray[np.float64]


def recognised(
    texts: Sequence[str],
    where: NDArray[np.float32],
    examples: Mapping[str, Sequence[str]],
    cache: Path | None,
) -> tuple[Places, Chances]:
    """For each sentence the place of its taught theme in `examples` (-1: none), and the chance given to it.

    A multinomial logistic regression on vectors (of length one, in `where`) and words (TF-IDF) of the examples, against
    some of the business's own sentences, which together weigh .3 of 40 examples a theme, and more the more examples
    there are. Own sentences that are recognised count as that theme when it learns again, three times in all.
    Examples come in equal numbers, what customers speak of does not: a theme's odds are multiplied by the root of how
    many times more is recognised as its own than as others' (their geometric mean).
    """
    shown = [one for group in examples.values() for one in group]
    if not shown or not len(texts):
        return np.full(len(texts), NONE, np.int64), np.zeros(len(texts))
    taught = np.repeat(np.arange(len(examples)), [len(group) for group in examples.values()])
    with one_thread():
        lesson = _Lesson.of(texts, where, shown, unit(vectors(shown, cache)))
        return lesson.learnt(taught.astype(np.int64), len(examples))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lesson:
    """What is learnt from: the examples and then the background, vectors and words; all sentences to be recognised."""

    where: NDArray[np.float32]
    words: csr_matrix
    ground: Places
    rows: csr_matrix

    @classmethod
    def of(
        cls,
        texts: Sequence[str],
        where: NDArray[np.float32],
        shown: Sequence[str],
        shown_where: NDArray[np.float32],
    ) -> _Lesson:
        ground = np.unique(np.linspace(0, len(texts) - 1, min(BACKGROUND, len(texts))).astype(np.int64))
        tfidf: Any = TfidfVectorizer(token_pattern=r"\w+", sublinear_tf=True)
        tfidf.fit([*shown, *(texts[place] for place in ground)])
        words = csr_matrix(tfidf.transform(texts) * WORDS)
        examples = hstack([csr_matrix(shown_where), tfidf.transform(shown) * WORDS])
        background = hstack([csr_matrix(where[ground]), words[ground]])
        rows = csr_matrix(vstack([examples, background]), dtype=np.float64)
        return cls(where=where, words=words, ground=ground, rows=rows)

    def learnt(self, taught: Places, themes: int) -> tuple[Places, Chances]:
        """The theme of each sentence and its chance, after some passes."""
        weights = np.ones(len(taught) + len(self.ground))
        background = BACKGROUND_WEIGHT * np.sqrt(len(taught) / themes / USUAL)
        weights[len(taught) :] = background * len(taught) / len(self.ground)
        model = LogisticRegression(C=FREEDOM, max_iter=1000, tol=1e-3, warm_start=True)
        recognised = np.full(len(self.where), NONE, np.int64)
        odds = np.zeros((len(self.where), themes))
        for _ in range(PASSES):
            model.fit(self.rows, np.concatenate([taught, recognised[self.ground]]), sample_weight=weights)
            odds = self._odds(model, themes)
            odds += _commonness(_likeliest(odds), themes)
            recognised = _likeliest(odds)
            if NONE not in recognised[self.ground]:
                break
        return recognised, _chances(odds)

    def _odds(self, model: LogisticRegression, themes: int) -> Chances:
        """The logarithm of each theme's odds against none, for every sentence; -∞ for a theme without an example."""
        size = self.where.shape[1]
        scores = (
            self.where @ model.coef_[:, :size].T + self.words @ model.coef_[:, size:].T + model.intercept_
        )
        odds = np.full((len(self.where), themes), -np.inf)
        odds[:, model.classes_[1:]] = scores if scores.shape[1] == 1 else scores[:, 1:] - scores[:, :1]
        return odds


def _likeliest(odds: Chances) -> Places:
    best = odds.argmax(axis=1)
    return np.where(odds[np.arange(len(odds)), best] > 0, best, NONE)


def _commonness(recognised: Places, themes: int) -> Chances:
    """What is added to each theme's log odds: the logarithm of its size beside the geometric mean of all."""
    sizes = np.log1p(np.bincount(recognised[recognised != NONE], minlength=themes))
    return COMMONNESS * (sizes - sizes.mean())


def _chances(odds: Chances) -> Chances:
    """The chance of the likelier of none and the likeliest theme, among none and all themes."""
    every = np.column_stack([np.zeros(len(odds)), odds])
    every -= every.max(axis=1, keepdims=True)
    return 1.0 / np.exp(every).sum(axis=1)
