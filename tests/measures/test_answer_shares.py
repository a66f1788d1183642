"""Shares of answers against plain counts, and against the weighted share of the statistics."""

from __future__ import annotations

import json

import numpy as np
import pyarrow as pa
import pytest

from folkways.engines.locked import answered
from folkways.errors import UnknownName
from folkways.measures.answer_shares import AnsweredBy, AnswerShare, answer_shares
from folkways.stats.weighted import weighted_share

Told = tuple[str, str, str, float]


def table(*rows: Told, kind: str) -> dict[str, pa.Table]:
    """Answers as (customer, wave, text, weight)."""
    columns = list(zip(*rows, strict=True))
    answers = pa.table(
        {
            "answer_id": [f"a{number}" for number in range(len(rows))],
            "customer_id": columns[0],
            "respondent_id": columns[0],
            "wave": columns[1],
            "question": ["Which?"] * len(rows),
            "kind": [kind] * len(rows),
            "text": columns[2],
            "score": pa.nulls(len(rows), pa.float64()),
            "weight": columns[3],
        }
    )
    return {"answers": answers}


def shares(tables: dict[str, pa.Table], by: AnsweredBy = "overall", least: int = 1) -> list[AnswerShare]:
    return answer_shares(lambda sql: answered(sql, tables), "Which?", by=by, least=least)


def test_a_share_is_of_those_who_answered_in_its_wave() -> None:
    rows = [(f"c{n}", "1", "yes" if n < 30 else "no", 1.0) for n in range(40)]
    rows += [(f"d{n}", "2", "yes" if n < 10 else "no", 1.0) for n in range(50)]
    found = shares(table(*rows, kind="choice"), "wave")
    assert not any(one.is_weighted for one in found)
    told = {(one.group, one.answer): (one.count, one.of, one.share) for one in found}
    assert told["1", "yes"] == (30, 40, pytest.approx(0.75))
    assert told["2", "yes"] == (10, 50, pytest.approx(0.2))
    assert told["2", "no"] == (40, 50, pytest.approx(0.8))


def test_a_multi_select_counts_each_option_of_those_who_answered() -> None:
    rows = [
        (f"c{n}", "1", json.dumps(["a", "b"] if n < 5 else ["b"] if n < 15 else []), 1.0) for n in range(20)
    ]
    told = {one.answer: (one.count, one.of) for one in shares(table(*rows, kind="multi"))}
    assert told == {"b": (15, 20), "a": (5, 20)}


def test_weighted_shares_have_the_errors_of_the_linearisation() -> None:
    rng = np.random.default_rng(3)
    hits, weights = rng.random(300) < 0.3, rng.gamma(2, 1, 300)
    weights[hits] *= 2
    rows = [(f"c{n}", "1", "yes" if hits[n] else "no", float(weights[n])) for n in range(300)]
    (yes,) = [one for one in shares(table(*rows, kind="choice")) if one.answer == "yes"]
    right = weighted_share(hits.astype(float), weights)
    assert yes.share == pytest.approx(right.value)
    assert (yes.lo, yes.hi) == (pytest.approx(right.lo), pytest.approx(right.hi))
    assert yes.method == right.method
    assert yes.is_weighted
    assert yes.share != pytest.approx((yes.count or 0) / (yes.of or 1), rel=0.05)


def test_small_cells_and_what_would_give_them_away_stay_hidden() -> None:
    rows = [(f"c{n}", "1", "rare" if n < 3 else "some" if n < 20 else "most", 1.0) for n in range(60)]
    told = {one.answer: one.count for one in shares(table(*rows, kind="choice"), least=10)}
    assert told == {"most": 40, "some": None, "rare": None}, "60 − 40 − 17 would tell the 3"


def test_few_people_stay_hidden_however_often_they_answered() -> None:
    rows = [(f"c{n % 4}", str(n), "rare", 1.0) for n in range(40)]
    rows += [(f"d{n}", "1", "some" if n < 20 else "most", 1.0) for n in range(60)]
    told = {one.answer: one.count for one in shares(table(*rows, kind="choice"), least=10)}
    assert told == {"most": 40, "rare": None, "some": None}, "40 answers of 4 people"


def test_an_option_that_all_but_a_few_named_stays_hidden() -> None:
    rows = [
        (f"c{n}", "1", json.dumps(["a", "b"] if n < 30 else ["a"] if n < 57 else []), 1.0) for n in range(60)
    ]
    told = {one.answer: one.count for one in shares(table(*rows, kind="multi"), least=10)}
    assert told == {"a": None, "b": 30}, "60 − 57 would tell the 3 who named nothing"


def test_a_question_nobody_answered_is_told_with_the_nearest_name() -> None:
    tables = table(("c1", "1", "yes", 1.0), kind="choice")
    with pytest.raises(UnknownName, match="Did you mean 'Which\\?'"):
        answer_shares(lambda sql: answered(sql, tables), "Which", least=1)


def scaled(*groups: list[int]) -> dict[str, pa.Table]:
    """Scores that the members of each wave gave."""
    rows = [(f"c{wave}-{n}", f"{wave}", "", 1.0) for wave, own in enumerate(groups) for n in range(len(own))]
    tables = table(*rows, kind="rating")
    scores = pa.array([float(score) for own in groups for score in own])
    answers = tables["answers"].set_column(7, "score", scores)
    return {"answers": answers.set_column(6, "text", pa.nulls(len(rows), pa.string()))}


def orders(told: list[AnswerShare]) -> set[tuple[str, ...]]:
    """The order of answers in each group."""
    return {tuple(one.answer for one in told if one.group == group) for group in {one.group for one in told}}


def test_answers_on_a_scale_stand_in_its_order_whatever_the_first_group_said() -> None:
    """Where they stood in the first group's order, what nobody of it said came last: a hidden zero was told."""
    tables = scaled([1, 3, 4, 5, 10] * 20, [10, 2, 1] * 20)
    assert orders(shares(tables, "wave")) == {("1", "2", "3", "4", "5", "10")}


def test_choices_stand_as_the_code_book_lists_them_and_in_every_group_the_same() -> None:
    rows = [(f"c{n}", "1", "often" if n < 30 else "never", 1.0) for n in range(40)]
    rows += [(f"d{n}", "2", "never" if n < 30 else "at times", 1.0) for n in range(70)]
    tables = table(*rows, kind="choice")
    assert orders(shares(tables, "wave")) == {("at times", "never", "often")}, (
        "the commonest of everybody's first"
    )
    book = ["never", "at times", "often"]
    told = answer_shares(lambda sql: answered(sql, tables), "Which?", by="wave", least=1, order=book)
    assert orders(told) == {tuple(book)}


def test_hidden_answers_stand_last_by_name_so_that_no_order_tells_which_is_more() -> None:
    rows = [(f"c{n}", "1", "b" if n < 3 else "a" if n < 20 else "z", 1.0) for n in range(60)]
    rows += [(f"d{n}", "1", "c", 1.0) for n in range(9)]
    (told,) = orders(shares(table(*rows, kind="choice"), least=10))
    assert told[0] == "z"
    assert told[1:] == tuple(sorted(told[1:]))


def test_how_many_answered_is_told_where_each_answer_is_hidden_but_not_of_few() -> None:
    """A mean and its interval are told too, so that of seven answers five are hidden, in these groups all."""
    tables = scaled([1] * 3 + [2] * 30 + [3] * 40, [1] * 4 + [2] * 50 + [3] * 60, [2] * 20 + [3] * 30)
    told = shares(tables, "wave", least=10)
    assert {(one.group, one.of) for one in told} == {("0", 73), ("1", 114), ("2", 50)}
    assert {one.count for one in told if one.group == "0"} == {None}
    few = shares(scaled([1, 2, 3], [1] * 30, [2] * 40), "wave", least=10)
    assert {one.of for one in few if one.group == "0"} == {None}
    assert None in {one.of for one in few if one.group != "0"}, "all less the two others would be three"
