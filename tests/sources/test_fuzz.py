"""Spoilt files: whatever bytes a reader meets, it ends in rows or in a Folkways error, and no row is lost."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.evidence.small import VISITS
from tests.sources.packed import number, open_document, text, truth, workbook
from tests.sources.test_voices import FIXTURES, docx

from folkways.errors import FolkwaysError
from folkways.evidence.load import tried
from folkways.evidence.sieve import Keeping
from folkways.model.config import Config, Source, WorkspaceConfig
from folkways.sources import confined
from folkways.sources.confined_child import resolved
from folkways.sources.input_file import InputFile
from folkways.sources.parsed import Parsed

pytestmark = [pytest.mark.prove]
quiet = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None
)


def database() -> bytes:
    con = sqlite3.connect(":memory:")
    con.executescript("CREATE TABLE t (who, paid); INSERT INTO t VALUES (17, 1.5), ('18', NULL)")
    return con.serialize()


def arrow() -> bytes:
    sink = pa.BufferOutputStream()
    table = pa.table({"who": ["17", "18"], "paid": pa.array(["a", "b"]).dictionary_encode()})
    with pa.ipc.new_file(sink, table.schema) as file:
        file.write_table(table)
    return sink.getvalue().to_pybytes()


SEEDS: dict[str, tuple[str, bytes]] = {
    "csv": ("a.csv", VISITS.encode()),
    "csv16": ("a.csv", VISITS.encode("utf-16")),
    "jsonl": (
        "a.jsonl",
        b'{"who": "17", "when": "2024-03-01T10:00Z", "what": "Visit"}\n{"who": 18, "x": [1, {}]}\n',
    ),
    "json": (
        "a.json",
        b'{"items": [{"who": "17", "paid": 12.50, "note": "\\u00e9\\ud83d"}, {"who": null}, 3]}',
    ),
    "xlsx": ("a.xlsx", workbook({"S": {1: text("A1", "who"), 2: number("A2", 17) + truth("B2", True)}})),
    "ods": ("a.ods", open_document([["who", "paid"], ["17", 1.5]])),
    "sqlite": ("a.db", database()),
    "arrow": ("a.arrow", arrow()),
    "docx": ("a.docx", docx(["Interviewer: How?", "Ann: Well.", "Interviewer: And?"])),
    "vtt": ("a.vtt", (FIXTURES / "call-12.vtt").read_bytes()),
    "srt": ("a.srt", (FIXTURES / "walkthrough.srt").read_bytes()),
    "interview": ("a.txt", (FIXTURES / "interview-ann.txt").read_bytes()),
    "chat": ("a.txt", (FIXTURES / "whatsapp-chat.txt").read_bytes()),
    "note": ("a.md", (FIXTURES / "competitor-footway.md").read_bytes()),
}
BITS = [
    b"",
    b"\0",
    b'"',
    b",",
    b"\r",
    b"\n\n",
    b"\xff",
    b"\xc3",
    b"{",
    b"]",
    b"-->",
    b":",
    b"<v ",
    b"\xef\xbb\xbf",
    b"9" * 40,
]


def spoilt(content: bytes, seed: int, times: int) -> bytes:
    """Change, cut out, double or insert pieces, at places that the seed decides."""
    chance, changed = random.Random(seed), bytearray(content)
    for _ in range(times):
        place = chance.randrange(len(changed) + 1)
        end = min(len(changed), place + chance.choice([1, 1, 2, 8, 64]))
        piece = bytes(changed[place:end])
        new = chance.choice([bytes([chance.randrange(256)]), chance.choice(BITS), piece * 2, b""])
        changed[place:end] = new
    return bytes(changed)


@pytest.fixture
def same_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parse here: the limited process is tried in test_hostile, and would hide from coverage what goes wrong."""

    def parse(file: InputFile, source: Source, parser: str | None = None) -> list[Parsed]:
        try:
            return list(resolved(parser or confined.PARSERS[file.format])(file, source))
        except FolkwaysError:
            raise
        except BaseException as error:
            if type(error).__module__.startswith("pyo3") or isinstance(error, (RecursionError, MemoryError)):
                raise FolkwaysError("a panic that the child process tells") from error
            raise

    monkeypatch.setattr("folkways.sources.formats.confined", parse)


@pytest.mark.parametrize("name", SEEDS)
@quiet
@given(seed=st.integers(0, 2**32), times=st.integers(0, 12))
def test_a_spoilt_file_gives_rows_or_an_error_and_loses_nothing(
    tmp_path: Path, same_process: Callable[[], None], name: str, seed: int, times: int
) -> None:
    file, content = SEEDS[name]
    (tmp_path / file).write_bytes(spoilt(content, seed, times))
    texts = name in ("docx", "vtt", "srt", "interview", "chat", "note")
    told = (
        {
            "table": "voices",
            "columns": {"text": "text", "locator": "locator"},
            "constants": {"kind": "interview"},
        }
        if texts
        else {"table": "customers", "columns": {"customer_id": "who"}}
    )
    source = Source.model_validate({"name": "a", "files": [file], **told})
    config = Config(workspace=WorkspaceConfig(name="Fuzz"), sources=[source])
    try:
        tally = tried(config, source, tmp_path, Keeping())
    except FolkwaysError:
        return
    assert tally.rows == tally.loaded + tally.rejected_rows + tally.duplicates
