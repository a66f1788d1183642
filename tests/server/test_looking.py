"""Looking at a file over HTTP: what is told, what is refused, and that neither the file nor a process stays behind."""

from __future__ import annotations

import gzip
import io
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from starlette.testclient import TestClient
from tests.sources.packed import HEAD, number, text, workbook, workbook_parts, zipped

from folkways.errors import SourceError
from folkways.server import app
from folkways.workspace import uploads
from folkways.workspace.uploads import TooManyLooks, safe_name

HOST = "http://127.0.0.1"
ADDRESS = "/api/preview"
VISITS = (
    b"customer_id,Full Name,age,at,page,note\n"
    b"1,Ann Smith,41,2024-03-01T10:00:00Z,home,please call me at +49 30 1234567\n"
    b"2,Bob Jones,31,2024-03-02T10:00:00Z,cart,bob@example.org\n"
    b"2,Bob Jones,31,2024-03-03T10:00:00Z,cart,none\n"
    b"2,Bob Jones\n"
    b"3,Dora Miller,41,2024-03-04T10:00:00Z,home,none,more\n"
)
ENTITIES = (
    HEAD + '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)


@pytest.fixture
def spool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The temporary folder of this test; whatever happens, it is empty afterwards."""
    folder = tmp_path / "spool"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder
    assert list(folder.rglob("*")) == []


@pytest.fixture
def client(tmp_path: Path, spool: Path) -> TestClient:
    assert spool.is_dir()
    return TestClient(app(tmp_path / "workspace"), base_url=HOST, raise_server_exceptions=False)


def looked(client: TestClient, name: str, content: bytes) -> Any:
    answer = client.post(ADDRESS, params={"name": name}, content=content)
    assert answer.status_code == 200, answer.text
    return answer.json()


def refused(client: TestClient, name: str, content: bytes) -> str:
    answer = client.post(ADDRESS, params={"name": name}, content=content)
    assert (answer.status_code, set(answer.json())) == (400, {"code", "problem", "hint"}), answer.text
    assert tempfile.gettempdir() not in answer.text
    return answer.json()["problem"]


@pytest.mark.slow
def test_a_look_tells_parts_classes_rows_and_the_lines_to_paste(client: TestClient, tmp_path: Path) -> None:
    found = looked(client, "visits.csv", VISITS)
    (source,) = found["sources"]
    assert (source["table"], source["rows"], source["loaded"], source["rejected"]) == ("events", 5, 3, 2)
    assert [one["reason"] for one in source["rejects"]] == [
        "2 fields where the header has 6",
        "7 fields where the header has 6",
    ]
    assert {one["column"]: (one["role"], one["privacy"]) for one in source["columns"]} == {
        "customer_id": ("customer_id", "identifier"),
        "Full Name": ("personal, never kept", "personal"),
        "age": ("attribute", "sensitive"),
        "at": ("at", "plain"),
        "page": ("touchpoint", "plain"),
        "note": ("attribute", "plain"),
    }
    assert 'files = ["visits.csv"]' in found["toml"]
    assert found["toml"].startswith("[[sources]]")
    assert not (tmp_path / "workspace").exists()


@pytest.mark.slow
def test_personal_values_are_blotted_in_rows_and_examples(client: TestClient) -> None:
    found = looked(client, "visits.csv", VISITS)
    shown = json.dumps(found, ensure_ascii=False)
    for personal in ("Ann Smith", "Bob Jones", "Dora Miller", "1234567", "bob@example.org"):
        assert personal not in shown
    assert found["sources"][0]["first"][0]["note"] == "please call me at [phone]"


@pytest.mark.slow
def test_what_is_remarked_on_and_the_lines_to_paste_tell_no_personal_value(client: TestClient) -> None:
    spoilt = (
        "customer_id,name,note\n1,JÃ¼rgen Smith,call +49 30 1234567\n2,JÃ¼rgen Smith,call +49 30 1234567\n"
    )
    shown = json.dumps(looked(client, "people.csv", spoilt.encode()), ensure_ascii=False)
    assert "garbled" in shown
    assert not [personal for personal in ("Smith", "rgen", "1234567") if personal in shown]


@pytest.mark.slow
def test_every_sheet_of_a_workbook_is_looked_at(client: TestClient) -> None:
    rows = {1: text("A1", "customer_id") + text("B1", "age")}
    rows |= {row: number(f"A{row}", row) + number(f"B{row}", 20 + row % 7) for row in range(2, 80)}
    towns = {1: text("A1", "customer_id") + text("B1", "town"), 2: text("A2", "c") + text("B2", "Bonn")}
    content = workbook({"People": rows, "Towns": towns | {3: text("A3", "d") + text("B3", "Ulm")}})
    found = looked(client, "shop.xlsx", content)
    assert [one["source"] for one in found["sources"]] == ["people", "towns"]
    assert (found["sources"][0]["rows"], len(found["sources"][0]["first"])) == (78, 50)


@pytest.mark.slow
def test_a_name_with_folders_in_it_names_no_folder(client: TestClient, tmp_path: Path) -> None:
    before = {path for path in tmp_path.rglob("*") if "spool" not in path.parts}
    found = looked(client, "../../../etc/cron.d/visits.csv", VISITS)
    assert found["file"] == "visits.csv"
    assert {path for path in tmp_path.rglob("*") if "spool" not in path.parts} == before


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("../a/b.csv", "b.csv"),
        ("C:\\Users\\x\\b*[1].csv", "b__1_.csv"),
        ("..", "upload"),
        ("", "upload"),
        ("a\0b.csv", "a_b.csv"),
        ("package:x.csv", "package_x.csv"),
        ("~root", "_root"),
        (".hidden.csv", "hidden.csv"),
        ("ü" * 500 + ".csv", "ü" * 56 + ".csv"),
    ],
)
def test_the_name_of_the_spooled_file_is_ours(told: str, kept: str) -> None:
    assert safe_name(told) == kept


def wide() -> bytes:
    return (",".join(f"c{n}" for n in range(100_000)) + "\n" + ",".join("1" * 100_000) + "\n").encode()


def cut_parquet() -> bytes:
    kept = io.BytesIO()
    pq.write_table(pa.table({"customer_id": list(range(1000))}), kept)
    return kept.getvalue()[:-200]


def entity_workbook() -> bytes:
    parts = workbook_parts({"S": {1: text("A1", "who"), 2: number("A2", 17)}})
    sheet = parts["xl/worksheets/sheet1.xml"].removeprefix(HEAD).replace("who", "&c;")
    return zipped({**parts, "xl/worksheets/sheet1.xml": ENTITIES + sheet})


HOSTILE = {
    "bomb.xlsx": (lambda: zipped({"xl/worksheets/sheet1.xml": b"0" * (20 << 20)}), "would unpack to"),
    "bomb.docx": (lambda: zipped({"word/document.xml": b"0" * (20 << 20)}), "would unpack to"),
    "bomb.csv.gz": (lambda: gzip.compress(b"0" * (200 << 20)), "unpacks to more than"),
    "entities.xlsx": (entity_workbook, "entity"),
    "entities.xes": (lambda: (ENTITIES + "<log>&c;</log>").encode(), "entit"),
    "line.csv": (lambda: b"who," + b"x" * (40 << 20), "first row of more than 16 MiB"),
    "line.jsonl": (lambda: b'{"a": "' + b"x" * (40 << 20), "JSON|line"),
    "nul.csv": (lambda: b"customer_id,at\n1,\0\0\n", "NUL"),
    "broken.csv": (lambda: b"customer_id,said\n" + "1,schön\n".encode() * 50 + b"2,\xff\n", "not utf-8"),
    "wide.csv": (wide, "100,000 columns; 16,384 are the most"),
    "cut.parquet": (cut_parquet, "cannot be read|no whole Parquet"),
    "outside.zip": (lambda: zipped({"../../out.csv": "who\n1\n"}), "points outside"),
    "deep.json": (lambda: b"[" * 100_000, "JSON|deep"),
    "empty.csv": (lambda: b"", "empty"),
    "what.exe": (lambda: b"MZ", "unknown ending"),
    "upload": (lambda: b"a,b\n", "unknown ending"),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_what_was_made_to_do_harm_is_refused_with_a_reason_and_the_server_lives_on(
    client: TestClient, name: str
) -> None:
    content, words = HOSTILE[name]
    problem = refused(client, name, content())
    assert any(word in problem for word in words.split("|")), problem
    assert client.get("/healthz").json() == {"status": "ok"}


@pytest.mark.slow
def test_more_bytes_than_are_taken_are_refused_told_or_not(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("folkways.server.looking.MOST_BYTES", 1 << 20)

    def pieces() -> Iterator[bytes]:
        yield from [b"x" * 65_536] * 17

    for content in (b"x" * ((1 << 20) + 1), pieces()):
        answer = client.post(ADDRESS, params={"name": "a.csv"}, content=content)
        assert (answer.status_code, answer.json()["code"]) == (413, "too-large")


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://127.0.0.1"},
    ],
)
def test_a_page_of_another_site_is_not_answered(client: TestClient, headers: dict[str, str]) -> None:
    answer = client.post(ADDRESS, params={"name": "a.csv"}, content=VISITS, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (403, "foreign-origin")


@pytest.mark.slow
def test_the_servers_own_page_is_answered(client: TestClient) -> None:
    headers = {"Origin": "http://127.0.0.1", "Sec-Fetch-Site": "same-origin"}
    assert client.post(ADDRESS, params={"name": "a.csv"}, content=VISITS, headers=headers).status_code == 200


def test_without_a_name_the_request_is_not_understood(client: TestClient) -> None:
    assert client.post(ADDRESS, content=VISITS).status_code == 422


def test_a_third_look_at_once_is_turned_away(client: TestClient) -> None:
    with uploads.turn(), uploads.turn():
        answer = client.post(ADDRESS, params={"name": "a.csv"}, content=VISITS)
    assert (answer.status_code, answer.json()["code"], answer.headers["retry-after"]) == (
        429,
        "too-busy",
        "1",
    )
    with uploads.turn(), uploads.turn(), pytest.raises(TooManyLooks), uploads.turn():
        pass


# ---- a look that misbehaves ------------------------------------------------------------------------------------------


def crash(place: str) -> bytes:
    import os

    os.kill(os.getpid(), 11 if place else 9)
    return b""


def sleep(place: str) -> bytes:
    import time

    time.sleep(60 + len(place))
    return b""


def hog(place: str) -> bytes:
    return bytes(bytearray((3 << 30) + len(place)))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("look", "words"),
    [
        ("crash", "crashed (SIGSEGV)"),
        ("sleep", "takes longer than 3 seconds"),
        ("hog", "2,048 MiB of memory"),
    ],
)
def test_a_look_that_crashes_or_passes_a_limit_ends_its_process_and_not_the_server(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, look: str, words: str
) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parents[2]))
    monkeypatch.setattr(uploads, "LOOK", f"tests.server.test_looking:{look}")
    monkeypatch.setattr(uploads, "MOST_SECONDS", 3 if look == "sleep" else 60)
    assert words in refused(client, "visits.csv", VISITS)
    assert client.get("/healthz").status_code == 200


@pytest.mark.slow
def test_a_look_is_a_source_error_to_who_calls_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parents[2]))
    monkeypatch.setattr(uploads, "LOOK", "tests.server.test_looking:crash")
    with pytest.raises(SourceError, match="crashed"):
        uploads.looked_at(tmp_path / "a.csv")
