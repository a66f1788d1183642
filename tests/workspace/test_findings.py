"""Everything that was found, in one list: each finding repeats the document or the rows that it comes from."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.cli.ran import ran

import folkways as fw
from folkways.errors import UnknownName
from folkways.journeys.leaks import LEAST_LEAK, is_leak
from folkways.model.journey import Value
from folkways.workspace.finding_said import notes_of
from folkways.workspace.findings import KINDS, FindingsFace
from folkways.workspace.making import built
from folkways.workspace.rows import Row

pytestmark = pytest.mark.slow

TOML = """
[workspace]
name = "Rivals"
timezone = "UTC"
currency = "EUR"

[[sources]]
name = "visits"
table = "events"
files = ["visits.csv"]
columns = { customer_id = "who", at = "at", touchpoint = "what", value = "paid" }

[[sources]]
name = "reviews"
table = "voices"
files = ["reviews.csv"]
columns = { text = "text", customer_id = "who", at = "at", rating = "stars" }
constants = { kind = "review" }
event = "Writes a review"

[[sources]]
name = "notes"
table = "documents"
files = ["footway.md", "weather.md"]
columns = { text = "text", title = "title", at = "date", locator = "locator" }
constants = { kind = "competitor" }

[voices]
competitors = ["Footway", "Nordlager"]
"""
NAMING = (
    "Footway sends parcels back for free, you do not.",
    "At Footway the sole lasted a whole year longer.",
)
PLAIN = (
    "The sole came off after a week.",
    "Delivery was quick and the box was fine.",
    "I wish there were half sizes.",
)


def write(folder: Path) -> None:
    """Sixty customers, twenty of whom name one competitor, two another; a note about the first, one about rain."""
    chance = Random(4)
    visits, reviews = ["who,at,what,paid"], ["who,at,stars,text"]
    for n in range(60):
        who = f"c{n:02}"
        for step, what in enumerate(chance.choices(["Visit", "Order"], k=4)):
            paid = "20.00" if what == "Order" else ""
            visits.append(f"{who},2024-0{1 + step}-1{n % 9}T10:00:00Z,{what},{paid}")
        text = NAMING[n % 2] if n < 20 else "Nordlager is cheaper." if n < 22 else PLAIN[n % 3]
        reviews.append(f'{who},2024-06-1{n % 9}T09:00:00Z,{chance.randint(1, 5)},"{text} Number {n}."')
    (folder / "visits.csv").write_text("\n".join(visits), encoding="utf-8")
    (folder / "reviews.csv").write_text("\n".join(reviews), encoding="utf-8")
    told = {"footway": "What Footway charges", "weather": "Rain and boots"}
    for name, title in told.items():
        text = f"---\ntitle: {title}\ndate: 2024-04-02\n---\nSeen on their page. Returns are free.\n"
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    (folder / "folkways.toml").write_text(TOML, encoding="utf-8")


@pytest.fixture(scope="module")
def rivals(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rivals")
    write(folder)
    built(folder, None, progress=lambda _stage, _done, _total: None)
    return folder


@pytest.fixture(scope="module")
def found(shop: Path) -> FindingsFace:
    return fw.open(shop).findings


def of_kind(rows: list[Row], kind: str) -> list[Row]:
    return [row for row in rows if row["kind"] == kind]


def test_each_finding_says_where_it_stands_and_has_an_id_of_its_own(found: FindingsFace) -> None:
    rows = found.rows()
    assert len({row["id"] for row in rows}) == len(rows) > 50
    assert {row["kind"] for row in rows} >= {
        "trait",
        "drop-out",
        "theme",
        "pain",
        "said of a touchpoint",
        "gap",
    }
    for row in rows:
        assert row["finding"]
        assert str(row["command"]).startswith("folkways ")
        assert str(row["screen"]).startswith("#/")
        assert row["on"], row
        assert row["source"] or row["kind"] == "gap", row
    assert fw.open(Path(found._snapshot).parents[1]).findings.rows() == rows  # pyright: ignore[reportPrivateUsage]


def test_traits_are_those_whose_difference_is_surely_not_nothing(shop: Path, found: FindingsFace) -> None:
    wanted = {
        (one.name, trait.label): trait.difference.value
        for one in fw.open(shop).documents.personas
        for trait in one.observations.traits
        if trait.difference.value is not None and (trait.difference.lo or 0) * (trait.difference.hi or 0) > 0
    }
    told = {(str(row["persona"]), str(row["about"])): row["value"] for row in of_kind(found.rows(), "trait")}
    assert told == wanted
    attitudes = [row for row in of_kind(found.rows(), "trait") if "1 to 7" in str(row["about"])]
    assert {row["source"] for row in attitudes} == {"survey"}
    known = [
        row for row in of_kind(found.rows(), "trait") if str(row["about"]).startswith(("Income", "Interests"))
    ]
    assert {row["source"] for row in known} <= {"crm"}


def test_what_is_said_stands_beside_what_was_counted_at_the_touchpoint(
    shop: Path, found: FindingsFace
) -> None:
    opened = fw.open(shop)
    steps = pq.read_table(opened.evidence.tables["steps"]).to_pylist()
    row, *_ = [row for row in found.rows(kind="said of a touchpoint") if row["counted"] is not None]
    name = str(row["about"])
    everybody = opened.documents.journeys[0]
    (step,) = [
        one.id
        for one in everybody.steps
        for place in everybody.touchpoints
        if place.id in one.touchpoints and place.name == name
    ]
    speech = {one.name: one.mentioned for one in opened.voices.document.speech if one.kind == "touchpoint"}
    assert (row["count"], row["value"]) == (speech[name].texts, speech[name].share_of_texts)
    assert f"{speech[name].people:,} people" in str(row["finding"])
    assert int(str(row["counted_n"])) <= sum(one["step"] == step for one in steps)
    lost = [*found.rows(kind="leak"), *found.rows(kind="drop-out")]
    leak = next(one for one in lost if one["touchpoint"] == name)
    assert (row["counted"], row["counted_lo"], row["counted_hi"]) == (leak["value"], leak["lo"], leak["hi"])
    assert 0 < float(str(row["counted_lo"])) < float(str(row["counted"])) < float(str(row["counted_hi"]))


def test_n_is_the_denominator_wherever_a_share_is_told(found: FindingsFace) -> None:
    told = [row for row in found.rows() if row["count"] is not None and row["value"] is not None]
    assert {row["kind"] for row in told} >= {"theme", "pain", "said of a touchpoint", "gap"}
    for row in told:
        assert float(str(row["count"])) / float(str(row["n"])) == pytest.approx(
            float(str(row["value"])), abs=1e-6
        ), row


def test_only_a_step_that_loses_clearly_more_than_the_others_is_called_a_leak(found: FindingsFace) -> None:
    leaks, others = found.rows(kind="leak"), found.rows(kind="drop-out")
    visits = sum(float(str(row["n"])) for row in [*leaks, *others])
    usual = sum(float(str(row["value"])) * float(str(row["n"])) for row in [*leaks, *others]) / visits
    for row in leaks:
        assert float(str(row["value"])) >= LEAST_LEAK
        assert float(str(row["lo"])) > usual
    for row in others:
        assert float(str(row["value"])) < LEAST_LEAK or float(str(row["lo"])) <= usual
    assert others
    sure = {"lo": 0.02, "hi": 0.04, "n": 500}
    assert is_leak(Value(v=0.03, **sure), usual=0.01)
    assert not is_leak(Value(v=0.03, **sure), usual=0.025), "others may lose as many"
    assert not is_leak(Value(v=0.002, lo=0.001, hi=0.003, n=90_000), usual=0.0001), (
        "sure, and nothing to mend"
    )
    assert all("leak" not in str(row["finding"]) for row in others)


def test_the_weightiest_finding_of_each_kind_comes_before_the_second_of_any(
    shop: Path, found: FindingsFace
) -> None:
    rows = found.rows()
    kinds = [row["kind"] for row in rows]
    first = kinds[: len(set(kinds))]
    assert sorted(map(str, first)) == sorted({str(one) for one in kinds})
    effects = {
        (one.name, trait.label): abs(trait.effect or 0.0)
        for one in fw.open(shop).documents.personas
        for trait in one.observations.traits
    }
    told = [effects[str(row["persona"]), str(row["about"])] for row in of_kind(rows, "trait")]
    assert told == sorted(told, reverse=True)
    pains = [int(str(row["count"])) for row in of_kind(rows, "pain")]
    assert pains == sorted(pains, reverse=True)


def test_a_table_shows_the_first_and_says_how_many_more_there_are(shop: Path, found: FindingsFace) -> None:
    rows = len(found.rows())
    told = ran("findings", "--dir", shop).stdout
    assert f"{rows - 25:,} more: --all" in told
    assert f"{rows - 3:,} more" in ran("findings", "--dir", shop, "--limit", "3").stdout
    assert "more: --all" not in ran("findings", "--dir", shop, "--all").stdout
    assert len(json.loads(ran("findings", "--dir", shop, "--format", "json").stdout)) == rows


def test_competitors_stand_beside_the_notes_that_name_them(rivals: Path) -> None:
    face = fw.open(rivals).findings
    (row,) = face.rows(kind="competitor")
    assert (row["about"], row["count"]) == ("Footway", 20), "two people name the other: too few to be shown"
    assert row["n"] == 60, "texts"
    assert row["value"] == pytest.approx(20 / 60)
    assert row["notes"] == "What Footway charges (notes, line=5)"
    assert row["source"] == "reviews"
    assert "Footway" in str(row["quote"])
    assert {one["about"] for one in face.rows(kind="note")} == {"What Footway charges", "Rain and boots"}
    assert {one["kind"] for one in face.rows(about="footway")} >= {"competitor", "note"}
    assert "Nordlager" not in json.dumps(face.rows(kind="competitor"))


def test_a_notes_day_is_that_of_the_workspaces_clock() -> None:
    late = int(datetime(2024, 4, 2, 22, 30, tzinfo=UTC).timestamp()) * 1_000_000
    row = {
        "title": "Late",
        "document_id": "d",
        "kind": "note",
        "text": "…",
        "source": "n",
        "locator": "1",
        "at": late,
    }
    table = pa.Table.from_pylist([row])
    assert [one.on for one in notes_of(table, "UTC")] == ["2024-04-02"]
    assert [one.on for one in notes_of(table, "Europe/Berlin")] == ["2024-04-03"]


def test_findings_are_looked_for_by_words_and_kind(rivals: Path) -> None:
    face = fw.open(rivals).findings
    assert face.rows(about="RETURNS page", kind="note") == face.rows(kind="note")
    assert face.rows(about="no such word") == []
    with pytest.raises(UnknownName, match="Did you mean 'leak'"):
        face.rows(kind="leek")
    assert set(KINDS) >= {str(row["kind"]) for row in face.rows()}


def test_the_command_prints_what_the_face_holds(rivals: Path) -> None:
    told = json.loads(ran("findings", "--dir", rivals, "--about", "footway", "--format", "json").stdout)
    assert told == fw.open(rivals).findings.rows(about="footway")


def test_reviews_are_touchpoints_of_the_map(rivals: Path) -> None:
    names = {one.name for one in fw.open(rivals).documents.journeys[0].touchpoints}
    assert names == {"Visit", "Order", "Writes a review"}
    rows = json.loads(ran("ask", "counts", "--dir", rivals, "--format", "json").stdout)
    assert next(row["units"] for row in rows if row["name"] == "Writes a review") == 60
