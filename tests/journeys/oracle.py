"""Journeys again in plain Python, slowly and readably: what the arrays must equal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tests.kernels.awkward import Event, by_unit

from folkways.model.config import StageRule, Touchpoint


@dataclass(frozen=True, kw_only=True)
class Seen:
    unit: str
    stage: str
    touchpoint: str
    outcome: str
    next_step: tuple[str, str] | None
    gap: int | None
    channel: str | None
    value: int | None

    @property
    def step(self) -> tuple[str, str]:
        return self.stage, self.touchpoint


def is_visit(one: Event, catalogue: Mapping[str, Touchpoint]) -> bool:
    return catalogue.get(one.touchpoint or "", Touchpoint()).visit


def stages(events: list[Event], catalogue: Mapping[str, Touchpoint], already_us: int | None) -> list[str]:
    """The stage of each event."""
    start = min((one.at for one in events if is_visit(one, catalogue)), default=0)
    found: list[str] = []
    for journey in by_unit(events).values():
        visits = [one.at for one in journey if is_visit(one, catalogue)]
        later = already_us is not None and bool(visits) and visits[0] - start < already_us
        for one in journey:
            told = catalogue.get(one.touchpoint or "", Touchpoint())
            default = ("decision", "retention") if told.visit else ("awareness", "retention")
            rule = told.stage or StageRule(first=default[0], later=default[1])
            found.append((rule.later if later else rule.first) if isinstance(rule, StageRule) else rule)
            later = later or told.visit
    return found


def walk(
    events: list[Event], catalogue: Mapping[str, Touchpoint], silence_us: int, already_us: int | None
) -> list[Seen]:
    """Each event with its step and what came after."""
    placed = dict(zip(map(id, events), stages(events, catalogue, already_us), strict=True))
    visits = [one.at for one in events if is_visit(one, catalogue)]
    end = max(visits or [one.at for one in events], default=0)
    found: list[Seen] = []
    for journey in by_unit(events).values():
        for place, one in enumerate(journey):
            coming = next((some for some in journey[place + 1 :] if is_visit(some, catalogue)), None)
            step = (placed[id(one)], one.touchpoint or "")
            after, gap, outcome = None, None, "away"
            if coming is not None and coming.at - one.at < silence_us:
                after = (placed[id(coming)], coming.touchpoint or "")
                outcome = "again" if after == step else "on"
                gap = None if one.day_only or coming.day_only else coming.at - one.at
            elif coming is None and end - one.at < silence_us:
                outcome = "open"
            found.append(
                Seen(
                    unit=one.unit,
                    stage=step[0],
                    touchpoint=step[1],
                    outcome=outcome,
                    next_step=after,
                    gap=gap,
                    channel=one.channel,
                    value=one.value,
                )
            )
    return found
