"""The observations of a map: every value of every measure, or that it is suppressed."""

from __future__ import annotations

from collections.abc import Iterator

from folkways.journeys import figures
from folkways.journeys.figures import Found
from folkways.journeys.map_counts import AtStep, MapCounts
from folkways.journeys.steps_table import stage_id
from folkways.model.config import STAGES
from folkways.model.ids import named
from folkways.model.journey import Deviation, Observation

QUANTILES = (0.5, 0.9)
NOTHING = Found(value=None, customers=0)


def observations(
    sheet: MapCounts, channels: tuple[str, ...], minor: int, persona: str | None
) -> list[Observation]:
    """All observations, by stage, by step, by flow and for the whole map, in this order.

    A value that tells of fewer than `min_cell` customers, or would give them away, is suppressed; one that the data
    cannot give is absent.
    """
    told = [
        *_whole_map(sheet),
        *_by_stage(sheet),
        *(one for step in sheet.steps for one in _by_step(sheet, step, minor)),
        *_by_channel(sheet, channels),
        *(one for step, to in sheet.flows for one in _by_flow(sheet, step, to)),
    ]
    return [one.model_copy(update={"persona": persona}) for one in told]


def deviations(sheet: MapCounts) -> list[Deviation]:
    """Steps that are done again and again, by the share of visits that the same step follows."""
    told = [(step, figures.again(sheet.at(step))) for step in sheet.steps if sheet.tells("again", step)]
    return [
        Deviation(kind="repeated", step=sheet.book.ids[step], share=found.value)
        for step, found in told
        if found.value and found.value.v > 0 and found.customers >= sheet.min_cell
    ]


def flow_id(sheet: MapCounts, step: int, to: int | None) -> str:
    return named("flw", sheet.book.ids[step], "away" if to is None else sheet.book.ids[to])


def away_shown(sheet: MapCounts, step: int) -> bool:
    """Whether a drop-out is drawn: customers have stayed away after the step, and how many is told."""
    return sheet.tells("away", step) and sheet.at(step).away > 0


def _whole_map(sheet: MapCounts) -> Iterator[Observation]:
    whole, parted = sheet.whole, sheet.parted_steps
    if whole.events:
        seen = sum(sheet.at(step).events for step in sheet.counted_steps)
        found = figures.counted(seen / whole.events, whole.events, whole.customers)
        yield from _told(sheet, "coverage", found, sheet.whole_told)
    gone_on = sum(sheet.at(step).on for step in parted)
    if sheet.flows and gone_on:
        drawn = sum(sheet.flow(step, to).events for step, to in sheet.flows if step in parted)
        yield from _told(sheet, "flows-coverage", figures.counted(drawn / gone_on, gone_on, whole.customers))


def _by_stage(sheet: MapCounts) -> Iterator[Observation]:
    whole = sheet.whole.customers
    for stage in sheet.stages:
        place, told = stage_id(STAGES[stage]), stage in sheet.stages_told
        here = sheet.stage_customers(stage)
        yield from _told(sheet, "stage-customers", figures.counted(here, whole, here), told, stage=place)
        yield from _told(sheet, "stage-reach", figures.reached(here, whole), told, stage=place)


def _by_step(sheet: MapCounts, step: int, minor: int) -> Iterator[Observation]:
    at, whole, place = sheet.at(step), sheet.whole, sheet.book.ids[step]
    value = figures.value_per_visit(at, minor)
    found: tuple[tuple[str, AtStep, Found], ...] = (
        ("customers", "customers", figures.counted(at.customers, whole.customers, at.customers)),
        ("visits", "visits", figures.counted(at.events, whole.events, at.customers)),
        ("reach", "customers", figures.reached(at.customers, whole.customers)),
        ("goes-on", "away", figures.goes_on(at)),
        ("dropout", "away", figures.away(at)),
        ("repeats", "again", figures.again(at) if sheet.book.repeatable[step] else NOTHING),
        ("value-per-visit", "value", value if sheet.tells("money", step) else figures.without_n(value)),
        ("value-share", "money", figures.value_share(at, whole) if at.valued else NOTHING),
    )
    for key, number, one in found:
        yield from _told(sheet, key, one, sheet.tells(number, step), step=place)
    gaps = sheet.gaps(step)
    for share in QUANTILES:
        one = figures.quantile(gaps.gap, gaps.unit, share)
        one = one if sheet.tells("timed", step) else figures.without_n(one)
        yield from _told(sheet, "time", one, sheet.tells("steps", step), step=place, quantile=share)


def _by_channel(sheet: MapCounts, channels: tuple[str, ...]) -> Iterator[Observation]:
    for step, code in sheet.channels:
        found = figures.channel(sheet.at(step), sheet.channel(step, code))
        told = sheet.tells("visits", step)
        yield from _told(sheet, "channel", found, told, step=sheet.book.ids[step], channel=channels[code])


def _by_flow(sheet: MapCounts, step: int, to: int) -> Iterator[Observation]:
    flow = flow_id(sheet, step, to)
    yield from _told(sheet, "flow", figures.flow(sheet.at(step), sheet.flow(step, to)), flow=flow)
    gaps = sheet.gaps(step)
    there = gaps.next_step == to
    found = figures.quantile(gaps.gap[there], gaps.unit[there], QUANTILES[0])
    found = figures.without_n(found) if sheet.at(step).untimed else found
    yield from _told(sheet, "flow-time", found, flow=flow, quantile=QUANTILES[0])


def _told(
    sheet: MapCounts,
    key: str,
    found: Found,
    told: bool = True,
    *,
    step: str | None = None,
    stage: str | None = None,
    flow: str | None = None,
    channel: str | None = None,
    quantile: float | None = None,
) -> Iterator[Observation]:
    if found.value is None:
        return
    hidden = not told or found.customers < sheet.min_cell
    yield Observation(
        measure=f"mea_{key}",
        step=step,
        stage=stage,
        flow=flow,
        channel=channel,
        quantile=quantile,
        at=None if hidden else found.value,
        suppressed=True if hidden else None,
    )
