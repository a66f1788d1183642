"""The awkward table: ties, nulls, sub-second gaps, DST, week edges, day-only events, odd names."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from folkways.kernels.partition import Partition

ZONE = ZoneInfo("America/New_York")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, kw_only=True)
class Event:
    unit: str
    at: int
    touchpoint: str | None
    channel: str | None = None
    value: int | None = None
    day_only: bool = False
    case: str | None = None
    event_id: str = ""
    local_day: int = field(default=0)
    local_minute: int = field(default=0)


def event(unit: str, when: str | int, touchpoint: str | None, **more: object) -> Event:
    """An event at a UTC time (`2024-03-10 06:59:59`) or at microseconds; local day and minute are New York's."""
    at = when if isinstance(when, int) else (datetime.fromisoformat(when + "+00:00") - EPOCH) // MICROSECOND
    local = (EPOCH + timedelta(microseconds=at)).astimezone(ZONE)
    minute = -1 if more.get("day_only") else local.hour * 60 + local.minute
    day = (local.date() - EPOCH.date()).days
    return Event(unit=unit, at=at, touchpoint=touchpoint, local_day=day, local_minute=minute, **more)


def awkward() -> list[Event]:
    """Some three dozen events of eleven units, each awkward in its own way, in store order."""
    end_of_day = "2024-03-11 03:59:59.999999"
    found = [
        event("ties", "2024-01-01 12:00:00", "A", value=100, channel="web"),
        event("ties", "2024-01-01 12:00:00", "B", value=None, channel="web"),
        event("ties", "2024-01-01 12:00:00", "A", value=-250, channel="shop"),
        event("ties", "2024-01-01 12:00:00", "C"),
        event("nulls", "2024-01-02 00:00:00", None),
        event("nulls", "2024-01-02 01:00:00", "A"),
        event("nulls", "2024-01-02 02:00:00", None, value=5),
        event("nulls", "2024-01-02 03:00:00", "B"),
        event("only-null", "2024-01-02 03:00:00", None),
        event("sub-second", "2024-01-03 00:00:00", "A"),
        event("sub-second", "2024-01-03 00:00:00.000001", "B"),
        event("sub-second", "2024-01-03 00:29:59.999999", "C"),
        event("sub-second", "2024-01-03 00:59:59.999999", "D"),
        event("dst", "2024-03-10 06:59:59", "A"),
        event("dst", "2024-03-10 07:00:00", "B"),
        event("dst", "2024-11-03 05:30:00", "C"),
        event("dst", "2024-11-03 06:30:00", "C"),
        event("week", "2024-01-08 04:59:59.999999", "A"),
        event("week", "2024-01-08 05:00:00", "B"),
        event("week", "2024-02-01 04:59:00", "C"),
        event("week", "2024-02-01 05:00:00", "A"),
        event("week", "2024-12-31 23:59:59", "B"),
        event("one", "2024-05-05 10:00:00", "D", value=0),
        event("käse ☕", "2024-02-29 12:00:00", "Früh­stück", channel="Läden"),
        event("käse ☕", "2024-02-29 12:10:00", "Früh­stück", channel="Läden"),
        event("käse ☕", "2024-02-29 12:50:00", "A", channel="Läden"),
        event("day-only", "2024-03-10 20:00:00", "A"),
        event("day-only", end_of_day, "B", day_only=True, value=7),
        event("day-only", end_of_day, "C", day_only=True),
        event("day-only", "2024-03-11 04:00:00", "D"),
        event("day-only", "2024-04-30 04:00:00", "A"),
        event("all-day", end_of_day, "A", day_only=True),
        event("1", "1969-12-31 23:59:59.999999", "A"),
        event("1", "1970-01-01 00:00:00", "B"),
        event("1", "2024-12-31 00:00:00", "C"),
    ]
    return in_order(found)


def in_order(events: list[Event]) -> list[Event]:
    return sorted(events, key=lambda one: (one.unit.encode(), one.at))


def names_of(events: list[Event]) -> tuple[list[str], list[str]]:
    """Touchpoints and channels by code, as a store lists them."""
    touchpoints = sorted({one.touchpoint for one in events if one.touchpoint})
    channels = sorted({one.channel for one in events if one.channel})
    return ["", *touchpoints], ["", *channels]


def partition(events: list[Event], units: list[str] | None = None) -> Partition:
    """The partition of events in store order; `units` may name some without events."""
    touchpoints, channels = names_of(events)
    code = {name: place for place, name in enumerate(touchpoints)}
    ids = sorted({one.unit for one in events} | set(units or []), key=str.encode)
    lengths = [len(by_unit(events).get(unit, [])) for unit in ids]
    return Partition(
        unit_ids=pa.array(ids, pa.string()),
        offsets=np.concatenate(([0], np.cumsum(lengths))).astype(np.int32),
        at=np.array([one.at for one in events], np.int64),
        touchpoint=np.array([code[one.touchpoint or ""] for one in events], np.uint16),
        channel=np.array([channels.index(one.channel or "") for one in events], np.uint8),
        value=np.array([one.value or 0 for one in events], np.int64),
        value_valid=np.array([one.value is not None for one in events], np.uint8),
        day_only=np.array([one.day_only for one in events], np.uint8),
        local_day=np.array([one.local_day for one in events], np.int32),
        local_minute=np.array([one.local_minute for one in events], np.int16),
    )


def by_unit(events: list[Event]) -> dict[str, list[Event]]:
    found: dict[str, list[Event]] = {}
    for one in events:
        found.setdefault(one.unit, []).append(one)
    return found


def written(events: list[Event], path: Path) -> Path:
    """The canonical event rows in Parquet."""
    rows = {
        "customer_id": pa.array([one.unit for one in events], pa.string()),
        "event_id": pa.array([one.event_id or f"e{i:06d}" for i, one in enumerate(events)], pa.string()),
        "at": pa.array([one.at for one in events], pa.int64()),
        "at_precision": pa.array(["day" if one.day_only else "instant" for one in events], pa.string()),
        "touchpoint": pa.array([one.touchpoint for one in events], pa.string()),
        "channel": pa.array([one.channel for one in events], pa.string()),
        "value": pa.array([one.value for one in events], pa.int64()),
        "case_id": pa.array([one.case for one in events], pa.string()),
        "account_id": pa.nulls(len(events), pa.string()),
        "source": pa.array(["test"] * len(events), pa.string()),
        "source_order": pa.array(range(len(events)), pa.int64()),
        "local_day": pa.array([one.local_day for one in events], pa.int32()),
        "local_minute": pa.array([one.local_minute for one in events], pa.int16()),
        "basis": pa.array(["measured"] * len(events), pa.string()),
        "attributes": pa.nulls(len(events), pa.string()),
    }
    pq.write_table(pa.table(rows), path)
    return path
