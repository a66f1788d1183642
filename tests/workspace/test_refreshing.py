"""Refreshing: pull, notice, build when something changed; what fails leaves the rest as it was."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from starlette.testclient import TestClient
from tests.build.small import tiny
from tests.cli.ran import ran
from tests.sources.stub_api import Asked, Told, answering

from folkways.errors import SourceError, WorkspaceBusy
from folkways.evidence.building import writing
from folkways.evidence.erased import add_erased
from folkways.evidence.key import workspace_key
from folkways.evidence.sieve import erased_hash
from folkways.server import app
from folkways.sources.identifiers import keyed_hash
from folkways.sources.tokens import new_token
from folkways.workspace.making import built
from folkways.workspace.refreshing import Refreshed, refreshed

pytestmark = pytest.mark.slow

CANARY = "canary-51d0ab"
DESK = """
[[sources]]
name = "desk"
table = "events"
columns = {{ customer_id = "who", at = "at", event_id = "id" }}
constants = {{ touchpoint = "Help desk" }}

[sources.pull]
kind = "rest"
url = "{url}/tickets"
cursor = "at"
cursor_param = "since"
token_env = "DESK_TOKEN"
allow_private = true
"""


def tickets(count: int) -> list[dict[str, object]]:
    return [
        {"id": f"t{n}", "who": f"c{n % 70}", "at": f"2026-02-{1 + n // 24:02}T{n % 24:02}:00:00Z"}
        for n in range(count)
    ]


def desk(rows: list[dict[str, object]]) -> Callable[[Asked], Told]:
    def answer(asked: Asked) -> Told:
        found = [row for row in rows if str(row["at"]) >= asked.params.get("since", "")]
        return 200, {}, json.dumps(found).encode()

    return answer


def shop(folder: Path, url: str) -> Path:
    tiny(folder)
    with (folder / "folkways.toml").open("a") as file:
        file.write(DESK.format(url=url))
    return folder


def once(folder: Path, **words: object) -> Refreshed:
    told = {"environment": {"DESK_TOKEN": CANARY}, "progress": lambda *_: None, **words}
    return refreshed(folder, None, **told)  # pyright: ignore[reportArgumentType]


def events_of(folder: Path, snapshot: str | None) -> dict[str, int]:
    table = pq.read_table(
        folder / "snapshots" / str(snapshot) / "evidence" / "events.parquet", columns=["source"]
    )
    return {row["values"]: row["counts"] for row in table["source"].value_counts().to_pylist()}


def states(done: Refreshed) -> dict[object, object]:
    return {row["source"]: row["state"] for row in done.rows}


def test_a_refresh_pulls_builds_and_the_next_one_finds_nothing_to_do(tmp_path: Path) -> None:
    rows = tickets(40)
    with answering(desk(rows)) as stub:
        shop(tmp_path, stub.url)
        first = once(tmp_path)
        assert states(first) == {"log": "changed", "desk": "new rows"}
        assert events_of(tmp_path, first.snapshot)["desk"] == 40
        second = once(tmp_path)
        assert (second.is_new, second.snapshot) == (False, first.snapshot)
        assert states(second) == {"log": "unchanged", "desk": "nothing new"}
        rows += tickets(60)[40:]
        third = once(tmp_path)
        assert third.rows[1]["rows"] == 20
        assert third.rows[1]["since"] == "2026-02-02T15:00:00Z"
        assert events_of(tmp_path, third.snapshot)["desk"] == 60
        with (tmp_path / "log.csv").open("a") as file:
            file.write("c1,2026-03-30T10:00:00Z,thing 1,5.00\n")
        fourth = once(tmp_path, only="log")
        assert states(fourth) == {"log": "changed"}
        assert fourth.is_new


def test_a_refresh_does_not_tell_how_many_rows_of_erased_people_came(tmp_path: Path) -> None:
    with answering(desk(tickets(40))) as stub:
        shop(tmp_path, stub.url)
        once(tmp_path)
        key = workspace_key(tmp_path)
        add_erased(tmp_path, frozenset({erased_hash(key, keyed_hash(key, "customer", "c3"))}))
        done = once(tmp_path)
        assert all(row["rows"] is None for row in done.rows)
        assert events_of(tmp_path, done.snapshot)["desk"] == 39


def test_rows_of_erased_people_that_are_pulled_again_do_not_stay_where_they_landed(tmp_path: Path) -> None:
    rows = tickets(40)
    with answering(desk(rows)) as stub:
        shop(tmp_path, stub.url)
        once(tmp_path)
        key = workspace_key(tmp_path)
        add_erased(tmp_path, frozenset({erased_hash(key, keyed_hash(key, "customer", "c3"))}))
        rows += [{"id": "again", "who": "c3", "at": "2026-02-20T10:00:00Z"}, *tickets(42)[40:]]
        done = once(tmp_path)
    files = tmp_path.glob("landing/desk/*.jsonl")
    landed = [json.loads(line) for path in files for line in path.read_text().splitlines()]
    assert {str(row["who"]) for row in landed} == {f"c{n}" for n in range(42)} - {"c3"}
    assert len(landed) == 41 == events_of(tmp_path, done.snapshot)["desk"]


def test_the_same_landed_bytes_give_the_same_run_wherever_the_workspace_lies(tmp_path: Path) -> None:
    with answering(desk(tickets(30))) as stub:
        here = once(shop(tmp_path / "a", stub.url)).snapshot
        apart = refreshed(
            shop(tmp_path / "b", stub.url),
            tmp_path / "c" / "d",
            environment={"DESK_TOKEN": CANARY},
            progress=lambda *_: None,
        ).snapshot
    assert here == apart


def test_a_source_that_fails_leaves_the_others_going_and_what_it_had(tmp_path: Path) -> None:
    with answering(desk(tickets(40))) as stub:
        first = once(shop(tmp_path, stub.url))
    with (tmp_path / "log.csv").open("a") as file:
        file.write("c1,2026-03-30T10:00:00Z,thing 1,5.00\n")
    done = once(tmp_path, environment={})
    assert states(done) == {"log": "changed", "desk": "failed"}
    assert list(done.failed) == ["desk"]
    assert done.is_new
    assert events_of(tmp_path, done.snapshot)["desk"] == events_of(tmp_path, first.snapshot)["desk"] == 40


def test_nothing_is_built_while_a_source_that_failed_has_never_had_anything(tmp_path: Path) -> None:
    with answering(lambda _: (404, {}, b"")) as stub:
        done = once(shop(tmp_path, stub.url))
    assert (list(done.failed), done.snapshot) == (["desk"], None)
    with pytest.raises(SourceError, match="'desk' was never pulled"):
        built(tmp_path, None, progress=lambda *_: None)


def test_two_refreshes_at_once_are_one_and_a_refusal(tmp_path: Path) -> None:
    with answering(desk(tickets(5))) as stub, writing(shop(tmp_path, stub.url)), pytest.raises(WorkspaceBusy):
        once(tmp_path)


def test_a_landed_file_that_is_gone_is_pulled_anew(tmp_path: Path) -> None:
    with answering(desk(tickets(40))) as stub:
        first = once(shop(tmp_path, stub.url))
        (tmp_path / "landing/desk/0001.jsonl").unlink()
        again = once(tmp_path)
    assert again.rows[1]["rows"] == 40
    assert again.snapshot == first.snapshot


def test_a_file_that_the_cursor_does_not_name_never_counts(tmp_path: Path) -> None:
    with answering(desk(tickets(40))) as stub:
        first = once(shop(tmp_path, stub.url))
        (tmp_path / "landing/desk/0002.jsonl").write_text('{"id": "x", "who": "c1", "at": "2026-02-01"}\n')
        assert once(tmp_path).snapshot == first.snapshot
    assert not (tmp_path / "landing/desk/0002.jsonl").exists()


def refresh_process(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "folkways", "refresh", str(folder)],
        env={**os.environ, "DESK_TOKEN": CANARY}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(("stop", "code"), [(signal.SIGINT, 130), (signal.SIGKILL, -9)])
def test_a_pull_that_is_stopped_half_way_starts_over_as_if_it_had_not_been(
    tmp_path: Path, stop: signal.Signals, code: int
) -> None:
    pages = 0

    def answer(asked: Asked) -> Told:
        nonlocal pages
        pages += 1
        if pages == 2:
            running.send_signal(stop)
            running.wait(30)
        start = 20 * (int(asked.params.get("page", 1)) - 1)
        return 200, {}, json.dumps(tickets(60)[start : start + 20]).encode()

    with answering(answer) as stub:
        shop(tmp_path, stub.url)
        with (tmp_path / "folkways.toml").open("a") as file:
            file.write('paging = { by = "page", param = "page" }\n')
        running = refresh_process(tmp_path)
        _, complaints = running.communicate(timeout=120)
        assert (running.returncode, "Traceback" in complaints) == (code, False)
        assert not (tmp_path / "landing/desk/cursor.json").exists()
        done = once(tmp_path)
    assert events_of(tmp_path, done.snapshot)["desk"] == 60


@pytest.mark.slow
def test_the_command_prints_what_came_and_tells_by_its_exit_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DESK_TOKEN", CANARY)
    with answering(desk(tickets(40))) as stub:
        shop(tmp_path, stub.url)
        told = ran("refresh", tmp_path, "--format", "json")
        assert [row["rows"] for row in json.loads(told.stdout)] == [None, 40]
        assert "New snapshot: snp_" in told.stderr
        assert "Nothing changed: snp_" in ran("refresh", tmp_path).stderr
        assert "No source 'dsk'" in ran("refresh", tmp_path, "--source", "dsk", exit_code=2).stderr
    failed = ran("refresh", tmp_path, exit_code=3)
    assert "Source 'desk' could not be refreshed" in failed.stderr
    assert "failed" in failed.stdout


@pytest.mark.slow
def test_a_token_shows_nowhere_that_folkways_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESK_TOKEN", CANARY)
    folder = tmp_path / "shop"
    outputs: list[str] = []
    told = iter([(200, {}, b"{"), (401, {}, b""), (302, {"Location": "http://evil.example/"}, b"")])
    with answering(lambda asked: next(told, desk(tickets(40))(asked))) as stub:
        shop(folder, stub.url)
        for code in (3, 3, 3, 0):
            done = ran("refresh", folder, exit_code=code)
            outputs += [done.stdout, done.stderr]
        assert all(asked.headers["Authorization"] == f"Bearer {CANARY}" for asked in stub.asked)
    ran("export", "--dir", folder, "--to", tmp_path / "report.html")
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(written) > 15
    assert [path for path in written if CANARY.encode() in path.read_bytes()] == []
    assert CANARY not in "".join(outputs)


SITE = """
[[sources]]
name = "site"
table = "events"
layout = "segment"
columns = { customer_id = "customer_id", event_id = "message_id", at = "at", touchpoint = "touchpoint" }
identifiers = { anonymous_id = "anonymous_id" }
pull = { kind = "events" }

[[sources]]
name = "site-people"
table = "customers"
layout = "segment"
columns = { customer_id = "customer_id" }
identifiers = { anonymous_id = "anonymous_id" }
repeats = "latest"
pull = { kind = "events" }
"""


def test_sent_events_become_evidence_with_the_next_refresh(tmp_path: Path) -> None:
    tiny(tmp_path)
    with (tmp_path / "folkways.toml").open("a") as file:
        file.write(SITE)
    before = once(tmp_path)
    assert states(before) == {"log": "changed", "site": "nothing new", "site-people": "nothing new"}
    batch = [
        {"type": "track", "event": "Order completed", "userId": f"c{n}", "anonymousId": f"a{n}", "messageId": f"o{n}",
         "timestamp": f"2026-02-01T10:{n:02}:00Z"}
        for n in range(40)
    ]  # fmt: skip
    batch += [
        {
            "type": "page",
            "name": "Start",
            "anonymousId": "a1",
            "messageId": "p",
            "timestamp": "2026-02-01T09:00:00Z",
        }
    ]
    batch += [
        {
            "type": "identify",
            "userId": "c1",
            "anonymousId": "a1",
            "messageId": "i",
            "timestamp": "2026-02-01T09:30:00Z",
        }
    ]
    headers = {"Authorization": f"Bearer {new_token(tmp_path, 'shop')}"}
    with TestClient(app(tmp_path), base_url="http://127.0.0.1", headers=headers) as client:
        assert client.post("/v1/batch", json={"batch": batch}).json()["new"] == 42
        after = once(tmp_path)
        assert [row.get("rows") for row in after.rows] == [None, 42, 42]
        assert events_of(tmp_path, after.snapshot)["site"] == 41
        assert once(tmp_path).snapshot == after.snapshot
    events = pq.read_table(
        tmp_path / "snapshots" / str(after.snapshot) / "evidence" / "events.parquet"
    ).to_pylist()
    assert [row["customer_id"] for row in events if row["touchpoint"] == "Page Start"] == ["c1"]
