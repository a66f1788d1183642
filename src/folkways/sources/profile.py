"""What is seen in a file before it is mapped, and what that is guessed to mean. Values only; no reading here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from folkways.model.config import AnswerKind, TraitKind
from folkways.model.tables import TableName

FITS = 0.98


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnProfile:
    """One column of the first 100,000 rows: its commonest values and the date formats that fit.

    `inner` are the columns inside one whose values are JSON objects, named with it (`traits.plan`).
    """

    name: str
    type: str
    filled: int
    distinct: int
    numbers: int
    whole_numbers: int
    yes_or_no: int
    iso_times: int
    wall_times: int
    several: int
    formats: tuple[str, ...]
    levels: tuple[str, ...]
    inner: tuple[ColumnProfile, ...] = ()

    def mostly(self, count: int) -> bool:
        """Say whether nearly all filled cells are counted."""
        return self.filled > 0 and count >= FITS * self.filled


@dataclass(frozen=True, slots=True, kw_only=True)
class FileProfile:
    """A file's columns and how it has to be read; `head` are its first rows as text, by column.

    `settings` are keys of the source that only its bytes tell (`encoding`, `delimiter`, `sheet`), `notes` what looks
    spoilt.
    """

    path: Path
    rows: int
    encoding: str | None
    columns: tuple[ColumnProfile, ...]
    settings: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    head: tuple[dict[str, str | None], ...] = ()

    @property
    def names(self) -> frozenset[str]:
        """The names of the columns, as they are written."""
        return frozenset(column.name for column in self.columns)

    def column(self, name: str) -> ColumnProfile | None:
        """Find a column by its name, or one inside another (`traits.plan`)."""
        inside = [self.columns]
        while inside:
            for column in inside.pop():
                if column.name == name:
                    return column
                if name.startswith(f"{column.name}."):
                    inside.append(column.inner)
        return None


@dataclass(slots=True, kw_only=True)
class TraitGuess:
    """What a customer's column seems to be; `repeated` where an earlier source tells a trait of that name."""

    column: str
    kind: TraitKind
    label: str | None = None
    order: list[str] = field(default_factory=list)
    separator: str | None = None
    sensitive: bool = False
    outcome: bool = False
    defining: bool = False
    repeated: bool = False


@dataclass(slots=True, kw_only=True)
class QuestionGuess:
    """What a survey's column, or the columns of its options (column → option), seem to ask."""

    column: str | None = None
    columns: dict[str, str] = field(default_factory=dict)
    kind: AnswerKind
    low: float | None = None
    high: float | None = None
    text: str | None = None
    blank: list[str] = field(default_factory=list)
    scores: dict[str, float] = field(default_factory=dict)
    separator: str | None = None
    options: list[str] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class SourceGuess:
    """What a file seems to be; `unknown` tells the columns left out and why, `doubts` what to look at.

    `settings` are further keys of the source, written as they are (`rating_max = 10.0`, `sheet = "Contacts"`).
    """

    profile: FileProfile
    table: TableName | None
    layout: str | None = None
    name: str | None = None
    columns: dict[str, str | list[str]] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)
    settings: dict[str, str | float | bool | list[str]] = field(default_factory=dict)
    metrics: dict[str, str] = field(default_factory=dict)
    folds: bool = False
    time_format: str | None = None
    wall_clock: bool = False
    attributes: list[str] = field(default_factory=list)
    traits: dict[str, TraitGuess] = field(default_factory=dict)
    questions: list[QuestionGuess] = field(default_factory=list)
    identifiers: dict[str, str] = field(default_factory=dict)
    personal: list[str] = field(default_factory=list)
    further: list[Path] = field(default_factory=list)
    unknown: dict[str, str] = field(default_factory=dict)
    doubts: list[str] = field(default_factory=list)
