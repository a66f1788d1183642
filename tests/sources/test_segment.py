from __future__ import annotations

from pathlib import Path

import pytest
from tests.sources.exports import TakenIn, fixture, taken_in

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def segment(tmp_path_factory: pytest.TempPathFactory) -> TakenIn:
    return taken_in(fixture("segment"), tmp_path_factory.mktemp("segment"))


def test_each_call_of_the_spec_goes_to_its_tables(segment: TakenIn) -> None:
    assert [(source.layout, source.table) for source in segment.config.sources] == [
        ("segment", "events"),
        ("segment", "customers"),
        ("segment", "identities"),
        ("segment", "accounts"),
        ("segment", "memberships"),
    ]


def test_tracks_pages_and_screens_are_events_and_each_row_is_told(segment: TakenIn) -> None:
    told = segment.told("events", "customer_id", "touchpoint", "channel", "value", "case_id", "account_id")
    assert told == [
        ("u1", "Page Home", "web", None, None, None),
        ("u1", "Page /shoes", "web", None, None, None),
        ("u1", "Product Added", "web", None, None, None),
        ("u1", "Order Completed", "web", 5485, "o-100", None),
        ("u1", "Order Refunded", "analytics-python", -5485, "o-100", None),
        ("u2", "Screen Wishlist", "ios", None, None, "g1"),
        ("u2", "Süße Grüße 👋", "web", None, None, None),
    ]
    assert segment.fared("events") == (12, 7, 4, 1), "one message came twice"
    assert segment.reasons("events") == {
        "bot: user agent": 1,
        "no customer id": 1,
        "not a time": 1,
        "not JSON": 1,
    }


def test_the_instant_is_that_of_the_customer_in_utc(segment: TakenIn) -> None:
    at = {row["touchpoint"]: row["at"] for row in segment.tables["events"]}
    assert at["Product Added"] == 1_709_283_750_500_000, "2024-03-01T09:02:30.5Z"
    assert at["Order Refunded"] == 1_709_632_800_000_000, "12:00+02:00 is 10:00 UTC"


def test_traits_are_the_last_ones_told(segment: TakenIn) -> None:
    told = {row["customer_id"]: (row["plan"], row["age"]) for row in segment.tables["customers"]}
    assert told["u1"] == ("pro", 34)
    assert told["u2"] == ("free", 51)
    assert segment.source("customers").personal == ["traits.email"]


def test_what_was_done_before_signing_up_belongs_to_the_user(segment: TakenIn) -> None:
    assert segment.source("customers").identifiers == {
        "anonymous_id": "anonymous_id",
        "email": "traits.email",
    }
    assert {row["customer_id"] for row in segment.tables["customers"]} == {"u1", "u2"}


def test_groups_are_accounts_with_members_and_their_roles(segment: TakenIn) -> None:
    assert segment.told("accounts", "account_id", "name", "industry", "employees") == [
        ("g1", "Acme GmbH", "Retail", 330),
        ("g2", "Brook Ltd", "Media", None),
    ]
    assert sorted(segment.told("memberships", "customer_id", "account_id", "role")) == [
        ("u1", "g1", "decision maker"),
        ("u2", "g1", "champion"),
        ("u2", "g2", None),
    ]


def test_rudderstack_is_told_by_its_library(tmp_path: Path) -> None:
    found = taken_in(fixture("rudderstack"), tmp_path)
    assert {source.layout for source in found.config.sources} == {"rudderstack"}
    assert found.told("events", "customer_id", "touchpoint", "value") == [
        ("u1", "Page Home", None),
        ("u1", "Page /shoes", None),
        ("u1", "Product Added", None),
        ("u1", "Order Completed", 5485),
    ]
