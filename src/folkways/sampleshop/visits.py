"""When customers come: the days and hours of their visits, and how each visit begins."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from folkways.sampleshop.chance import Flags, Floats, Ints, around, pick, stream
from folkways.sampleshop.later import KINDS
from folkways.sampleshop.localtime import DAY_US, HOUR_US, Clock, day_of_month
from folkways.sampleshop.personas import DAYPARTS, PlantedPersona
from folkways.sampleshop.population import Customers, Lives, likeness
from folkways.sampleshop.settings import SampleShop
from folkways.sampleshop.touchpoints import CODE, ENTRIES, STORES

ENTRIES_CONCENTRATION = 40.0
DAYPARTS_CONCENTRATION = 40.0
WEEKEND_CONCENTRATION = 40.0
_STORE_VISIT = CODE["store_visit"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Visits:
    """One entry per visit: whose life, the local microsecond it begins, its first touchpoint, app or web."""

    life: Ints
    local_us: Ints
    entry: Ints
    app: Flags


def entry_probabilities(kind: PlantedPersona) -> Floats:
    """How an average visit of a persona begins, over ENTRIES."""
    weights = np.array([kind.entries[entry] for entry in ENTRIES])
    return weights / weights.sum()


def daypart_probabilities(kind: PlantedPersona) -> Floats:
    """When an average online visit of a persona begins, over DAYPARTS."""
    return np.array(kind.dayparts) / sum(kind.dayparts)


def visits(shop: SampleShop, clock: Clock, customers: Customers, lives: Lives) -> Visits:
    """Draw each life's visits: a Poisson number, by season and weekday, at the customer's own hours."""
    rng = stream(shop.seed, "visits")
    life = _whose(clock, customers, lives, rng)
    day = _days(clock, lives, life, rng)
    newcomer_first = _first_of_newcomers(customers, lives, life)
    day = np.where(newcomer_first, customers.start[lives.customer[life]], day)
    entry = _entries(lives, life, rng)
    local_us = _moments(lives, life, day, entry, rng)
    app = _in_app(lives, life, entry, rng)
    found = Visits(life=life, local_us=local_us, entry=entry, app=app)
    return _without_closed_store(shop, customers, lives, found)


def _whose(clock: Clock, customers: Customers, lives: Lives, rng: np.random.Generator) -> Ints:
    season = np.concatenate([[0.0], clock.season.cumsum()])
    days = np.arange(clock.days + 1)
    exposure = np.interp(lives.end, days, season) - np.interp(lives.start, days, season)
    monthly = np.array([kind.visits_per_month for kind in KINDS])[lives.kind] * customers.pace[lives.customer]
    count = np.maximum(rng.poisson(monthly * exposure / 30.4), lives.first)
    return np.repeat(np.arange(len(count)), count)


def _first_of_newcomers(customers: Customers, lives: Lives, life: Ints) -> Flags:
    begins = np.concatenate([[True], life[1:] != life[:-1]])
    return begins & lives.first[life] & ~customers.established[lives.customer[life]]


def _days(clock: Clock, lives: Lives, life: Ints, rng: np.random.Generator) -> Ints:
    own = _weekend_share(lives, rng)
    weekend = (rng.random(len(life)) < own[life]).astype(np.int64)
    rows = np.array([clock.season * (clock.weekend == which) for which in (0, 1)]) + 1e-9
    mass = np.concatenate([np.zeros((2, 1)), rows.cumsum(axis=1)], axis=1)
    mass /= mass[:, -1:]
    low = mass[weekend, lives.start[life].astype(np.int64)]
    last = np.maximum(np.floor(lives.end), lives.start + 1).astype(np.int64)
    high = mass[weekend, last[life]]
    wanted = low + rng.random(len(life)) * (high - low)
    flat = (mass[:, 1:] + np.array([[0.0], [2.0]])).ravel()
    found = np.searchsorted(flat, wanted + 2.0 * weekend, side="right") - weekend * clock.days
    return np.clip(found, lives.start[life].astype(np.int64), clock.days - 1)


def _weekend_share(lives: Lives, rng: np.random.Generator) -> Floats:
    mean = np.array([kind.weekend for kind in KINDS])[lives.kind]
    return rng.beta(mean * WEEKEND_CONCENTRATION, (1 - mean) * WEEKEND_CONCENTRATION)


def _entries(lives: Lives, life: Ints, rng: np.random.Generator) -> Ints:
    means = np.array([entry_probabilities(kind) for kind in KINDS])[lives.kind]
    own = around(means, ENTRIES_CONCENTRATION * likeness(lives), rng).cumsum(axis=1)
    return pick(own[life], rng)


def _moments(lives: Lives, life: Ints, day: Ints, entry: Ints, rng: np.random.Generator) -> Ints:
    means = np.array([daypart_probabilities(kind) for kind in KINDS])[lives.kind]
    own = around(means, DAYPARTS_CONCENTRATION * likeness(lives), rng).cumsum(axis=1)
    part = pick(own[life], rng)
    opens = np.array([hours[0] for hours in DAYPARTS.values()])[part]
    hour = (opens + 4 * rng.random(len(life))) % 24
    in_store = entry == _STORE_VISIT
    hour = np.where(in_store, 9.5 + 9.5 * rng.beta(2, 2, len(life)), hour)
    open_day = np.where(in_store & (day % 7 == 6), day - 1, day)
    return open_day * DAY_US + (hour * HOUR_US).astype(np.int64) // 1000 * 1000


def _in_app(lives: Lives, life: Ints, entry: Ints, rng: np.random.Generator) -> Flags:
    share = np.array([kind.app_share for kind in KINDS])[lives.kind[life]]
    by_link = (entry == CODE["social_ad"]) | (entry == CODE["email"])
    return (entry == CODE["app_open"]) | (by_link & (rng.random(len(life)) < share))


def _without_closed_store(shop: SampleShop, customers: Customers, lives: Lives, found: Visits) -> Visits:
    rng = stream(shop.seed, "store-closes")
    moves = rng.random(len(found.life)) < 0.5
    month = shop.month_of("store-closes")
    if month is None:
        return found
    home = customers.store[lives.customer[found.life]]
    shut = (found.entry == _STORE_VISIT) & (home == STORES.index("Leipzig"))
    shut &= found.local_us >= day_of_month(month) * DAY_US
    kept = ~shut | moves
    entry = np.where(shut, CODE["site_visit"], found.entry)
    return Visits(
        life=found.life[kept], local_us=found.local_us[kept], entry=entry[kept], app=found.app[kept]
    )
