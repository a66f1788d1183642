"""The engine of one machine: mapped partitions, a thread for each, merged in order."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property, reduce
from pathlib import Path

import pyarrow as pa

from folkways.engines.answer import Answer
from folkways.engines.asking import inquiry
from folkways.engines.codebook import Codebook
from folkways.engines.engine import C, Kernel, P
from folkways.engines.groups import within
from folkways.engines.journey_store import JourneyStore, Unit, build_store, open_store
from folkways.engines.locked import answered
from folkways.engines.memory import keep_freed_memory
from folkways.kernels import features
from folkways.kernels.partition import Partition
from folkways.model.question import Question, Scoped

__all__ = ["JourneyStore", "LocalEngine", "Unit", "build_store", "open_store"]


class LocalEngine:
    """Answers about one journey store; use as a context manager, or `close` it.

    `ask` empties cells of fewer people than `min_cell`; `fold` and `per_unit` tell all, for callers that suppress.
    """

    def __init__(self, directory: Path, *, threads: int | None = None, min_cell: int = 1) -> None:
        keep_freed_memory()
        self._min_cell = min_cell
        self._store = open_store(directory)
        self._pool = ThreadPoolExecutor(threads or os.cpu_count() or 1, thread_name_prefix="folkways")

    @property
    def touchpoints(self) -> tuple[str, ...]:
        return self._store.touchpoints

    @property
    def channels(self) -> tuple[str, ...]:
        return self._store.channels

    def partitions(self) -> Sequence[Partition]:
        return self._store.partitions

    def query(self, sql: str, tables: Mapping[str, Path | pa.Table]) -> pa.Table:
        return answered(sql, tables)

    def fold(
        self, kernel: Kernel[P, C], plan: P, prepare: Callable[[Partition], Partition] | None = None
    ) -> C:
        def one(part: Partition) -> C:
            return kernel.partial(prepare(part) if prepare else part, plan)

        return reduce(kernel.merge, self._pool.map(one, self._store.partitions))

    def ask(self, question: Question, groups: pa.Table | None = None) -> Answer:
        asked = inquiry(question, self._book(question), groups)
        return asked.answer(self.fold(asked, None), self._min_cell)

    def per_unit(self, scope: Scoped | None = None) -> pa.Table:
        book = self._book(scope or Scoped())
        plan = features.FeaturePlan(touchpoints=book.touchpoints, channels=book.channels, end_us=book.end_us)
        parts = (within(part, scope or Scoped()) for part in self._store.partitions)
        return pa.concat_tables(self._pool.map(lambda part: features.rows(part, plan), parts))

    def close(self) -> None:
        self._pool.shutdown()

    def __enter__(self) -> LocalEngine:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _book(self, scope: Scoped) -> Codebook:
        whole = scope.date_from is None and scope.date_to is None
        end_us, end_day = self._end if whole else self._end_within(scope)
        return Codebook(touchpoints=self.touchpoints, channels=self.channels, end_us=end_us, end_day=end_day)

    @cached_property
    def _end(self) -> tuple[int, int]:
        return self._end_within(Scoped())

    def _end_within(self, scope: Scoped) -> tuple[int, int]:
        """Time and local day of the last event of the asked period, as the end of data (1970 of none)."""

        def end(part: Partition) -> tuple[int, int]:
            kept = within(part, scope)
            return int(kept.at.max(initial=0)), int(kept.local_day.max(initial=0))

        times, days = zip(*self._pool.map(end, self._store.partitions), strict=True)
        return max(times), max(days)
