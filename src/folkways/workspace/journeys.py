"""The journeys as rows and documents."""

from __future__ import annotations

from collections.abc import Iterator

from folkways.errors import UnknownName
from folkways.model.journey import Journey
from folkways.workspace.documents import DocumentsFace
from folkways.workspace.rows import Row, html_table
from folkways.workspace.steps import SHOWN, step_rows


class JourneysFace:
    """Iterate over journeys, look one up by id or title, print the steps of all as a table."""

    columns = (
        "id", "title", "persona", "stage", "step", "customers", "visits", "goes_on", "goes_on_lo", "goes_on_hi",
        "leaves", "median_dwell_us", "value_per_visit",
    )  # fmt: skip
    shown = ("persona", *SHOWN)

    def __init__(self, documents: DocumentsFace) -> None:
        self._documents = documents

    def rows(self) -> list[Row]:
        """One row for each step of each journey; an empty cell is suppressed or not known."""
        return [row for journey in self for row in step_rows(journey)]

    def __iter__(self) -> Iterator[Journey]:
        return iter(self._documents.journeys)

    def __len__(self) -> int:
        return len(self._documents.journeys)

    def __getitem__(self, wanted: str) -> Journey:
        for one in self:
            if wanted in (one.id, one.title):
                return one
        raise UnknownName("journey", wanted, [one.title for one in self])

    def _repr_html_(self) -> str:
        return html_table(self.shown, self.rows(), f"{len(self)} journeys")
