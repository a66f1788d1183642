"""Who the customers are: their persona, when they come and go, and the lives in which they are one kind."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from folkways.sampleshop.chance import Flags, Floats, Ints, stream
from folkways.sampleshop.later import KIND, KINDS
from folkways.sampleshop.localtime import Clock, day_of_month
from folkways.sampleshop.personas import PERSONAS
from folkways.sampleshop.settings import SampleShop
from folkways.sampleshop.touchpoints import STORES

NEWCOMERS = 0.4
QUIET_DAYS = 45
NEWCOMERS_CHANGED = 0.5
DOUBTERS_MOVED = 0.3
PACE_SHAPE = 6.0
_STORE_SHARES = (0.3, 0.22, 0.18, 0.14, 0.16)


@dataclass(frozen=True, slots=True, kw_only=True)
class Customers:
    """One entry per customer: `kind` at the beginning, `kind_after` from day `changed` on (or never: days)."""

    kind: Ints
    kind_after: Ints
    changed: Ints
    established: Flags
    start: Ints
    end: Floats
    pace: Floats
    store: Ints
    treated: Flags


@dataclass(frozen=True, slots=True, kw_only=True)
class Lives:
    """Stretches of days [start, end) in which a customer is of one kind; `first` marks a customer's first."""

    customer: Ints
    kind: Ints
    start: Floats
    end: Floats
    first: Flags


def people(shop: SampleShop, clock: Clock) -> Customers:
    """Draw the customers: the same people under all changes, but for what the changes do to them."""
    rng = stream(shop.seed, "people")
    count = shop.customers
    shares = np.array([persona.share for persona in PERSONAS])
    kind = rng.choice(len(PERSONAS), size=count, p=shares)
    established = rng.random(count) >= NEWCOMERS
    start = np.where(established, 0, _first_days(count, clock, rng))
    hazard = np.array([persona.monthly_attrition for persona in KINDS])[kind]
    end = np.minimum(start + 1 + rng.exponential(size=count) * 30.4 / hazard, clock.days)
    pace = rng.gamma(PACE_SHAPE, 1 / PACE_SHAPE, count)
    store = rng.choice(len(STORES), size=count, p=_STORE_SHARES)
    treated = rng.random(count) < 0.5
    kind = _with_newcomers(shop, kind, start, rng)
    kind_after, changed = _turns(shop, kind, clock, rng)
    return Customers(
        kind=kind, kind_after=kind_after, changed=changed, established=established, start=start, end=end,
        pace=pace, store=store, treated=treated,
    )  # fmt: skip


def lives(customers: Customers) -> Lives:
    """Cut each customer's time at the day of change; empty stretches are left out."""
    everyone = np.arange(len(customers.kind))
    before_end = np.minimum(customers.end, customers.changed)
    after_start = np.maximum(customers.start, customers.changed)
    before = everyone[before_end > customers.start]
    after = everyone[customers.end > after_start]
    customer = np.concatenate([before, after])
    first = np.concatenate([np.ones(len(before), bool), customers.changed[after] <= customers.start[after]])
    return Lives(
        customer=customer,
        kind=np.concatenate([customers.kind[before], customers.kind_after[after]]),
        start=np.concatenate([customers.start[before], after_start[after]]).astype(np.float64),
        end=np.concatenate([before_end[before], customers.end[after]]),
        first=first,
    )


def likeness(lives: Lives) -> Floats:
    """How closely the customer of each life stays to its persona."""
    return np.array([kind.likeness for kind in KINDS])[lives.kind]


def _first_days(count: int, clock: Clock, rng: np.random.Generator) -> Ints:
    last = max(1, clock.days - min(QUIET_DAYS, clock.days // 3))
    weights = clock.season[:last] / clock.season[:last].sum()
    return rng.choice(last, size=count, p=weights)


def _with_newcomers(shop: SampleShop, kind: Ints, start: Ints, rng: np.random.Generator) -> Ints:
    chosen = rng.random(len(kind)) < NEWCOMERS_CHANGED
    month = shop.month_of("new-persona")
    if month is None:
        return kind
    return np.where(chosen & (start >= max(1, day_of_month(month))), KIND["gift-giver"], kind)


def _turns(shop: SampleShop, kind: Ints, clock: Clock, rng: np.random.Generator) -> tuple[Ints, Ints]:
    halves = np.where(
        rng.random(len(kind)) < 0.5, KIND["night-owl/app-impulse"], KIND["night-owl/late-researcher"]
    )
    movers = rng.random(len(kind)) < DOUBTERS_MOVED
    after, changed = kind.copy(), np.full(len(kind), clock.days, dtype=np.int64)
    for name, who, into in (
        ("night-owls-split", kind == KIND["night-owl"], halves),
        (
            "customers-move",
            (kind == KIND["fit-doubter"]) & movers,
            np.full(len(kind), KIND["loyal-advocate"]),
        ),
    ):
        month = shop.month_of(name)
        if month is not None:
            after = np.where(who, into, after)
            changed = np.where(who, day_of_month(month), changed)
    return after, changed
