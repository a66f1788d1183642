from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest
from tests.sources.exports import TakenIn, fixture, taken_in

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", params=["jsonl", "parquet"])
def ga4(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> TakenIn:
    folder = tmp_path_factory.mktemp("ga4")
    (file,) = fixture("ga4")
    if request.param == "parquet":
        nested = folder / "events_20240301.parquet"
        duckdb.connect().execute(f"COPY (FROM read_json('{file}')) TO '{nested}' (FORMAT parquet)")
        file = nested
    return taken_in([file], folder)


def test_ga4_events_keep_their_pages_orders_and_microseconds(ga4: TakenIn) -> None:
    assert ga4.told("events", "customer_id", "touchpoint", "channel", "value", "case_id") == [
        ("u1", "session_start", "web", None, None),
        ("u1", "Page /", "web", None, None),
        ("u1", "Page /shoes", "web", None, None),
        ("u1", "Searches", "web", None, None),
        ("u1", "login", "web", None, None),
        ("u1", "purchase", "web", 5485, "o-1"),
        ("u1", "refund", "web", -485, "o-1"),
        ("device", "Screen Wishlist", "ios", None, None),
        ("device", "add_to_cart", "web", None, None),
    ]
    assert min(int(str(row["at"])) for row in ga4.tables["events"]) == 1_709_283_600_000_000


def test_ga4_internal_traffic_and_orders_told_again_are_kept_apart(ga4: TakenIn) -> None:
    assert ga4.fared("events") == (14, 9, 4, 1)
    assert ga4.reasons("events") == {
        "bot: traffic_type internal": 1,
        "bot: debug mode": 1,
        "no customer id": 1,
        "an earlier row has this id and other content": 1,
    }


def test_ga4_visitors_have_their_first_source_and_their_properties(ga4: TakenIn) -> None:
    told = sorted(ga4.told("customers", "customer_id", "first_source", "plan"), key=str)
    assert ("u1", "google", "free") in told
    assert ("device", "google", "pro") in told


def test_posthog_events_persons_and_ids(tmp_path: Path) -> None:
    found = taken_in(fixture("posthog"), tmp_path)
    assert found.told("events", "customer_id", "touchpoint", "channel", "value", "account_id") == [
        ("P1", "Page /pricing", "web", None, None),
        ("P1", "Click", "web", None, None),
        ("P1", "subscription started", "web", 1999, "acme"),
        ("P2", "Screen Settings", "posthog-ios", None, None),
    ]
    assert found.fared("events") == (7, 4, 2, 1), "identifying and flags are no touchpoints"
    assert found.reasons("events") == {"bot: user agent": 1, "not a time": 1}
    told = {row["customer_id"]: (row["plan"], row["signup_channel"]) for row in found.tables["customers"]}
    assert (told["P1"], told["P2"]) == (("pro", "ads"), ("free", "search"))
    told = found.source("customers").identifiers
    assert told == {"anonymous_id": "distinct_id", "device": "anonymous_id", "email": "traits.email"}


def test_snowplow_events_of_every_kind(tmp_path: Path) -> None:
    found = taken_in(fixture("snowplow"), tmp_path)
    assert found.told("events", "customer_id", "touchpoint", "channel", "value", "case_id") == [
        ("u1", "Page /shoes", "web", None, None),
        ("u1", "Basket Add", "web", None, None),
        ("u1", "newsletter_signup", "web", None, None),
        ("u1", "Order", "web", 5485, "o-1"),
        ("device", "application_install", "mob", None, None),
    ]
    assert min(int(str(row["at"])) for row in found.tables["events"]) == 1_709_283_600_123_000, (
        "derived, in UTC"
    )
    assert found.fared("events") == (8, 5, 2, 1), "the ping is aside, one event came twice"
    assert found.reasons("events") == {"bot: browser type": 1, "bot: datacentre": 1}


def test_snowplow_enriched_events_need_no_header(tmp_path: Path) -> None:
    found = taken_in(fixture("snowplow-enriched"), tmp_path)
    assert found.told("events", "customer_id", "touchpoint", "channel", "value", "case_id") == [
        ("u1", "Page /shoes", "web", None, None),
        ("u1", "Basket Add", "web", None, None),
        ("u1", "plan_changed", "web", None, None),
        ("u1", "plan_changed", "web", None, None),
        ("u1", "Order", "web", 5485, "o-1"),
        ("device", "screen_view", "mob", None, None),
    ]
    assert found.fared("events") == (8, 6, 1, 1), "the ping is aside, one event came twice"
    assert found.reasons("events") == {"bot: spiders and robots list": 1}, "told by a derived context"


def test_snowplow_events_of_ones_own_bear_their_fields_and_contexts(tmp_path: Path) -> None:
    edit = {'"data.seats"]': '"data.seats", "contexts.account.tier", "contexts.account.id"]'}
    found = taken_in(fixture("snowplow-enriched"), tmp_path, edit)
    told = [json.loads(str(row["attributes"])) for row in found.tables["events"]]
    assert sorted((row["data.plan"], row["data.seats"]) for row in told if row["data.plan"]) == [
        ("free", "1"),
        ("pro", "3"),
    ]
    (account,) = (row for row in told if row["contexts.account.id"])
    assert (account["contexts.account.id"], account["contexts.account.tier"]) == ("acme", "gold"), (
        "the first of two"
    )
    assert "data.email" not in found.source("events").attributes


def test_a_row_of_enriched_events_that_is_cut_is_rejected_by_its_line(tmp_path: Path) -> None:
    (whole,) = fixture("snowplow-enriched")
    lines = whole.read_text(encoding="utf-8").splitlines()
    file = tmp_path / "part-0.txt"
    file.write_text("\n".join([*lines[:2], lines[2][:200], *lines[3:]]) + "\n", encoding="utf-8")
    found = taken_in([file], tmp_path)
    assert found.fared("events") == (8, 5, 2, 1)
    (tally,) = (one for one in found.report.tallies if one.source == "events")
    assert [row.row for row in tally.rejected if "fields" in row.reason] == [3]


@pytest.mark.parametrize("name", ["visits.jsonl"])
def test_matomo_actions_are_events_of_their_visitor(tmp_path: Path, name: str) -> None:
    found = taken_in(fixture("matomo", name), tmp_path)
    assert found.told("events", "customer_id", "touchpoint", "value", "case_id") == [
        ("u1", "Page /shoes", None, None),
        ("u1", "Basket Add", None, None),
        ("u1", "Searches", None, None),
        ("u1", "Goal Newsletter", None, None),
        ("u1", "Order", 5485, "o-1"),
        ("u1", "Page /", None, None),
    ]
    assert found.fared("events") == (9, 6, 3, 0)
    assert found.reasons("events") == {"no time": 1, "bot: datacentre": 2}
    told = sorted(found.told("customers", "customer_id", "device"))
    assert told == [("device", "Smartphone"), ("device", "Smartphone"), ("u1", "Desktop")]


def test_matomos_log_tables_tell_actions_conversions_and_visitors(tmp_path: Path) -> None:
    found = taken_in(fixture("matomo-tables"), tmp_path)
    assert found.told("events", "customer_id", "touchpoint", "value", "case_id") == [
        ("u1", "Page /shoes", None, None),
        ("u1", "Basket Add", None, None),
        ("u1", "Searches", None, None),
        ("u1", "Download", None, None),
        ("u1", "Order", 5485, "o-1"),
        ("u1", "Goal 3", None, None),
        ("device", "Page /", None, None),
        ("device", "Outlink", None, None),
        ("device", "Abandoned cart", None, None),
    ], "one visitor in whatever letters its number is written, known once it signed in"
    assert [source.layout for source in found.config.sources] == [
        "matomo-actions",
        "matomo-actions",
        "matomo-conversions",
        "matomo-visits",
    ]
    assert min(int(str(row["at"])) for row in found.tables["events"]) == 1_709_283_600_000_000, "in UTC"
    told = sorted(found.told("customers", "customer_id", "device", "country"), key=str)
    assert ("u1", "Desktop", "de") in told
    assert ("device", "Smartphone", "fr") in told


def test_a_search_in_matomos_tables_keeps_its_term_and_a_page_its_path(tmp_path: Path) -> None:
    found = taken_in(fixture("matomo-tables", "actions.csv"), tmp_path)
    told = [json.loads(str(row["attributes"])) for row in found.tables["events"]]
    assert [row["search_term"] for row in told if row["search_term"]] == ["winter boots"]
    assert {row["path"] for row in told} == {"/shoes", "/sizes.pdf", "/", "/x", None}
    assert {row["medium"] for row in told} == {"search", "direct", "campaign"}
