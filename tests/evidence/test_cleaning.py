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
    assert clean(tmp_path, traces, ()) == {"files": 0, "lines": 3}
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
    assert clean(tmp_path, traces_of([WANTED]), ())["lines"] == 1
    append_lines(folder, b'{"messageId":"m10"}\n')
    left = [json.loads(line)["messageId"] for line in (folder / OPEN).read_text().splitlines()]
    assert left == [f"m{number}" for number in range(11) if number != 4]
