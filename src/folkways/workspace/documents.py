"""The documents of a snapshot as values."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from folkways.errors import NothingSaid, SourceError, UnknownName
from folkways.model.care import Care
from folkways.model.home import Home, JourneyList
from folkways.model.journey import Journey
from folkways.model.measure import Measures
from folkways.model.persona import Persona, PersonaSet
from folkways.model.quality import QualityReport
from folkways.model.survey import Answers, Surveys
from folkways.model.voice import Voices
from folkways.workspace.reading import read_document
from folkways.workspace.shown import ShownJourney, ShownPersona


class DocumentsFace:
    """Reads documents when they are first asked for; all are frozen."""

    def __init__(self, snapshot: Path) -> None:
        self._snapshot = snapshot

    @cached_property
    def home(self) -> Home:
        return read_document(self._snapshot, Home, "home.json")

    @cached_property
    def quality(self) -> QualityReport:
        return read_document(self._snapshot, QualityReport, "quality.json")

    @cached_property
    def measures(self) -> Measures:
        return read_document(self._snapshot, Measures, "measures.json")

    @cached_property
    def surveys(self) -> Surveys:
        return read_document(self._snapshot, Surveys, "surveys.json")

    @property
    def answers(self) -> Answers:
        return read_document(self._snapshot, Answers, "answers.json")

    @cached_property
    def voices(self) -> Voices:
        """What customers say; raises TooLittleData where no source told any text."""
        found = read_document(self._snapshot, Voices, "voices.json")
        if not found.texts:
            raise NothingSaid()
        return found

    @cached_property
    def care(self) -> Care:
        return read_document(self._snapshot, Care, "care.json")

    @cached_property
    def persona_set(self) -> PersonaSet:
        return read_document(self._snapshot, PersonaSet, "personas.json")

    @cached_property
    def personas(self) -> Sequence[Persona]:
        """In the set's order: the largest first."""
        return [
            read_document(self._snapshot, ShownPersona, f"personas/{one}.json")
            for one in self.persona_set.personas
        ]

    @cached_property
    def journeys(self) -> Sequence[Journey]:
        """Everybody's first (the customers', then of further units), then each persona's in the set's order."""
        cards = read_document(self._snapshot, JourneyList, "journeys.json").journeys
        listed = sorted(cards, key=lambda card: card.order)
        return [read_document(self._snapshot, ShownJourney, f"journeys/{one.id}.json") for one in listed]

    def persona(self, wanted: str) -> Persona:
        """A persona by id or by name."""
        for one in self.personas:
            if wanted in (one.id, one.name):
                return one
        raise UnknownName("persona", wanted, [one.name for one in self.personas])


def faults_in(file: Path) -> list[dict[str, str | int | float | bool | None]]:
    """The faults of a journey or persona document as rows: level, place, problem, hint."""
    from folkways.journeys.check import check
    from folkways.personas.check import faults_of_persona

    if not file.is_file():
        raise SourceError(
            f"There is no file {str(file)!r}.", hint="Name a journey or persona document (JSON)."
        )
    whole = file.read_bytes()
    persona = _persona_in(whole)
    return [
        {"level": fault.level, "place": fault.place, "problem": fault.problem, "hint": fault.hint}
        for fault in (check(whole) if persona is None else faults_of_persona(persona))
    ]


def _persona_in(whole: bytes) -> dict[str, object] | None:
    """The JSON of a persona document; None for everything else."""
    try:
        found = json.loads(whole)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) and found.get("format") == "folkways.persona" else None
