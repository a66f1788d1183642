"""Who leaves for good, when and why; what would have come later does not happen."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from folkways.sampleshop.chance import Flags, Floats, Ints, stream
from folkways.sampleshop.happenings import SLOW_MINUTES, Happenings
from folkways.sampleshop.later import KINDS
from folkways.sampleshop.localtime import DAY_US, Clock
from folkways.sampleshop.population import Customers
from folkways.sampleshop.settings import SampleShop
from folkways.sampleshop.touchpoints import CODE

REASONS = ("drifted_away", "late_delivery", "slow_support")


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """Per customer the local microsecond after which no new visit begins, and the reason's code (-1: still there)."""

    at_us: Ints
    reason: Ints


def leaving(shop: SampleShop, clock: Clock, customers: Customers, happened: Happenings) -> Leaving:
    """The earliest of drifting away, a late delivery and slow help that make a customer leave."""
    rng = stream(shop.seed, "leaving")
    at_us = (customers.end * DAY_US).astype(np.int64)
    reason = np.where(customers.end < clock.days, 0, -1)
    chance = rng.random(len(happened.kind))
    late = happened.touchpoint == CODE["delivery_late"]
    slow = happened.wait > SLOW_MINUTES
    for code, met, habit in ((1, late, "leaves_after_late"), (2, slow, "leaves_after_slow_help")):
        fatal = met & (chance < _habit(habit)[happened.kind]) & (happened.local_us < clock.days * DAY_US)
        first = _first(fatal, happened, len(at_us), at_us)
        reason = np.where(first < at_us, code, reason)
        at_us = first
    return Leaving(at_us=at_us, reason=reason)


def remaining(clock: Clock, leaves: Leaving, happened: Happenings) -> Happenings:
    """What is left: visits begun before the customer left, and only what falls into the window."""
    begun = happened.visit_us <= leaves.at_us[happened.customer]
    return happened.where(begun & (happened.local_us < clock.days * DAY_US))


def _first(fatal: Flags, happened: Happenings, customers: int, at_us: Ints) -> Ints:
    found = np.full(customers, np.iinfo(np.int64).max)
    np.minimum.at(found, happened.customer[fatal], happened.local_us[fatal])
    return np.minimum(found, at_us)


def _habit(name: str) -> Floats:
    return np.array([getattr(kind, name) for kind in KINDS], dtype=np.float64)
