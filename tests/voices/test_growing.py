"""Themes once found stay; only what is new, and found again in either half, is added."""

from __future__ import annotations

import numpy as np

from folkways.voices.themes import Matrix, Themes, found_themes, grown_themes, themes_of, themes_table

SIZE, EACH = 64, 120


def said(topics: int, seed: int, spread: float = 0.08) -> Matrix:
    """Sentences about so many topics, in a mixed order; the first topics are the same for every number and seed."""
    centres = np.random.default_rng(1).normal(size=(20, SIZE))
    centres /= np.linalg.norm(centres, axis=1, keepdims=True)
    chance = np.random.default_rng(seed)
    points = np.repeat(centres[:topics], EACH, axis=0) + chance.normal(0, spread, (topics * EACH, SIZE))
    points = chance.permutation(points)
    return (points / np.linalg.norm(points, axis=1, keepdims=True)).astype(np.float32)


def grown(frozen: Themes, rows: Matrix) -> Themes:
    return grown_themes(frozen, rows, ["en"] * len(rows), seed=1)


def test_the_same_sentences_again_add_nothing_however_often() -> None:
    for spread in (0.08, 0.3):
        rows = said(6, seed=2, spread=spread)
        first = found_themes(rows, ["en"] * len(rows), seed=1)
        again = grown(grown(first, rows), rows)
        assert again.ids == first.ids


def test_more_of_the_same_adds_nothing_and_a_new_topic_adds_itself_behind_the_others() -> None:
    rows = said(6, seed=2)
    first = found_themes(rows, ["en"] * len(rows), seed=1)
    assert len(first.ids) >= 6
    assert grown(first, np.concatenate([rows, said(6, seed=3)])).ids == first.ids
    later = said(7, seed=4)
    more = grown(first, later)
    assert more.ids[: len(first.ids)] == first.ids
    assert 1 <= len(more.ids) - len(first.ids) <= 3
    themes, _ = more.nearest(more.space.contents(later, ["en"] * len(later)))
    assert EACH - 5 <= np.isin(themes, range(len(first.ids), len(more.ids))).sum() <= EACH + 5
    assert grown(more, later).ids == more.ids


def test_fewer_sentences_add_nothing_and_change_no_theme_whoever_is_forgotten() -> None:
    """Sentences that hang together less than a fresh fit needs: without a few of them it would find other centres."""
    rows = said(9, seed=6, spread=0.6)
    first = found_themes(rows, ["en"] * len(rows), seed=1)
    chance = np.random.default_rng(2)
    for _ in range(5):
        kept = np.sort(chance.permutation(len(rows))[: len(rows) - 12])
        again = grown(first, rows[kept])
        assert again.ids == first.ids
        assert (again.centres == first.centres).all()
        assert themes_of(themes_table(again)).heard == len(kept)
