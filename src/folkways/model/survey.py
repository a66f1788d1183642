"""What surveys told: questions, raking, Kano features, MaxDiff items, key drivers; each number a figure."""

from __future__ import annotations

from typing import Literal

from folkways.model.config import AnswerKind
from folkways.model.evidence import Evidence, Figure, Id, Window
from folkways.model.measure import GroupedBy
from folkways.model.noun import DocumentPart

KanoCategory = Literal["must-be", "performance", "attractive", "indifferent", "reverse", "questionable"]


class SurveyQuestion(DocumentPart):
    """One question as it was asked; the ends of its scale are those told, else the least and greatest answer."""

    question: str
    column: str | None = None
    survey: str | None = None
    kind: AnswerKind
    touchpoint: str | None = None
    answers: int | None
    scale_min: float | None = None
    scale_max: float | None = None


class Raking(DocumentPart):
    """How one survey's wave was weighted: `unknown` respondents lack a level of some margin.

    `design_effect` is that of the weights alone; `gap` the widest miss of a share that is left.
    """

    survey: str | None
    wave: str | None
    respondents: int | None
    unknown: int | None
    effective_n: float | None
    design_effect: float | None
    least_weight: float | None
    greatest_weight: float | None
    trimmed: int | None
    gap: float | None
    rounds: int


class KanoFeature(DocumentPart):
    """A feature's category and how much having it pleases (`better`) and lacking it hurts (`worse`).

    No category and no figures where fewer than `min_cell` answered; `unread` answers were not on the scale.
    """

    feature: str
    category: KanoCategory | None
    clear: bool | None
    better: Figure
    worse: Figure
    n: int | None
    unread: int


class MaxDiffItem(DocumentPart):
    """An item's score, best minus worst over shown."""

    item: str
    score: Figure
    best: int | None
    worst: int | None
    shown: int | None


class MaxDiffResult(DocumentPart):
    """A MaxDiff exercise, the best item first."""

    name: str
    items: list[MaxDiffItem]
    tasks: int | None
    refused: int | None


class Surveys(DocumentPart):
    """What all surveys of one build told."""

    format: Literal["folkways.surveys"] = "folkways.surveys"
    run: str
    questions: list[SurveyQuestion]
    raking: list[Raking] = []
    kano: list[KanoFeature] = []
    maxdiff: list[MaxDiffResult] = []
    evidence: list[Evidence] = []


class KeyDriver(DocumentPart):
    """One rated question: its part of the outcome's variance, how well one does, and what there is to gain."""

    question: str
    touchpoint: str | None
    weight: Figure
    share: Figure
    correlation: Figure
    mean: Figure
    satisfied: Figure
    importance: Figure
    opportunity: Figure


class KeyDrivers(DocumentPart):
    """Which rated questions carry an outcome, the heaviest first.

    `complete` respondents gave all ratings; `mended` says that available pairs did not fit together and the nearest
    possible correlations were taken.
    """

    format: Literal["folkways.drivers"] = "folkways.drivers"
    outcome: str
    method: str
    r_squared: Figure
    complete: int | None
    mended: bool
    drivers: list[KeyDriver]
    left_out: list[str] = []
    evidence: list[Evidence]


class DriversRefused(DocumentPart):
    """An outcome of which no drivers can be told, and why, with figures."""

    outcome: str
    problem: str
    hint: str | None = None


class DriverFindings(DocumentPart):
    """The key drivers of each outcome that `folkways.toml` names, else of each survey that asks for them."""

    format: Literal["folkways.driver-findings"] = "folkways.driver-findings"
    run: str
    found: list[KeyDrivers] = []
    refused: list[DriversRefused] = []


class AnswerFigures(DocumentPart):
    """One answer, or a band of them: how often it was given, and its share of the answers to the question."""

    answer: str
    count: Figure
    share: Figure


class AnsweredGroup(DocumentPart):
    """What everybody, a wave, a persona or a month answered to one question; a month has its score alone.

    `group` is the group's name, missing for everybody and for those who are in none; `answers` are all to the question.
    """

    by: GroupedBy
    group: str | None = None
    group_id: Id | None = None
    answers: Figure | None = None
    score: Figure | None = None
    bands: list[AnswerFigures] = []
    shares: list[AnswerFigures] = []


class AnsweredQuestion(DocumentPart):
    """A question with the answers to it. `score` names its measure, `topFrom` is the least answer that is satisfied."""

    question: str
    survey: str | None = None
    kind: AnswerKind
    touchpoint: str | None = None
    score: str | None = None
    measure: str | None = None
    top_from: float | None = None
    scale_min: float | None = None
    scale_max: float | None = None
    groups: list[AnsweredGroup]


class Answers(DocumentPart):
    """The answers to every question that has answers to count, as `folkways answers` and `folkways measures` give them.

    Queries of its evidence name the question, answer, group and least satisfied answer with `$question`, `$answer`,
    `$group`, `$persona` and `$top`.
    """

    format: Literal["folkways.answers"] = "folkways.answers"
    as_of: str
    run: str
    window: Window
    min_cell: int
    questions: list[AnsweredQuestion]
    evidence: list[Evidence] = []
