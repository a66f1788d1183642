"""Texts and searches as touchpoints, recounted by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tests.evidence.test_plain import HEAD, loaded
from tests.sources.exports import fixture, taken_in

from folkways.errors import ConfigError
from folkways.evidence.load import load
from folkways.sources.config_file import config_from_text
from folkways.sources.guess import guessed_config

pytestmark = pytest.mark.slow

POSTS = (
    HEAD
    + """
[[sources]]
name = "posts"
table = "voices"
files = ["posts.csv"]
timezone = "Europe/Berlin"
columns = { text = "Post", customer_id = "Who", at = "When", voice_id = "Id", thread_id = "Thread", channel = "Net" }
constants = { kind = "social" }
event = "Posts about us"
"""
)
ROWS = """Id,Who,When,Thread,Net,Post
p1,17,2024-03-01 10:00,t1,forum,Where is my parcel?
p2,17,2024-03-01 10:10,t1,forum,Still nothing.
p3,17,2024-03-01 10:39,t1,forum,Hello?
p4,17,2024-03-01 11:09,t1,forum,It came.
p5,17,2024-03-01 11:10,t2,mastodon,Lovely shoes.
p6,18,2024-03-02,,mastodon,Nice shop.
p6,18,2024-03-02,,mastodon,Nice shop.
p7,18,2024-03-02,,mastodon,Nice people too.
p8,,2024-03-02 09:00,,mastodon,Somebody said it.
p9,19,,,mastodon,Some time or other.
p10,19,soon,,mastodon,Not yet.
"""


def test_each_contact_of_a_known_customer_is_one_event_of_the_journey(tmp_path: Path) -> None:
    _, tables = loaded(POSTS, tmp_path, posts=ROWS)
    told = [(e["customer_id"], e["event_id"], e["channel"], e["at_precision"]) for e in tables["events"]]
    assert told == [
        ("17", "p1", "forum", "instant"),
        ("17", "p4", "forum", "instant"),
        ("17", "p5", "mastodon", "instant"),
        ("18", "p6", "mastodon", "day"),
        ("18", "p7", "mastodon", "day"),
    ], "a pause of the session gap (30 minutes) or longer begins a new contact"
    assert {e["touchpoint"] for e in tables["events"]} == {"Posts about us"}
    assert {(e["basis"], e["value"]) for e in tables["events"]} == {("measured", None)}
    assert [e["local_minute"] for e in tables["events"]] == [600, 669, 670, -1, -1]
    assert [json.loads(str(e["attributes"])) for e in tables["events"]] == [{"voice": "social"}] * 5


def test_the_voices_and_their_tally_are_the_same_with_and_without_their_events(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    report, tables = loaded(POSTS, tmp_path / "a", posts=ROWS)
    plain, bare = loaded(POSTS.replace('event = "Posts about us"', ""), tmp_path / "b", posts=ROWS)
    assert (bare["events"], bare["voices"]) == ([], tables["voices"])
    (tally,), (same,) = report.tallies, plain.tallies
    assert (tally.rows, tally.loaded, tally.duplicates, tally.rejected_rows) == (11, 10, 1, 0)
    assert (same.rows, same.loaded, same.duplicates) == (11, 10, 1)
    assert {v["voice_id"] for v in tables["voices"]} >= {e["event_id"] for e in tables["events"]}


def test_a_transcript_is_one_contact_however_many_turns_it_has(tmp_path: Path) -> None:
    file = Path(__file__).parents[1] / "fixtures" / "voices" / "interview-ann.txt"
    text = guessed_config([file], tmp_path).text.replace(
        'kind = "interview" }', 'kind = "interview" }\nevent = "Talks"'
    )
    load(config_from_text(text), tmp_path, tmp_path / "evidence")
    events = pq.read_table(tmp_path / "evidence" / "events.parquet").to_pylist()
    assert [(e["customer_id"], e["touchpoint"], e["at_precision"]) for e in events] == [
        ("C17", "Talks", "day")
    ]


def test_only_voices_with_a_customer_and_a_time_can_be_events() -> None:
    with pytest.raises(ConfigError, match="nothing tells at"):
        config_from_text(POSTS.replace(', at = "When"', ""))
    with pytest.raises(ConfigError, match="these are events"):
        config_from_text(
            HEAD
            + """
[[sources]]
name = "visits"
table = "events"
files = ["visits.csv"]
columns = { customer_id = "Who", at = "When" }
constants = { touchpoint = "Visit" }
event = "Posts"
"""
        )


def test_init_proposes_that_posts_are_touchpoints(tmp_path: Path) -> None:
    file = Path(__file__).parents[1] / "fixtures" / "voices" / "reviews.csv"
    text = guessed_config([file], tmp_path).text
    assert '# event = "Writes a review"' in text
    offered = text.replace('# event = "Writes a review"', 'event = "Writes a review"')
    load(config_from_text(offered), tmp_path, tmp_path / "evidence")
    events = pq.read_table(tmp_path / "evidence" / "events.parquet")
    voices = pq.read_table(tmp_path / "evidence" / "voices.parquet").to_pylist()
    assert events.num_rows == sum(v["customer_id"] is not None and v["at"] is not None for v in voices) > 0


@pytest.mark.parametrize(("vendor", "term"), [("ga4", "red shoes"), ("matomo", "blue")])
def test_searches_of_every_product_keep_their_term(tmp_path: Path, vendor: str, term: str) -> None:
    found = taken_in(fixture(vendor), tmp_path)
    searches = [row for row in found.tables["events"] if row["touchpoint"] == "Searches"]
    assert [json.loads(str(row["attributes"]))["search_term"] for row in searches] == [term]


def test_products_searched_of_the_segment_spec_are_searches(tmp_path: Path) -> None:
    file = tmp_path / "calls.jsonl"
    calls = [
        {
            "type": "track", "userId": f"u{n}", "event": event, "messageId": f"m{n}{event}",
            "timestamp": "2024-03-01T10:00:00Z", "properties": properties,
        }
        for n in range(3)
        for event, properties in (("Products Searched", {"query": f"boots {n}"}), ("Product Viewed", {"sku": "x"}))
    ]  # fmt: skip
    file.write_text("\n".join(json.dumps(call) for call in calls), encoding="utf-8")
    found = taken_in([file], tmp_path)
    told = sorted(
        (str(row["touchpoint"]), str(json.loads(str(row["attributes"]))["search_term"]))
        for row in found.tables["events"]
    )
    assert told == [("Product Viewed", "None")] * 3 + [("Searches", f"boots {n}") for n in range(3)]


def test_a_table_of_searches_is_known_by_its_columns_and_addresses_in_it_are_blotted(tmp_path: Path) -> None:
    file = tmp_path / "site_search.csv"
    rows = "".join(
        f"u{n % 4},2024-03-{n + 1:02}T10:00:00Z,{'ann@mail.example' if n == 7 else f'shoes size {n % 5}'}\n"
        for n in range(20)
    )
    file.write_text(f"user_id,timestamp,search_term\n{rows}", encoding="utf-8")
    found = taken_in([file], tmp_path)
    assert {row["touchpoint"] for row in found.tables["events"]} == {"Searches"}
    terms = [json.loads(str(row["attributes"]))["search_term"] for row in found.tables["events"]]
    assert len(terms) == 20
    assert terms.count("shoes size 0") == 4
    assert "ann@mail.example" not in terms
