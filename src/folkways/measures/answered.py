"""The answers to all questions of surveys as a document: shares, bands and scores, by wave and by persona."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from folkways.measures.answer_shares import AnsweredBy, AnswerShare, bands, bands_told, said, shares_told
from folkways.measures.drivers import least_top
from folkways.measures.shown_answers import ShownAnswers, shown_answers, tops_of
from folkways.measures.sql import Query
from folkways.model.config import Config, Question
from folkways.model.evidence import Evidence, Figure, Id
from folkways.model.measure import GroupedBy, MeasureDefinition, MeasuredValue, Measures
from folkways.model.survey import AnsweredGroup, AnsweredQuestion, AnswerFigures, Answers, SurveyQuestion

UNWEIGHTED = "_unweighted"
Scope = Literal["overall", "wave", "persona", "no-wave", "no-persona"]
"""Whose answers are counted: everybody's, those of a wave or persona, or of none."""
WHERE: dict[Scope, str] = {
    "overall": "",
    "wave": " AND wave = $group",
    "persona": " AND customer_id IN (SELECT customer_id FROM members WHERE persona = $persona)",
    "no-wave": " AND wave IS NULL",
    "no-persona": " AND coalesce(customer_id, '') NOT IN "
    "(SELECT customer_id FROM members WHERE persona IS NOT NULL)",
}
OF: dict[Scope, str] = {
    "overall": "answers to the question",
    "wave": "answers to the question in the wave",
    "persona": "answers to the question by customers of the persona",
    "no-wave": "answers to the question in no wave",
    "no-persona": "answers to the question by customers of no persona",
}
GIVEN = {
    "answer": f"{said('choice')} = $answer",
    "multi": "list_contains(from_json(text, '[\"VARCHAR\"]'), $answer)",
    "nps": "$answer = CASE "
    + " ".join(f"WHEN {where} THEN '{name}'" for name, where in bands("nps", None))
    + " END",
    "csat": "$answer = CASE WHEN score >= $top THEN 'the two best answers' ELSE 'all other answers' END",
}
"""Which answers are counted: one answer, an option of several, a band."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """What the answers are read from: the tables, what was measured of them, the names of personas by id."""

    query: Query
    measures: Measures
    personas: Mapping[str, str]
    waves: bool
    orders: Mapping[str, Sequence[str]]

    @property
    def groupings(self) -> list[AnsweredBy]:
        there: dict[AnsweredBy, bool] = {"overall": True, "wave": self.waves, "persona": bool(self.personas)}
        return [by for by, is_there in there.items() if is_there]


def orders_of(config: Config) -> dict[str, list[str]]:
    """The answers to each question in the order in which its code book, options or columns name them."""
    return {one.text: _named(one) for source in config.sources for one in source.questions}


def _named(asked: Question) -> list[str]:
    columns = asked.columns.values() if isinstance(asked.columns, dict) else ()
    return list(dict.fromkeys((*asked.labels.values(), *asked.options, *columns)))


def tell_answers(
    query: Query,
    questions: Sequence[SurveyQuestion],
    measures: Measures,
    personas: Sequence[tuple[str, str]],
    orders: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> Answers:
    """Tell the answers to each question but those in own words; `personas` are (id, name) of those in `members`,
    `orders` say in which order the answers to a question are listed."""
    waves = query("SELECT count(DISTINCT wave) AS n FROM answers").column(0)[0].as_py() > 0
    asker = Asker(query=query, measures=measures, personas=dict(personas), waves=waves, orders=orders)
    counted = {one.question: one for one in questions if one.kind != "text"}
    told = [_question(asker, one) for one in counted.values()]
    return Answers(
        as_of=measures.as_of,
        run=measures.run,
        window=measures.window,
        min_cell=measures.min_cell,
        questions=told,
        evidence=_cited(told, measures),
    )


def _question(asker: Asker, asked: SurveyQuestion) -> AnsweredQuestion:
    scored = _scored(asker.measures, asked.question)
    top = least_top(asked) if asked.kind == "csat" else None
    shown = shown_answers(
        asker.query,
        asked.question,
        asked.kind,
        said(asked.kind),
        tops=tops_of(asked.scale_min, asked.scale_max),
        groupings=asker.groupings,
        least=asker.measures.min_cell,
    )
    groups = [group for by in asker.groupings for group in _groups(asker, asked, by, top, scored, shown)]
    months = [] if scored is None else _months(asker.measures, scored.key)
    return AnsweredQuestion(
        question=asked.question,
        survey=asked.survey,
        kind=asked.kind,
        touchpoint=asked.touchpoint,
        score=scored.name if scored else None,
        measure=scored.key if scored else None,
        top_from=top,
        scale_min=asked.scale_min,
        scale_max=asked.scale_max,
        groups=[*groups, *months],
    )


def _scored(measures: Measures, question: str) -> MeasureDefinition | None:
    """The measure that scores a question, the weighted one where there are two."""
    found = [one for one in measures.definitions if one.question == question]
    return min(found, key=lambda one: one.key.endswith(UNWEIGHTED), default=None)


def _months(measures: Measures, measure: str) -> Iterator[AnsweredGroup]:
    """The score by month, where there is more than one."""
    values = [one for one in measures.values if one.measure == measure and one.by == "month"]
    for one in values if len(values) > 1 else []:
        yield AnsweredGroup(by="month", group=one.group, score=one.figure)


def _groups(
    asker: Asker,
    asked: SurveyQuestion,
    by: AnsweredBy,
    top: float | None,
    scored: MeasureDefinition | None,
    shown: ShownAnswers,
) -> list[AnsweredGroup]:
    """Each group of one kind, in the order in which measures tell them; who is in none comes last."""
    question, kind = asked.question, asked.kind
    shares = shares_told(asker.query, question, kind, by, shown, asker.orders.get(question, ()))
    banded = bands_told(asker.query, question, kind, top, by, shown) if bands(kind, top) else []
    names = sorted({one.group for one in shares if one.group is not None}, key=_order(asker, by))
    nameless = [None] if any(one.group is None for one in shares) else []
    return [
        _group(asker, asked.kind, by, name, scored, _of(shares, name), _of(banded, name))
        for name in [*names, *nameless]
    ]


def _order(asker: Asker, by: AnsweredBy) -> Callable[[str], tuple[int, str]]:
    places = {name: place for place, name in enumerate(asker.personas)} if by == "persona" else {}
    return lambda name: (places.get(name, len(places)), name)


def _of(shares: Sequence[AnswerShare], group: str | None) -> list[AnswerShare]:
    return [one for one in shares if one.group == group]


def _group(
    asker: Asker,
    kind: str,
    by: AnsweredBy,
    name: str | None,
    scored: MeasureDefinition | None,
    shares: Sequence[AnswerShare],
    banded: Sequence[AnswerShare],
) -> AnsweredGroup:
    of = max((one.of for one in shares if one.of is not None), default=None)
    value = _value(asker.measures, scored, by, name)
    many = "multi" if kind == "multi" else "answer"
    scope = _scope(by, name)
    return AnsweredGroup(
        by=by,
        group=asker.personas.get(name, name) if by == "persona" and name else name,
        group_id=name if by == "persona" else None,
        answers=_figure(of, "answers", f"evd_answers-{scope}"),
        score=value.figure if value else None,
        bands=[_told(one, f"evd_{kind}-band", scope) for one in banded],
        shares=[_told(one, f"evd_{many}", scope) for one in shares],
    )


def _scope(by: AnsweredBy, name: str | None) -> Scope:
    if by == "overall" or name is not None:
        return by
    return "no-wave" if by == "wave" else "no-persona"


def _value(
    measures: Measures, scored: MeasureDefinition | None, by: GroupedBy, name: str | None
) -> MeasuredValue | None:
    if scored is None or (by != "overall" and name is None):
        return None
    return measures.found(scored.key, name)


def _told(one: AnswerShare, evidence: str, scope: Scope) -> AnswerFigures:
    share = Figure(
        value=one.share,
        unit="share",
        n=one.of,
        lo=one.lo,
        hi=one.hi,
        method=one.method or "count",
        suppressed=one.share is None,
        evidence=f"{evidence}-share-{scope}",
    )
    return AnswerFigures(
        answer=one.answer,
        count=_figure(one.count, "answers", f"{evidence}-count-{scope}", one.of),
        share=share,
    )


def _figure(value: int | None, unit: str, evidence: Id, n: int | None = None) -> Figure:
    return Figure(value=value, unit=unit, n=n, suppressed=value is None, evidence=evidence)


def _cited(told: Sequence[AnsweredQuestion], measures: Measures) -> list[Evidence]:
    """The records of shares and counts that are cited, and those of the scores as they were measured."""
    cited = {figure.evidence for question in told for group in question.groups for figure in _figures(group)}
    own = [record for scope in WHERE for record in _records(scope, measures)]
    return [one for one in (*own, *measures.evidence) if one.id in cited]


def _figures(group: AnsweredGroup) -> Iterator[Figure]:
    yield from (one for one in (group.answers, group.score) if one is not None)
    for one in (*group.bands, *group.shares):
        yield from (one.count, one.share)


def _records(scope: Scope, measures: Measures) -> Iterator[Evidence]:
    """How answers, one answer and one band are counted in a kind of group."""
    among = f"FROM answers WHERE question = $question{WHERE[scope]}"
    weighted = "coalesce(weight, 1.0)"

    def record(key: str, title: str, method: str, query: str) -> Evidence:
        return Evidence(
            id=f"evd_{key}-{scope}",
            kind="survey",
            title=title,
            unit="answers",
            denominator=OF[scope],
            window=measures.window,
            method=method,
            query=f"SELECT {query} AS value {among}",
        )

    yield record("answers", "Answers to a question", "count", "count(*)")
    for name, given in GIVEN.items():
        key, words = (f"{name}-band", "A band of answers") if name in ("nps", "csat") else (name, "An answer")
        method = "share of answers (weighted where they have weights), Wilson's interval"
        share = f"coalesce(sum({weighted}) FILTER (WHERE {given}), 0) / sum({weighted})"
        yield record(
            f"{key}-count", f"{words}: how often it was given", "count", f"count(*) FILTER (WHERE {given})"
        )
        yield record(f"{key}-share", f"{words}: its share", method, share)
