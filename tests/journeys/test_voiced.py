"""What customers say at the steps of a map: figures of plain counting, quotes verbatim, few people hidden."""

from __future__ import annotations

import json
from functools import cache

import numpy as np
import pyarrow as pa
import pytest
from tests.journeys.town import CONFIG, LAYERS, events, mapped, members

from folkways.engines.locked import answered
from folkways.journeys.check import check, is_valid
from folkways.journeys.mapping import MappedJourneys
from folkways.journeys.speaking import step_mentions
from folkways.journeys.voiced import Speaking, voiced
from folkways.model.canonical import canonical_json
from folkways.model.journey import Journey, Observation
from folkways.voices.quoting import bears_no_contact

TEXTS = {
    "Bakery": "The bread of the bakery number {} was warm and lovely today.",
    "Pub": "We waited for the beer number {} in the pub for a whole hour.",
    "Barber": "The barber in street number {} cut my hair far too short.",
}
FEELS = {"Bakery": 0.8, "Pub": -0.6, "Barber": -0.9}
WORDS = ("one", "two", "three", "four", "five", "six", "seven")


@cache
def town() -> MappedJourneys:
    return mapped(events())


@cache
def sentences() -> list[dict[str, object]]:
    """Every other pair of customers says something of a place after half of their events; few of the barber."""
    rows: list[dict[str, object]] = []
    own = town().steps.to_pylist()
    for customer in sorted({one["customer_id"] for one in own}):
        met = [one for one in own if one["customer_id"] == customer]
        number = int(customer[1:])
        if number % 4 > 1:
            continue
        place = "Barber" if number % 50 == 0 else "Pub" if number % 5 > 1 else "Bakery"
        text = TEXTS[place].format(WORDS[number % 7])
        rows.append(
            {
                "customer_id": customer, "source": "reviews", "voice_id": f"v{number}", "basis": "reported", "start": 0,
                "end": len(text), "touchpoint": place, "sentiment": FEELS[place], "typical": 0.5, "language": "en",
                "at": met[len(met) // 2]["at"], "text": text, "kind": "review", "document": "reviews.csv",
                "locator": f"row={number}",
            }
        )  # fmt: skip
    return rows


@cache
def speaking() -> Speaking:
    table = pa.Table.from_pylist(sentences())
    touchpoints = {name: CONFIG.touchpoints.get(name, type(CONFIG.touchpoints["Bakery"])()) for name in TEXTS}
    whose = members(events())
    return Speaking(
        rows=step_mentions(table, table, town().steps, touchpoints),
        members=whose.append_column("posterior", pa.array([0.95] * whose.num_rows)),
        spoken=table,
        personas=[layer.persona for layer in LAYERS],
        min_cell=10,
        timezone="UTC",
        is_clean=bears_no_contact,
    )


@cache
def maps() -> list[Journey]:
    return voiced(town().journeys, speaking())


def test_a_sentence_stands_at_the_step_where_its_customer_met_the_touchpoint_last() -> None:
    steps = town().steps.to_pylist()
    said = {one["voice_id"]: one for one in sentences()}
    for row in speaking().rows.to_pylist():
        at = said[row["voice_id"]]["at"]
        met = [
            one
            for one in steps
            if one["customer_id"] == row["customer_id"]
            and one["touchpoint"] == row["touchpoint"]
            and one["at"] <= at
        ]
        if met:
            assert row["step"] == met[-1]["step"]
            assert row["stage"] == met[-1]["stage"]


@pytest.mark.parametrize("at", [0, 1, 2])
def test_every_value_is_that_of_plain_counting_and_of_its_query(at: int) -> None:
    document = maps()[at]
    persona = None if at == 0 else LAYERS[at - 1].persona
    tables = {"step_mentions": speaking().rows, "members": speaking().members}
    queries = {one.id: str(one.query) for one in document.evidence}
    whose = {one["customer_id"]: one["persona"] for one in speaking().members.to_pylist()}
    own = [one for one in speaking().rows.to_pylist() if persona in (None, whose.get(one["customer_id"]))]
    told = [one for one in observed(document) if one.at]
    assert len(told) >= 4
    for one in told:
        here = [row for row in own if one.step in (None, row["step"]) and one.stage in (None, row["stage"])]
        value = len({row["customer_id"] for row in here})
        if one.measure.endswith("feeling"):
            value = 2 * float(np.mean([row["sentiment"] for row in here]))
        assert one.at is not None
        assert one.at.v == pytest.approx(value, rel=1e-5)
        key = one.measure.replace("mea_", "evd_")
        query = queries[key].replace("$step", f"'{one.step}'").replace("$stage", f"'{one.stage}'")
        asked = answered(query.replace("$persona", f"'{persona}'"), tables)
        assert asked["value"][0].as_py() == pytest.approx(value, rel=1e-5)


def observed(document: Journey) -> list[Observation]:
    assert document.observations
    names = {"mea_voices", "mea_feeling", "mea_stage-voices", "mea_stage-feeling"}
    return [one for one in document.observations.values if one.measure in names]


def test_few_people_are_hidden_with_their_quotes_and_cannot_be_reckoned() -> None:
    for document in maps():
        for one in observed(document):
            assert one.suppressed or one.at.n >= 10
        hidden = {one.step for one in observed(document) if one.suppressed and one.step}
        quoted = {card.step for card in document.cards if card.lane == "lan_voices"}
        assert not hidden & quoted
    steps = {one.step for one in observed(maps()[0]) if one.step}
    for step in steps:
        shown = [counted_at(each, step) for each in maps()]
        if shown[0] and shown[0].at:
            rest = shown[0].at.v - sum(one.at.v for one in shown[1:] if one and one.at)
            assert rest == 0 or rest >= 10 or all(one is None or one.suppressed for one in shown[1:])


def counted_at(document: Journey, step: str) -> Observation | None:
    found = (one for one in observed(document) if one.step == step and one.measure == "mea_voices")
    return next(found, None)


def test_quotes_are_cards_that_lead_back_to_their_place() -> None:
    said = {f"reviews.csv#{one['locator']}": one["text"] for one in sentences()}
    for document in maps():
        cards = [card for card in document.cards if card.lane == "lan_voices"]
        assert cards
        records = {one.id: one for one in document.evidence}
        for card in cards:
            (record,) = [records[one] for one in card.evidence]
            assert card.text == f"“{record.quote}”"
            assert said[str(record.locator)] == record.quote
            assert card.basis == "reported"
        assert max(sum(one.step == card.step for one in cards) for card in cards) <= 2


def test_a_map_with_voices_is_valid_and_the_same_each_time() -> None:
    again = voiced(town().journeys, speaking())
    for one, other in zip(maps(), again, strict=True):
        text = canonical_json(one)
        assert text == canonical_json(other)
        assert is_valid(check(text))
        lanes = sorted(json.loads(text)["lanes"], key=lambda lane: lane["rank"])
        names = [lane["id"] for lane in lanes]
        assert names.index("lan_voices") == names.index("lan_emotion") + 1
