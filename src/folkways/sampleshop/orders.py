"""What an online order brings: delivery, help after a late one, returns, reviews, referrals."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from folkways.sampleshop.chance import Floats, Ints, stream
from folkways.sampleshop.happenings import NOTHING, Happenings, minutes_waited
from folkways.sampleshop.later import KINDS
from folkways.sampleshop.localtime import DAY_US, HOUR_US, Clock
from folkways.sampleshop.settings import SampleShop
from folkways.sampleshop.touchpoints import CHANNEL, CODE

LATE, LATE_IN_HIGH_SEASON = 0.1, 0.18
HIGH_SEASON = 1.3


@dataclass(frozen=True, slots=True, kw_only=True)
class _Delivered:
    orders: Happenings
    late: Ints
    at_us: Ints
    rng: np.random.Generator


def aftermath(shop: SampleShop, clock: Clock, shopped: Happenings) -> Happenings:
    """Everything that follows the online orders, however late it comes; nothing follows a purchase in a store."""
    rng = stream(shop.seed, "orders")
    orders = shopped.where(shopped.touchpoint == CODE["payment"])
    delivered = _delivered(clock, orders, rng)
    parts = (_calls(delivered), _returns(delivered), _reviews(delivered), _referrals(delivered))
    touchpoint = np.where(delivered.late == 1, CODE["delivery_late"], CODE["delivery_on_time"])
    found = _follows(orders, touchpoint, delivered.at_us, "email")
    for part in parts:
        found = found.beside(part)
    return found


def _delivered(clock: Clock, orders: Happenings, rng: np.random.Generator) -> _Delivered:
    day = orders.local_us // DAY_US
    busy = clock.season[np.clip(day, 0, clock.days - 1)] >= HIGH_SEASON
    late = (rng.random(len(day)) < np.where(busy, LATE_IN_HIGH_SEASON, LATE)).astype(np.int64)
    after = np.where(late == 1, rng.integers(7, 13, len(day)), rng.integers(2, 6, len(day)))
    return _Delivered(orders=orders, late=late, at_us=_by_day(day + after, rng), rng=rng)


def _by_day(day: Ints, rng: np.random.Generator) -> Ints:
    hour = 9 + 10 * rng.random(len(day))
    return day * DAY_US + (hour * HOUR_US).astype(np.int64) // 1000 * 1000


def _calls(delivered: _Delivered) -> Happenings:
    rng, orders = delivered.rng, delivered.orders
    chance = _means("support_after_late")[orders.kind] * delivered.late
    calls = rng.random(len(chance)) < chance
    at_us = delivered.at_us - rng.integers(1, 72, len(chance)) * HOUR_US // 2
    found = _follows(orders, np.full(len(chance), CODE["support_call"]), at_us, "phone")
    return replace(found, wait=minutes_waited(len(chance), rng)).where(calls)


def _returns(delivered: _Delivered) -> Happenings:
    rng, orders = delivered.rng, delivered.orders
    returned = rng.random(len(orders.kind)) < _own("returns", orders, rng)
    at_us = _by_day(delivered.at_us // DAY_US + rng.integers(2, 15, len(returned)), rng)
    part = np.where(rng.random(len(returned)) < 0.6, 1.0, rng.uniform(0.2, 0.8, len(returned)))
    found = _follows(orders, np.full(len(returned), CODE["return"]), at_us, "web")
    cents = -np.maximum(np.round(orders.cents * part), 1).astype(np.int64)
    return replace(found, cents=cents).where(returned)


def _reviews(delivered: _Delivered) -> Happenings:
    rng, orders = delivered.rng, delivered.orders
    written = rng.random(len(orders.kind)) < _own("reviews", orders, rng)
    at_us = delivered.at_us + (rng.uniform(1, 10, len(written)) * DAY_US).astype(np.int64) // 1000 * 1000
    found = _follows(orders, np.full(len(written), CODE["review_written"]), at_us, "web")
    return replace(found, channel=orders.channel).where(written)


def _referrals(delivered: _Delivered) -> Happenings:
    rng, orders = delivered.rng, delivered.orders
    told = rng.random(len(orders.kind)) < _own("referrals", orders, rng)
    at_us = delivered.at_us + (rng.uniform(1, 21, len(told)) * DAY_US).astype(np.int64) // 1000 * 1000
    return _follows(orders, np.full(len(told), CODE["referral"]), at_us, "social").where(told)


def _means(habit: str) -> Floats:
    return np.array([getattr(kind, habit) for kind in KINDS], dtype=np.float64)


def _own(habit: str, orders: Happenings, rng: np.random.Generator) -> Floats:
    """Each order's probability of a habit, the same for all orders of one customer of one kind."""
    mean = _means(habit)
    people = int(orders.customer.max()) + 1 if len(orders.customer) else 0
    own = 2 * rng.random(people)
    return mean[orders.kind] * own[orders.customer]


def _follows(orders: Happenings, touchpoint: Ints, at_us: Ints, channel: str) -> Happenings:
    count = len(touchpoint)
    return replace(
        orders, touchpoint=touchpoint, local_us=at_us, channel=np.full(count, CHANNEL[channel]),
        cents=np.zeros(count, dtype=np.int64), fee=np.full(count, np.nan),
        wait=np.full(count, NOTHING), store=np.full(count, NOTHING),
    )  # fmt: skip
