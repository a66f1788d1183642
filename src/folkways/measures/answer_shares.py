"""Who answered what: the share of each answer to a question, for everybody or side by side for waves or personas."""

from __future__ import annotations

from dataclasses import dataclass
from math import isclose
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from folkways.errors import UnknownName
from folkways.measures.sql import Query, text
from folkways.measures.suppression import hidden_cells
from folkways.stats.intervals import share_interval

AnsweredBy = Literal["overall", "wave", "persona"]
GROUPS: dict[AnsweredBy, str] = {"overall": "NULL::VARCHAR", "wave": "wave", "persona": "persona"}


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerShare:
    """One answer to one question in one group: `count` of the `of` answers to it; None where it is too small to show.

    `share` is weighted where answers have weights, with Wilson's interval at the effective number of answers (by Taylor
    linearisation, so it knows of weights that go with answers). The answers to a multi-select add up to more than
    everybody.
    """

    question: str
    kind: str
    group: str | None
    answer: str
    count: int | None
    of: int | None
    share: float | None = None
    lo: float | None = None
    hi: float | None = None
    method: str | None = None


def answer_shares(
    query: Query, question: str, *, by: AnsweredBy = "overall", least: int
) -> list[AnswerShare]:
    """Tell how often each answer was given; those of fewer than `least` people, and what would tell them, stay hidden.

    Who answered in several waves is one person of several answers. Answers on a scale come in its order, others the
    commonest first. Raises UnknownName for a question nobody answered.
    """
    known = query("SELECT DISTINCT question, kind FROM answers WHERE kind <> 'text'").to_pylist()
    kinds = {row["question"]: row["kind"] for row in known}
    if question not in kinds:
        raise UnknownName("question", question, sorted(kinds))
    cells = _cells(query, question, kinds[question], by)
    groups = list(dict.fromkeys(str(row["grp"] or "") for row in cells))
    answers = list(dict.fromkeys(str(row["answer"]) for row in cells))
    place = {(str(row["grp"] or ""), str(row["answer"])): row for row in cells}
    of = {str(row["grp"] or ""): int(row["answered"]) for row in cells}
    people = [
        [place[one, answer]["people"] if (one, answer) in place else 0 for answer in answers]
        for one in groups
    ]
    whole = {str(row["grp"] or ""): int(row["respondents"]) for row in cells}
    hidden = _hidden(people, [whole[one] for one in groups], kinds[question], least)
    return [
        _share(place.get((group, answer)), question, kinds[question], group or None, answer, of[group])
        if not hidden[at, over]
        else AnswerShare(
            question=question, kind=kinds[question], group=group or None, answer=answer, count=None, of=None
        )
        for at, group in enumerate(groups)
        for over, answer in enumerate(answers)
    ]


def _hidden(people: list[list[int]], whole: list[int], kind: str, least: int) -> NDArray[np.bool_]:
    """Which cells of groups by answers stay hidden: of a multi-select also where fewer than `least` left it out."""
    given = np.array(people, dtype=np.int64).reshape(len(whole), -1)
    everybody = np.array(whole, dtype=np.int64)[:, None]
    left = everybody - given if kind == "multi" else np.zeros_like(given)
    return hidden_cells(given, least) | (everybody < least) | ((left > 0) & (left < least))


def _cells(query: Query, question: str, kind: str, by: AnsweredBy) -> list[dict[str, Any]]:
    """One row for each group and answer: `n` answers of `people`, `weight` and its square summed, of all `answered`."""
    joined = " LEFT JOIN members USING (customer_id)" if by == "persona" else ""
    said = (
        "unnest(from_json(text, '[\"VARCHAR\"]'))"
        if kind == "multi"
        else "coalesce(text, printf('%g', score))"
    )
    rows = (
        f"(SELECT {GROUPS[by]} AS grp, answer_id, respondent_id, text, score, coalesce(weight, 1.0) AS weight "
        f"FROM answers{joined} "
        f"WHERE question = {text(question)})"
    )
    order = "score" if kind not in ("multi", "choice") else "n DESC"
    return query(
        f"WITH asked AS {rows}, given AS (SELECT grp, respondent_id, weight, score, {said} AS answer "
        "FROM asked), whole AS (SELECT grp, count(*) AS answered, count(DISTINCT respondent_id) AS respondents, "
        "sum(weight) AS weights, sum(weight * weight) AS squares FROM asked GROUP BY grp) "
        "SELECT given.grp AS grp, answer, count(*) AS n, count(DISTINCT respondent_id) AS people, "
        "sum(given.weight) AS weight, sum(given.weight * given.weight) AS square, any_value(answered) AS answered, "
        "any_value(respondents) AS respondents, any_value(weights) AS weights, any_value(squares) AS squares, "
        "min(score) AS score "
        "FROM given JOIN whole ON given.grp IS NOT DISTINCT FROM whole.grp "
        f"GROUP BY ALL ORDER BY given.grp, {order}, answer"
    ).to_pylist()


def _share(
    row: dict[str, Any] | None, question: str, kind: str, group: str | None, answer: str, of: int
) -> AnswerShare:
    if row is None:
        return AnswerShare(
            question=question, kind=kind, group=group, answer=answer, count=0, of=of, share=0.0
        )
    weight, square, weights, squares = (
        float(row[name]) for name in ("weight", "square", "weights", "squares")
    )
    worth = _worth(weight / weights, square, weights, squares, of)
    told = share_interval(weight / weights * worth, worth)
    return AnswerShare(
        question=question,
        kind=kind,
        group=group,
        answer=answer,
        count=int(row["n"]),
        of=of,
        share=told.value,
        lo=told.lo,
        hi=told.hi,
        method=told.method if isclose(weights**2, of * squares) else f"{told.method}, effective n",
    )


def _worth(share: float, square: float, weights: float, squares: float, n: int) -> float:
    """How many equally weighted answers the share stands on: its own variance against that of a simple sample."""
    spread = square * (1 - share) ** 2 + (squares - square) * share**2
    variance = spread / weights**2
    return min(share * (1 - share) / variance if 0 < share < 1 else weights**2 / squares, float(n))
