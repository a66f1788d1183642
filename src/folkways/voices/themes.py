"""Themes: what customers speak of, found once and then kept, so that a theme is the same theme next month.

Sentences are compared by their vectors less the mean of their language, on the 100 axes that hold most of the rest.
Themes are the centres of k-means there; every sentence belongs to its nearest, so there is no bin for the rest. Space
and centres are frozen in a table: later builds use them as they are, and add a theme only for what is far from all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from folkways.stats.agreement import adjusted_rand
from folkways.stats.centres import k_means
from folkways.stats.threads import one_thread

Matrix = NDArray[np.float32]
Places = NDArray[np.int64]

AXES = 100
SAMPLE = 8_000
"""So many sentences, evenly taken, are enough to find the centres; all are assigned."""
FEWEST_SENTENCES = 40
FEWEST_IN_LANGUAGE = 200
CHOICES = (2, 3, 4, 6, 8, 10, 12, 16, 20, 24, 28)
SENTENCES_PER_THEME = 15
AGREEMENT = 0.4
"""The halves of the sentences must agree so well (adjusted Rand index) on the themes that each finds alone."""
NEW_BELOW = 0.6
"""A fresh centre whose cosine to every frozen one is below this speaks of something new,"""
AGAIN_ABOVE = 0.8
"""if either half of the sentences, alone, has a centre whose cosine to it is above this."""
EVERYBODY = "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Space:
    """Where contents are compared: the mean of each language, the axes kept."""

    means: Mapping[str, Matrix]
    axes: Matrix

    def contents(self, vectors: Matrix, languages: Sequence[str | None]) -> Matrix:
        """Sentences as points of length one on the axes."""
        keys = [one if one and one in self.means else EVERYBODY for one in languages]
        centred = vectors.astype(np.float32, copy=True)
        for key in set(keys):
            centred[[place for place, one in enumerate(keys) if one == key]] -= self.means[key]
        return _unit(centred @ self.axes.T)


@dataclass(frozen=True, slots=True, kw_only=True)
class Themes:
    """Frozen themes: ids and centres (themes x axes) in a space, and how well two halves agreed on each number.

    `heard` is how many sentences there were when new themes were last looked for.
    """

    space: Space
    ids: tuple[str, ...]
    centres: Matrix
    agreements: Mapping[int, float]
    heard: int = 0

    def nearest(self, contents: Matrix) -> tuple[Places, NDArray[np.float32]]:
        """Each sentence's theme, as a place in `ids`, and its cosine to the centre; ties fall to the earlier."""
        with one_thread():
            cosines = contents @ self.centres.T
        places = cosines.argmax(axis=1)
        return places, cosines[np.arange(len(contents)), places]


def found_themes(vectors: Matrix, languages: Sequence[str | None], *, seed: int) -> Themes:
    """Find themes from nothing. The number is the largest whose halves agree to .4, the first tried if none does.

    `vectors` have length one, in an order that does not depend on chance. Fewer than 40 sentences are one theme.
    """
    with one_thread():
        space = _space(vectors, languages)
        contents = space.contents(*_sampled(vectors, languages))
        choices = [k for k in CHOICES if k * SENTENCES_PER_THEME <= len(contents)]
        if len(contents) < FEWEST_SENTENCES:
            choices = []
        agreements = {k: _halves_agree(contents, k, seed) for k in choices}
        centres = _centres(contents, chosen_number(agreements), seed)
    ids = tuple(_id(one) for one in centres)
    return Themes(space=space, ids=ids, centres=centres, agreements=agreements, heard=len(vectors))


def chosen_number(agreements: Mapping[int, float]) -> int:
    """The largest number on which halves agree to .4, else the smallest that was tried; 1 without any."""
    return max((k for k, one in agreements.items() if one >= AGREEMENT), default=min(agreements, default=1))


def grown_themes(frozen: Themes, vectors: Matrix, languages: Sequence[str | None], *, seed: int) -> Themes:
    """The frozen themes, with further ones for what sentences of today say that none of them is near to.

    Nothing is looked for before there are 40 sentences more than the last time: fewer (somebody was forgotten) say
    nothing new, though a fresh fit to them may find other centres.
    """
    if len(vectors) < frozen.heard + FEWEST_SENTENCES:
        return replace(frozen, heard=min(frozen.heard, len(vectors)))
    with one_thread():
        contents = frozen.space.contents(*_sampled(vectors, languages))
        if len(contents) < FEWEST_SENTENCES:
            return frozen
        count = len(frozen.ids)
        fresh = _centres(contents, count, seed)
        new = fresh[(fresh @ frozen.centres.T).max(axis=1) < NEW_BELOW]
        for half in (contents[0::2], contents[1::2]) if len(new) else ():
            new = new[(new @ _centres(half, count, seed).T).max(axis=1) > AGAIN_ABOVE]
    return replace(
        frozen,
        ids=(*frozen.ids, *(_id(one) for one in new)),
        centres=np.concatenate([frozen.centres, new]),
        heard=len(vectors),
    )


def themes_table(themes: Themes) -> pa.Table:
    """Everything that freezes themes, one vector a row: means by language, axes, centres."""
    rows = [
        *(("mean", key, mean) for key, mean in sorted(themes.space.means.items())),
        *(("axis", str(place), axis) for place, axis in enumerate(themes.space.axes)),
        *(("theme", one, centre) for one, centre in zip(themes.ids, themes.centres, strict=True)),
        *(("agreement", str(k), np.array([one], np.float32)) for k, one in themes.agreements.items()),
        ("heard", "sentences", np.array([themes.heard], np.float32)),
    ]
    kinds, names, vectors = zip(*rows, strict=True)
    return pa.table(
        {
            "what": pa.array(kinds, pa.string()),
            "name": pa.array(names, pa.string()),
            "vector": pa.array([one.tolist() for one in vectors], pa.list_(pa.float32())),
        }
    )


def themes_of(table: pa.Table) -> Themes:
    """The themes that a table froze."""
    rows = table.to_pylist()
    by = {
        what: [row for row in rows if row["what"] == what]
        for what in ("mean", "axis", "theme", "agreement", "heard")
    }
    return Themes(
        space=Space(
            means={row["name"]: np.array(row["vector"], np.float32) for row in by["mean"]},
            axes=np.array([row["vector"] for row in by["axis"]], np.float32),
        ),
        ids=tuple(row["name"] for row in by["theme"]),
        centres=np.array([row["vector"] for row in by["theme"]], np.float32),
        agreements={int(row["name"]): float(row["vector"][0]) for row in by["agreement"]},
        heard=sum(int(row["vector"][0]) for row in by["heard"]),
    )


def _space(vectors: Matrix, languages: Sequence[str | None]) -> Space:
    spoken = Counter(one for one in languages if one)
    means = {EVERYBODY: vectors.mean(axis=0, dtype=np.float64).astype(np.float32)}
    for tongue in sorted(one for one, n in spoken.items() if n >= FEWEST_IN_LANGUAGE):
        own = [place for place, one in enumerate(languages) if one == tongue]
        means[tongue] = vectors[own].mean(axis=0, dtype=np.float64).astype(np.float32)
    whole = Space(means=means, axes=np.eye(vectors.shape[1], dtype=np.float32))
    contents = whole.contents(*_sampled(vectors, languages)).astype(np.float64)
    _, main = np.linalg.eigh(contents.T @ contents)
    axes = _signed(main[:, ::-1][:, :AXES].T)
    return Space(means=means, axes=axes.astype(np.float32))


def _signed(axes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Each axis turned so that its largest part is positive: an eigenvector's sign is chance."""
    largest = axes[np.arange(len(axes)), np.abs(axes).argmax(axis=1)]
    return axes * np.sign(largest)[:, None]


def _sampled(vectors: Matrix, languages: Sequence[str | None]) -> tuple[Matrix, list[str | None]]:
    places = np.unique(np.linspace(0, len(vectors) - 1, min(SAMPLE, len(vectors))).astype(np.int64))
    return vectors[places], [languages[place] for place in places]


def _halves_agree(contents: Matrix, themes: int, seed: int) -> float:
    """How alike all sentences are divided by the centres of the even and of the odd ones (adjusted Rand index)."""
    sides = [_centres(contents[side::2], themes, seed + 1 + side, starts=3) for side in (0, 1)]
    even, odd = ((contents @ centres.T).argmax(axis=1) for centres in sides)
    return adjusted_rand(even, odd)


def _centres(contents: Matrix, themes: int, seed: int, starts: int = 8) -> Matrix:
    """The centres of k-means, the one with most sentences first."""
    themes = max(min(themes, len(contents)), 1)
    labels = k_means(contents, np.ones(len(contents), np.float32), themes, seed=seed, starts=starts)
    sizes = np.bincount(labels, minlength=themes)
    order = [one for one in np.lexsort((np.arange(themes), -sizes)) if sizes[one]]
    return _unit(np.array([contents[labels == one].mean(axis=0) for one in order], np.float32))


def _unit(points: Matrix) -> Matrix:
    lengths = np.sqrt(np.einsum("ij,ij->i", points, points))
    return points / np.maximum(lengths, 1e-6)[:, None]


def _id(centre: Matrix) -> str:
    """A theme's name for machines, from the centre it was born with."""
    rounded = np.round(centre * 1000).astype(np.int16)
    return f"thm_{sha256(rounded.tobytes()).hexdigest()[:12]}"
