"""The measures as rows."""

from __future__ import annotations

from typing import get_args

from folkways.errors import UnknownName
from folkways.model.measure import GroupedBy, MeasuredValue, Measures
from folkways.sources.columns import minor_digits
from folkways.workspace.documents import DocumentsFace
from folkways.workspace.rows import Row, html_table

GROUPINGS: tuple[str, ...] = get_args(GroupedBy)


class MeasuresFace:
    columns = ("measure", "group", "value", "lo", "hi", "n", "unit", "denominator", "method")
    shown = ("measure", "group", "value", "lo", "hi", "n", "unit", "denominator")

    def __init__(self, documents: DocumentsFace) -> None:
        self._documents = documents

    @property
    def document(self) -> Measures:
        return self._documents.measures

    def rows(self, by: str = "overall") -> list[Row]:
        """The measures of everybody, or of each persona, month or wave; a suppressed value is empty."""
        if by not in GROUPINGS:
            raise UnknownName("breakdown of measures", by, GROUPINGS)
        denominators = {one.key: one.denominator for one in self.document.definitions}
        digits = minor_digits(self.document.currency)
        values = [one for one in self.document.values if one.by == by]
        return [_row(one, denominators.get(one.measure), digits) for one in values]

    def _repr_html_(self) -> str:
        return html_table(self.shown, self.rows())


def _row(one: MeasuredValue, denominator: str | None, digits: int) -> Row:
    figure = one.figure
    return {
        "measure": one.measure,
        "group": one.group,
        "value": figure.value if one.minor is None else one.minor / 10**digits,
        "lo": figure.lo,
        "hi": figure.hi,
        "n": figure.n,
        "unit": figure.unit,
        "denominator": denominator,
        "method": figure.method,
    }
