"""The observations of a map: every value of every measure, or that it is suppressed."""

from __future__ import annotations

from collections.abc import Iterator

from folkways.journeys import figures
from folkways.journeys.figures import Found
from folkways.journeys.sheet import Sheet
from folkways.journeys.steps_table import stage_id
from folkways.model.config import STAGES
from folkways.model.ids import named
from folkways.model.journey import Deviation, Observation

QUANTILES = (0.5, 0.9)
NOTHING = Found(value=None, customers=0)


def observations(
    sheet: Sheet, channels: tuple[str, ...], minor: int, persona: str | None
) -> list[Observation]:
    """All observations, by stage, by step, by flow and for the whole map, in this order.

    A value whose denominator (or, for a count, itself) has fewer than `min_cell` customers is suppressed; one that
    the data cannot give is absent.
    """
    told = [
        *_whole_map(sheet),
        *_by_stage(sheet),
        *(one for step in sheet.steps for one in _by_step(sheet, step, minor)),
        *_by_channel(sheet, channels),
        *(one for step, to in sheet.flows for one in _by_flow(sheet, step, to)),
    ]
    return [one.model_copy(update={"persona": persona}) for one in told]


def deviations(sheet: Sheet) -> list[Deviation]:
    """Steps that are done again and again, by the share of visits that the same step follows."""
    told = [(step, figures.again(sheet.at(step))) for step in sheet.steps if step not in sheet.veiled]
    return [
        Deviation(kind="repeated", step=sheet.book.ids[step], share=found.value)
        for step, found in told
        if found.value and found.value.v > 0 and found.customers >= sheet.min_cell
    ]


def flow_id(sheet: Sheet, step: int, to: int | None) -> str:
    return named("flw", sheet.book.ids[step], "away" if to is None else sheet.book.ids[to])


def away_shown(sheet: Sheet, step: int) -> bool:
    """Whether a drop-out is drawn: enough customers have stayed away after the step."""
    return step not in sheet.veiled and sheet.at(step).leavers_away >= sheet.min_cell


def _whole_map(sheet: Sheet) -> Iterator[Observation]:
    whole, told = sheet.whole, sheet.told_steps
    if whole.events:
        seen = sum(sheet.at(step).events for step in told)
        found = figures.counted(seen / whole.events, whole.events, whole.customers)
        yield from _told(sheet, "coverage", found)
    gone_on = sum(sheet.at(step).on for step in told)
    if sheet.flows and gone_on:
        drawn = sum(sheet.flow(step, to).events for step, to in sheet.flows)
        yield from _told(sheet, "flows-coverage", figures.counted(drawn / gone_on, gone_on, whole.customers))


def _by_stage(sheet: Sheet) -> Iterator[Observation]:
    whole = sheet.whole.customers
    for stage in sheet.stages:
        place, veiled = stage_id(STAGES[stage]), stage in sheet.veiled_stages
        here = sheet.stage_customers(stage)
        yield from _told(sheet, "stage-customers", figures.counted(here, whole, here), veiled, stage=place)
        yield from _told(sheet, "stage-reach", figures.reached(here, whole), veiled, stage=place)


def _by_step(sheet: Sheet, step: int, minor: int) -> Iterator[Observation]:
    at, whole, veiled, place = sheet.at(step), sheet.whole, step in sheet.veiled, sheet.book.ids[step]
    found = {
        "customers": figures.counted(at.customers, whole.customers, at.customers),
        "visits": figures.counted(at.events, whole.events, at.customers),
        "reach": figures.reached(at.customers, whole.customers),
        "goes-on": figures.goes_on(at),
        "dropout": figures.away(at),
        "repeats": figures.again(at) if sheet.book.repeatable[step] else NOTHING,
        "value-per-visit": figures.value_per_visit(at, minor),
        "value-share": figures.value_share(at, whole) if at.valued else NOTHING,
    }
    for key, one in found.items():
        yield from _told(sheet, key, one, veiled, step=place)
    gaps = sheet.gaps(step)
    for share in QUANTILES:
        one = figures.quantile(gaps.gap, gaps.unit, share)
        yield from _told(sheet, "time", one, veiled, step=place, quantile=share)


def _by_channel(sheet: Sheet, channels: tuple[str, ...]) -> Iterator[Observation]:
    for step, code in sheet.channels:
        found = figures.channel(sheet.at(step), sheet.channel(step, code))
        yield from _told(sheet, "channel", found, step=sheet.book.ids[step], channel=channels[code])


def _by_flow(sheet: Sheet, step: int, to: int) -> Iterator[Observation]:
    flow = flow_id(sheet, step, to)
    yield from _told(sheet, "flow", figures.flow(sheet.at(step), sheet.flow(step, to)), flow=flow)
    gaps = sheet.gaps(step)
    there = gaps.next_step == to
    found = figures.quantile(gaps.gap[there], gaps.unit[there], QUANTILES[0])
    yield from _told(sheet, "flow-time", found, flow=flow, quantile=QUANTILES[0])


def _told(
    sheet: Sheet,
    key: str,
    found: Found,
    veiled: bool = False,
    *,
    step: str | None = None,
    stage: str | None = None,
    flow: str | None = None,
    channel: str | None = None,
    quantile: float | None = None,
) -> Iterator[Observation]:
    if found.value is None:
        return
    hidden = veiled or found.customers < sheet.min_cell
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
