"""Rows of evidence as a person reads them: local times to the second, dates, and money in units of its currency."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from folkways.model.duration import spoken
from folkways.model.printed import in_units
from folkways.sources.columns import minor_digits

TIMES = ("at", "first_at")
EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """The clock and the money in which rows are told."""

    timezone: str
    currency: str

    def row(self, cells: Mapping[str, object]) -> dict[str, object]:
        return {name: self._cell(name, cell) for name, cell in cells.items()}

    def _cell(self, name: str, cell: object) -> object:
        """Evidence keeps instants in microseconds, days since 1970, minutes of the day, and money in minor units."""
        if not isinstance(cell, int) or isinstance(cell, bool):
            return cell
        if name in TIMES:
            return local_time(cell, self.timezone)
        if name == "local_day":
            return (EPOCH + timedelta(days=cell)).isoformat()
        if name == "local_minute":
            return f"{cell // 60:02}:{cell % 60:02}"
        if name.endswith("_us"):
            return spoken(cell)
        return float(in_units(cell, minor_digits(self.currency))) if name == "value" else cell


def local_time(at: int, timezone: str) -> str:
    """An instant on the clock of a zone, to the second, with how far that clock is from UTC."""
    moment = datetime.fromtimestamp(at // 1_000_000, UTC).astimezone(ZoneInfo(timezone))
    return moment.isoformat(sep=" ", timespec="seconds")
