"""The engine port: what every machine that answers questions about journeys can do."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol, TypeVar

import pyarrow as pa

from folkways.engines.answer import Answer
from folkways.kernels.partition import Partition
from folkways.model.question import Question, Scoped

P = TypeVar("P", contravariant=True)
C = TypeVar("C")


class Kernel(Protocol[P, C]):
    """A question about sequences: modules of `folkways.kernels` are kernels."""

    def partial(self, part: Partition, plan: P, /) -> C: ...

    def merge(self, a: C, b: C, /) -> C: ...


class Engine(Protocol):
    """Answers about the journeys of one kind of unit."""

    @property
    def touchpoints(self) -> tuple[str, ...]:
        """Names by code; index 0 is the missing one."""
        ...

    @property
    def channels(self) -> tuple[str, ...]: ...

    def query(self, sql: str, tables: Mapping[str, Path | pa.Table]) -> pa.Table:
        """Answer one SELECT over the named tables, reading nothing else."""
        ...

    def partitions(self) -> Sequence[Partition]: ...

    def ask(self, question: Question, groups: pa.Table | None = None) -> Answer:
        """Answer a question; `groups` (columns `unit_id`, `group`) say whose row a unit belongs to."""
        ...

    def fold(
        self, kernel: Kernel[P, C], plan: P, prepare: Callable[[Partition], Partition] | None = None
    ) -> C:
        """Run a kernel over every partition (each `prepare`d first) and merge, in the order of partitions."""
        ...

    def per_unit(self, scope: Scoped | None = None) -> pa.Table:
        """The features of every unit, one row each; see `folkways.kernels.features`."""
        ...

    def close(self) -> None: ...
