"""A journey template: its stages, the lanes that are switched on, what to measure, where it usually leaks."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

from folkways.errors import UnknownName
from folkways.model.config import Stage
from folkways.model.journey import LaneType
from folkways.model.noun import Noun


class TemplateStage(Noun):
    """A stage in its place, in the customer's words."""

    key: Stage
    title: str
    goal: str


class TemplateLane(Noun):
    """A lane in its place; `measure` names what its values are."""

    key: str
    type: LaneType
    title: str
    role: Literal["experience", "organisation", "insight", "data", "layout"]
    measure: str | None = None


class Template(Noun):
    """A journey template. Starter touchpoints, leaks and questions are help for people, never evidence."""

    name: str
    title: str
    stages: list[TemplateStage]
    lanes: list[TemplateLane]
    touchpoints: list[str]
    measures: list[str]
    leaks: list[str]
    questions: list[str]
    hints: dict[Stage, list[str]] = {}


@cache
def template(name: str) -> Template:
    """Read a template that ships with the package.

    Raises `UnknownName` for a name that has none.
    """
    shelf = files("folkways.templates")
    known = sorted(
        entry.name.removesuffix(".toml") for entry in shelf.iterdir() if entry.name.endswith(".toml")
    )
    if name not in known:
        raise UnknownName("template", name, known)
    return Template.model_validate(tomllib.loads((shelf / f"{name}.toml").read_text(encoding="utf-8")))
