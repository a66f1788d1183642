"""Which sentences are quoted."""

from __future__ import annotations

import numpy as np

from folkways.voices.quoting import Candidates, chosen_quotes


def test_no_two_quotes_differ_only_in_case_spaces_or_punctuation() -> None:
    texts = [
        "The parcel  came two days too late.",
        "the parcel came two days too late!",
        "The parcel came, two days too late",
        "Nobody answers the phone before noon here.",
    ]
    given = Candidates(
        texts=texts,
        vectors=np.eye(4, 8, dtype=np.float32),
        typical=np.array([0.9, 0.8, 0.7, 0.1]),
        sentiments=np.full(4, -0.5),
        people=["a", "b", "c", "d"],
    )
    assert [texts[one] for one in chosen_quotes(given, 3)] == [texts[0], texts[3]], "as they were written"
