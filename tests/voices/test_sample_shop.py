"""Themes planted in the sample shop: taught by examples of one shop, found in another whose texts nobody has seen."""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest

from folkways.sampleshop import SampleShop, generate
from folkways.voices.cache import vectors
from folkways.voices.encoder import unit
from folkways.voices.sentences import sentences
from folkways.voices.taught import recognised

pytestmark = pytest.mark.slow

FILES = {"reviews.csv": "text", "tickets.csv": "text", "comments.csv": "improve"}
EXAMPLES = 40
RESERVED = 111
Figures = dict[str, tuple[float, float]]


def column_of(content: bytes, column: str) -> list[str]:
    return [row[column] for row in csv.DictReader(io.StringIO(content.decode("utf-8"), newline=""))]


def written(folder: Path, seed: int) -> list[tuple[str, dict[str, list[str]]]]:
    """The texts of a shop, each with the words that are about each planted theme."""
    generate(SampleShop(customers=2000, seed=seed), folder)
    columns = {name: column_of((folder / name).read_bytes(), column) for name, column in FILES.items()}
    found: list[tuple[str, dict[str, list[str]]]] = []
    for line in (folder / "truth_texts.jsonl").read_text(encoding="utf-8").splitlines():
        truth = json.loads(line)
        if truth["file"] in columns:
            about: dict[str, list[str]] = defaultdict(list)
            for one in truth["mentions"]:
                about[one["theme"]].append(one["words"])
            found.append((columns[truth["file"]][truth["row"] - 1], about))
    return found


def recognised_in(texts: list[tuple[str, dict[str, list[str]]]], shown: dict[str, list[str]]) -> Figures:
    """Precision and recall of each theme, counted by text."""
    said = [[span.of(text) for span in sentences(text)] for text, _about in texts]
    flat = [one for own in said for one in own]
    places, _chances = recognised(flat, unit(vectors(flat, None)), shown, None)
    owner = np.repeat(np.arange(len(texts)), [len(own) for own in said])
    figures: Figures = {}
    for place, theme in enumerate(shown):
        heard = np.bincount(owner[places == place], minlength=len(texts)) > 0
        planted = np.array([theme in about for _text, about in texts])
        both = float((heard & planted).sum())
        figures[theme] = (both / max(int(heard.sum()), 1), both / int(planted.sum()))
    return figures


def test_each_taught_theme_is_found_in_a_shop_that_nobody_has_seen(tmp_path: Path, seed: int) -> None:
    """The seed is reserved: nothing was chosen by looking at it. Other rounds may miss a little more."""
    shown: dict[str, list[str]] = defaultdict(list)
    for _text, about in written(tmp_path / "taught", 2):
        for theme, words in about.items():
            shown[theme] += words[: EXAMPLES - len(shown[theme])]
    figures = recognised_in(written(tmp_path / "unseen", RESERVED + seed), shown)
    precision, recall = np.array(list(figures.values())).T
    assert len(figures) == 12
    assert precision.mean() >= 0.9, figures
    assert recall.mean() >= 0.9, figures
    assert min(precision.min(), recall.min()) >= (0.75 if seed else 0.8), figures
