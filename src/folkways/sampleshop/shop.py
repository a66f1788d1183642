"""The whole shop in memory: each part in its order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from folkways.sampleshop.chance import Ints, stream
from folkways.sampleshop.detours import detours
from folkways.sampleshop.happenings import Happenings, happenings
from folkways.sampleshop.leaks import Leaks, leaks
from folkways.sampleshop.leaving import Leaving, leaving, remaining
from folkways.sampleshop.localtime import DAY_US, Clock, clock
from folkways.sampleshop.orders import aftermath
from folkways.sampleshop.population import Customers, Lives, lives, people
from folkways.sampleshop.settings import SampleShop
from folkways.sampleshop.survey import Responses, responses
from folkways.sampleshop.visits import Visits, visits
from folkways.sampleshop.walk import Steps, walk

Progress = Callable[[str, int, int], None]
STAGE = "sample shop"
STAGES = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class InventedShop:
    """Everything that was invented; `happened` is what the events file holds, each event once."""

    settings: SampleShop
    clock: Clock
    customers: Customers
    lives: Lives
    visits: Visits
    leaks: Leaks
    steps: Steps
    leaves: Leaving
    happened: Happenings
    answered: Responses

    def order_numbers(self) -> Ints:
        """The public number of each order, which tells nothing about its time."""
        orders = int(self.happened.order.max(initial=0)) + 1
        return stream(self.settings.seed, "order numbers").permutation(orders)

    def first_us(self) -> Ints:
        """Each customer's first event in UTC; the beginning of their time where nothing was left."""
        first = self.customers.start * DAY_US + DAY_US
        np.minimum.at(first, self.happened.customer, self.happened.local_us)
        return self.clock.utc(first)


def invented(settings: SampleShop, progress: Progress) -> InventedShop:
    """Invent people, their visits, what happens in them, what follows, who leaves, and what they answer."""
    ticks = clock(settings.months)
    customers = people(settings, ticks)
    lived = lives(customers)
    progress(STAGE, 1, STAGES)
    came = visits(settings, ticks, customers, lived)
    planted = leaks(settings, customers, lived, came)
    progress(STAGE, 2, STAGES)
    steps = walk(settings, lived, came, planted, detours(settings))
    progress(STAGE, 3, STAGES)
    shopped = happenings(settings, customers, lived, came, planted, steps)
    everything = shopped.beside(aftermath(settings, ticks, shopped))
    leaves = leaving(settings, ticks, customers, everything)
    happened = remaining(ticks, leaves, everything)
    progress(STAGE, 4, STAGES)
    answered = responses(settings, customers, leaves, happened)
    progress(STAGE, 5, STAGES)
    return InventedShop(
        settings=settings, clock=ticks, customers=customers, lives=lived, visits=came, leaks=planted,
        steps=steps, leaves=leaves, happened=happened, answered=answered,
    )  # fmt: skip
