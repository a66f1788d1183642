"""The documents of a snapshot, each with its model, and which of its keys are spelled by us."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from folkways.model.care import Care
from folkways.model.gap import Gaps
from folkways.model.home import Home, JourneyList
from folkways.model.journey import Journey
from folkways.model.measure import Measures
from folkways.model.persona import Persona, PersonaSet
from folkways.model.quality import QualityReport
from folkways.model.survey import Answers, DriverFindings, Surveys
from folkways.model.voice import Voices

MODELS: dict[str, type[BaseModel]] = {
    "answers.json": Answers,
    "care.json": Care,
    "drivers.json": DriverFindings,
    "gaps.json": Gaps,
    "home.json": Home,
    "journeys.json": JourneyList,
    "measures.json": Measures,
    "personas.json": PersonaSet,
    "quality.json": QualityReport,
    "surveys.json": Surveys,
    "voices.json": Voices,
    "journeys": Journey,
    "personas": Persona,
}
"""Of the folders, every document in them."""


def parts(model: type[BaseModel]) -> dict[str, set[str]]:
    """The keys of a document and of every part of it, by the part's name."""
    schema = model.model_json_schema(by_alias=True)
    told = {model.__name__: schema, **schema.get("$defs", {})}
    return {name: set(one["properties"]) for name, one in told.items() if "properties" in one}


def spelled(document: object, model: type[BaseModel]) -> Iterator[str]:
    """The keys of a document as it lies there; those of mappings (persona ids, moods, languages) are data."""
    schema = model.model_json_schema(by_alias=True)
    yield from _within(document, schema, schema.get("$defs", {}))


def _within(found: object, schema: dict, parts: dict) -> Iterator[str]:
    for one in _meant(schema, parts):
        if isinstance(found, list) and "items" in one:
            for inner in found:
                yield from _within(inner, one["items"], parts)
        elif isinstance(found, dict) and "properties" in one:
            for key, inner in found.items():
                yield key
                yield from _within(inner, one["properties"].get(key, {}), parts)
        elif isinstance(found, dict) and isinstance(one.get("additionalProperties"), dict):
            for inner in found.values():
                yield from _within(inner, one["additionalProperties"], parts)


def _meant(schema: dict, parts: dict) -> list[dict]:
    """The schema itself, or those that it stands for."""
    if "$ref" in schema:
        return [parts[schema["$ref"].rsplit("/", 1)[1]]]
    return (
        [inner for one in schema["anyOf"] for inner in _meant(one, parts)] if "anyOf" in schema else [schema]
    )
