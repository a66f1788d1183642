"""What the codes of a journey store mean."""

from __future__ import annotations

from dataclasses import dataclass

from folkways.errors import UnknownName


@dataclass(frozen=True, slots=True, kw_only=True)
class Codebook:
    """Names by code (index 0 is the missing one), and when the data end (µs UTC, and local day)."""

    touchpoints: tuple[str, ...]
    channels: tuple[str, ...]
    end_us: int
    end_day: int

    def code(self, touchpoint: str) -> int:
        """The code of a touchpoint; an unknown one raises `UnknownName` with the nearest."""
        if not touchpoint or touchpoint not in self.touchpoints:
            raise UnknownName("touchpoint", touchpoint, self.touchpoints[1:])
        return self.touchpoints.index(touchpoint)
