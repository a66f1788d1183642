"""What a reader tells of a row that does not fit, and the column in which every reader numbers its rows."""

from __future__ import annotations

from dataclasses import dataclass

ROW = "__row"


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectedRow:
    """A row (or, with `whole_row` false, one value of it) that does not fit, and why."""

    file: str
    row: int
    column: str
    value: str | None
    reason: str
    whole_row: bool = True
