"""What surveys told, and what drives an outcome, as rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import get_args

from folkways.engines.locked import answered
from folkways.errors import UnknownName
from folkways.measures.answer_shares import ANSWERED_BY, AnsweredBy, AnswerShare, answer_shares
from folkways.measures.drivers import find_drivers
from folkways.measures.shown_answers import tops_of
from folkways.model.evidence import Figure
from folkways.model.survey import KeyDriver, KeyDrivers, Surveys
from folkways.stats.drivers import DriverMethod
from folkways.workspace.documents import DocumentsFace
from folkways.workspace.evidence import EvidenceFace
from folkways.workspace.rows import Row, html_table

METHODS: tuple[DriverMethod, ...] = get_args(DriverMethod)
WITHOUT: dict[AnsweredBy, str] = {"overall": "Everybody", "wave": "No wave", "persona": "No persona"}
"""What those are called whom no group names."""


class SurveysFace:
    driver_columns = (
        "question", "touchpoint", "n", "weight", "weight_lo", "weight_hi", "share", "correlation", "mean", "mean_lo",
        "mean_hi", "satisfied", "satisfied_lo", "satisfied_hi", "importance", "opportunity", "opportunity_lo",
        "opportunity_hi", "method",
    )  # fmt: skip
    driver_shown = (
        "question", "n", "weight", "weight_lo", "weight_hi", "share", "mean", "satisfied", "opportunity",
    )  # fmt: skip
    kano_columns = (
        "feature", "category", "clear", "better", "better_lo", "better_hi", "worse", "worse_lo", "worse_hi", "n",
        "unread",
    )  # fmt: skip
    maxdiff_columns = ("exercise", "item", "score", "lo", "hi", "best", "worst", "shown", "method")
    answer_columns = (
        "question", "kind", "group", "answer", "count", "of", "share", "lo", "hi", "method", "group_name",
        "weighted",
    )  # fmt: skip
    raking_columns = (
        "survey", "wave", "respondents", "unknown", "effective_n", "design_effect", "least_weight",
        "greatest_weight", "trimmed", "gap",
    )  # fmt: skip

    def __init__(self, snapshot: Path, documents: DocumentsFace) -> None:
        self._evidence = EvidenceFace(snapshot)
        self._documents = documents

    @property
    def document(self) -> Surveys:
        return self._documents.surveys

    def drivers(
        self,
        outcome: str,
        *,
        yes: Sequence[str] = (),
        drivers: Sequence[str] = (),
        method: str = "shapley",
        seed: int = 1,
    ) -> KeyDrivers:
        """Which rated questions carry an outcome; `yes` are the answers in words that count as 1."""
        tables = self._evidence.tables
        return find_drivers(
            lambda sql: answered(sql, tables),
            frozenset(tables),
            self.document.questions,
            outcome,
            yes=yes,
            drivers=drivers,
            method=_method(method),
            min_cell=self._documents.home.min_cell,
            seed=seed,
            window=self._documents.measures.window,
        )

    def answer_rows(self, question: str | None = None, *, by: str = "overall") -> list[Row]:
        """The share of each answer to a question (default: every one that has answers to count)."""
        asked = [one.question for one in self.document.questions if one.kind != "text"]
        told = [self._shares(one, _group(by)) for one in ([question] if question is not None else asked)]
        names = {one.id: one.name for one in self._documents.personas}
        return [
            {
                **asdict(share),
                "group_name": names.get(share.group, share.group) if share.group else WITHOUT[_group(by)],
                "weighted": share.is_weighted if share.share is not None else None,
            }
            for shares in told
            for share in shares
        ]

    def answer_shown(self, by: str, rows: Sequence[Row] = ()) -> tuple[str, ...]:
        """What people read of the answers: no ids, no column of groups where there is one group, and whether a share
        is weighted (as `count` of `of` never is) where any is."""
        groups = () if by == "overall" else ("group_name",)
        weights = ("weighted",) if any(row["weighted"] for row in rows) else ()
        return ("question", *groups, "answer", "count", "of", "share", "lo", "hi", *weights)

    def _shares(self, question: str, by: AnsweredBy) -> list[AnswerShare]:
        """Shares of answers, hidden where the document of answers hides them."""
        tables = self._evidence.tables
        scale = next((one for one in reversed(self.document.questions) if one.question == question), None)
        there = self._documents.answers.questions
        groups = [group for one in there if one.question == question for group in one.groups]
        groupings = {group.by for group in groups}
        return answer_shares(
            lambda sql: answered(sql, tables),
            question,
            by=by,
            least=self._documents.home.min_cell,
            tops=tops_of(scale.scale_min, scale.scale_max) if scale else (),
            groupings=[one for one in ANSWERED_BY if one in groupings],
            order=[one.answer for group in groups if group.by == "overall" for one in group.shares],
        )

    def kano_rows(self) -> list[Row]:
        return [
            {
                "feature": one.feature,
                "category": one.category,
                "clear": one.clear,
                **_told("better", one.better),
                **_told("worse", one.worse),
                "n": one.n,
                "unread": one.unread,
            }
            for one in self.document.kano
        ]

    def maxdiff_rows(self) -> list[Row]:
        return [
            {
                "exercise": exercise.name,
                "item": one.item,
                "score": one.score.value,
                "lo": one.score.lo,
                "hi": one.score.hi,
                "best": one.best,
                "worst": one.worst,
                "shown": one.shown,
                "method": one.score.method,
            }
            for exercise in self.document.maxdiff
            for one in exercise.items
        ]

    def raking_rows(self) -> list[Row]:
        return [one.model_dump(exclude={"rounds"}) for one in self.document.raking]

    def _repr_html_(self) -> str:
        questions: list[Row] = [one.model_dump() for one in self.document.questions]
        return html_table(("question", "kind", "touchpoint", "answers"), questions)


def driver_rows(found: KeyDrivers) -> list[Row]:
    return [_driver(one) for one in found.drivers]


def _driver(one: KeyDriver) -> Row:
    return {
        "question": one.question,
        "touchpoint": one.touchpoint,
        "n": one.weight.n,
        **_told("weight", one.weight),
        "share": one.share.value,
        "correlation": one.correlation.value,
        **_told("mean", one.mean),
        **_told("satisfied", one.satisfied),
        "importance": one.importance.value,
        **_told("opportunity", one.opportunity),
        "method": one.share.method,
    }


def _told(name: str, figure: Figure) -> Row:
    return {name: figure.value, f"{name}_lo": figure.lo, f"{name}_hi": figure.hi}


def _group(wanted: str) -> AnsweredBy:
    for known in ANSWERED_BY:
        if known == wanted:
            return known
    raise UnknownName("grouping", wanted, ANSWERED_BY)


def _method(wanted: str) -> DriverMethod:
    for known in METHODS:
        if known == wanted:
            return known
    raise UnknownName("way to part R²", wanted, METHODS)
