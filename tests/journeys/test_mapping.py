"""Whole maps of a small town: every number against its own query, and what must add up."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pyarrow as pa
import pytest
from tests.journeys import oracle, town

from folkways.errors import TooLittleData
from folkways.journeys.check import check, is_valid
from folkways.journeys.mapping import MappedJourneys, Names, map_journeys
from folkways.journeys.queries import spelled
from folkways.model.canonical import canonical_json
from folkways.model.duration import DAY_US
from folkways.model.journey import Journey, Observation

pytestmark = pytest.mark.slow

FOUND = town.events()


@pytest.fixture(scope="module")
def mapped() -> MappedJourneys:
    return town.mapped(FOUND)


@pytest.fixture(scope="module")
def tables(mapped: MappedJourneys) -> Iterator[duckdb.DuckDBPyConnection]:
    connection = duckdb.connect()
    connection.register("walked", mapped.steps)
    connection.register("whose", town.members(FOUND))
    connection.execute("CREATE TABLE steps AS FROM walked; CREATE TABLE members AS FROM whose")
    yield connection
    connection.close()


def values(journey: Journey) -> list[Observation]:
    assert journey.observations is not None
    return journey.observations.values


def value(journey: Journey, measure: str, **place: object) -> Observation:
    found = [one for one in values(journey) if one.measure == measure]
    return next(one for one in found if all(getattr(one, key) == part for key, part in place.items()))


def test_there_is_a_map_of_everybody_and_one_of_each_persona(mapped: MappedJourneys) -> None:
    assert [[layer.persona for layer in one.personas] for one in mapped.journeys] == [
        [],
        ["psn_early"],
        ["psn_late"],
    ]
    assert mapped.journeys[0].title == "My days in Little Town"


@pytest.mark.parametrize("which", range(3))
def test_every_displayed_number_equals_its_own_query(
    mapped: MappedJourneys, tables: duckdb.DuckDBPyConnection, which: int
) -> None:
    journey = mapped.journeys[which]
    told = [one for one in values(journey) if one.at is not None]
    assert len(told) > 60
    for one in told:
        assert one.at is not None
        (again,) = tables.execute(spelled(journey, one)).fetchall()[0]
        assert one.at.v == pytest.approx(float(again), rel=5.1e-6), spelled(journey, one)


@pytest.mark.parametrize("which", range(3))
def test_a_drawn_map_is_a_valid_document_in_canonical_form(mapped: MappedJourneys, which: int) -> None:
    text = canonical_json(mapped.journeys[which])
    assert is_valid(check(text))
    assert canonical_json(Journey.model_validate_json(text)) == text


def test_two_builds_and_other_partitions_give_the_same_bytes(mapped: MappedJourneys) -> None:
    again, other = town.mapped(FOUND), town.mapped(FOUND, count=1)
    assert [canonical_json(one) for one in again.journeys] == [canonical_json(one) for one in mapped.journeys]
    assert [canonical_json(one) for one in other.journeys] == [canonical_json(one) for one in mapped.journeys]
    assert again.steps.equals(mapped.steps)


def test_the_steps_table_equals_the_oracle(mapped: MappedJourneys) -> None:
    expected = oracle.walk(FOUND, town.CONFIG.touchpoints, 30 * DAY_US, 20 * DAY_US)
    rows = mapped.steps.select(
        ["customer_id", "stage", "touchpoint", "outcome", "next_after_us", "channel", "value"]
    )
    found = rows.to_pylist()
    found.sort(key=lambda row: row["customer_id"])
    assert found == [
        {
            "customer_id": one.unit,
            "stage": f"stg_{one.stage}",
            "touchpoint": one.touchpoint,
            "outcome": one.outcome,
            "next_after_us": one.gap,
            "channel": one.channel,
            "value": one.value,
        }
        for one in expected
    ]


@pytest.mark.parametrize("which", range(3))
def test_ways_repeats_and_staying_away_are_never_more_than_all(mapped: MappedJourneys, which: int) -> None:
    journey = mapped.journeys[which]
    shares: dict[str, float] = {}
    ends = {flow.id: flow.from_ for flow in journey.flows}
    for one in values(journey):
        if one.measure in ("mea_flow", "mea_dropout", "mea_repeats") and one.at:
            step = one.step or ends[one.flow or ""]
            shares[step] = shares.get(step, 0.0) + one.at.v
    assert len(shares) >= 3
    assert all(share <= 1 + 1e-5 for share in shares.values())


@pytest.mark.parametrize("which", range(3))
def test_drawn_flows_and_hidden_ones_and_leavings_and_open_visits_are_all_who_leave_a_step(
    mapped: MappedJourneys, tables: duckdb.DuckDBPyConnection, which: int
) -> None:
    journey = mapped.journeys[which]
    whose = "JOIN members USING (customer_id) WHERE persona = ?" if which else "WHERE ? = ''"
    query = f"SELECT step, next_step, outcome FROM steps {whose}"
    rows = tables.execute(query, [journey.personas[0].persona if which else ""]).fetchall()
    drawn = {(flow.from_, flow.to): flow.id for flow in journey.flows if flow.to}
    for step in {step.id for step in journey.steps}:
        here = [(after, outcome) for start, after, outcome in rows if start == step]
        leavers = [(after, outcome) for after, outcome in here if outcome != "again"]
        closed = sum(outcome != "open" for _, outcome in here)
        hidden = sum(outcome == "on" and (step, after) not in drawn for after, outcome in leavers)
        away = sum(outcome in ("away", "open") for _, outcome in leavers)
        shares = [
            value(journey, "mea_flow", flow=name).at for (start, _), name in drawn.items() if start == step
        ]
        taken = sum(round(one.v * closed) for one in shares if one)
        assert taken + hidden + away == len(leavers)


def test_goes_on_and_stays_away_are_two_sides_of_one_number(mapped: MappedJourneys) -> None:
    for one in values(mapped.journeys[0]):
        if one.measure == "mea_goes-on" and one.at:
            other = value(mapped.journeys[0], "mea_dropout", step=one.step).at
            assert other is not None
            assert one.at.v + other.v == pytest.approx(1, abs=1e-5)
            assert one.at.n == other.n


def test_every_interval_holds_its_value(mapped: MappedJourneys) -> None:
    for journey in mapped.journeys:
        for one in values(journey):
            if one.at and one.at.lo is not None and one.at.hi is not None:
                assert one.at.lo <= one.at.v <= one.at.hi


def test_a_step_never_leads_to_itself(mapped: MappedJourneys) -> None:
    assert all(flow.from_ != flow.to for journey in mapped.journeys for flow in journey.flows)


def test_ways_back_are_loops_and_each_step_has_one_next(mapped: MappedJourneys) -> None:
    journey = mapped.journeys[0]
    stages = {stage.id: stage.rank for stage in journey.stages}
    place = {step.id: (stages[step.stage], step.rank) for step in journey.steps}
    for flow in journey.flows:
        if flow.to:
            assert (flow.kind == "loop") == (place[flow.to] < place[flow.from_])
    nexts = [flow.from_ for flow in journey.flows if flow.kind == "next"]
    assert len(nexts) == len(set(nexts)) > 0


def test_stages_that_the_data_cannot_see_stay_without_steps(mapped: MappedJourneys) -> None:
    for journey in mapped.journeys:
        seen = {step.stage for step in journey.steps}
        unseen = {stage.id for stage in journey.stages} - seen
        assert unseen >= {"stg_consideration", "stg_advocacy"}
        assert not {one.stage for one in values(journey)} & unseen
        assert not {card.stage for card in journey.cards} & unseen


def test_no_card_holds_a_digit(mapped: MappedJourneys) -> None:
    texts = [card.text or "" for journey in mapped.journeys for card in journey.cards]
    assert texts
    assert not [text for text in texts if any(sign.isdigit() for sign in text)]


def test_what_was_only_inferred_says_so(mapped: MappedJourneys) -> None:
    leaflet = next(step for step in mapped.journeys[0].steps if step.title.startswith("A leaflet"))
    bases = {card.lane: card.basis for card in mapped.journeys[0].cards if card.step == leaflet.id}
    assert bases["lan_touchpoints"] == bases["lan_actions"] == "inferred"
    assert leaflet.title == "A leaflet falls in (before the first visit)"


def test_date_only_events_have_no_time_but_a_share(mapped: MappedJourneys) -> None:
    coupon = next(step.id for step in mapped.journeys[0].steps if "coupon" in step.id)
    assert value(mapped.journeys[0], "mea_goes-on", step=coupon).at is not None
    assert not [one for one in values(mapped.journeys[0]) if one.step == coupon and one.measure == "mea_time"]


def test_all_maps_order_their_steps_alike(mapped: MappedJourneys) -> None:
    ranks: dict[str, str] = {}
    for journey in mapped.journeys:
        for step in journey.steps:
            assert ranks.setdefault(step.id, step.rank) == step.rank


def test_progress_hears_every_event() -> None:
    heard: list[tuple[int, int]] = []
    partitions, names = town.parts(FOUND)
    map_journeys(
        partitions, names, town.CONFIG, town.RELEASE, progress=lambda done, of: heard.append((done, of))
    )
    assert heard[-1] == (len(FOUND), len(FOUND))


def test_without_events_there_is_no_map() -> None:
    partitions, names = town.parts([])
    with pytest.raises(TooLittleData, match="0 events"):
        map_journeys(partitions, names, town.CONFIG, town.RELEASE)


def test_one_customer_has_a_map_without_numbers() -> None:
    single = [one for one in FOUND if one.unit == FOUND[0].unit]
    partitions, names = town.parts(single, 1)
    (journey,) = map_journeys(partitions, names, town.CONFIG, town.RELEASE).journeys
    assert journey.steps
    assert all(one.suppressed for one in values(journey))
    assert is_valid(check(canonical_json(journey)))


def test_a_persona_without_members_still_draws_or_says_why() -> None:
    partitions, names = town.parts(FOUND)
    empty = pa.table({"customer_id": pa.array([], pa.string()), "persona": pa.array([], pa.string())})
    with pytest.raises(TooLittleData, match="Early"):
        map_journeys(partitions, names, town.CONFIG, town.RELEASE, members=empty, layers=town.LAYERS)


def test_ten_thousand_touchpoints_stay_a_readable_map() -> None:
    wide = [town.event(f"u{n % 50:02d}", n * 1_000_000, f"t{n % 10_000:05d}") for n in range(12_000)]
    partitions, names = town.parts(town.in_order(wide), 1)
    (journey,) = map_journeys(
        partitions, Names(touchpoints=names.touchpoints, channels=("",)), town.CONFIG, town.RELEASE
    ).journeys
    assert 0 < len(journey.steps) <= 40
