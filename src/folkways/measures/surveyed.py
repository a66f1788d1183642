"""What surveys told beyond scores: the questions there are, Kano features, MaxDiff items."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from folkways.errors import UnknownName
from folkways.measures.ledger import Counted, Ledger
from folkways.measures.responses import Responses, question_named, responses
from folkways.measures.sql import Query
from folkways.model.config import Config, KanoPair, MaxDiffConfig, MaxDiffTask
from folkways.model.evidence import Figure, Window
from folkways.model.survey import KanoFeature, MaxDiffItem, MaxDiffResult, Raking, SurveyQuestion, Surveys
from folkways.stats.kano import kano
from folkways.stats.maxdiff import ItemScore, maxdiff

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]
TOLD = "coalesce(text, printf('%g', score))"
KANO_METHOD = "shares of answers that are neither reverse nor questionable"
KANO_WORDS = (
    ("1", "like", "i like it", "i like it that way", "i would like it", "i like this", "i enjoy it that way"),
    ("2", "expect", "must be", "must-be", "i expect it", "it must be that way", "i expect it that way"),
    ("3", "neutral", "i am neutral", "i'm neutral", "i don't care", "i do not care"),
    ("4", "live with", "i can live with it", "i can live with it that way", "i can tolerate it", "tolerate"),
    ("5", "dislike", "i dislike it", "i dislike it that way", "i would dislike it", "i dislike this"),
)
"""The usual wordings of the five answers, from like to dislike; a scale of one's own stands in `folkways.toml`."""


def tell_surveys(
    query: Query,
    tables: frozenset[str],
    config: Config,
    raking: list[Raking],
    *,
    window: Window,
    run: str,
) -> Surveys:
    """Tell the questions asked, how answers were raked, and the Kano features and MaxDiff items of `folkways.toml`.

    Raises UnknownName of a question that nobody answered, TooLittleData where no pair or task is whole.
    """
    ledger = Ledger(window)
    questions = _questions(query, config)
    asked = [one.question for one in questions]
    return Surveys(
        run=run,
        questions=questions,
        raking=raking,
        kano=[_feature(query, tables, config, one, asked, ledger) for one in config.survey.kano],
        maxdiff=[_exercise(query, tables, config, one, asked, ledger) for one in config.survey.maxdiff],
        evidence=ledger.cited(),
    )


def _questions(query: Query, config: Config) -> list[SurveyQuestion]:
    known = {one.text: one for source in config.sources for one in source.questions}
    rows = query(
        "SELECT question, survey, kind, max(touchpoint) AS touchpoint, count(*) AS answers, min(score) AS least, "
        "max(score) AS greatest, count(DISTINCT respondent_id) AS people FROM answers GROUP BY question, survey, kind "
        "ORDER BY survey, question, kind"
    ).to_pylist()
    return [
        SurveyQuestion(
            question=row["question"],
            column=known[row["question"]].column if row["question"] in known else None,
            survey=row["survey"],
            kind=row["kind"],
            touchpoint=row["touchpoint"],
            answers=row["answers"] if row["people"] >= config.workspace.min_cell else None,
            scale_min=_first(
                known[row["question"]].scale_min if row["question"] in known else None, row["least"]
            ),
            scale_max=_first(
                known[row["question"]].scale_max if row["question"] in known else None, row["greatest"]
            ),
        )
        for row in rows
    ]


def _first(told: float | None, found: float | None) -> float | None:
    return found if told is None else told


def _asked(config: Config, wanted: str, asked: Sequence[str]) -> str:
    question = question_named(config, wanted)
    if question not in asked:
        raise UnknownName("question with answers", wanted, asked)
    return question


def _feature(
    query: Query,
    tables: frozenset[str],
    config: Config,
    pair: KanoPair,
    asked: Sequence[str],
    ledger: Ledger,
) -> KanoFeature:
    names = [_asked(config, one, asked) for one in (pair.functional, pair.dysfunctional)]
    told = responses(query, tables, [(one, TOLD) for one in names])
    scale = kano_scale(config.survey.kano_scale)
    functional, dysfunctional = (_on_scale(told.texts(place), scale) for place in (0, 1))
    unread = int((functional < 0).sum() + (dysfunctional < 0).sum())
    found = kano(functional, dysfunctional, told.weights)
    shown = found.n >= config.workspace.min_cell

    def figure(what: str, better: bool) -> Figure:
        interval = found.better if better else found.worse
        counted = Counted(
            title=f"{what}: {pair.feature}",
            query=None,
            unit="responses",
            denominator=f"pairs of answers about “{pair.feature}” that are neither reverse nor questionable",
            method=KANO_METHOD,
            kind="survey",
        )
        few = interval is None or interval.n < config.workspace.min_cell
        return (
            ledger.figure(counted, None, "share")
            if few or interval is None
            else ledger.estimate(counted, interval, "share")
        )

    return KanoFeature(
        feature=pair.feature,
        category=found.category if shown else None,
        clear=found.clear if shown else None,
        better=figure("Better with it", better=True),
        worse=figure("Worse without it", better=False),
        n=found.n if shown else None,
        unread=unread,
    )


def kano_scale(told: Sequence[str]) -> dict[str, float]:
    """Which answer stands where from 1 (like) to 5 (dislike); one's own words, else the usual ones."""
    if told:
        return {word.strip().casefold(): place + 1.0 for place, word in enumerate(told)}
    return {word: place + 1.0 for place, words in enumerate(KANO_WORDS) for word in words}


def _on_scale(texts: Sequence[str | None], scale: Mapping[str, float]) -> Floats:
    """The places of answers; NaN of none, −1 of one that the scale does not know."""
    plain = (None if one is None else one.strip().rstrip(".").replace("’", "'").casefold() for one in texts)
    return np.array([np.nan if one is None else scale.get(one, -1.0) for one in plain])


def _exercise(
    query: Query,
    tables: frozenset[str],
    config: Config,
    exercise: MaxDiffConfig,
    asked: Sequence[str],
    ledger: Ledger,
) -> MaxDiffResult:
    named = [
        _asked(config, one, asked)
        for task in exercise.tasks
        for one in (task.best, task.worst, task.shown_in)
        if one is not None
    ]
    told = responses(query, tables, [(one, TOLD) for one in named])
    place_of = {one: place for place, one in enumerate(named)}
    at = {item.strip().casefold(): code for code, item in enumerate(exercise.items)}
    parts = [_task(told, one, place_of, at, config) for one in exercise.tasks]
    times = len(parts)
    found = maxdiff(
        np.concatenate([best for best, _, _ in parts]),
        np.concatenate([worst for _, worst, _ in parts]),
        np.concatenate([shown for _, _, shown in parts]),
        np.tile(told.people, times),
        np.tile(told.weights, times),
    )
    least = config.workspace.min_cell
    items = [
        _item(name, one, exercise.name, ledger, least)
        for name, one in zip(exercise.items, found.items, strict=True)
    ]
    return MaxDiffResult(
        name=exercise.name,
        items=sorted(items, key=lambda one: (one.score.suppressed, -(one.score.value or 0.0), one.item)),
        tasks=found.tasks if found.respondents >= least else None,
        refused=found.refused if found.respondents >= least else None,
    )


def _task(
    told: Responses, task: MaxDiffTask, place_of: Mapping[str, int], at: Mapping[str, int], config: Config
) -> tuple[Codes, Codes, NDArray[np.bool_]]:
    """The best and worst item of each response (−1: no choice) and which items it was shown."""

    def answers(column: str) -> list[str | None]:
        return told.texts(place_of[question_named(config, column)])

    best, worst = (_codes(answers(one), at) for one in (task.best, task.worst))
    shown = np.zeros((len(best), len(at)), dtype=bool)
    if task.shown_in is None:
        strange = [one for one in task.shown if one.strip().casefold() not in at]
        if strange:
            raise UnknownName("item of the MaxDiff exercise", strange[0], list(at))
        shown[:, [at[one.strip().casefold()] for one in task.shown] or slice(None)] = True
        return best, worst, shown
    for row, listed in enumerate(answers(task.shown_in)):
        for item in (listed or "").split(";"):
            if item.strip().casefold() in at:
                shown[row, at[item.strip().casefold()]] = True
    return best, worst, shown


def _codes(texts: Sequence[str | None], at: Mapping[str, int]) -> Codes:
    return np.array([-1 if one is None else at.get(one.strip().casefold(), -1) for one in texts])


def _item(item: str, found: ItemScore, exercise: str, ledger: Ledger, least: int) -> MaxDiffItem:
    counted = Counted(
        title=f"{item}, of “{exercise}”",
        query=None,
        unit="tasks",
        denominator=f"tasks that showed “{item}”",
        method="times best minus times worst over times shown; tasks of one respondent taken together",
        kind="survey",
    )
    shown = found.respondents >= least and found.score is not None
    return MaxDiffItem(
        item=item,
        score=ledger.estimate(counted, found.score.interval, "score")
        if shown and found.score
        else ledger.figure(counted, None, "score"),
        best=found.best if shown and _many(found.best, least) else None,
        worst=found.worst if shown and _many(found.worst, least) else None,
        shown=found.shown if shown else None,
    )


def _many(count: int, least: int) -> bool:
    """A count of choices that does not single anybody out: none, or enough."""
    return count == 0 or count >= least
