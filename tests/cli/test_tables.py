"""What people read at the terminal: names, money, and a word where there is nothing to show."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.ran import ran


def test_money_of_answers_is_printed_in_units_and_given_to_programs_in_minor_units(shop: Path) -> None:
    rows = json.loads(ran("ask", "channels", "--dir", shop, "--format", "json").stdout)
    told = ran("ask", "channels", "--dir", shop).stdout
    assert "value in EUR" in told
    for row in rows:
        if row["value"] is not None:
            assert f"{row['value'] / 100:,.2f}" in told
            assert f"{row['value_per_unit'] / 100:,.2f}" in told


@pytest.mark.parametrize(
    ("words", "to_do"),
    [
        (("searches",), "search_term"),
        (("aggregates",), 'table = "aggregates"'),
        (("kano",), "[[survey.kano]]"),
        (("maxdiff",), "[[survey.maxdiff]]"),
        (("raking",), "[[survey.raking]]"),
        (("identities",), "identifiers"),
        (("findings", "--about", "no such word"), "--about"),
    ],
    ids=lambda words: words[0],
)
def test_where_there_is_nothing_to_show_a_command_says_why_and_what_to_do(
    shop: Path, words: tuple[str, ...], to_do: str
) -> None:
    told = ran(*words, "--dir", shop).stdout
    assert to_do in told
    assert "━" not in told, "no empty table"
    assert json.loads(ran(*words, "--dir", shop, "--format", "json").stdout) == []


def test_answers_of_personas_are_printed_under_their_names(shop: Path) -> None:
    names = {
        row["id"]: row["name"]
        for row in json.loads(ran("personas", "--dir", shop, "--format", "json").stdout)
    }
    rows = json.loads(ran("answers", "--by", "persona", "--dir", shop, "--format", "json").stdout)
    assert {row["group"] for row in rows} == set(names), "programs keep the ids"
    assert all(row["group_name"] == names[row["group"]] for row in rows)
    told = ran("answers", "--by", "persona", "--dir", shop).stdout
    assert all(name in told for name in names.values())
    assert "psn_" not in told


def test_an_unknown_customer_is_told_how_ids_are_given(shop: Path, tmp_path: Path) -> None:
    told = ran("subject", "nobody", "--to", tmp_path / "held.json", "--dir", shop, exit_code=2).stderr
    assert "customer_id" in told
    assert "none" not in told
