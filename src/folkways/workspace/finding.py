"""A finding: one thing that is known, with what it stands on; findings of personas, journeys, surveys and gaps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from folkways.journeys.leaks import is_leak, leaves, usual_leaving
from folkways.model.canonical import canonical_json
from folkways.model.evidence import NO_TIME, Figure
from folkways.model.gap import Gaps
from folkways.model.ids import identity
from folkways.model.journey import Journey
from folkways.model.persona import Persona, PersonaTrait
from folkways.model.quality import QualityReport
from folkways.model.survey import DriverFindings
from folkways.personas.wording import said, said_share

FindingKind = Literal[
    "trait", "leak", "drop-out", "theme", "pain", "wish", "question", "said of a touchpoint", "competitor", "driver",
    "note", "gap",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is known: `value` with its interval, from `source`, as it was `on` a date.

    `n` is the denominator (of a difference, the smaller group's), and `count` of them are meant where such a number is
    told. `weight` orders findings of one kind: how much there is of it.
    `counted` is the share of visits that end at the touchpoint a sentence is about: what was counted beside what was
    said. `notes` are documents that speak of the same. It stands where `command` and `screen` say.
    """

    kind: FindingKind
    about: str
    finding: str
    value: float | None = None
    lo: float | None = None
    hi: float | None = None
    count: int | None = None
    n: int | None = None
    unit: str | None = None
    weight: float = 0.0
    persona: str | None = None
    touchpoint: str | None = None
    counted: float | None = None
    counted_lo: float | None = None
    counted_hi: float | None = None
    counted_n: int | None = None
    quote: str | None = None
    notes: str | None = None
    source: str | None = None
    on: str | None = None
    evidence: str | None = None
    command: str
    screen: str

    @property
    def id(self) -> str:
        """A hash of what it is about and where it stands: the same from build to build, whatever the number."""
        told = {"kind": self.kind, "about": self.about, "persona": self.persona, "command": self.command}
        return identity(0, "fnd", "finding", canonical_json(told))


@dataclass(frozen=True, slots=True, kw_only=True)
class Origins:
    """Which sources tell what, by the quality report and by the answers (`questions`: the sources of each)."""

    quality: QualityReport
    questions: Mapping[str, str]

    def events(self) -> str | None:
        return self._listed("events")

    def answers(self, words: str) -> str | None:
        """The sources of the longest question that stands in these words; else of all answers."""
        asked = [question for question in self.questions if question in words]
        return self.questions[max(asked, key=len)] if asked else self._listed("answers")

    def of_trait(self, key: str) -> str | None:
        """The source whose column a trait is (`trait_COLUMN`, or a level of it); else those of the events."""
        told = {
            len(column): one.source
            for one in self.quality.rows
            if one.check == "missing" and (column := one.column) and f"{key}_".startswith(f"trait_{column}_")
        }
        return told[max(told)] if told else self.events()

    def _listed(self, check: str) -> str | None:
        return ", ".join(sorted({one.source for one in self.quality.rows if one.check == check})) or None


def day_of(as_of: str) -> str | None:
    """The day up to which data were seen; None where nothing in them has a time."""
    return None if as_of.startswith(NO_TIME) else as_of[:10]


def trait_findings(personas: Sequence[Persona], origins: Origins) -> Iterator[Finding]:
    """What sets each persona apart: traits whose difference to everybody else is surely not 0."""
    for persona in personas:
        asked = {one.id for one in persona.evidence if one.kind == "survey"}
        for trait in persona.observations.traits:
            told = trait.difference
            if told.value is None or told.lo is None or told.hi is None or told.lo <= 0 <= told.hi:
                continue
            found = Finding(
                kind="trait",
                about=trait.label,
                finding=_contrast(trait),
                persona=persona.name,
                source=origins.answers(trait.label)
                if trait.here.evidence in asked
                else origins.of_trait(trait.key),
                on=day_of(persona.observations.as_of),
                command="folkways personas",
                screen=f"#/personas/{persona.id}",
            )
            yield replace(_figured(found, told), weight=abs(trait.effect or 0.0))


def _contrast(trait: PersonaTrait) -> str:
    here, elsewhere = (_number(one.value, one.unit) for one in (trait.here, trait.elsewhere))
    return f"{trait.label}: {here} here, {elsewhere} elsewhere."


def _number(value: float | None, unit: str) -> str:
    return "not shown" if value is None else said(value, unit)


def leak_findings(journeys: Sequence[Journey], origins: Origins) -> Iterator[Finding]:
    """Where customers stay away, on everybody's map; a `leak` where surely more do than at all its steps together."""
    for journey in journeys[:1]:
        found = leaves(journey)
        usual = usual_leaving(found.values())
        names = {one.id: one.name for one in journey.touchpoints}
        for step in journey.steps:
            if step.id in found:
                at = found[step.id]
                yield Finding(
                    kind="leak" if is_leak(at, usual) else "drop-out",
                    about=step.title,
                    finding=f"{said_share(at.v)} of events at “{step.title}” are the last before a silence.",
                    value=at.v,
                    lo=at.lo,
                    hi=at.hi,
                    n=at.n,
                    unit="share of events",
                    weight=(at.v - usual) * (at.n or 0),
                    touchpoint=", ".join(names[one] for one in step.touchpoints) or None,
                    source=origins.events(),
                    on=day_of(journey.observations.as_of) if journey.observations else None,
                    evidence="evd_dropout",
                    command="folkways journeys",
                    screen=f"#/journeys/{journey.id}",
                )


def driver_findings(drivers: DriverFindings, on: str, origins: Origins) -> Iterator[Finding]:
    """What carries each outcome of a survey."""
    for outcome in drivers.found:
        for one in outcome.drivers:
            found = Finding(
                kind="driver",
                about=one.question,
                finding=f"“{one.question}” carries {_number(one.share.value, 'share')} of what is explained of "
                f"“{outcome.outcome}”.",
                touchpoint=one.touchpoint,
                source=origins.answers(one.question),
                on=day_of(on),
                command=f'folkways drivers --outcome "{outcome.outcome}"',
                screen="#/surveys",
            )
            yield replace(_figured(found, one.share), weight=one.share.value or 0.0)


def gap_findings(gaps: Gaps) -> Iterator[Finding]:
    """What is not known yet is a finding too."""
    for one in gaps.gaps:
        yield Finding(
            kind="gap",
            about=one.about,
            finding=one.problem,
            value=one.count / one.of if one.count is not None and one.of else None,
            count=one.count,
            n=one.of,
            unit=f"share of {one.unit}" if one.unit and one.of else None,
            weight=one.count or 0.0,
            persona=one.about if one.persona else None,
            on=day_of(gaps.as_of),
            command="folkways gaps",
            screen="#/gaps",
        )


def _figured(found: Finding, told: Figure) -> Finding:
    return replace(
        found,
        value=told.value,
        lo=told.lo,
        hi=told.hi,
        n=told.n,
        unit=told.unit,
        evidence=told.evidence,
    )
