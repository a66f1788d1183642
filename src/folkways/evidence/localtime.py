"""Instants and local clocks, whole columns at a time: int64 microseconds, no engine and no object per row.

A zone is a short table of moments at which its offset changes. Both directions are one binary search in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from folkways.model.duration import DAY_US, HOUR_US, MINUTE_US, SECOND_US
from folkways.sources.zones import checked_zone_name

EARLIEST_US = -2_208_988_800 * SECOND_US
"""1900-01-01 UTC: earlier times are taken for mistakes."""
LATEST_US = 7_258_118_400 * SECOND_US
"""2200-01-01 UTC: later times are taken for mistakes."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_PROBE_US = 6 * HOUR_US

Int64s = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """Offsets of one zone over a span: `offsets_us[i]` holds from `changes_us[i - 1]` (UTC) to `changes_us[i]`."""

    changes_us: Int64s
    offsets_us: Int64s


@dataclass(frozen=True, slots=True, kw_only=True)
class Instants:
    """Wall-clock times as instants: `in_gap` marks those that no clock showed, `in_fold` those shown twice."""

    at: Int64s
    in_gap: NDArray[np.bool_]
    in_fold: NDArray[np.bool_]


def zone(name: str, earliest_us: int, latest_us: int) -> Zone:
    """Tell a zone's offsets for every instant and wall-clock time between two moments."""
    first = max(earliest_us, EARLIEST_US) // (366 * DAY_US) * 366 * DAY_US - 2 * DAY_US
    last = (min(latest_us, LATEST_US) // (366 * DAY_US) + 1) * 366 * DAY_US + 2 * DAY_US
    return _probed(name, first, last)


def utc_from_local(wall_us: Int64s, name: str) -> Instants:
    """Turn wall-clock times of a zone into instants; a time shown twice is the earlier, one never shown is in a gap."""
    if not wall_us.size:
        none = np.zeros(0, dtype=bool)
        return Instants(at=wall_us, in_gap=none, in_fold=none)
    table = zone(name, int(wall_us.min()) - DAY_US, int(wall_us.max()) + DAY_US)
    if not table.changes_us.size:
        none = np.zeros(wall_us.size, dtype=bool)
        return Instants(at=wall_us - table.offsets_us[0], in_gap=none, in_fold=none)
    before, after = table.offsets_us[:-1], table.offsets_us[1:]
    switches = table.changes_us + np.maximum(before, after)
    opens = table.changes_us + np.minimum(before, after)
    index = np.searchsorted(switches, wall_us, side="right")
    at = wall_us - table.offsets_us[index]
    coming = np.minimum(index, switches.size - 1)
    doubtful = (index < switches.size) & (wall_us >= opens[coming])
    forward = (after > before)[coming]
    return Instants(at=at, in_gap=doubtful & forward, in_fold=doubtful & ~forward)


def local_from_utc(at: Int64s, name: str) -> Int64s:
    """Tell the wall-clock time of a zone, in microseconds since 1970-01-01 00:00 on that clock."""
    if not at.size:
        return at
    table = zone(name, int(at.min()), int(at.max()))
    return at + table.offsets_us[np.searchsorted(table.changes_us, at, side="right")]


def last_moment_of_day(days: Int64s, name: str) -> Int64s:
    """Tell the last microsecond of local days (counted from 1970-01-01), so that a day sorts after its timed events.

    Where midnight falls in a gap the next day starts when the gap ends.
    """
    midnight = utc_from_local((days + 1) * DAY_US, name)
    if not midnight.in_gap.any():
        return midnight.at - 1
    table = zone(name, int(midnight.at.min()) - DAY_US, int(midnight.at.max()) + DAY_US)
    following = np.searchsorted(table.changes_us, midnight.at - DAY_US // 2, side="right")
    change = table.changes_us[np.minimum(following, table.changes_us.size - 1)]
    return np.where(midnight.in_gap, change, midnight.at) - 1


def local_days(local_us: Int64s) -> NDArray[np.int32]:
    """Count local days since 1970-01-01."""
    return (local_us // DAY_US).astype(np.int32)


def local_minutes(local_us: Int64s) -> NDArray[np.int16]:
    """Tell the minute of the local day, 0 to 1439."""
    return (local_us % DAY_US // MINUTE_US).astype(np.int16)


@lru_cache(maxsize=64)
def _probed(name: str, first_us: int, last_us: int) -> Zone:
    clock = ZoneInfo(checked_zone_name(name))
    moments = range(first_us, last_us + _PROBE_US, _PROBE_US)
    offsets = [_offset_us(clock, moment) for moment in moments]
    changes: list[int] = []
    kept = [offsets[0]]
    for index in range(1, len(offsets)):
        if offsets[index] != offsets[index - 1]:
            changes.append(_change_between(clock, moments[index - 1], moments[index]))
            kept.append(offsets[index])
    return Zone(changes_us=np.array(changes, dtype=np.int64), offsets_us=np.array(kept, dtype=np.int64))


def _offset_us(clock: ZoneInfo, moment_us: int) -> int:
    offset = (_EPOCH + timedelta(microseconds=moment_us)).astimezone(clock).utcoffset()
    return 0 if offset is None else offset // timedelta(microseconds=1)


def _change_between(clock: ZoneInfo, low_us: int, high_us: int) -> int:
    before = _offset_us(clock, low_us)
    while high_us - low_us > SECOND_US:
        middle = (low_us + high_us) // 2 // SECOND_US * SECOND_US
        if _offset_us(clock, middle) == before:
            low_us = middle
        else:
            high_us = middle
    return high_us
