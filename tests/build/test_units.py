"""Journeys of companies and of deals, beside those of people: one store, one map and one table of steps for each."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from folkways import workspace
from folkways.build import build
from folkways.errors import TooLittleData
from folkways.sources.config_file import config_from_text

STAGES = ("Lead", "Demo", "Offer", "Won")
TOML = """
[workspace]
name = "Firm"
min_cell = 5

[[sources]]
name = "deals"
table = "events"
files = ["deals.csv"]
timezone = "UTC"
columns = { customer_id = "person", at = "at", touchpoint = "stage", case_id = "deal", account_id = "company" }

[journeys.account]
unit = "account"

[journeys.deal]
unit = "case"
title = "A deal of {name}"
"""


def written(folder: Path) -> list[dict[str, str]]:
    """Deals of 12 companies with two people each; each deal goes on with chance 0.7 at each stage."""
    chance = random.Random(5)
    rows: list[dict[str, str]] = []
    for deal in range(60):
        company, day = deal % 12, 1 + deal % 9
        for number, stage in enumerate(STAGES):
            at = f"2024-0{1 + number}-{day:02d} 10:00"
            person = f"p{company}-{deal % 2}"
            rows.append(
                {"deal": f"d{deal}", "company": f"c{company}", "person": person, "stage": stage, "at": at}
            )
            if chance.random() > 0.7:
                break
    lines = [",".join(rows[0]), *(",".join(row.values()) for row in rows)]
    (folder / "deals.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return rows


@pytest.fixture(scope="module")
def firm(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[dict[str, str]]]:
    folder = tmp_path_factory.mktemp("firm")
    rows = written(folder)
    build(config_from_text(TOML), folder, folder)
    return folder, rows


def test_every_declared_unit_has_a_map_that_counts_its_own(firm: tuple[Path, list[dict[str, str]]]) -> None:
    folder, rows = firm
    titles = {journey.title: journey for journey in workspace.open(folder).journeys}
    assert list(titles) == ["My journey with Firm", "An account's journey with Firm", "A deal of Firm"]
    for title, column in (("An account's journey with Firm", "company"), ("A deal of Firm", "deal")):
        journey = titles[title]
        units: dict[str, set[str]] = defaultdict(set)
        for row in rows:
            units[row["stage"]].add(row[column])
        told = [evidence for evidence in journey.evidence if evidence.id == "evd_customers"]
        word = "accounts" if column == "company" else "cases"
        assert told[0].unit == word
        assert told[0].n == len({row[column] for row in rows})
        assert f"count(DISTINCT {word.removesuffix('s')}_id)" in (told[0].query or "")


def test_steps_are_queried_by_their_unit(firm: tuple[Path, list[dict[str, str]]]) -> None:
    folder, rows = firm
    tables = workspace.open(folder).evidence.tables
    assert {"steps", "steps_account", "steps_deal"} <= set(tables)
    steps = pq.read_table(tables["steps_deal"])
    assert "case_id" in steps.column_names
    con = duckdb.connect()
    con.register("steps", steps)
    counted = dict(con.execute("SELECT touchpoint, count(DISTINCT case_id) FROM steps GROUP BY 1").fetchall())
    for stage in STAGES:
        assert counted[stage] == len({row["deal"] for row in rows if row["stage"] == stage})


def test_no_word_of_customers_stands_on_a_companys_map(firm: tuple[Path, list[dict[str, str]]]) -> None:
    folder, _ = firm
    (journey,) = (one for one in workspace.open(folder).journeys if one.title.startswith("An account's"))
    told = journey.model_dump(mode="json")
    words = json.dumps([told["measures"], told["evidence"], [card.get("text") for card in told["cards"]]])
    assert "ustomers" not in words.replace("mea_customers", "").replace("evd_customers", "").replace(
        "stage-customers", ""
    )


def test_a_unit_that_no_event_has_is_told(tmp_path: Path) -> None:
    written(tmp_path)
    text = TOML.replace(', account_id = "company"', "")
    with pytest.raises(TooLittleData, match="'account': there are 0 events that name their account"):
        build(config_from_text(text), tmp_path, tmp_path)
