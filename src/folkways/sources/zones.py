"""Names of time zones."""

from __future__ import annotations

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from folkways.errors import ConfigError, nearest


def checked_zone_name(name: str) -> str:
    """Give the name back when the time zone database knows it."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        known = {zone.rpartition("/")[2]: zone for zone in sorted(available_timezones())}
        near = (
            f"Did you mean {known[name]!r}? "
            if name in known
            else nearest(name, sorted(available_timezones()))
        )
        raise ConfigError(
            f"No time zone {name!r}.", hint=f"{near}Write a name such as 'Europe/Berlin' or 'UTC'."
        ) from error
    return name
