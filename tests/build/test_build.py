"""Whole builds as processes: killed, doubled, repeated, of awkward businesses."""

from __future__ import annotations

import json
import os
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.build.small import tiny
from tests.cli.ran import ran

from folkways.evidence.building import writing
from folkways.evidence.snapshots import open_snapshot

pytestmark = pytest.mark.slow


def begun(folder: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "folkways", "build", str(folder)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ)


def seconds_of_a_build(folder: Path) -> float:
    started = time.monotonic()
    ran("build", folder)
    return time.monotonic() - started


def killed(folder: Path, after: float) -> bool:
    """Kill a build after so many seconds; false when it had ended by itself."""
    process = begun(folder)
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return True
    return False


def test_a_second_build_finds_everything_done_and_another_folder_gets_the_same_bytes(tmp_path: Path) -> None:
    one, other = tiny(tmp_path / "one"), tiny(tmp_path / "other")
    first = ran("build", one).stdout
    assert ran("build", one).stdout == first == ran("build", other).stdout
    documents = [sorted((folder / "snapshots").glob("*/documents/**/*.json")) for folder in (one, other)]
    assert [file.read_bytes() for file in documents[0]] == [file.read_bytes() for file in documents[1]]
    assert not list((one / "building").glob("*"))


@pytest.mark.slow
def test_a_build_killed_at_any_point_leaves_what_was_current_and_is_taken_up(
    tmp_path: Path, seed: int
) -> None:
    folder, clean = tiny(tmp_path / "built"), tiny(tmp_path / "clean", customers=90)
    lasts = seconds_of_a_build(folder)
    before = open_snapshot(folder).id
    after = ran("build", clean).stdout.strip()
    tiny(folder, customers=90)
    chance = random.Random(seed)
    for _ in range(3):
        killed(folder, chance.uniform(0, lasts))
        assert open_snapshot(folder).id in {before, after}
    ran("build", folder)
    assert open_snapshot(folder).id == after


@pytest.mark.prove
def test_ten_kills_at_random_points_never_hurt_what_is_current(
    tmp_path: Path, seed: int, record_property: Callable[[str, object], None]
) -> None:
    chance = random.Random(1000 + seed)
    folder = tiny(tmp_path)
    lasts = seconds_of_a_build(folder)
    kills = 0
    for number in range(10):
        before = open_snapshot(folder).id
        tiny(folder, customers=71 + number)
        kills += killed(folder, chance.uniform(0, lasts))
        left = open_snapshot(folder).id
        after = ran("build", folder).stdout.split()[-1]
        assert left in {before, after}
        assert open_snapshot(folder).id == after != before
        assert not list((folder / "building").glob("*"))
    record_property("kills", kills)


@pytest.mark.slow
@pytest.mark.prove
def test_builds_begun_at_once_leave_one_good_snapshot_and_the_late_ones_say_why(
    tmp_path: Path, seed: int, record_property: Callable[[str, object], None]
) -> None:
    chance = random.Random(2000 + seed)
    folder, clean = tiny(tmp_path / "built"), tiny(tmp_path / "clean")
    processes: list[subprocess.Popen[bytes]] = []
    for _ in range(3):
        processes.append(begun(folder))
        time.sleep(chance.choice((0, chance.uniform(0, 2))))
    codes = [process.wait(300) for process in processes]
    assert 0 in codes
    assert set(codes) <= {0, 7}
    assert open_snapshot(folder).id == ran("build", folder).stdout.split()[-1]
    assert open_snapshot(folder).id == ran("build", clean).stdout.split()[-1]
    record_property("builds", len(codes))


def test_a_build_that_finds_no_room_says_so_and_leaves_what_was_current(tmp_path: Path) -> None:
    folder = tiny(tmp_path)
    before = ran("build", folder).stdout.strip()
    tiny(folder, customers=90)
    command = [sys.executable, "-m", "folkways", "build", str(folder)]
    room = (8 << 10, 8 << 10)
    full = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, room),
    )
    assert full.returncode == 2
    assert f"Cannot write in {str(folder)!r}" in full.stderr
    assert "Traceback" not in full.stderr
    assert open_snapshot(folder).id == before
    assert ran("build", folder).stdout.strip() != before


def test_two_builds_at_once_are_refused_plainly(tmp_path: Path) -> None:
    folder = tiny(tmp_path)
    with writing(folder):
        second = ran("build", folder, exit_code=7)
    assert str(os.getpid()) in second.stderr
    ran("build", folder)


def test_one_customer_and_customers_all_alike_are_told_that_there_are_no_groups(tmp_path: Path) -> None:
    for name, words in (("one", {"customers": 1}), ("alike", {"customers": 80, "alike": True})):
        folder = tiny(tmp_path / name, **words)
        ran("build", folder)
        assert "no distinct groups" in ran("personas", "--dir", folder).stdout
        assert json.loads(ran("personas", "--dir", folder, "--format", "json").stdout) == []
        assert json.loads(ran("journeys", "--dir", folder, "--format", "json").stdout)
        ran("export", "--to", tmp_path / f"{name}.html", "--dir", folder)


@pytest.mark.slow
def test_one_customer_with_a_million_events_builds_beside_the_others(tmp_path: Path) -> None:
    folder = tiny(tmp_path)
    start = datetime(2026, 1, 5, tzinfo=UTC)
    with (folder / "log.csv").open("a", encoding="utf-8") as log:
        for number in range(1_000_000):
            at = start + timedelta(seconds=7 * number)
            log.write(f"giant,{at.isoformat()},thing {number % 4},1.00\n")
    ran("build", folder)
    counted = json.loads(ran("ask", "counts", "--dir", folder, "--format", "json").stdout)
    assert sum(row["events"] for row in counted) > 1_000_000
    assert json.loads(ran("journeys", "--dir", folder, "--format", "json").stdout)


def test_ten_thousand_touchpoints_build(tmp_path: Path) -> None:
    folder = tiny(tmp_path, customers=900, touchpoints=10_000)
    ran("build", folder)
    assert ran("ask", "transitions", "--dir", folder, "--format", "csv").stdout.startswith("source,")


def test_customers_whose_ids_changed_their_type_are_refused_and_nothing_is_lost(tmp_path: Path) -> None:
    folder = tiny(tmp_path, prefix="1000")
    before = ran("build", folder).stdout.strip()
    tiny(folder, prefix="user-")
    told = ran("build", folder, exit_code=3).stderr
    assert "id" in told
    assert open_snapshot(folder).id == before
