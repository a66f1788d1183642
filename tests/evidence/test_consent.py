"""Consent and retention: who did not agree, and what is too old, is not read; every row is accounted for."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from folkways.errors import ConfigError
from folkways.evidence.load import LoadReport, load
from folkways.evidence.quality import quality_report
from folkways.evidence.sieve import Keeping
from folkways.sources.config_file import config_from_text

TOML = """
[workspace]
name = "Shop"
min_cell = 1
[[sources]]
name = "visits"
table = "events"
files = ["visits.csv"]
columns = { customer_id = "who", at = "when", touchpoint = "what" }
%s
"""
VISITS = """who,when,what,agreed
1,2022-01-01T00:00:00Z,Visit,Yes
2,2023-06-01T00:00:00Z,Visit,no
3,2023-12-31T00:00:00Z,Visit,yes
4,2024-01-01T00:00:00Z,Visit,
5,2024-01-01T00:00:00Z,Visit,TRUE
"""


def loaded(
    folder: Path, told: str, keeping: Keeping | None = None
) -> tuple[LoadReport, list[str], list[tuple[int, str]]]:
    (folder / "visits.csv").write_text(VISITS)
    report = load(config_from_text(TOML % told), folder, folder / "evidence", keeping=keeping)
    events = pq.read_table(folder / "evidence" / "events.parquet")["customer_id"].to_pylist()
    left = pq.read_table(folder / "evidence" / "quarantine.parquet").to_pylist()
    (tally,) = report.tallies
    assert tally.rows == tally.loaded + tally.rejected_rows
    return report, events, [(row["row"], row["reason"]) for row in left]


def test_who_did_not_agree_is_not_read(tmp_path: Path) -> None:
    report, events, left = loaded(tmp_path, 'consent = { column = "agreed" }')
    assert events == ["1", "3", "5"]
    assert left == [(2, "no consent"), (4, "no consent")]
    config = config_from_text(TOML % 'consent = { column = "agreed" }')
    rows = quality_report(config, report, tmp_path / "evidence").rows
    assert [(r.count, r.of) for r in rows if r.detail == "no consent"] == [(2, 5)]


def test_what_is_too_old_at_the_data_s_last_instant_is_not_read(tmp_path: Path) -> None:
    _, events, left = loaded(tmp_path, 'retention = "365d"')
    assert events == ["2", "3", "4", "5"]
    assert left == [(1, "past retention")]


def test_retention_counts_from_the_instant_that_is_said(tmp_path: Path) -> None:
    instant = int(datetime(2024, 12, 30, tzinfo=UTC).timestamp() * 1e6)
    _, events, left = loaded(tmp_path, 'retention = "365d"', Keeping(as_of=instant))
    assert events == ["3", "4", "5"]
    assert [reason for _, reason in left] == ["past retention"] * 2


@pytest.mark.parametrize("told", ['consent = { column = "agreed" }', 'retention = "365d"'])
def test_rows_of_few_people_are_left_out_of_every_count(told: str, tmp_path: Path) -> None:
    toml = TOML.replace("min_cell = 1", "min_cell = 3") % told
    (tmp_path / "visits.csv").write_text(VISITS)
    report = load(config_from_text(toml), tmp_path, tmp_path / "evidence")
    (tally,) = report.tallies
    assert (tally.rows, tally.rejected_rows, tally.duplicates) == (tally.loaded, 0, 0)
    assert pq.read_table(tmp_path / "evidence" / "quarantine.parquet").num_rows == 0
    read = quality_report(config_from_text(toml), report, tmp_path / "evidence").rows[0]
    words = "not counted: rows without consent or past retention when fewer than 3 people's"
    assert (read.count, read.detail) == (tally.loaded, f"1 file; {words}")


def test_a_copy_of_a_file_does_not_count_the_few_either(tmp_path: Path) -> None:
    toml = (TOML.replace("min_cell = 1", "min_cell = 3") % 'consent = { column = "agreed" }').replace(
        '"visits.csv"', '"visits.csv", "copy.csv"'
    )
    (tmp_path / "visits.csv").write_text(VISITS)
    (tmp_path / "copy.csv").write_text(VISITS)
    (tally,) = load(config_from_text(toml), tmp_path, tmp_path / "evidence").tallies
    assert (tally.rows, tally.loaded, tally.rejected_rows, tally.duplicates) == (6, 3, 0, 3)


def test_the_people_of_several_files_are_counted_together(tmp_path: Path) -> None:
    toml = (TOML.replace("min_cell = 1", "min_cell = 3") % 'consent = { column = "agreed" }').replace(
        '"visits.csv"', '"visits.csv", "more.csv"'
    )
    (tmp_path / "visits.csv").write_text(VISITS)
    (tmp_path / "more.csv").write_text(VISITS.replace("2,2023", "6,2023"))
    (tally,) = load(config_from_text(toml), tmp_path, tmp_path / "evidence").tallies
    assert tally.rejected_rows == 4, "customers 2, 4 and 6"
    assert tally.rows == tally.loaded + tally.rejected_rows + tally.duplicates == 10


def test_a_source_that_nobody_agreed_to_loads_nothing_and_is_no_error(tmp_path: Path) -> None:
    _, events, left = loaded(tmp_path, 'consent = { column = "agreed", yes = ["never"] }')
    assert events == []
    assert len(left) == 5


def test_a_period_needs_a_time_and_a_unit() -> None:
    with pytest.raises(ConfigError):
        config_from_text(TOML % 'retention = "two years"')
    people = (TOML % 'retention = "1d"').replace('"events"', '"customers"')
    with pytest.raises(ConfigError):
        config_from_text(people.replace(', at = "when", touchpoint = "what"', ""))
