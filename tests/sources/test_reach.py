from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from tests.sources.exports import TakenIn, fixture, taken_in

FILES = ("google_ads", "meta_ads", "search_console", "linkedin_posts", "youtube")


@pytest.fixture(scope="module")
def reach(tmp_path_factory: pytest.TempPathFactory) -> TakenIn:
    return taken_in(fixture("reach", *(f"{name}.csv" for name in FILES)), tmp_path_factory.mktemp("reach"))


def test_numbers_without_customers_become_metrics_of_their_channel(reach: TakenIn) -> None:
    assert {source.table for source in reach.config.sources} == {"aggregates"}
    channels = Counter(row["channel"] for row in reach.tables["aggregates"])
    assert channels == {"google ads": 11, "meta ads": 8, "organic search": 8, "linkedin": 8, "youtube": 6}
    assert reach.tables["events"] == []


def test_what_was_spent_is_what_stands_there(reach: TakenIn) -> None:
    told = [row for row in reach.tables["aggregates"] if row["source"] == "google_ads"]
    cost = {row["item"]: row["value"] for row in told if row["metric"] == "cost"}
    assert cost == {"red shoes": 22.5, "blue shoes": 18.0, "shoes": 80.25}
    shown = {row["item"]: row["value"] for row in told if row["metric"] == "impr"}
    assert shown["red shoes"] == 1200
    assert {row["currency"] for row in told} == {"EUR"}
    spent = [row for row in reach.tables["aggregates"] if row["metric"] == "amount spent eur"]
    assert [(row["campaign"], row["value"]) for row in spent] == [("Spring", 12.0), ("Spring", 8.5)]


def test_a_number_that_is_none_is_told_alone(reach: TakenIn) -> None:
    told = [(row["source"], row["value"], row["reason"]) for row in reach.tables["quarantine"]]
    assert told == [("google_ads", "--", "not a number")]


def test_who_opened_what_is_an_event_of_an_address(tmp_path: Path) -> None:
    found = taken_in(fixture("reach", "mailchimp_activity.csv"), tmp_path)
    told = found.told("events", "touchpoint", "channel")
    assert Counter(name for name, _ in told) == {
        "Mail arrives": 2,
        "Opens a mail": 1,
        "Clicks a mail": 1,
        "Unsubscribes": 1,
        "Mail bounces": 1,
    }
    assert {channel for _, channel in told} == {"email"}
    assert len({row["customer_id"] for row in found.tables["events"]}) == 3, "one address, two spellings"
    assert found.reasons("events") == {"no customer id": 1}
    assert "mail.example" not in str(found.tables["events"])
