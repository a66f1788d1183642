from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.evidence.small import VISITS, built, written_shop

from folkways.errors import NoSnapshot, SnapshotDamaged, WorkspaceBusy
from folkways.evidence.building import BUILDING, writing
from folkways.evidence.snapshots import open_snapshot, snapshot_ids

pytestmark = pytest.mark.slow

PROJECT = Path(__file__).parents[2]


def started(directory: Path, pause: float, seed: int) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.evidence.small", str(directory), str(pause), str(seed)],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "started\n"
    return process


def test_a_folder_without_a_build_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(NoSnapshot, match=r"No finished build.*folkways build"):
        open_snapshot(tmp_path)


def test_the_same_inputs_give_the_same_snapshot_and_a_second_build_adds_nothing(tmp_path: Path) -> None:
    first = built(written_shop(tmp_path / "a"))
    again = built(tmp_path / "a")
    elsewhere = built(written_shop(tmp_path / "b"))
    assert first.id == again.id == elsewhere.id
    assert snapshot_ids(tmp_path / "a") == [first.id]
    files = sorted(first.manifest.files)
    assert [(first.path / name).read_bytes() for name in files] == [
        (elsewhere.path / name).read_bytes() for name in files
    ]


def test_changed_inputs_give_another_snapshot_and_readers_keep_theirs(tmp_path: Path) -> None:
    old = built(written_shop(tmp_path))
    written_shop(tmp_path, VISITS + "5,20,2024-03-04 10:00,Visit,\n")
    new = built(tmp_path)
    assert new.id != old.id
    assert open_snapshot(tmp_path).id == new.id
    assert open_snapshot(tmp_path, old.id).id == old.id


@pytest.mark.parametrize("how", ["changed", "truncated", "missing", "added", "manifest"])
def test_damage_is_told_and_nothing_is_opened(tmp_path: Path, how: str) -> None:
    snapshot = built(written_shop(tmp_path))
    file = snapshot.path / "evidence" / "events.parquet"
    whole = file.read_bytes()
    if how == "changed":
        file.write_bytes(whole[:40] + bytes([whole[40] ^ 1]) + whole[41:])
    elif how == "truncated":
        file.write_bytes(whole[:-1])
    elif how == "missing":
        file.unlink()
    elif how == "added":
        (snapshot.path / "evidence" / "more.parquet").write_bytes(b"x")
    else:
        manifest = json.loads((snapshot.path / "manifest.json").read_text())
        manifest["as_of"] = 1
        (snapshot.path / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(SnapshotDamaged, match=f"The snapshot {snapshot.id} is damaged"):
        open_snapshot(tmp_path)


def test_a_damaged_snapshot_is_built_anew(tmp_path: Path) -> None:
    snapshot = built(written_shop(tmp_path))
    (snapshot.path / "evidence" / "events.parquet").unlink()
    assert built(tmp_path).id == snapshot.id
    assert open_snapshot(tmp_path).id == snapshot.id


def test_a_second_writer_is_refused_plainly_and_readers_are_not_disturbed(tmp_path: Path) -> None:
    snapshot = built(written_shop(tmp_path))
    process = started(tmp_path, 30.0, 1)
    try:
        time.sleep(0.2)
        deadline = time.monotonic() + 20
        while (tmp_path / "lock").read_text().strip() != str(process.pid) and time.monotonic() < deadline:
            time.sleep(0.05)
        with pytest.raises(WorkspaceBusy, match=rf"Another build is writing to .* \(process {process.pid}\)"):
            built(tmp_path)
        assert open_snapshot(tmp_path).id == snapshot.id
    finally:
        process.kill()
        process.communicate()


def test_the_lock_ends_with_its_process(tmp_path: Path) -> None:
    written_shop(tmp_path)
    process = started(tmp_path, 30.0, 2)
    time.sleep(0.2)
    process.kill()
    process.communicate()
    with writing(tmp_path):
        pass


@pytest.mark.slow
def test_a_build_killed_at_ten_random_points_leaves_the_old_snapshot_and_a_rerun_finishes(
    tmp_path: Path, seed: int
) -> None:
    old = built(written_shop(tmp_path))
    expected = built(written_shop(tmp_path / "elsewhere", VISITS + "5,20,2024-03-04 10:00,Visit,\n"))
    chance = random.Random(100 + seed)
    written_shop(tmp_path, VISITS + "5,20,2024-03-04 10:00,Visit,\n")
    for number in range(10):
        process = started(tmp_path, 0.25, number)
        time.sleep(chance.random() * 1.2)
        process.kill()
        process.communicate()
        current = open_snapshot(tmp_path).id
        assert current in (old.id, expected.id)
        if current == expected.id:
            (tmp_path / "current").write_text(old.id + "\n")
    assert built(tmp_path).id == expected.id
    assert open_snapshot(tmp_path).manifest == expected.manifest
    assert list((tmp_path / BUILDING).iterdir()) == []


def test_a_rerun_takes_up_what_is_done(tmp_path: Path) -> None:
    written_shop(tmp_path)
    process = started(tmp_path, 1.0, 5)
    deadline = time.monotonic() + 30
    while not list(tmp_path.glob("building/*/load.done")) and time.monotonic() < deadline:
        time.sleep(0.01)
    process.kill()
    process.communicate()
    (events,) = tmp_path.glob("building/*/evidence/events.parquet")
    written = events.stat().st_mtime_ns
    snapshot = built(tmp_path)
    assert (snapshot.path / "evidence" / "events.parquet").stat().st_mtime_ns == written
