"""Checking a journey document: every fault with its place, for machines (JSON pointer) and for people (words)."""

from __future__ import annotations

import json
from typing import Any, get_args

from pydantic import ValidationError

from folkways.journeys.integrity import faults_of
from folkways.model.fault import Fault, misshapen, pointer, words
from folkways.model.journey import Journey, LaneType

KNOWN_VERSION = "1.0"
LANE_TYPES: frozenset[str] = frozenset(get_args(LaneType))


def check(text: str | bytes) -> list[Fault]:
    """Check a journey document: JSON, then its shape, then what it refers to.

    Returns faults first, then warnings and notes; a document without any `error` is valid. Faults of one pass hide
    the passes behind it.
    """
    try:
        found = json.loads(text, object_pairs_hook=_without_twins)
    except (ValueError, RecursionError) as error:
        return [_not_json(error)]
    if not isinstance(found, dict):
        return [
            Fault(place="", problem="This is not a journey document.", hint="It must be one JSON object.")
        ]
    notes = _later_lanes_as_text(found)
    try:
        journey = Journey.model_validate(found)
    except ValidationError as error:
        return [*misshapen(error, found), *notes]
    return sorted([*faults_of(journey, found), *notes], key=lambda fault: _ORDER[fault.level])


_ORDER = {"error": 0, "warning": 1, "note": 2}


def is_valid(faults: list[Fault]) -> bool:
    return all(fault.level != "error" for fault in faults)


def _without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twin = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f"the key {twin!r} stands twice in one object")
    return found


def _not_json(error: ValueError | RecursionError) -> Fault:
    where = f" (line {error.lineno}, column {error.colno})" if isinstance(error, json.JSONDecodeError) else ""
    said = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
    return Fault(
        place="", problem=f"This is not JSON: {said}{where}.", hint="Mend the text there and check again."
    )


def _later_lanes_as_text(found: dict[str, Any]) -> list[Fault]:
    """A lane type that a later 1.x brought is read as text; in 1.0 it stays what it is, and is a fault."""
    if str(found.get("formatVersion", KNOWN_VERSION)) == KNOWN_VERSION:
        return []
    notes: list[Fault] = []
    lanes = found.get("lanes")
    for number, lane in enumerate(lanes if isinstance(lanes, list) else []):
        kind = lane.get("type") if isinstance(lane, dict) else None
        if isinstance(kind, str) and kind not in LANE_TYPES:
            lane["type"] = "text"
            place = ("lanes", number, "type")
            problem = f"Lane type {kind!r} is not known here; the lane is shown as text."
            notes.append(
                Fault(place=pointer(place), words=words(place, found), problem=problem, level="note")
            )
    return notes
