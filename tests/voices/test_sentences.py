"""A sentence is exactly the characters it takes, and nothing that was said falls between two."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkways.voices.sentences import MOST_WORDS, sentences, words


def cut(text: str) -> list[str]:
    return [span.of(text) for span in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It broke. I am sad!", ["It broke.", "I am sad!"]),
        ("it broke.  i am 5.5 feet tall", ["it broke.", "i am 5.5 feet tall"]),
        ("Dr. Smith, e.g. on Monday, was kind. Thanks", ["Dr. Smith, e.g. on Monday, was kind.", "Thanks"]),
        ('She said "never again!" Then she left.', ['She said "never again!"', "Then she left."]),
        ("Too late... and cold?!", ["Too late...", "and cold?!"]),
        ("配送很慢。我不会再买！", ["配送很慢。", "我不会再买！"]),
        ("First part\n\nsecond part", ["First part", "second part"]),
        ("wrapped\nin the middle", ["wrapped\nin the middle"]),
        ("Missing:\n- a lid\n- a spoon", ["Missing:", "- a lid", "- a spoon"]),
        ("So am I. You too.", ["So am I.", "You too."]),
        (" ... !! ", []),
        ("", []),
    ],
)
def test_a_text_is_cut_at_its_stops(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


def test_a_run_without_a_stop_is_cut_where_it_takes_a_breath() -> None:
    text = ", ".join(f"and then thing {n} happened to me" for n in range(40))
    assert all(len(words(one)) <= MOST_WORDS for one in cut(text))
    assert all(one.endswith(",") for one in cut(text)[:-1])


@given(st.text(alphabet=st.sampled_from('ab .!?\n,’"。-é1'), max_size=400))
def test_every_letter_stands_in_exactly_one_sentence(text: str) -> None:
    spans = sentences(text)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    inside = {place for span in spans for place in range(span.start, span.end)}
    assert all(place in inside for place, sign in enumerate(text) if sign.isalnum())
    assert all(span.of(text) == span.of(text).strip() != "" for span in spans)
