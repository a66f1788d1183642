"""Evidence records and figures: what every displayed number and sentence leads back to."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from folkways.model.config import Basis
from folkways.model.noun import DocumentPart

Id = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,4}_[a-z0-9-]{1,40}$")]
Rank = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z]{1,24}$")]
EvidenceKind = Literal[
    "events", "table", "survey", "interview", "ticket", "review", "social", "workshop", "focus-group",
    "staff-observation", "market-report", "competitor", "document", "experiment", "model",
]  # fmt: skip


NO_TIME = "1970-01-01"
"""Both ends of the window, and the day of `asOf`, where nothing in the data has a time."""


class Window(DocumentPart):
    """The local dates, both inclusive, that something was counted in."""

    from_: str = Field(alias="from")
    to: str


class Evidence(DocumentPart):
    """One thing that was counted, asked or watched.

    `query` is SQL over the snapshot's tables that repeats the value; `$persona`, `$step`, … in it stand for
    the keys of the observation or figure that cites it. `n` counts `unit`s in the denominator.
    """

    id: Id
    kind: EvidenceKind
    title: str
    n: int | None = Field(default=None, ge=0)
    unit: str | None = None
    denominator: str | None = None
    window: Window | None = None
    method: str | None = None
    query: str | None = None
    quote: str | None = None
    locator: str | None = None
    note: str | None = None
    sensitive: bool = False


class Figure(DocumentPart):
    """One number with what it takes to trust it.

    `unit` is `share` (0 to 1), `customers`, `visits`, `microseconds`, `points`, `sentiment` (-1 to 1) or a currency
    (major units).
    A suppressed figure has no value; a figure that the data cannot give is absent, never 0.
    """

    value: float | None = None
    unit: str
    n: int | None = Field(default=None, ge=0)
    lo: float | None = None
    hi: float | None = None
    level: float = 0.95
    method: str = "count"
    suppressed: bool = False
    evidence: Id

    @model_validator(mode="after")
    def _either_value_or_suppressed(self) -> Figure:
        if self.suppressed == (self.value is not None):
            raise ValueError("a figure has a value or is suppressed, one of the two")
        return self


class Claim(DocumentPart):
    """A sentence with its basis; everything but `assumed` cites evidence."""

    text: str
    basis: Basis
    evidence: list[Id] = []

    @model_validator(mode="after")
    def _backed_unless_assumed(self) -> Claim:
        if self.basis != "assumed" and not self.evidence:
            raise ValueError(f"a claim that is {self.basis} cites evidence")
        return self
