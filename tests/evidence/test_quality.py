from __future__ import annotations

from pathlib import Path

import pytest
from tests.evidence.conftest import DEMO_TOML
from tests.evidence.small import TOML, VISITS, written_shop

from folkways.evidence.load import LoadReport, load
from folkways.evidence.quality import quality_report
from folkways.model.quality import QualityReport
from folkways.sources.config_file import read_config

MARCH_5 = 1_709_640_000_000_000


def told(folder: Path, visits: str = VISITS, toml: str = TOML) -> QualityReport:
    written_shop(folder, visits, toml)
    config = read_config(folder, {})
    loaded = load(config, folder, folder / "evidence")
    return quality_report(config, loaded, folder / "evidence", now_us=MARCH_5)


def found(
    report: QualityReport, check: str, column: str | None = None
) -> list[tuple[str, int, int | None, str | None]]:
    return [
        (row.source, row.count, row.of, row.detail)
        for row in report.rows
        if row.check == check and column in (None, row.column)
    ]


@pytest.mark.slow
def test_the_demo_tells_orphans_demographics_and_its_period(demo: tuple[Path, LoadReport]) -> None:
    report = quality_report(read_config(DEMO_TOML, {}), demo[1], demo[0])
    assert found(report, "orphans", "product_id")[0][:3] == ("baskets", 4_836, 1_469_307)
    assert found(report, "customers described") == [("demographics", 801, 2_469, None)]
    assert found(report, "missing", "home_ownership") == [("demographics", 233, 801, None)]
    assert found(report, "period")[0][3] == "2017-01-01 to 2017-12-31, America/New_York"
    assert report.count("baskets", "future dates") == 0
    assert found(report, "levels", "income")[0][3] == (
        "Under 15K, 15-24K, 25-34K, 35-49K, 50-74K, 75-99K, 100-124K, 125-149K, 150-174K, 175-199K, 200-249K, 250K+"
    )
    assert report.last_at == 1_514_782_799_999_999


def test_rows_read_are_loaded_rejected_or_duplicates(tmp_path: Path) -> None:
    visits = VISITS + "4,19,2024-03-03 09:15,Purchase,3.99\n5,,2024-03-03 10:00,Visit,\n6,20,gone,Visit,\n"
    report = told(tmp_path, visits)
    assert found(report, "rows read")[0][:2] == ("visits", 7)
    assert found(report, "rows loaded")[0][1:3] == (4, 7)
    assert found(report, "duplicates")[0][1:3] == (1, 7)
    assert sorted(row[1:] for row in found(report, "rows rejected")) == [
        (1, 7, "no customer id"),
        (1, 7, "not a time"),
    ]


def test_future_dates_are_counted_and_kept(tmp_path: Path) -> None:
    report = told(tmp_path, VISITS + "5,20,2024-03-06 10:00,Visit,\n6,20,2024-03-05,Visit,\n")
    assert found(report, "future dates") == [("visits", 1, 6, None)]
    assert found(report, "events by day only")[0][:3] == ("visits", 1, 6)


def test_ranges_and_missing_values_are_told_of_those_described(tmp_path: Path) -> None:
    report = told(tmp_path)
    assert found(report, "missing", "age") == [("people", 1, 2, None)]
    assert found(report, "range", "age") == [("people", 1, 2, "41 to 41")]
    assert found(report, "without value") == [("visits", 2, 4, None)]
    assert found(report, "range", "value")[0][3] == "3.99 to 12.50 EUR"
    assert found(report, "customers with events") == [("customers", 3, 3, None)]


def test_returns_are_told_as_negative_values(tmp_path: Path) -> None:
    report = told(tmp_path, VISITS + "5,19,2024-03-04 10:00,Return,-3.99\n")
    assert found(report, "negative value") == [("visits", 1, 5, None)]


@pytest.mark.parametrize("check", ["touchpoint", "channel"])
def test_touchpoints_and_channels_are_counted_of_all_events(tmp_path: Path, check: str) -> None:
    rows = found(told(tmp_path), check)
    assert sum(row[1] for row in rows) == 4
    assert {row[2] for row in rows} == {4}
