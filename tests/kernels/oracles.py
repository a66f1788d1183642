"""The kernels again in plain Python, slowly and readably: what a kernel must equal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
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


def funnel(
    events: list[Event],
    steps: Sequence[str],
    order: str,
    window_us: int,
    window_from: str,
    exclude: Sequence[str],
    gap_us: int | None,
) -> list[int]:
    """How far each sequence comes: the best of all chains, tried one by one."""
    found: list[int] = []
    for journey in by_unit(events).values():
        for sequence in [journey] if gap_us is None else sessions_of(journey, gap_us):
            seen = [(one.at, one.touchpoint) for one in sequence]
            chains = {"ordered": _ordered, "strict": _strict, "any": _any}[order]
            found.append(chains(seen, list(steps), window_us, window_from, set(exclude)))
    return found


Seen = list[tuple[int, str | None]]


def _ordered(seen: Seen, steps: list[str], window: int, origin: str, exclude: set[str]) -> int:
    def beyond(level: int, first: int, now: int) -> int:
        """The furthest level of a chain that began at `first` and stands at `now` with `level` steps done."""
        if level == len(steps):
            return level
        since = first if origin == "first" else now
        onward = [
            at
            for at, name in seen
            if name == steps[level]
            and at >= now
            and at - since <= window
            and not any(now < other < at and what in exclude for other, what in seen)
        ]
        return max([level, *(beyond(level + 1, first, at) for at in sorted(set(onward)))])

    return max((beyond(1, at, at) for at, name in seen if name == steps[0]), default=0)


def _strict(seen: Seen, steps: list[str], window: int, origin: str, exclude: set[str]) -> int:
    rank = {name: place for place, name in enumerate(steps)}
    seen = sorted(seen, key=lambda one: (one[0], rank.get(one[1], len(steps))))
    best = 0
    for place, (start, name) in enumerate(seen):
        if name != steps[0]:
            continue
        level, previous = 1, start
        best = max(best, level)
        for at, what in seen[place + 1 :]:
            if level < len(steps) and what == steps[level]:
                if at - (start if origin == "first" else previous) > window:
                    break
                level, previous = level + 1, at
                best = max(best, level)
            elif what == steps[level - 1]:
                previous = at
            else:
                break
    return best


def _any(seen: Seen, steps: list[str], window: int, origin: str, exclude: set[str]) -> int:
    best = 0
    for place, (start, name) in enumerate(seen):
        if name not in steps:
            continue
        found, previous, barred = set(), start, None
        for at, what in [one for one in seen if one[0] == start] + [
            one for one in seen[place:] if one[0] > start
        ]:
            if barred is not None and at > barred:
                break
            if what in exclude and at > start:
                barred = at
            elif what in steps and at - (start if origin == "first" else previous) <= window:
                found.add(what)
                previous = at
        best = max(best, len(found))
    return best


def retention(
    events: list[Event],
    columns: list[tuple[int, int]],
    period: str,
    rolling: bool,
    recurring: bool = False,
    start: str | None = None,
    back: str | None = None,
) -> dict[tuple[int, int], tuple[int, int]]:
    """Exposed and active units by (cohort, column)."""
    cells: dict[tuple[int, int], list[int]] = {}
    end, end_day = (
        max((one.at for one in events), default=0),
        max((one.local_day for one in events), default=0),
    )
    length = {"day": 1, "week": 7, "month": 30}[period] * 86_400_000_000
    for journey in by_unit(events).values():
        begun = [one for one in journey if start in (None, one.touchpoint)]
        if not begun:
            continue
        zero = begun[0].at
        of = partial(_period_of, zero=zero, length=length) if rolling else partial(_number_of, period=period)
        back_in = {of(one) for one in journey if back in (None, one.touchpoint)}
        for cohort in {of(one) for one in begun} if recurring else [min(map(of, begun))]:
            for column, (low, high) in enumerate(columns):
                last = low + 1 if high > 10_000 else high
                over = (
                    zero + last * length - 1 <= end
                    if rolling
                    else cohort + last <= number(end_day + 1, period)
                )
                if over:
                    cell = cells.setdefault((cohort, column), [0, 0])
                    cell[0] += 1
                    cell[1] += (low, high) == (0, 1) or any(low <= one - cohort < high for one in back_in)
    return {key: (exposed, active) for key, (exposed, active) in cells.items()}


def _period_of(one: Event, zero: int, length: int) -> int:
    return (one.at - zero) // length


def _number_of(one: Event, period: str) -> int:
    return number(one.local_day, period)


def number(local_day: int, period: str) -> int:
    day = date(1970, 1, 1) + timedelta(days=local_day)
    months = (day.year - 1970) * 12 + day.month - 1
    return {"day": local_day, "week": (local_day + 3) // 7, "month": months}[period]


def dropoff(events: list[Event], silence_us: int, end_us: int) -> dict[str, list[int]]:
    """For each touchpoint ("" = missing): units lost, units open, silences returned from, units met."""
    rows: dict[str, list[int]] = {}
    for journey in by_unit(events).values():
        names = [one.touchpoint or "" for one in journey]
        for name in set(names):
            rows.setdefault(name, [0, 0, 0, 0])[3] += 1
        rows[names[-1]][0 if end_us - journey[-1].at >= silence_us else 1] += 1
        for a, b in pairwise(journey):
            rows[a.touchpoint or ""][2] += b.at - a.at >= silence_us
    return rows
