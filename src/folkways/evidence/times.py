"""Times of rows: from what a file says to instants, each row with a time or a reason why not."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from folkways.errors import SourceError
from folkways.evidence import localtime
from folkways.model.config import Source
from folkways.model.duration import DAY_US
from folkways.sources.columns import DAY, INSTANT, UNREADABLE, WALL

NOT_A_TIME = "not a time"
OUT_OF_RANGE = "year out of 1900 to 2199"
IN_GAP = "in a clock change's gap"


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """Instants of rows, which of them are whole days, and the rows that have none (`wrong` by reason)."""

    at: localtime.Int64s
    is_day: NDArray[np.bool_]
    wrong: dict[str, NDArray[np.bool_]]
    folds: int


def timed(us: pa.ChunkedArray, kind: pa.ChunkedArray, source: Source, workspace_zone: str) -> Timed:
    """Turn read times into instants: wall clocks by the source's zone, days to the last moment of the local day.

    A clock time shown twice is the earlier one (counted in `folds`). Raises SourceError when wall-clock times are there
    and the source names no zone.
    """
    told = pc.fill_null(us, 0).to_numpy().astype(np.int64)
    kinds = pc.fill_null(kind, UNREADABLE).to_numpy().astype(np.int8)
    inside = (told >= localtime.EARLIEST_US) & (told < localtime.LATEST_US)
    wrong = {
        NOT_A_TIME: kinds == UNREADABLE,
        OUT_OF_RANGE: (kinds != UNREADABLE) & ~inside,
    }
    at = np.where(inside, told, 0)
    walls = (kinds == WALL) & inside
    gaps, folds = np.zeros(at.size, dtype=bool), 0
    if walls.any():
        if source.timezone is None:
            raise _zone_missing(source, int(np.flatnonzero(walls)[0]), int(told[walls][0]))
        told_by_clock = localtime.utc_from_local(at[walls], source.timezone)
        at[walls] = told_by_clock.at
        gaps[walls] = told_by_clock.in_gap
        folds = int(told_by_clock.in_fold.sum())
    is_day = (kinds == DAY) & inside
    if source.day_only:
        instants = (kinds == INSTANT) & inside
        at[instants] = localtime.local_from_utc(at[instants], workspace_zone)
        is_day |= instants
    at[is_day] = localtime.last_moment_of_day(at[is_day] // DAY_US, workspace_zone)
    wrong[IN_GAP] = gaps
    return Timed(at=at, is_day=is_day, wrong=wrong, folds=folds)


def _zone_missing(source: Source, row: int, wall_us: int) -> SourceError:
    shown = np.datetime64(wall_us, "us").astype("datetime64[s]")
    return SourceError(
        f"Source {source.name!r}: the times carry no time zone (row {row + 1}: {str(shown).replace('T', ' ')}).",
        hint='Say whose clock they are: timezone = "Europe/Berlin" or timezone = "UTC"; day_only = true for dates.',
    )
