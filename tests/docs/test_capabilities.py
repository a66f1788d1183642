"""docs/capabilities.toml claims nothing that a test does not show."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict, Field

PROJECT = Path(__file__).parents[2]
LEDGER = PROJECT / "docs" / "capabilities.toml"
COUNTS = dict(
    zip("RSPMJTXOKFCDGIENZV", (20, 11, 25, 8, 16, 8, 2, 10, 9, 8, 8, 12, 11, 4, 6, 4, 3, 5), strict=True)
)
"""How many capabilities each group has: 170 in all."""


class Capability(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str = Field(min_length=3)
    status: str = Field(pattern="^(done|partial|later)$")
    tests: list[str] = []
    howto: str = ""
    missing: str = ""


def capabilities() -> dict[str, Capability]:
    ledger = tomllib.loads(LEDGER.read_text(encoding="utf-8"))  # refuses a doubled id
    return {name: Capability.model_validate(entry) for name, entry in ledger.items()}


def exists(test: str) -> bool:
    """Whether a test file, and the test named after `::`, are there; a name may stand in a Python or web test."""
    place, _, name = test.partition("::")
    path = PROJECT / place
    if not path.is_file():
        return False
    text = path.read_text(encoding="utf-8")
    if not name:
        return True
    if path.suffix != ".py":
        return name in text
    return any(isinstance(node, ast.FunctionDef) and node.name == name for node in ast.walk(ast.parse(text)))


def faults(name: str, capability: Capability) -> list[str]:
    """What a claim lacks, in words."""
    found = [f"{name}: no test {test}" for test in capability.tests if not exists(test)]
    if capability.howto and not Path(PROJECT, capability.howto.split("#")[0]).is_file():
        found.append(f"{name}: no how-to {capability.howto}")
    if capability.status == "done" and not (capability.tests and capability.howto):
        found.append(f"{name}: done needs tests and a how-to")
    if capability.status == "partial" and not (capability.missing and (capability.tests or capability.howto)):
        found.append(f"{name}: partial says what is there and what is missing")
    if capability.status != "partial" and capability.missing:
        found.append(f"{name}: only what is partial has something missing")
    return found


def test_every_capability_is_listed_once_in_its_order() -> None:
    expected = [f"{group}{number}" for group, count in COUNTS.items() for number in range(1, count + 1)]
    listed = re.findall(r"^\[(\w+)\]$", LEDGER.read_text(encoding="utf-8"), re.MULTILINE)
    assert listed == expected
    assert len(listed) == len(capabilities()) == 170


def test_what_is_claimed_is_tested_and_explained() -> None:
    assert [fault for name, entry in capabilities().items() for fault in faults(name, entry)] == []


HERE = "tests/docs/test_capabilities.py"


@pytest.mark.parametrize(
    "claim",
    [
        {"status": "done"},
        {"status": "done", "tests": [HERE]},
        {"status": "done", "howto": "LICENSE"},
        {"status": "done", "tests": ["tests/no_such_test.py"], "howto": "LICENSE"},
        {"status": "done", "tests": [f"{HERE}::test_that_nobody_wrote"], "howto": "LICENSE"},
        {"status": "done", "tests": [HERE], "howto": "docs/how-to/absent.md"},
        {"status": "done", "tests": [HERE], "howto": "LICENSE", "missing": "half of it"},
        {"status": "partial", "tests": [HERE]},
        {"status": "partial", "missing": "all of it"},
    ],
)
def test_a_claim_without_a_test_a_how_to_or_a_gap_is_refused(claim: dict[str, object]) -> None:
    assert faults("R1", Capability.model_validate({"title": "Take in survey answers", **claim})) != []


def test_a_claim_with_a_test_and_a_how_to_holds() -> None:
    test = f"{HERE}::test_a_claim_with_a_test_and_a_how_to_holds"
    entry = Capability(title="Take in survey answers", status="done", tests=[test], howto="LICENSE")
    assert faults("R1", entry) == []
