from __future__ import annotations

from collections import Counter, defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folkways.errors import ColumnMissing, SourceError
from folkways.evidence.load import LoadReport, load
from folkways.sources.config_file import config_from_text

pytestmark = pytest.mark.slow

TOML = """
[workspace]
name = "Grocer"
currency = "EUR"
[[sources]]
name = "tills"
table = "events"
files = ["tills.csv"]
timezone = "UTC"
columns = { customer_id = "who", event_id = "basket", at = "when", value = "paid", channel = "till" }
[[sources.lookups]]
files = ["goods.csv"]
key = "item"
columns = ["group"]
[sources.lines]
quantity = "pieces"
[[sources.lines.categories]]
name = "Fuel"
where = { group = ["petrol", "diesel"] }
quantity = false
[[sources.lines.categories]]
name = "Food"
where = { group = ["bread", "milk"] }
[[sources.lines.touchpoints]]
touchpoint = "Fills up"
category = ["Fuel"]
share_of_value = 0.5
[[sources.lines.touchpoints]]
touchpoint = "Big shop"
lines_at_least = 3
[[sources.lines.touchpoints]]
touchpoint = "Dear thing"
value_at_least = 50.0
[[sources.lines.touchpoints]]
touchpoint = "Food run"
category = ["Food"]
[[sources.lines.touchpoints]]
touchpoint = "Other trip"
"""
GOODS = "item,group\np,petrol\nd,diesel\nb,bread\nm,milk\nt,toys\n"
HEADER = "who,basket,when,till,item,paid,pieces\n"


def told(folder: Path, lines: str, toml: str = TOML, goods: str = GOODS) -> LoadReport:
    (folder / "tills.csv").write_text(HEADER + lines, encoding="utf-8")
    (folder / "goods.csv").write_text(goods, encoding="utf-8")
    return load(config_from_text(toml), folder, folder / "evidence")


def table(folder: Path, name: str) -> list[dict[str, Any]]:
    return pq.read_table(folder / "evidence" / f"{name}.parquet").to_pylist()


def touchpoints(folder: Path) -> dict[str, str]:
    return {event["event_id"]: event["touchpoint"] for event in table(folder, "events")}


def test_the_first_rule_that_fits_names_the_event(tmp_path: Path) -> None:
    lines = (
        "a,1,2024-01-01 10:00,t1,p,30,40000\na,1,2024-01-01 10:00,t1,b,30,1\n"  # half of the value is fuel
        "a,2,2024-01-02 10:00,t1,p,30,40000\na,2,2024-01-02 10:00,t1,b,30.01,1\n"  # a cent less
        "a,3,2024-01-03 10:00,t1,b,1,1\na,3,2024-01-03 10:00,t1,m,1,1\na,3,2024-01-03 10:00,t1,t,1,1\n"
        "a,4,2024-01-04 10:00,t1,b,1,1\na,5,2024-01-05 10:00,t1,t,1,1\n"
        "a,6,2024-01-06 10:00,t1,d,0,0\n"  # no value: shares are of lines
    )
    told(tmp_path, lines)
    assert touchpoints(tmp_path) == {
        "1": "Fills up",
        "2": "Dear thing",
        "3": "Big shop",
        "4": "Food run",
        "5": "Other trip",
        "6": "Fills up",
    }


def test_a_line_whose_lookup_finds_nothing_is_unknown_and_counted(tmp_path: Path) -> None:
    report = told(tmp_path, "a,1,2024-01-01 10:00,t1,zz,3,1\na,1,2024-01-01 10:00,t1,t,2,1\n")
    assert report.tallies[0].orphans == {"item": 1}
    assert {line["category"]: line["value"] for line in table(tmp_path, "lines")} == {
        "Other": 200,
        "Unknown": 300,
    }


def test_quantities_in_another_unit_are_null_and_spoil_no_sum(tmp_path: Path) -> None:
    told(
        tmp_path,
        "a,1,2024-01-01 10:00,t1,p,30,40000\na,1,2024-01-01 10:00,t1,b,2,3\na,1,2024-01-01 10:00,t1,m,2,1\n",
    )
    assert {line["category"]: line["quantity"] for line in table(tmp_path, "lines")} == {
        "Fuel": None,
        "Food": 4.0,
    }


def test_an_event_takes_time_and_words_from_its_earliest_line(tmp_path: Path) -> None:
    told(tmp_path, "a,1,2024-01-01 10:05,t2,b,1,1\na,1,2024-01-01 10:00,t1,m,1,1\n")
    (event,) = table(tmp_path, "events")
    assert (event["channel"], event["local_minute"], event["value"]) == ("t1", 600, 200)


def test_equal_lines_are_two_lines(tmp_path: Path) -> None:
    report = told(tmp_path, "a,1,2024-01-01 10:00,t1,m,1,1\n" * 2)
    assert report.tallies[0].loaded == 2
    assert [(line["lines"], line["value"]) for line in table(tmp_path, "lines")] == [(2, 200)]


def test_a_line_of_another_customer_goes_to_quarantine(tmp_path: Path) -> None:
    report = told(tmp_path, "a,1,2024-01-01 10:00,t1,m,1,1\nb,1,2024-01-01 10:00,t1,m,1,1\n")
    assert [(row["row"], row["column"], row["value"]) for row in table(tmp_path, "quarantine")] == [
        (2, "who", "b")
    ]
    assert report.tallies[0].loaded == 1
    assert [event["value"] for event in table(tmp_path, "events")] == [100]


def test_lines_without_a_basket_number_fold_by_customer_and_time(tmp_path: Path) -> None:
    toml = TOML.replace('event_id = "basket", ', "")
    told(
        tmp_path,
        "a,,2024-01-01 10:00,t1,m,1,1\na,,2024-01-01 10:00,t1,b,1,1\nb,,2024-01-01 10:00,t1,m,1,1\n",
        toml,
    )
    assert sorted((event["customer_id"], event["value"]) for event in table(tmp_path, "events")) == [
        ("a", 200),
        ("b", 100),
    ]


def test_without_categories_rows_only_fold(tmp_path: Path) -> None:
    toml = TOML[: TOML.index("[sources.lines]")] + 'lines = {}\nconstants = { touchpoint = "Basket" }\n'
    toml = toml.replace('[[sources.lookups]]\nfiles = ["goods.csv"]\nkey = "item"\ncolumns = ["group"]\n', "")
    told(tmp_path, "a,1,2024-01-01 10:00,t1,m,1,1\na,1,2024-01-01 10:00,t1,b,1,1\n", toml)
    assert [(event["touchpoint"], event["value"]) for event in table(tmp_path, "events")] == [("Basket", 200)]
    assert table(tmp_path, "lines") == []


def test_a_lookup_that_holds_a_key_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="lookup by 'item' holds 'b' twice with different values"):
        told(tmp_path, "a,1,2024-01-01 10:00,t1,m,1,1\n", goods=GOODS + "b,toys\n")


def test_the_same_row_twice_in_a_lookup_is_one(tmp_path: Path) -> None:
    told(tmp_path, "a,1,2024-01-01 10:00,t1,b,1,1\n", goods=GOODS + "b,bread\n")
    assert [line["lines"] for line in table(tmp_path, "lines")] == [1]


def test_a_lookup_without_its_column_is_told(tmp_path: Path) -> None:
    with pytest.raises(
        ColumnMissing, match=r"No column 'group' in source 'tills \(lookup goods\.csv\)'.*'groups'"
    ):
        told(tmp_path, "a,1,2024-01-01 10:00,t1,m,1,1\n", goods=GOODS.replace("group", "groups"))


def test_a_quantity_that_is_no_number_goes_to_quarantine(tmp_path: Path) -> None:
    told(tmp_path, "a,1,2024-01-01 10:00,t1,m,1,1\na,1,2024-01-01 10:00,t1,m,1,many\n")
    assert [(row["column"], row["value"], row["reason"]) for row in table(tmp_path, "quarantine")] == [
        ("pieces", "many", "not a number")
    ]


def test_a_value_of_two_columns_is_a_price_times_a_count_and_sums_over_lines(tmp_path: Path) -> None:
    toml = TOML.replace('value = "paid"', 'value = ["paid", "pieces"]')
    assert toml != TOML
    rows = ["m,1.25,3", "b,0.335,1", "m,2,many", "b,,2"]
    told(tmp_path, "".join(f"a,1,2024-01-01 10:00,t1,{row}\n" for row in rows), toml)
    (event,) = table(tmp_path, "events")
    assert event["value"] == 375 + 34  # 33.5 cents is rounded to the even 34
    assert ("paid × pieces", "2 × many") in [
        (row["column"], row["value"]) for row in table(tmp_path, "quarantine")
    ]


money = st.integers(min_value=0, max_value=10_000).map(lambda cents: f"{Decimal(cents) / 100:.2f}")
trip = st.tuples(
    st.sampled_from("ab"), st.integers(1, 4), st.sampled_from("pdbmtz"), money, st.integers(1, 9)
)


@settings(max_examples=10)
@given(st.lists(trip, min_size=1, max_size=40))
def test_events_and_lines_agree_with_a_plain_count(
    tmp_path_factory: pytest.TempPathFactory, drawn: list[tuple[str, int, str, str, int]]
) -> None:
    folder = tmp_path_factory.mktemp("lines")
    rows = [
        f"{who},{who}{basket},2024-01-0{basket} 10:00,t,{item},{paid},{n}"
        for who, basket, item, paid, n in drawn
    ]
    told(folder, "\n".join(rows) + "\n")
    names = {"p": "Fuel", "d": "Fuel", "b": "Food", "m": "Food", "t": "Other", "z": "Unknown"}
    values: dict[tuple[str, str], int] = defaultdict(int)
    counts = Counter((f"{who}{basket}", names[item]) for who, basket, item, _, _ in drawn)
    for who, basket, item, paid, _ in drawn:
        values[f"{who}{basket}", names[item]] += int(Decimal(paid) * 100)
    lines = table(folder, "lines")
    assert {(row["event_id"], row["category"]): row["lines"] for row in lines} == counts
    assert {(row["event_id"], row["category"]): row["value"] for row in lines} == values
    totals = {event["event_id"]: event["value"] for event in table(folder, "events")}
    assert totals == {basket: sum(v for (b, _), v in values.items() if b == basket) for basket, _ in values}
