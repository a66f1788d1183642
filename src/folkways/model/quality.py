"""What loading says of the data: one tidy row per check, counts with what they are counted of."""

from __future__ import annotations

from typing import Literal

from folkways.model.noun import DocumentPart

Check = Literal[
    "rows read",
    "rows loaded",
    "rows rejected",
    "bots kept apart",
    "duplicates",
    "values left out",
    "orphans",
    "clock time shown twice",
    "remarks",
    "events",
    "events by day only",
    "period",
    "future dates",
    "without value",
    "negative value",
    "touchpoint",
    "channel",
    "customers",
    "customers with events",
    "customers described",
    "missing",
    "range",
    "levels",
    "answers",
    "answers without customer",
    "accounts",
    "accounts described",
    "metric",
    "ids joined",
    "seen across channels",
    "ids kept apart",
    "identifier cut",
    "identifier shared",
    "sensitive trait allowed",
]


class QualityRow(DocumentPart):
    """One check: `count` of `of` (rows, events, customers or answers), with what was found in words.

    `query` repeats the count, where the snapshot's tables hold it. `source` is a source's name, or a table's for what
    concerns all sources; `column` a column, a trait or a word.
    """

    source: str
    check: Check
    column: str | None = None
    count: int
    of: int | None = None
    detail: str | None = None
    query: str | None = None


class QualityReport(DocumentPart):
    """A load's quality: for every source rows read = loaded + rejected + duplicates.

    `first_at` and `last_at` are the first and last event in microseconds UTC.
    """

    format: Literal["folkways.quality"] = "folkways.quality"
    first_at: int | None = None
    last_at: int | None = None
    rows: list[QualityRow]

    def count(self, source: str, check: Check) -> int:
        """Add up the counts of a check in a source; 0 when nothing was found."""
        return sum(row.count for row in self.rows if (row.source, row.check) == (source, check))
