"""Search terms, and what is said before buying: recounted by hand, small ones never shown."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from random import Random

import pyarrow as pa
import pytest
from tests.personas.invented import EVENTS
from tests.personas.test_features import event

from folkways.engines.locked import answered
from folkways.measures.own_words import dated
from folkways.measures.searching import said_early, searched_terms
from folkways.stats.intervals import share_interval

Row = dict[str, object]
TIMES = dated(["voices"]) or ""


def search(who: str, day: int, term: str) -> Row:
    return {**event(who, day, 600, "Searches", None), "attributes": json.dumps({"search_term": term})}


def shop() -> dict[str, pa.Table]:
    """120 people search; whoever searches boots buys more often afterwards; three search a name."""
    chance = Random(5)
    rows: list[Row] = []
    members: list[Row] = []
    for n in range(120):
        who = f"c{n:03}"
        members.append({"customer_id": who, "persona": "psn_a" if n % 3 else "psn_b"})
        terms = chance.sample(["Boots", "red  shoes", "laces", "belts"], chance.randint(1, 3))
        rows += [
            search(who, chance.randint(0, 30), term) for term in terms for _ in range(chance.randint(1, 2))
        ]
        if n < 3:
            rows.append(search(who, 2, "jane doe"))
        if chance.random() < (0.8 if "Boots" in terms else 0.3):
            rows.append(event(who, chance.randint(10, 60), 700, "Order", 900))
    unique = {str(row["event_id"]) + str(row.get("attributes")): row for row in rows}
    return {
        "events": pa.Table.from_pylist(list(unique.values()), schema=EVENTS),
        "members": pa.Table.from_pylist(members),
    }


def test_terms_are_counted_by_people_and_by_who_buys_later() -> None:
    tables = shop()
    rows = tables["events"].to_pylist()
    bought: dict[str, int] = {}
    for row in rows:
        if row["value"]:
            bought[row["customer_id"]] = min(bought.get(row["customer_id"], row["at"]), row["at"])
    sought: dict[str, dict[str, int]] = {}
    times: Counter[str] = Counter()
    for row in rows:
        if row["attributes"]:
            term = " ".join(json.loads(row["attributes"])["search_term"].lower().split())
            times[term] += 1
            own = sought.setdefault(term, {})
            own[row["customer_id"]] = min(own.get(row["customer_id"], row["at"]), row["at"])
    found = searched_terms(lambda sql: answered(sql, tables), least=10)
    assert {one.term for one in found} == {"boots", "red shoes", "laces", "belts"}, "three people make no row"
    assert len(sought["jane doe"]) == 3
    for one in found:
        own = sought[one.term]
        assert (one.searches, one.people, one.of) == (times[one.term], len(own), 120)
        early = [who for who, at in own.items() if who not in bought or at < bought[who]]
        later = [who for who in early if who in bought]
        share = share_interval(len(own), 120)
        assert (one.lo, one.hi) == pytest.approx((share.lo, share.hi))
        small = [
            n for n in (len(early), len(later), len(early) - len(later), len(own) - len(early)) if 0 < n < 10
        ]
        assert (one.early, one.bought) == ((None, None) if small else (len(early), len(later)))
    assert [one.people for one in found] == sorted((one.people or 0 for one in found), reverse=True)


def test_of_personas_no_small_cell_is_told_and_none_can_be_subtracted() -> None:
    tables = shop()
    whole = {one.term: one.people for one in searched_terms(lambda sql: answered(sql, tables), least=25)}
    found = searched_terms(lambda sql: answered(sql, tables), by="persona", least=25)
    assert found
    for term, people in whole.items():
        cells = [one.people for one in found if one.term == term]
        assert all(n is None or n >= 25 for n in cells)
        hidden = (people or 0) - sum(n or 0 for n in cells)
        assert hidden == 0 or (hidden >= 25 and cells.count(None) > 1)
    assert {one.early for one in found} == {None}


def test_what_people_say_counts_only_until_they_buy() -> None:
    mentions: list[Row] = []
    voices: list[Row] = []
    orders: list[Row] = []
    for n in range(40):
        who = f"c{n:02}"
        if n >= 10:
            orders.append(event(who, 10, 600, "Order", 500))
        day = 5 if n < 25 else 20
        voices.append({"source": "posts", "voice_id": f"v{n}", "at": 0})  # Another source with the same ids.
        voices.append({"source": "chats", "voice_id": f"v{n}", "at": event(who, day, 600)["at"]})
        act = "wish" if n % 2 else "remark"
        told_so = {"source": "chats", "voice_id": f"v{n}", "customer_id": who, "basis": "reported"}
        mentions.append({**told_so, "act": act, "theme": "thm_a"})
        mentions.append({**told_so, "act": "pain", "theme": "thm_a", "basis": "observed"})
    tables = {
        "events": pa.Table.from_pylist(orders, schema=EVENTS),
        "voices": pa.Table.from_pylist(voices),
        "mentions": pa.Table.from_pylist(mentions),
    }
    (told,) = said_early(lambda sql: answered(sql, tables), {"thm_a": "Sizes"}, times=TIMES, least=5)
    early = [n for n in range(40) if n < 10 or n < 25]
    assert (told.act, told.theme, told.of) == ("wish", "Sizes", len(early))
    assert told.people == told.texts == sum(n % 2 for n in early)
    assert said_early(lambda sql: answered(sql, tables), {"thm_a": "Sizes"}, times=TIMES, least=13) == []


@pytest.mark.parametrize("by", ["overall", "persona"])
def test_a_shop_without_searches_has_none(by: str, tmp_path: Path) -> None:
    tables = {**shop(), "events": pa.Table.from_pylist([event("a", 0, 600)], schema=EVENTS)}
    assert searched_terms(lambda sql: answered(sql, tables), by=by, least=1) == []  # type: ignore[arg-type]
