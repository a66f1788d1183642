"""Events as the Segment spec has them sent: `track`, `identify`, `page`, `screen`, `group`, `alias`, or a `batch`."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from folkways.errors import SourceError

CALLS = ("track", "identify", "page", "screen", "group", "alias")
MOST_BYTES = 500_000
MOST_BYTES_EACH = 32_000
NEEDED = {"track": "event", "group": "groupId", "alias": "previousId"}
TEXTS = ("messageId", "userId", "anonymousId", "event", "name", "groupId", "previousId")
OBJECTS = ("properties", "traits", "context", "integrations")
TIMES = ("timestamp", "originalTimestamp", "sentAt")


class EventRefused(SourceError):
    code = "event-refused"

    def __init__(self, place: str, fault: str) -> None:
        super().__init__(
            f"{place}: {fault}." if place else f"{fault[0].upper()}{fault[1:]}.",
            hint="Nothing of this request was kept; see docs/how-to/send-events.md.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SentEvent:
    """One event that fits: the id it is known by, and the line to keep."""

    message_id: str
    line: bytes


def checked_events(kind: str, body: bytes, received_at: str) -> list[SentEvent]:
    """Take a request's body apart; raises EventRefused with the place of the first fault, and then none is kept."""
    told = _parsed(body)
    if kind != "batch":
        return [_checked(told, kind, "", received_at)]
    events = told.get("batch")
    if not isinstance(events, list) or not events:
        raise EventRefused("batch", "must be a list of events")
    shared = {key: told[key] for key in ("context", "sentAt") if key in told}
    found: list[SentEvent] = []
    for number, event in enumerate(events):
        place = f"batch[{number}]"
        if not isinstance(event, dict):
            raise EventRefused(place, "is not an object")
        if event.get("type") not in CALLS:
            raise EventRefused(f"{place}.type", f"must be one of {', '.join(CALLS)}")
        found.append(_checked({**shared, **event}, str(event["type"]), f"{place}.", received_at))
    return found


def _parsed(body: bytes) -> dict[str, Any]:
    try:
        told = json.loads(body.decode("utf-8"), parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise EventRefused("", "the body is not valid JSON in UTF-8") from error
    if not isinstance(told, dict):
        raise EventRefused("", "the body is not an object")
    return told


def _checked(event: dict[str, Any], kind: str, place: str, received_at: str) -> SentEvent:
    _check_fields(event, place)
    needed = NEEDED.get(kind)
    if needed and not event.get(needed):
        raise EventRefused(f"{place}{needed}", f"is needed in {kind}")
    if not event.get("userId") and not event.get("anonymousId"):
        raise EventRefused(f"{place}userId", "is needed, or anonymousId")
    known = event.get("messageId") or _content_id(event, kind)
    kept = {**event, "type": kind, "messageId": known, "receivedAt": received_at}
    if kept.get("timestamp") is None:
        kept["timestamp"] = event.get("originalTimestamp") or event.get("sentAt") or received_at
    line = _spelled(kept, place)
    if len(line) > MOST_BYTES_EACH:
        raise EventRefused(place.rstrip("."), f"is larger than {MOST_BYTES_EACH:,} bytes")
    return SentEvent(message_id=known, line=line)


def _check_fields(event: dict[str, Any], place: str) -> None:
    for name in TEXTS:
        told = event.get(name)
        if told is not None and (not isinstance(told, str) or len(told) > 1000 or "\0" in told):
            raise EventRefused(f"{place}{name}", "must be a text of at most 1,000 characters")
    for name in OBJECTS:
        if event.get(name) is not None and not isinstance(event[name], dict):
            raise EventRefused(f"{place}{name}", "must be an object")
    for name in TIMES:
        if event.get(name) is not None and not _is_time(event[name]):
            raise EventRefused(f"{place}{name}", "must be a time in ISO 8601")


def _is_time(told: object) -> bool:
    try:
        return datetime.fromisoformat(str(told)).year > 0 and isinstance(told, str)
    except ValueError:
        return False


def _content_id(event: dict[str, Any], kind: str) -> str:
    """An id for an event that has none: of its content where that tells a time, so that sent again it is the same."""
    if not any(event.get(name) for name in ("timestamp", "originalTimestamp")):
        return f"folkways-{uuid4()}"
    told = {key: value for key, value in event.items() if key != "sentAt"}
    return "folkways-" + hashlib.sha256(_spelled({**told, "type": kind}, "")).hexdigest()[:32]


def _spelled(event: dict[str, Any], place: str) -> bytes:
    try:
        return json.dumps(event, separators=(",", ":"), sort_keys=True).encode("ascii") + b"\n"
    except (RecursionError, ValueError) as error:
        raise EventRefused(place.rstrip("."), "is nested too deeply") from error


def _refuse(constant: str) -> None:
    raise ValueError(constant)
