"""Exports of survey tools, written by hand after their documented layout: recognised, mapped, loaded."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from folkways.evidence.load import load
from folkways.sources.config_file import config_from_text
from folkways.sources.guess import guessed_config

pytestmark = pytest.mark.slow

EXPORTS = Path(__file__).parents[1] / "fixtures" / "surveys"
TOOLS = ("qualtrics", "surveymonkey", "typeform", "limesurvey", "google-forms")

Answers = list[dict[str, object]]


def loaded(folder: Path, tool: str) -> tuple[str, Answers, Answers]:
    """What `init` writes for a tool's export, and the answers and customers that it loads without an edit."""
    file = EXPORTS / f"{tool}.csv"
    toml = guessed_config([file], folder).text
    assert f'layout = "{tool}"' in toml
    report = load(config_from_text(toml), folder, folder / "evidence")
    for tally in report.tallies:
        assert tally.rows == tally.loaded + tally.rejected_rows + tally.duplicates
    answers, customers = (
        pq.read_table(folder / f"evidence/{name}.parquet").to_pylist() for name in ("answers", "customers")
    )
    return toml, answers, customers


def said(answers: Answers, question: str, by: str = "respondent_id") -> dict[object, object]:
    return {
        row[by]: row["score"] if row["text"] is None else row["text"]
        for row in answers
        if row["question"] == question
    }


def kinds(answers: Answers, question: str) -> set[object]:
    return {row["kind"] for row in answers if row["question"] == question}


def test_qualtrics_has_three_rows_of_names(tmp_path: Path) -> None:
    _, answers, customers = loaded(tmp_path, "qualtrics")
    recommend = "How likely are you to recommend us?"
    assert said(answers, recommend) == {"R_1": 10, "R_2": 3, "R_3": 8}
    assert kinds(answers, recommend) == {"nps"}
    used = {who: json.loads(str(text)) for who, text in said(answers, "Which do you use?").items()}
    assert used == {"R_1": ["Phone"], "R_2": ["Phone", "Web"], "R_3": ["Web"]}
    assert said(answers, "Please rate: Price") == {"R_1": 4, "R_2": 2, "R_3": 1}
    assert said(answers, "Anything else?") == {"R_1": "Fine,\nthank you", "R_3": "Too slow"}
    assert {row["customer_id"]: row["age"] for row in customers} == {
        "c1": "18-24",
        "c2": "25-34",
        "c3": "18-24",
    }


def test_surveymonkey_has_the_options_in_a_second_row(tmp_path: Path) -> None:
    _, answers, _ = loaded(tmp_path, "surveymonkey")
    assert said(answers, "How satisfied are you with us?") == {"118": 5, "119": 2, "120": 3}
    assert kinds(answers, "How satisfied are you with us?") == {"csat"}
    assert said(answers, "What could be better?") == {"118": "More colours", "120": "Nothing"}
    heard = {who: json.loads(str(text)) for who, text in said(answers, "Where did you hear of us?").items()}
    assert heard == {"118": ["Friends", "Search"], "119": ["Search"], "120": ["Friends"]}
    at = {row["respondent_id"]: row["at"] for row in answers}
    assert at["118"] == 1709643723000000, "1:02:03 in the afternoon of 5 March 2024, UTC"


def test_typeforms_choices_are_columns_that_repeat_the_choice(tmp_path: Path) -> None:
    _, answers, _ = loaded(tmp_path, "typeform")
    assert said(answers, "How likely are you to recommend us?") == {"a1": 9, "a2": 4, "a3": 10}
    chosen = said(answers, "Which of these: Red, Green, Other?")
    assert chosen == {"a1": '["Red"]', "a2": '["Red","Green"]', "a3": '["Green","Other"]'}
    assert said(answers, "Why?")["a2"] == "Too dear"


def test_limesurveys_sub_questions_stand_in_brackets(tmp_path: Path) -> None:
    _, answers, _ = loaded(tmp_path, "limesurvey")
    assert said(answers, "How easy was it to order?") == {"1": 7, "2": 2}
    assert kinds(answers, "How easy was it to order?") == {"ces"}
    assert said(answers, "Rate us: Help") == {"1": 5, "2": 3}
    assert said(answers, "Rank what matters: Price") == {"1": 1, "2": 2}
    assert kinds(answers, "Rank what matters: Price") == {"ranking"}


def test_google_forms_times_carry_their_zone(tmp_path: Path) -> None:
    _, answers, _ = loaded(tmp_path, "google-forms")
    food = {
        row["customer_id"]: (row["score"], row["at"])
        for row in answers
        if row["question"] == "How satisfied are you?: Food"
    }
    assert food["a@example.org"] == (5, 1709630122000000)
    assert food["b@example.org"] == (3, 1709640922000000)
    assert food["c@example.org"] == (2, 1720167322000000)
    liked = said(answers, "Which do you like?", by="customer_id")
    assert liked["c@example.org"] == '["Coffee","Tea","Milk"]'


@pytest.mark.parametrize("tool", TOOLS)
def test_what_is_left_out_is_told(tmp_path: Path, tool: str) -> None:
    toml, _, _ = loaded(tmp_path, tool)
    assert "# unknown: " in toml
