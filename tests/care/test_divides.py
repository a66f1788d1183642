"""The proxy check against customers of whom it is known what goes with what."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pyarrow as pa
import pytest
from scipy import stats
from tests.care.planted import config, people, seen

from folkways.care.divides import divides
from folkways.model.care import Divide

SEEDS = range(60)


def checked(tables: dict[str, pa.Table], **told: object) -> dict[str, Divide]:
    return {one.trait: one for one in divides(seen(tables, config(**told)))[0]}  # type: ignore[arg-type]


def test_a_planted_proxy_is_found_and_named_and_what_carries_nothing_is_not() -> None:
    tables = people(1, leak=0.7)
    faith = checked(tables)["faith"]
    assert faith.finding
    assert [one.feature for one in faith.proxies] == ["trait_branch"], (
        "the hobby goes with personas, not with faith"
    )
    assert faith.proxies[0].line == '[sources.traits.branch] role = "describing"'
    assert (faith.persona, faith.level) == ("psn_a", "x"), "all of branch b0 are Anns, and these are mostly x"
    assert "through Branch" in faith.says


def test_its_numbers_are_those_of_plain_python() -> None:
    tables = people(1, leak=0.7)
    faith = checked(tables)["faith"]
    personas, levels = tables["members"]["persona"].to_pylist(), tables["customers"]["faith"].to_pylist()
    table = np.array(
        [
            [
                sum(a == persona and b == level for a, b in zip(personas, levels, strict=True))
                for level in "xy"
            ]
            for persona in ("psn_a", "psn_b", "psn_c")
        ]
    )
    n, phi = 600, stats.chi2_contingency(table, correction=False).statistic / 600
    kept = max(0.0, phi - 2 / (n - 1))
    assert faith.strength.value == pytest.approx(sqrt(kept / (2 - 1 / (n - 1) - 1)), rel=1e-9)
    assert faith.here is not None
    assert faith.here.value == pytest.approx(table[0, 0] / table[0].sum())
    assert faith.elsewhere is not None
    assert faith.elsewhere.value == pytest.approx(table[1:, 0].sum() / table[1:].sum())


def test_a_number_that_goes_with_personas_is_found_too() -> None:
    years = checked(people(2, leak=0.7))["years"]
    assert years.finding
    assert years.strength.method == "correlation ratio, from ε²"
    assert [one.feature for one in years.proxies] == ["trait_branch"]


@pytest.mark.slow
def test_where_nothing_is_planted_one_workspace_in_twenty_alarms_at_most() -> None:
    """At 150 customers chance alone reaches the threshold now and then; the corrected p holds it down."""
    alarms = [any(one.finding for one in checked(people(seed, 150)).values()) for seed in SEEDS]
    assert np.mean(alarms) <= 0.05
    missed = [not checked(people(seed, 150, leak=0.9))["faith"].finding for seed in SEEDS[:20]]
    assert np.mean(missed) <= 0.05


def test_what_a_person_allowed_stays_told_with_the_word() -> None:
    faith = checked(people(1, leak=0.7), allowed=True)["faith"]
    assert faith.finding
    assert faith.allowed is not None
    assert (faith.allowed.who, faith.allowed.reason) == ("A. Meier", "Looked into on 3 May.")


def test_where_a_level_has_few_only_the_verdict_is_told() -> None:
    """Totals of personas are told elsewhere: any strength over faith would let the four of faith z be counted."""
    tables = people(3, leak=0.7, rare=4)
    faith = checked(tables)["faith"]
    assert faith.finding, "that is all that may be said, and it must be"
    assert faith.strength.suppressed
    assert (faith.q, faith.level, faith.here, faith.strength.n) == (None, None, None, None)
    assert [one.feature for one in faith.proxies] == ["trait_branch"]
    assert faith.proxies[0].with_trait.suppressed
    assert faith.says == (
        "Personas go with “Faith” more than 0.2; any number would tell of few people, through Branch."
    )
    assert not checked(people(3, rare=4))["faith"].finding


def test_what_cannot_be_checked_is_told_with_why() -> None:
    _, shut = divides(seen(people(4, 12)))
    assert [one.trait for one in shut] == ["years"], "no two personas have five customers of whom it is known"
    tables = people(4)
    told = config().model_dump(by_alias=True)
    told["sources"][0]["traits"]["faith"]["role"] = "forbidden"
    _, shut = divides(seen(tables, type(config()).model_validate(told)))
    assert [(one.trait, one.reason) for one in shut] == [
        ("faith", "Its role is forbidden: nothing is compared.")
    ]
