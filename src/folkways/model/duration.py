"""Durations as people write them (`30min`, `14d`) and as machines count them (microseconds)."""

from __future__ import annotations

import re

from folkways.errors import ConfigError

SECOND_US = 1_000_000
MINUTE_US = 60 * SECOND_US
HOUR_US = 60 * MINUTE_US
DAY_US = 24 * HOUR_US

_UNITS = {"us": 1, "ms": 1_000, "s": SECOND_US, "min": MINUTE_US, "h": HOUR_US, "d": DAY_US, "w": 7 * DAY_US}
_PATTERN = re.compile(r"^\s*(\d+)\s*(us|ms|s|min|h|d|w)\s*$")


def microseconds(duration: str) -> int:
    """Read `14d`, `30min`, `2h`, `10s` as microseconds; a day is 24 hours."""
    found = _PATTERN.match(duration)
    if not found:
        raise ConfigError(
            f"{duration!r} is not a duration.",
            hint="Write a whole number and a unit: 10s, 30min, 14d, 4w.",
        )
    return int(found[1]) * _UNITS[found[2]]


def spoken(duration_us: float) -> str:
    """Say a duration with the two largest units that count: `2 d 4 h`, `35 min`, `40 s`."""
    rest = round(duration_us / SECOND_US)
    parts: list[str] = []
    for name, size in (("d", 86_400), ("h", 3_600), ("min", 60), ("s", 1)):
        count, rest = divmod(rest, size)
        if count or (name == "s" and not parts):
            parts.append(f"{count} {name}")
        elif parts:
            break
        if len(parts) == 2:
            break
    return " ".join(parts)
