"""What is trending: planted rises are found, and where nothing changes almost nothing is told."""

from __future__ import annotations

import json
from random import Random

import pyarrow as pa
import pytest
from scipy import stats
from tests.personas.invented import EVENTS
from tests.personas.test_features import event

from folkways.engines.locked import answered
from folkways.measures.trends import Trend, trends
from folkways.model.duration import DAY_US

Row = dict[str, object]
TERMS = [f"term {n:02}" for n in range(30)]


def searched(seed: int, rising: str | None = None) -> list[Row]:
    """600 people search three terms each over 100 days; one term may be four times as wanted in the last 28."""
    chance = Random(seed)
    rows: list[Row] = []
    for n in range(600):
        day = chance.randint(0, 99)
        weights = [4.0 if term == rising and day >= 72 else 1.0 for term in TERMS]
        for step, term in enumerate(chance.choices(TERMS, weights, k=3)):
            told = event(f"c{n:03}", day, 600 + step, "Searches", None)
            rows.append({**told, "attributes": json.dumps({"search_term": term})})
    return rows


def told(rows: list[Row], least: int = 10, **more: pa.Table) -> list[Trend]:
    tables = {"events": pa.Table.from_pylist(rows, schema=EVENTS), **more}
    return trends(
        lambda sql: answered(sql, tables),
        frozenset(tables),
        {"thm_a": "Sizes"},
        period_us=28 * DAY_US,
        least=least,
    )


def ago(row: Row, end: int) -> int:
    return (end - int(str(row["at"]))) // (28 * DAY_US)


def test_who_had_more_time_before_makes_no_fall() -> None:
    chance = Random(9)
    rows: list[Row] = []
    for n in range(300):
        for day in range(0, 100, 10):
            told_so = {"search_term": chance.choice(TERMS[:6])}
            rows.append({**event(f"c{n:03}", day, 600, "Searches", None), "attributes": json.dumps(told_so)})
    assert {one.trend for one in told(rows)} == {None}


def test_a_planted_rise_is_found_with_its_shares() -> None:
    rows = searched(2, rising="term 07")
    first = told(rows)[0]
    assert (first.name, first.trend) == ("term 07", "rising")
    end = max(int(str(row["at"])) for row in rows)
    for fresh, n, of, share in (
        (True, first.n_now, first.of_now, first.now),
        (False, first.n_before, first.of_before, first.before),
    ):
        whole = (end - min(int(str(row["at"])) for row in rows)) // (28 * DAY_US)
        period = [row for row in rows if (ago(row, end) == 0) == fresh and ago(row, end) < whole]
        people = {(row["customer_id"], ago(row, end)) for row in period}
        own = {(row["customer_id"], ago(row, end)) for row in period if "term 07" in str(row["attributes"])}
        assert (n, of) == (len(own), len(people))
        assert share == pytest.approx(len(own) / len(people))
    assert (first.lo or 0) > 0


def test_where_nothing_changes_almost_nothing_is_told() -> None:
    alarms = [sum(one.trend is not None for one in told(searched(seed))) for seed in range(20)]
    assert sum(n > 0 for n in alarms) <= 3, "false alarms in about one of twenty, at most"


def test_small_cells_tell_no_number_and_rare_terms_are_not_looked_at() -> None:
    rows = searched(3, rising="term 07")
    rare = event("c000", 99, 700, "Searches", None)
    found = told([*rows, {**rare, "attributes": json.dumps({"search_term": "jane doe"})}], least=12)
    assert "jane doe" not in {one.name for one in found}
    for one in found:
        cells = (one.n_now, one.n_before)
        assert all(n is None or n == 0 or n >= 12 for n in cells)
        if one.n_now is None:
            assert (one.now, one.difference, one.lo, one.q_value, one.of_now) == (None,) * 5


def test_a_metric_of_a_channel_is_compared_by_its_days() -> None:
    chance = Random(6)
    amounts = [chance.gauss(100 if day < 72 else 130, 15) for day in range(100)]
    rows = [
        {"at": day * DAY_US, "channel": "linkedin", "metric": "likes", "currency": None, "source": "posts",
         "value": amount / 2}
        for day, amount in enumerate(amounts)
        for _ in range(2)
    ]  # fmt: skip
    table = pa.Table.from_pylist(rows, schema=pa.schema(
        [("at", pa.int64()), ("channel", pa.string()), ("metric", pa.string()), ("currency", pa.string()),
         ("source", pa.string()), ("value", pa.float64())]
    ))  # fmt: skip
    (one,) = told([event("a", 0, 0)], aggregates=table)
    assert (one.kind, one.name, one.trend, one.of_now, one.of_before) == (
        "metric", "linkedin: likes", "rising", 28, 72,
    )  # fmt: skip
    welch = stats.ttest_ind(amounts[72:], amounts[:72], equal_var=False)
    assert one.q_value == pytest.approx(float(welch.pvalue))
    assert one.now == pytest.approx(sum(amounts[72:]) / 28)
    reach = welch.confidence_interval()
    assert (one.lo, one.hi) == pytest.approx((reach.low, reach.high))


def test_a_theme_is_trending_by_the_people_who_speak_of_it() -> None:
    voices: list[Row] = []
    mentions: list[Row] = []
    for n in range(300):
        day, theme = n % 100, "thm_a" if (n % 100 >= 72 or n % 5 == 0) else "thm_b"
        voices.append({"source": "posts", "voice_id": f"v{n}", "at": 0})  # Another source with the same ids.
        voices.append({"source": "reviews", "voice_id": f"v{n}", "at": day * DAY_US})
        who = None if n % 2 else f"c{n}"
        mentions.append(
            {
                "source": "reviews",
                "voice_id": f"v{n}",
                "customer_id": who,
                "theme": theme,
                "basis": "reported",
            }
        )
    found = told(
        [event("a", 0, 0)], voices=pa.Table.from_pylist(voices), mentions=pa.Table.from_pylist(mentions)
    )
    (one,) = found
    assert (one.name, one.trend, one.now, one.of_now) == ("Sizes", "rising", 1.0, 84)
    assert one.n_before == sum(n % 5 == 0 for n in range(300) if 16 <= n % 100 < 72), "two whole periods"


def test_open_answers_count_among_what_customers_say_and_notes_of_staff_do_not() -> None:
    voices = [{"source": "staff", "voice_id": f"v{n}", "at": n % 100 * DAY_US} for n in range(300)]
    answers = [
        {"source": "survey", "answer_id": f"a{n}", "at": n % 100 * DAY_US, "kind": "text"} for n in range(300)
    ]
    noted = [
        {"source": "staff", "voice_id": f"v{n}", "customer_id": None, "theme": "thm_a", "basis": "observed"}
        for n in range(300)
    ]
    written = [
        {
            "source": "survey", "voice_id": f"a{n}", "customer_id": f"c{n}", "basis": "reported",
            "theme": "thm_a" if n % 100 >= 72 or n % 5 == 0 else "thm_b",
        }
        for n in range(300)
    ]  # fmt: skip
    (one,) = told(
        [event("a", 0, 0)],
        voices=pa.Table.from_pylist(voices),
        answers=pa.Table.from_pylist(answers),
        mentions=pa.Table.from_pylist(noted + written),
    )
    assert (one.trend, one.now, one.of_now) == ("rising", 1.0, 84)


def test_themes_that_are_not_told_are_no_trends() -> None:
    voices = [{"source": "reviews", "voice_id": f"v{n}", "at": n % 100 * DAY_US} for n in range(300)]
    mentions = [
        {**one, "customer_id": f"c{n}", "theme": "thm_rare", "basis": "reported"}
        for n, one in enumerate(voices)
    ]
    tables = {
        "events": pa.Table.from_pylist([event("a", 0, 0)], schema=EVENTS),
        "voices": pa.Table.from_pylist(voices),
        "mentions": pa.Table.from_pylist(mentions).drop_columns("at"),
    }
    found = trends(lambda sql: answered(sql, tables), frozenset(tables), {}, period_us=28 * DAY_US, least=10)
    assert found == []
