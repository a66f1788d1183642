from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from folkways.errors import ConfigError
from folkways.evidence.load import LoadReport, load
from folkways.sources.config_file import config_from_text

HEAD = '[workspace]\nname = "Shop"\ntimezone = "Europe/Berlin"\ncurrency = "EUR"\n'
REVIEWS = (
    HEAD
    + """
[[sources]]
name = "reviews"
table = "voices"
files = ["reviews.csv"]
columns = { text = "Review", rating = "Stars", customer_id = "Who", at = "Day" }
constants = { kind = "review" }
"""
)
ADS = (
    HEAD
    + """
[[sources]]
name = "ads"
table = "aggregates"
files = ["ads.csv"]
columns = { at = "Day", campaign = "Campaign" }
metrics = { clicks = "Clicks", spend = "Cost" }
"""
)


def loaded(text: str, folder: Path, **files: str) -> tuple[LoadReport, dict[str, list[dict[str, object]]]]:
    for name, content in files.items():
        (folder / f"{name}.csv").write_text(content, encoding="utf-8")
    report = load(config_from_text(text), folder, folder / "evidence")
    return report, {p.stem: pq.read_table(p).to_pylist() for p in (folder / "evidence").glob("*.parquet")}


def test_a_voice_knows_where_it_stands_and_its_rating_lies_between_0_and_1(tmp_path: Path) -> None:
    text = "Review,Stars,Who,Day\nToo small,2,17,2024-01-05\n,4,18,2024-01-06\nFine,9,19,\n"
    report, tables = loaded(REVIEWS, tmp_path, reviews=text)
    told = {row["text"]: row for row in tables["voices"]}
    assert told["Too small"]["rating"] == 0.25
    assert (told["Too small"]["document"], told["Too small"]["locator"]) == ("reviews.csv", "row=1")
    assert told["Too small"]["basis"] == "reported"
    assert told["Fine"]["rating"] is None, "9 stars of 5 are no rating"
    (tally,) = report.tallies
    assert (tally.rows, tally.loaded, tally.rejected_rows) == (3, 2, 1)
    assert [row["reason"] for row in tables["quarantine"] if row["whole_row"]] == ["no text"]
    assert {row["customer_id"] for row in tables["customers"]} == {"17", "19"}


def test_texts_that_nothing_tells_apart_but_their_place_are_kept_apart(tmp_path: Path) -> None:
    text = "Review,Stars,Who,Day\nGood,5,,\nGood,5,,\nGood,5,7,2024-01-01\nGood,5,7,2024-01-01\n"
    report, tables = loaded(REVIEWS, tmp_path, reviews=text)
    assert len(tables["voices"]) == 3
    assert report.tallies[0].duplicates == 1


def test_each_number_of_a_row_is_a_metric_of_its_own(tmp_path: Path) -> None:
    text = (
        "Day,Campaign,Clicks,Cost\n2024-02-01,Spring,10,2.5\n2024-02-02,Spring,,3.5\n2024-02-03,Spring,x,1\n"
    )
    report, tables = loaded(ADS, tmp_path, ads=text)
    found = sorted((str(row["metric"]), row["value"]) for row in tables["aggregates"])
    assert found == [("clicks", 10.0), ("spend", 1.0), ("spend", 2.5), ("spend", 3.5)]
    assert [(row["value"], row["reason"]) for row in tables["quarantine"]] == [("x", "not a number")]
    (tally,) = report.tallies
    assert tally.rows == tally.loaded == 3


def test_a_deal_has_a_row_for_each_stage_and_its_value_in_minor_units(tmp_path: Path) -> None:
    text = (
        HEAD
        + """
[[sources]]
name = "deals"
table = "deals"
files = ["deals.csv"]
columns = { deal_id = "Deal", stage = "Stage", value = "Amount", account_id = "Account", at = "Since" }
"""
    )
    rows = "Deal,Stage,Amount,Account,Since\n1,Lead,,A,2024-01-01\n1,Won,12.50,A,2024-02-01\n1,Won,12.50,A,2024-02-01\n"
    report, tables = loaded(text, tmp_path, deals=rows)
    assert [(row["stage"], row["value"]) for row in tables["deals"]] == [("Lead", None), ("Won", 1250)]
    assert report.tallies[0].duplicates == 1


def test_a_table_needs_its_roles(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no column for 'kind'"):
        config_from_text(REVIEWS.replace('constants = { kind = "review" }', ""))
    with pytest.raises(ConfigError, match="No layout 'ga5'"):
        config_from_text(REVIEWS + 'layout = "ga5"\n')
