"""Looking before loading: roles, unknown columns, remarks, rows that would not fit; nothing is written."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.evidence.small import VISITS, written_shop
from tests.sources.packed import number, text, workbook

from folkways.errors import ConfigError, UnknownName
from folkways.workspace.preview import looked, previewed

pytestmark = pytest.mark.slow


def test_a_files_columns_are_shown_with_the_part_they_are_taken_for(tmp_path: Path) -> None:
    file = tmp_path / "visits.csv"
    file.write_bytes(
        "kunde;wann;customer_id;EventName;date\n1;x;Zoë;Visit;2024-01-01\n2;y;b;Pay;2024-01-02\n".encode(
            "cp1252"
        )
    )
    found = previewed(file)
    assert (found.table, found.rows, found.loaded, found.rejects) == ("events", 2, 2, [])
    assert found.read_as == {"encoding": "cp1252", "delimiter": ";"}
    assert {one.column: one.role for one in found.columns} == {
        "kunde": "attribute",
        "wann": "attribute",
        "customer_id": "customer_id",
        "EventName": "touchpoint",
        "date": "at",
    }
    assert found.first[0]["customer_id"] == "Zoë"
    assert [path.name for path in tmp_path.iterdir()] == ["visits.csv"]


def test_rows_that_would_not_fit_are_shown_with_reasons(tmp_path: Path) -> None:
    written_shop(tmp_path, VISITS + "5,20,yesterday,Visit,\n6\n")
    found = previewed(tmp_path / "folkways.toml", "visits")
    assert (found.rows, found.loaded, found.rejected) == (6, 4, 2)
    assert [(one.row, one.column, one.value, one.reason) for one in found.rejects] == [
        (5, "when", "yesterday", "not a time"),
        (6, "", "6", "1 fields where the header has 5"),
    ]


def test_what_would_refuse_the_whole_source_is_said(tmp_path: Path) -> None:
    written_shop(tmp_path, VISITS.replace("when", "wenn"))
    found = previewed(tmp_path)
    assert found.loaded is None
    assert found.problem is not None
    assert "No column 'when'" in found.problem


def test_a_file_of_nobody_is_shown_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "products.csv").write_text("ProductID,Name\n1,Tea\n2,Cake\n", encoding="utf-8")
    found = previewed(tmp_path / "products.csv")
    assert (found.table, found.loaded, [one.role for one in found.columns]) == (None, None, [None, None])
    assert found.first[1] == {"ProductID": "2", "Name": "Cake"}


def test_addresses_and_faxes_are_blotted_even_where_nobody_is_a_customer(tmp_path: Path) -> None:
    text_ = "SupplierID,Name,ShipAddress,Fax\n1,Tea,1 Oak Road,12-3\n2,Cake,2 Oak Road,45-6\n"
    (tmp_path / "suppliers.csv").write_text(text_, encoding="utf-8")
    found = previewed(tmp_path / "suppliers.csv")
    blotted = {"ShipAddress": "[personal]", "Fax": "[personal]"}
    assert found.first[0] == {"SupplierID": "1", "Name": "Tea", **blotted}


def test_fifty_rows_are_shown_and_a_sheet_is_a_source(tmp_path: Path) -> None:
    rows = {1: text("A1", "customer_id") + text("B1", "age")}
    rows |= {row: number(f"A{row}", row) + number(f"B{row}", 20 + row % 7) for row in range(2, 80)}
    other = {1: text("A1", "customer_id") + text("B1", "town"), 2: text("A2", "c") + text("B2", "Bonn")}
    (tmp_path / "a.xlsx").write_bytes(
        workbook({"People": rows, "Towns": {**other, 3: text("A3", "d") + text("B3", "Ulm")}})
    )
    found = previewed(tmp_path / "a.xlsx")
    assert (found.rows, len(found.first)) == (78, 50)
    assert found.remarks == ["1 more source: towns; --source NAME shows it"]
    with pytest.raises(UnknownName):
        previewed(tmp_path / "a.xlsx", "Persons")


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="No file"):
        previewed(tmp_path / "gone.csv")


@pytest.mark.slow
def test_the_command_prints_json_and_csv_that_no_spreadsheet_runs(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('customer_id,said\n1,"=1+1"\n2,-5\n3,@x\n4,+49 30\n', encoding="utf-8")

    def printed(shape: str) -> str:
        words = [sys.executable, "-m", "folkways", "preview", str(tmp_path / "a.csv"), "--format", shape]
        return subprocess.run(words, capture_output=True, text=True, check=True).stdout

    assert json.loads(printed("json"))["format"] == "folkways.preview"
    cells = [row["said"] for row in csv.DictReader(io.StringIO(printed("csv")))]
    assert cells == ["'=1+1", "-5", "'@x", "'+49 30"]
    assert "What" not in printed("table")


def exports() -> list[Path]:
    folder = Path(__file__).parents[1] / "fixtures"
    return sorted(path for kind in ("exports", "surveys", "voices") for path in (folder / kind).rglob("*.*"))


@pytest.mark.slow
@pytest.mark.parametrize("file", exports(), ids=lambda path: path.name)
def test_every_export_can_be_looked_at_in_the_columns_that_its_layout_gives(file: Path) -> None:
    found = looked(file)
    assert found.found == len(found.sources) > 0
    for source in found.sources:
        assert source.problem is None
        assert source.loaded
        assert any(column.role for column in source.columns)
        assert source.first[0].keys() == {column.column for column in source.columns}
