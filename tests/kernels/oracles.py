"""The kernels again in plain Python, slowly and readably: what a kernel must equal."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from tests.kernels.awkward import Event, by_unit

MINUTE = 60_000_000


def sessions_of(events: list[Event], gap_us: int) -> list[list[Event]]:
    """The sessions of one unit: date-only events stand aside, a gap of `gap_us` or more parts two sessions."""
    found: list[list[Event]] = []
    for one in (one for one in events if not one.day_only):
        if not found or one.at - found[-1][-1].at >= gap_us:
            found.append([])
        found[-1].append(one)
    return found


def transitions(events: list[Event], gap_us: int | None = None) -> dict[str, object]:
    steps: Counter[tuple[str, str]] = Counter()
    starts: Counter[str] = Counter()
    ends: Counter[str] = Counter()
    units: dict[tuple[str, str], set[str]] = {}
    dwell: dict[tuple[str, str], list[int]] = {}
    for unit, journey in by_unit(events).items():
        for sequence in [journey] if gap_us is None else sessions_of(journey, gap_us):
            starts.update(filter(None, [sequence[0].touchpoint]))
            ends.update(filter(None, [sequence[-1].touchpoint]))
            for a, b in pairwise(sequence):
                if a.touchpoint and b.touchpoint:
                    edge = (a.touchpoint, b.touchpoint)
                    steps[edge] += 1
                    units.setdefault(edge, set()).add(unit)
                    if not a.day_only and not b.day_only:
                        dwell.setdefault(edge, []).append(b.at - a.at)
    return {"steps": steps, "starts": starts, "ends": ends, "units": units, "dwell": dwell}


def counts(events: list[Event]) -> dict[str, tuple[int, int, int, int]]:
    """For each touchpoint ("" = missing): events, units, events with a value, value."""
    found: dict[str, list[Event]] = {}
    for one in events:
        found.setdefault(one.touchpoint or "", []).append(one)
    return {
        name: (
            len(some),
            len({one.unit for one in some}),
            sum(one.value is not None for one in some),
            sum(one.value or 0 for one in some),
        )
        for name, some in found.items()
    }
