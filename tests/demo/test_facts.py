"""What is known of the demo's data from elsewhere, and what its documents may never hold."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from tests.demo.conftest import built
from tests.demo.displayed import Documents
from tests.demo.test_documents import same
from tests.demo.witness import Witness

pytestmark = pytest.mark.slow


def measured(documents: Documents, measure: str) -> dict:
    return next(
        one for one in documents.read("measures.json")["values"]
        if one["measure"] == measure and one.get("by", "overall") == "overall"
    )  # fmt: skip


def counted(documents: Documents, source: str, check: str, column: str | None = None) -> dict:
    return next(
        one for one in documents.read("quality.json")["rows"]
        if (one["source"], one["check"], one.get("column")) == (source, check, column)
    )  # fmt: skip


def test_total_sales_are_right_to_the_cent(source: duckdb.DuckDBPyConnection, documents: Documents) -> None:
    by_decimals = source.execute(
        "SELECT sum(sales_value::DECIMAL(18, 2))::VARCHAR FROM transactions"
    ).fetchall()
    assert by_decimals == [("4596039.58",)]
    assert measured(documents, "value_total")["minor"] == 459_603_958


def test_the_busiest_local_hour_is_in_the_late_afternoon(
    source: duckdb.DuckDBPyConnection, documents: Documents
) -> None:
    hours = "SELECT hour(clock) FROM ev WHERE NOT day_only GROUP BY 1 ORDER BY count(*) DESC LIMIT 3"
    assert {hour for (hour,) in source.execute(hours).fetchall()} == {16, 17, 18}
    told = [one["observations"]["measures"]["busiest_hour"]["value"] for one in documents.told("personas")]
    assert len([hour for hour in told if 16 <= hour <= 19]) > len(told) / 2


def test_1982_households_appear_in_january_and_2170_were_customers_already(
    source: duckdb.DuckDBPyConnection, witness: Witness
) -> None:
    january = (
        "SELECT count(DISTINCT household_id) FROM transactions WHERE transaction_timestamp < '2017-02-01'"
    )
    assert source.execute(january).fetchall() == [(1_982,)]
    assert witness.everybody == 2_469
    new = source.execute(
        "SELECT count(*) FROM (SELECT min(clock) AS first FROM ev WHERE NOT day_only GROUP BY customer_id) "
        "WHERE first >= TIMESTAMP '2017-01-01 06:53:26' + INTERVAL 60 DAY"
    ).fetchall()
    assert new == [(299,)]
    assert witness.numbers["everybody", "stage-customers", "decision"] == (299, 2_469)


def test_410_of_1559_targeted_households_redeemed(documents: Documents) -> None:
    found = measured(documents, "response")["figure"]
    assert found["n"] == 1_559
    assert round(found["value"] * 1_559) == 410


def test_demographics_cover_801_households_and_4836_lines_are_orphans(documents: Documents) -> None:
    assert counted(documents, "demographics", "customers described")["count"] == 801
    assert counted(documents, "baskets", "orphans", "product_id")["count"] == 4_836


def test_there_are_four_to_eight_personas_or_a_printed_refusal(documents: Documents) -> None:
    told = documents.read("personas.json")
    assert told.get("refusal") or 4 <= len(told["personas"]) <= 8
    assert len(documents.told("personas")) == len(told["personas"])


def test_the_chosen_number_of_groups_is_told_as_its_personas_are(
    documents: Documents, witness: Witness
) -> None:
    """What only a fit can say is at least said alike in two places."""
    (chosen,) = [row for row in documents.read("personas.json")["candidates"] if row.get("chosen")]
    sure = [one["observations"]["stability"] for one in documents.told("personas")]
    assert chosen["k"] == len(sure)
    assert same(chosen["jaccardMin"], min(one["jaccardMean"] for one in sure))
    assert same(chosen["jaccardMean"], sum(one["jaccardMean"] for one in sure) / len(sure))
    smallest = min(one["members"] for one in witness.people.values())
    unsure = witness.everybody - witness.assigned
    assert smallest <= round(chosen["smallestShare"] * witness.everybody) <= smallest + unsure


def test_a_map_shows_eight_touchpoints_and_says_no_data_where_nothing_was_seen(documents: Documents) -> None:
    cards = {one["id"]: one for one in documents.read("journeys.json")["journeys"]}
    for journey in documents.told("journeys"):
        assert len(journey["touchpoints"]) >= 8, journey["id"]
        seen = {step["stage"] for step in journey["steps"]}
        stages = sorted(journey["stages"], key=lambda one: one["rank"])
        unseen = [one["title"] for one in stages if one["id"] not in seen]
        assert {"Consideration", "Advocacy"} <= set(unseen)
        assert cards[journey["id"]]["unseen"] == unseen
        for one in journey["observations"]["values"]:
            assert one.get("stage") in {None, *[stage["id"] for stage in journey["stages"]]}
            nothing = one.get("at", {}).get("v") == 0 and one["measure"] in (
                "mea_stage-customers",
                "mea_stage-reach",
            )
            assert not nothing, "a stage that nobody is seen in has no data, never 0"


def test_the_datas_own_notice_is_shown(documents: Documents) -> None:
    assert "simulated data" in documents.read("home.json")["notice"]


def words(found: object, key: str = "") -> Iterator[str]:
    """Every text in a document; names of levels and ranks are no ids, however short."""
    if isinstance(found, str) and key not in ("rank", "label"):
        yield found
    elif isinstance(found, dict):
        for name, one in found.items():
            yield name
            yield from words(one, name)
    elif isinstance(found, list):
        for one in found:
            yield from words(one, key)


def test_no_document_holds_a_household_or_a_basket(
    source: duckdb.DuckDBPyConnection, documents: Documents
) -> None:
    """No text is an id, none names one (`household 718`), and no number is a basket's."""
    households = {row[0] for row in source.execute("SELECT DISTINCT customer_id FROM ev").fetchall()}
    baskets = {row[0] for row in source.execute("SELECT event_id FROM ev WHERE NOT day_only").fetchall()}
    assert min(map(len, baskets)) >= 8
    for name in documents.names:
        document = documents.read(name)
        told = set(words(document))
        assert not told & (households | baskets), name
        assert not {one for one in told if re.search(r"(household|customer_id|customer) [='\"]*\d", one)}, (
            name
        )
        assert not set(re.findall(r"\d{8,}", json.dumps(document))) & baskets, name


def test_two_builds_give_the_same_bytes(demo: Path, documents: Documents, tmp_path: Path) -> None:
    again = Documents(built(tmp_path / "again"))
    assert again.names == documents.names
    for name in documents.names:
        mine, theirs = ((one.root / name).read_bytes() for one in (documents, again))
        assert hashlib.sha256(mine).digest() == hashlib.sha256(theirs).digest(), name
    assert again.snapshot.name == documents.snapshot.name
