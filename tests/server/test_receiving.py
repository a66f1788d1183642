"""Taking in events: who may, what fits, on the disk before the answer, and each message once."""

from __future__ import annotations

import base64
import json
import random
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.cli.ran import ran
from tests.server.sender import send_batches, serving, stored_ids

from folkways.errors import ConfigError, UnknownName
from folkways.server import app
from folkways.sources.received import OPEN, append_lines, close_received, received_folder
from folkways.sources.tokens import new_token, revoke_token

pytestmark = pytest.mark.slow

HOST = "http://127.0.0.1"
TRACK = {"event": "Visits", "userId": "c1", "messageId": "m1", "timestamp": "2026-03-01T10:00:00Z"}


@pytest.fixture
def token(tmp_path: Path) -> str:
    return new_token(tmp_path, "web-shop")


@pytest.fixture
def client(tmp_path: Path, token: str) -> Iterator[TestClient]:
    site = app(tmp_path)
    with TestClient(site, base_url=HOST, raise_server_exceptions=False) as told:
        told.headers["Authorization"] = f"Bearer {token}"
        yield told


def kept(folder: Path) -> list[dict[str, object]]:
    path = received_folder(folder) / OPEN
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def test_without_a_token_there_is_no_such_address(tmp_path: Path) -> None:
    told = TestClient(app(tmp_path), base_url=HOST).post("/v1/track", json=TRACK)
    assert (told.status_code, told.json()["code"]) == (404, "not-found")
    assert "folkways token create" in told.json()["hint"]


CALLS = {
    "track": {"event": "Visits"},
    "identify": {"traits": {"plan": "pro"}},
    "page": {"name": "Home"},
    "screen": {"name": "Start"},
    "group": {"groupId": "g1"},
    "alias": {"previousId": "a1"},
}


@pytest.mark.parametrize("kind", list(CALLS))
def test_every_call_of_the_spec_is_kept_with_its_type(client: TestClient, tmp_path: Path, kind: str) -> None:
    told = client.post(f"/v1/{kind}", json={"userId": "c1", "messageId": "m", **CALLS[kind]})
    assert (told.status_code, told.json()) == (200, {"success": True, "received": 1, "new": 1})
    (line,) = kept(tmp_path)
    assert line == {**line, "type": kind, "userId": "c1", "messageId": "m", **CALLS[kind]}
    assert line["timestamp"] == line["receivedAt"]


def test_a_batch_is_kept_whole_with_what_its_events_share(client: TestClient, tmp_path: Path) -> None:
    batch = [{"type": kind, "anonymousId": "a", "userId": "c", **words} for kind, words in CALLS.items()]
    assert client.post("/v1/batch", json={"batch": batch, "context": {"ip": "x"}}).json()["new"] == 6
    assert [line["type"] for line in kept(tmp_path)] == list(CALLS)
    assert all(line["context"] == {"ip": "x"} for line in kept(tmp_path))


def test_a_message_sent_again_is_kept_once_also_after_a_restart(tmp_path: Path, token: str) -> None:
    for _ in range(2):
        with TestClient(app(tmp_path), base_url=HOST, headers={"Authorization": f"Bearer {token}"}) as client:
            for _ in range(2):
                assert client.post("/v1/track", json=TRACK).status_code == 200
            twice = {"batch": [{"type": "track", **TRACK}, {"type": "track", **TRACK}]}
            assert client.post("/v1/batch", json=twice).json() == {"success": True, "received": 2, "new": 0}
        close_received(tmp_path)
    assert stored_ids(tmp_path) == ["m1"]


def test_an_event_without_an_id_is_known_by_its_content_where_it_tells_a_time(
    client: TestClient, tmp_path: Path
) -> None:
    timed = {"event": "Visits", "userId": "c1", "timestamp": "2026-03-01T10:00:00Z"}
    assert [client.post("/v1/track", json=timed).json()["new"] for _ in range(2)] == [1, 0]
    untimed = {"event": "Visits", "userId": "c1"}
    assert [client.post("/v1/track", json=untimed).json()["new"] for _ in range(2)] == [1, 1]
    assert len(kept(tmp_path)) == 3


def basic(text: str) -> str:
    return "Basic " + base64.b64encode(text.encode()).decode()


def test_the_token_is_taken_as_segments_libraries_send_it(client: TestClient, token: str) -> None:
    for header in (basic(f"{token}:"), f"bearer {token}", f"Bearer  {token} "):
        assert client.post("/v1/track", json=TRACK, headers={"Authorization": header}).status_code == 200


@pytest.mark.parametrize(
    "header",
    ["", "Bearer", "Bearer fwk_", "Basic !!", "Basic /w==", basic(":"), basic("x:y"), "Digest x", "Bearer é"],
)
def test_any_other_token_is_refused_in_the_one_envelope(
    client: TestClient, tmp_path: Path, header: str
) -> None:
    told = client.post("/v1/track", json=TRACK, headers={"Authorization": header.encode()})
    assert (told.status_code, told.json()["code"]) == (401, "unauthorized")
    assert set(told.json()) == {"code", "problem", "hint"}
    assert told.headers["www-authenticate"].startswith("Basic")
    assert kept(tmp_path) == []


def test_a_token_counts_from_its_making_to_its_end_without_a_restart(
    client: TestClient, tmp_path: Path
) -> None:
    later = {"Authorization": f"Bearer {new_token(tmp_path, 'app')}"}
    assert client.post("/v1/track", json=TRACK, headers=later).status_code == 200
    revoke_token(tmp_path, "app")
    assert client.post("/v1/track", json=TRACK, headers=later).status_code == 401
    assert client.post("/v1/track", json=TRACK).status_code == 200


def test_only_the_hash_of_a_token_is_kept_for_its_owner_only(tmp_path: Path, token: str) -> None:
    assert (tmp_path / "tokens.json").stat().st_mode & 0o777 == 0o600
    assert [
        path for path in tmp_path.rglob("*") if path.is_file() and token.encode() in path.read_bytes()
    ] == []
    with pytest.raises(ConfigError, match="already"):
        new_token(tmp_path, "web-shop")
    with pytest.raises(ConfigError, match="cannot name"):
        new_token(tmp_path, "../x")
    with pytest.raises(UnknownName, match="web-shp"):
        revoke_token(tmp_path, "web-shp")


def test_the_command_makes_lists_and_revokes_tokens(tmp_path: Path) -> None:
    assert ran("token", "create", "till", "--dir", tmp_path).stdout.startswith("fwk_")
    assert json.loads(ran("token", "list", "--dir", tmp_path, "--format", "json").stdout) == [
        {"name": "till"}
    ]
    ran("token", "revoke", "till", "--dir", tmp_path)
    assert json.loads(ran("token", "list", "--dir", tmp_path, "--format", "json").stdout) == []


BAD = [
    b"", b"{", b"[]", b'"x"', b"null", b"\xff", b'{"userId": NaN}', b'{"a":' * 5000, b"[" * 100_000,
    b'{"event": "x"}', b'{"userId": "c"}', b'{"userId": 7, "event": "x"}', b'{"userId": ["c"], "event": "x"}',
    b'{"userId": "c", "event": {"a": 1}}', b'{"userId": "c", "event": "x", "properties": []}',
    b'{"userId": "c", "event": "x", "timestamp": "soon"}', b'{"userId": "c", "event": "x", "timestamp": 7}',
    b'{"userId": "c", "event": "x", "messageId": ""}'[:-3] + b'{}}', b'{"userId": "\\u0000", "event": "x"}',
    json.dumps({"userId": "c" * 1001, "event": "x"}).encode(),
    json.dumps({"userId": "c", "event": "x", "properties": {"a": "b" * 40_000}}).encode(),
]  # fmt: skip


@pytest.mark.parametrize("body", BAD)
def test_what_does_not_fit_is_refused_and_nothing_is_kept(
    client: TestClient, tmp_path: Path, body: bytes
) -> None:
    told = client.post("/v1/track", content=body)
    assert (told.status_code, told.json()["code"]) == (400, "event-refused")
    assert set(told.json()) == {"code", "problem", "hint"}
    assert kept(tmp_path) == []


@pytest.mark.parametrize(
    ("batch", "place"),
    [
        (None, "batch: "), ([], "batch: "), ([1], "batch[0]: "), ([{"userId": "c"}], "batch[0].type: "),
        ([{"type": "track", **TRACK}, {"type": "track", "userId": "c"}], "batch[1].event: "),
        ([{"type": "batch", "batch": []}], "batch[0].type: "),
    ],
)  # fmt: skip
def test_one_fault_in_a_batch_refuses_it_with_its_place(
    client: TestClient, tmp_path: Path, batch: object, place: str
) -> None:
    told = client.post("/v1/batch", json={"batch": batch})
    assert told.status_code == 400
    assert told.json()["problem"].startswith(place)
    assert kept(tmp_path) == []


def test_a_body_beyond_the_limit_is_refused_whether_it_says_so_or_not(
    client: TestClient, tmp_path: Path
) -> None:
    large = b'{"x": "' + b"x" * 500_001 + b'"}'
    assert client.post("/v1/track", content=large).json()["code"] == "too-large"
    unsaid = client.post(
        "/v1/track", content=(large[at : at + 50_000] for at in range(0, len(large), 50_000))
    )
    assert unsaid.status_code == 413
    assert kept(tmp_path) == []


@pytest.mark.parametrize("path", ["/v1/trak", "/v1/", "/v1/track/x", "/v1/..%2ftrack"])
def test_other_addresses_are_not_found(client: TestClient, path: str) -> None:
    assert client.post(path, json=TRACK).status_code in (404, 405)


def test_too_many_at_once_are_told_to_come_back(
    client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writing, free = threading.Event(), threading.Event()

    def slow(folder: Path, lines: bytes) -> None:
        writing.set()
        free.wait(30)
        append_lines(folder, lines)

    messages = [{**TRACK, "messageId": f"m{number}"} for number in range(8)]

    monkeypatch.setattr("folkways.workspace.receiving.append_lines", slow)
    client.app.state.door.inbox._waiting.maxsize = 2  # pyright: ignore
    with ThreadPoolExecutor(8) as pool:
        sent = [pool.submit(client.post, "/v1/track", json=messages[0])]
        assert writing.wait(30), "one is being written, and two can wait"
        sent += [pool.submit(client.post, "/v1/track", json=one) for one in messages[1:]]
        while sum(one.done() for one in sent) < 5:
            time.sleep(0.01)
        free.set()
    answers = [one.result() for one in sent]
    refused = [one for one in answers if one.status_code == 429]
    assert len(refused) == 5
    assert all(one.json()["code"] == "too-busy" and one.headers["retry-after"] == "1" for one in refused)
    assert len(stored_ids(tmp_path)) == 3


def test_a_disk_that_refuses_is_an_answer_and_nothing_is_half_kept(
    client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.post("/v1/track", json=TRACK)
    monkeypatch.setattr(
        "folkways.sources.received.os.fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left"))
    )
    told = client.post("/v1/track", json={**TRACK, "messageId": "m2"})
    assert (told.status_code, told.json()["code"]) == (503, "cannot-write")
    monkeypatch.undo()
    assert stored_ids(tmp_path) == ["m1"]
    assert client.post("/v1/track", json={**TRACK, "messageId": "m2"}).json()["new"] == 1
    assert stored_ids(tmp_path) == ["m1", "m2"]


def test_a_line_that_was_cut_off_goes_before_the_next_is_written(tmp_path: Path) -> None:
    folder = received_folder(tmp_path)
    append_lines(folder, b'{"messageId":"a"}\n')
    with (folder / OPEN).open("ab") as file:
        file.write(b'{"messageId":"b' + b"x" * 200_000)
    append_lines(folder, b'{"messageId":"c"}\n')
    assert stored_ids(tmp_path) == ["a", "c"]
    with (folder / OPEN).open("ab") as file:
        file.write(b'{"messageId":"d')
    assert close_received(tmp_path) == 2
    assert (folder / "0001.jsonl").read_bytes() == b'{"messageId":"a"}\n{"messageId":"c"}\n'
    assert close_received(tmp_path) == 0


def test_a_refresh_while_events_come_loses_none(client: TestClient, tmp_path: Path) -> None:
    def send(number: int) -> int:
        return client.post("/v1/track", json={**TRACK, "messageId": f"m{number}"}).status_code

    with ThreadPoolExecutor(4) as pool:
        sent = [pool.submit(send, number) for number in range(120)]
        closed = 0
        while not all(one.done() for one in sent):
            closed += close_received(tmp_path)
        assert {one.result() for one in sent} == {200}
    assert closed + close_received(tmp_path) == 120
    assert sorted(stored_ids(tmp_path)) == sorted(f"m{number}" for number in range(120))


@pytest.mark.slow
@pytest.mark.prove
def test_every_acknowledged_event_is_there_after_the_server_was_killed(
    tmp_path: Path, token: str, seed: int
) -> None:
    chance = random.Random(seed)
    acknowledged: set[str] = set()
    for kill in range(10):
        with serving(tmp_path) as (process, port):
            senders = [
                threading.Thread(target=send_batches, args=(port, token, f"{kill}-{number}", acknowledged))
                for number in range(4)
            ]
            for sender in senders:
                sender.start()
            time.sleep(0.2 + chance.random() * 0.6)
            process.kill()
            for sender in senders:
                sender.join()
        if chance.random() < 0.3:
            close_received(tmp_path)
    append_lines(received_folder(tmp_path), b'{"messageId":"last"}\n')
    stored = stored_ids(tmp_path)
    assert len(acknowledged) > 100
    assert acknowledged <= set(stored)
    assert len(stored) == len(set(stored))
