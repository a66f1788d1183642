"""Questions to the journeys, as a person, a command or a document writes them.

`docs/reference/questions.md` tells each, with the columns of its answer.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, field_validator, model_validator

from folkways.errors import ConfigError
from folkways.model.duration import microseconds
from folkways.model.noun import Noun


class Scoped(Noun):
    """Whose events count: broken down `by` persona, channel or a trait, within local dates (both inclusive)."""

    by: str | None = None
    date_from: date | None = None
    date_to: date | None = None

    @model_validator(mode="after")
    def _dates_in_order(self) -> Scoped:
        if self.date_from and self.date_to and self.date_to < self.date_from:
            raise ConfigError(
                f"The period ends on {self.date_to}, before it begins on {self.date_from}.",
                hint="Swap date_from and date_to.",
            )
        return self


def _duration(text: str) -> str:
    microseconds(text)
    return text


class Counts(Scoped):
    """How many events, units and how much value each touchpoint (or channel) saw."""

    kind: Literal["counts"] = "counts"
    of: Literal["touchpoint", "channel"] = "touchpoint"


class Transitions(Scoped):
    """Which touchpoint follows which, for how many units, after how long."""

    kind: Literal["transitions"] = "transitions"
    scope: Literal["customer", "session"] = "customer"
    gap: str = "30min"

    _gap = field_validator("gap")(_duration)


class Sessions(Scoped):
    """How many sessions there are, how long they last, how many events they hold."""

    kind: Literal["sessions"] = "sessions"
    gap: str = "30min"

    _gap = field_validator("gap")(_duration)


class Funnel(Scoped):
    """How many units (or sessions) come how far through these steps.

    `ordered`: other events may stand between; `strict`: only repeats of the current step may; `any`: in whatever order.
    The window is inclusive, and is counted from the first step or from the previous one. An event at an `exclude`
    touchpoint strictly between two steps breaks the chain. Events at the same instant count as in order.
    """

    kind: Literal["funnel"] = "funnel"
    steps: list[str] = Field(min_length=1, max_length=30)
    order: Literal["ordered", "strict", "any"] = "ordered"
    window: str = "14d"
    window_from: Literal["first", "previous"] = "first"
    unit: Literal["customer", "session"] = "customer"
    gap: str = "30min"
    exclude: list[str] = []

    _durations = field_validator("window", "gap")(_duration)

    @model_validator(mode="after")
    def _steps_can_be_told_apart(self) -> Funnel:
        repeated = [name for name in self.steps if self.steps.count(name) > 1]
        if repeated and self.order != "ordered":
            raise ConfigError(
                f"The step {repeated[0]!r} stands twice in a funnel whose order is {self.order!r}.",
                hint="Name each step once, or ask with order='ordered'.",
            )
        excluded = [name for name in self.exclude if name in self.steps]
        if excluded:
            raise ConfigError(
                f"The funnel both wants and excludes {excluded[0]!r}.", hint="Take it out of one of the two."
            )
        return self


class Retention(Scoped):
    """How many of those who were active in a period are active in later ones.

    `classic`: active in period k; `unbounded`: in k or later; `bracket`: from one bound of `brackets` to the next.
    Active is any event, or one at the touchpoint `start` (the cohort) or `back` (the return). A cohort is who was
    active for the `first` time in a period, or whoever was active in it (`recurring`).
    Calendar periods are local days, weeks from Monday, months; rolling ones run from the unit's own first event
    (a rolling month has 30 days).
    """

    kind: Literal["retention"] = "retention"
    mode: Literal["classic", "unbounded", "bracket"] = "classic"
    cohort: Literal["first", "recurring"] = "first"
    period: Literal["day", "week", "month"] = "week"
    rolling: bool = False
    periods: int = Field(default=8, ge=1, le=400)
    brackets: list[int] = []
    start: str | None = None
    back: str | None = None

    @model_validator(mode="after")
    def _periods_fit_together(self) -> Retention:
        rising = [0, *self.brackets]
        if (self.mode == "bracket") != (len(self.brackets) > 1) or rising != sorted(set(rising)):
            raise ConfigError(
                f"Brackets {self.brackets} do not fit the mode {self.mode!r}.",
                hint="mode='bracket' needs rising bounds from 1, as [1, 4, 8] for the periods 1–3 and 4–7.",
            )
        if self.rolling and self.cohort == "recurring":
            raise ConfigError(
                "Rolling periods begin with a unit's first event, so a cohort cannot recur.",
                hint="Ask for calendar periods, or for cohort='first'.",
            )
        return self


class DropOff(Scoped):
    """At which touchpoint units were last seen before a silence; units still within it are open, not lost."""

    kind: Literal["dropoff"] = "dropoff"
    silence: str = "30d"

    _silence = field_validator("silence")(_duration)


class Channels(Scoped):
    """How many units use one channel and how many use several, and what both come to."""

    kind: Literal["channels"] = "channels"


class Crossings(Scoped):
    """From which channel units go on to which other one, and after how long."""

    kind: Literal["crossings"] = "crossings"


Question = Annotated[
    Counts | Transitions | Sessions | Funnel | Retention | DropOff | Channels | Crossings,
    Field(discriminator="kind"),
]
