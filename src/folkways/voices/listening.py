"""Listening: each sentence of what was said with its language, sentiment, act, theme, touchpoint and competitor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from folkways.model.ids import named as named_id
from folkways.model.progress import Counting, uncounted
from folkways.voices.cache import vectors
from folkways.voices.encoder import unit
from folkways.voices.languages import languages
from folkways.voices.lexicon import emotions
from folkways.voices.linking import Touchwords, linked
from folkways.voices.sentences import Span, sentences
from folkways.voices.sentiment import Said, Sentiments, sentiments
from folkways.voices.speech import Act, acts, named
from folkways.voices.taught import NONE, recognised
from folkways.voices.themes import Themes, found_themes, grown_themes

TYPICAL = 0.35
"""From this cosine to its theme's centre on, a sentence speaks of the theme; the text's nearest one always does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ears:
    """What to listen for: competitors, themes by example, touchpoints, and where vectors are kept."""

    competitors: Sequence[str] = ()
    taught: Mapping[str, Sequence[str]]
    touchpoints: Touchwords
    cache: Path | None = None
    seed: int = 1


@dataclass(frozen=True, kw_only=True)
class Listened:
    """One entry a sentence in every list; `owner` is the row in `spoken`, ascending.

    `theme` is the place in `theme_ids` (taught ones first), `speaks` whether it speaks of it plainly enough to be
    counted.
    """

    spoken: pa.Table
    languages: Sequence[str | None]
    texts: Sequence[str]
    spans: Sequence[Span]
    owner: NDArray[np.int64]
    vectors: NDArray[np.float32]
    sentiments: Sentiments
    acts: Sequence[Act]
    emotions: Sequence[Sequence[str]]
    competitors: Sequence[str | None]
    touchpoints: Sequence[str | None]
    theme: NDArray[np.int64]
    typical: NDArray[np.floating]
    speaks: NDArray[np.bool_]
    theme_ids: Sequence[str]
    taught: int
    themes: Themes

    @cached_property
    def felt(self) -> NDArray[np.floating]:
        """The sentiment of each sentence as the table of mentions holds it, so that both give the same means."""
        return np.round(self.sentiments.of_sentences, 4)

    def mentions(self) -> pa.Table:
        """One row for each sentence: its place in its voice, and what was heard in it; no text."""
        owner = pa.array(self.owner)
        ids = [
            self.theme_ids[place] if told else None
            for place, told in zip(self.theme, self.speaks, strict=True)
        ]
        return pa.table(
            {
                "voice_id": self.spoken["voice_id"].combine_chunks().take(owner),
                "customer_id": self.spoken["customer_id"].combine_chunks().take(owner),
                "basis": self.spoken["basis"].combine_chunks().take(owner),
                "start": pa.array([one.start for one in self.spans], pa.int32()),
                "end": pa.array([one.end for one in self.spans], pa.int32()),
                "language": pa.array([self.languages[row] for row in self.owner], pa.string()),
                "theme": pa.array(ids, pa.string()),
                "typical": pa.array(np.round(self.typical, 4), pa.float64()),
                "sentiment": pa.array(self.felt, pa.float64()),
                "act": pa.array(self.acts, pa.string()),
                "emotions": pa.array([list(one) for one in self.emotions], pa.list_(pa.string())),
                "competitor": pa.array(self.competitors, pa.string()),
                "touchpoint": pa.array(self.touchpoints, pa.string()),
            }
        )


def listened(
    spoken: pa.Table,
    ears: Ears,
    frozen: Themes | None = None,
    progress: Counting = uncounted,
) -> Listened:
    """Listen to everything in `spoken` (its columns: `gathering.SPOKEN`); `frozen` themes stay what they are."""
    whole = [str(one) for one in spoken["text"].to_pylist()]
    given = spoken["language"].to_pylist()
    tongues = [told or guessed for told, guessed in zip(given, languages(whole), strict=True)]
    spans = [sentences(one) for one in whole]
    owner = np.repeat(np.arange(len(whole)), [len(own) for own in spans]).astype(np.int64)
    flat = [span for own in spans for span in own]
    texts = [span.of(whole[row]) for row, span in zip(owner, flat, strict=True)]
    where = unit(vectors(texts, ears.cache, progress))
    spoken_in = [tongues[row] for row in owner]
    ratings = spoken["rating"].to_numpy(zero_copy_only=False).astype(np.float64)
    felt = sentiments(Said(sentences=texts, languages=spoken_in, vectors=where, owner=owner, ratings=ratings))
    done = acts(texts, where, felt.uncalibrated)
    themes = _themes(frozen, where, spoken_in, done, ears.seed)
    theme, typical, speaks = _by_theme(themes, texts, where, spoken_in, owner, ears)
    return Listened(
        spoken=spoken,
        languages=tongues,
        texts=texts,
        spans=flat,
        owner=owner,
        vectors=where,
        sentiments=felt,
        acts=done,
        emotions=[emotions(one, tongue) for one, tongue in zip(texts, spoken_in, strict=True)],
        competitors=named(texts, ears.competitors),
        touchpoints=linked(texts, where, ears.touchpoints, ears.cache),
        theme=theme,
        typical=typical,
        speaks=speaks,
        theme_ids=[*(named_id("thm", name) for name in ears.taught), *themes.ids],
        taught=len(ears.taught),
        themes=themes,
    )


def _themes(
    frozen: Themes | None,
    where: NDArray[np.float32],
    tongues: Sequence[str | None],
    done: Sequence[Act],
    seed: int,
) -> Themes:
    """The themes of sentences that say something of the business; mere remarks shape none, and still belong to one."""
    telling = [place for place, act in enumerate(done) if act != "remark"] or list(range(len(done)))
    rows, spoken_in = where[telling], [tongues[place] for place in telling]
    if frozen is None:
        return found_themes(rows, spoken_in, seed=seed)
    return grown_themes(frozen, rows, spoken_in, seed=seed)


def _by_theme(
    themes: Themes,
    texts: Sequence[str],
    where: NDArray[np.float32],
    tongues: Sequence[str | None],
    owner: NDArray[np.int64],
    ears: Ears,
) -> tuple[NDArray[np.int64], NDArray[np.floating], NDArray[np.bool_]]:
    """Each sentence's theme, how typical it is, whether it is counted: taught themes first, then the nearest found."""
    nearest, typical = themes.nearest(themes.space.contents(where, tongues))
    taught, chances = recognised(texts, where, ears.taught, ears.cache)
    theme = np.where(taught == NONE, nearest + len(ears.taught), taught)
    worth = np.where(taught == NONE, typical, 1.0 + chances)
    counted = worth >= TYPICAL
    counted[_best_of_each(worth, owner)] = True
    return theme, np.where(taught == NONE, typical, chances), counted


def _best_of_each(worth: NDArray[np.floating], owner: NDArray[np.int64]) -> NDArray[np.int64]:
    """The place of each text's most typical sentence, the earlier one on ties."""
    order = np.lexsort((np.arange(len(worth)), -worth, owner))
    first = np.ones(len(order), dtype=bool)
    first[1:] = owner[order][1:] != owner[order][:-1]
    return order[first]
