"""Who belongs to which persona. Counts are free; naming people is asked for and logged."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from folkways.errors import UnknownName, writing_to
from folkways.evidence.log import append_log
from folkways.workspace.documents import DocumentsFace
from folkways.workspace.rows import Row


class PeopleFace:
    """Members of personas, and the groups that questions are broken down by."""

    columns = ("customer_id", "persona", "posterior")

    def __init__(self, directory: Path, snapshot: Path, documents: DocumentsFace) -> None:
        self._directory = directory
        self._snapshot = snapshot
        self._documents = documents

    def counted(self, persona: str | None = None) -> list[Row]:
        """How many customers each persona holds; a size below `min_cell` is empty."""
        chosen = [self._documents.persona(persona)] if persona else self._documents.personas
        sizes = [(one.name, one.observations.size.value) for one in chosen]
        return [{"persona": name, "customers": None if size is None else int(size)} for name, size in sizes]

    def revealed(self, persona: str | None = None) -> list[Row]:
        """Name the members, one row each; the workspace's log says that it was done."""
        table = self._members()
        if persona:
            table = table.filter(pc.field("persona") == self._documents.persona(persona).id)
        with writing_to(self._directory):
            append_log(self._directory, "members revealed", persona=persona, rows=table.num_rows)
        return table.select(list(self.columns)).to_pylist()

    def groups(self, by: str) -> pa.Table | None:
        """Unit and group for a breakdown by persona or by a trait; None where the engine knows (channel)."""
        if by == "channel":
            return None
        if by == "persona":
            names = {one.id: one.name for one in self._documents.personas}
            table = self._members()
            labels = [names.get(one) for one in table["persona"].to_pylist()]
            return pa.table({"unit_id": table["customer_id"], "group": pa.array(labels, pa.string())})
        customers = pq.read_table(self._snapshot / "evidence" / "customers.parquet")
        if by not in customers.column_names or by in ("customer_id", "first_at"):
            traits = [one for one in customers.column_names if one not in ("customer_id", "first_at")]
            raise UnknownName("breakdown", by, ["persona", "channel", *traits])
        return pa.table({"unit_id": customers["customer_id"], "group": customers[by].cast(pa.string())})

    def _members(self) -> pa.Table:
        return pq.read_table(self._snapshot / "tables" / "members.parquet")
