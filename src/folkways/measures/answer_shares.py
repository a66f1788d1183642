"""Who answered what: the share of each answer to a question, for everybody or side by side for waves or personas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import inf, isclose
from typing import Any, Literal, get_args

from folkways.errors import UnknownName
from folkways.measures.shown_answers import GROUPS, ShownAnswers, shown_answers
from folkways.measures.sql import Query, text
from folkways.stats.intervals import share_interval

AnsweredBy = Literal["overall", "wave", "persona"]
ANSWERED_BY: tuple[AnsweredBy, ...] = get_args(AnsweredBy)
UNSCALED = ("multi", "choice")
"""Kinds whose answers stand on no scale."""
WEIGHTED = ", effective n"
"""What the method of a weighted share ends with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerShare:
    """One answer to one question in one group: `count` of the `of` answers to it; None where it is too small to show,
    each by itself.

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

    @property
    def is_weighted(self) -> bool:
        """Whether `share` is of weights that differ, so that it need not be `count` / `of`."""
        return (self.method or "").endswith(WEIGHTED)


def answer_shares(
    query: Query,
    question: str,
    *,
    by: AnsweredBy = "overall",
    least: int,
    tops: Sequence[float] = (),
    groupings: Sequence[AnsweredBy] = ("overall",),
    order: Sequence[str] = (),
) -> list[AnswerShare]:
    """Tell how often each answer was given; those of fewer than `least` people, and what would tell them, stay hidden.

    What else is told of the question counts as known: its bands and score, and the same for the other `groupings`.
    `tops` are the least answers to a CSAT question that something counts as satisfied. Who answered in several waves
    is one person of several answers. Answers on a scale come in its order, others in that of `order`, then the
    commonest of everybody's first, those hidden from everybody last: in each group the same. Raises UnknownName for
    a question nobody answered.
    """
    known = query("SELECT DISTINCT question, kind FROM answers WHERE kind <> 'text'").to_pylist()
    kinds = {row["question"]: row["kind"] for row in known}
    if question not in kinds:
        raise UnknownName("question", question, sorted(kinds))
    kind = kinds[question]
    shown = shown_answers(
        query,
        question,
        kind,
        said(kind),
        tops=tops,
        groupings=list(dict.fromkeys([by, *groupings])),
        least=least,
    )
    return shares_told(query, question, kind, by, shown, order)


def shares_told(
    query: Query, question: str, kind: str, by: AnsweredBy, shown: ShownAnswers, order: Sequence[str] = ()
) -> list[AnswerShare]:
    """The share of each answer in each group, where it may be told."""
    counted = _ordered(_counted(_cells(query, question, by, said(kind))), kind, shown, order)
    hidden = [[not shown.tells_answer(by, group, one) for one in counted.answers] for group in counted.groups]
    return _shares(counted, question, kind, by, shown, hidden)


def bands_told(
    query: Query, question: str, kind: str, top: float | None, by: AnsweredBy, shown: ShownAnswers
) -> list[AnswerShare]:
    """The share of each band of an NPS or CSAT question in each group, where it may be told; `top` is the least
    satisfied answer, the first of those that `shown` knows."""
    words = "CASE " + " ".join(f"WHEN {where} THEN {text(name)}" for name, where in bands(kind, top)) + " END"
    counted = _counted(_cells(query, question, by, words))
    order = [name for name, _ in bands(kind, top)]
    hidden = [
        [not shown.tells_band(by, group, order.index(one)) for one in counted.answers]
        for group in counted.groups
    ]
    told = _shares(counted, question, kind, by, shown, hidden)
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
    """A table of groups by answers: the row of each cell that was given, and all answers of each group."""

    groups: list[str]
    answers: list[str]
    place: dict[tuple[str, str], dict[str, Any]]
    of: dict[str, int]


def _counted(cells: list[dict[str, Any]]) -> AnswerTable:
    return AnswerTable(
        groups=list(dict.fromkeys(str(row["grp"] or "") for row in cells)),
        answers=list(dict.fromkeys(str(row["answer"]) for row in cells)),
        place={(str(row["grp"] or ""), str(row["answer"])): row for row in cells},
        of={str(row["grp"] or ""): int(row["answered"]) for row in cells},
    )


def _ordered(told: AnswerTable, kind: str, shown: ShownAnswers, order: Sequence[str]) -> AnswerTable:
    """The answers in an order that no group and no hidden number has a say in."""
    known = {answer: place for place, answer in enumerate(order)}
    often = dict.fromkeys(told.answers, 0)
    scores: dict[str, float | None] = {}
    for (_, answer), row in told.place.items():
        often[answer] += int(row["n"]) if shown.tells_answer("overall", "", answer) else 0
        scores[answer] = None if kind in UNSCALED else row["score"]

    def place(answer: str) -> tuple[float, int, int, str]:
        score = scores[answer]
        return (inf if score is None else score, known.get(answer, len(known)), -often[answer], answer)

    return replace(told, answers=sorted(told.answers, key=place))


def _shares(
    told: AnswerTable,
    question: str,
    kind: str,
    by: AnsweredBy,
    shown: ShownAnswers,
    hidden: Sequence[Sequence[bool]],
) -> list[AnswerShare]:
    found: list[AnswerShare] = []
    for at, group in enumerate(told.groups):
        of = told.of[group] if shown.tells_number(by, group) else None
        bare = AnswerShare(question=question, kind=kind, group=group or None, answer="", count=None, of=of)
        for over, answer in enumerate(told.answers):
            one = replace(bare, answer=answer)
            found.append(
                one if hidden[at][over] else _share(told.place.get((group, answer)), one, told.of[group])
            )
    return found


def _cells(query: Query, question: str, by: AnsweredBy, said: str) -> list[dict[str, Any]]:
    """One row for each group and answer: `n` answers `weight` and its square summed, of all `answered`."""
    joined = " LEFT JOIN members USING (customer_id)" if by == "persona" else ""
    rows = (
        f"(SELECT {GROUPS[by]} AS grp, answer_id, respondent_id, text, score, coalesce(weight, 1.0) AS weight "
        f"FROM answers{joined} "
        f"WHERE question = {text(question)})"
    )
    return query(
        f"WITH asked AS {rows}, given AS (SELECT grp, respondent_id, weight, score, {said} AS answer "
        "FROM asked), whole AS (SELECT grp, count(*) AS answered, "
        "sum(weight) AS weights, sum(weight * weight) AS squares FROM asked GROUP BY grp) "
        "SELECT given.grp AS grp, answer, count(*) AS n, "
        "sum(given.weight) AS weight, sum(given.weight * given.weight) AS square, any_value(answered) AS answered, "
        "any_value(weights) AS weights, any_value(squares) AS squares, "
        "min(score) AS score "
        "FROM given JOIN whole ON given.grp IS NOT DISTINCT FROM whole.grp "
        "GROUP BY ALL ORDER BY given.grp, answer"
    ).to_pylist()


def _share(row: dict[str, Any] | None, bare: AnswerShare, of: int) -> AnswerShare:
    if row is None:
        return replace(bare, count=0, of=of, share=0.0)
    weight, square, weights, squares = (
        float(row[name]) for name in ("weight", "square", "weights", "squares")
    )
    worth = _worth(weight / weights, square, weights, squares, of)
    told = share_interval(weight / weights * worth, worth)
    return replace(
        bare,
        count=int(row["n"]),
        of=of,
        share=told.value,
        lo=told.lo,
        hi=told.hi,
        method=told.method if isclose(weights**2, of * squares) else f"{told.method}{WEIGHTED}",
    )


def _worth(share: float, square: float, weights: float, squares: float, n: int) -> float:
    """How many equally weighted answers the share stands on: its own variance against that of a simple sample."""
    spread = square * (1 - share) ** 2 + (squares - square) * share**2
    variance = spread / weights**2
    return min(share * (1 - share) / variance if 0 < share < 1 else weights**2 / squares, float(n))
