"""Who answered what: the share of each answer to a question, for everybody or side by side for waves or personas."""

from __future__ import annotations

from dataclasses import dataclass
from math import isclose
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from folkways.errors import UnknownName
from folkways.measures.sql import Query, text
from folkways.stats.intervals import share_interval
from folkways.stats.suppression import few, hidden_cells

AnsweredBy = Literal["overall", "wave", "persona"]
AVERAGED = ("rating", "ces", "ranking")
"""Kinds of which the mean is told: with it two hidden answers could be solved for."""
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
    kind = kinds[question]
    counted = _counted(_cells(query, question, kind, by, said(kind)))
    return _shares(counted, question, kind, _hidden(counted, kind, least))


def answer_bands(
    query: Query, question: str, kind: str, top: float | None, *, by: AnsweredBy = "overall", least: int
) -> list[AnswerShare]:
    """Tell how often the bands of an NPS or CSAT question were answered; `top` is the least satisfied answer.

    None is told of a grouping where a band would give a hidden answer away.
    """
    words = "CASE " + " ".join(f"WHEN {where} THEN {text(name)}" for name, where in bands(kind, top)) + " END"
    single = _counted(_cells(query, question, kind, by, said(kind)))
    counted = _counted(_cells(query, question, kind, by, words))
    hidden = _hidden(counted, kind, least)
    if _give_away(single, _hidden(single, kind, least), kind, top, least):
        hidden[:] = True
    order = [name for name, _ in bands(kind, top)]
    told = _shares(counted, question, kind, hidden)
    return sorted(told, key=lambda one: (counted.groups.index(one.group or ""), order.index(one.answer)))


def bands(kind: str, top: float | None) -> list[tuple[str, str]]:
    """The bands of a kind of question: name and SQL condition; none where there are none."""
    if kind == "nps":
        return [
            ("promoters (9, 10)", "score >= 9"),
            ("passives (7, 8)", "score >= 7 AND score < 9"),
            ("detractors (0 to 6)", "score < 7"),
        ]
    return (
        []
        if kind != "csat" or top is None
        else [("the two best answers", f"score >= {top:g}"), ("all other answers", f"score < {top:g}")]
    )


def said(kind: str) -> str:
    """SQL of what was answered: a text, or for a multi-select each of several."""
    if kind == "multi":
        return "unnest(from_json(text, '[\"VARCHAR\"]'))"
    return "coalesce(text, printf('%g', score))"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerTable:
    """A table of groups by answers: the row of each cell that was given, and all answers and people of each group."""

    groups: list[str]
    answers: list[str]
    place: dict[tuple[str, str], dict[str, Any]]
    of: dict[str, int]
    whole: dict[str, int]

    @property
    def scores(self) -> list[float]:
        """The score of each answer."""
        scored = {answer: row["score"] for (_, answer), row in self.place.items()}
        return [scored[answer] for answer in self.answers]

    @property
    def people(self) -> NDArray[np.int64]:
        told = [
            [
                self.place[one, answer]["people"] if (one, answer) in self.place else 0
                for answer in self.answers
            ]
            for one in self.groups
        ]
        return np.array(told, dtype=np.int64).reshape(len(self.groups), -1)


def _counted(cells: list[dict[str, Any]]) -> AnswerTable:
    return AnswerTable(
        groups=list(dict.fromkeys(str(row["grp"] or "") for row in cells)),
        answers=list(dict.fromkeys(str(row["answer"]) for row in cells)),
        place={(str(row["grp"] or ""), str(row["answer"])): row for row in cells},
        of={str(row["grp"] or ""): int(row["answered"]) for row in cells},
        whole={str(row["grp"] or ""): int(row["respondents"]) for row in cells},
    )


def _shares(told: AnswerTable, question: str, kind: str, hidden: NDArray[np.bool_]) -> list[AnswerShare]:
    return [
        _share(told.place.get((group, answer)), question, kind, group or None, answer, told.of[group])
        if not hidden[at, over]
        else AnswerShare(
            question=question, kind=kind, group=group or None, answer=answer, count=None, of=None
        )
        for at, group in enumerate(told.groups)
        for over, answer in enumerate(told.answers)
    ]


def _give_away(
    single: AnswerTable, hidden: NDArray[np.bool_], kind: str, top: float | None, least: int
) -> bool:
    """Whether the sum of some band would tell of a hidden answer: it is alone in its band, or one of few people."""
    band = np.array([_band(score, kind, top) for score in single.scores])
    people = single.people
    for at in range(len(single.groups)):
        for one in set(band.tolist()):
            own = hidden[at] & (band == one)
            if own.any() and not hidden[at].all() and (own.sum() < 2 or people[at][own].sum() < least):
                return True
    return False


def _band(score: float, kind: str, top: float | None) -> int:
    if kind == "nps":
        return 0 if score >= 9 else 1 if score >= 7 else 2
    return int(score < (top or 0.0))


def _hidden(told: AnswerTable, kind: str, least: int) -> NDArray[np.bool_]:
    """Which cells of groups by answers stay hidden: of a multi-select also where fewer than `least` left it out."""
    given = told.people
    everybody = np.array([told.whole[one] for one in told.groups], dtype=np.int64)[:, None]
    left = everybody - given if kind == "multi" else np.zeros_like(given)
    parts = [_band(one, kind, None) for one in told.scores] if kind == "nps" else []
    in_row = 3 if kind in AVERAGED else 2
    hidden = hidden_cells(given, least, in_row=in_row, parts=parts)
    return hidden | (everybody < least) | few(left, least)


def _cells(query: Query, question: str, kind: str, by: AnsweredBy, said: str) -> list[dict[str, Any]]:
    """One row for each group and answer: `n` answers of `people`, `weight` and its square summed, of all `answered`."""
    joined = " LEFT JOIN members USING (customer_id)" if by == "persona" else ""
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
