"""The published schema of persona documents is the one the models have, and documents hold to it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from pydantic.json_schema import models_json_schema
from tests.personas.invented import told

from folkways.model.canonical import canonical_json
from folkways.model.persona import Persona, PersonaSet

PLACE = Path(__file__).parents[2] / "docs" / "reference" / "folkways.persona.schema.json"


def rendered() -> dict[str, object]:
    _, schema = models_json_schema([(Persona, "validation"), (PersonaSet, "validation")], by_alias=True)
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Folkways persona documents, format 1.0",
    }
    either = [{"$ref": "#/$defs/Persona"}, {"$ref": "#/$defs/PersonaSet"}]
    return {**head, "oneOf": either, "$defs": schema["$defs"]}


def test_the_published_schema_is_that_of_the_models(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--golden"):
        PLACE.write_text(json.dumps(rendered(), indent=2, sort_keys=True) + "\n", encoding="utf-8")
    assert json.loads(PLACE.read_text(encoding="utf-8")) == rendered()


def test_documents_hold_to_the_schema() -> None:
    check = Draft202012Validator(rendered())
    for document in [*told().personas, told().set]:
        check.validate(json.loads(canonical_json(document)))
