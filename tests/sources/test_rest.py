"""Reading from an address: pages, cursors, patience, limits; against a real server on loopback."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from tests.sources.stub_api import Asked, Stub, Told, answering

from folkways.errors import ConfigError, FolkwaysError, SourceError
from folkways.model.config import Source
from folkways.sources.landing import position
from folkways.sources.pulling import Pulled, pull_source
from folkways.sources.rest import linked, wanted_wait

CANARY = "canary-7f3a9c"


def source(url: str, **pull: object) -> Source:
    told = {"kind": "rest", "url": url, "allow_private": True, **pull}
    return Source.model_validate({"name": "tickets", "table": "voices", "pull": told})


def pulled(
    folder: Path, stub: Stub, pause: Callable[[float], None] = lambda _seconds: None, **pull: object
) -> Pulled:
    return pull_source(source(stub.url + "/tickets", **pull), folder, {"DESK_TOKEN": CANARY}, pause)


def landed(folder: Path) -> list[dict[str, object]]:
    told = position(folder / "landing" / "tickets")
    assert told is not None
    lines = [
        line
        for name in told.files
        for line in (folder / "landing" / "tickets" / name).read_text().splitlines()
    ]
    assert len(lines) == told.rows
    return [json.loads(line) for line in lines]


def as_json(body: object, **headers: str) -> Told:
    return 200, {"Content-Type": "application/json", **headers}, json.dumps(body).encode()


ROWS = [{"id": number, "text": f"ticket {number}"} for number in range(25)]


def by_page(asked: Asked) -> Told:
    page, size = int(asked.params["page"]), int(asked.params["per_page"])
    return as_json({"results": ROWS[(page - 1) * size : page * size]})


def by_offset(asked: Asked) -> Told:
    start = int(asked.params["start"])
    return as_json(ROWS[start : start + 7])


def by_token(asked: Asked) -> Told:
    start = int(asked.params.get("after", 0))
    after = {"paging": {"next": {"after": str(start + 10)}}} if start + 10 < len(ROWS) else {}
    return as_json({"results": ROWS[start : start + 10], **after})


def by_address(asked: Asked) -> Told:
    start = int(asked.params.get("at", 0))
    return as_json(
        {"results": ROWS[start : start + 10], "next": f"/tickets?at={start + 10}" if start < 20 else None}
    )


def by_link(asked: Asked) -> Told:
    start = int(asked.params.get("at", 0))
    link = f'</tickets?at=0>; rel="first", </tickets?at={start + 10}>; rel="next"' if start < 20 else ""
    return as_json(ROWS[start : start + 10], Link=link)


@pytest.mark.parametrize(
    ("answer", "records", "paging", "requests"),
    [
        (by_page, "results", {"by": "page", "param": "page", "size": 10, "size_param": "per_page"}, 3),
        (by_offset, "", {"by": "offset", "param": "start"}, 5),
        (by_token, "results", {"by": "token", "param": "after", "next": "paging.next.after"}, 3),
        (by_address, "results", {"by": "address", "next": "next"}, 3),
        (by_link, "", {"by": "link"}, 3),
    ],
    ids=["page", "offset", "token", "address", "link"],
)
def test_every_way_of_paging_brings_every_record_once(
    tmp_path: Path, answer: Callable[[Asked], Told], records: str, paging: dict[str, object], requests: int
) -> None:
    with answering(answer) as stub:
        assert pulled(tmp_path, stub, records=records, paging=paging).rows == 25
        assert landed(tmp_path) == ROWS
        assert len(stub.asked) == requests


def test_the_token_goes_into_the_header_and_nowhere_else(tmp_path: Path) -> None:
    with answering(lambda _: as_json(ROWS)) as stub:
        pulled(tmp_path, stub, token_env="DESK_TOKEN")
        pulled(tmp_path, stub, token_env="DESK_TOKEN", token_header="X-Key", token_prefix="")
        assert stub.asked[0].headers["Authorization"] == f"Bearer {CANARY}"
        assert stub.asked[1].headers["X-Key"] == CANARY
        assert CANARY not in stub.asked[1].path + str(stub.asked[1].params)
    assert all(CANARY.encode() not in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())


def test_a_token_can_stand_in_a_file_and_is_missed_by_name(tmp_path: Path) -> None:
    (tmp_path / "token").write_text(CANARY + "\n")
    with answering(lambda _: as_json(ROWS)) as stub:
        told = source(stub.url, token_env="DESK_TOKEN")
        pull_source(told, tmp_path, {"DESK_TOKEN_FILE": str(tmp_path / "token")})
        assert stub.asked[0].headers["Authorization"] == f"Bearer {CANARY}"
        with pytest.raises(ConfigError, match="DESK_TOKEN is not set"):
            pull_source(told, tmp_path, {})


def changing(rows: list[dict[str, object]]) -> Callable[[Asked], Told]:
    """An address that knows `since` (inclusive), newest first."""

    def answer(asked: Asked) -> Told:
        since = asked.params.get("since", "")
        found = [row for row in rows if str(row["changed"]) >= since]
        return as_json(sorted(found, key=lambda row: str(row["changed"]), reverse=True))

    return answer


def test_a_cursor_brings_only_what_is_new_and_ties_are_neither_lost_nor_doubled(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [
        {"id": 1, "changed": "2026-01-01T00:00:00Z"},
        {"id": 2, "changed": "2026-01-02T00:00:00Z"},
    ]
    with answering(changing(rows)) as stub:
        first = pulled(tmp_path, stub, cursor="changed", cursor_param="since")
        assert (first.rows, first.since, first.cursor) == (2, None, "2026-01-02T00:00:00Z")
        assert pulled(tmp_path, stub, cursor="changed", cursor_param="since").rows == 0
        rows += [{"id": 3, "changed": "2026-01-02T00:00:00Z"}, {"id": 3, "changed": "2026-01-02T00:00:00Z"}]
        rows += [{"id": 4, "changed": "2026-01-03T00:00:00Z"}]
        third = pulled(tmp_path, stub, cursor="changed", cursor_param="since")
        assert (third.rows, third.since) == (3, "2026-01-02T00:00:00Z")
        assert stub.asked[-1].params == {"since": "2026-01-02T00:00:00Z"}
    assert sorted(str(row["id"]) for row in landed(tmp_path)) == ["1", "2", "3", "3", "4"]


def test_an_overlap_catches_what_was_written_late(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [
        {"id": 1, "changed": "2026-01-01T10:00:00Z"},
        {"id": 2, "changed": "2026-01-01T12:00:00Z"},
    ]
    words = {"cursor": "changed", "cursor_param": "since", "overlap": "1h"}
    with answering(changing(rows)) as stub:
        pulled(tmp_path, stub, **words)
        rows.append({"id": 3, "changed": "2026-01-01T11:30:00Z"})
        assert pulled(tmp_path, stub, **words).rows == 1
        assert stub.asked[-1].params == {"since": "2026-01-01T11:00:00+00:00"}
        assert pulled(tmp_path, stub, **words).rows == 0
    assert [row["id"] for row in landed(tmp_path)] == [2, 1, 3]


def test_without_a_cursor_everything_is_pulled_anew(tmp_path: Path) -> None:
    with answering(lambda _: as_json(ROWS)) as stub:
        pulled(tmp_path, stub)
        pulled(tmp_path, stub)
    assert landed(tmp_path) == ROWS
    assert sorted(path.name for path in (tmp_path / "landing/tickets").iterdir()) == [
        "0002.jsonl",
        "cursor.json",
    ]


def test_busy_answers_are_asked_again_after_the_time_they_name(tmp_path: Path) -> None:
    told = iter([(429, {"Retry-After": "7"}, b""), (503, {}, b""), (500, {"Retry-After": "900"}, b"")])
    waits: list[float] = []
    with answering(lambda _: next(told, as_json(ROWS))) as stub:
        assert pulled(tmp_path, stub, waits.append).rows == 25
    assert waits == [7.0, 2.0, 120.0]


def test_a_server_that_stays_busy_is_given_up(tmp_path: Path) -> None:
    with answering(lambda _: (429, {}, b"")) as stub:
        with pytest.raises(SourceError, match="HTTP 429"):
            pulled(tmp_path, stub)
        assert len(stub.asked) == 6


def test_waiting_counts_towards_the_time_limit(tmp_path: Path) -> None:
    with answering(lambda _: (429, {"Retry-After": "60"}, b"")) as stub:
        with pytest.raises(SourceError, match="not done within 30s"):
            pulled(tmp_path, stub, time_limit="30s")
        assert len(stub.asked) == 1


def test_a_slow_server_ends_with_the_time_limit(tmp_path: Path) -> None:
    def slow(_: Asked) -> Told:
        time.sleep(0.3)
        return as_json(ROWS)

    with answering(slow) as stub, pytest.raises(SourceError):
        pulled(tmp_path, stub, time_limit="50ms")


ENDLESS = {"by": "page", "param": "page"}


@pytest.mark.parametrize(
    ("answer", "words", "fault"),
    [
        (lambda _: (200, {}, b'[{"id": 1}'), {}, "not valid JSON"),
        (lambda _: (200, {}, b'[{"id": NaN}]'), {}, "not valid JSON"),
        (lambda _: (200, {}, b"[" * 100_000), {}, "not valid JSON"),
        (lambda _: (200, {}, b"\xff\xfe"), {}, "not valid JSON"),
        (lambda _: (200, {}, b""), {}, "not valid JSON"),
        (lambda _: as_json({"results": []}), {}, "an object, not a list"),
        (lambda _: as_json({"results": {}}), {"records": "results"}, "no list at 'results'"),
        (lambda _: as_json("text"), {"records": "a.b"}, "no list"),
        (lambda _: (401, {}, b""), {}, "HTTP 401"),
        (lambda _: (404, {}, b""), {}, "HTTP 404"),
        (lambda _: as_json(ROWS), {"paging": ENDLESS, "most_pages": 20}, "more than 20 pages"),
        (lambda _: as_json({"r": ROWS, "n": "?x=1"}), {"records": "r", "paging": {"by": "address", "next": "n"}},
         "read already"),
        (lambda _: as_json({"r": ROWS, "n": "http://169.254.169.254/"}),
         {"records": "r", "paging": {"by": "address", "next": "n"}}, "may ask"),
        (lambda _: as_json(ROWS, Link='<http://evil.example/>; rel="next"'), {"paging": {"by": "link"}}, "may ask"),
        (lambda _: (302, {"Location": "http://169.254.169.254/latest/meta-data/"}, b""), {}, "may ask"),
        (lambda _: as_json(ROWS), {"cursor": "changed", "cursor_param": "since"}, "cursor 'changed'"),
        (lambda _: as_json([{"c": "soon"}]), {"cursor": "c", "cursor_param": "since"}, "neither a number nor a time"),
        (lambda _: as_json(ROWS), {"most_bytes": 100}, "more than 100 bytes"),
    ],
)  # fmt: skip
def test_what_is_not_as_told_leaves_landing_and_cursor_as_they_were(
    tmp_path: Path, answer: Callable[[Asked], Told], words: dict[str, object], fault: str
) -> None:
    with answering(lambda _: as_json([{"id": 0, "changed": 1}])) as stub:
        pulled(tmp_path, stub, cursor="changed", cursor_param="since")
    before = {path.name: path.read_bytes() for path in (tmp_path / "landing/tickets").iterdir()}
    with answering(answer) as stub, pytest.raises(FolkwaysError, match=fault) as told:
        pulled(tmp_path, stub, token_env="DESK_TOKEN", **words)
    assert CANARY not in str(told.value)
    assert {path.name: path.read_bytes() for path in (tmp_path / "landing/tickets").iterdir()} == before


def test_a_failure_on_a_late_page_lands_nothing(tmp_path: Path) -> None:
    def answer(asked: Asked) -> Told:
        return as_json(ROWS) if asked.params["page"] != "3" else (200, {}, b"{")

    with answering(answer) as stub, pytest.raises(SourceError):
        pulled(tmp_path, stub, paging=ENDLESS)
    assert list((tmp_path / "landing/tickets").iterdir()) == []


def test_ctrl_c_leaves_everything_as_it_was(tmp_path: Path) -> None:
    def interrupt(_seconds: float) -> None:
        raise KeyboardInterrupt

    told = iter([as_json(ROWS), (429, {}, b"")])
    with answering(lambda _: next(told)) as stub, pytest.raises(KeyboardInterrupt):
        pulled(tmp_path, stub, interrupt, paging=ENDLESS)
    assert list((tmp_path / "landing/tickets").iterdir()) == []


def test_a_lone_surrogate_and_a_null_character_land_as_they_were_sent(tmp_path: Path) -> None:
    body = b'[{"id": 1, "text": "\\ud83d \\u0000 \xc3\xa9 \\ud83d\\ude00"}]'
    with answering(lambda _: (200, {}, body)) as stub:
        pulled(tmp_path, stub)
    assert landed(tmp_path) == json.loads(body)


def test_retry_after_is_read_as_seconds_or_date() -> None:
    assert wanted_wait("3", 1.0) == 3.0
    assert wanted_wait("-3", 1.0) == 0.0
    assert wanted_wait("soon", 1.5) == 1.5
    assert (
        50 < wanted_wait(format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True), 1.0) <= 60
    )


def test_the_next_link_is_found_among_others() -> None:
    assert linked('<a>; rel="prev", <b?x=1,2>; rel="next"; title="x", <c>; rel="last"') == "b?x=1,2"
    assert linked("<b>; rel=next") == "b"
    assert linked('<b>; rel="last"') is None
