"""What a map shows: steps that enough customers reach, the flows most take, nothing that gives a small cell away."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from folkways.journeys.counts import Counts, Frame
from folkways.journeys.ledger import Keys, Ledger
from folkways.journeys.suppression import Cells, Shown, shown_cells

MOST_STEPS = 40
MOST_CHANNELS = 3
SURE_FLOWS = 3
MOST_FLOWS = 8
LEAST_FLOW = 0.02
"""A flow is drawn from this share of all who leave its step on; the three widest of a step are drawn anyway."""

_CUSTOMERS, _EVENTS = 0, 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells2D:
    """Customers and events by row (everybody, each persona, those of none) and key."""

    keys: Keys
    customers: Cells
    events: Cells


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """For each row and key, whether it is shown; `listed` are steps that stand on the map, numbers or not."""

    steps: Cells2D
    listed: Shown
    on_map: Shown
    flows: Cells2D
    flows_shown: Shown
    channels: Cells2D
    channels_shown: Shown
    stages: Cells2D
    stages_shown: Shown


def selection(counts: Counts, everyone: Counts, frame: Frame, min_cell: int) -> Selection:
    """Choose what each map shows."""
    steps = _cells(counts.steps, everyone.steps, frame.groups, frame.steps)
    flows = _cells(counts.transitions, everyone.transitions, frame.groups, frame.steps**2)
    channels = _cells(counts.channels, everyone.channels, frame.groups, frame.steps * frame.channels)
    stages = _cells(counts.stages, everyone.stages, frame.groups, frame.stages)
    largest = _place_within(steps.events, steps.keys * 0) < MOST_STEPS
    on_map = _shown(steps, largest, min_cell, steps.keys * 0)
    flows_shown = _shown(
        flows, _flows_wanted(flows, steps, on_map, frame), min_cell, flows.keys // frame.steps
    )
    used = _channels_wanted(channels, steps, on_map, frame)
    return Selection(
        steps=steps,
        listed=_listed(steps, largest, min_cell),
        on_map=on_map,
        flows=flows,
        flows_shown=flows_shown,
        channels=channels,
        channels_shown=_shown(channels, used, min_cell, channels.keys // frame.channels),
        stages=stages,
        stages_shown=_shown(stages, stages.customers > 0, min_cell, stages.keys),
    )


def _cells(counts: Ledger, everyone: Ledger, groups: int, width: int) -> Cells2D:
    """Ledgers with keys group·width + key as dense tables; the first row is everybody."""
    row, key = np.divmod(counts.keys, width)
    place = np.searchsorted(everyone.keys, key)
    tables = np.zeros((2, groups + 1, len(everyone.keys)))
    for table, column in zip(tables, (_CUSTOMERS, _EVENTS), strict=True):
        table[0] = everyone.sums[:, column]
        table[row + 1, place] = counts.sums[:, column]
    return Cells2D(keys=everyone.keys, customers=tables[0], events=tables[1])


def _shown(cells: Cells2D, wanted: Shown, min_cell: int, sums: NDArray[np.int64]) -> Shown:
    """Everybody's cells first, then the personas' beside them; the last row, those of no persona, has no map."""
    nobody = np.zeros(len(cells.keys), np.bool_)
    told = shown_cells(cells.customers[:1], wanted[:1], nobody, min_cell, sums)
    groups = wanted[1:].copy()
    groups[-1] = False
    return np.vstack((told, shown_cells(cells.customers[1:], groups, told[0], min_cell, sums)))


def _listed(steps: Cells2D, largest: Shown, min_cell: int) -> Shown:
    """Steps with enough customers; where a map has none, all its steps, so that it at least says where they go."""
    enough = steps.customers >= min_cell
    none = ~enough.any(axis=1, keepdims=True)
    return (enough | (none & (steps.customers > 0))) & largest


def _flows_wanted(flows: Cells2D, steps: Cells2D, on_map: Shown, frame: Frame) -> Shown:
    start, end = np.divmod(flows.keys, frame.steps)
    place = _place_within(flows.events, start)
    leaving = np.stack([np.bincount(start, events, frame.steps)[start] for events in flows.events])
    wide = (flows.events >= LEAST_FLOW * leaving) & (place < MOST_FLOWS)
    ends = on_map[:, np.searchsorted(steps.keys, start)] & on_map[:, np.searchsorted(steps.keys, end)]
    return ends & (wide | (place < SURE_FLOWS))


def _channels_wanted(channels: Cells2D, steps: Cells2D, on_map: Shown, frame: Frame) -> Shown:
    step, code = np.divmod(channels.keys, frame.channels)
    named = on_map[:, np.searchsorted(steps.keys, step)] & (code > 0)
    return named & (_place_within(channels.events * (code > 0), step) < MOST_CHANNELS)


def _place_within(sizes: Cells, sums: NDArray[np.int64]) -> NDArray[np.int64]:
    """The place of each key among those of its sum, from the largest (0) on, for each row; ties keep their order."""
    places = np.empty(sizes.shape, np.int64)
    for place, size in zip(places, sizes, strict=True):
        order = np.lexsort((-size, sums))
        starts = np.searchsorted(sums[order], sums[order], side="left")
        place[order] = np.arange(len(order)) - starts
    return places
