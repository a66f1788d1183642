"""Where a quote comes from: what kind of evidence it is, where it stands, on which local day it was said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from folkways.model.evidence import EvidenceKind

KINDS: Mapping[str, EvidenceKind] = {
    "review": "review", "ticket": "ticket", "interview": "interview", "focus-group": "focus-group", "social": "social",
    "forum": "social", "comment": "survey", "chat": "ticket",
}  # fmt: skip
"""The kinds of voices that are evidence of a kind of their own; all others are documents."""
VERBATIM = "verbatim; names, addresses and numbers of persons are blotted out of the source text"
SURE = 0.8
"""Who is quoted for a persona is a member at least so surely."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The origin of one voice; `day` is missing where no time is known."""

    kind: str
    document: str
    locator: str
    day: str | None

    @property
    def evidence(self) -> EvidenceKind:
        return KINDS.get(self.kind, "document")

    @property
    def title(self) -> str:
        """`Review of 2024-03-01`."""
        return f"{self.kind.replace('-', ' ').capitalize()}{f' of {self.day}' if self.day else ''}"

    @property
    def place(self) -> str:
        """`reviews.csv#row=12`."""
        return f"{self.document}#{self.locator}"


def origin_of(voice: Mapping[str, object], timezone: str) -> Origin:
    """The origin of a row of `gathering.SPOKEN`; what names no document or place is named by source and id."""
    return Origin(
        kind=str(voice["kind"]),
        document=str(voice["document"] or voice["source"]),
        locator=str(voice["locator"] or voice["voice_id"]),
        day=local_day(voice["at"], timezone),
    )


def local_day(at: object, timezone: str) -> str | None:
    """The local day of an instant in microseconds UTC; None where there is none."""
    if not isinstance(at, int):
        return None
    return datetime.fromtimestamp(at / 1e6, UTC).astimezone(ZoneInfo(timezone)).date().isoformat()
