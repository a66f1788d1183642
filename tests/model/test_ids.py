"""Ids that come out the same on every build."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from folkways.model.ids import identity, named, slugged

ID = re.compile(r"^[a-z]{2,4}_[a-z0-9-]{1,40}$")


def test_an_identity_is_the_same_on_every_machine() -> None:
    assert identity(1, "psn", "1", 0) == "psn_wosxshf6yq7g"


def test_every_part_of_an_identity_counts() -> None:
    ids = {
        identity(*parts)
        for parts in [(1, "psn", "1", 0), (2, "psn", "1", 0), (1, "psn", "2", 0), (1, "psn", "1", 1)]
    }
    assert len(ids) == 4


def test_a_named_id_can_be_read_and_told_from_its_like() -> None:
    assert named("stp", "decision", "Top-up & go").startswith("stp_decision-top-up-go-")
    assert named("stp", "decision", "Top up") != named("stp", "decision", "Top-up")
    assert named("stp", "a-b", "c") != named("stp", "a", "b-c")


def test_letters_lose_their_accents_and_other_scripts_their_letters() -> None:
    assert slugged("  Käse & Brötchen ") == "kase-brotchen"
    assert slugged("奶茶") == ""


@given(st.text(max_size=80), st.text(max_size=80))
def test_every_name_gives_a_valid_id(first: str, second: str) -> None:
    assert ID.match(named("stp", first, second))
    assert ID.match(identity(1, "jny", first, second))
