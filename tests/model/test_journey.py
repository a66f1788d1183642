"""The journey document: its model and its published schema say the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import ValidationError
from tests.fixtures.journeys.broken import MISSHAPEN, broken, example

from folkways.model.canonical import canonical_json
from folkways.model.journey import Journey

SCHEMA = Journey.model_json_schema(by_alias=True)


def test_the_published_schema_is_the_models(project: Path, golden: bool) -> None:
    path = project / "docs" / "reference" / "folkways.journey.schema.json"
    text = json.dumps(SCHEMA, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    if golden:
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text, "write it anew with --golden"


def accepted_by_schema(document: dict[str, Any]) -> bool:
    return Draft202012Validator(SCHEMA).is_valid(document)


def test_the_schema_is_a_schema_and_accepts_the_example() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert accepted_by_schema(example())


@pytest.mark.parametrize("name", MISSHAPEN)
def test_the_schema_refuses_what_the_model_refuses(name: str) -> None:
    document = broken(MISSHAPEN[name][0])
    assert not accepted_by_schema(document)
    with pytest.raises(ValidationError):
        Journey.model_validate(document)


def test_extensions_are_kept() -> None:
    document = {**example(), "x-acme": {"b": 1, "a": [2]}}
    assert accepted_by_schema(document)
    kept = json.loads(canonical_json(Journey.model_validate(document)))
    assert kept["x-acme"] == {"b": 1, "a": [2]}


def test_canonical_form_reads_back_as_itself() -> None:
    text = canonical_json(Journey.model_validate(example()))
    assert accepted_by_schema(json.loads(text))
    assert canonical_json(Journey.model_validate_json(text)) == text


def test_moving_a_step_is_a_diff_of_one_line() -> None:
    before = Journey.model_validate(example())
    moved = [
        step.model_copy(update={"rank": "ab"}) if step.id == "stp_compare" else step for step in before.steps
    ]
    after = before.model_copy(update={"steps": moved})
    lines = zip(canonical_json(before).splitlines(), canonical_json(after).splitlines(), strict=True)
    assert [pair for pair in lines if pair[0] != pair[1]] == [('      "rank": "a",', '      "rank": "ab",')]
