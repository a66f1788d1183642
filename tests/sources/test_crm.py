from __future__ import annotations

from collections import Counter
from csv import DictReader
from pathlib import Path

import pytest
from tests.sources.exports import TakenIn, fixture, taken_in

pytestmark = pytest.mark.slow

SALESFORCE = ("Account", "Contact", "Opportunity", "AccountContactRole", "Case", "Task", "Lead")


@pytest.fixture(scope="module")
def hubspot(tmp_path_factory: pytest.TempPathFactory) -> TakenIn:
    return taken_in(fixture("hubspot"), tmp_path_factory.mktemp("hubspot"))


@pytest.fixture(scope="module")
def salesforce(tmp_path_factory: pytest.TempPathFactory) -> TakenIn:
    files = fixture("salesforce", *(f"{name}.csv" for name in SALESFORCE))
    return taken_in(files, tmp_path_factory.mktemp("salesforce"))


def test_hubspot_files_are_known_by_their_columns(hubspot: TakenIn) -> None:
    told = Counter((source.layout, source.table) for source in hubspot.config.sources)
    assert told == {
        ("hubspot-companies", "accounts"): 1,
        ("hubspot-contacts", "customers"): 1,
        ("hubspot-contacts", "memberships"): 1,
        ("hubspot-deals", "deals"): 1,
        ("hubspot-deals", "events"): 1,
        ("hubspot-tickets", "events"): 1,
        ("hubspot-tickets", "voices"): 1,
    }


def test_contacts_are_customers_with_traits_and_their_buying_role(hubspot: TakenIn) -> None:
    stages = {row["customer_id"]: row["lifecycle_stage"] for row in hubspot.tables["customers"]}
    assert {one: stages[one] for one in ("101", "102", "103", "104")} == {
        "101": "Customer",
        "102": "Opportunity",
        "103": "Lead",
        "104": "Subscriber",
    }
    assert hubspot.fared("customers") == (6, 5, 0, 1), "one is known by her address only"
    assert hubspot.told("memberships", "customer_id", "account_id", "role") == [
        ("101", "9001", "Decision Maker"),
        ("102", "9001", "Champion"),
        ("103", "9003", None),
    ]
    assert hubspot.source("customers").identifiers == {"email": "crm_email", "phone": "crm_phone"}
    assert hubspot.source("customers").personal == ["First Name", "Last Name"]


def test_companies_are_accounts_with_typed_traits(hubspot: TakenIn) -> None:
    told = hubspot.told("accounts", "account_id", "name", "parent_id", "industry", "annual_revenue")
    assert told == [
        ("9001", "Acme GmbH", None, "Retail", 1_500_000.0),
        ("9002", "Acme Holding", None, "Finance", None),
        ("9003", "Brook Ltd", "9002", "Media", 250_000.0),
    ]


def test_a_deal_goes_through_the_stages_it_entered(hubspot: TakenIn) -> None:
    told = hubspot.told("deals", "deal_id", "stage", "value", "outcome", "account_id", "customer_id")
    assert told == [
        ("501", "Appointment", None, None, "9001", "101"),
        ("501", "Closed Won", 120_050, "won", "9001", "101"),
        ("501", "Contract sent", None, None, "9001", "101"),
        ("502", "Appointment", None, None, "9003", None),
        ("502", "Contract sent", 30_000, None, "9003", None),
        ("503", "Appointment", None, None, None, None),
    ]
    assert hubspot.reasons("deals") == {"not a number": 1}, "ten is no amount; the deal is kept"


def test_stages_are_steps_of_the_deal_and_of_the_company(hubspot: TakenIn) -> None:
    steps = [row for row in hubspot.tables["events"] if row["channel"] == "sales"]
    assert [(row["case_id"], row["account_id"], row["customer_id"], row["touchpoint"]) for row in steps] == [
        ("501", "9001", "101", "Deal: Appointment"),
        ("501", "9001", "101", "Deal: Contract sent"),
        ("501", "9001", "101", "Deal: Closed Won"),
        ("502", "9003", "9003", "Deal: Appointment"),
        ("502", "9003", "9003", "Deal: Contract sent"),
    ]
    assert [row["value"] for row in steps] == [None, None, 120_050, None, None]


def test_tickets_are_events_and_voices(hubspot: TakenIn) -> None:
    (voice,) = hubspot.tables["voices"]
    assert (voice["text"], voice["customer_id"], voice["title"]) == (
        "My parcel is late.\nWhere is it?",
        "101",
        "Late parcel",
    )
    tickets = [row for row in hubspot.tables["events"] if row["touchpoint"] == "Ticket opened"]
    assert [(row["customer_id"], row["channel"]) for row in tickets] == [("101", "email"), ("102", "chat")]


def test_salesforce_objects_go_to_their_tables(salesforce: TakenIn) -> None:
    assert {source.layout for source in salesforce.config.sources} == {
        "salesforce-accounts",
        "salesforce-contacts",
        "salesforce-opportunities",
        "salesforce-roles",
        "salesforce-cases",
        "salesforce-tasks",
        "salesforce-leads",
    }
    assert salesforce.told("accounts", "account_id", "name", "parent_id", "industry") == [
        ("001A", "Acme GmbH", None, "Retail"),
        ("001B", "Brook Ltd", "001A", "Media"),
    ]
    assert ("003B", "001A", "Economic Buyer") in salesforce.told(
        "memberships", "customer_id", "account_id", "role"
    )
    assert ("003B", "001B", None) in salesforce.told("memberships", "customer_id", "account_id", "role")


def test_a_lead_is_the_contact_it_became_or_a_prospect(salesforce: TakenIn) -> None:
    told = {row["customer_id"]: row["status"] for row in salesforce.tables["customers"]}
    assert (told["003A"], told["00QB"], told["003B"]) == ("Qualified", "Open", None)


def test_salesforce_opportunities_open_and_close(salesforce: TakenIn) -> None:
    told = sorted(salesforce.told("deals", "deal_id", "stage", "value", "outcome"), key=str)
    assert told == [
        ("006A", "Closed Won", 120_050, "won"),
        ("006A", "Opened", None, None),
        ("006B", "Negotiation", 30_000, None),
        ("006B", "Opened", None, None),
        ("006C", "Closed Lost", 8_000, "lost"),
        ("006C", "Opened", None, None),
    ]
    events = {(row["case_id"], row["touchpoint"]) for row in salesforce.tables["events"]}
    assert ("006B", "Deal: Negotiation") not in events, "an expected close is no event"
    assert ("00TA", "Call") in events
    assert ("500A", "Case opened") in events


def test_salesforce_history_is_a_row_for_each_change(tmp_path: Path) -> None:
    found = taken_in(fixture("salesforce", "OpportunityHistory.csv"), tmp_path)
    assert found.told("deals", "deal_id", "stage", "value", "at") == [
        ("006A", "Closed Won", 120_050, 1_710_946_800_000_000),
        ("006A", "Prospecting", 100_000, 1_706_778_000_000_000),
    ]


@pytest.mark.shared
def test_a_plain_pipeline_loads_as_it_is(tmp_path: Path, shared: Path) -> None:
    folder = shared / "data" / "crm-sales-opportunities"
    found = taken_in([folder / "accounts.csv", folder / "sales_pipeline.csv"], tmp_path)
    assert len(found.tables["accounts"]) == 85
    with (folder / "sales_pipeline.csv").open(encoding="utf-8") as file:
        rows = list(DictReader(file))
    outcomes = Counter(row["outcome"] for row in found.tables["deals"])
    assert outcomes["won"] == 4_238
    assert outcomes["lost"] == 2_473
    won = sum(int(str(row["value"])) for row in found.tables["deals"] if row["outcome"] == "won")
    assert won == 10_005_534_00, "whole dollars in cents"
    stages = Counter(row["stage"] for row in found.tables["deals"])
    assert (stages["Engaging"], stages["Prospecting"]) == (1_589, 500)
    assert stages["Opened"] == sum(bool(row["engage_date"]) for row in rows)
    without = sum(not row["account"] and bool(row["engage_date"]) for row in rows)
    assert found.reasons("events") == {"no customer id": without}
