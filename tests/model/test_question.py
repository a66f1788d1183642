"""Questions refuse what has no answer, in the asker's words."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from folkways.errors import ConfigError
from folkways.model.question import Counts, DropOff, Funnel, Question, Retention, Sessions, Transitions

ANY: TypeAdapter[Question] = TypeAdapter(Question)


@pytest.mark.parametrize(
    "question",
    [
        Counts(),
        Transitions(scope="session"),
        Sessions(gap="1h"),
        Funnel(steps=["A"]),
        Retention(),
        DropOff(by="persona"),
    ],
    ids=lambda one: one.kind,
)
def test_a_question_survives_being_written_down(question: Question) -> None:
    assert ANY.validate_json(ANY.dump_json(question)) == question


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ConfigError, match="before it begins"):
        Counts(date_from="2024-02-02", date_to="2024-02-01")


@pytest.mark.parametrize("window", ["14", "two weeks", "-1d", "1.5h"])
def test_a_duration_that_cannot_be_read_is_refused(window: str) -> None:
    with pytest.raises(ConfigError, match="not a duration"):
        Funnel(steps=["A"], window=window)


@pytest.mark.parametrize("order", ["strict", "any"])
def test_a_step_may_stand_twice_in_an_ordered_funnel_alone(order: str) -> None:
    assert Funnel(steps=["A", "B", "A"]).steps == ["A", "B", "A"]
    with pytest.raises(ConfigError, match="stands twice"):
        Funnel(steps=["A", "B", "A"], order=order)


def test_a_funnel_cannot_exclude_its_own_step() -> None:
    with pytest.raises(ConfigError, match="both wants and excludes 'B'"):
        Funnel(steps=["A", "B"], exclude=["X", "B"])


@pytest.mark.parametrize(
    "asked",
    [
        {"mode": "bracket"},
        {"mode": "bracket", "brackets": [4, 1]},
        {"mode": "bracket", "brackets": [0, 4]},
        {"mode": "bracket", "brackets": [4]},
        {"mode": "classic", "brackets": [1, 4]},
        {"rolling": True, "cohort": "recurring"},
    ],
)
def test_a_retention_that_contradicts_itself_is_refused(asked: dict[str, object]) -> None:
    with pytest.raises(ConfigError):
        Retention(**asked)


def test_an_unknown_word_is_refused() -> None:
    with pytest.raises(ValidationError, match="wnidow"):
        Funnel(steps=["A"], wnidow="14d")
    with pytest.raises(ValidationError, match="order"):
        Funnel(steps=["A"], order="sideways")
