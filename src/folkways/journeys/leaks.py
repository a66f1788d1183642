"""Where customers stay away: the share of each step of a map, and which of them are leaks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from folkways.model.journey import Journey, Value

LEAST_LEAK = 0.01
"""A step after which customers stay away in a smaller share of times is no leak, however sure the share is."""


def leaves(journey: Journey) -> Mapping[str, Value]:
    """The share of times at a step after which customers stay away, by the step's id."""
    measure = next((one.id for one in journey.measures if one.kind == "dropout"), None)
    values = journey.observations.values if journey.observations else []
    return {
        one.step: one.at
        for one in values
        if one.measure == measure and one.step and one.at and not one.channel
    }


def usual_leaving(told: Iterable[Value]) -> float:
    """The share of times that are followed by a silence, over all steps together."""
    counted = [(one.v, one.n) for one in told if one.n]
    times = sum(n for _, n in counted)
    return sum(v * n for v, n in counted) / times if times else 0.0


def is_leak(at: Value, usual: float) -> bool:
    """Whether a step loses enough to be worth a look, and surely more than all steps together."""
    return at.v >= LEAST_LEAK and at.lo is not None and at.lo > usual
