"""Customers of whom only records or one survey are known: nothing is said of visits that nobody made."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import pytest

from folkways.model.evidence import Figure
from folkways.personas.contrast import Contrast
from folkways.personas.feature import Feature, Words
from folkways.personas.figures import Trait
from folkways.personas.story import Facts, sets_apart, story, tagline
from folkways.stats.intervals import Interval

Numbers = tuple[float, float, float, float]


def trait(
    label: str,
    numbers: Numbers,
    *,
    topic: Literal["demographics", "attitudes"] = "demographics",
    kind: Literal["numeric", "nominal"] = "numeric",
    level: str | None = None,
    n: int = 800,
) -> Trait:
    """`numbers` are those of the members, of others, and the bounds of the difference."""
    here, there, lo, hi = numbers
    unit = "share" if level else ""
    told = Words(
        sentences=(f"{label}: {{here}} on average, elsewhere {{there}}.",),
        more=f"have higher “{label}”",
        less=f"have lower “{label}”",
    )
    feature = Feature(
        key=label, label=label, title=label, topic=topic, unit=unit, group="traits", kind=kind, source="customers",
        expression="1", words=told, basis="reported",
    )  # fmt: skip
    even = Interval(value=here, lo=lo, hi=hi, n=n, method="welch")
    contrast = Contrast(
        feature=feature, here=even, elsewhere=even, difference=even, effect=1.0 if here > there else -1.0,
        effect_kind="d", p=0.0, q=0.0, level=level,
    )  # fmt: skip
    figures = [
        Figure(value=value, unit=unit, n=n, lo=lo, hi=hi, evidence=f"evd_{name}")
        for name, value in (("here", here), ("there", there), ("difference", here - there))
    ]
    return Trait(contrast=contrast, here=figures[0], elsewhere=figures[1], difference=figures[2])


def facts(*traits: Trait) -> Facts:
    return Facts(
        ordinal=0,
        size=Figure(value=800, unit="customers", n=7043, evidence="evd_size"),
        share=Figure(value=0.114, unit="share", n=7043, evidence="evd_share"),
        value_share=None,
        traits=traits,
    )


CHARGES = trait("Monthly charges", (22.0, 70.0, -49.0, -47.0))
CONTRACT = trait("Contract", (0.76, 0.18, 0.55, 0.61), kind="nominal", level="Two year")


def test_the_tagline_says_what_they_have_where_nothing_is_known_of_what_they_do() -> None:
    told = tagline(facts(CHARGES, CONTRACT))
    assert (
        told.text
        == "They have lower “Monthly charges” and more often have “Contract: Two year” than everybody else."
    )
    assert told.basis == "reported"
    assert tagline(facts()).text == "Not clearly different from everybody else in what they do."


def test_a_trait_known_of_all_members_is_told_without_saying_of_how_many_it_is_known() -> None:
    said = [claim.text for claim in story(facts(CHARGES, CONTRACT))]
    assert "Monthly charges: 22 on average, elsewhere 70." in said
    assert "Contract is “Two year” for 76% of them, against 18% elsewhere." in said
    few = [
        claim.text
        for claim in story(
            facts(trait("Contract", (0.76, 0.18, 0.5, 0.6), kind="nominal", level="Two year", n=90))
        )
    ]
    assert "Contract is known for 90 of them; 76% of these are “Two year”, against 18% elsewhere." in few
    assert not any("visit" in text for text in [*said, *few])


def test_what_forms_no_group_is_in_no_tagline() -> None:
    told = replace(CONTRACT.contrast, feature=replace(CONTRACT.contrast.feature, role="describing"))
    assert "Contract" not in tagline(facts(replace(CONTRACT, contrast=told))).text


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ((4.9, 3.8, 1.06, 1.14), "1.10 more (1.06 to 1.14)"),
        ((3.9, 4.21, -0.33, -0.29), "0.31 less (0.29 to 0.33)"),
        ((50.0, 30.0, 19.0, 21.0), "20 more (19 to 21)"),
    ],
)
def test_bounds_that_would_read_the_same_get_a_digit_more(numbers: Numbers, words: str) -> None:
    (claim,) = sets_apart(facts(trait("Restaurants", numbers, topic="attitudes")))
    assert claim.text.endswith(f"{words}.")
