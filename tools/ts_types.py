"""Write the TypeScript types of every document from the pydantic models.

`python tools/ts_types.py` rewrites web/src/model/documents.ts; a test holds the file equal to `rendered()`.
A field with a default may be absent, so it is optional here; readers say what they take instead.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from folkways.model.care import Care
from folkways.model.gap import Gaps
from folkways.model.home import Home, JourneyList
from folkways.model.journey import Journey
from folkways.model.measure import Measures
from folkways.model.persona import Persona, PersonaSet
from folkways.model.preview import Look
from folkways.model.quality import QualityReport
from folkways.model.survey import Answers, DriverFindings, Surveys
from folkways.model.voice import Voices

TARGET = Path(__file__).parent.parent / "web" / "src" / "model" / "documents.ts"
DOCUMENTS: tuple[type[BaseModel], ...] = (
    Home, JourneyList, Persona, PersonaSet, Journey, QualityReport, Measures, Voices, Surveys, Answers, DriverFindings,
    Gaps, Care, Look,
)  # fmt: skip
HEAD = "// Generated from src/folkways/model by tools/ts_types.py; change the models, then run it again.\n"

Schema = dict[str, Any]


def literal(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def union(parts: list[str]) -> str:
    return " | ".join(dict.fromkeys(parts))


def array(schema: Schema) -> str:
    inside = type_of(schema["items"]) if "items" in schema else "unknown"
    return f"readonly ({inside})[]" if " | " in inside else f"readonly {inside}[]"


def record(schema: Schema) -> str:
    inside = schema.get("additionalProperties")
    return f"Readonly<Record<string, {type_of(inside) if isinstance(inside, dict) else 'unknown'}>>"


def type_of(schema: Schema) -> str:
    """The TypeScript type of one JSON Schema node."""
    if "$ref" in schema:
        return schema["$ref"].rsplit("/", 1)[1]
    if "const" in schema:
        return literal(schema["const"])
    if "enum" in schema:
        return union([literal(value) for value in schema["enum"]])
    if "anyOf" in schema:
        return union([type_of(part) for part in schema["anyOf"]])
    plain = {
        "string": "string",
        "number": "number",
        "integer": "number",
        "boolean": "boolean",
        "null": "null",
    }
    kind = schema.get("type")
    if kind == "array":
        return array(schema)
    return record(schema) if kind == "object" else plain.get(str(kind), "unknown")


def comment(text: str, indent: str = "") -> str:
    lines = [line.strip() for line in text.strip().splitlines()]
    if len(lines) == 1:
        return f"{indent}/** {lines[0]} */\n"
    body = "".join(f"{indent} * {line}".rstrip() + "\n" for line in lines)
    return f"{indent}/**\n{body}{indent} */\n"


def field(name: str, schema: Schema, required: bool) -> str:
    key = name if name.replace("_", "a").isalnum() else literal(name)
    return f"  readonly {key}{'' if required else '?'}: {type_of(schema)};\n"


def interface(name: str, schema: Schema) -> str:
    told = comment(schema["description"]) if "description" in schema else ""
    required = set(schema.get("required", ()))
    fields = "".join(field(key, node, key in required) for key, node in schema.get("properties", {}).items())
    return f"{told}export interface {name} {{\n{fields}}}\n"


def rendered() -> str:
    """The whole TypeScript file, interfaces sorted by name."""
    _, schema = models_json_schema([(model, "validation") for model in DOCUMENTS])
    return HEAD + "".join("\n" + interface(name, node) for name, node in sorted(schema["$defs"].items()))


if __name__ == "__main__":
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(rendered(), encoding="utf-8")
