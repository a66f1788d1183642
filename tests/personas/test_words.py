"""How numbers, names and stories are said."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkways.personas.contrast import Contrast
from folkways.personas.feature import Feature, Words
from folkways.personas.naming import named
from folkways.personas.wording import (
    capitalised,
    hours,
    joined,
    modifier,
    said,
    said_share,
    shown_name,
    spoken_name,
)
from folkways.stats.intervals import Interval


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (0.314, "share", "31%"),
        (0.0714, "share", "7.1%"),
        (0.0, "share", "0%"),
        (0.0004, "share", "under 0.1%"),
        (0.9996, "share", "over 99.9%"),
        (12.5, "USD", "$12.50"),
        (1234.4, "EUR", "€1,234"),
        (-3.2, "USD", "−$3.20"),
        (41.0, "SEK", "41 SEK"),
        (2.34, "visits", "2.3"),
        (0.456, "times", "0.46"),
        (1.0, "visits", "1.0"),
        (0.0, "days", "0"),
        (2469.0, "customers", "2,469"),
    ],
)
def test_values_are_said_with_their_unit(value: float, unit: str, words: str) -> None:
    assert said(value, unit) == words


@given(st.floats(0, 1, allow_nan=False))
def test_no_share_reads_as_more_than_everything_or_as_nothing_when_it_is_something(share: float) -> None:
    words = said_share(share)
    assert words.endswith("%")
    assert (words == "0%") == (share == 0)
    assert (words == "100%") == (share == 1)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("size_guide", "size-guide"),
        ("Fuel stop", "fuel-stop"),
        ("Weekly shop", "weekly"),
        ("Fresh dinner shop", "fresh-dinner"),
        ("Milk & bread run", "milk-and-bread"),
        ("Quick top-up", "quick top-up"),
        ("Lunch or deli stop", "lunch-or-deli"),
        ("Cards, gifts & home trip", "“cards, gifts & home”"),
        ("SMS", "SMS"),
        ("Überraschung", "überraschung"),
        ("", ""),
    ],
)
def test_a_touchpoint_becomes_a_word_before_shoppers(name: str, words: str) -> None:
    assert modifier(name) == words


def test_names_are_shown_as_they_are_and_spoken_small() -> None:
    assert shown_name("reviews_page") == "reviews page"
    assert spoken_name("Fruit & vegetables") == "fruit & vegetables"
    assert capitalised("“stock-up” makes up") == "“Stock-up” makes up"
    assert joined(["a", "b", "c"]) == "a, b and c"


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [(5, 9, "5 to 9 am"), (9, 12, "9 am to noon"), (12, 15, "noon to 3 pm"), (22, 29, "10 pm to 5 am")],
)
def test_hours_are_said_on_a_clock_of_twelve(start: int, end: int, words: str) -> None:
    assert hours(start, end) == words


def contrast(key: str, effect: float, words: Words, topic: str = "behaviour") -> Contrast:
    feature = Feature(
        key=key, label=key, title=key, topic=topic, unit="share", group=key, source="events", expression="1",
        words=words,
    )  # fmt: skip
    even = Interval(value=0.5, lo=0.4, hi=0.6, n=100, method="wilson")
    return Contrast(
        feature=feature,
        here=even,
        elsewhere=even,
        difference=even,
        effect=effect,
        effect_kind="d",
        p=0.0,
        q=0.0,
    )


def words(high: str = "", low: str = "", place: str = "none", noun: str = "") -> Words:
    return Words(sentences=("{here} {there}",), more="", less="", high=high, low=low, place=place, noun=noun)


PACE = words("frequent", "occasional", "pace")
WEEKEND = words("weekend", "weekday", "time")
STOCK = words("stock-up", place="thing")
FUEL = words("fuel", place="thing", noun="buyers")


@pytest.mark.parametrize(
    ("found", "name"),
    [
        ([contrast("w", 1.0, WEEKEND), contrast("s", 0.8, STOCK)], "Weekend stock-up shoppers"),
        ([contrast("p", 1.0, PACE), contrast("f", 0.9, FUEL)], "Frequent fuel buyers"),
        ([contrast("p", -1.0, PACE), contrast("s", -0.9, STOCK)], "Occasional shoppers"),
        ([contrast("p", 0.1, PACE)], "All-round shoppers"),
        ([], "All-round shoppers"),
    ],
)
def test_names_are_built_from_the_strongest_contrasts(found: list[Contrast], name: str) -> None:
    assert named([found], "shoppers") == [name]


def test_no_two_personas_have_one_name_nor_the_same_words_in_another_order() -> None:
    one = [contrast("s", 1.0, STOCK), contrast("t", 0.9, words("top-up", place="thing"))]
    same = [contrast("t", 1.0, words("top-up", place="thing")), contrast("s", 0.9, STOCK)]
    names = named([one, one, same], "shoppers")
    assert len({frozenset(name.lower().split()) for name in names}) == 3


def test_demographics_name_nobody() -> None:
    old = contrast("age", 2.0, words("older", place="time"), topic="demographics")
    assert named([[old, contrast("s", 0.8, STOCK)]], "shoppers") == ["Stock-up shoppers"]


def test_where_only_traits_are_known_those_that_form_the_groups_name_them_and_no_others() -> None:
    plan = replace(contrast("Contract", 1.5, words(), topic="demographics"), level="Two year")
    twin = replace(contrast("Agreement", 1.4, words(), topic="demographics"), level="Two year")
    fee = contrast("Fee", -1.0, words(), topic="demographics")
    region = contrast("Region", 2.0, words(), topic="demographics")
    region = replace(region, feature=replace(region.feature, role="describing"))
    found = [region, plan, twin, fee]
    assert named([found, found[:1]], "customers") == [
        "Customers with Contract “Two year” and low Fee",
        "All-round customers",
    ]


@given(
    st.lists(
        st.tuples(st.floats(-3, 3, allow_nan=False), st.sampled_from([PACE, WEEKEND, STOCK, FUEL])),
        max_size=8,
    )
)
def test_a_name_reads_as_words_whatever_the_contrasts(effects: list[tuple[float, Words]]) -> None:
    found = sorted((contrast(str(at), e, w) for at, (e, w) in enumerate(effects)), key=lambda c: -c.strength)
    (name,) = named([found], "shoppers")
    assert name == name.strip()
    assert "  " not in name
    assert name.endswith(("shoppers", "buyers"))
