"""Every document spells its keys in one way."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import ts_types
from tests.docs.documented import MODELS, parts, spelled

CAMEL = re.compile(r"[a-z][a-zA-Z0-9]*")


@pytest.mark.parametrize("name", MODELS)
def test_every_key_is_in_camel_case(name: str) -> None:
    keys = {key for part in parts(MODELS[name]).values() for key in part}
    assert keys
    assert [key for key in sorted(keys) if not CAMEL.fullmatch(key)] == []


def test_what_the_pages_are_told_besides_is_in_camel_case_too() -> None:
    keys = {key for model in ts_types.DOCUMENTS for part in parts(model).values() for key in part}
    assert set(MODELS.values()) <= set(ts_types.DOCUMENTS)
    assert [key for key in sorted(keys) if not CAMEL.fullmatch(key)] == []


@pytest.mark.slow
def test_the_documents_of_a_built_workspace_have_no_other_spelling(shop: Path) -> None:
    root = shop / "snapshots" / (shop / "current").read_text(encoding="utf-8").strip() / "documents"
    files = sorted(root.rglob("*.json"))
    kinds = {str(file.relative_to(root)).split("/")[0] for file in files}
    assert kinds == set(MODELS), "each document has a model here"
    for file in files:
        model = MODELS[str(file.relative_to(root)).split("/")[0]]
        found = set(spelled(json.loads(file.read_text(encoding="utf-8")), model))
        assert found <= {key for part in parts(model).values() for key in part}, file.name
        assert all(CAMEL.fullmatch(key) for key in found), file.name
