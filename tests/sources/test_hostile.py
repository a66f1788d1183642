"""Files made to do harm end in a SourceError with a reason; nothing is unpacked to disk, no process stays behind."""

from __future__ import annotations

import io
import json
import os
import sqlite3
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.sources.packed import HEAD, number, text, workbook_parts, zipped

from folkways.errors import FolkwaysError, SourceError
from folkways.model.config import Source
from folkways.sources import confined
from folkways.sources.archives import DATA, DOCUMENT, Limits, checked_archive
from folkways.sources.input_file import InputFile
from folkways.sources.parsed import Parsed
from folkways.sources.rows import opened_rows, source_files

pytestmark = pytest.mark.slow
ENTITY_BOMB = (
    HEAD + '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;">]>'
)
SMALL = {"S": {1: text("A1", "who"), 2: number("A2", 17)}}


def opened(folder: Path, name: str, **told: Any) -> int:
    source = Source.model_validate({"name": "orders", "table": "events", "files": [name], **told})
    (file,) = source_files(source, folder)
    with opened_rows(source, file, []) as rows:
        return rows.count


def bomb(name: str, megabytes: int) -> bytes:
    """A ZIP file with one member of zeros, packed a thousandfold."""
    return zipped({name: b"0" * (megabytes << 20)})


@pytest.mark.parametrize("name", ["a.xlsx", "a.zip"])
def test_a_bomb_is_refused_before_a_byte_is_unpacked(tmp_path: Path, name: str) -> None:
    member = "a.csv" if name == "a.zip" else "xl/worksheets/sheet1.xml"
    (tmp_path / name).write_bytes(bomb(member, 20))
    with pytest.raises(SourceError, match=r"would unpack to [\d,]+ times its size; \d+ times are the most"):
        opened(tmp_path, name)


def test_a_bomb_that_lies_about_its_size_runs_into_the_limit_of_memory_or_is_damaged(tmp_path: Path) -> None:
    parts: dict[str, str | bytes] = dict(workbook_parts(SMALL))
    parts["xl/worksheets/sheet1.xml"] = b"<x>" + b"0" * (50 << 20)
    packed = bytearray(zipped(parts))
    with zipfile.ZipFile(io.BytesIO(bytes(packed))) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    lie = bytes(packed).replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    (tmp_path / "a.xlsx").write_bytes(lie)
    with pytest.raises(SourceError):
        opened(tmp_path, "a.xlsx")


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        (Limits(bytes=100, ratio=100), "101 bytes; 100 are the most"),
        (Limits(bytes=10_000, ratio=100, members=1), "2 members; 1 are the most"),
    ],
)
def test_size_and_number_of_members_have_limits(tmp_path: Path, limits: Limits, words: str) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"a": b"x" * 100, "b": b"y"}))
    with pytest.raises(SourceError, match=words), checked_archive(tmp_path / "a.zip", "a.zip", limits):
        pass
    assert (DOCUMENT.bytes, DOCUMENT.ratio, DOCUMENT.members) == (500_000_000, 100, 1_000)
    assert DATA.members == 1_000


@pytest.mark.parametrize(
    "name", ["../out.csv", "/etc/out.csv", "a/../../out.csv", "C:\\out.csv", "..\\out.csv"]
)
def test_an_archive_that_points_outside_is_refused_whole(tmp_path: Path, name: str) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.zip").write_bytes(zipped({"good.csv": "who\n1\n", name: "who\n2\n"}))
    with pytest.raises(SourceError, match="points outside"):
        opened(tmp_path / "in", "a.zip")
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["a.zip"]


def test_a_locked_archive_is_told(tmp_path: Path) -> None:
    content = bytearray(zipped({"a.csv": "who\n1\n"}))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "a.zip").write_bytes(bytes(content))
    with pytest.raises(SourceError, match="locked with a password"):
        opened(tmp_path, "a.zip")


def test_entities_of_xml_in_a_workbook_are_not_expanded(tmp_path: Path) -> None:
    parts = workbook_parts(SMALL)
    sheet = parts["xl/worksheets/sheet1.xml"].removeprefix(HEAD).replace("who", "&d;")
    (tmp_path / "a.xlsx").write_bytes(zipped({**parts, "xl/worksheets/sheet1.xml": ENTITY_BOMB + sheet}))
    with pytest.raises(SourceError, match=r"no whole workbook.*entity"):
        opened(tmp_path, "a.xlsx")


@pytest.mark.parametrize(
    "content",
    [b"[" * 100_000, b'{"a":' * 50_000, b"[{} {}]", b'[{"a": NaN}]', b'[{"a": 1}', b"{"],
)
def test_json_that_is_deep_or_broken_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.json").write_bytes(content)
    with pytest.raises(SourceError):
        opened(tmp_path, "a.json")


def test_a_json_line_beyond_the_bound_is_refused(tmp_path: Path) -> None:
    with (tmp_path / "a.jsonl").open("wb") as sparse:
        sparse.write(b'{"a": "')
        for _ in range(130):
            sparse.write(b"x" * (1 << 20))
    with pytest.raises(SourceError, match="a line of more than 128 MiB"):
        opened(tmp_path, "a.jsonl")


def test_a_database_whose_view_never_ends_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    con = sqlite3.connect(tmp_path / "a.db")
    con.execute(
        "CREATE VIEW v AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x FROM n) SELECT count(*) AS c FROM n"
    )
    con.close()
    monkeypatch.setattr(confined, "CPU_SECONDS", 1)
    with pytest.raises(SourceError, match="more than 1 seconds of processor time"):
        opened(tmp_path, "a.db")


# ---- the limits themselves, with parsers that misbehave -------------------------------------------------------------


def hog(_file: InputFile, _source: Source) -> Iterator[Parsed]:
    yield Parsed(notes=[str(len(bytearray(3 << 30)))])


def spin(_file: InputFile, _source: Source) -> Iterator[Parsed]:
    while True:
        sum(range(10_000))
    yield


def sleep(_file: InputFile, _source: Source) -> Iterator[Parsed]:
    import time

    time.sleep(60)
    yield Parsed()


def crash(_file: InputFile, _source: Source) -> Iterator[Parsed]:
    yield Parsed(notes=["so far"])
    os.kill(os.getpid(), 11)


def write(file: InputFile, _source: Source) -> Iterator[Parsed]:
    file.path.with_name("out").write_bytes(b"x")
    yield Parsed()


def look(_file: InputFile, _source: Source) -> Iterator[Parsed]:
    print("this must not get between the answers")
    yield Parsed(notes=[json.dumps(sorted(os.environ))])


def asked(parser: str, folder: Path) -> list[str]:
    (folder / "a.json").write_bytes(b"{}")
    file = InputFile(path=folder / "a.json", format="json", sha256="")
    source = Source(name="a", table="events", files=["a.json"])
    pieces = confined.confined(file, source, f"tests.sources.test_hostile:{parser}")
    return [note for piece in pieces for note in piece.notes]


@pytest.fixture(autouse=True)
def tests_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [str(Path(__file__).parents[2]), *sys.path])


@pytest.mark.parametrize(
    ("parser", "words"),
    [
        ("hog", "more than 2,048 MiB of memory"),
        ("spin", "more than 1 seconds of processor time"),
        ("sleep", "takes longer than 5 seconds"),
        ("crash", "crashed.*SIGSEGV"),
        ("write", "File too large|crashed|SIGXFSZ|ended unexpectedly"),
    ],
)
def test_a_reader_that_misbehaves_is_ended_with_a_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, parser: str, words: str
) -> None:
    if parser == "spin":
        monkeypatch.setattr(confined, "CPU_SECONDS", 1)
    if parser == "sleep":
        monkeypatch.setattr(confined, "WALL_SECONDS", 5)
    with pytest.raises(SourceError, match=words):
        asked(parser, tmp_path)
    kept = [path for path in tmp_path.iterdir() if path.name != "a.json"]
    assert [path.stat().st_size for path in kept] in ([], [0])


def test_a_parsing_process_is_given_no_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOLKWAYS_SHOP_TOKEN", "secret")
    (names,) = asked("look", tmp_path)
    assert "FOLKWAYS_SHOP_TOKEN" not in json.loads(names)


def test_a_parser_that_stops_half_way_gives_nothing(tmp_path: Path) -> None:
    with pytest.raises(FolkwaysError):
        asked("crash", tmp_path)
