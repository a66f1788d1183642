"""The TypeScript types are those of the models."""

from __future__ import annotations

import ts_types


def test_the_types_of_the_web_are_those_of_the_models() -> None:
    assert ts_types.TARGET.read_text(encoding="utf-8") == ts_types.rendered(), "run: python tools/ts_types.py"


def test_a_field_with_a_default_is_optional_and_a_literal_is_its_values() -> None:
    told = ts_types.rendered()
    assert (
        '  readonly basis: "measured" | "reported" | "observed" | "inferred" | "assumed" | "simulated";\n'
        in told
    )
    assert "  readonly evidence?: readonly string[];\n" in told
    assert "  readonly from: string;\n" in told


def test_types_that_json_schema_can_say_have_words_in_typescript() -> None:
    assert ts_types.type_of(
        {"type": "array", "items": {"anyOf": [{"type": "string"}, {"type": "null"}]}}
    ) == ("readonly (string | null)[]")
    assert ts_types.type_of({"type": "object", "additionalProperties": {"type": "integer"}}) == (
        "Readonly<Record<string, number>>"
    )
    assert ts_types.type_of({}) == "unknown"
