"""What `folkways init` makes of databases and of several files about the same people."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from folkways.errors import SourceError
from folkways.sources.config_file import config_from_text
from folkways.sources.guess import guessed_config
from folkways.sources.guess_profile import source_profile

pytestmark = pytest.mark.slow

TRADE = """
CREATE TABLE Orders (OrderID, CustomerID, OrderDate, ShipVia, ShipName, ShipAddress, ShipPostalCode, Fax);
CREATE TABLE Lines (LineID, CustomerID, OrderDate, UnitPrice, Quantity, Discount);
CREATE TABLE Bare (OrderID, Note);
CREATE VIEW "Orders Qry" AS SELECT * FROM Orders;
CREATE VIEW Broken AS SELECT o.absent FROM Orders o;
"""


def trade(folder: Path) -> Path:
    con = sqlite3.connect(folder / "trade.sqlite")
    con.executescript(TRADE)
    for n in range(40):
        day, who = f"2024-03-{1 + n % 28:02}", f"C{n % 8}"
        road, fax = f"{n % 8} Oak Road", f"030-00{n % 8}"
        con.execute(
            "INSERT INTO Orders VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (n, who, day, n % 3, f"Firm {n % 8}", road, f"1000{n % 8}", fax),
        )
        con.execute("INSERT INTO Lines VALUES (?, ?, ?, 2.5, ?, ?)", (n, who, day, 1 + n % 4, 0.1 * (n % 3)))
    con.commit()
    con.close()
    return folder / "trade.sqlite"


def test_views_are_left_out_and_named_and_an_empty_table_is_told_as_one(tmp_path: Path) -> None:
    told = guessed_config([trade(tmp_path)], tmp_path).text
    assert [source.sheet for source in config_from_text(told).sources] == ["Orders", "Lines"]
    assert "# left out: views Orders Qry, Broken: they show rows of tables again; take one in" in told
    assert "# left out: Bare: Source 'trade': 'Bare' in the file 'trade.sqlite' has no rows." in told


def test_a_named_view_is_read_and_a_broken_one_is_told_as_that(tmp_path: Path) -> None:
    text = guessed_config([trade(tmp_path)], tmp_path).text
    source = config_from_text(text).sources[0]
    assert source_profile(source.model_copy(update={"sheet": "Orders Qry"}), tmp_path).rows == 40
    with pytest.raises(
        SourceError, match=r"The view 'Broken' in .* does not work: no such column: o\.absent"
    ):
        source_profile(source.model_copy(update={"sheet": "Broken"}), tmp_path)


def test_a_touchpoint_is_called_as_the_table_and_addresses_are_never_kept(tmp_path: Path) -> None:
    orders, lines = config_from_text(guessed_config([trade(tmp_path)], tmp_path).text).sources
    assert orders.constants == {"touchpoint": "Orders"}
    assert orders.attributes == ["ShipVia"]
    assert orders.personal == ["ShipName", "ShipAddress", "Fax"]
    assert lines.columns["value"] == ["UnitPrice", "Quantity"]


def test_a_discount_beside_price_and_count_is_told_and_a_total_is_taken_instead(tmp_path: Path) -> None:
    file = trade(tmp_path)
    assert "# Look: Discount is not taken off" in guessed_config([file], tmp_path).text
    con = sqlite3.connect(file)
    con.executescript(
        "ALTER TABLE Lines ADD COLUMN ExtendedPrice; UPDATE Lines SET ExtendedPrice = UnitPrice * 2"
    )
    con.close()
    told = guessed_config([file], tmp_path).text
    assert config_from_text(told).sources[1].columns["value"] == "ExtendedPrice"
    assert "Discount is not taken off" not in told


def people(folder: Path, name: str, first: int, columns: dict[str, list[str]]) -> Path:
    rows = [",".join(["CustomerID", *columns])]
    for n in range(60):
        rows.append(",".join([f"c{first + n}", *(levels[n % len(levels)] for levels in columns.values())]))
    (folder / name).write_text("\n".join(rows), encoding="utf-8")
    return folder / name


def test_what_tells_who_left_is_an_outcome_and_forms_no_groups(tmp_path: Path) -> None:
    columns = {
        "Plan": ["Gold", "Blue"],
        "Customer Status": ["Stayed", "Churned", "Joined"],
        "Satisfaction Score": ["1", "2", "3", "4", "5"],
        "Account State": ["Active", "Closed"],
        "Seat": ["Left", "Right"],
    }
    file = people(tmp_path, "telco.csv", 100, columns)
    traits = config_from_text(guessed_config([file], tmp_path).text).sources[0].traits
    assert {name: trait.role for name, trait in traits.items()} == {
        "plan": "defining",
        "customer_status": "outcome",
        "satisfaction_score": "outcome",
        "account_state": "outcome",
        "seat": "defining",
    }


def test_a_trait_that_two_files_tell_of_the_same_customers_is_taken_once(tmp_path: Path) -> None:
    plans, tenure = ["Gold", "Blue"], [str(n) for n in range(15)]
    files = [
        people(tmp_path, "a.csv", 100, {"Plan": plans, "Tenure": tenure}),
        people(tmp_path, "b.csv", 100, {"Plan": plans, "Tenure": ["4", "5", "6"], "Tenure Months": tenure}),
        people(tmp_path, "c.csv", 500, {"Plan": plans}),
    ]
    told = guessed_config(files, tmp_path).text
    first, second, third = config_from_text(told).sources
    assert [*first.traits] == ["plan", "tenure"]
    assert {name: trait.role for name, trait in second.traits.items()} == {
        "tenure_2": "describing",
        "tenure_months": "describing",
    }
    assert "# unknown: Plan (seems the same as Plan of a.csv)" in told
    assert {name: trait.role for name, trait in third.traits.items()} == {"plan_2": "defining"}
