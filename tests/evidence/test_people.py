from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from folkways.errors import ColumnMissing
from folkways.evidence.load import LoadReport, load
from folkways.sources.config_file import config_from_text

HEAD = '[workspace]\nname = "Club"\ntimezone = "Europe/Berlin"\n[[sources]]\n'
PEOPLE = (
    HEAD
    + """
name = "people"
table = "customers"
files = ["people.csv"]
decimal = ","
delimiter = ";"
missing = ["n/a"]
columns = { customer_id = "id", first_at = "since" }
[sources.traits.spend]
column = "spend"
kind = "numeric"
[sources.traits.band]
column = "band"
kind = "ordinal"
order = ["low", "high"]
[sources.traits.member]
column = "member"
kind = "boolean"
[sources.traits.likes]
column = "likes"
kind = "multi"
separator = "|"
[sources.traits.town]
column = "town"
kind = "nominal"
"""
)
COLUMNS = "id;since;spend;band;member;likes;town\n"
SURVEY = (
    HEAD
    + """
name = "survey"
table = "answers"
files = ["survey.csv"]
columns = { customer_id = "id", at = "day" }
constants = { survey = "Spring" }
[[sources.questions]]
column = "nps"
kind = "nps"
text = "Would you recommend us?"
blank = ["99"]
[[sources.questions]]
column = "why"
kind = "text"
text = "Why?"
touchpoint = "Visit"
"""
)
LONG = (
    HEAD
    + """
name = "survey"
table = "answers"
files = ["survey.csv"]
columns = { customer_id = "id", answer_id = "no", question = "q", kind = "kind", score = "score", text = "text" }
"""
)


def told(folder: Path, toml: str, **files: str) -> LoadReport:
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    report = load(config_from_text(toml), folder, folder / "evidence")
    assert all(
        tally.rows == tally.loaded + tally.rejected_rows + tally.duplicates for tally in report.tallies
    )
    return report


def table(folder: Path, name: str) -> list[dict[str, Any]]:
    return pq.read_table(folder / "evidence" / f"{name}.parquet").to_pylist()


def quarantine(folder: Path) -> list[tuple[int, str, str | None, str, bool]]:
    keys = ("row", "column", "value", "reason", "whole_row")
    return [tuple(row[key] for key in keys) for row in table(folder, "quarantine")]


def test_traits_are_typed_and_missing_stays_missing(tmp_path: Path) -> None:
    rows = "1;2020-05-01;1.234,5;low;yes;tea| coffee|;Ulm\n2;;n/a;;n/a;;\n"
    told(tmp_path, PEOPLE, people=COLUMNS + rows)
    first, second = table(tmp_path, "customers")
    assert first["spend"] == 1234.5
    assert (first["band"], first["member"], first["likes"], first["town"]) == (
        "low",
        True,
        ["tea", "coffee"],
        "Ulm",
    )
    assert second == dict.fromkeys(second) | {"customer_id": "2"}
    assert quarantine(tmp_path) == []


def test_a_trait_that_cannot_be_read_is_missing_and_told_and_the_customer_stays(tmp_path: Path) -> None:
    report = told(tmp_path, PEOPLE, people=COLUMNS + "1;1.5.2020;much;middle;perhaps;tea;Ulm\n")
    assert quarantine(tmp_path) == [
        (1, "band", "middle", "not in the trait's order", False),
        (1, "member", "perhaps", "neither yes nor no", False),
        (1, "since", "1.5.2020", "not a time", False),
        (1, "spend", "much", "not a number", False),
    ]
    assert report.tallies[0].loaded == 1
    assert table(tmp_path, "customers")[0]["town"] == "Ulm"


def test_a_customer_told_twice(tmp_path: Path) -> None:
    rows = "1;;1;low;;;Ulm\n1;;1;low;;;Ulm\n1;;2;low;;;Ulm\n;;1;low;;;Ulm\n"
    report = told(tmp_path, PEOPLE, people=COLUMNS + rows)
    assert report.tallies[0].duplicates == 1
    assert quarantine(tmp_path) == [
        (3, "customer_id", "1", "an earlier row tells this customer otherwise", True),
        (4, "id", None, "no customer id", True),
    ]
    assert [row["spend"] for row in table(tmp_path, "customers")] == [1.0]


def test_a_missing_trait_column_is_told(tmp_path: Path) -> None:
    with pytest.raises(ColumnMissing, match=r"No column 'town' in source 'people'.*Did you mean 'towns'"):
        told(tmp_path, PEOPLE, people=COLUMNS.replace("town", "towns") + "1;;1;low;;;Ulm\n")


def test_a_column_per_question_becomes_a_row_per_answer(tmp_path: Path) -> None:
    report = told(
        tmp_path, SURVEY, survey="id,day,nps,why\n7,2024-03-01,9,nice\n8,2024-03-02,99,\n9,2024-03-02,,ok\n"
    )
    answers = table(tmp_path, "answers")
    assert [(row["customer_id"], row["kind"], row["score"], row["text"]) for row in answers] == [
        ("7", "nps", 9.0, None),
        ("7", "text", None, "nice"),
        ("9", "text", None, "ok"),
    ]
    assert {row["survey"] for row in answers} == {"Spring"}
    assert [row["touchpoint"] for row in answers] == [None, "Visit", "Visit"]
    assert len({row["answer_id"] for row in answers}) == 3
    assert report.tallies[0].loaded == 3
    assert [row["customer_id"] for row in table(tmp_path, "customers")] == ["7", "9"]


def test_an_answer_off_the_scale_is_left_out_alone(tmp_path: Path) -> None:
    told(tmp_path, SURVEY, survey="id,day,nps,why\n7,2024-03-01,11,nice\n8,2024-03-01,ten,\n")
    assert quarantine(tmp_path) == [
        (1, "nps", "11", "not on the scale", False),
        (2, "nps", "ten", "not on the scale", False),
    ]
    assert [row["text"] for row in table(tmp_path, "answers")] == ["nice"]


def test_a_survey_without_customers_keeps_its_respondents_apart(tmp_path: Path) -> None:
    toml = SURVEY.replace('customer_id = "id", ', "")
    told(tmp_path, toml, survey="id,day,nps,why\n1,2024-03-01,9,\n1,2024-03-01,9,\n")
    answers = table(tmp_path, "answers")
    assert len({row["respondent_id"] for row in answers}) == 2
    assert {row["customer_id"] for row in answers} == {None}
    assert table(tmp_path, "customers") == []


def test_a_respondent_may_answer_again_in_another_wave_or_at_another_time(tmp_path: Path) -> None:
    toml = SURVEY.replace('at = "day"', 'at = "day", wave = "wave", respondent_id = "who"')
    rows = "a,7,2024-03-01,1,9,\na,7,2024-03-01,2,8,\na,7,2024-04-01,2,7,\na,7,2024-04-01,2,6,\n"
    report = told(tmp_path, toml, survey="who,id,day,wave,nps,why\n" + rows)
    assert [row["score"] for row in table(tmp_path, "answers")] == [9.0, 8.0, 7.0]
    assert report.tallies[0].rejected_rows == 1


def test_long_answers_are_taken_as_they_are_and_odd_ones_told(tmp_path: Path) -> None:
    rows = "1,7,Q,nps,9,\n2,7,Why,text,,because\n3,7,Q,stars,3,\n4,7,,nps,3,\n5,7,Q,nps,lots,\n6,7,Q,nps,,\n"
    report = told(
        tmp_path, LONG, survey="no,id,q,kind,score,text\n" + rows + "1,7,Q,nps,9,\n2,7,Why,text,,but\n"
    )
    assert [(row["answer_id"], row["score"], row["text"]) for row in table(tmp_path, "answers")] == [
        ("1", 9.0, None),
        ("2", None, "because"),
    ]
    assert report.tallies[0].duplicates == 1
    assert [(row, reason) for row, _, _, reason, _ in quarantine(tmp_path)] == [
        (3, "not a kind of answer"),
        (4, "no question"),
        (5, "not on the scale"),
        (6, "no answer"),
        (8, "an earlier row has this id and another answer"),
    ]
