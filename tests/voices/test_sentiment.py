"""Sentiment: by general examples at first, by the business's own ratings when it has enough."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import spearmanr
from sklearn.metrics import roc_auc_score

from folkways.voices.encoder import encoded, unit
from folkways.voices.lexicon import emotions, valence
from folkways.voices.sentiment import Said, Sentiments, poor_against_good, rank_correlation, sentiments

GOOD = ["parcel", "room", "soup", "driver", "screen", "chair", "ticket", "shirt", "lesson", "invoice"]


def felt(said: list[str], language: str | None = "en", ratings: list[float] | None = None) -> Sentiments:
    return sentiments(
        Said(
            sentences=said,
            languages=[language] * len(said),
            vectors=unit(encoded(said)),
            owner=np.arange(len(said)),
            ratings=np.array(ratings or [np.nan] * len(said)),
        )
    )


@pytest.mark.parametrize(
    ("better", "worse", "language"),
    [
        ("The staff were lovely and quick.", "The staff were rude and slow.", "en"),
        ("It has never failed me.", "The app crashes every time.", "en"),
        ("Very good.", "Good, but far too expensive.", "en"),
        ("Das Personal war sehr freundlich.", "Die Lieferung kam viel zu spät.", "de"),
        ("Me encanta, lo recomiendo a todos.", "El producto llegó roto.", "es"),
        ("Parfait, livraison rapide.", "Le service est nul et cher.", "fr"),
        ("O atendimento foi excelente.", "O produto chegou quebrado e ninguém respondeu.", "pt"),
        ("Ottimo servizio, lo consiglio.", "Pessimo servizio, mai più.", None),
    ],
)
def test_praise_is_above_complaint(better: str, worse: str, language: str | None) -> None:
    high, low = felt([better, worse], language).of_sentences
    assert high > low


def test_negations_turn_and_boosters_strengthen_what_follows() -> None:
    def by_words(sentence: str) -> float:
        return valence(sentence, "en") or 0.0

    assert by_words("Not bad at all.") > 0 > by_words("Not good at all.")
    assert by_words("It is very good.") > by_words("It is good.") > by_words("It is slightly good.") > 0
    assert by_words("Nice, but cold.") < 0 < by_words("Cold, but nice.")


def test_a_language_without_a_list_has_no_valence_by_words() -> None:
    assert valence("O produto chegou quebrado", "pt") is None
    assert valence("I was there on Tuesday", "en") == 0
    assert emotions("estou furioso", "pt") == []


def test_emotions_are_named_by_words_unless_negated() -> None:
    assert emotions("I was so angry, and then just disappointed.", "en") == ["anger", "disappointment"]
    assert emotions("I am not worried.", "en") == []
    assert emotions("Ich bin enttäuscht und besorgt.", "de") == ["disappointment", "worry"]


def test_a_hundred_ratings_calibrate_and_ninety_nine_do_not() -> None:
    said = [
        f"The {thing} number {n} was {'lovely' if n % 2 else 'broken'}." for n in range(10) for thing in GOOD
    ]
    ratings = [float(n % 2) for n in range(10) for _ in GOOD]
    assert felt(said, ratings=ratings).fit is not None
    short = felt(said[:99], ratings=ratings[:99])
    assert short.fit is None
    assert short.rated == 99


def test_ratings_that_are_all_alike_teach_nothing() -> None:
    said = [f"The {thing} number {n} was fine." for n in range(10) for thing in GOOD]
    assert felt(said, ratings=[1.0] * 100).fit is None


def test_calibration_learns_the_words_of_the_house() -> None:
    """Where customers praise with a word that is bad elsewhere, their ratings turn it."""
    said = [
        f"The {thing} in week {n} was {'sick' if n % 2 else 'vanilla'}." for n in range(14) for thing in GOOD
    ]
    ratings = [float(n % 2) for n in range(14) for _ in GOOD]
    found = felt(said, ratings=ratings)
    assert found.fit is not None
    assert found.fit.auc is not None
    assert found.fit.auc > 0.95
    assert (np.abs(found.of_texts) <= 1).all()


def test_no_text_is_predicted_by_a_model_that_saw_it() -> None:
    """Ratings thrown like dice: whoever saw them would agree with them, honest predictions do not."""
    rng = np.random.default_rng(4)
    said = [f"The {thing} number {n} came." for n in range(30) for thing in GOOD]
    found = felt(said, ratings=list(rng.integers(0, 2, 300).astype(float)))
    assert found.fit is not None
    assert found.fit.auc is not None
    assert found.fit.auc < 0.65


def test_agreement_is_what_other_packages_say(seed: int) -> None:
    rng = np.random.default_rng(seed)
    ratings = rng.integers(0, 5, 200) / 4.0
    scores = np.round(ratings + rng.normal(0, 0.5, 200), 1)
    ends = (ratings <= 0.25) | (ratings >= 0.75)
    assert rank_correlation(scores, ratings) == pytest.approx(spearmanr(scores, ratings)[0])
    assert poor_against_good(scores, ratings) == pytest.approx(
        roc_auc_score(ratings[ends] > 0.5, scores[ends])
    )


def test_a_text_without_a_sentence_has_no_sentiment() -> None:
    none = np.zeros((0, 512), np.float32)
    said = Said(
        sentences=[], languages=[], vectors=none, owner=np.zeros(0, np.int64), ratings=np.array([np.nan])
    )
    assert np.isnan(sentiments(said).of_texts).all()
