"""Taught themes where there is little to learn from; how well they are found is held with the sample shop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from tests.voices.spoken import SPOKEN_OF, said

from folkways.voices.encoder import encoded, unit
from folkways.voices.taught import NONE, recognised


def heard(texts: Sequence[str], examples: Mapping[str, Sequence[str]]) -> tuple[list[int], list[float]]:
    places, chances = recognised(texts, unit(encoded(texts)), examples, None)
    return places.tolist(), chances.tolist()


LATE = ["The parcel came a week late.", "My delivery took forever.", "The courier came far too late."]
TEXTS = ["The parcel came two weeks late.", "Lovely colours.", "The soup was hot.", "I like the assistant."]


def test_a_single_theme_is_told_from_all_else() -> None:
    places, chances = heard(TEXTS, {"Late": LATE})
    assert places[0] == 0
    assert all(0.0 < one <= 1.0 for one in chances)


@pytest.mark.parametrize("examples", [{}, {"Late": []}])
def test_without_examples_nothing_is_recognised(examples: dict[str, list[str]]) -> None:
    assert heard(TEXTS, examples) == ([NONE] * 4, [0.0] * 4)


def test_a_theme_without_examples_is_given_to_nobody() -> None:
    places, _chances = heard(TEXTS, {"Empty": [], "Late": LATE})
    assert 0 not in places
    assert places[0] == 1


@pytest.mark.parametrize("text", ["x", "包裹晚了两个星期", "7", LATE[0]])
def test_one_sentence_of_any_writing_is_enough_to_listen_to(text: str) -> None:
    places, chances = heard([text], {"Late": LATE, "Soup": ["The soup was cold.", "A hot soup."]})
    assert len(places) == len(chances) == 1


def test_ten_examples_find_their_topic_among_others() -> None:
    rows = said().to_pylist()
    examples = {
        topic: [row["text"] for row in said(seed=9).to_pylist() if row["topic"] == topic][:10]
        for topic in list(SPOKEN_OF)[:3]
    }
    places, _chances = heard([row["text"] for row in rows], examples)
    truth = np.array([list(SPOKEN_OF).index(row["topic"]) for row in rows])
    for place in range(3):
        found = np.array(places) == place
        assert (found & (truth == place)).sum() >= 0.8 * max(found.sum(), (truth == place).sum())
