"""Safeguards, decisions, bases and quotes against configurations and documents made for it."""

from __future__ import annotations

import pyarrow as pa
import pytest
from tests.care.planted import config
from tests.journeys.town import events, mapped
from tests.personas.invented import told

from folkways.care.bases import claim_counts, unconfirmed
from folkways.care.decisions import decisions
from folkways.care.guards import guards
from folkways.care.thin import small, telling_quotes
from folkways.model.config import Config
from folkways.model.measure import Measures
from folkways.model.voice import Voices


def changed(**parts: object) -> Config:
    return Config.model_validate(config().model_dump(by_alias=True) | parts)


def with_source(**parts: object) -> Config:
    told = config().model_dump(by_alias=True)
    told["sources"][0] |= parts
    return Config.model_validate(told)


def states(told: Config) -> dict[str, str]:
    return {one.name: one.state for one in guards(told)}


@pytest.mark.parametrize(("least", "state"), [(1, "off"), (4, "off"), (5, "weak"), (9, "weak"), (10, "on")])
def test_small_groups_are_guarded_by_min_cell(least: int, state: str) -> None:
    found = changed(workspace={"name": "Shop", "min_cell": least})
    assert states(found)["small groups are hidden"] == state


def test_consent_and_retention_are_on_where_the_source_says_so() -> None:
    assert states(config())["only who agreed is read"] == "off"
    found = with_source(consent={"column": "ok", "yes": ["yes"]}, retention="730d")
    assert states(found)["only who agreed is read"] == "on"
    assert states(found)["old rows are let go"] == "on"


def test_what_is_off_stands_first() -> None:
    found = [one.state for one in guards(config())]
    assert found == sorted(found, key=["off", "weak", "on"].index)


def test_texts_are_guarded_where_there_are_some() -> None:
    assert "texts are blotted" not in states(config())
    told = config().model_dump(by_alias=True)
    told["sources"].append({"name": "reviews", "table": "voices", "files": ["r.csv"]})
    assert states(Config.model_validate(told))["texts are blotted"] == "on"
    told["privacy"] = {"redact": ["email"], "originals": "encrypted"}
    found = states(Config.model_validate(told))
    assert (found["texts are blotted"], found["originals of texts are not kept"]) == ("weak", "weak")


def test_a_trait_that_looks_sensitive_and_is_not_marked_is_named() -> None:
    traits = {"age": {"column": "Age", "kind": "numeric"}, "agency": {"column": "Agency", "kind": "nominal"}}
    (found,) = [
        one for one in guards(with_source(traits=traits)) if one.name == "sensitive traits are marked"
    ]
    assert found.state == "weak"
    assert "age." in found.says
    assert "agency" not in found.says


def test_what_people_decided_is_told_with_who_and_the_line() -> None:
    told = config(allowed=True).model_dump(by_alias=True)
    told["identity"] = {"together": [["a", "b"]], "apart": [["c", "d"], ["e", "f"]]}
    told["personas"] |= {"k": 4, "describe_only": ["weekend"]}
    told["sources"][0]["traits"]["age"] = {"column": "age", "kind": "numeric", "class": "plain"}
    found = {one.what: one for one in decisions(Config.model_validate(told), links=3)}
    allowed = found["a sensitive trait may form personas"]
    assert (allowed.about, allowed.who, allowed.reason) == ("faith", "A. Meier", "Looked into on 3 May.")
    assert found["ids joined by hand"].about == "1 pair"
    assert found["ids parted by hand"].about == "2 pairs"
    assert found["ids linked by probability"].about == "3 pairs"
    assert found["how many personas"].about == "4"
    assert found["features that only describe"].about == "weekend"
    assert found["a trait that looks sensitive and is not called so"].about == "age"
    assert not decisions(Config.model_validate({**told, "personas": {}, "identity": {}}), 0)[0].who


MEASURES = Measures.model_validate(
    {
        "asOf": "2024-01-01T00:00:00Z",
        "run": "run_x",
        "window": {"from": "2024-01-01", "to": "2024-02-01"},
        "minCell": 10,
        "currency": "EUR",
        "definitions": [],
        "values": [
            {"measure": "nps", "figure": {"value": 3, "unit": "points", "evidence": "evd_asked"}},
            {"measure": "visits", "figure": {"value": 3, "unit": "visits", "evidence": "evd_seen"}},
            {"measure": "few", "figure": {"suppressed": True, "unit": "visits", "evidence": "evd_seen"}},
        ],
        "evidence": [
            {"id": "evd_asked", "kind": "survey", "title": "asked"},
            {"id": "evd_seen", "kind": "events", "title": "seen"},
        ],
    }
)


def voices(*texts: str, language: str = "en") -> Voices:
    quotes = [
        {
            "text": text, "voice": f"v{at}", "source": "reviews", "document": "r.csv", "locator": f"row={at}",
            "start": 0, "end": len(text), "kind": "review", "sentiment": 0.0, "language": language,
        }
        for at, text in enumerate(texts)
    ]  # fmt: skip
    return Voices.model_validate(
        {
            "asOf": "2024-01-01T00:00:00Z", "run": "run_x", "texts": len(texts), "people": len(texts),
            "sentences": len(texts), "minCell": 5,
            "sentiment": {"calibrated": False, "ratedTexts": 0, "needed": 200, "says": "by words"},
            "themes": [{"id": "thm_a", "name": "delivery", "mentioned": {}, "quotes": quotes}],
        }
    )  # fmt: skip


def test_claims_are_counted_by_what_they_stand_on() -> None:
    persona = told().personas[0]
    claims = [
        persona.tagline, *persona.story, *persona.sets_apart, *persona.goals, *persona.pains, *persona.channels,
        *persona.times, *persona.value, *persona.quotes, *persona.not_covered,
        *(one.result for one in persona.validation if one.result), *persona.observations.traits,
    ]  # fmt: skip
    found = {one.document: one for one in claim_counts([persona], [], MEASURES, voices("Late again, alas."))}
    counted = found[f"personas/{persona.id}"]
    assert counted.of == len(claims)
    for basis in ("measured", "reported", "inferred", "assumed"):
        assert getattr(counted, basis) == sum(one.basis == basis for one in claims)
    assert (found["measures"].measured, found["measures"].reported) == (1, 1), (
        "what is suppressed claims nothing"
    )
    assert (found["voices"].reported, found["voices"].inferred) == (1, 1)


def test_maps_of_one_journey_are_told_apart_by_their_persona() -> None:
    maps = mapped(events()).journeys
    names = [one.name for one in claim_counts([], maps, MEASURES, voices("Late again, alas."))]
    assert len(maps) > 1
    assert len(set(names)) == len(names)


def test_a_persona_that_nobody_looked_at_is_unconfirmed() -> None:
    personas = told().personas
    found = {one.what: (one.count, one.of) for one in unconfirmed(personas, [], voices("Late."), links=2)}
    assert found["personas in draft"] == (len(personas), len(personas))
    assert found["personas that no customer was shown"] == (len(personas), len(personas))
    assert found["themes found, not taught"] == (1, 1)
    assert found["ids joined because they are probably one person"] == (2, 2)


def test_a_persona_near_the_floor_is_named() -> None:
    persona = told().personas[0]
    members = int(persona.observations.size.value or 0)
    assert not small([persona], least=members // 6)
    (found,) = small([persona], least=members // 3)
    assert (found.persona, found.floor) == (persona.id, members // 3 * 3)


def test_a_quote_with_a_name_that_nobody_else_says_is_named() -> None:
    said = voices(
        "My neighbour in Little Wittering told me so.",
        "We waited in London for a week.",
        "Nice, but Delivery was late, as I said.",
        "Order 4711 never came.",
        "I wear 42 and had 3 in the basket.",
        "Case B7 is still open.",
    )
    everybody = [{"person": f"p{at}", "text": f"London is nice {at}, the delivery too."} for at in range(9)]
    own = [{"person": f"q{at}", "text": one.text} for at, one in enumerate(said.themes[0].quotes)]
    found = {
        one.voice: one.words for one in telling_quotes(said, [pa.Table.from_pylist([*everybody, *own])], 5)
    }
    assert found == {"v0": ["Little", "Wittering"], "v3": ["4711"], "v5": ["B7"]}, (
        "London is said by nine, delivery is written small, a size is nobody's own"
    )


def test_german_nouns_are_no_names() -> None:
    said = voices("Der Versand dauerte lange.", language="de")
    rows = pa.Table.from_pylist([{"person": "p", "text": "Der Versand dauerte lange."}])
    assert telling_quotes(said, [rows], 5) == []
