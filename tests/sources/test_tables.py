"""Workbooks, database files, JSON arrays, packed files, folders and globs: what is read of them, and how it is said."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import sqlite3
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.feather as feather
import pyarrow.parquet as pq
import pytest
from tests.architecture.house import PROJECT
from tests.sources.packed import (
    EXCEL_DAY,
    day,
    fault,
    formula,
    number,
    open_document,
    text,
    truth,
    workbook,
    zipped,
)

from folkways.errors import SourceError, UnknownName
from folkways.model.config import Source
from folkways.sources.rows import Rows, opened_rows, source_files

pytestmark = pytest.mark.slow

ORDERS = {
    1: text("A1", "Customer") + text("B1", "Ordered") + text("C1", "Paid") + text("D1", "New"),
    2: number("A2", 100000) + day("B2", EXCEL_DAY) + formula("C2", "10+2.5", 12.5) + truth("D2", True),
    4: number("A4", 18) + day("B4", EXCEL_DAY + 1) + fault("C4") + truth("D4", False),
}


def source(name: str, **told: Any) -> Source:
    return Source.model_validate({"name": "orders", "table": "events", "files": [name], **told})


def read(folder: Path, name: str, **told: Any) -> tuple[list[dict[str, Any]], Rows]:
    """The rows of the only file that fits, as the engine sees them."""
    asked = source(name, **told)
    (file,) = source_files(asked, folder)
    with opened_rows(asked, file, []) as rows:
        return rows.con.sql(f"SELECT * FROM {rows.name} ORDER BY __row").to_arrow_table().to_pylist(), rows


def written(folder: Path, name: str, content: bytes) -> Path:
    (folder / name).write_bytes(content)
    return folder


def test_cells_of_a_workbook_keep_their_types_and_the_sheets_row_numbers(tmp_path: Path) -> None:
    rows, told = read(written(tmp_path, "a.xlsx", workbook({"Orders": ORDERS})), "a.xlsx")
    assert rows == [
        {"Customer": 100000.0, "Ordered": dt.date(2024, 5, 20), "Paid": 12.5, "New": True, "__row": 2},
        {"Customer": 18.0, "Ordered": dt.date(2024, 5, 21), "Paid": None, "New": False, "__row": 4},
    ]
    assert told.notes == ["1 cell with an error (first: C4), read as missing"]


def test_the_first_sheet_that_holds_anything_is_read_and_said(tmp_path: Path) -> None:
    people = {1: text("A1", "Name"), 2: text("A2", "Ann")}
    written(tmp_path, "a.xlsx", workbook({"Cover": {}, "Orders": ORDERS, "People": people}))
    rows, told = read(tmp_path, "a.xlsx")
    assert (len(rows), told.guessed) == (2, {"sheet": "Orders"})
    rows, told = read(tmp_path, "a.xlsx", sheet="People")
    assert (rows, told.guessed) == ([{"Name": "Ann", "__row": 2}], {})


def test_a_sheet_that_is_not_there_is_told_with_the_nearest_name(tmp_path: Path) -> None:
    written(tmp_path, "a.xlsx", workbook({"Orders": ORDERS}))
    with pytest.raises(SourceError, match=r"No sheet in a.xlsx 'Order'.*Did you mean 'Orders'"):
        read(tmp_path, "a.xlsx", sheet="Order")


def test_the_header_is_found_under_a_title_or_told(tmp_path: Path) -> None:
    sheet = {
        1: text("A1", "Orders of May"),
        3: text("A3", "Customer") + text("B3", "Paid"),
        4: number("A4", 1) + number("B4", 2),
    }
    written(tmp_path, "a.xlsx", workbook({"S": sheet}))
    expected = [{"Customer": 1.0, "Paid": 2.0, "__row": 4}]
    # A title alone in its row is half of two columns: only somebody who looks can tell it from a header.
    assert read(tmp_path, "a.xlsx", header_row=3)[0] == expected
    wide = {**sheet, 3: sheet[3] + text("C3", "Via")}
    written(tmp_path, "a.xlsx", workbook({"S": wide}))
    assert read(tmp_path, "a.xlsx")[0] == [{"Customer": 1.0, "Paid": 2.0, "Via": None, "__row": 4}]


def test_dates_that_a_spreadsheet_made_of_ranges_are_reported(tmp_path: Path) -> None:
    sheet = {
        1: text("A1", "Employees"),
        2: text("A2", "1-4"),
        3: day("A3", EXCEL_DAY),
        4: text("A4", "21-99"),
    }
    rows, told = read(written(tmp_path, "a.xlsx", workbook({"S": sheet})), "a.xlsx")
    assert [row["Employees"] for row in rows] == ["1-4", "2024-05-20", "21-99"]
    assert told.notes[0].startswith("Employees: 1 date among other values, such as 2024-05-20")


def test_what_a_spreadsheet_spoilt_in_a_csv_file_is_reported(tmp_path: Path) -> None:
    written(tmp_path, "a.csv", b"id,employees\n1E+05,1-4\n100001,May-20\n100002,21-99\n")
    rows, told = read(tmp_path, "a.csv")
    assert rows[1]["employees"] == "May-20"
    assert [note.split(";")[0] for note in told.remarks] == [
        "id: 1 value like '1E+05'",
        "employees: 1 value like 'May-20'",
    ]


def test_a_column_of_months_is_no_spoilt_column(tmp_path: Path) -> None:
    assert read(written(tmp_path, "a.csv", b"month,n\nMay-20,1\nJun-20,2\n"), "a.csv")[1].remarks == []


def test_old_and_open_workbooks_are_read_too(tmp_path: Path) -> None:
    rows, _ = read(PROJECT / "tests/fixtures/tables", "orders.xls")
    assert rows[0] == {"Customer": "17", "Ordered": dt.date(2024, 5, 20), "Paid": 12.5, "__row": 2}
    assert rows[1]["Customer"] == "A-18"
    written(tmp_path, "a.ods", open_document([["Customer", "Paid"], ["17", 12.5]]))
    assert read(tmp_path, "a.ods")[0] == [{"Customer": "17", "Paid": 12.5, "__row": 2}]


def database(folder: Path) -> Path:
    con = sqlite3.connect(folder / "shop.sqlite")
    con.executescript(
        "CREATE TABLE orders (customer, paid, note); CREATE TABLE people (id INTEGER);"
        "INSERT INTO orders VALUES (17, 12.5, 'a'), (18, 4, NULL); INSERT INTO people VALUES (1);"
    )
    con.close()
    return folder


def test_a_table_of_a_database_file_is_typed_by_its_values(tmp_path: Path) -> None:
    rows, _ = read(database(tmp_path), "shop.sqlite", sheet="orders")
    assert rows == [
        {"customer": 17, "paid": 12.5, "note": "a", "__row": 1},
        {"customer": 18, "paid": 4.0, "note": None, "__row": 2},
    ]


def test_of_several_tables_one_must_be_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"holds 2 tables.*one of orders, people"):
        read(database(tmp_path), "shop.sqlite")
    with pytest.raises(SourceError, match=r"Did you mean 'orders'"):
        read(tmp_path, "shop.sqlite", sheet="order")


def test_reading_a_database_leaves_its_bytes_as_they_were(tmp_path: Path) -> None:
    before = (database(tmp_path) / "shop.sqlite").read_bytes()
    read(tmp_path, "shop.sqlite", sheet="orders")
    assert (tmp_path / "shop.sqlite").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["shop.sqlite"]


@pytest.mark.parametrize(
    "text_",
    [
        '[{"who": 17, "paid": 12.50}, {"who": 18, "more": {"a": [1]}}]',
        '{"total": 2, "items": [{"who": 17, "paid": 12.50}, {"who": 18, "more": {"a": [1]}}], "tags": ["a"]}',
        '{"who": 17, "paid": 12.50}\n{"who": 18, "more": {"a": [1]}}\n',
    ],
)
def test_json_is_an_array_an_object_that_holds_one_or_lines(tmp_path: Path, text_: str) -> None:
    rows, _ = read(written(tmp_path, "a.json", text_.encode()), "a.json")
    assert rows == [
        {"__row": 1, "who": "17", "paid": "12.50", "more": None},
        {"__row": 2, "who": "18", "paid": None, "more": '{"a":[1]}'},
    ]


def test_items_that_are_no_objects_are_told(tmp_path: Path) -> None:
    rows, told = read(written(tmp_path, "a.json", b'[{"a": 1}, 3, "x"]'), "a.json")
    assert len(rows) == 1
    assert [(row.row, row.reason) for row in told.rejected] == [
        (2, "not a JSON object"),
        (3, "not a JSON object"),
    ]


def test_keys_that_differ_only_in_case_are_two_columns(tmp_path: Path) -> None:
    rows, _ = read(written(tmp_path, "a.json", b'[{"id": 1, "ID": 2}]'), "a.json")
    assert rows == [{"__row": 1, "id": "1", "ID (2)": "2"}]


def test_many_lines_of_json_come_in_pieces_with_their_own_columns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from folkways.sources import json_text

    monkeypatch.setattr(json_text, "BATCH_ROWS", 4)
    asked = source("a.jsonl")
    written(tmp_path, "a.jsonl", b'{"a": 1}\n\n{"a": 2}\n{"a": 3}\n{"a": 4}\n{"a": 5}\n{"b": 6}\n')
    (file,) = source_files(asked, tmp_path)
    pieces = [piece.table for piece in json_text.parsed_json_lines(file, asked) if piece.table is not None]
    assert [piece.num_rows for piece in pieces] == [4, 2]
    assert pieces[1].to_pylist() == [{"__row": 6, "a": "5", "b": None}, {"__row": 7, "a": None, "b": "6"}]


def packings(folder: Path) -> dict[str, Path]:
    plain = b"who,paid\n17,1\n18,2\n"
    (folder / "a.csv.gz").write_bytes(gzip.compress(plain))
    with pa.OSFile(str(folder / "a.csv.zst"), "wb") as raw, pa.CompressedOutputStream(raw, "zstd") as packed:
        packed.write(plain)
    (folder / "a.zip").write_bytes(
        zipped({"in/a.csv": plain, "__MACOSX/in/._a.csv": b"x", "readme.pdf": b"x"})
    )
    return {path.name: path for path in folder.iterdir()}


def test_packed_files_are_read_without_being_unpacked_to_disk(tmp_path: Path) -> None:
    kept = packings(tmp_path)
    for name in kept:
        rows, told = read(tmp_path, name)
        assert rows == [{"who": "17", "paid": "1", "__row": 1}, {"who": "18", "paid": "2", "__row": 2}]
        assert told.file.name in (name, "a.zip/in/a.csv")
    assert {path.name for path in tmp_path.iterdir()} == set(kept)


def test_packed_workbooks_databases_and_parquet_files_are_read_too(tmp_path: Path) -> None:
    pq.write_table(pa.table({"who": [17]}), tmp_path / "a.parquet")
    parts = {
        "a.parquet": (tmp_path / "a.parquet").read_bytes(),
        "a.xlsx": workbook({"S": {1: text("A1", "who"), 2: number("A2", 17)}}),
        "a.json": json.dumps([{"who": 17}]),
    }
    written(tmp_path, "all.zip", zipped(parts))
    for name in parts:
        assert [row["who"] for row in read(tmp_path, f"all.zip/{name}")[0]] in ([17], [17.0], ["17"])
    con = sqlite3.connect(tmp_path / "b.db")
    con.executescript("CREATE TABLE t (who); INSERT INTO t VALUES (17)")
    con.close()
    (tmp_path / "b.db.gz").write_bytes(gzip.compress((tmp_path / "b.db").read_bytes()))
    assert read(tmp_path, "b.db.gz")[0] == [{"who": 17, "__row": 1}]


def test_a_folder_means_its_data_files_and_a_pattern_those_that_fit(tmp_path: Path) -> None:
    (tmp_path / "in" / "deeper").mkdir(parents=True)
    for name in ("b.csv", "a.csv", "deeper/c.csv", "notes.pdf", ".hidden.csv"):
        (tmp_path / "in" / name).write_text(f"who\n{name}\n", encoding="utf-8")
    (tmp_path / "in" / "z.zip").write_bytes(zipped({"y.csv": "who\n9\n", "x.csv": "who\n8\n", "x.md": "no"}))
    found = [file.name for file in source_files(source("in"), tmp_path)]
    assert found == ["a.csv", "b.csv", "z.zip/x.csv", "z.zip/y.csv"]
    assert [file.name for file in source_files(source("in/**/*.csv"), tmp_path)] == [
        "a.csv",
        "b.csv",
        "c.csv",
    ]
    assert [file.name for file in source_files(source("in/z.zip/y*"), tmp_path)] == ["z.zip/y.csv"]


def test_a_folder_without_data_files_is_told(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    with pytest.raises(SourceError, match=r"the folder 'in' holds no data files.*\.csv, \.tsv"):
        source_files(source("in"), tmp_path)


@pytest.mark.parametrize(
    ("garbled", "right"),
    [
        ("Ã¼ber", "über"),
        ("CafÃ©", "Café"),
        ("donâ€™t", "don’t"),
        ("ÐŸÑ€Ð¸Ð²ÐµÑ‚", "Привет"),
        ("ðŸ˜€ fine", "😀 fine"),
        ("Ã\u0192Â¼ twice", "ü twice"),
        ("CAFÉ» and NÃO", "CAFÉ» and NÃO"),
        ("plain", "plain"),
    ],
)
def test_garbled_text_is_told_and_put_back_when_asked(tmp_path: Path, garbled: str, right: str) -> None:
    written(tmp_path, "a.csv", f"who,said\n17,{garbled}\n18,ok\n".encode())
    rows, told = read(tmp_path, "a.csv")
    assert rows[0]["said"] == garbled
    assert bool(told.remarks) == (garbled != right)
    assert all('repair = "mojibake"' in note for note in told.remarks)
    rows, told = read(tmp_path, "a.csv", repair="mojibake")
    assert rows[0]["said"] == right
    assert told.notes == (["1 values mended (mojibake)"] if garbled != right else [])


def test_a_name_that_is_no_sheet_is_an_unknown_name_where_it_is_read() -> None:
    assert issubclass(UnknownName, Exception)


def test_of_a_garbled_name_no_more_than_a_character_is_told(tmp_path: Path) -> None:
    written(tmp_path, "a.csv", "name,first\nJÃ¼rgen MÃ¼ller,ÐŸÑ€Ð¸Ð²ÐµÑ‚\n".encode())
    assert [note.split(";")[0] for note in read(tmp_path, "a.csv")[1].remarks] == [
        "name: 1 value garbled, such as 'Ã¼'",
        "first: 1 value garbled, such as 'ÐŸÑ€'",
    ]


def orders(page: str) -> pa.Table:
    """Two rows with an instant and a dictionary-encoded column."""
    when = pa.array([1_709_283_600_000_000] * 2, pa.timestamp("us", "UTC"))
    pages = pa.array([page, "Cart"]).dictionary_encode()
    return pa.table({"who": [17, 18], "when": when, "page": pages})


@pytest.mark.parametrize("kind", ["file", "zstd", "stream", "gz"])
def test_arrow_files_and_streams_keep_their_types(tmp_path: Path, kind: str) -> None:
    if kind == "stream":
        with pa.ipc.new_stream(str(tmp_path / "a.arrow"), orders("Home").schema) as stream:
            for _ in range(3):
                stream.write_table(orders("Home"))
    else:
        feather.write_feather(
            orders("Home"), str(tmp_path / "a.feather"), "zstd" if kind == "zstd" else "lz4"
        )
    (name,) = (path.name for path in tmp_path.iterdir())
    if kind == "gz":
        (tmp_path / f"{name}.gz").write_bytes(gzip.compress((tmp_path / name).read_bytes()))
        name = f"{name}.gz"
    rows, told = read(tmp_path, name)
    assert [row["__row"] for row in rows] == list(range(1, 7 if kind == "stream" else 3))
    assert told.types["when"] == "TIMESTAMP WITH TIME ZONE"
    assert (rows[0]["who"], rows[0]["page"], rows[1]["page"], told.types["page"]) == (
        17,
        "Home",
        "Cart",
        "VARCHAR",
    )


@pytest.mark.parametrize("cut", [0, 1, 3, 9])
def test_a_damaged_arrow_file_is_told(tmp_path: Path, cut: int) -> None:
    feather.write_feather(orders("Home"), str(tmp_path / "a.feather"))
    whole = (tmp_path / "a.feather").read_bytes()
    spoilt = b"nothing" if cut == 0 else whole[: len(whole) * cut // 10]
    with pytest.raises(SourceError, match="no whole Arrow file"):
        read(written(tmp_path, "a.feather", spoilt), "a.feather")


def test_a_folder_of_partitions_is_one_table_with_the_partitions_as_columns(tmp_path: Path) -> None:
    for month in (1, 2):
        folder = tmp_path / "unloaded" / "year=2026" / f"month={month}"
        folder.mkdir(parents=True)
        pq.write_table(orders("Home"), folder / "part-0.parquet")
    (tmp_path / "unloaded" / "old").mkdir()
    pq.write_table(orders("Home"), tmp_path / "unloaded" / "old" / "part-0.parquet")
    asked = source("unloaded")
    found = source_files(asked, tmp_path)
    assert len(found) == 2
    months: list[tuple[int, int]] = []
    for file in found:
        with opened_rows(asked, file, []) as rows:
            months += rows.con.execute(f"SELECT DISTINCT year, month FROM {rows.name}").fetchall()
    assert months == [(2026, 1), (2026, 2)]


def test_the_same_bytes_in_two_partitions_are_two_files(tmp_path: Path) -> None:
    for folder, ending in (
        ("month=1", "parquet"),
        ("month=2", "parquet"),
        ("month=1", "csv"),
        ("month=2", "csv"),
    ):
        (tmp_path / folder).mkdir(exist_ok=True)
        place = tmp_path / folder / f"part-0.{ending}"
        place.write_bytes(b"who\n17\n") if ending == "csv" else pq.write_table(orders("Home"), place)
    known = {file.name: file.sha256 for file in source_files(source("month=*/*"), tmp_path)}
    assert list(known) == [
        "month=1/part-0.csv",
        "month=1/part-0.parquet",
        "month=2/part-0.csv",
        "month=2/part-0.parquet",
    ]
    assert known["month=1/part-0.parquet"] != known["month=2/part-0.parquet"]
    assert known["month=1/part-0.csv"] == known["month=2/part-0.csv"]


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.ndjson.zst", "a.csv.zst", "a.tsv.gz"])
def test_packed_lines_of_any_kind_are_read(tmp_path: Path, name: str) -> None:
    mark = "\t" if "tsv" in name else ","
    plain = (
        b'{"who": "17"}\n{"who": "18"}\n'
        if "json" in name
        else f"who{mark}x\n17{mark}a\n18{mark}b\n".encode()
    )
    packed = gzip.compress(plain) if name.endswith("gz") else pa.compress(plain, codec="zstd", asbytes=True)
    assert [row["who"] for row in read(written(tmp_path, name, packed), name)[0]] == ["17", "18"]
