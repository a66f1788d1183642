"""Care from files to the command line, as a person would use it."""

from __future__ import annotations

import json
from collections.abc import Sequence
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

[[sources]]
name = "people"
table = "customers"
files = ["people.csv"]
columns = { customer_id = "id" }

[sources.traits]
faith = { column = "faith", kind = "nominal", class = "sensitive" }
"""
PLACES = ("branch", "entrance", "parking")
GOODS = ("tea", "bread", "fruit", "cheese", "wine", "fish")


def opened(folder: Path, *, described: Sequence[str] = ()) -> Path:
    """Two kinds of customers by what they buy, of both faiths alike; where they go leans on their faith."""
    folder.mkdir(exist_ok=True)
    chance = np.random.default_rng(11)
    lines = ["id,faith," + ",".join((*PLACES, *GOODS))]
    for at in range(900):
        old, kind = chance.random() < 0.5, chance.integers(0, 2)
        places = chance.random(3) < (0.85 if old else 0.15)
        goods = chance.random(6) < np.where(np.arange(6) // 3 == kind, 0.9, 0.1)
        cells = ["yes" if one else "no" for one in (*places, *goods)]
        lines.append(f"c{at},{'old' if old else 'new'},{','.join(cells)}")
    traits = [
        f'{one} = {{ column = "{one}", kind = "boolean", role = "{role}" }}'
        for one in (*PLACES, *GOODS)
        for role in ("describing" if one in described else "defining",)
    ]
    (folder / "folkways.toml").write_text(TOML + "\n".join(traits) + "\n", encoding="utf-8")
    (folder / "people.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    built(folder, None, progress=lambda _stage, _done, _total: None)
    return folder


@pytest.fixture(scope="module")
def leaning(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return opened(tmp_path_factory.mktemp("leaning"))


def test_features_taken_out_as_told_divide_no_more(leaning: Path, tmp_path: Path) -> None:
    (faith,) = workspace.open(leaning).care.document.divides
    assert faith.finding
    told = {one.line for one in faith.proxies}
    assert told == {f'[sources.traits.{one}] role = "describing"' for one in PLACES}
    mended = workspace.open(opened(tmp_path / "mended", described=PLACES))
    assert len(mended.documents.personas) == 2, "the two kinds are found still"
    (again,) = mended.care.document.divides
    assert not again.finding


def test_every_part_is_told_in_its_columns(leaning: Path) -> None:
    found = workspace.open(leaning).care
    for part, columns in COLUMNS.items():
        assert all(set(row) <= set(columns) for row in found.rows(part)), part
        assert set(found.shown(part)) <= set(columns)
    first = json.loads(ran("care", "--dir", str(leaning), "--format", "json").stdout)[0]
    assert (first["part"], first["about"]) == ("proxies", "Faith")
    assert "proxies" in ran("care", "--part", "proxie", "--dir", str(leaning), exit_code=2).stderr


def test_the_server_sends_the_document(leaning: Path) -> None:
    sent = TestClient(app(leaning), base_url="http://localhost").get("/api/care")
    assert sent.json()["thresholds"]["strength"] == 0.2


def test_every_query_of_a_built_document_repeats_its_number(leaning: Path) -> None:
    known = workspace.open(leaning)
    found = known.care.document.model_dump()
    records = {one["id"]: one for one in found["evidence"]}
    shown = [one for one in figures(found) if not one["suppressed"]]
    assert len(shown) > 5
    for one in shown:
        query = records[one["evidence"]]["query"]
        again = answered(query, known.evidence.tables).column("value")[0].as_py()
        assert again == pytest.approx(one["value"], rel=1e-5, abs=1e-6)


def test_the_sample_shops_personas_lean_on_no_age(shop: Path) -> None:
    """By its recipe a persona shifts age by a third of a standard deviation at most, and income not at all."""
    found = workspace.open(shop).care.document
    assert {one.trait for one in found.divides} == {"age_band", "income_band"}
    assert not any(one.finding for one in found.divides)
    assert not any(one.finding for one in found.left_out if one.sensitive)
