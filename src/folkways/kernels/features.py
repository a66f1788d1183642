"""What one unit is like in numbers: how often, how lately, how much, how long, when, where."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from folkways.kernels.partition import Partition
from folkways.kernels.tally import distinct

DAY_PARTS: tuple[str, ...] = ("night", "morning", "afternoon", "evening")
WEEKDAYS: tuple[str, ...] = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True, kw_only=True)
class FeaturePlan:
    """Names of the codes, and the end of the data, from which recency and tenure are told."""

    touchpoints: tuple[str, ...]
    channels: tuple[str, ...]
    end_us: int


def rows(part: Partition, plan: FeaturePlan) -> pa.Table:
    """Tell each unit in one row; what a unit's events cannot tell is null, never 0.

    events, active_days (distinct local days); first_at, last_at, tenure_us (first event to end of data), recency_us
    (last event to end of data), span_us (first to last), mean_gap_us (between events; null of one event), first_day,
    last_day (local);
    value_events, value, mean_value (minor units; value null when no event has one);
    day_part:NAME (night 0–6 h, morning 6–12, afternoon 12–18, evening 18–24) = share of timed events, null when none;
    weekday:NAME and touchpoint:NAME = share of events; channel:NAME = count of events.
    """
    lengths = part.lengths
    some = lengths > 0
    columns: dict[str, pa.Array] = {"unit_id": part.unit_ids, "events": pa.array(lengths)}
    columns |= _times(part, plan.end_us, lengths, some)
    columns |= _values(part)
    timed = part.day_only == 0
    day_parts = _by_unit(part, part.local_minute // 360, 4, timed)
    weekdays = _by_unit(part, (part.local_day + 3) % 7, 7)
    columns |= _shares("day_part", DAY_PARTS, day_parts, day_parts.sum(axis=1))
    columns |= _shares("weekday", WEEKDAYS, weekdays, lengths)
    touchpoints = _by_unit(part, part.touchpoint, len(plan.touchpoints))[:, 1:]
    columns |= _shares("touchpoint", plan.touchpoints[1:], touchpoints, lengths)
    channels = _by_unit(part, part.channel, len(plan.channels))
    columns |= {
        f"channel:{name}": pa.array(channels[:, code]) for code, name in enumerate(plan.channels) if code
    }
    return pa.table(columns)


def _times(
    part: Partition, end_us: int, lengths: NDArray[np.int64], some: NDArray[np.bool_]
) -> dict[str, pa.Array]:
    spot = np.minimum(part.offsets[:-1], max(part.events - 1, 0))
    until = np.maximum(part.offsets[1:] - 1, 0)
    if not part.events:
        first = last = np.zeros(part.units, np.int64)
        first_day = last_day = np.zeros(part.units, np.int32)
    else:
        first, last = part.at[spot], part.at[until]
        first_day, last_day = part.local_day[spot], part.local_day[until]
    span = last - first
    gaps = np.maximum(lengths - 1, 1)
    return {
        "active_days": pa.array(_active_days(part)),
        "first_at": pa.array(first, mask=~some),
        "last_at": pa.array(last, mask=~some),
        "first_day": pa.array(first_day, mask=~some),
        "last_day": pa.array(last_day, mask=~some),
        "tenure_us": pa.array(end_us - first, mask=~some),
        "recency_us": pa.array(end_us - last, mask=~some),
        "span_us": pa.array(span, mask=~some),
        "mean_gap_us": pa.array(span / gaps, mask=lengths < 2),
    }


def _active_days(part: Partition) -> NDArray[np.int64]:
    """Distinct local days; where clocks go back across midnight a day may come twice, so they are sorted."""
    low = int(part.local_day.min(initial=0))
    span = int(part.local_day.max(initial=0)) - low + 1
    keys = part.unit_of * span + (part.local_day - low)
    days = distinct(keys[np.diff(keys, prepend=-1) != 0])[0]
    return np.bincount(days // span, minlength=part.units)


def _values(part: Partition) -> dict[str, pa.Array]:
    known = _sums(part, part.value_valid)
    value = _sums(part, part.value * part.value_valid)
    return {
        "value_events": pa.array(known),
        "value": pa.array(value, mask=known == 0),
        "mean_value": pa.array(value / np.maximum(known, 1), mask=known == 0),
    }


def _sums(part: Partition, numbers: NDArray[np.generic]) -> NDArray[np.int64]:
    until = np.concatenate(([0], np.cumsum(numbers, dtype=np.int64)))
    return np.diff(until[part.offsets])


def _by_unit(
    part: Partition, codes: NDArray[np.integer], size: int, mask: NDArray[np.bool_] | None = None
) -> NDArray[np.int64]:
    """Events of each unit by code, shape (units, size)."""
    keys = part.unit_of * size + codes
    chosen = keys if mask is None else keys[mask]
    return np.bincount(chosen, minlength=part.units * size).reshape(part.units, size)


def _shares(
    kind: str, names: tuple[str, ...], counts: NDArray[np.int64], total: NDArray[np.int64]
) -> dict[str, pa.Array]:
    shares = counts / np.maximum(total, 1)[:, None]
    return {f"{kind}:{name}": pa.array(shares[:, i], mask=total == 0) for i, name in enumerate(names)}
