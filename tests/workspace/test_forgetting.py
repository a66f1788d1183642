"""Forgetting: nothing of the person is left in any byte, a kill is followed up, and no file brings them back."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pyarrow.parquet as pq
import pytest
from tests.workspace.forgettable import MAIL, OTHER_ID, TEXT, WANTED, tea_shop, traces_left

from folkways import workspace
from folkways.build import build
from folkways.errors import ConfigError, UnknownName
from folkways.evidence.erased import ErasedReturned
from folkways.evidence.holding import SnapshotsHeld
from folkways.sources.config_file import read_config
from folkways.workspace.forgetting import StillThere, forget
from folkways.workspace.preview import previewed
from folkways.workspace.subject import exported

pytestmark = pytest.mark.slow

PROJECT = Path(__file__).parents[2]


def quiet(*_: object) -> None:
    pass


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tea_shop(tmp_path_factory.mktemp("made") / "shop")
    build(read_config(folder, {}), folder, folder)
    return folder


@pytest.fixture
def shop(made: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made, tmp_path / "shop")


def everything(folder: Path) -> bytes:
    """All bytes of a folder but the sources, and all cells of its Parquet tables, by another way than the scan's."""
    parts: list[bytes] = []
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "sources" not in path.relative_to(folder).parts[:1]:
            parts.append(path.name.encode() + path.read_bytes())
            if path.suffix == ".parquet":
                parts.append(
                    json.dumps(pq.read_table(path).to_pylist(), default=str, ensure_ascii=False).encode()
                )
    return b"\n".join(parts)


def nobody_left(folder: Path) -> None:
    told = everything(folder).lower()
    for trace in (WANTED, OTHER_ID, MAIL, "campfire"):
        assert trace.encode().lower() not in told, trace


def test_a_person_is_gone_from_every_byte_under_every_id(shop: Path) -> None:
    traces_left(shop)
    before = everything(shop)
    assert all(trace.encode() in before for trace in (WANTED, OTHER_ID, MAIL, TEXT))
    hashes = pq.read_table(next(shop.glob("snapshots/*/evidence/identities.parquet"))).to_pylist()
    own = {row["value_hash"] for row in hashes if row["customer_id"] == WANTED}
    row = forget(OTHER_ID, shop, reason="asked on 3 May", progress=quiet)
    nobody_left(shop)
    assert len(own) == 2
    assert not any(str(one).encode() in everything(shop) for one in own), "no hash of theirs either"
    assert (row["found"], row["snapshots_dropped"]) == (0, 1)
    assert len(list((shop / "snapshots").iterdir())) == 1
    assert (shop / "cache/embeddings/keep.bin").exists()
    assert "customer-0001" in (shop / "landing/2026.jsonl").read_text()
    assert "other-0001" in (shop / "links.csv").read_text()
    with workspace.open(shop) as opened:
        assert opened.evidence.table("customers").num_rows == 59
        assert opened.evidence.table("quarantine").num_rows == 0


def without(folder: Path) -> Path:
    """Take the rows of the person to be forgotten out of the sources."""
    own = (WANTED, OTHER_ID, MAIL, "device-7,")
    for path in (folder / "sources").glob("*.csv"):
        lines = [line for line in path.read_text().splitlines() if not any(one in line for one in own)]
        path.write_text("\n".join(lines) + "\n")
    return folder


def quality_of(folder: Path) -> list[tuple[str, str, str | None, int, int | None]]:
    build(read_config(folder, {}), folder, folder)
    with workspace.open(folder) as opened:
        rows = opened.evidence.quality.rows
    assert not any("erased" in (one.detail or "") for one in rows if one.check != "rows read")
    return [(one.source, one.check, one.column, one.count, one.of) for one in rows]


def test_no_count_tells_how_many_rows_were_erased(shop: Path, tmp_path: Path) -> None:
    never = without(shutil.copytree(shop, tmp_path / "never"))
    shutil.rmtree(never / "snapshots")
    (never / "current").unlink()
    forget(WANTED, shop, progress=quiet)
    assert quality_of(shop) == quality_of(never)
    for source in ("visits", "crm", "reviews"):
        seen, unseen = previewed(shop, source), previewed(never, source)
        assert seen.model_copy(update={"remarks": unseen.remarks}) == unseen


def test_a_source_that_tells_of_nobody_else_is_no_error(tmp_path: Path) -> None:
    shop = tea_shop(tmp_path / "shop")
    (shop / "sources/reviews.csv").write_text(f"who,text\n{OTHER_ID},{TEXT}.\n")
    build(read_config(shop, {}), shop, shop)
    forget(WANTED, shop, progress=quiet)
    nobody_left(shop)


def test_a_certificate_says_what_was_looked_through_and_names_nobody(shop: Path) -> None:
    row = forget(WANTED, shop, reason="asked", progress=quiet)
    told = json.loads((shop / "certificates" / str(row["certificate"])).read_text())
    assert told["found"] == []
    assert told["reason"] == "asked"
    assert told["files_scanned"] > 10
    assert told["still_in_sources"] == ["crm.csv", "reviews.csv", "visits.csv"]
    assert row["still_in_sources"] == "crm.csv, reviews.csv, visits.csv"
    assert not (shop / "forgetting.json").exists()
    assert (shop / "erased.json").stat().st_mode & 0o077 == 0
    assert (shop / "key").stat().st_mode & 0o077 == 0


def test_the_next_delivery_brings_nobody_back_even_under_a_new_id(shop: Path) -> None:
    forget(WANTED, shop, progress=quiet)
    with (shop / "sources/crm.csv").open("a") as crm:
        crm.write(f"brand-new-id,{MAIL},Wanda S,North\n")
    with (shop / "sources/visits.csv").open("a") as visits:
        visits.write("brand-new-id,,2026-04-01T10:00:00Z,thing 1,3.00\n")
    build(read_config(shop, {}), shop, shop)
    assert b"brand-new-id" not in everything(shop)
    nobody_left(shop)


def test_a_snapshot_from_a_backup_is_refused_until_it_is_built_anew(shop: Path, tmp_path: Path) -> None:
    shutil.copytree(shop / "snapshots", tmp_path / "backup")
    current = (shop / "current").read_text()
    forget(WANTED, shop, progress=quiet)
    shutil.copytree(tmp_path / "backup", shop / "snapshots", dirs_exist_ok=True)
    (shop / "current").write_text(current)
    with pytest.raises(ErasedReturned):
        workspace.open(shop)
    build(read_config(shop, {}), shop, shop)
    nobody_left(shop)
    workspace.open(shop).close()


def test_a_reader_keeps_its_snapshot_until_it_closes(shop: Path) -> None:
    reader = workspace.open(shop)
    with pytest.raises(SnapshotsHeld):
        forget(WANTED, shop, wait_s=0, progress=quiet)
    assert reader.evidence.table("customers").num_rows == 60
    reader.close()
    forget(None, shop, progress=quiet)
    nobody_left(shop)


def test_a_file_that_fits_no_rule_is_named_and_nothing_is_certified(shop: Path) -> None:
    (shop / "notes.md").write_text(f"Call {MAIL} back")
    with pytest.raises(StillThere, match=r"notes\.md"):
        forget(WANTED, shop, progress=quiet)
    assert not (shop / "certificates").exists()
    (shop / "notes.md").unlink()
    assert forget(None, shop, progress=quiet)["found"] == 0


def test_who_is_unknown_is_not_forgotten_and_nothing_changes(shop: Path) -> None:
    before = everything(shop)
    with pytest.raises(UnknownName):
        forget("nobody", shop, progress=quiet)
    with pytest.raises(ConfigError):
        forget(None, shop, progress=quiet)
    assert everything(shop) == before


def test_a_person_gets_all_that_is_held_of_them(shop: Path, tmp_path: Path) -> None:
    with workspace.open(shop) as opened:
        row = exported(opened, OTHER_ID, tmp_path / "held.json")
    told = json.loads((tmp_path / "held.json").read_text())
    assert told["ids"][:2] == [WANTED, "device:" + told["ids"][1].removeprefix("device:")]
    assert set(told["tables"]) >= {
        "events",
        "customers",
        "voices",
        "identities",
        "members",
        "features",
        "steps",
    }
    assert any(TEXT in one["text"] for one in told["tables"]["voices"])
    assert len(told["tables"]["events"]) == 6 + 7 % 7 + 1, "the visit before signing up too"
    assert row["rows"] == sum(len(found) for found in told["tables"].values())
    assert (told["timezone"], told["currency"]) == ("Europe/Berlin", "EUR")
    with workspace.open(shop) as opened:
        events = pq.read_table(opened.evidence.tables["events"]).to_pylist()
    first, seen = told["tables"]["events"][0], {one["event_id"]: one for one in events}
    raw = seen[first["event_id"]]
    clock = datetime.fromtimestamp(raw["at"] // 1_000_000, ZoneInfo("Europe/Berlin"))
    assert datetime.fromisoformat(first["at"]) == clock
    assert first["at"].startswith(f"{clock:%Y-%m-%d %H:%M:%S}"), "as a clock there showed it"
    assert first["local_day"] == f"{clock:%Y-%m-%d}"
    for one in told["tables"]["events"]:
        cents = seen[one["event_id"]]["value"]
        assert one["value"] == (None if cents is None else pytest.approx(cents / 100))
    csv = (tmp_path / "held.csv").read_text()
    assert csv.startswith("table,row,column,value\n")
    assert "customer-0001" not in csv


def run(point: int, shop: Path) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-m", "tests.workspace.forgettable", str(point), str(shop)]
    return subprocess.run(words, cwd=PROJECT, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_after_a_kill_at_any_of_ten_points_the_next_run_finishes(made: Path, tmp_path: Path) -> None:
    whole = shutil.copytree(made, tmp_path / "whole")
    traces_left(whole)
    calls = int(run(0, whole).stdout)
    assert calls > 10
    for place in range(10):
        shop = shutil.copytree(made, tmp_path / f"shop{place}")
        traces_left(shop)
        done = run(1 + place * (calls - 1) // 9, shop)
        assert done.returncode == -9, done.stderr
        if (shop / "forgetting.json").exists():
            forget(None, shop, progress=quiet)
        elif not list(shop.glob("certificates/*.json")):
            forget(WANTED, shop, progress=quiet)
        nobody_left(shop)
        with workspace.open(shop) as opened:
            assert opened.evidence.table("customers").num_rows == 59
