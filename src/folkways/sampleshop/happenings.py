"""Everything that happened, as one table of arrays: what visits did, and later what orders brought."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from folkways.sampleshop.chance import Flags, Floats, Ints, stream
from folkways.sampleshop.later import KINDS
from folkways.sampleshop.leaks import FEE, FEE_AFTER, Leaks
from folkways.sampleshop.population import Customers, Lives
from folkways.sampleshop.settings import SampleShop
from folkways.sampleshop.touchpoints import CHANNEL, CODE, FIXED_CHANNEL, TOUCHPOINTS
from folkways.sampleshop.visits import Visits
from folkways.sampleshop.walk import Steps

SLOW_MINUTES = 15
NOTHING = -1
_FIXED = np.array([CHANNEL.get(FIXED_CHANNEL.get(name, ""), NOTHING) for name in TOUCHPOINTS])


@dataclass(frozen=True, slots=True, kw_only=True)
class Happenings:
    """One entry per event; `visit_us` is the local microsecond when its visit began.

    Nothing is -1 for codes, orders and minutes, NaN for fees, 0 for cents.
    """

    customer: Ints
    kind: Ints
    visit_us: Ints
    local_us: Ints
    touchpoint: Ints
    channel: Ints
    cents: Ints
    order: Ints
    fee: Floats
    wait: Ints
    store: Ints

    def where(self, kept: Flags | Ints) -> Happenings:
        """The chosen entries."""
        return Happenings(**{column.name: getattr(self, column.name)[kept] for column in fields(self)})

    def beside(self, other: Happenings) -> Happenings:
        """These entries, then the other's."""
        return Happenings(
            **{
                column.name: np.concatenate([getattr(self, column.name), getattr(other, column.name)])
                for column in fields(self)
            }
        )


def happenings(
    shop: SampleShop, customers: Customers, lives: Lives, visits: Visits, leaks: Leaks, steps: Steps
) -> Happenings:
    """Dress the steps of all visits: channel, order values and numbers, fees shown, minutes waited, store."""
    rng = stream(shop.seed, "happenings")
    life = visits.life[steps.visit]
    customer, kind = lives.customer[life], lives.kind[life]
    by_visit = np.where(visits.app[steps.visit], CHANNEL["app"], CHANNEL["web"])
    channel = np.where(_FIXED[steps.touchpoint] >= 0, _FIXED[steps.touchpoint], by_visit)
    paid = steps.touchpoint == CODE["payment"]
    return Happenings(
        customer=customer, kind=kind, visit_us=visits.local_us[steps.visit], local_us=steps.local_us,
        touchpoint=steps.touchpoint, channel=channel, cents=_cents(customer, kind, steps, rng),
        order=np.where(paid, paid.cumsum() - 1, NOTHING), fee=_fees(leaks, steps), wait=_waits(steps, rng),
        store=np.where(channel == CHANNEL["store"], customers.store[customer], NOTHING),
    )  # fmt: skip


def minutes_waited(count: int, rng: np.random.Generator) -> Ints:
    """How long help takes; about a quarter of the time it is slow."""
    return np.ceil(rng.lognormal(2.1, 0.9, count)).astype(np.int64)


def _cents(customer: Ints, kind: Ints, steps: Steps, rng: np.random.Generator) -> Ints:
    own = rng.normal(0, 0.35, customer.max() + 1 if len(customer) else 0)
    median = np.array([persona.order_value_median for persona in KINDS])[kind]
    drawn = median * np.exp(own[customer] + rng.normal(0, 0.45, len(customer)))
    bought = (steps.touchpoint == CODE["payment"]) | (steps.touchpoint == CODE["store_purchase"])
    return np.where(bought, np.maximum(np.round(drawn * 100), 199), 0).astype(np.int64)


def _fees(leaks: Leaks, steps: Steps) -> Floats:
    fee = np.where(leaks.regime[steps.visit] % 2 == 1, FEE_AFTER, FEE)
    return np.where(steps.touchpoint == CODE["checkout"], fee, np.nan)


def _waits(steps: Steps, rng: np.random.Generator) -> Ints:
    usual = minutes_waited(len(steps.visit), rng)
    slow = SLOW_MINUTES + 1 + rng.geometric(0.05, len(steps.visit))
    waited = np.where(steps.leak >= 0, slow, usual)
    return np.where(steps.touchpoint == CODE["support_chat"], waited, NOTHING)
