"""From a question in names to a kernel over codes, and from its counts back to an answer in names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from folkways.engines.answer import Answer
from folkways.engines.answers import counts, dropoff, funnel, retention, sessions, transitions
from folkways.engines.codebook import Codebook
from folkways.engines.groups import Groups, grouped, within
from folkways.kernels.partition import Partition
from folkways.model.question import Question

_ANSWERS: dict[str, Any] = {
    "counts": counts,
    "transitions": transitions,
    "sessions": sessions,
    "funnel": funnel,
    "retention": retention,
    "dropoff": dropoff,
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

    def answer(self, counted: list[Any]) -> Answer:
        """The rows of every group under one head, the group in front."""
        told, by = _ANSWERS[self.question.kind], self.question.by
        tables = [told.rows(one, self.question, self.book) for one in counted]
        legend = dict(told.LEGEND)
        if by is not None:
            legend = {by: "the group; null = belongs to none"} | legend
            labels = [pa.scalar(label, pa.string()) for label in self.groups.labels]
            tables = [
                table.add_column(0, by, pa.repeat(label, len(table)))
                for label, table in zip(labels, tables, strict=True)
            ]
        table = pa.concat_tables(tables, promote_options="permissive").combine_chunks()
        return Answer(question=self.question, table=table, legend=legend)


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
