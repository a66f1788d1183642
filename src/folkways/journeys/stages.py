"""The stage of each event: what the touchpoint is, and how far the customer had come by then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from folkways.kernels.partition import Partition
from folkways.model.config import STAGES, Stage, StageRule, Touchpoint
from folkways.model.ids import named

FIRST_VISIT = StageRule(first="decision", later="retention")
NO_VISIT = StageRule(first="awareness", later="retention")
UNNAMED = "(no touchpoint)"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepBook:
    """Every step that can occur: a step is a touchpoint in a stage.

    `step_of[touchpoint code, 0 or 1]` is the step before (0) and after (1) the first visit; `visit` says of each
    touchpoint code whether the customer came by himself. The other fields have one entry for each step.
    """

    step_of: NDArray[np.int64]
    visit: NDArray[np.bool_]
    ids: tuple[str, ...]
    stages: tuple[Stage, ...]
    touchpoints: tuple[str, ...]

    @property
    def steps(self) -> int:
        return len(self.ids)

    @property
    def repeatable(self) -> NDArray[np.bool_]:
        """Which steps can follow themselves: those of visits after the first."""
        found = np.zeros(self.steps, np.bool_)
        found[self.step_of[self.visit, 1]] = True
        return found

    @property
    def once(self) -> NDArray[np.bool_]:
        """Which steps a customer takes once at most: those of first visits. Nobody takes two of them."""
        found = np.zeros(self.steps, np.bool_)
        found[self.step_of[self.visit, 0]] = True
        return found & ~self.repeatable


def rule_of(touchpoint: Touchpoint) -> StageRule:
    """The stages of a touchpoint before and after the first visit; a stage that was set holds for both."""
    match touchpoint.stage:
        case StageRule():
            return touchpoint.stage
        case None:
            return FIRST_VISIT if touchpoint.visit else NO_VISIT
        case stage:
            return StageRule(first=stage, later=stage)


def step_book(names: Sequence[str], catalogue: Mapping[str, Touchpoint]) -> StepBook:
    """List the steps of touchpoints `names` (by code; code 0 is a missing touchpoint), in stage and code order."""
    told = [catalogue.get(name, Touchpoint()) for name in names]
    pairs: list[tuple[Stage, Stage]] = [(rule.first, rule.later) for rule in map(rule_of, told)]
    met = {(stage, code) for code, both in enumerate(pairs) for stage in both}
    listed: list[tuple[Stage, int]] = [
        (stage, code) for stage in STAGES for code in range(len(names)) if (stage, code) in met
    ]
    place = {step: index for index, step in enumerate(listed)}
    return StepBook(
        step_of=np.array(
            [[place[stage, code] for stage in both] for code, both in enumerate(pairs)], np.int64
        ).reshape(-1, 2),
        visit=np.array([one.visit for one in told], np.bool_),
        ids=tuple(named("stp", stage, names[code] or UNNAMED) for stage, code in listed),
        stages=tuple(stage for stage, _ in listed),
        touchpoints=tuple(names[code] or UNNAMED for _, code in listed),
    )


def step_codes(part: Partition, book: StepBook, settled_before: int) -> NDArray[np.int64]:
    """The step of each event.

    A customer's events up to and with the first visit stand before it, later ones after it. Whoever first visits
    before the instant `settled_before` (microseconds) was a customer already: all of that customer's events stand
    after a first visit that the data cannot see. A customer without a visit has everything still ahead.
    """
    visits = book.visit[part.touchpoint]
    later = (visits_before(visits, part.offsets) > 0) | np.repeat(
        first_visit_at(part, visits) < settled_before, part.lengths
    )
    return book.step_of[part.touchpoint, later.astype(np.int64)]


def visits_before(visits: NDArray[np.bool_], offsets: NDArray[np.integer]) -> NDArray[np.int64]:
    """How many visits of the same customer come before each event."""
    until = np.concatenate(([0], np.cumsum(visits, dtype=np.int64)))
    return until[:-1] - np.repeat(until[offsets[:-1]], np.diff(offsets))


def first_visit_at(part: Partition, visits: NDArray[np.bool_]) -> NDArray[np.int64]:
    """When each customer first visits; the end of time for those who never do."""
    never = np.iinfo(np.int64).max
    at = np.append(np.where(visits, part.at, never), never)
    earliest = np.minimum.reduceat(at, part.offsets[:-1]) if part.units else at[:0]
    return np.where(part.lengths > 0, earliest, never)
