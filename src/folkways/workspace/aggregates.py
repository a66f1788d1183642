"""What the numbers without customers add up to."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from folkways.errors import UnknownName
from folkways.model.printed import Cell
from folkways.workspace.rows import Row

GROUPINGS = ("channel", "campaign", "item", "metric", "month", "source")


class AggregatesFace:
    """Sums of metrics by one thing; a metric is never added to another, nor one currency to another."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def columns(self, by: str) -> Sequence[str]:
        return tuple(dict.fromkeys([by, "metric", "currency", "values", "sum", "mean"]))

    def rows(self, by: str = "channel") -> list[Row]:
        """One row for each value of `by`, metric and currency; nothing when no source tells such numbers.

        The sum of rates (a click-through rate, a position) means nothing: look at the mean, which is of the rows as
        they stand there.
        """
        if by not in GROUPINGS:
            raise UnknownName("grouping of aggregates", by, GROUPINGS)
        if not self._path.exists():
            return []
        table = pq.read_table(self._path)
        months = (table["at"].to_numpy() // 1_000_000).astype("datetime64[s]").astype("datetime64[M]")
        table = table.append_column("month", pa.array(np.datetime_as_string(months)))
        keys = list(dict.fromkeys([by, "metric", "currency"]))
        counted = table.group_by(keys, use_threads=False).aggregate([("value", "count"), ("value", "sum")])
        found = counted.sort_by([(key, "ascending") for key in keys]).to_pylist()
        return [_row(one, keys) for one in found]


def _row(one: dict[str, Cell], keys: Sequence[str]) -> Row:
    count, total = one["value_count"], one["value_sum"]
    assert isinstance(count, int)
    assert isinstance(total, float)
    return {key: one[key] for key in keys} | {"values": count, "sum": total, "mean": total / count}
