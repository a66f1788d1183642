"""Checking journey documents: every fault with its place."""

from __future__ import annotations

import json

import pytest
from tests.fixtures.journeys.broken import DISJOINTED, EXAMPLE, MISSHAPEN, broken, example

from folkways.journeys.check import check, is_valid


def faults(document: object) -> list[tuple[str, str]]:
    return [(one.place, one.level) for one in check(json.dumps(document))]


def test_the_example_is_valid_without_a_remark() -> None:
    assert check(EXAMPLE.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("name", MISSHAPEN)
def test_a_document_of_the_wrong_shape_is_refused_at_its_place(name: str) -> None:
    how, place = MISSHAPEN[name]
    found = check(json.dumps(broken(how)))
    assert not is_valid(found)
    assert place in [fault.place for fault in found]
    assert all(fault.problem.endswith(".") for fault in found)


@pytest.mark.parametrize("name", DISJOINTED)
def test_a_document_that_does_not_hang_together_is_refused_at_its_place(name: str) -> None:
    how, place = DISJOINTED[name]
    found = check(json.dumps(broken(how)))
    assert not is_valid(found)
    assert place in [fault.place for fault in found]


def test_all_faults_are_named_at_once() -> None:
    document = example()
    document["cards"][1].pop("basis")
    document["steps"][0]["colour"] = "red"
    assert {place for place, _ in faults(document)} >= {"/cards/1/basis", "/steps/0/colour"}


def test_a_place_is_told_in_words_too() -> None:
    document = example()
    document["cards"][0]["evidence"][1] = "evd_gone"
    (fault,) = check(json.dumps(document))
    assert fault.words == "card crd_1, evidence 2"
    assert fault.problem == "There is no evidence 'evd_gone'."


def test_broken_json_is_told_with_line_and_column() -> None:
    (fault,) = check('{"format": "folkways.journey",\n "id": }')
    assert "line 2, column 8" in fault.problem


def test_a_key_that_stands_twice_is_refused() -> None:
    (fault,) = check('{"id": "jny_a", "id": "jny_b"}')
    assert "'id' stands twice" in fault.problem


def test_bytes_are_read_as_they_are_on_disk() -> None:
    assert check(EXAMPLE.read_bytes()) == []
    assert "not JSON" in check(b'{"title": "K\xe4se"}')[0].problem


def test_a_list_is_no_document() -> None:
    assert not is_valid(check("[]"))


@pytest.mark.parametrize(
    "text", ["", "null", "[" * 100_000, "1e999", '{"lanes": [1]}', '{"formatVersion": "1.4", "lanes": "x"}']
)
def test_nonsense_is_refused_without_a_crash(text: str) -> None:
    assert not is_valid(check(text))


def test_a_lane_type_of_a_later_version_is_shown_as_text() -> None:
    document = example()
    document["formatVersion"] = "1.3"
    document["lanes"][1]["type"] = "weather"
    found = check(json.dumps(document))
    assert is_valid(found)
    assert [(one.place, one.level) for one in found] == [("/lanes/1/type", "note")]


def test_extensions_and_missing_observations_and_assumed_cards_are_fine() -> None:
    document = example()
    document["x-acme"] = {"a": 1}
    document.pop("observations")
    document["cards"][1] = {**document["cards"][1], "basis": "assumed", "evidence": [], "measures": []}
    assert is_valid(check(json.dumps(document)))


def test_a_step_without_a_verb_is_a_warning_not_a_fault() -> None:
    document = example()
    document["steps"][1]["title"] = "Checkout process"
    (found,) = check(json.dumps(document))
    assert (found.place, found.level) == ("/steps/1/title", "warning")


def test_other_languages_keep_their_own_verbs() -> None:
    document = example()
    document["lang"] = "de"
    document["steps"][1]["title"] = "Geht zur Kasse"
    assert faults(document) == []


def test_a_map_of_many_steps_is_told_of_sub_journeys() -> None:
    document = example()
    more = [{**document["steps"][0], "id": f"stp_more-{n}", "rank": f"b{n}"} for n in range(20)]
    document["steps"] += more
    assert faults(document) == [("/steps", "note")]


def test_a_map_without_a_measured_card_is_called_a_sketch() -> None:
    document = example()
    for card in document["cards"]:
        card["basis"] = "assumed"
    (found,) = check(json.dumps(document))
    assert found.level == "note"
    assert "sketch" in found.problem
