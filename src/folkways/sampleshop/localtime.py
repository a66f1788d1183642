"""The shop's clock: days of the window, months, and local wall time turned into UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from folkways.sampleshop.chance import Floats, Ints
from folkways.sampleshop.settings import FIRST_DAY, TIMEZONE, first_of_month

DAY_US = 86_400_000_000
HOUR_US = 3_600_000_000
_EPOCH = date(1970, 1, 1)
_SEASON = (1.05, 0.85, 0.95, 1.0, 1.0, 0.95, 0.9, 0.8, 1.0, 1.05, 1.3, 1.45)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """The window's days, counted from 0; `offset_us` is local minus UTC for each hour from the first on."""

    days: int
    weekend: Ints
    season: Floats
    offset_us: Ints

    def utc(self, local_us: Ints) -> Ints:
        """UTC microseconds of local microseconds since the window's first midnight; a skipped hour moves on."""
        hour = np.clip(local_us // HOUR_US, 0, len(self.offset_us) - 1)
        return local_us + _days_since_epoch(FIRST_DAY) * DAY_US - self.offset_us[hour]


def clock(months: int) -> Clock:
    """The clock of a window of calendar months, with 90 more days for what follows the last order."""
    days = day_of(first_of_month(months + 1))
    dates = [FIRST_DAY + timedelta(days=day) for day in range(days)]
    return Clock(
        days=days,
        weekend=np.array([day.weekday() >= 5 for day in dates], dtype=np.int64),
        season=np.array([_SEASON[day.month - 1] for day in dates]),
        offset_us=np.array([_offset_us(hour) for hour in range((days + 90) * 24)], dtype=np.int64),
    )


def day_of(day: date) -> int:
    """A date as a day of the window, counted from 0."""
    return (day - FIRST_DAY).days


def day_of_month(month: int) -> int:
    """The first day of a month (from 1) as a day of the window."""
    return day_of(first_of_month(month))


def iso(utc_us: int) -> str:
    """A UTC instant as ISO 8601 to the second."""
    return datetime.fromtimestamp(utc_us // 1_000_000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _offset_us(hour: int) -> int:
    local = datetime(FIRST_DAY.year, FIRST_DAY.month, FIRST_DAY.day) + timedelta(hours=hour)
    offset = local.replace(tzinfo=ZoneInfo(TIMEZONE)).utcoffset()
    return int((offset or timedelta()) / timedelta(microseconds=1))


def _days_since_epoch(day: date) -> int:
    return (day - _EPOCH).days
