"""Languages by their letters, and short texts by the company they keep."""

from __future__ import annotations

import pytest

from folkways.voices.languages import language, languages

TOLD = [
    ("en", "The parcel came two weeks late and nobody answered my letters."),
    ("de", "Das Paket kam zwei Wochen zu spät und niemand hat geantwortet."),
    ("fr", "Le colis est arrivé avec deux semaines de retard et personne n'a répondu."),
    ("es", "El paquete llegó con dos semanas de retraso y nadie respondió."),
    ("it", "Il pacco è arrivato con due settimane di ritardo e nessuno ha risposto."),
    ("ja", "荷物が二週間遅れて届き、誰も返事をくれませんでした。"),
    ("ru", "Посылка пришла на две недели позже, и никто не ответил."),
]


@pytest.mark.parametrize(("expected", "text"), TOLD)
def test_a_plain_sentence_tells_its_language(expected: str, text: str) -> None:
    assert language(text) == expected


def test_a_short_text_is_in_the_language_of_the_others() -> None:
    german = TOLD[1][1]
    assert languages(["super"]) == [None]
    assert languages([german] * 20 + ["super"])[-1] == "de"


def test_a_plain_text_in_another_language_stays_what_it_is() -> None:
    assert languages([TOLD[0][1]] * 500 + [TOLD[3][1]])[-1] == "es"


@pytest.mark.parametrize("text", ["", "12 345", "!!!", "👍👍"])
def test_what_holds_no_letters_has_no_language(text: str) -> None:
    assert language(text) is None
