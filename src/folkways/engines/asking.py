"""From a question in names to a kernel over codes, and from its counts back to an answer in names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from folkways.engines.answer import Answer
from folkways.engines.answers import (
    channels,
    counts,
    crossings,
    dropoff,
    funnel,
    retention,
    sessions,
    transitions,
)
from folkways.engines.codebook import Codebook
from folkways.engines.groups import Groups, grouped, within
from folkways.engines.veil import coarse, veiled, veiled_together
from folkways.kernels.partition import Partition
from folkways.model.question import Question

KEYS = ("name", "source", "target", "step", "cohort", "period", "until")
"""The columns that name a row of an answer: rows of the same names add up over groups of units."""
_ANSWERS: dict[str, Any] = {
    "counts": counts,
    "transitions": transitions,
    "sessions": sessions,
    "funnel": funnel,
    "retention": retention,
    "dropoff": dropoff,
    "channels": channels,
    "crossings": crossings,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """A question made ready: a kernel in its own right, whose counts are one for each group."""

    question: Question
    book: Codebook
    groups: Groups
    kernel: Any
    plan: Any

    def partial(self, part: Partition, _plan: None = None, /) -> list[Any]:
        parts = self.groups.split(within(part, self.question))
        return [self.kernel.partial(one, self.plan) for one in parts]

    def merge(self, a: list[Any], b: list[Any], /) -> list[Any]:
        return [self.kernel.merge(one, other) for one, other in zip(a, b, strict=True)]

    def answer(self, counted: list[Any], min_cell: int) -> Answer:
        """The rows of every group under one head, the group in front; a nameless group without units is left out."""
        told, by = _ANSWERS[self.question.kind], self.question.by
        pairs = list(zip(self.groups.labels, counted, strict=True))
        kept = [(label, one) for label, one in pairs if by is None or label is not None or one.units]
        bare = [told.rows(one, self.question, self.book) for _, one in kept]
        tables = self._veiled(bare, [one for _, one in kept], min_cell)
        if self.question.date_from is not None or self.question.date_to is not None:
            tables = [coarse(table, told.PEOPLE, min_cell) for table in tables]
        if by is None:
            return Answer(question=self.question, table=tables[0], legend=told.LEGEND)
        named = [
            table.add_column(0, by, pa.repeat(pa.scalar(label, pa.string()), len(table)))
            for (label, _), table in zip(kept, tables, strict=True)
        ]
        legend = {by: "the group; null = belongs to none", **told.LEGEND}
        return Answer(question=self.question, table=pa.concat_tables(named).combine_chunks(), legend=legend)

    def _veiled(self, bare: list[pa.Table], counted: list[Any], min_cell: int) -> list[pa.Table]:
        """The rows of each group without what tells of few; only channels do not add up to everybody."""
        told, by = _ANSWERS[self.question.kind], self.question.by
        together = by is not None and by != "channel"
        if told is funnel:
            return funnel.veiled(bare, counted, min_cell, together=together)
        keys = [name for name in KEYS if bare and name in bare[0].column_names]
        if together and keys:
            return veiled_together(bare, told.PEOPLE, keys, min_cell)
        return [veiled(table, told.PEOPLE, min_cell) for table in bare]


def inquiry(question: Question, book: Codebook, units: pa.Table | None) -> Inquiry:
    """Make a question ready; `units` (unit_id, group) are needed when it is asked by persona or trait."""
    told = _ANSWERS[question.kind]
    return Inquiry(
        question=question,
        book=book,
        groups=grouped(question.by, book.channels, units),
        kernel=told.KERNEL,
        plan=told.plan(question, book),
    )
