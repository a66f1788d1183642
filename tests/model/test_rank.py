"""Rank strings."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkways.model.rank import between, ranks

RANK = re.compile(r"^[0-9A-Za-z]{1,24}$")


@pytest.mark.parametrize("count", [0, 1, 2, 30, 61, 62, 1000, 5000])
def test_ranks_rise_and_are_distinct(count: int) -> None:
    found = ranks(count)
    assert len(found) == count
    assert sorted(set(found)) == found
    assert all(RANK.match(rank) and not rank.endswith("0") for rank in found)


def test_a_rank_behind_another_is_refused() -> None:
    with pytest.raises(ValueError, match="not in front"):
        between("b", "a")


def test_a_hundred_moves_to_the_same_place_still_fit() -> None:
    low, high = ranks(2)
    for _ in range(100):
        high = between(low, high)
    assert RANK.match(high)


@given(st.integers(1, 200), st.lists(st.integers(0, 10**6), max_size=40))
def test_there_is_always_a_rank_between_two(count: int, picks: list[int]) -> None:
    found = ["", *ranks(count), ""]
    for pick in picks:
        place = pick % (len(found) - 1)
        new = between(found[place], found[place + 1])
        assert found[place] < new
        assert not found[place + 1] or new < found[place + 1]
        found.insert(place + 1, new)
