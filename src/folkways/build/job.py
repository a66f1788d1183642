"""What the steps of one build work on: the settings, the sources, the folder being filled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import BaseModel

from folkways.engines.local import LocalEngine
from folkways.evidence.localtime import local_from_utc
from folkways.evidence.schema import spelled_out, write_table
from folkways.evidence.sieve import Keeping
from folkways.evidence.snapshots import Snapshot, tables_in, write_whole
from folkways.journeys.drawing import Release
from folkways.model.canonical import canonical_json
from folkways.model.config import Config
from folkways.model.duration import DAY_US
from folkways.model.evidence import Window
from folkways.model.persona import Persona, PersonaSet
from folkways.model.progress import Progress

EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class Job:
    """What the steps of one build work on: the settings, where the sources lie, the folder being filled.

    `previous` is the snapshot that is current while this one is built, if there is a sound one.
    """

    config: Config
    base: Path
    folder: Path
    run: str
    progress: Progress
    previous: Snapshot | None
    keeping: Keeping

    def evidence(self, table: str) -> Path:
        return self.folder / "evidence" / f"{table}.parquet"

    def document(self, name: str) -> str:
        return (self.folder / "documents" / name).read_text(encoding="utf-8")

    def write(self, name: str, document: BaseModel) -> None:
        path = self.folder / "documents" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, canonical_json(document))

    def write_table(self, name: str, table: pa.Table) -> None:
        path = self.folder / "tables" / f"{name}.parquet"
        path.parent.mkdir(parents=True, exist_ok=True)
        write_table(spelled_out(table), path)

    @cached_property
    def tables(self) -> Mapping[str, Path]:
        """The Parquet files that stand ready by now, by the name that queries use."""
        return tables_in(self.folder)

    @cached_property
    def instants(self) -> tuple[int, int]:
        """The first and the last instant of events; where there are none, of answers and of what was said."""
        for tables in (("events",), ("answers", "voices")):
            ends = [end for table in tables for end in self._ends(table)]
            if ends:
                return min(ends), max(ends)
        return 0, 0

    @property
    def last_at(self) -> int:
        """The last instant in the data, in microseconds UTC; what the documents call `asOf`."""
        return self.instants[1]

    @cached_property
    def release(self) -> Release:
        local = local_from_utc(np.array(self.instants, dtype=np.int64), self.config.workspace.timezone)
        first, last = ((EPOCH + timedelta(days=int(day))).isoformat() for day in local // DAY_US)
        window = Window.model_validate({"from": first, "to": last})
        as_of = datetime.fromtimestamp(self.last_at / 1e6, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return Release(window=window, as_of=as_of, run=f"run_{self.run[:12]}")

    def _ends(self, table: str) -> list[int]:
        """The first and the last instant in a table; nothing without any."""
        if not self.evidence(table).is_file():
            return []
        known = pq.read_table(self.evidence(table), columns=["at"])["at"].drop_null().to_numpy()
        return [int(known.min()), int(known.max())] if len(known) else []

    def rows(self, table: str) -> pa.Table | None:
        """A table of the evidence, if the sources told it."""
        return pq.read_table(self.evidence(table)) if self.evidence(table).is_file() else None

    @property
    def cache(self) -> Path:
        """Where vectors of sentences are kept from build to build; no document depends on what is there."""
        return self.folder.parents[1] / "cache"

    def engine(self, unit: str = "customer") -> LocalEngine:
        return LocalEngine(self.folder / "store" / unit)

    @property
    def persona_set(self) -> PersonaSet:
        return PersonaSet.model_validate_json(self.document("personas.json"))

    @property
    def personas(self) -> list[Persona]:
        return [
            Persona.model_validate_json(self.document(f"personas/{one}.json"))
            for one in self.persona_set.personas
        ]
