"""An opened workspace: one snapshot, kept for as long as it is open, and its faces."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from types import TracebackType

from folkways.engines.answer import Answer
from folkways.engines.engine import Engine
from folkways.engines.local import LocalEngine
from folkways.evidence.erased import check_nobody_returned
from folkways.evidence.holding import hold
from folkways.evidence.snapshots import Snapshot, open_snapshot
from folkways.model.question import Question
from folkways.workspace.aggregates import AggregatesFace
from folkways.workspace.care import CareFace
from folkways.workspace.documents import DocumentsFace
from folkways.workspace.evidence import EvidenceFace
from folkways.workspace.exports import ExportsFace
from folkways.workspace.findings import FindingsFace
from folkways.workspace.journeys import JourneysFace
from folkways.workspace.measures import MeasuresFace
from folkways.workspace.people import PeopleFace
from folkways.workspace.personas import PersonasFace
from folkways.workspace.surveys import SurveysFace
from folkways.workspace.voices import VoicesFace


class Workspace:
    """What was built from the evidence in `directory`; close it, or use it in a `with`."""

    def __init__(self, directory: Path, snapshot: Snapshot) -> None:
        self.directory = directory
        self.snapshot = snapshot
        self._hold = hold(snapshot.path)

    @cached_property
    def evidence(self) -> EvidenceFace:
        return EvidenceFace(self.snapshot.path)

    @cached_property
    def documents(self) -> DocumentsFace:
        return DocumentsFace(self.snapshot.path)

    @cached_property
    def personas(self) -> PersonasFace:
        return PersonasFace(self.documents)

    @cached_property
    def journeys(self) -> JourneysFace:
        return JourneysFace(self.documents)

    @cached_property
    def measures(self) -> MeasuresFace:
        return MeasuresFace(self.documents)

    @cached_property
    def surveys(self) -> SurveysFace:
        return SurveysFace(self.snapshot.path, self.documents)

    @cached_property
    def voices(self) -> VoicesFace:
        return VoicesFace(self.documents, self.directory)

    @cached_property
    def care(self) -> CareFace:
        return CareFace(self.documents)

    @cached_property
    def people(self) -> PeopleFace:
        return PeopleFace(self.directory, self.snapshot.path, self.documents)

    @cached_property
    def aggregates(self) -> AggregatesFace:
        return AggregatesFace(self.snapshot.path / "evidence" / "aggregates.parquet")

    @cached_property
    def findings(self) -> FindingsFace:
        return FindingsFace(self.snapshot.path, self.documents, self.evidence.tables)

    @cached_property
    def exports(self) -> ExportsFace:
        return ExportsFace(self.snapshot.path)

    @cached_property
    def engine(self) -> Engine:
        return LocalEngine(self.snapshot.path / "store" / "customer", min_cell=self.documents.home.min_cell)

    def ask(self, question: Question) -> Answer:
        """Answer a question about journeys; cells of fewer people than `min_cell` come back empty."""
        groups = self.people.groups(question.by) if question.by else None
        return self.engine.ask(question, groups)

    def close(self) -> None:
        if "engine" in self.__dict__:
            self.engine.close()
        self._hold.let_go()

    def __enter__(self) -> Workspace:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        self.close()

    def _repr_html_(self) -> str:
        return self.personas._repr_html_()  # pyright: ignore[reportPrivateUsage]


def open_workspace(directory: Path | str) -> Workspace:
    """Open the current snapshot of a workspace; raises EvidenceError when there is none or it is damaged."""
    folder = Path(directory)
    workspace = Workspace(folder, open_snapshot(folder))
    check_nobody_returned(folder, workspace.snapshot.path)
    return workspace
