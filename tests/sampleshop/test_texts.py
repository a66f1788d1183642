"""What customers say: nothing is said too often, words alone do not give it away, and the truth is exact."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.feature_selection import chi2
from tests.sampleshop.shops import FILES, TEXT_FILES, Written, written

from folkways.sampleshop.texts.themes import THEMES

pytestmark = pytest.mark.slow

LEAKS = {"delivery_cost", "missing_detail", "wants_to_see_it", "size_doubt", "payment_steps", "slow_support"}
OWN_LEAK = {
    "bargain-hunter": "delivery_cost",
    "careful-comparer": "missing_detail",
    "store-regular": "wants_to_see_it",
    "fit-doubter": "size_doubt",
    "night-owl": "payment_steps",
    "loyal-advocate": "slow_support",
}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Written:
    return written(tmp_path_factory.mktemp("small"), customers=400, seed=4)


def told(shop: Written) -> list[dict[str, Any]]:
    return [
        json.loads(line) for line in (shop.directory / "truth_texts.jsonl").read_text("utf-8").splitlines()
    ]


def cells(file: Path) -> list[str]:
    """The last column, read by nothing but the csv module."""
    with file.open(encoding="utf-8", newline="") as lines:
        return [row[-1] for row in csv.reader(lines)][1:]


def texts(shop: Written) -> list[str]:
    """The words of every text in the order of the truth, from the bytes of the files."""
    columns = {name: cells(shop.directory / name) for name in ("reviews.csv", "tickets.csv", "comments.csv")}
    return [
        columns[row["file"]][row["row"] - 1]
        if row["row"]
        else (shop.directory / row["file"]).read_bytes().decode("utf-8")
        for row in told(shop)
    ]


def spoken(text: str) -> set[str]:
    """The sentences of a text in small letters without signs, heads, times and speakers of transcripts left out."""
    text = re.sub(r"^(WEBVTT|NOTE .*|---|\w+: .*|# .*|[\d:.]+ --> .*)$", "", text, flags=re.MULTILINE)
    text = re.sub(r"^(<v [^>]*>|\[[\d:]+\] [^:]*: |\*\*.*?\*\* \([\d:]+\): )", "", text, flags=re.MULTILINE)
    parts = re.split(r"[.!?…]+\s+|[.!?…]+$|\n", text)
    return {key for part in parts if (key := " ".join(re.sub(r"[^\w ]", "", part).lower().split()))}


def keywords_f1(shop: Written, most: int) -> dict[str, float]:
    """How well word lists do: for each theme the words of half of the texts that hang together with it most
    (by chi-squared, of those more frequent with it); a text of the other half with any of them is of the theme.
    """
    truth, words = told(shop), texts(shop)
    half = np.random.default_rng(5).permutation(len(words)) < len(words) // 2
    counts = CountVectorizer(binary=True, min_df=3)
    learnt = counts.fit_transform([word for word, mine in zip(words, half, strict=True) if mine])
    tried = counts.transform([word for word, mine in zip(words, half, strict=True) if not mine])
    found: dict[str, float] = {}
    for theme in THEMES:
        has = np.array([theme.name in row["themes"] for row in truth])
        more = np.asarray(learnt[has[half]].mean(axis=0) > learnt[~has[half]].mean(axis=0)).ravel()
        best = np.argsort(-np.where(more, chi2(learnt, has[half])[0], -1))[:most]
        guessed, true = np.asarray(tried[:, best].sum(axis=1)).ravel() > 0, has[~half]
        found[theme.name] = 2 * (guessed & true).sum() / (guessed.sum() + true.sum())
    return found


@pytest.mark.parametrize("shop", ["small", "plain"])
def test_no_sentence_stands_in_more_than_one_percent_of_texts(
    shop: str, request: pytest.FixtureRequest
) -> None:
    found = texts(request.getfixturevalue(shop))
    often = Counter(sentence for text in found for sentence in spoken(text)).most_common(1)
    assert often[0][1] <= 0.01 * len(found), often


@pytest.mark.parametrize("most", [5, 10])
def test_a_keyword_list_does_not_find_the_themes(plain: Written, most: int) -> None:
    scores = keywords_f1(plain, most)
    assert np.mean(list(scores.values())) < 0.6, scores


@pytest.mark.parametrize("shop", ["small", "changed"])
def test_what_the_truth_points_at_is_what_the_file_says(shop: str, request: pytest.FixtureRequest) -> None:
    found = request.getfixturevalue(shop)
    for row, text in zip(told(found), texts(found), strict=True):
        for spot in [*row["mentions"], *row["questions"], *row["competitors"], *row["personal"]]:
            assert text[spot["start"] : spot["end"]] == spot["words"]
            assert text.count("\n", 0, spot["start"]) + 1 == spot["line"]


def test_every_personal_thing_is_told_by_the_truth(plain: Written) -> None:
    patterns = {"email": r"\S+@\S+\w", "phone": r"\+49 150 \d{3} \d{4}", "card": r"\d{4} \d{4} \d{4} \d{4}"}
    kinds: Counter[str] = Counter()
    for row, text in zip(told(plain), texts(plain), strict=True):
        kinds.update(spot["kind"] for spot in row["personal"])
        for kind, pattern in patterns.items():
            spots = [spot["words"] for spot in row["personal"] if spot["kind"] == kind]
            assert re.findall(pattern, text) == spots
    assert set(kinds) == {"name", "email", "phone", "card", "address"}
    assert min(kinds.values()) >= 20


def test_card_numbers_pass_the_check_of_card_numbers(plain: Written) -> None:
    cards = [spot["words"] for row in told(plain) for spot in row["personal"] if spot["kind"] == "card"]
    for card in cards:
        digits = [int(sign) for sign in reversed(card.replace(" ", ""))]
        assert sum(digits[::2]) + sum(sum(divmod(2 * digit, 10)) for digit in digits[1::2]) in range(
            0, 200, 10
        )


def test_personas_speak_of_what_makes_them_leak(plain: Written) -> None:
    rows = [row for row in told(plain) if LEAKS & set(row["themes"])]
    own = [OWN_LEAK[row["persona"]] in row["themes"] for row in rows if row["persona"] in OWN_LEAK]
    assert 0.5 < np.mean(own) < 0.85


def test_stars_follow_the_sentiment_with_noise(plain: Written) -> None:
    reviews = pd.DataFrame([row for row in told(plain) if row["kind"] == "review"])
    assert 0.75 < reviews["rating"].corr(reviews["sentiment"], method="spearman") < 0.97
    assert set(reviews["rating"]) == {1, 2, 3, 4, 5}
    assert set(reviews["sentiment"]) == {-2, -1, 0, 1, 2}


def test_texts_are_of_the_customers_and_their_orders(plain: Written) -> None:
    reviews = pd.read_csv(plain.directory / "reviews.csv")
    written_reviews = plain.events[plain.events["touchpoint"] == "review_written"]
    matched = reviews.merge(
        written_reviews, left_on=["customer_id", "order_id"], right_on=["customer_id", "case_id"]
    )
    assert len(matched) == len(reviews) > 300
    comments = pd.read_csv(plain.directory / "comments.csv")
    assert len(comments.merge(plain.answers, on=["answer_id", "customer_id", "wave"])) == len(comments) > 200
    assert set(pd.read_csv(plain.directory / "tickets.csv")["customer_id"]) <= set(
        plain.customers["customer_id"]
    )


def test_interviews_stand_in_three_formats_with_speakers_and_times(plain: Written) -> None:
    folder = plain.directory / "interviews"
    suffixes = Counter(path.suffix for path in folder.iterdir())
    assert suffixes == {".vtt": 12, ".txt": 12, ".md": 12}
    cue = re.compile(r"^(\S+) --> (\S+)\n<v [^>]+>\S", re.MULTILINE)
    for path in folder.glob("*.vtt"):
        times = [time for found in cue.findall(path.read_text("utf-8")) for time in found]
        assert len(times) > 20
        assert times == sorted(times)


def test_texts_are_mostly_english_and_some_german_and_french(plain: Written) -> None:
    shares = pd.Series([row["language"] for row in told(plain)]).value_counts(normalize=True)
    assert shares["en"] > 0.75
    assert 0.05 < shares["de"] < 0.2
    assert 0.01 < shares["fr"] < 0.1


def test_the_same_settings_say_the_same(tmp_path: Path) -> None:
    one, other = (written(tmp_path / name, customers=120, seed=9) for name in "ab")
    for name in TEXT_FILES:
        assert (one.directory / name).read_bytes() == (other.directory / name).read_bytes()
    said = [
        sorted(path.read_bytes() for path in (shop.directory / "interviews").iterdir())
        for shop in (one, other)
    ]
    assert said[0] == said[1]


def test_texts_leave_the_other_files_alone(tmp_path: Path) -> None:
    silent = written(tmp_path / "silent", customers=120, seed=9, texts=False)
    speaking = written(tmp_path / "speaking", customers=120, seed=9)
    assert not any((silent.directory / name).exists() for name in (*TEXT_FILES, "interviews"))
    for name in FILES:
        if name != "folkways.toml":
            assert silent.bytes[name] == speaking.bytes[name]
