"""Care from files to the command line, as a person would use it."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from starlette.testclient import TestClient
from tests.care.planted import figures
from tests.cli.ran import ran

from folkways import workspace
from folkways.engines.locked import answered
from folkways.server.app import app
from folkways.workspace.care import COLUMNS
from folkways.workspace.making import built

pytestmark = pytest.mark.slow

TOML = """\
[workspace]
name = "Clinic shop"
seed = 5
min_cell = 10

[[sources]]
name = "people"
table = "customers"
files = ["people.csv"]
columns = {{ customer_id = "id" }}

[sources.traits]
faith = {{ column = "faith", kind = "nominal", class = "sensitive" }}
branch = {{ column = "branch", kind = "nominal", role = "{branch}", class = "plain" }}
"""
HABITS = ("tea", "bread", "fruit", "cheese", "wine", "fish")


def shop(folder: Path, branch: str) -> Path:
    """Three kinds of customers by what they buy; the first two buy alike but for the branch, which faith decides."""
    folder.mkdir(exist_ok=True)
    chance = np.random.default_rng(11)
    kinds = {"tea": 0.9, "bread": 0.9, "fruit": 0.1}, {"cheese": 0.9, "wine": 0.9, "fish": 0.9}
    lines = ["id,faith,branch," + ",".join(HABITS)]
    for at in range(900):
        kind, old = chance.integers(0, 2), chance.random() < 0.5
        branch_of = ("old town" if chance.random() < 0.95 else "harbour") if old else "harbour"
        buys = ["yes" if chance.random() < kinds[kind].get(one, 0.1) else "no" for one in HABITS]
        lines.append(f"c{at},{'old' if old else 'new'},{branch_of},{','.join(buys)}")
    told = TOML.format(branch=branch)
    told += "".join(
        f'{one} = {{ column = "{one}", kind = "boolean", role = "defining" }}\n' for one in HABITS
    )
    (folder / "folkways.toml").write_text(told, encoding="utf-8")
    (folder / "people.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    built(folder, None, progress=lambda _stage, _done, _total: None)
    return folder


@pytest.fixture(scope="module")
def leaning(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shop(tmp_path_factory.mktemp("leaning"), "defining")


def test_a_feature_taken_out_as_told_divides_no_more(leaning: Path, tmp_path: Path) -> None:
    found = workspace.open(leaning).care.document
    (faith,) = found.divides
    assert faith.finding
    assert faith.proxies[0].line == '[sources.traits.branch] role = "describing"'
    (again,) = workspace.open(shop(tmp_path / "mended", "describing")).care.document.divides
    assert not again.finding


def test_every_part_is_printed_with_its_columns(leaning: Path) -> None:
    for part, columns in COLUMNS.items():
        rows = json.loads(ran("care", "--part", part, "--dir", str(leaning), "--format", "json").stdout)
        assert all(tuple(row) == columns for row in rows), part
    first = json.loads(ran("care", "--dir", str(leaning), "--format", "json").stdout)[0]
    assert (first["part"], first["about"]) == ("proxies", "Faith")
    assert "Did you mean" in ran("care", "--part", "proxy", "--dir", str(leaning), exit_code=1).stderr


def test_the_server_sends_the_document(leaning: Path) -> None:
    sent = TestClient(app(leaning), base_url="http://localhost").get("/api/care")
    assert sent.json()["format"] == "folkways.care"


def test_every_query_of_a_built_document_repeats_its_number(leaning: Path) -> None:
    opened = workspace.open(leaning)
    found = opened.care.document.model_dump()
    records = {one["id"]: one for one in found["evidence"]}
    shown = [one for one in figures(found) if not one["suppressed"] and records[one["evidence"]]["query"]]
    assert len(shown) > 5
    for one in shown:
        query = records[one["evidence"]]["query"]
        again = answered(query, opened.evidence.tables).column("value")[0].as_py()
        assert again == pytest.approx(one["value"], rel=1e-5, abs=1e-6)


def test_the_sample_shops_personas_lean_on_no_age(shop: Path) -> None:
    """By its recipe a persona shifts age by a third of a standard deviation at most, and income not at all."""
    found = workspace.open(shop).care.document
    assert {one.trait for one in found.divides} == {"age_band", "income_band"}
    assert not any(one.finding for one in found.divides)
    assert not any(one.finding for one in found.left_out if one.sensitive)
