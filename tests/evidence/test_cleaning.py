"""Taking a person out of what was pulled and sent in: their rows go, everybody else's stay."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from folkways.evidence.byte_scan import scanned, traces_of
from folkways.evidence.cleaning import clean
from folkways.sources.received import OPEN, append_lines, received_folder

WANTED = "anna.quist@example.com"


def test_rows_of_a_landed_table_go_one_by_one(tmp_path: Path) -> None:
    folder = tmp_path / "landing" / "orders"
    folder.mkdir(parents=True)
    mails = [WANTED if number in (3, 500, 999) else f"c{number}@example.com" for number in range(1000)]
    table = pa.table({"number": range(1000), "mail": mails, "paid": [number / 7 for number in range(1000)]})
    pq.write_table(table, folder / "0001.parquet")
    (folder / "cursor.json").write_text("{}")
    traces = traces_of([WANTED])
    assert clean(tmp_path, traces, traces, ()) == {"files": 0, "lines": 3}
    left = pq.read_table(folder / "0001.parquet")
    assert left.schema == table.schema
    assert left["number"].to_pylist() == [number for number in range(1000) if number not in (3, 500, 999)]
    assert scanned(tmp_path, traces).found == []


def test_lines_that_were_sent_in_go_one_by_one(tmp_path: Path) -> None:
    folder = received_folder(tmp_path)
    for number in range(10):
        mail = WANTED if number == 4 else f"c{number}@example.com"
        append_lines(
            folder, json.dumps({"messageId": f"m{number}", "traits": {"email": mail}}).encode() + b"\n"
        )
    traces = traces_of([WANTED])
    assert clean(tmp_path, traces, traces, ())["lines"] == 1
    append_lines(folder, b'{"messageId":"m10"}\n')
    left = [json.loads(line)["messageId"] for line in (folder / OPEN).read_text().splitlines()]
    assert left == [f"m{number}" for number in range(11) if number != 4]


def test_a_line_of_somebody_else_who_wrote_the_same_stays(tmp_path: Path) -> None:
    folder = received_folder(tmp_path)
    for who in (WANTED, "other@example.com"):
        line = json.dumps({"messageId": who, "email": who, "said": "It never came, sadly."})
        append_lines(folder, line.encode() + b"\n")
    clean(tmp_path, traces_of([WANTED, "It never came, sadly"]), traces_of([WANTED]), ())
    assert [json.loads(line)["email"] for line in (folder / OPEN).read_text().splitlines()] == [
        "other@example.com"
    ]


def test_files_that_are_not_the_workspaces_are_never_changed(tmp_path: Path) -> None:
    own = {
        "team_notes.csv": f'1,c1,"first line\n{WANTED}"\n',
        "archive/events.jsonl": json.dumps({"who": WANTED}) + "\n",
        "old.log": f"seen {WANTED}\n",
    }
    for name, text in own.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    pq.write_table(pa.table({"who": [WANTED, "c2"]}), tmp_path / "truth.parquet")
    before = (tmp_path / "truth.parquet").read_bytes()
    traces = traces_of([WANTED])
    assert clean(tmp_path, traces, traces, ()) == {"files": 0, "lines": 0}
    assert {name: (tmp_path / name).read_text() for name in own} == own
    assert (tmp_path / "truth.parquet").read_bytes() == before
    assert sorted(scanned(tmp_path, traces).found) == sorted([*own, "truth.parquet"]), "but they are named"
