"""Going on where the last pull stopped: from the greatest cursor on, and each row once.

A pull asks for rows *at or after* the cursor, because rows that share its value may have come since; those it has
already are known by a hash and left out. With an overlap the same holds for the stretch before the cursor, where rows
that were written late may turn up.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, InvalidOperation

from folkways.errors import SourceError
from folkways.model.duration import microseconds
from folkways.sources.landing import Position

Place = int | Decimal
"""A cursor as a number that sorts: itself, or microseconds since 1970."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Since:
    """Takes the rows that are new and remembers where the next pull goes on.

    Rows are hashed only where they may be met twice: at or before the last cursor, and at the greatest one (or within
    the overlap before it).
    """

    def __init__(self, source: str, before: Position, overlap: str | None) -> None:
        self.source = source
        self.overlap_us = microseconds(overlap) if overlap else 0
        self.cursor = before.cursor
        self.last = None if before.cursor is None else place(source, before.cursor)
        self.floor = self._floor(before.cursor)
        self._known = Counter(before.seen)
        self._greatest = self.last
        self._recent: list[tuple[Place, str]] = []

    def taken(self, cursors: Sequence[object], row: Callable[[int], Mapping[str, object]]) -> list[bool]:
        """Say of each row whether it is new; `row` gives the content of the one that is asked for."""
        places = [place(self.source, cursor) for cursor in cursors]
        for at, cursor in zip(places, cursors, strict=True):
            if self._greatest is None or at > self._greatest:
                self._greatest, self.cursor = at, spelled(cursor)
        return [
            self._takes(at, lambda number=number: hashed(row(number))) for number, at in enumerate(places)
        ]

    def seen(self) -> dict[str, int]:
        """Count the hashes of the rows that the next pull will meet again."""
        self._forget()
        return dict(sorted(Counter(digest for _, digest in self._recent).items()))

    def _takes(self, at: Place, digest: Callable[[], str]) -> bool:
        is_recent = self._greatest is not None and at >= self._greatest - self.overlap_us
        may_be_known = self.last is not None and at <= self.last
        told = digest() if is_recent or may_be_known else ""
        if is_recent:
            self._recent.append((at, told))
        if self.last is None or at > self.last:
            return True
        if at < self.last - self.overlap_us:
            return False  # further back than was asked for: it came with an earlier pull
        self._known[told] -= 1
        return self._known[told] < 0

    def _forget(self) -> None:
        if self._greatest is not None:
            least = self._greatest - self.overlap_us
            self._recent = [one for one in self._recent if one[0] >= least]

    def _floor(self, told: str | None) -> str | None:
        """From where to ask: the cursor, less the overlap."""
        if told is None or not self.overlap_us:
            return told
        moment = _moment(told)
        if moment is None:
            raise SourceError(
                f"Source {self.source!r}: the cursor {told!r} is no time, and an overlap is one.",
                hint="Take overlap away, or choose a field of times as cursor.",
            )
        return (moment - timedelta(microseconds=self.overlap_us)).isoformat()


def place(source: str, cursor: object) -> Place:
    """Give a cursor its place among others: numbers by their size, times by their instant (without a zone: UTC).

    Raises SourceError for what is neither, as text sorts differently elsewhere.
    """
    if isinstance(cursor, int) and not isinstance(cursor, bool):
        return cursor
    text = spelled(cursor)
    try:
        number = Decimal(text)
    except InvalidOperation:
        moment = _moment(text)
    else:
        if number.is_finite():
            return number
        moment = None
    if moment is None:
        raise SourceError(
            f"Source {source!r}: the cursor {text[:60]!r} is neither a number nor a time.",
            hint="A cursor is a field that every row has: a growing number, or when the row was last changed.",
        )
    return (moment - _EPOCH) // timedelta(microseconds=1)


def spelled(cursor: object) -> str:
    """A cursor as text, times in ISO 8601."""
    return cursor.isoformat() if isinstance(cursor, date | datetime) else str(cursor)


def hashed(row: Mapping[str, object]) -> str:
    """Hash a row's content, whatever the order of its fields."""
    told = json.dumps(row, sort_keys=True, default=str)
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def _moment(text: str) -> datetime | None:
    try:
        told = datetime.fromisoformat(text)
    except ValueError:
        return None
    return told if told.tzinfo else told.replace(tzinfo=UTC)
