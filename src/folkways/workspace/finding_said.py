"""Findings of what was said, each beside what was counted at the touchpoint it is about; competitors beside notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import pyarrow as pa

from folkways.journeys.leaks import leaves
from folkways.model.journey import Journey, Value
from folkways.model.voice import Mentioned, Quote, Speech, Theme, Voices
from folkways.stats.intervals import share_interval
from folkways.voices.origin import local_day
from folkways.workspace.finding import Finding, FindingKind, day_of

SHOWN = 160
"""So many characters of a note's beginning are shown."""
ACTS: dict[str, tuple[FindingKind, str]] = {
    "pain": ("pain", "complain of"),
    "wish": ("wish", "wish something about"),
    "question": ("question", "ask about"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A report or note that lies beside the data."""

    title: str
    kind: str
    text: str
    source: str
    locator: str
    on: str | None

    @property
    def place(self) -> str:
        return f"{self.title} ({self.source}, {self.locator})"

    def names(self, name: str) -> bool:
        """Whether the note names somebody, as a word of its own."""
        return (
            re.search(rf"(?<!\w){re.escape(name)}(?!\w)", f"{self.title} {self.text}", re.IGNORECASE)
            is not None
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What is put beside words: how many visits end at each touchpoint, and the notes."""

    left: Mapping[str, Value]
    notes: Sequence[Note]

    def counted(self, said: Finding, touchpoint: str | None) -> Finding:
        """The finding with what was counted at its touchpoint."""
        at = self.left.get(touchpoint or "")
        if at is None:
            return replace(said, touchpoint=touchpoint)
        return replace(
            said, touchpoint=touchpoint, counted=at.v, counted_lo=at.lo, counted_hi=at.hi, counted_n=at.n
        )


def left_at(journeys: Sequence[Journey]) -> Mapping[str, Value]:
    """The share of visits after which customers stay away, by touchpoint; none where one stands in several steps."""
    found: dict[str, list[Value]] = {}
    for journey in journeys[:1]:
        by_step, names = leaves(journey), {one.id: one.name for one in journey.touchpoints}
        for step in journey.steps:
            for touchpoint in step.touchpoints:
                if step.id in by_step:
                    found.setdefault(names[touchpoint], []).append(by_step[step.id])
    return {name: values[0] for name, values in found.items() if len(values) == 1}


def notes_of(documents: pa.Table | None, timezone: str) -> list[Note]:
    """The notes, by title and place; their days are those of the workspace's clock."""
    rows = documents.to_pylist() if documents is not None else []
    notes = [
        Note(
            title=row["title"] or row["document_id"] or row["source"],
            kind=row["kind"] or "note",
            text=row["text"],
            source=row["source"],
            locator=row["locator"],
            on=local_day(row["at"], timezone),
        )
        for row in rows
    ]
    return sorted(notes, key=lambda one: (one.title, one.source, one.locator))


def said_findings(voices: Voices, beside: Beside) -> Iterator[Finding]:
    """Themes with their pains, wishes and questions, what is said of touchpoints, and competitors."""
    for theme in voices.themes:
        yield from _theme(theme, voices, beside)
    for speech in voices.speech:
        if speech.kind in ("competitor", "touchpoint"):
            yield _speech(speech, voices, beside)


def note_findings(beside: Beside) -> Iterator[Finding]:
    """Each note with its beginning, so that it is found beside what was counted and said."""
    for note in beside.notes:
        yield Finding(
            kind="note",
            about=note.title,
            finding=" ".join(note.text.split())[:SHOWN],
            notes=note.place,
            source=note.source,
            on=note.on,
            command="folkways findings --kind note",
            screen="#/data",
        )


def _theme(theme: Theme, voices: Voices, beside: Beside) -> Iterator[Finding]:
    whole = Finding(
        kind="theme",
        about=theme.name,
        finding=f"{_people(theme.mentioned)} speak of “{theme.name}”.",
        source=_sources(theme),
        on=day_of(voices.as_of),
        command=f"folkways voices --theme {theme.id} --quotes",
        screen="#/voices",
    )
    whole = beside.counted(whole, theme.touchpoint)
    yield replace(
        _shared(whole, theme.mentioned, voices), quote=_words(theme.quotes), evidence="evd_theme-texts"
    )
    texts = theme.mentioned.texts or 0
    for act, (kind, verb) in ACTS.items():
        if count := theme.acts.get(act):
            told = share_interval(count, texts)
            yield replace(
                whole,
                kind=kind,
                finding=f"{count:,} of the {texts:,} texts about “{theme.name}” {verb} it.",
                value=told.value,
                lo=told.lo,
                hi=told.hi,
                count=count,
                n=texts,
                unit="share of the theme's texts",
                weight=count,
            )


def _speech(speech: Speech, voices: Voices, beside: Beside) -> Finding:
    rival = speech.kind == "competitor"
    notes = [note.place for note in beside.notes if rival and note.names(speech.name)]
    told = speech.mentioned
    mood = "" if told.sentiment is None else f", sentiment {told.sentiment:+.2f}"
    said = Finding(
        kind="competitor" if rival else "said of a touchpoint",
        about=speech.name,
        finding=f"{_people(told)} {'name' if rival else 'speak of'} “{speech.name}”{mood}.",
        quote=_words(speech.quotes),
        notes="; ".join(notes) or None,
        source=", ".join(sorted({one.source for one in speech.quotes})) or None,
        on=day_of(voices.as_of),
        evidence="evd_speech-people",
        command="folkways voices --speech",
        screen="#/voices",
    )
    return beside.counted(_shared(said, told, voices), None if rival else speech.name)


def _people(told: Mentioned) -> str:
    return "Too few to be told" if told.people is None else f"{told.people:,} people"


def _shared(said: Finding, told: Mentioned, voices: Voices) -> Finding:
    """The share of all texts, of which `count` are meant."""
    n = None if told.share_of_texts is None else voices.texts
    found = replace(said, value=told.share_of_texts, lo=told.lo, hi=told.hi, unit="share of texts")
    return replace(found, count=told.texts, n=n, weight=told.texts or 0.0)


def _sources(theme: Theme) -> str | None:
    """The sources in which enough people speak of a theme to be shown, else those of its quotes, else all."""
    groups = [one for one in theme.groups if one.by == "source"]
    shown = {one.group for one in groups if not one.mentioned.suppressed}
    told = shown or {one.source for one in theme.quotes} or {one.group for one in groups}
    return ", ".join(sorted(told)) or None


def _words(quotes: Sequence[Quote]) -> str | None:
    return f"“{quotes[0].text}” ({quotes[0].document}, {quotes[0].locator})" if quotes else None
