"""Key drivers of an outcome from the answers: which rated touchpoints move with it, and how well one does at each."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from folkways.errors import ConfigError, TooLittleData, UnknownName
from folkways.measures.ledger import Counted, Ledger
from folkways.measures.responses import Responses, responses
from folkways.measures.shown_answers import two_best_from
from folkways.measures.sql import Query, listed
from folkways.model.evidence import Figure, Window
from folkways.model.survey import KeyDriver, KeyDrivers, SurveyQuestion
from folkways.stats.drivers import LEAST_PAIRS, Driver, DriverMethod, Drivers, key_drivers
from folkways.stats.intervals import Interval
from folkways.stats.suppression import any_few

Floats = NDArray[np.float64]
RATED = ("rating", "csat", "ces")
SCORED = (*RATED, "nps")


def find_drivers(
    query: Query,
    tables: frozenset[str],
    questions: Sequence[SurveyQuestion],
    outcome: str,
    *,
    yes: Sequence[str] = (),
    drivers: Sequence[str] = (),
    method: DriverMethod = "shapley",
    min_cell: int,
    seed: int,
    window: Window,
) -> KeyDrivers:
    """Part the variance of an outcome among rated questions (default: all of its surveys that name a touchpoint).

    `yes` are the answers of a choice question that count as 1, others as 0. Questions are named by text or column.
    Raises UnknownName, ConfigError of an outcome that is no number, and TooLittleData with the numbers.
    """
    whole = _question(questions, outcome)
    rated = _rated(questions, whole, drivers)
    cells = [(whole.question, _outcome(whole, yes)), *[(one.question, "score") for one in rated]]
    told = responses(query, tables, cells)
    answered = np.isfinite(told.scores(0))
    kept = [
        place
        for place in range(len(rated))
        if int((answered & np.isfinite(told.scores(place + 1))).sum()) >= max(LEAST_PAIRS, min_cell)
    ]
    if not kept:
        raise TooLittleData(
            f"No question was rated by {max(LEAST_PAIRS, min_cell)} of the {int(answered.sum())} who answered "
            f"{whole.question!r}."
        )
    ratings = np.column_stack([told.scores(place + 1) for place in kept])
    top = np.column_stack([told.scores(place + 1) >= least_top(rated[place]) for place in kept])
    found = key_drivers(
        ratings, told.scores(0), top, seed=seed, weights=told.weights, people=told.people, method=method
    )
    if found.fewest < min_cell:
        raise TooLittleData(
            f"Some pair of questions was answered by fewer than {min_cell} people; numbers about so few are not shown."
        )
    return _document(found, whole, rated, kept, told, Ledger(window), min_cell)


def least_top(question: SurveyQuestion) -> float:
    """The least answer that is one of the two best on the scale; on a scale of three or fewer, the best."""
    return two_best_from(question.scale_min, question.scale_max)


def _question(questions: Sequence[SurveyQuestion], wanted: str) -> SurveyQuestion:
    found = [one for one in questions if wanted in (one.question, one.column)]
    if not found:
        raise UnknownName("question", wanted, [one.question for one in questions])
    return found[0]


def _rated(
    questions: Sequence[SurveyQuestion], outcome: SurveyQuestion, wanted: Sequence[str]
) -> list[SurveyQuestion]:
    if wanted:
        return [_question(questions, one) for one in dict.fromkeys(wanted)]
    surveys = {one.survey for one in questions if one.question == outcome.question}
    known = {
        one.question: one
        for one in questions
        if one.kind in RATED and one.question != outcome.question and one.survey in surveys
    }
    found = [one for one in known.values() if one.touchpoint] or list(known.values())
    if not found:
        raise TooLittleData(
            f"No rated question was asked together with {outcome.question!r}.",
            hint='Tell survey questions of kind = "rating", each with its touchpoint.',
        )
    return found


def _outcome(question: SurveyQuestion, yes: Sequence[str]) -> str:
    if yes:
        return f"CASE WHEN coalesce(text, printf('%g', score)) IN {listed(yes)} THEN 1.0 ELSE 0.0 END"
    if question.kind not in SCORED:
        raise ConfigError(
            f"{question.question!r} is answered in words ({question.kind}); an outcome must be a number.",
            hint='Say which answer counts as yes: --yes "Satisfied".',
        )
    return "score"


def _document(
    found: Drivers,
    outcome: SurveyQuestion,
    rated: Sequence[SurveyQuestion],
    kept: Sequence[int],
    told: Responses,
    ledger: Ledger,
    least: int,
) -> KeyDrivers:
    drivers = [
        _told(one, rated[place], outcome, told, place + 1, found.method, ledger, least)
        for one, place in zip(found.drivers, kept, strict=True)
    ]
    explained = _counted(f"R² of “{outcome.question}”", f"answers to “{outcome.question}”", found.method)
    return KeyDrivers(
        outcome=outcome.question,
        method=found.method,
        r_squared=ledger.estimate(explained, found.r_squared, "share"),
        complete=found.complete if found.complete == 0 or found.complete >= least else None,
        mended=found.mended,
        drivers=sorted(drivers, key=lambda one: (-(one.weight.value or 0.0), one.question)),
        left_out=[one.question for place, one in enumerate(rated) if place not in kept],
        evidence=ledger.cited(),
    )


def _counted(title: str, denominator: str, method: str, query: str | None = None) -> Counted:
    return Counted(
        title=title, query=query, unit="responses", denominator=denominator, method=method, kind="survey"
    )


def _told(
    driver: Driver,
    question: SurveyQuestion,
    outcome: SurveyQuestion,
    told: Responses,
    place: int,
    method: str,
    ledger: Ledger,
    least: int,
) -> KeyDriver:
    name = f"“{question.question}”"
    both = f"responses that answered “{outcome.question}” and {name}"
    known = f"FROM {told.sql} WHERE weight > 0 AND q0 IS NOT NULL AND q{place} IS NOT NULL"

    def derived(what: str, value: float | Interval, unit: str) -> Figure:
        counted = _counted(f"{what} of {name}", both, method)
        if isinstance(value, Interval):
            return ledger.estimate(counted, value, unit, n=driver.n)
        return ledger.figure(counted, value, unit, n=driver.n)

    def repeated(what: str, value: Interval, unit: str, amount: str) -> Figure:
        sql = f"SELECT sum(({amount}) * weight) / sum(weight) AS value {known}"
        return ledger.estimate(_counted(f"{what} of {name}", both, value.method, sql), value, unit)

    few = any_few((driver.top_n, driver.n - driver.top_n), least)
    hidden = ledger.figure(_counted(f"Satisfaction with {name}", both, method), None, "share")
    best = f"q{place} >= {least_top(question):g}"
    return KeyDriver(
        question=question.question,
        touchpoint=question.touchpoint,
        weight=derived("Weight", driver.weight, "share"),
        share=derived("Share of R²", driver.share, "share"),
        correlation=derived("Correlation", driver.correlation, "correlation"),
        mean=repeated("Mean", driver.mean.interval, "points", f"q{place}"),
        satisfied=hidden
        if few
        else repeated("Top ratings", driver.satisfied.interval, "share", f"({best})::INT"),
        importance=derived("Importance", driver.importance, "of 10"),
        opportunity=hidden.model_copy(update={"unit": "of 20"})
        if few
        else derived("Opportunity", driver.opportunity, "of 20"),
    )
