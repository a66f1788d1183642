"""The evidence of a snapshot: its tables, and what the load said of them."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from folkways.errors import UnknownName
from folkways.model.gap import Gaps
from folkways.model.quality import QualityReport
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
        files = [
            *(self._snapshot / "evidence").glob("*.parquet"),
            *(self._snapshot / "tables").glob("*.parquet"),
        ]
        return {file.stem: file for file in sorted(files)}

    @property
    def quality(self) -> QualityReport:
        text = (self._snapshot / "documents" / "quality.json").read_text(encoding="utf-8")
        return QualityReport.model_validate_json(text)

    @property
    def gaps(self) -> Gaps:
        text = (self._snapshot / "documents" / "gaps.json").read_text(encoding="utf-8")
        return Gaps.model_validate_json(text)

    def table(self, name: str) -> pa.Table:
        """A whole table in Arrow."""
        if name not in self.tables:
            raise UnknownName("table", name, list(self.tables))
        return pq.read_table(self.tables[name])

    def quality_rows(self) -> list[Row]:
        return [row.model_dump() for row in self.quality.rows]

    def gap_rows(self) -> list[Row]:
        return [gap.model_dump(exclude={"query"}) for gap in self.gaps.gaps]
