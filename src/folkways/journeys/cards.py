"""The cards of a map: what its lanes say in words. Numbers stand in observations, never in a card."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from folkways.journeys import figures
from folkways.journeys.map_counts import MapCounts
from folkways.journeys.stages import rule_of
from folkways.model.config import Basis, Touchpoint
from folkways.model.ids import named
from folkways.model.journey import Card, Confidence
from folkways.model.rank import ranks

MOST_PAINS = 3
SEVERITIES = ((2.0, 5), (1.5, 4), (1.25, 3), (0.0, 2))
"""How many times the map's own drop-out a step's is, and how severe that is called."""

LEAK = "After this, customers stay away more often than after the other steps of this map."
LEAK_WHY = "the whole interval lies above the drop-out of all steps together whose drop-out this map tells"


def cards(sheet: MapCounts, catalogue: Mapping[str, Touchpoint], channels: tuple[str, ...]) -> list[Card]:
    """All cards, lane by lane."""
    return [
        *_touchpoints(sheet, catalogue),
        *_departments(sheet, catalogue),
        *_actions(sheet, catalogue),
        *_channels(sheet, channels),
        *_pains(sheet),
    ]


def titled(sheet: MapCounts, catalogue: Mapping[str, Touchpoint], step: int) -> str:
    """What a step is called: its touchpoint in the customer's words, and that it is the first time if it is."""
    name = sheet.book.touchpoints[step]
    told = catalogue.get(name, Touchpoint())
    title, rule, stage = told.title or name, rule_of(told), sheet.book.stages[step]
    if rule.first == rule.later or stage == rule.later:
        return title
    return f"{title} (first visit)" if told.visit else f"{title} (before the first visit)"


def basis_of(sheet: MapCounts, catalogue: Mapping[str, Touchpoint], step: int) -> Basis:
    return catalogue.get(sheet.book.touchpoints[step], Touchpoint()).basis


def _touchpoints(sheet: MapCounts, catalogue: Mapping[str, Touchpoint]) -> Iterator[Card]:
    for step in sheet.steps:
        note = catalogue.get(sheet.book.touchpoints[step], Touchpoint()).note
        yield Card(
            id=_id("touchpoints", sheet, step),
            lane="lan_touchpoints",
            step=sheet.book.ids[step],
            rank=ranks(1)[0],
            text=sheet.book.touchpoints[step],
            basis=basis_of(sheet, catalogue, step),
            evidence=["evd_visits"],
            label=note,
        )


def _departments(sheet: MapCounts, catalogue: Mapping[str, Touchpoint]) -> Iterator[Card]:
    for step in sheet.steps:
        department = catalogue.get(sheet.book.touchpoints[step], Touchpoint()).department
        if department:
            yield Card(
                id=_id("department", sheet, step),
                lane="lan_department",
                step=sheet.book.ids[step],
                rank=ranks(1)[0],
                text=department,
                basis="assumed",
            )


def _actions(sheet: MapCounts, catalogue: Mapping[str, Touchpoint]) -> Iterator[Card]:
    for step in sheet.steps:
        yield Card(
            id=_id("actions", sheet, step),
            lane="lan_actions",
            step=sheet.book.ids[step],
            rank=ranks(1)[0],
            text=titled(sheet, catalogue, step),
            basis=basis_of(sheet, catalogue, step),
            measures=["mea_customers", "mea_visits"],
        )


def _channels(sheet: MapCounts, channels: tuple[str, ...]) -> Iterator[Card]:
    """The largest channels of each step, the largest first."""
    for step in sheet.steps:
        codes = [code for start, code in sheet.channels if start == step]
        codes.sort(key=lambda code: (-sheet.channel(step, code).events, channels[code]))
        for code, rank in zip(codes, ranks(len(codes)), strict=True):
            yield Card(
                id=named("crd", "channels", sheet.book.ids[step], channels[code]),
                lane="lan_channels",
                step=sheet.book.ids[step],
                rank=rank,
                text=channels[code],
                basis="measured",
                measures=["mea_channel"],
            )


def _pains(sheet: MapCounts) -> Iterator[Card]:
    """The steps that lose surely more visits than all those together that tell it, by how many visits that is."""
    told = [step for step in sheet.steps if sheet.tells("away", step)]
    closed = sum(sheet.at(step).closed for step in told)
    usual = sum(sheet.at(step).away for step in told) / closed if closed else 0.0
    leaks: list[tuple[float, int, float]] = []
    for step in told:
        found = figures.away(sheet.at(step))
        seen = found.value
        if found.customers < sheet.min_cell or seen is None or not usual:
            continue
        if seen.lo is not None and seen.lo > usual:
            leaks.append(((seen.v - usual) * sheet.at(step).closed, step, seen.v / usual))
    for _, step, times in sorted(leaks, key=lambda leak: (-leak[0], leak[1]))[:MOST_PAINS]:
        yield Card(
            id=_id("pains", sheet, step),
            lane="lan_pains",
            step=sheet.book.ids[step],
            rank=ranks(1)[0],
            text=LEAK,
            basis="inferred",
            measures=["mea_dropout"],
            severity=next(severity for least, severity in SEVERITIES if times >= least),
            confidence=Confidence(level=_level(sheet.at(step).closers, sheet.min_cell), why=[LEAK_WHY]),
        )


def _level(customers: float, min_cell: int) -> Literal["low", "medium", "high"]:
    return "high" if customers >= 10 * min_cell else "medium" if customers >= 3 * min_cell else "low"


def _id(lane: str, sheet: MapCounts, step: int) -> str:
    return named("crd", lane, sheet.book.ids[step])
