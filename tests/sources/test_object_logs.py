from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from tests.sources.exports import FIXTURES, TakenIn, taken_in

from folkways.errors import SourceError

pytestmark = pytest.mark.slow

FILES = ("shop.json", "shop.xmlocel", "shop.sqlite")
BOMB = """<?xml version="1.0"?>
<!DOCTYPE log [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<log><object-types><object-type name="&b;"/></object-types></log>
"""


def _shop(name: str, folder: Path, edit: dict[str, str] | None = None) -> TakenIn:
    return taken_in([FIXTURES / "ocel" / name], folder, edit)


def _attributes(found: TakenIn) -> list[object]:
    rows = [json.loads(str(told or "{}")) for (told,) in found.told("events", "attributes")]
    return [{name: value for name, value in row.items() if value is not None} for row in rows]


def _written(folder: Path, **told: object) -> Path:
    whole = {"eventTypes": [], "objectTypes": [], "events": [], "objects": [], **told}
    (folder / "log.json").write_text(json.dumps(whole), encoding="utf-8")
    return folder / "log.json"


@pytest.mark.parametrize("name", FILES)
def test_a_log_of_objects_is_the_same_whatever_it_is_written_in(tmp_path: Path, name: str) -> None:
    found = _shop(name, tmp_path)
    assert found.source("events").layout == "ocel"
    assert found.told("events", "event_id", "customer_id", "case_id", "touchpoint", "value") == [
        ("e-1", "c-1", "o-1", "Place Order", 1250),
        ("e-2", "c-1", "o-1", "Pack Item", None),
        ("e-3", "c-2", "o-2", "Place Order", 700),
        ("e-4", "c-1", "o-1", "Send Parcel", None),
        ("e-5/c-2", "c-2", None, "Fair Visit", None),
        ("e-5/c-3", "c-3", None, "Fair Visit", None),
    ]
    assert min(int(str(row["at"])) for row in found.tables["events"]) == 1_709_287_200_000_000
    assert found.fared("events") == (7, 6, 1, 0), "an event of two customers is two, one of none is rejected"
    assert found.reasons("events") == {"no customer id": 1}
    people = found.source("customers")
    assert people.personal == ["Customer:name"]
    told = {row["customer_id"]: (row["segment"], row["visits"]) for row in found.tables["customers"]}
    assert told == {"c-1": ("trade", 3.0), "c-2": ("home", 1.0), "c-3": ("trade", 7.0)}
    assert _attributes(found) == [
        {"gift": "false", "object:Item": "i-1; i-2"},
        {"object:Item": "i-1", "station": "north"},
        {"gift": "true", "object:Item": "i-3"},
        {},
        {},
        {},
    ]
    assert "Other objects can be the customer or the case: Item." in found.text


def test_another_type_of_object_can_be_the_customer(tmp_path: Path) -> None:
    found = _shop("shop.json", tmp_path, {'"object:Customer"': '"object:Item"'})
    events = found.told("events", "event_id", "customer_id")
    assert events[:3] == [("e-1/i-1", "i-1"), ("e-1/i-2", "i-2"), ("e-2", "i-1")]


def test_a_file_called_xml_is_read_when_it_is_named(tmp_path: Path) -> None:
    shutil.copy(FIXTURES / "ocel" / "shop.xmlocel", tmp_path / "shop.xml")
    assert len(taken_in([tmp_path / "shop.xml"], tmp_path).tables["events"]) == 6


def test_objects_that_are_not_in_the_log_are_told(tmp_path: Path) -> None:
    event = {
        "id": "1",
        "type": "a",
        "time": "2024-03-01T10:00:00Z",
        "relationships": [{"objectId": "c-1"}, {"objectId": "gone"}],
    }
    objects = [{"id": "c-1", "type": "client", "attributes": [{"name": "Plan", "value": "s"}]}]
    found = taken_in([_written(tmp_path, events=[event], objects=objects)], tmp_path)
    assert found.told("events", "customer_id") == [("c-1",)]
    assert "1 objects that events name are not in the log." in found.text


@pytest.mark.parametrize(("key", "value"), [("events", [3]), ("objects", ["c-1"])])
def test_a_json_log_with_something_else_in_it_is_refused(tmp_path: Path, key: str, value: object) -> None:
    with pytest.raises(SourceError, match="no whole OCEL log"):
        taken_in([_written(tmp_path, **{key: value})], tmp_path)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (BOMB, "declares entities or a document type"),
        ("<log><trace/></log>", "no OCEL log"),
        ("<html/>", "no OCEL log"),
        ("<log><events>", "no whole XML"),
    ],
)
def test_xml_that_is_no_such_log_is_refused(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "log.xml").write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match=words):
        taken_in([tmp_path / "log.xml"], tmp_path)
