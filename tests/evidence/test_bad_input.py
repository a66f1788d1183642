"""Files as they come: each fault ends in a clear error or a row in quarantine, and nothing is half-written."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.evidence.small import PEOPLE, TOML, VISITS, written_shop

from folkways.errors import ColumnMissing, FolkwaysError, SourceError
from folkways.evidence.load import LoadReport, load
from folkways.sources.config_file import config_from_text, read_config

pytestmark = pytest.mark.slow

Row = tuple[int, str, str | None, str]


def loaded(folder: Path, visits: str = VISITS, toml: str = TOML) -> LoadReport:
    written_shop(folder, visits, toml)
    return load(read_config(folder, {}), folder, folder / "evidence")


def table(folder: Path, name: str) -> list[dict[str, Any]]:
    return pq.read_table(folder / "evidence" / f"{name}.parquet").to_pylist()


def quarantine(folder: Path) -> list[Row]:
    return [(row["row"], row["column"], row["value"], row["reason"]) for row in table(folder, "quarantine")]


def balanced(report: LoadReport) -> bool:
    return all(
        tally.rows == tally.loaded + tally.rejected_rows + tally.duplicates for tally in report.tallies
    )


def test_a_missing_column_is_told_with_the_nearest_name(tmp_path: Path) -> None:
    with pytest.raises(ColumnMissing, match=r"No column 'when' in source 'visits'.*Did you mean 'wenn'"):
        loaded(tmp_path, VISITS.replace("when", "wenn"))
    assert not (tmp_path / "evidence").exists()


def test_files_of_the_same_name_in_several_folders_each_keep_their_rejected_rows(tmp_path: Path) -> None:
    for month in (1, 2):
        folder = tmp_path / "visits" / f"month={month}"
        folder.mkdir(parents=True)
        lines = [
            "no,who,when,what,paid",
            f"{month},17,2024-0{month}-01 10:00,Visit,",
            "9,,2024-03-01 10:00,Visit,",
        ]
        (folder / "part-0.csv").write_text("\n".join(lines), encoding="utf-8")
    report = loaded(tmp_path, toml=TOML.replace("visits.csv", "visits"))
    assert balanced(report)
    assert report.tallies[0].rejected_rows == 2
    assert [row["file"] for row in table(tmp_path, "quarantine")] == [
        "month=1/part-0.csv",
        "month=2/part-0.csv",
    ]


def test_a_failed_load_leaves_the_earlier_tables_as_they_were(tmp_path: Path) -> None:
    loaded(tmp_path)
    before = {path.name: path.read_bytes() for path in (tmp_path / "evidence").iterdir()}
    with pytest.raises(ColumnMissing):
        loaded(tmp_path, VISITS.replace("when", "wenn"))
    assert {path.name: path.read_bytes() for path in (tmp_path / "evidence").iterdir()} == before


def test_a_second_load_of_the_same_files_gives_the_same_bytes(tmp_path: Path) -> None:
    loaded(tmp_path)
    before = {path.name: path.read_bytes() for path in (tmp_path / "evidence").iterdir()}
    loaded(tmp_path)
    assert {path.name: path.read_bytes() for path in (tmp_path / "evidence").iterdir()} == before


def test_mixed_time_formats_load_what_is_iso_and_tell_the_rest(tmp_path: Path) -> None:
    report = loaded(
        tmp_path, VISITS + "5,20,03/04/2024 10:00,Visit,\n6,20,2024-03-05T10:00:00+01:00,Visit,\n"
    )
    assert quarantine(tmp_path) == [(5, "when", "03/04/2024 10:00", "not a time")]
    assert report.rows["events"] == 5
    assert balanced(report)


def test_times_without_a_zone_refuse_to_load(tmp_path: Path) -> None:
    toml = TOML.replace('timezone = "Europe/Berlin"\ncolumns', "columns")
    with pytest.raises(SourceError, match=r"carry no time zone \(row 1: 2024-03-01 10:00:00\).*timezone = "):
        loaded(tmp_path, toml=toml)


def test_times_with_an_offset_need_no_zone(tmp_path: Path) -> None:
    toml = TOML.replace('timezone = "Europe/Berlin"\ncolumns', "columns")
    assert (
        loaded(tmp_path, "no,who,when,what,paid\n1,17,2024-03-01T10:00Z,Visit,\n", toml).rows["events"] == 1
    )
    assert table(tmp_path, "events")[0]["local_minute"] == 11 * 60


def test_a_time_that_a_clock_change_skipped_goes_to_quarantine_and_one_shown_twice_is_the_earlier(
    tmp_path: Path,
) -> None:
    report = loaded(tmp_path, VISITS + "5,20,2024-03-31 02:30,Visit,\n6,20,2024-10-27 02:30,Visit,\n")
    assert quarantine(tmp_path) == [(5, "when", "2024-03-31 02:30", "in a clock change's gap")]
    assert report.tallies[0].folds == 1
    (event,) = [event for event in table(tmp_path, "events") if event["event_id"] == "6"]
    assert event["at"] == 1_729_989_000_000_000  # 2024-10-27 00:30 UTC, still summer time


@pytest.mark.parametrize("year", ["0000", "0001", "9999", "1899"])
def test_years_that_cannot_be_meant_go_to_quarantine(tmp_path: Path, year: str) -> None:
    loaded(tmp_path, VISITS + f"5,20,{year}-01-01 10:00,Visit,\n")
    assert quarantine(tmp_path) == [(5, "when", f"{year}-01-01 10:00", "year out of 1900 to 2199")]


def test_the_same_event_told_again_is_one_event_and_other_content_goes_to_quarantine(tmp_path: Path) -> None:
    report = loaded(
        tmp_path, VISITS + "4,19,2024-03-03 09:15,Purchase,3.99\n4,19,2024-03-03 09:15,Purchase,4.99\n"
    )
    assert report.tallies[0].duplicates == 1
    assert quarantine(tmp_path) == [(6, "no", "4", "an earlier row has this id and other content")]
    assert [event["value"] for event in table(tmp_path, "events") if event["event_id"] == "4"] == [399]
    assert balanced(report)


def test_a_file_delivered_twice_adds_nothing(tmp_path: Path) -> None:
    toml = TOML.replace('["visits.csv"]', '["visits*.csv"]')
    once = loaded(tmp_path, toml=toml)
    before = (tmp_path / "evidence" / "events.parquet").read_bytes()
    (tmp_path / "visits-again.csv").write_text(VISITS, encoding="utf-8")
    twice = loaded(tmp_path, toml=toml)
    assert (once.tallies[0].rows, twice.tallies[0].rows, twice.tallies[0].duplicates) == (4, 8, 4)
    assert len(table(tmp_path, "events")) == 4
    assert len(before) == len((tmp_path / "evidence" / "events.parquet").read_bytes())
    assert balanced(twice)


def test_events_without_an_id_get_a_stable_one(tmp_path: Path) -> None:
    toml = TOML.replace(', event_id = "no"', "")
    loaded(tmp_path, toml=toml)
    ids = [event["event_id"] for event in table(tmp_path, "events")]
    assert all(len(event_id) == 20 for event_id in ids)
    header, *lines = VISITS.splitlines()
    loaded(tmp_path, "\n".join([header, *reversed(lines)]) + "\n", toml)
    assert [event["event_id"] for event in table(tmp_path, "events")] == ids


@pytest.mark.parametrize(
    ("row", "column", "value", "reason"),
    [
        ("5,,2024-03-01 10:00,Visit,", "who", None, "no customer id"),
        ("5,20,,Visit,", "when", None, "no time"),
        ("5,20,2024-03-01 10:00,,", "what", None, "no touchpoint"),
        ("5,20,2024-03-01 10:00,Visit,free", "paid", "free", "not an amount"),
        ("5,20,2024-03-01 10:00,Visit", "", "5,20,2024-03-01 10:00,Visit", "4 fields where the header has 5"),
    ],
)
def test_a_row_that_does_not_fit_is_told(
    tmp_path: Path, row: str, column: str, value: str | None, reason: str
) -> None:
    report = loaded(tmp_path, VISITS + row + "\n")
    assert quarantine(tmp_path) == [(5, column, value, reason)]
    assert balanced(report)
    assert report.tallies[0].loaded == 4


def test_when_no_row_fits_the_first_is_told(tmp_path: Path) -> None:
    with pytest.raises(
        SourceError, match=r"none of 4 rows fits; row 1 of visits\.csv: when is '01\.03\.2024'"
    ):
        loaded(tmp_path, VISITS.replace("2024-03-01 10:00", "01.03.2024").replace("2024-", "24-"))


@pytest.mark.parametrize(
    ("content", "words"), [(b"", "is empty"), (b"no,who,when,what,paid\n", "has a header and no rows")]
)
def test_an_empty_file_is_refused(tmp_path: Path, content: bytes, words: str) -> None:
    written_shop(tmp_path)
    (tmp_path / "visits.csv").write_bytes(content)
    with pytest.raises(SourceError, match=words):
        load(read_config(tmp_path, {}), tmp_path, tmp_path / "evidence")


def test_a_byte_order_mark_spoils_no_column(tmp_path: Path) -> None:
    assert loaded(tmp_path, "\ufeff" + VISITS).rows["events"] == 4


def test_a_parquet_file_that_is_none_is_refused(tmp_path: Path) -> None:
    written_shop(tmp_path, toml=TOML.replace("visits.csv", "visits.parquet"))
    (tmp_path / "visits.parquet").write_bytes(b"PAR1 and nothing more")
    with pytest.raises(SourceError, match=r"'visits\.parquet' cannot be read as parquet"):
        load(read_config(tmp_path, {}), tmp_path, tmp_path / "evidence")


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ("gone.csv", "no file fits 'gone.csv'"),
        ("gone/*.csv", "no directory"),
        ("visits.xls", "no file fits"),
        ("package:no_such_package/a.csv", "package 'no_such_package', which is not installed.*pip install"),
        ("package:pyarrow/gone.csv", "package 'pyarrow' holds no file 'gone.csv'"),
        ("package:pyarrow/../x.csv", "holds no file"),
    ],
)
def test_files_that_are_not_there_are_told(tmp_path: Path, files: str, words: str) -> None:
    with pytest.raises(SourceError, match=words):
        loaded(tmp_path, toml=TOML.replace("visits.csv", files))


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
def test_an_unreadable_directory_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written_shop(tmp_path, toml=TOML.replace("visits.csv", "in/*.csv"))
    (tmp_path / "in").mkdir()
    (tmp_path / "in").chmod(0)
    if os.access(tmp_path / "in", os.R_OK):  # root reads everything: let the system refuse for it

        def refused(path: Path) -> None:
            raise PermissionError(13, "Permission denied", str(path))

        monkeypatch.setattr(Path, "iterdir", refused)
    with pytest.raises(SourceError, match=r"cannot be read \(Permission denied\)"):
        load(read_config(tmp_path, {}), tmp_path, tmp_path / "evidence")
    (tmp_path / "in").chmod(0o700)


@pytest.mark.parametrize("kind", [pa.int64(), pa.float64(), pa.string(), pa.int32()])
def test_a_customer_id_of_another_type_is_the_same_customer(tmp_path: Path, kind: pa.DataType) -> None:
    written_shop(tmp_path, toml=TOML.replace("visits.csv", "visits.parquet"))
    ids = pa.array([17, 18, None]).cast(kind)
    times = pa.array([1_709_287_200_000_000] * 3, pa.timestamp("us", "UTC"))
    visits = pa.table(
        {"no": [1, 2, 3], "who": ids, "when": times, "what": ["Visit"] * 3, "paid": [1.0, None, 2.0]}
    )
    pq.write_table(visits, tmp_path / "visits.parquet")
    report = load(read_config(tmp_path, {}), tmp_path, tmp_path / "evidence")
    assert [row["customer_id"] for row in table(tmp_path, "customers")] == ["17", "18"]
    assert [row["age"] for row in table(tmp_path, "customers")] == [41.0, None]
    assert quarantine(tmp_path) == [(3, "who", None, "no customer id")]
    assert balanced(report)


def test_ids_that_turn_from_numbers_to_other_text_are_refused(tmp_path: Path) -> None:
    loaded(tmp_path)
    os.rename(tmp_path / "evidence", tmp_path / "last")
    written_shop(tmp_path, VISITS.replace(",17,", ",C17,").replace(",18,", ",C18,").replace(",19,", ",C19,"))
    (tmp_path / "people.csv").write_text(PEOPLE.replace("17", "C17").replace("18", "C18"), encoding="utf-8")
    config = read_config(tmp_path, {})
    with pytest.raises(
        SourceError, match=r"None of the 3 customers was known last time; ids were like '17'.*'C17'"
    ):
        load(config, tmp_path, tmp_path / "evidence", previous=tmp_path / "last")
    assert not (tmp_path / "evidence").exists()
    assert load(config, tmp_path, tmp_path / "evidence").rows["customers"] == 3


def test_json_lines_that_are_no_objects_go_to_quarantine(tmp_path: Path) -> None:
    written_shop(tmp_path, toml=TOML.replace("visits.csv", "visits.jsonl"))
    lines = [
        '{"no": 1, "who": 17, "when": "2024-03-01 10:00", "what": "Visit", "paid": null}',
        '{"no": 2, "who": "17.0", "when": "2024-03-01 11:00", "what": "Purchase", "paid": 12.5}',
        "not json",
        "[1, 2]",
        "",
        '{"no": 3, "who": 18, "what": "Visit"}',
    ]
    (tmp_path / "visits.jsonl").write_text("\n".join(lines), encoding="utf-8")
    report = load(read_config(tmp_path, {}), tmp_path, tmp_path / "evidence")
    assert [(event["customer_id"], event["value"]) for event in table(tmp_path, "events")] == [
        ("17", None),
        ("17", 1250),
    ]
    assert quarantine(tmp_path) == [
        (3, "", "not json", "not JSON"),
        (4, "", "[1, 2]", "not a JSON object"),
        (6, "when", None, "no time"),
    ]
    assert (report.tallies[0].rows, report.tallies[0].loaded) == (5, 2)


def test_names_that_look_like_sql_are_names(tmp_path: Path) -> None:
    toml = TOML.replace('event_id = "no"', """event_id = 'no"; DROP TABLE raw; --'""")
    visits = VISITS.replace("no,who", '"no""; DROP TABLE raw; --",who').replace("Visit", "Visit'); --")
    assert loaded(tmp_path, visits, toml).rows["events"] == 4
    assert {event["touchpoint"] for event in table(tmp_path, "events")} == {"Purchase", "Visit'); --"}


def test_ten_thousand_touchpoints_one_customer_and_all_customers_alike_load(tmp_path: Path) -> None:
    header = "no,who,when,what,paid\n"
    many = "".join(f"{n},17,2024-03-01 10:00,Page {n},\n" for n in range(10_000))
    assert loaded(tmp_path, header + many).rows["events"] == 10_000
    assert len({event["touchpoint"] for event in table(tmp_path, "events")}) == 10_000
    assert [event["event_id"] for event in table(tmp_path, "events")[:3]] == ["0", "1", "2"]
    alike = "".join(f"{n},{n},2024-03-01 10:00,Visit,1\n" for n in range(2_000))
    assert loaded(tmp_path, header + alike).rows["customers"] == 2_002 - 2


@pytest.mark.slow
def test_one_customer_with_a_million_events_loads(tmp_path: Path) -> None:
    written_shop(tmp_path, toml=TOML.replace("visits.csv", "visits.parquet"))
    count = 1_000_000
    times = pa.array(range(1_709_287_200_000_000, 1_709_287_200_000_000 + count), pa.timestamp("us"))
    columns = {
        "no": range(count),
        "who": [17] * count,
        "when": times,
        "what": ["Visit"] * count,
        "paid": [None] * count,
    }
    pq.write_table(pa.table(columns), tmp_path / "visits.parquet")
    report = load(read_config(tmp_path, {}), tmp_path, tmp_path / "evidence")
    assert report.rows["events"] == count


def test_every_error_is_one_of_ours(tmp_path: Path) -> None:
    config = config_from_text(TOML)
    with pytest.raises(FolkwaysError):
        load(config, tmp_path / "nowhere", tmp_path / "evidence")
