"""One repository of everything that was found, each with its source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import get_args

import pyarrow as pa
import pyarrow.parquet as pq

from folkways.errors import UnknownName
from folkways.model.gap import Gaps
from folkways.model.survey import DriverFindings
from folkways.model.voice import Voices
from folkways.workspace.documents import DocumentsFace
from folkways.workspace.finding import (
    Finding,
    FindingKind,
    Origins,
    driver_findings,
    gap_findings,
    leak_findings,
    trait_findings,
)
from folkways.workspace.finding_said import Beside, left_at, note_findings, notes_of, said_findings
from folkways.workspace.reading import read_document
from folkways.workspace.rows import Row

KINDS: tuple[str, ...] = get_args(FindingKind)
SEARCHED = ("about", "finding", "persona", "touchpoint", "quote", "notes", "source")
"""The fields in which a finding is looked for."""


class FindingsFace:
    columns = ("id", *(one.name for one in fields(Finding) if one.name != "weight"))
    shown = (
        "kind",
        "about",
        "finding",
        "value",
        "lo",
        "hi",
        "count",
        "n",
        "counted",
        "persona",
        "source",
        "on",
    )

    def __init__(self, snapshot: Path, documents: DocumentsFace, tables: Mapping[str, Path]) -> None:
        self._snapshot = snapshot
        self._documents = documents
        self._tables = tables

    def rows(self, *, about: str = "", kind: str | None = None) -> list[Row]:
        """All findings of one kind (default: of every kind) that hold each word of `about`, in whatever case.

        What matters comes first: see `by_turns`.
        """
        if kind is not None and kind not in KINDS:
            raise UnknownName("kind of finding", kind, KINDS)
        words = about.casefold().split()
        found = [one for one in self.all() if kind in (None, one.kind) and _holds(one, words)]
        rows: list[Row] = [{"id": one.id, **asdict(one)} for one in by_turns(found)]
        return [{name: row[name] for name in self.columns} for row in rows]

    def all(self) -> list[Finding]:
        """Personas first, then journeys, voices, surveys, notes and gaps, each in the order of its document."""
        origins = Origins(quality=self._documents.quality, questions=self._questions())
        journeys = self._documents.journeys
        beside = Beside(left=left_at(journeys), notes=notes_of(self._notes(), self._documents.home.timezone))
        measured = self._documents.measures.as_of
        return [
            *trait_findings(self._documents.personas, origins),
            *leak_findings(journeys, origins),
            *said_findings(read_document(self._snapshot, Voices, "voices.json"), beside),
            *driver_findings(
                read_document(self._snapshot, DriverFindings, "drivers.json"), measured, origins
            ),
            *note_findings(beside),
            *gap_findings(read_document(self._snapshot, Gaps, "gaps.json")),
        ]

    def _questions(self) -> Mapping[str, str]:
        """The sources in which each question was asked."""
        table = pq.read_table(self._tables["answers"], columns=["question", "source"])
        found: dict[str, set[str]] = {}
        for row in table.group_by(["question", "source"], use_threads=False).aggregate([]).to_pylist():
            found.setdefault(row["question"], set()).add(row["source"])
        return {question: ", ".join(sorted(sources)) for question, sources in found.items()}

    def _notes(self) -> pa.Table | None:
        path = self._tables.get("documents")
        return pq.read_table(path) if path else None


def by_turns(found: Sequence[Finding]) -> list[Finding]:
    """What matters first: the weightiest of each kind, then the second of each; ties in the order of documents."""
    ranked = sorted(found, key=lambda one: -one.weight)
    turns: Counter[str] = Counter()
    placed: list[tuple[int, int, Finding]] = []
    for one in ranked:
        placed.append((turns[one.kind], KINDS.index(one.kind), one))
        turns[one.kind] += 1
    return [one for _, _, one in sorted(placed, key=lambda it: it[:2])]


def _holds(one: Finding, words: list[str]) -> bool:
    text = " ".join(str(getattr(one, name) or "") for name in SEARCHED).casefold()
    return all(word in text for word in words)
