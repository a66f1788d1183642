"""The engine of one machine: asking, grouping, periods, features, queries."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest
from tests.kernels import oracles
from tests.kernels.awkward import Event, awkward, by_unit, written

from folkways.engines.local import LocalEngine, build_store
from folkways.errors import ConfigError, QueryRefused
from folkways.model.question import Counts, Scoped, Transitions


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalEngine]:
    """An engine over the awkward table."""
    directory = tmp_path_factory.mktemp("workspace")
    build_store(written(awkward(), directory / "events.parquet"), "customer", directory / "customer")
    with LocalEngine(directory / "customer", threads=2) as opened:
        yield opened


def counted(answer: list[dict[str, object]]) -> dict[str, tuple[object, ...]]:
    columns = ("events", "units", "value_events", "value")
    return {row["name"] or "": tuple(row[name] or 0 for name in columns) for row in answer}


def test_touchpoints_are_counted_as_in_plain_python(engine: LocalEngine) -> None:
    assert counted(engine.ask(Counts()).rows()) == oracles.counts(awkward())


def test_a_value_that_nobody_knows_is_missing_and_not_nought(engine: LocalEngine) -> None:
    values = {row["name"]: row["value"] for row in engine.ask(Counts()).rows()}
    assert values["Früh­stück"] is None
    assert values["D"] == 0


def test_shares_name_their_group_as_denominator(engine: LocalEngine) -> None:
    rows = engine.ask(Counts(by="channel")).rows()
    for label in {row["channel"] for row in rows}:
        assert sum(row["share_of_events"] for row in rows if row["channel"] == label) == pytest.approx(1)


def test_by_channel_each_channel_has_its_own_events(engine: LocalEngine) -> None:
    rows = engine.ask(Counts(by="channel")).rows()
    for label in (None, "web", "shop", "Läden"):
        mine = [one for one in awkward() if one.channel == label]
        assert counted([row for row in rows if row["channel"] == label]) == oracles.counts(mine)


def test_by_persona_each_group_has_its_units_and_the_rest_stand_apart(engine: LocalEngine) -> None:
    groups = pa.table(
        {"unit_id": ["ties", "dst", "käse ☕", "stranger", "week"], "group": ["x", "y", "x", "y", None]}
    )
    rows = engine.ask(Transitions(by="persona"), groups).rows()
    for label, units in {"x": {"ties", "käse ☕"}, "y": {"dst"}}.items():
        mine = [one for one in awkward() if one.unit in units]
        steps = {(row["source"], row["target"]): row["steps"] for row in rows if row["persona"] == label}
        assert {edge: n for edge, n in steps.items() if None not in edge} == oracles.transitions(mine)[
            "steps"
        ]
    assert any(row["persona"] is None for row in rows)


def test_by_persona_without_groups_is_refused(engine: LocalEngine) -> None:
    with pytest.raises(ConfigError, match="persona"):
        engine.ask(Counts(by="persona"))


def test_both_ends_of_a_period_are_included_in_local_days(engine: LocalEngine) -> None:
    asked = Counts(date_from=date(2024, 1, 1), date_to=date(2024, 1, 7))
    first, last = ((day - date(1970, 1, 1)).days for day in (asked.date_from, asked.date_to))
    within = [one for one in awkward() if first <= one.local_day <= last]
    assert counted(engine.ask(asked).rows()) == oracles.counts(within)
    assert any(one.local_day == last for one in within)


def test_starts_and_ends_stand_among_the_rows_without_a_name_of_their_own(engine: LocalEngine) -> None:
    rows = engine.ask(Transitions()).rows()
    starts = {row["target"]: row["steps"] for row in rows if row["source"] is None}
    ends = {row["source"]: row["steps"] for row in rows if row["target"] is None}
    assert starts == dict(oracles.transitions(awkward())["starts"])
    assert ends == dict(oracles.transitions(awkward())["ends"])


def test_an_answer_is_the_same_however_many_threads_and_partitions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from folkways.engines import journey_store

    events = written(awkward(), tmp_path / "events.parquet")
    answers = []
    for files in (4, 16):
        monkeypatch.setattr(journey_store, "FEWEST_FILES", files)
        build_store(events, "customer", tmp_path / str(files))
        monkeypatch.setattr(journey_store, "FEWEST_FILES", 4)
        for threads in (1, 3):
            with LocalEngine(tmp_path / str(files), threads=threads) as engine:
                assert len(engine.partitions()) == files
                answers.append(engine.ask(Transitions()).to_json())
    assert len(set(answers)) == 1


def test_an_answer_is_written_as_table_json_and_csv(engine: LocalEngine) -> None:
    answer = engine.ask(Counts())
    told = json.loads(answer.to_json())
    assert told["question"] == {"kind": "counts", "of": "touchpoint"}
    assert set(told["columns"]) == set(told["rows"][0])
    rows = list(csv.DictReader(io.StringIO(answer.to_csv())))
    assert [row["name"] for row in rows] == [row["name"] or "" for row in told["rows"]]
    lines = answer.to_text().splitlines()
    assert len(lines) == len(rows) + 1
    assert lines[0].split() == list(rows[0])


def features_of(events: list[Event], end: int) -> dict[str, object]:
    timed = [one for one in events if not one.day_only]
    values = [one.value for one in events if one.value is not None]
    span = events[-1].at - events[0].at
    return {
        "events": len(events),
        "active_days": len({one.local_day for one in events}),
        "tenure_us": end - events[0].at,
        "recency_us": end - events[-1].at,
        "mean_gap_us": span / (len(events) - 1) if len(events) > 1 else None,
        "value": sum(values) if values else None,
        "mean_value": sum(values) / len(values) if values else None,
        "day_part:night": sum(one.local_minute < 360 for one in timed) / len(timed) if timed else None,
        "weekday:sunday": sum((one.local_day + 3) % 7 == 6 for one in events) / len(events),
        "touchpoint:A": sum(one.touchpoint == "A" for one in events) / len(events),
        "channel:web": sum(one.channel == "web" for one in events),
    }


def test_features_are_those_of_plain_python(engine: LocalEngine) -> None:
    rows = {row["unit_id"]: row for row in engine.per_unit().to_pylist()}
    end = max(one.at for one in awkward())
    journeys = by_unit(awkward())
    assert rows.keys() == journeys.keys()
    for unit, events in journeys.items():
        expected = features_of(events, end)
        assert {name: rows[unit][name] for name in expected} == pytest.approx(expected, nan_ok=True)


def test_a_unit_without_events_in_the_period_has_no_features_but_keeps_its_row(engine: LocalEngine) -> None:
    rows = {row["unit_id"]: row for row in engine.per_unit(Scoped(date_from=date(2024, 5, 1))).to_pylist()}
    assert rows["ties"]["events"] == 0
    assert rows["ties"]["first_at"] is None
    assert rows["ties"]["weekday:sunday"] is None
    assert rows["ties"]["value"] is None
    assert rows["one"]["events"] == 1


def test_a_query_reads_the_named_tables(engine: LocalEngine, tmp_path: Path) -> None:
    events = written(awkward(), tmp_path / "events.parquet")
    traits = pa.table({"customer_id": ["ties"], "age": [30]})
    asked = "SELECT age, count(*) AS n FROM events JOIN traits USING (customer_id) GROUP BY age"
    assert engine.query(asked, {"events": events, "traits": traits}).to_pylist() == [{"age": 30, "n": 4}]


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM 'other.parquet'",
        "COPY events TO 'stolen.csv'",
        "CREATE TABLE mine AS SELECT 1",
        "SELECT 1; SELECT 2",
        "SET enable_external_access = true",
        "SELECT nonsense FROM events",
    ],
)
def test_a_query_reaches_nothing_else(engine: LocalEngine, tmp_path: Path, sql: str) -> None:
    events = written(awkward(), tmp_path / "events.parquet")
    with pytest.raises(QueryRefused):
        engine.query(sql, {"events": events})
