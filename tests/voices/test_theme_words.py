"""What themes are called."""

from __future__ import annotations

import numpy as np

from folkways.voices.theme_words import theme_name, theme_words


def test_a_theme_is_named_by_what_it_is_about_not_by_what_holds_sentences_together() -> None:
    about = ["Does the courier ring, which street will it be?"] * 8 + [
        "Will the courier find which street?"
    ] * 8
    other = ["Lamp and chair in the corner look nice."] * 40
    sentences = about + other
    themes = np.array([0] * 16 + [1] * 40)
    listed, _ = theme_words(sentences, list(range(56)), themes, 2, fewest=5)
    assert set(listed[:2]) == {"courier", "street"}
    assert {"will", "which"} <= set(listed), "they stand at the end of the list"
    assert theme_name(listed, []).startswith("courier, street")


def test_of_forms_of_one_word_one_stands_in_a_name() -> None:
    assert theme_name(["expected", "liked", "like", "colour"], []) == "expected, liked, colour"
    assert theme_name(["answer", "answers", "answered", "days", "minutes"], []) == "answer, days, minutes"
    assert theme_name(["Kunde", "Kundin", "Karte"], []) == "Kunde, Karte"


def test_where_nothing_else_is_common_the_words_are_told_as_they_are() -> None:
    assert theme_name(["not", "did", "cannot"], []) == "not, did, cannot"
    assert theme_name([], []) == "Other"
    assert theme_name([], ["Other"]) == "Other (2)"


def test_a_name_that_is_taken_gets_a_word_more() -> None:
    assert (
        theme_name(["fee", "euros", "costs", "parcel"], ["fee, euros, costs"]) == "fee, euros, costs, parcel"
    )
