from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from folkways.errors import ConfigError
from folkways.evidence.load import load
from folkways.sources.config_file import read_config

TOML = """
[workspace]
name = "Survey"
[[sources]]
name = "survey"
table = "answers"
files = ["*.csv"]
name_pattern = '^(?P<year>[0-9]{4})'
codebook = "book.toml"
columns = { customer_id = ["@year", "No|*No"], wave = "@year", weight = "W" }
[[sources]]
name = "people"
table = "customers"
files = ["*.csv"]
name_pattern = '^(?P<year>[0-9]{4})'
codebook = "book.toml"
columns = { customer_id = ["@year", "No|*No"] }
"""
BOOK = """
[[questions]]
text = "Recommend?"
column = "NPS"
kind = "nps"
blank = ["11"]
[[questions]]
text = "As a whole"
column = "Q7|Q7_ALL"
kind = "rating"
scale_min = 1.0
scale_max = 5.0
blank = ["0", "6", "Blank"]
scores = { Excellent = 5.0 }
[[questions]]
text = "Purpose"
columns = ["P1", "P2"]
kind = "multi"
blank = ["0"]
labels = { 1 = "Work", 2 = "Holiday" }
[[questions]]
text = "Where?"
column = "Where"
kind = "multi"
separator = ","
options = ["Chain (a, b)", "Chain (a, b, c)"]
[[questions]]
text = "Used"
columns = { "Used (web)" = "web", "Used (shop)" = "shop" }
kind = "multi"
[[questions]]
text = "Matters"
columns = { R1 = "Price", R2 = "Size" }
kind = "ranking"
[traits.age]
column = "Age|Q18"
kind = "ordinal"
blank = ["0"]
labels = { 1 = "young", 2 = "old", "over 60" = "old" }
"""
OLD = 'No,Q7_ALL,P1,P2,Where,Age,W\n1,5,1,2,"Chain (a, b, c), Home",1,0.5\n2,0,9,,Home,3,1.5\n3,Blank,0,,,over 60,1\n'
NEW = (
    "*No,Q7,NPS,Used (web),Used (shop),R1,R2,Q18,W\n"
    "1,Excellent,11,TRUE,FALSE,1,2,2,1\n2,4,9,no,maybe,2,1,0,1\n3,7,0,,,,,1,1\n"
)


@pytest.fixture
def evidence(tmp_path: Path) -> dict[str, list[dict[str, object]]]:
    for name, text in {
        "folkways.toml": TOML,
        "book.toml": BOOK,
        "2016_x.csv": OLD,
        "2017_x.csv": NEW,
    }.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    report = load(read_config(tmp_path, {}), tmp_path, tmp_path / "evidence")
    for tally in report.tallies:
        assert tally.rows == tally.loaded + tally.rejected_rows + tally.duplicates == 6
    return {p.stem: pq.read_table(p).to_pylist() for p in (tmp_path / "evidence").glob("*.parquet")}


def said(evidence: dict[str, list[dict[str, object]]], question: str) -> dict[object, object]:
    return {
        row["customer_id"]: row["text"] if row["text"] is not None else row["score"]
        for row in evidence["answers"]
        if row["question"] == question
    }


def test_a_question_keeps_its_words_when_its_column_changes_its_name(
    evidence: dict[str, list[dict[str, object]]],
) -> None:
    assert said(evidence, "As a whole") == {"2016/1": 5.0, "2017/1": 5.0, "2017/2": 4.0}
    assert {row["wave"] for row in evidence["answers"]} == {"2016", "2017"}
    assert {row["customer_id"] for row in evidence["customers"]} == {
        f"{y}/{n}" for y in (2016, 2017) for n in (1, 2, 3)
    }


def test_blanks_of_the_code_book_are_no_answers_and_what_is_off_the_scale_is_told(
    evidence: dict[str, list[dict[str, object]]],
) -> None:
    assert said(evidence, "Recommend?") == {"2017/2": 9.0, "2017/3": 0.0}
    told = {(row["file"], row["row"], row["value"], row["reason"]) for row in evidence["quarantine"]}
    assert ("2017_x.csv", 3, "7", "not on the scale") in told
    assert ("2016_x.csv", 2, "9", "not in the code book") in told
    assert ("2016_x.csv", 2, "3", "not in the code book") in told


def test_multi_selects_are_read_from_codes_from_one_cell_and_from_ticks(
    evidence: dict[str, list[dict[str, object]]],
) -> None:
    purposes = {who: json.loads(str(text)) for who, text in said(evidence, "Purpose").items()}
    assert purposes == {"2016/1": ["Holiday", "Work"]}
    places = {who: json.loads(str(text)) for who, text in said(evidence, "Where?").items()}
    assert places == {"2016/1": ["Chain (a, b, c)", "Home"], "2016/2": ["Home"]}
    assert said(evidence, "Used") == {"2017/1": '["web"]'}, "maybe is neither yes nor no"


def test_a_ranking_has_a_rank_for_each_item(evidence: dict[str, list[dict[str, object]]]) -> None:
    assert said(evidence, "Matters: Price") == {"2017/1": 1.0, "2017/2": 2.0}


def test_codes_of_a_trait_become_their_labels_in_the_order_of_the_book(
    evidence: dict[str, list[dict[str, object]]],
) -> None:
    ages = {row["customer_id"]: row["age"] for row in evidence["customers"]}
    assert ages == {
        "2016/1": "young",
        "2016/2": None,
        "2016/3": "old",
        "2017/1": "old",
        "2017/2": None,
        "2017/3": "young",
    }


def test_a_missing_code_book_is_told(tmp_path: Path) -> None:
    (tmp_path / "folkways.toml").write_text(TOML, encoding="utf-8")
    with pytest.raises(ConfigError, match="code book"):
        read_config(tmp_path, {})
