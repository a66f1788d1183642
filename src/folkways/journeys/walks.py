"""What came after each event: the same step again, another step, nothing for long, or we cannot know yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from folkways.journeys.stages import StepBook, step_codes
from folkways.kernels.partition import Partition

OUTCOMES = ("on", "again", "away", "open")
ON, AGAIN, AWAY, OPEN = range(4)
NO_STEP = -1
NO_TIME = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """The instants and lengths (microseconds) that outcomes depend on."""

    settled_before: int
    ends_at: int
    silence_us: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """One entry for each event: its unit, step, outcome, the step of the next visit and the time until then.

    `next_step` is `NO_STEP` and `gap` `NO_TIME` unless the customer goes on; `gap` is also `NO_TIME` where one of
    the two is known to the day only.
    """

    unit: NDArray[np.int64]
    step: NDArray[np.int64]
    outcome: NDArray[np.uint8]
    next_step: NDArray[np.int64]
    gap: NDArray[np.int64]


def clock_of(
    partitions: Sequence[Partition], book: StepBook, silence_us: int, already_us: int | None
) -> Clock:
    """The clock of the data: it runs from the first visit to the last (of all events where there is no visit).

    Customers are settled who first visit less than `already_us` after that first visit.
    """
    visits = [at for part in partitions if len(at := part.at[book.visit[part.touchpoint]])]
    told = visits or [part.at for part in partitions if part.events]
    first, last = (
        min((int(at.min()) for at in told), default=0),
        max((int(at.max()) for at in told), default=0),
    )
    settled = np.iinfo(np.int64).min if already_us is None else first + already_us
    return Clock(settled_before=int(settled), ends_at=last, silence_us=silence_us)


def walk(part: Partition, book: StepBook, clock: Clock) -> Walk:
    """Tell for each event what the customer did next.

    Only visits count as going on: what the business sends in between is no answer of the customer. A visit that
    comes `silence` or later is none either. Without a next visit, an event less than `silence` before the end of
    the data is open: neither gone on nor away.
    """
    step = step_codes(part, book, clock.settled_before)
    after = next_visit(book.visit[part.touchpoint], part.offsets)
    came = after >= 0
    gap = np.maximum(part.at[after] - part.at, 0) if part.events else part.at
    goes_on = came & (gap < clock.silence_us)
    still_open = ~came & (clock.ends_at - part.at < clock.silence_us)
    same = step[after] == step if part.events else goes_on
    outcome = np.where(goes_on, np.where(same, AGAIN, ON), np.where(still_open, OPEN, AWAY)).astype(np.uint8)
    timed = goes_on & (part.day_only == 0) & (part.day_only[after] == 0) if part.events else goes_on
    return Walk(
        unit=part.unit_of,
        step=step,
        outcome=outcome,
        next_step=np.where(goes_on, step[after], NO_STEP) if part.events else step,
        gap=np.where(timed, gap, NO_TIME),
    )


def next_visit(visits: NDArray[np.bool_], offsets: NDArray[np.integer]) -> NDArray[np.int64]:
    """The place of the same customer's next visit after each event, or −1."""
    events = len(visits)
    places = np.append(np.where(visits, np.arange(events), events), events)
    coming = np.minimum.accumulate(places[::-1])[::-1][1:]
    end = np.repeat(np.asarray(offsets[1:], np.int64), np.diff(offsets))
    return np.where(coming < end, coming, -1)
