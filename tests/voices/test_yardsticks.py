"""Figures on data of others: sentiment against stars, quotes against the bytes of the source."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pyarrow as pa
import pytest
from tests.voices.spoken import workshop

from folkways.voices.hearing import Heard, Spoken, hear
from folkways.voices.quoting import bears_no_contact
from folkways.voices.sentiment import poor_against_good, rank_correlation

pytestmark = [pytest.mark.shared, pytest.mark.slow]

CLOTHES = "Womens Clothing E-Commerce Reviews.csv"


@dataclass(frozen=True)
class Reviews:
    raw: bytes
    every: int = 1

    @cached_property
    def table(self) -> pa.Table:
        rows = list(csv.DictReader(io.StringIO(self.raw.decode("utf-8"), newline="")))
        kept = [(number, row) for number, row in enumerate(rows) if row["Review Text"].strip()][:: self.every]
        return pa.Table.from_pylist(
            [
                {
                    "voice_id": f"r{number}",
                    "customer_id": None,
                    "kind": "review",
                    "text": row["Review Text"],
                    "language": None,
                    "rating": (int(row["Rating"]) - 1) / 4.0,
                    "at": None,
                    "touchpoint": None,
                    "channel": row["Department Name"] or None,
                    "source": "reviews",
                    "document": CLOTHES,
                    "locator": f"row {number}",
                    "basis": "reported",
                }
                for number, row in kept
            ]
        )

    @cached_property
    def heard(self) -> Heard:
        said = Spoken(self.table)
        found = hear(said, workshop(), as_of="2017-01-01T00:00:00Z", run="run_1", is_clean=bears_no_contact)
        assert found
        return found


@pytest.fixture(scope="module")
def reviews(shared: Path) -> Reviews:
    """Every fifth of the clothing reviews: 4,529 texts."""
    with ZipFile(shared / "data/womens-clothing-reviews" / f"{CLOTHES}.zip") as packed:
        return Reviews(packed.read(CLOTHES), every=5)


def test_sentiment_agrees_with_stars_better_than_vader(reviews: Reviews) -> None:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    scale = reviews.heard.document.sentiment
    ratings = reviews.table["rating"].to_numpy()
    vader = SentimentIntensityAnalyzer()
    alone = np.array([vader.polarity_scores(text)["compound"] for text in reviews.table["text"].to_pylist()])
    by_rank, by_auc = rank_correlation(alone, ratings), poor_against_good(alone, ratings)
    assert by_rank is not None
    assert by_auc is not None
    assert scale.rank_correlation is not None
    assert scale.auc is not None
    assert scale.uncalibrated_auc is not None
    assert scale.rank_correlation > 0.64 > by_rank + 0.1
    assert scale.auc > 0.94
    assert scale.uncalibrated_auc > 0.9 > by_auc + 0.05


def test_every_quote_stands_in_the_bytes_of_the_file(reviews: Reviews) -> None:
    quotes = [one for theme in reviews.heard.document.themes for one in theme.quotes]
    assert len(quotes) > 20
    for quote in quotes:
        assert quote.text.replace('"', '""').encode() in reviews.raw


def test_themes_are_the_talk_of_the_trade(reviews: Reviews) -> None:
    """What customers of clothes speak of, whoever finds it: size, fabric, colour, length, price, dress."""
    named = {word for theme in reviews.heard.document.themes for word in theme.words}
    assert len(named & {"size", "fabric", "color", "length", "price", "sale", "dress", "jeans", "soft"}) >= 6
