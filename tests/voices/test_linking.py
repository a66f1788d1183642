"""Sentences are linked to touchpoints by what was taught: words that stand whole, or examples."""

from __future__ import annotations

import numpy as np
from tests.voices.spoken import SPOKEN_OF

from folkways.model.config import Touchpoint
from folkways.voices.encoder import encoded, unit
from folkways.voices.linking import linked, touchwords

ENDS = ["in the first week.", "on Monday morning.", "as far as I can tell."]


def links(texts: list[str], **touchpoints: Touchpoint) -> list[str | None]:
    return linked(texts, unit(encoded(texts)), touchwords(touchpoints), None)


def test_a_touchpoint_is_named_by_its_key_and_by_taught_words_that_stand_whole() -> None:
    told = links(
        ["The SIZE GUIDE lied.", "Postage is dear.", "A postageless letter.", "Nothing of the kind."],
        size_guide=Touchpoint(),
        checkout=Touchpoint(words=["postage"]),
    )
    assert told == ["size_guide", "checkout", None, None]


def test_the_longest_word_tells() -> None:
    texts = ["The store pickup took an hour.", "The store was shut."]
    assert links(texts, shop=Touchpoint(words=["store"]), pickup=Touchpoint(words=["store pickup"])) == [
        "pickup",
        "shop",
    ]


def test_examples_teach_what_no_word_names() -> None:
    every, others = said_of("delivery"), [*said_of("staff"), *said_of("price")]
    random = np.random.default_rng(1)
    taught = [every[at] for at in random.permutation(len(every))[:20]]
    told = links([*every, *others], brought=Touchpoint(said=taught))
    right = np.array([one == "brought" for one in told])
    assert right[: len(every)].mean() >= 0.9
    assert right[len(every) :].mean() <= 0.1


def said_of(topic: str) -> list[str]:
    subjects, predicates, _ = SPOKEN_OF[topic]
    return [f"{a} {b} {c}" for a in subjects for b in predicates for c in ENDS]


def test_without_touchpoints_nothing_is_linked() -> None:
    assert links(["Anything at all."]) == [None]
