"""The rows of each answer: told against plain Python, with every share's denominator."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from statistics import median

import pyarrow as pa
import pytest
from tests.kernels import oracles
from tests.kernels.awkward import Event, awkward, by_unit, event, in_order, written

from folkways.engines.answers import (
    channels,
    counts,
    crossings,
    dropoff,
    funnel,
    retention,
    sessions,
    transitions,
)
from folkways.engines.local import LocalEngine, build_store
from folkways.errors import UnknownName
from folkways.model.question import (
    Channels,
    Counts,
    Crossings,
    DropOff,
    Funnel,
    Question,
    Retention,
    Sessions,
    Transitions,
)
from folkways.stats.intervals import share_interval
from folkways.stats.sketch import RELATIVE_ERROR

DAY = 86_400_000_000
ANSWERS = [channels, counts, crossings, dropoff, funnel, retention, sessions, transitions]
QUESTIONS: list[Question] = [
    Channels(),
    Counts(),
    Crossings(),
    DropOff(),
    Funnel(steps=["A", "B"]),
    Retention(periods=3),
    Sessions(),
    Transitions(),
]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalEngine]:
    """An engine over the awkward table."""
    with opened(awkward(), tmp_path_factory.mktemp("workspace")) as found:
        yield found


def opened(events: list[Event], directory: Path, min_cell: int = 1) -> LocalEngine:
    build_store(written(events, directory / "events.parquet"), "customer", directory / "customer")
    return LocalEngine(directory / "customer", threads=1, min_cell=min_cell)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda one: one.kind)
def test_each_column_is_explained_and_no_other(
    engine: LocalEngine, question: Question, project: Path
) -> None:
    answer = engine.ask(question.model_copy(update={"by": "channel"}))
    assert list(answer.legend) == answer.table.column_names
    page = (project / "docs/reference/questions.md").read_text(encoding="utf-8")
    section = page.split(f"## `{question.kind}`")[1].split("\n## ")[0]
    told = [line.split("|")[1].strip(" `") for line in section.splitlines() if line.startswith("| `")]
    assert told == answer.table.column_names[1:]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda one: one.kind)
def test_a_period_without_events_is_answered_without_a_number_made_up(
    engine: LocalEngine, question: Question
) -> None:
    rows = engine.ask(question.model_copy(update={"date_from": date(2030, 1, 1)})).rows()
    for row in rows:
        assert all(
            cell in (0, None)
            for name, cell in row.items()
            if name.startswith(("share", "n", "median")) and name != "name"
        )


def test_a_session_is_told_with_its_means_and_median(engine: LocalEngine) -> None:
    (row,) = engine.ask(Sessions()).rows()
    found = [
        one for journey in by_unit(awkward()).values() for one in oracles.sessions_of(journey, 1_800_000_000)
    ]
    durations = [one[-1].at - one[0].at for one in found]
    assert row["sessions"] == len(found)
    assert row["events_per_session"] == pytest.approx(sum(map(len, found)) / len(found))
    assert row["median_events"] == median(map(len, found))
    assert row["mean_duration_us"] == pytest.approx(sum(durations) / len(durations))
    assert row["median_duration_us"] == pytest.approx(median(durations), rel=RELATIVE_ERROR)
    assert row["share_of_sessions_with_one_event"] == sum(len(one) == 1 for one in found) / len(found)


def test_a_funnel_names_its_three_denominators(engine: LocalEngine) -> None:
    rows = engine.ask(Funnel(steps=["A", "B", "C"], window="30d")).rows()
    levels = oracles.funnel(awkward(), "ABC", "ordered", 30 * DAY, "first", (), None)
    n = [sum(level > step for level in levels) for step in range(3)]
    assert [row["n"] for row in rows] == n
    assert [row["share_of_all"] for row in rows] == pytest.approx([k / len(levels) for k in n])
    assert [row["share_of_first"] for row in rows] == pytest.approx([k / n[0] for k in n])
    assert [row["share_of_previous"] for row in rows] == [None, n[1] / n[0], n[2] / n[1]]
    assert [row["lost"] for row in rows] == [None, n[0] - n[1], n[1] - n[2]]
    expected = share_interval(n[2], n[1])
    assert (rows[2]["lo"], rows[2]["hi"]) == pytest.approx((expected.lo, expected.hi))


def test_a_funnel_of_sessions_counts_sessions(engine: LocalEngine) -> None:
    found = [
        one for journey in by_unit(awkward()).values() for one in oracles.sessions_of(journey, 1_800_000_000)
    ]
    (row,) = engine.ask(Funnel(steps=["A"], unit="session")).rows()
    assert row["share_of_all"] == row["n"] / len(found)


def test_an_unknown_step_is_refused_with_the_nearest_name(engine: LocalEngine) -> None:
    with pytest.raises(UnknownName, match="Did you mean 'Früh"):
        engine.ask(Funnel(steps=["A", "Fruhstück"]))
    with pytest.raises(UnknownName, match="No touchpoint ''"):
        engine.ask(Funnel(steps=[""]))


def test_retention_tells_all_cohorts_first_and_leaves_what_the_data_do_not_reach_empty(
    tmp_path: Path,
) -> None:
    events = [
        event(unit, day * DAY + DAY // 2, "A")
        for unit, days in {"u": [0, 1], "v": [1]}.items()
        for day in days
    ]
    with opened(in_order(events), tmp_path) as engine:
        rows = engine.ask(Retention(period="day", periods=3)).rows()
    told = [(row["cohort"], row["period"], row["exposed"], row["n"], row["share_of_exposed"]) for row in rows]
    assert told == [
        (None, 0, 2, 2, 1.0),
        (None, 1, 1, 1, 1.0),
        (None, 2, 0, None, None),
        ("1970-01-01", 0, 1, 1, 1.0),
        ("1970-01-01", 1, 1, 1, 1.0),
        ("1970-01-01", 2, 0, None, None),
        ("1970-01-02", 0, 1, 1, 1.0),
        ("1970-01-02", 1, 0, None, None),
        ("1970-01-02", 2, 0, None, None),
    ]


def test_a_bracket_reaches_to_the_next_bound(engine: LocalEngine) -> None:
    rows = engine.ask(Retention(mode="bracket", brackets=[1, 4, 8], rolling=True)).rows()
    assert [(row["period"], row["until"]) for row in rows] == [(0, 0), (1, 3), (4, 7)]
    unbounded = engine.ask(Retention(mode="unbounded", periods=2, rolling=True)).rows()
    assert [(row["period"], row["until"]) for row in unbounded] == [(0, 0), (1, None)]


def test_drop_off_parts_the_lost_from_the_open(engine: LocalEngine) -> None:
    end = max(one.at for one in awkward())
    rows = {row["name"] or "": row for row in engine.ask(DropOff(silence="30d")).rows()}
    for name, (lost, still_open, returned, reached) in oracles.dropoff(awkward(), 30 * DAY, end).items():
        row = rows[name]
        assert (row["lost"], row["open"], row["returned"], row["reached"]) == (
            lost,
            still_open,
            returned,
            reached,
        )
        assert row["share_of_reached"] == lost / reached
    assert sum(row["share_of_lost"] for row in rows.values()) == pytest.approx(1)


def test_small_cells_come_back_empty_with_all_that_tells_of_them(tmp_path: Path) -> None:
    events = [
        event(f"u{n:02d}", step, "AB"[step], value=5) for n in range(12) for step in range(2 if n < 9 else 1)
    ]
    events += [event("w", 0, "C")]
    with opened(in_order(events), tmp_path, min_cell=10) as engine:
        touchpoints = {row["name"]: row for row in engine.ask(Counts()).rows()}
        steps = engine.ask(Funnel(steps=["A", "B"])).rows()
        edges = engine.ask(Transitions()).rows()
    assert (touchpoints["A"]["units"], touchpoints["A"]["value"]) == (12, 60)
    for name in ("B", "C"):
        assert {cell for column, cell in touchpoints[name].items() if column != "name"} == {None}
    assert (steps[0]["n"], steps[1]["n"], steps[1]["lost"]) == (12, None, None)
    assert {row["steps"] for row in edges if row["source"] == "A"} == {None}


def test_a_persona_nobody_is_missing_from_has_no_row_for_the_rest(tmp_path: Path) -> None:
    events = in_order([event("u", 0, "A"), event("v", 0, "A")])
    groups = pa.table({"unit_id": ["u", "v"], "group": ["x", "y"]})
    with opened(events, tmp_path) as engine:
        assert [row["persona"] for row in engine.ask(Sessions(by="persona"), groups).rows()] == ["x", "y"]
