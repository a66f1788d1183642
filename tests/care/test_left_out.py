"""Who is left out, and who fares worse, against customers of whom it is known."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from tests.care.planted import people, seen

from folkways.care.left_out import absent, left_out
from folkways.care.unequal import unequal
from folkways.model.care import LeftOut, Unequal
from folkways.model.quality import QualityReport, QualityRow

SEEDS = range(40)
NOTHING = QualityReport(rows=[])


def groups(tables: dict[str, pa.Table]) -> dict[tuple[str, str], LeftOut]:
    return {(one.trait, one.level): one for one in left_out(seen(tables)) if one.way == "answered"}


def fared(tables: dict[str, pa.Table]) -> dict[tuple[str, str], Unequal]:
    return {(one.outcome, one.trait): one for one in unequal(seen(tables), [])}


def test_a_group_that_answers_half_as_often_is_named() -> None:
    tables = people(1, silent=0.3)
    found = groups(tables)
    answered = set(tables["answers"]["customer_id"].to_pylist())
    told = tables["customers"].select(["customer_id", "faith"]).to_pylist()
    of_y = [row["customer_id"] in answered for row in told if row["faith"] == "y"]
    others = [row["customer_id"] in answered for row in told if row["faith"] != "y"]
    y = found["faith", "y"]
    assert y.finding
    assert (y.share.value, y.share.n) == (pytest.approx(np.mean(of_y)), len(of_y))
    assert (y.others.value, y.others.n) == (pytest.approx(np.mean(others)), len(others))
    assert y.ratio == pytest.approx(np.mean(of_y) / np.mean(others))
    assert not found["faith", "x"].finding, "x is more common among those who answered, not rarer"


@pytest.mark.slow
def test_where_all_answer_alike_hardly_a_seed_in_twenty_names_anybody() -> None:
    assert np.mean([any(one.finding for one in groups(people(seed)).values()) for seed in SEEDS]) <= 0.05


def test_who_is_absent_is_counted() -> None:
    tables = people(1)
    rows = [
        QualityRow(source="crm", check="rows rejected", column="ok", count=40, of=640, detail="no consent"),
        QualityRow(
            source="crm", check="rows rejected", column="at", count=3, of=640, detail="past retention"
        ),
    ]
    found = {one.why: one.share for one in absent(seen(tables), QualityReport(rows=rows))}
    silent = 600 - len(set(tables["answers"]["customer_id"].to_pylist()))
    assert found["never answered"].value == pytest.approx(silent / 600)
    assert found["no consent"].value == pytest.approx(40 / 640)
    assert found["past retention"].suppressed, "three rows tell of three people"
    assert "in no persona" not in found, "everybody is in one"
    assert {one.why for one in absent(seen(tables), NOTHING)} == {"never answered"}


def test_an_outcome_that_differs_is_described_by_level() -> None:
    tables = people(2, unfair=0.3)
    left = fared(tables)["trait_left", "faith"]
    assert left.finding
    told = tables["customers"].select(["faith", "left"]).to_pylist()
    for level in left.levels:
        own = [row["left"] for row in told if row["faith"] == level.level]
        assert (level.figure.value, level.figure.n) == (pytest.approx(np.mean(own)), len(own))
    assert left.says.startswith("Left: from")
    assert not fared(tables)["csat", "faith"].finding, "satisfaction was drawn alike"


@pytest.mark.slow
def test_where_all_fare_alike_hardly_a_seed_in_twenty_says_otherwise() -> None:
    assert np.mean([any(one.finding for one in fared(people(seed)).values()) for seed in SEEDS]) <= 0.05


def test_a_level_of_few_is_told_nowhere() -> None:
    tables = people(3, rare=4)
    assert ("faith", "z") not in groups(tables)
    shown = {one.level for found in fared(tables).values() for one in found.levels}
    assert "z" not in shown
