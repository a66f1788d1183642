"""The evidence of a snapshot: its tables, and what the load said of them."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from folkways.errors import UnknownName
from folkways.evidence.snapshots import tables_in
from folkways.model.gap import Gaps
from folkways.model.quality import QualityReport
from folkways.workspace.reading import read_document
from folkways.workspace.rows import Row


class EvidenceFace:
    quality_columns = ("source", "check", "column", "count", "of", "detail")
    gap_columns = ("kind", "about", "persona", "count", "of", "unit", "problem", "research", "advice")
    gap_shown = ("about", "count", "of", "problem", "research", "advice")

    def __init__(self, snapshot: Path) -> None:
        self._snapshot = snapshot

    @property
    def tables(self) -> dict[str, Path]:
        """The Parquet files by table name; evidence queries name them so."""
        return tables_in(self._snapshot)

    @property
    def quality(self) -> QualityReport:
        return read_document(self._snapshot, QualityReport, "quality.json")

    @property
    def gaps(self) -> Gaps:
        return read_document(self._snapshot, Gaps, "gaps.json")

    def table(self, name: str) -> pa.Table:
        """A whole table in Arrow."""
        if name not in self.tables:
            raise UnknownName("table", name, list(self.tables))
        return pq.read_table(self.tables[name])

    def quality_rows(self) -> list[Row]:
        return [row.model_dump() for row in self.quality.rows]

    def gap_rows(self) -> list[Row]:
        return [gap.model_dump(exclude={"query"}) for gap in self.gaps.gaps]
