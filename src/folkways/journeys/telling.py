"""Which numbers a map may tell: each stands on enough customers, and so does what is left when others are taken off.

Everything here is a mask of rows × keys: everybody's map, each persona's, and last those of no persona, who have no map
but are subtracted like the others. `docs/methods/journeys.md`, "Small cells", says why each of these is looked at.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from folkways.journeys.counts import Counts, Frame, Marks, StepSums
from folkways.journeys.grouped_sums import GroupedSums, Keys
from folkways.journeys.stages import StepBook
from folkways.model.config import STAGES
from folkways.stats.suppression import Cells, Shown, Sum, Visitors, shown_cells


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A ledger as dense columns: rows × keys, the first row everybody's."""

    keys: Keys
    columns: Mapping[str, Cells]

    def __getitem__(self, name: str) -> Cells:
        return self.columns[name]


def table(counts: GroupedSums, everyone: GroupedSums, groups: int, width: int, names: Sequence[str]) -> Table:
    """Ledgers with keys group·width + key as a table; `names` are those of the ledger's first columns."""
    row, key = np.divmod(counts.keys, width)
    place = np.searchsorted(everyone.keys, key)
    found: dict[str, Cells] = {}
    for column, name in enumerate(names):
        cells = np.zeros((groups + 1, len(everyone.keys)))
        cells[0] = everyone.sums[:, column]
        cells[row + 1, place] = counts.sums[:, column]
        found[name] = cells
    return Table(keys=everyone.keys, columns=found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """All that maps are made of; `whole` has one key."""

    whole: Table
    stages: Table
    steps: Table
    flows: Table
    channels: Table
    marks: Marks
    frame: Frame
    book: StepBook

    @property
    def step_at(self) -> Keys:
        """The place of each step among the keys of `steps`; of one that nobody takes, any."""
        return np.minimum(
            np.searchsorted(self.steps.keys, np.arange(self.frame.steps)), max(len(self.steps.keys) - 1, 0)
        )

    @property
    def stage_at(self) -> Keys:
        """The place of each step's stage among the keys of `stages`."""
        codes = np.array([STAGES.index(stage) for stage in self.book.stages], np.int64)
        return np.searchsorted(self.stages.keys, codes[self.steps.keys])


def tables_of(counts: Counts, everyone: Counts, book: StepBook, frame: Frame) -> Tables:
    steps, of_step = frame.steps, [field.name for field in fields(StepSums)]
    pair = ("customers", "events")

    def made(name: str, width: int, names: Sequence[str]) -> Table:
        return table(getattr(counts, name), getattr(everyone, name), frame.groups, width, names)

    return Tables(
        whole=made("groups", 1, pair),
        stages=made("stages", frame.stages, ("customers",)),
        steps=made("steps", steps, of_step),
        flows=made("transitions", steps**2, pair),
        channels=made("channels", steps * frame.channels, pair),
        marks=counts.marks,
        frame=frame,
        book=book,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """The rule of small cells for the steps of a build: what is parts of what."""

    tables: Tables
    min_cell: int

    def shown(
        self,
        customers: Cells,
        wanted: Shown,
        sums: Sequence[Sum] = (),
        unsure: Shown | Literal[False] = False,
    ) -> Shown:
        """Which cells may be shown; those of no persona (the last row) have no map."""
        asked = wanted.copy()
        asked[-1] = False
        return shown_cells(customers, asked, self.min_cell, sums, unsure=unsure)

    @property
    def mapped(self) -> Shown:
        """Which rows have a map with numbers: where few are of no persona, the smallest persona's has none, lest
        everybody's less the personas' be those few's."""
        whole = self.tables.whole["customers"]
        return self.shown(whole, np.ones_like(whole, np.bool_))

    def visitors(self, standing: NDArray[np.bool_] | None = None) -> Visitors:
        """Those who were at a step (`standing` says which entries of the marks to take)."""
        marks, taken = self.tables.marks, slice(None) if standing is None else standing
        return Visitors(
            row=marks.group[taken] + 1, key=self.tables.step_at[marks.step[taken]], unit=marks.unit[taken]
        )

    def by_step(
        self, customers: Cells, wanted: Shown, visitors: Visitors, unsure: Shown | None = None
    ) -> Shown:
        """The same where cells add up over all steps to the map's visits, and those of first visits to its customers:
        nobody has two."""
        once = self.tables.book.once[self.tables.steps.keys]
        first = self.tables.steps["customers"] * once
        others = self.tables.whole["customers"] - first.sum(axis=1, keepdims=True)
        nobody = np.zeros_like(others, np.bool_)
        of = np.append(np.where(once, 0, -1), 0).astype(np.int64)
        parts = Sum(of=of, told=self.mapped, apart=True)
        every = Sum(of=np.append(self.tables.steps.keys * 0, -1), told=self.mapped, visitors=visitors)
        cells = np.hstack((customers, others))
        hidden = np.hstack((np.zeros_like(wanted) if unsure is None else unsure, nobody))
        return self.shown(cells, np.hstack((wanted, nobody)), (every, parts), hidden)[:, :-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """For each row, whether a number may be told: at each step, flow, channel and stage, and of the whole map.

    `steps` is where any number is told at all. `away` goes for going on as well, `money` for the share of all value
    and the n of the value per visit, `timed` for the n of times at a step, `whole` for all visits of the map. A
    channel's share is told where `visits` are, too.
    """

    steps: Shown
    customers: Shown
    visits: Shown
    away: Shown
    again: Shown
    value: Shown
    money: Shown
    timed: Shown
    flows: Shown
    channels: Shown
    stages: Shown
    whole: Shown


def outcomes(rule: Rule, on_map: Shown, flows: Shown) -> tuple[Shown, Shown, Shown]:
    """Which stayings away, repeats and flows may be told: parts of the visits at a step that are not open."""
    steps, width = rule.tables.steps, rule.tables.frame.steps
    closed = rule.shown(steps["closers"], on_map)
    start, of = rule.tables.flows.keys // width, rule.tables.step_at
    found = rule.shown(
        np.hstack((steps["leavers_away"], steps["repeaters"], rule.tables.flows["customers"])),
        np.hstack((closed, closed, flows & closed[:, of[start]])),
        (Sum(of=of[np.concatenate((steps.keys, steps.keys, start))], told=closed, by_parts=True),),
    )
    many = len(steps.keys)
    return found[:, :many], found[:, many : 2 * many], found[:, 2 * many :]


def telling(rule: Rule, on_map: Shown, flows: Shown, channels: Shown) -> Telling:
    """Which numbers may be told; `flows` and `channels` are those that a map would like to."""
    tables, steps = rule.tables, rule.tables.steps
    away, again, drawn = outcomes(rule, on_map, flows)
    whole = tables.whole["customers"]
    customers = rule.shown(whole - steps["customers"], on_map)
    standing = rule.visitors(tables.marks.valued)
    valuers = Sum(of=steps.keys * 0, told=rule.mapped, by_parts=True, visitors=standing)
    value = rule.shown(steps["valuers"], on_map & (steps["valuers"] > 0), (valuers,))
    visits = _visits(rule, on_map)
    step = tables.step_at[tables.channels.keys // tables.frame.channels]
    return Telling(
        steps=on_map,
        customers=customers,
        visits=visits,
        away=away,
        again=again,
        value=value,
        money=rule.shown(steps["unvalued"], value & visits),
        timed=rule.shown(steps["untimed"], away),
        flows=drawn,
        channels=rule.shown(tables.channels["customers"], channels, (Sum(of=step, told=visits),)),
        stages=_stages(rule, customers),
        whole=rule.mapped,
    )


def _visits(rule: Rule, on_map: Shown) -> Shown:
    """Where visits may be told beside those that are not open; where no number is told, nothing of them is known."""
    steps, marks = rule.tables.steps, rule.tables.marks
    known = on_map.copy()
    known[-1] = on_map[:-1].all(axis=0)
    hidden = ~known[marks.group + 1, rule.tables.step_at[marks.step]]
    unsure = ~known & (steps["customers"] > 0)
    return rule.by_step(steps["openers"], on_map, rule.visitors(marks.open | hidden), unsure)


def _stages(rule: Rule, customers: Shown) -> Shown:
    """Which stages' customers may be told: also of those left out, and of those who miss a step that is told."""
    tables, at = rule.tables, rule.tables.stage_at
    found = tables.stages["customers"]
    wanted = (found > 0) & rule.mapped
    shown = rule.shown(found, wanted) & rule.shown(tables.whole["customers"] - found, wanted)
    many = np.bincount(at, minlength=len(tables.stages.keys))
    alone = many[at] == 1
    shown[:, at[alone]] &= customers[:, alone]
    asked = shown[:, at] & customers
    for row, step in zip(
        *np.nonzero(asked & ~rule.shown(found[:, at] - tables.steps["customers"], asked)), strict=True
    ):
        shown[row, at[step]] = False
    return shown
