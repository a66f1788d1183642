"""Bands of answers, and which outcome a build asks for by itself."""

from __future__ import annotations

import pyarrow as pa
import pytest
from tests.fixtures.shop_answered import PAYING, WHOLE, answers, asked, drivers

from folkways.engines.locked import answered
from folkways.measures.answer_shares import AnswerShare, answer_shares, bands_told, said
from folkways.measures.answered import orders_of
from folkways.measures.driver_findings import outcomes
from folkways.measures.shown_answers import ShownAnswers, shown_answers
from folkways.measures.sql import Query
from folkways.model.config import Config


def bands(counts: dict[int, int], weights: dict[int, float] | None = None) -> list[AnswerShare]:
    """The bands of an NPS question that so many people answered with each score."""
    return bands_told(asker(counts, weights), "Recommend?", "nps", None, "overall", shown(counts))


def shown(counts: dict[int, int]) -> ShownAnswers:
    return shown_answers(asker(counts), "Recommend?", "nps", said("nps"), groupings=["overall"], least=10)


def asker(counts: dict[int, int], weights: dict[int, float] | None = None) -> Query:
    """Asks a table in which so many people answered with each score."""
    scores = [score for score, people in counts.items() for _ in range(people)]
    columns = {
        "answer_id": [f"a{place}" for place in range(len(scores))],
        "respondent_id": [f"r{place}" for place in range(len(scores))],
        "wave": pa.nulls(len(scores), pa.string()),
        "question": ["Recommend?"] * len(scores),
        "kind": ["nps"] * len(scores),
        "text": pa.nulls(len(scores), pa.string()),
        "score": [float(score) for score in scores],
        "weight": [(weights or {}).get(score, 1.0) for score in scores],
    }
    tables = {"answers": pa.table(columns)}
    return lambda sql: answered(sql, tables)


def test_promoters_passives_and_detractors_are_counted_and_come_in_this_order() -> None:
    told = [(one.answer, one.count, one.share) for one in bands({10: 30, 9: 20, 8: 15, 6: 10, 0: 25})]
    assert told == [
        ("promoters (9, 10)", 50, pytest.approx(0.5)),
        ("passives (7, 8)", 15, pytest.approx(0.15)),
        ("detractors (0 to 6)", 35, pytest.approx(0.35)),
    ]


def test_a_band_is_weighted_where_answers_have_weights() -> None:
    told = {one.answer: one.share for one in bands({10: 30, 8: 30, 0: 30}, {10: 2.0})}
    assert told["promoters (9, 10)"] == pytest.approx(0.5)


def test_an_answer_of_few_people_hides_within_its_band() -> None:
    """The score tells promoters less detractors, so it must not be the only one hidden of its band."""
    counts = {10: 3, 9: 30, 8: 12, 6: 40}
    assert [one.count for one in bands(counts)] == [33, 12, 40]
    told = {one.answer: one.count for one in answer_shares(asker(counts), "Recommend?", least=10)}
    assert told == {"10": None, "9": None, "8": 12, "6": 40}


def test_no_band_is_told_that_would_give_away_an_answer_of_few_people_and_no_score_then() -> None:
    """Detractors are told; with the score, promoters and passives could be solved for."""
    counts = {10: 3, 8: 12, 6: 40}
    assert [one.count for one in bands(counts)] == [None, None, 40]
    assert not shown(counts).tells_score("overall", "")


def test_hidden_answers_of_one_band_that_hide_each_other_hide_no_band() -> None:
    told = bands({10: 40, 8: 30, 6: 40, 1: 6, 0: 7})
    assert [one.count for one in told] == [40, 30, 53]


def test_hidden_ratings_cannot_be_solved_for_from_the_mean_and_its_interval() -> None:
    """Their number, mean and interval are three equations, and of four the sum of two would still follow."""
    counts = {1: 4, 2: 7, 3: 30, 4: 50, 5: 60, 6: 70, 7: 80}
    scores = [float(score) for score, people in counts.items() for _ in range(people)]
    told = pa.table(
        {
            "respondent_id": [f"r{place}" for place in range(len(scores))],
            "answer_id": [f"a{place}" for place in range(len(scores))],
            "question": ["How was it?"] * len(scores),
            "kind": ["rating"] * len(scores),
            "text": pa.nulls(len(scores), pa.string()),
            "score": scores,
            "weight": pa.nulls(len(scores), pa.float64()),
        }
    )
    found = answer_shares(lambda sql: answered(sql, {"answers": told}), "How was it?", least=10)
    assert [one.count for one in found] == [None, None, None, None, None, 70, 80]


def test_the_outcome_is_the_scored_question_about_the_whole() -> None:
    assert [one.outcome for one in outcomes(asked())] == [WHOLE]


def test_without_two_rated_touchpoints_no_outcome_is_looked_for() -> None:
    assert outcomes(asked()[:2]) == []


def test_what_the_invented_answers_hang_on_most_is_found_first() -> None:
    (found,) = drivers().found
    assert found.drivers[0].question == PAYING


def test_questions_have_everybody_waves_and_personas_side_by_side() -> None:
    whole = answers().questions[0]
    assert [(one.by, one.group) for one in whole.groups] == [
        ("overall", None), ("wave", "2024"), ("wave", "2025"), ("persona", "Evening tram orderers"),
        ("persona", "Careful fitters"),
    ]  # fmt: skip
    assert all(one.answers and one.answers.value == 240 for one in whole.groups[1:])


def test_answers_are_named_in_the_order_of_labels_options_and_columns() -> None:
    asked = [
        {
            "column": "q1",
            "kind": "choice",
            "text": "How old?",
            "labels": {"1": "under 18", "2": "18-64", "9": "65+"},
        },
        {"column": "q2", "kind": "multi", "text": "Which?", "options": ["b", "a"]},
        {"columns": {"q3_1": "Wifi", "q3_2": "Bar"}, "kind": "multi", "text": "What?"},
        {"column": "q4", "kind": "nps", "text": "Recommend?"},
    ]
    source = {"name": "s", "table": "answers", "files": ["s.csv"], "columns": {"respondent_id": "id"}}
    config = Config.model_validate(
        {"workspace": {"name": "Shop"}, "sources": [{**source, "questions": asked}]}
    )
    assert orders_of(config) == {
        "How old?": ["under 18", "18-64", "65+"],
        "Which?": ["b", "a"],
        "What?": ["Wifi", "Bar"],
        "Recommend?": [],
    }


def test_small_groups_hide_as_a_whole_where_that_hides_less() -> None:
    """Of five groups one is small: with the next smallest it is hidden, the others tell all."""
    groups = {
        "a": (409, 43, 10),
        "b": (68, 257, 197),
        "c": (393, 441, 83),
        "d": (560, 217, 47),
        "e": (6, 10, 3),
    }
    told = [
        (name, score)
        for name, own in groups.items()
        for score, n in zip((10, 8, 0), own, strict=True)
        for _ in range(n)
    ]
    columns = {
        "answer_id": [f"a{place}" for place in range(len(told))],
        "respondent_id": [f"r{place}" for place in range(len(told))],
        "wave": [name for name, _ in told],
        "question": ["Recommend?"] * len(told),
        "text": pa.nulls(len(told), pa.string()),
        "score": [float(score) for _, score in told],
    }
    tables = {"answers": pa.table(columns)}
    found = shown_answers(
        lambda sql: answered(sql, tables),
        "Recommend?",
        "nps",
        said("nps"),
        groupings=["overall", "wave"],
        least=10,
    )
    bands = {name: [found.tells_band("wave", name, band) for band in range(3)] for name in groups}
    assert bands == {"a": [False] * 3, "e": [False] * 3, **{name: [True] * 3 for name in "bcd"}}
    assert [name for name in groups if found.tells_score("wave", name)] == ["b", "c", "d"]
    assert found.tells_score("overall", "")
