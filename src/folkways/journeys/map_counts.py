"""The counts of one map, by step, and what of them it may show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Literal, TypeVar

import numpy as np
from numpy.typing import NDArray

from folkways.journeys.counts import Counts, Frame, Gaps, GroupSums, PairSums, StepSums
from folkways.journeys.grouped_sums import GroupedSums
from folkways.journeys.selection import Selection
from folkways.journeys.stages import StepBook

Row = TypeVar("Row", GroupSums, StepSums, PairSums)
Pairs = tuple[tuple[int, int], ...]
AtStep = Literal["steps", "customers", "visits", "away", "again", "value", "money", "timed"]
AT_STEP: tuple[AtStep, ...] = ("steps", "customers", "visits", "away", "again", "value", "money", "timed")


@dataclass(frozen=True, slots=True, kw_only=True)
class MapCounts:
    """One map's counts: those of `group`, and which steps, flows, channels and stages stand on it.

    `told` says at which steps a number may be told (see `Telling`), `stages_told` of which stages, `whole_told` whether
    all visits may be. `min_cell` holds for every denominator.
    """

    counts: Counts
    frame: Frame
    book: StepBook
    group: int
    min_cell: int
    steps: tuple[int, ...]
    told: Mapping[AtStep, frozenset[int]]
    flows: Pairs
    channels: Pairs
    stages: tuple[int, ...]
    stages_told: frozenset[int]
    whole_told: bool

    @property
    def whole(self) -> GroupSums:
        return _row(GroupSums, self.counts.groups, self.group)

    def tells(self, number: AtStep, step: int) -> bool:
        return step in self.told[number]

    @property
    def counted_steps(self) -> tuple[int, ...]:
        """The steps that stand on the map with their visits."""
        return tuple(step for step in self.steps if self.tells("visits", step))

    @property
    def parted_steps(self) -> tuple[int, ...]:
        """The steps of which the map tells how many go on from them to another step."""
        return tuple(step for step in self.steps if self.tells("away", step) and self.tells("again", step))

    def at(self, step: int) -> StepSums:
        return _row(StepSums, self.counts.steps, self.group * self.frame.steps + step)

    def flow(self, step: int, to: int) -> PairSums:
        key = (self.group * self.frame.steps + step) * self.frame.steps + to
        return _row(PairSums, self.counts.transitions, key)

    def channel(self, step: int, code: int) -> PairSums:
        key = (self.group * self.frame.steps + step) * self.frame.channels + code
        return _row(PairSums, self.counts.channels, key)

    def stage_customers(self, stage: int) -> float:
        return float(self.counts.stages.row(self.group * self.frame.stages + stage)[0])

    def gaps(self, step: int) -> Gaps:
        """The times until the next visit from a step, rising. `counts.gaps` is sorted by group, step and time."""
        gaps, key = self.counts.gaps, self.group * self.frame.steps + step
        low, high = np.searchsorted(gaps.group * self.frame.steps + gaps.step, [key, key + 1])
        return Gaps(**{field.name: getattr(gaps, field.name)[low:high] for field in fields(Gaps)})


def sheets(
    counts: Counts, everyone: Counts, book: StepBook, chosen: Selection, frame: Frame, min_cell: int
) -> list[MapCounts]:
    """Everybody's sheet, then one for each persona."""
    return [
        _sheet(everyone if row == 0 else counts, book, chosen, frame, row, min_cell)
        for row in range(frame.groups)
    ]


def _sheet(
    counts: Counts, book: StepBook, chosen: Selection, frame: Frame, row: int, min_cell: int
) -> MapCounts:
    listed, tells = chosen.listed[row], chosen.tells
    told: dict[AtStep, frozenset[int]] = {
        name: frozenset(_whole(chosen.steps[listed & getattr(tells, name)[row]])) for name in AT_STEP
    }
    return MapCounts(
        counts=counts,
        frame=frame,
        book=book,
        group=max(row - 1, 0),
        min_cell=min_cell,
        steps=_whole(chosen.steps[listed]),
        told=told,
        flows=_split(chosen.flows[tells.flows[row]], frame.steps),
        channels=_split(chosen.channels[tells.channels[row]], frame.channels),
        stages=_whole(chosen.stages[chosen.staged[row]]),
        stages_told=frozenset(_whole(chosen.stages[tells.stages[row]])),
        whole_told=bool(tells.whole[row, 0]),
    )


def sorted_gaps(gaps: Gaps) -> Gaps:
    """The gaps by group, step and time; ties by unit, so that the order is one."""
    order = np.lexsort((gaps.unit, gaps.gap, gaps.step, gaps.group))
    return Gaps(**{field.name: getattr(gaps, field.name)[order] for field in fields(Gaps)})


def _row(kind: type[Row], ledger: GroupedSums, key: int) -> Row:
    sums: Sequence[float] = ledger.row(key).tolist()
    return kind(**{field.name: value for field, value in zip(fields(kind), sums, strict=True)})


def _whole(keys: NDArray[np.int64]) -> tuple[int, ...]:
    return tuple(int(key) for key in keys)


def _split(keys: NDArray[np.int64], width: int) -> Pairs:
    return tuple((int(key) // width, int(key) % width) for key in keys)
