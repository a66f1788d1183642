"""Which numbers of a question's answers may be told: single answers, bands and the score together, in every grouping.

All of them count the same people, so each can be reckoned from others: a single answer from its band, a band from the
score, everybody's from the groups'. What is hidden here is hidden wherever answers are told.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np

from folkways.measures.sql import Query, text
from folkways.stats.reckoning import next_to_hide
from folkways.stats.suppression import Cells, Labels, Shown, Sum, Visitors, few, shown_cells

Grouping = Literal["overall", "wave", "persona", "month"]
GROUPS: dict[Grouping, str] = {
    "overall": "NULL::VARCHAR",
    "wave": "wave",
    "persona": "persona",
    "month": "strftime(make_timestamp(\"at\"), '%Y-%m')",
}
AVERAGED = ("rating", "ces", "ranking")
"""Kinds of which the mean is told, with its interval: that is the sum of the answers and of their squares."""
UNSOLVED = 5
"""So many hidden answers stay unknown beside their number, mean and its interval, and so does the sum of any of them:
no square function is 0 or 1 at five places unless it is the same at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """Every answer given to a question: whose it is, which one, and in which group of a grouping (-1: in none).

    Of a multi-select each option named is an answer, and each respondent has a further one that is none of them (-1).
    """

    kind: str
    answers: Sequence[str]
    scores: Sequence[float | None]
    person: Labels
    answer: Labels
    names: Mapping[Grouping, Sequence[str]]
    group: Mapping[Grouping, Labels]

    def rows(self, by: Grouping) -> Labels:
        """The row of each answer's group in a table whose first row is everybody's, whose last is nobody's group."""
        group = self.group[by]
        return np.where(group < 0, len(self.names[by]), group) + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What may be told, of everybody (the first row), of each group and of those in none (the last).

    `whole` is the number of answers, `bands` has a table for each way in which answers are banded.
    """

    whole: Shown
    answers: Shown
    bands: Sequence[Shown]
    score: Shown

    def first(self, other: Told) -> Told:
        """The same, with everybody's row as far as the other one may tell it."""
        return Told(
            whole=_first(self.whole, other.whole),
            answers=_first(self.answers, other.answers),
            bands=[_first(own, one) for own, one in zip(self.bands, other.bands, strict=True)],
            score=_first(self.score, other.score),
        )

    def everybody(self) -> list[list[bool]]:
        return [
            one[0].tolist() for one in (self.whole[:, None], self.answers, *self.bands, self.score[:, None])
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownAnswers:
    """For each grouping, what may be told; groups and answers are known by their names ("" is none)."""

    given: Given
    told: Mapping[Grouping, Told]

    def row(self, by: Grouping, group: str) -> int:
        if by == "overall":
            return 0
        names = self.given.names[by]
        return (names.index(group) if group in names else len(names)) + 1

    def tells_number(self, by: Grouping, group: str) -> bool:
        """Whether it may be told how many answers a group gave."""
        return bool(self.told[by].whole[self.row(by, group)])

    def tells_answer(self, by: Grouping, group: str, answer: str) -> bool:
        return bool(self.told[by].answers[self.row(by, group), self.given.answers.index(answer)])

    def tells_band(self, by: Grouping, group: str, band: int) -> bool:
        return bool(self.told[by].bands[0][self.row(by, group), band])

    def tells_score(self, by: Grouping, group: str) -> bool:
        return bool(self.told[by].score[self.row(by, group)])


def shown_answers(
    query: Query,
    question: str,
    kind: str,
    said: str,
    *,
    tops: Sequence[float] = (),
    groupings: Sequence[Grouping],
    least: int,
) -> ShownAnswers:
    """Find what may be told of a question; `said` is SQL of what was answered, `tops` the least answers that anything
    counts as satisfied. Groupings other than months tell single answers too, so everybody's must suit all of them."""
    given = _given(query, question, kind, said, groupings)
    sides = sides_of(kind, given.scores, tops)
    asked: list[Grouping] = [one for one in groupings if one not in ("overall", "month")] or ["overall"]
    told: dict[Grouping, Told] = {by: _told(given, by, sides, _all(given, by, sides), least) for by in asked}
    while len({str(one.everybody()) for one in told.values()}) > 1:
        for by in asked:
            wanted = told[by]
            for other in told.values():
                wanted = wanted.first(other)
            told[by] = _told(given, by, sides, wanted, least)
    whole = told[asked[0]]
    if "month" in groupings:
        months = _told(given, "month", sides, _all(given, "month", sides).first(whole), least)
        same = months.everybody() == whole.everybody()
        told["month"] = months if same else replace(months, score=np.zeros_like(months.score))
    told["overall"] = whole
    return ShownAnswers(given=given, told=told)


def two_best_from(low: float | None, top: float | None) -> float:
    """The least of the two best answers on a scale; on one of three or fewer, the best."""
    best = np.inf if top is None else top
    return float(best - 1 if best - (best - 4 if low is None else low) >= 3 else best)


def tops_of(low: float | None, top: float | None) -> tuple[float, ...]:
    """From which answers on somebody is satisfied: as bands tell it, and as the measure does."""
    return () if top is None else (two_best_from(low, top), top - 1)


def sides_of(kind: str, scores: Sequence[float | None], tops: Sequence[float]) -> list[Labels]:
    """The bands that each answer is in, a way of banding each."""
    known = np.array([np.nan if one is None else one for one in scores], np.float64)
    if kind == "nps":
        return [np.where(known >= 9, 0, np.where(known >= 7, 1, 2)).astype(np.int64)]
    return [(~(known >= top)).astype(np.int64) for top in dict.fromkeys(tops)] if kind == "csat" else []


def _given(query: Query, question: str, kind: str, said: str, groupings: Sequence[Grouping]) -> Given:
    fields = ", ".join(f"{GROUPS[by]} AS {by}" for by in dict.fromkeys(groupings) if by != "overall")
    joined = " LEFT JOIN members USING (customer_id)" if "persona" in groupings else ""
    told = [said, "NULL::VARCHAR"] if kind == "multi" else [said]
    rows = query(
        " UNION ALL ".join(
            f"SELECT coalesce(respondent_id, answer_id) AS person, {one} AS answer, "
            f"score{', ' if fields else ''}{fields} FROM answers{joined} WHERE question = {text(question)}"
            for one in told
        )
        + " ORDER BY ALL"
    ).to_pylist()
    score_of: dict[str, float | None] = {
        str(row["answer"]): row["score"] for row in rows if row["answer"] is not None
    }
    answers = sorted(score_of)
    names: dict[Grouping, list[str]] = {
        by: sorted({str(row[by]) for row in rows if row.get(by) is not None}) for by in groupings
    }
    return Given(
        kind=kind,
        answers=answers,
        scores=[score_of[one] for one in answers],
        person=_places([row["person"] for row in rows], sorted({str(row["person"]) for row in rows})),
        answer=_places([row["answer"] for row in rows], answers),
        names=names,
        group={by: _places([row.get(by) for row in rows], names[by]) for by in groupings},
    )


def _places(values: Sequence[Any], names: Sequence[str]) -> Labels:
    place = {name: at for at, name in enumerate(names)}
    return np.array([-1 if one is None else place[str(one)] for one in values], np.int64)


def _first(own: Shown, other: Shown) -> Shown:
    found = own.copy()
    found[0] &= other[0]
    return found


def _all(given: Given, by: Grouping, sides: Sequence[Labels]) -> Told:
    """Everything that one might like to tell."""
    rows = len(given.names[by]) + 2 if by in given.names else 2
    return Told(
        whole=np.ones(rows, np.bool_),
        answers=np.ones((rows, len(given.answers)), np.bool_),
        bands=[np.ones((rows, int(side.max(initial=0)) + 1), np.bool_) for side in sides],
        score=np.ones(rows, np.bool_),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """The answers of one grouping as numbers of different people."""

    given: Given
    row: Labels
    rows: int
    least: int

    def people(self, key: Labels, keys: int) -> Cells:
        """How many people of each row have each key; the first row is everybody's."""
        found = np.zeros((self.rows, keys))
        there = key >= 0
        for row in (np.zeros_like(self.row), self.row):
            each = np.unique(np.stack((row, key, self.given.person))[:, there], axis=1)
            np.add.at(found, (each[0], each[1]), 1)
        return found

    def summed(self, key: Labels, of: Labels, told: Shown) -> Sum:
        """A sum within each row; exact also where somebody answered more than once."""
        if len(np.unique(self.given.person)) == len(self.given.person):
            return Sum(of=of, told=told, apart=True)
        return Sum(of=of, told=told, visitors=Visitors(row=self.row, key=key, unit=self.given.person))


def _told(given: Given, by: Grouping, sides: Sequence[Labels], wanted: Told, least: int) -> Told:
    table = _Table(given=given, row=given.rows(by), rows=len(wanted.whole), least=least)
    key, one = given.answer, np.zeros_like(given.answer)
    whole = shown_cells(table.people(one, 1), wanted.whole[:, None], least)
    if given.kind == "multi":
        answers = _options(table, wanted.answers & whole)
        return replace(wanted, whole=whole[:, 0], answers=answers, score=np.zeros(table.rows, np.bool_))
    bands = [
        _bands(table, side[key], may & whole, whole) for side, may in zip(sides, wanted.bands, strict=True)
    ]
    if by == "month":
        return _month(table, wanted, whole, bands)
    may = wanted.answers & whole
    for side, band in zip(sides, bands, strict=True):
        may = may & band[:, side]
    sums = [table.summed(key, np.zeros(len(given.answers), np.int64), whole)]
    sums += [table.summed(key, side, band) for side, band in zip(sides, bands, strict=True)]
    people = table.people(key, len(given.answers))
    answers = _fuller(people, may, least, lambda some: _singles(people, some, sums, given.kind, least))
    score = whole[:, 0] & wanted.score & _scores(people, answers, bands, given.kind)
    return Told(whole=whole[:, 0], answers=answers, bands=bands, score=_apart(score, people))


def _bands(table: _Table, side: Labels, may: Shown, whole: Shown) -> Shown:
    """Which bands may be told beside the number of all answers; `side` is the band of each answer."""
    people = table.people(side, may.shape[1])
    number = table.summed(side, np.zeros(may.shape[1], np.int64), whole)
    return _fuller(people, may, table.least, lambda some: shown_cells(people, some, table.least, (number,)))


def _fuller(people: Cells, may: Shown, least: int, told: Callable[[Shown], Shown]) -> Shown:
    """The fuller of two ways to hide: cell by cell, or at once all of the groups that have few anywhere."""
    ways = (told(may), told(may & ~_small_groups(people, least)[:, None]))
    return max(ways, key=lambda shown: (int(shown[0].sum()), int(shown.sum())))


def _small_groups(people: Cells, least: int) -> Shown:
    """Groups that have few somewhere, and the smallest others, until these together have nowhere few."""
    small = np.zeros(len(people), np.bool_)
    small[1:] = few(people[1:], least).any(axis=1)
    size = people.sum(axis=1)
    for row in np.argsort(size, kind="stable"):
        if few(people[small].sum(axis=0), least).any():
            small[row] |= row > 0 and size[row] > 0
    return small


def _month(table: _Table, wanted: Told, whole: Shown, bands: Sequence[Shown]) -> Told:
    """Of a month only the score is told: with few answers of a kind it might tell of them."""
    people = table.people(table.given.answer, len(table.given.answers))
    answers = np.repeat(~few(people, table.least).any(axis=1, keepdims=True), people.shape[1], axis=1)
    answers[0] = wanted.answers[0]
    score = whole[:, 0] & wanted.score & _scores(people, answers, bands, table.given.kind)
    return Told(whole=whole[:, 0], answers=answers, bands=bands, score=_apart(score, people))


def _options(table: _Table, wanted: Shown) -> Shown:
    """Options of a multi-select: who named each and who did not are told together, so they go together."""
    given = table.people(table.given.answer, wanted.shape[1])
    left = table.people(np.zeros_like(table.given.answer), 1) - given
    of = np.tile(np.arange(wanted.shape[1]), 2)
    pairs = Sum(of=of, told=np.ones_like(wanted), apart=True)
    while True:
        both = shown_cells(np.hstack((given, left)), np.hstack((wanted, wanted)), table.least, (pairs,))
        shown = both[:, : wanted.shape[1]] & both[:, wanted.shape[1] :]
        if np.array_equal(shown, wanted):
            return shown
        wanted = shown


def _singles(people: Cells, wanted: Shown, sums: Sequence[Sum], kind: str, least: int) -> Shown:
    """Single answers, first within their bands, where most must go; beside a mean, so many of a row go that they cannot
    be solved for, the smallest first."""
    wanted = shown_cells(people, wanted, least, sums[1:])
    while True:
        shown = shown_cells(people, wanted, least, sums)
        wanted = shown.copy()
        for row in range(len(people)) if kind in AVERAGED else ():
            there = np.flatnonzero(shown[row])
            if (people[row, ~shown[row]] > 0).any():
                lacking = there[np.argsort(people[row, there], kind="stable")]
                wanted[row, lacking[: max(UNSOLVED - int((~shown[row]).sum()), 0)]] = False
        if np.array_equal(shown, wanted) and (given := next_to_hide(shown, people, least, sums)):
            wanted[given] = False
        if np.array_equal(shown, wanted):
            return shown


def _scores(people: Cells, answers: Shown, bands: Sequence[Shown], kind: str) -> Shown:
    """Which scores tell nothing that is hidden: of bands all of which are told, of answers that stay unsolved."""
    if kind not in AVERAGED:
        return (
            np.all([band.all(axis=1) for band in bands], axis=0) if bands else np.ones(len(people), np.bool_)
        )
    secret = (~answers & (people > 0)).any(axis=1)
    return ~secret | ((~answers).sum(axis=1) >= UNSOLVED)


def _apart(score: Shown, people: Cells) -> Shown:
    """Without everybody's score none is told; a single group's that is not would be everybody's less the others'."""
    size = people.sum(axis=1)
    if not score[0]:
        return np.zeros_like(score)
    there = [row for row in range(1, len(score)) if size[row]]
    told = [row for row in there if score[row]]
    found = score.copy()
    if told and len(there) - len(told) == 1:
        found[min(told, key=lambda row: (size[row], -row))] = False
    return found
