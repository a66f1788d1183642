"""What a map draws: steps that enough customers reach, the flows most take, the channels most use."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from folkways.journeys.counts import Counts, Frame
from folkways.journeys.grouped_sums import Keys
from folkways.journeys.stages import StepBook
from folkways.journeys.telling import Rule, Table, Tables, Telling, tables_of, telling
from folkways.stats.suppression import Cells, Labels, Shown

MOST_STEPS = 40
MOST_CHANNELS = 3
SURE_FLOWS = 3
MOST_FLOWS = 8
LEAST_FLOW = 0.02
"""A flow is drawn from this share of all who leave its step on; the three widest of a step are drawn anyway."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """For each row (everybody, each persona) and key, what stands on the map (`listed`) and what of it is told.

    Of `stages` all that somebody is in are listed.
    """

    steps: Keys
    listed: Shown
    flows: Keys
    channels: Keys
    stages: Keys
    staged: Shown
    tells: Telling


def selection(counts: Counts, everyone: Counts, book: StepBook, frame: Frame, min_cell: int) -> Selection:
    """Choose what each map shows."""
    tables = tables_of(counts, everyone, book, frame)
    rule = Rule(tables=tables, min_cell=min_cell)
    steps = tables.steps
    largest = _place_within(steps["events"], steps.keys * 0) < MOST_STEPS
    wanted = largest & (steps["customers"] > 0) & rule.mapped
    on_map = rule.by_step(steps["customers"], wanted, rule.visitors())
    told = telling(rule, on_map, _flows_wanted(tables, on_map), _channels_wanted(tables, on_map))
    return Selection(
        steps=steps.keys,
        listed=_listed(steps, largest, min_cell),
        flows=tables.flows.keys,
        channels=tables.channels.keys,
        stages=tables.stages.keys,
        staged=tables.stages["customers"] > 0,
        tells=told,
    )


def _listed(steps: Table, largest: Shown, min_cell: int) -> Shown:
    """Steps with enough customers; where a map has none, all its steps, so that it at least says where they go."""
    enough = steps["customers"] >= min_cell
    none = ~enough.any(axis=1, keepdims=True)
    return (enough | (none & (steps["customers"] > 0))) & largest


def _flows_wanted(tables: Tables, on_map: Shown) -> Shown:
    """The widest flows out of each step, between steps with numbers."""
    frame, events = tables.frame, tables.flows["events"]
    start, end = np.divmod(tables.flows.keys, frame.steps)
    place = _place_within(events, start)
    leaving = np.stack([np.bincount(start, row, frame.steps)[start] for row in events])
    wide = (events >= LEAST_FLOW * leaving) & (place < MOST_FLOWS)
    ends = on_map[:, tables.step_at[start]] & on_map[:, tables.step_at[end]]
    return ends & (wide | (place < SURE_FLOWS)) & (events > 0)


def _channels_wanted(tables: Tables, on_map: Shown) -> Shown:
    """The largest named channels of each step with numbers."""
    events = tables.channels["events"]
    step, code = np.divmod(tables.channels.keys, tables.frame.channels)
    named = on_map[:, tables.step_at[step]] & (code > 0) & (events > 0)
    return named & (_place_within(events * (code > 0), step) < MOST_CHANNELS)


def _place_within(sizes: Cells, sums: Labels) -> Labels:
    """The place of each key among those of its sum, from the largest (0) on, for each row; ties keep their order."""
    places = np.empty(sizes.shape, np.int64)
    for place, size in zip(places, sizes, strict=True):
        order = np.lexsort((-size, sums))
        starts = np.searchsorted(sums[order], sums[order], side="left")
        place[order] = np.arange(len(order)) - starts
    return places
