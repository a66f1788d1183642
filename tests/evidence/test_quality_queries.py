"""A row of the quality report that has a query is repeated by it."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from tests.evidence.small import TOML, VISITS, written_shop

from folkways.evidence.load import load
from folkways.evidence.quality import quality_report
from folkways.evidence.quality_queries import query_of
from folkways.model.quality import QualityReport, QualityRow
from folkways.sources.config_file import read_config

AGAIN = "4,19,2024-03-03 09:15,Purchase,3.99\n"
AWKWARD = f"{VISITS}{AGAIN}5,,2024-03-03 10:00,Visit,\n6,20,gone,It's,-2\n7,20,2024-03-04 10:00,It's,-2\n"


@pytest.fixture
def report(tmp_path: Path) -> QualityReport:
    written_shop(tmp_path, AWKWARD, TOML)
    config = read_config(tmp_path, {})
    return quality_report(config, load(config, tmp_path, tmp_path / "evidence"), tmp_path / "evidence")


def test_every_query_gives_the_count_of_its_row(report: QualityReport, tmp_path: Path) -> None:
    tables = duckdb.connect()
    for file in (tmp_path / "evidence").glob("*.parquet"):
        tables.execute(f"CREATE VIEW {file.stem} AS FROM read_parquet('{file}')")
    asked = [row for row in report.rows if row.query]
    answers = {
        (row.source, row.check, row.column): tables.execute(str(row.query)).fetchall() for row in asked
    }
    assert answers == {(row.source, row.check, row.column): [(row.count,)] for row in asked}
    checks = {row.check for row in asked}
    assert checks >= {
        "rows loaded",
        "rows rejected",
        "events",
        "touchpoint",
        "missing",
        "range",
        "negative value",
    }


def test_what_only_the_source_file_could_repeat_has_no_query(report: QualityReport) -> None:
    without = {row.check for row in report.rows if row.query is None}
    assert without <= {
        "rows read",
        "rows loaded",
        "duplicates",
        "orphans",
        "future dates",
        "customers described",
    }


def test_quotes_in_names_end_no_text_and_no_name() -> None:
    query = query_of(QualityRow(source="a'b", check="missing", column='x"y', count=1, of=2), {}, ())
    assert query == 'SELECT 2 - count("x""y") FROM customers'
    told = query_of(QualityRow(source="a'b", check="events", count=1), {}, ())
    assert told == "SELECT count(*) FROM events WHERE source = 'a''b'"
