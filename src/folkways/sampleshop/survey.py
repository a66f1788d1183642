"""What customers answer when asked: recommendation, satisfaction, and fourteen statements on 1–7, with gaps."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from folkways.sampleshop.chance import Flags, Floats, Ints, stream
from folkways.sampleshop.happenings import SLOW_MINUTES, Happenings
from folkways.sampleshop.later import KINDS
from folkways.sampleshop.leaving import Leaving
from folkways.sampleshop.localtime import DAY_US, HOUR_US, day_of_month
from folkways.sampleshop.personas import STATEMENTS
from folkways.sampleshop.population import Customers
from folkways.sampleshop.settings import SampleShop
from folkways.sampleshop.touchpoints import CODE

MONTHS_BETWEEN = 6
ANSWERS_A_WAVE = 0.8
BLANK = 0.08
STYLE_SPREAD, ITEM_SPREAD = 0.5, 1.2
MIDDLE = 4.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Responses:
    """One entry per response; `scores` are nps, csat and the statements in their order, 0 … and -1 for blank."""

    customer: Ints
    wave: Ints
    local_us: Ints
    scores: Ints


def responders(shop: SampleShop, customers: Customers) -> Flags:
    """Who would answer a survey while a customer; 60–80% never do."""
    rate = np.array([kind.response_rate for kind in KINDS])[customers.kind]
    return stream(shop.seed, "responders").random(len(rate)) < rate


def responses(shop: SampleShop, customers: Customers, leaves: Leaving, happened: Happenings) -> Responses:
    """Hold the waves: each asks who has come already and has not left."""
    rng = stream(shop.seed, "survey")
    willing = responders(shop, customers)
    style = rng.normal(0, STYLE_SPREAD, len(willing))
    held: list[Responses] = []
    for number, day in enumerate(waves(shop), start=1):
        us = day * DAY_US
        there = (customers.start < day) & (leaves.at_us > us)
        who = np.flatnonzero(willing & there & (rng.random(len(willing)) < ANSWERS_A_WAVE))
        after = (np.minimum(rng.exponential(2.5, len(who)), 12) * DAY_US).astype(np.int64)
        local_us = us + 9 * HOUR_US + after // 1_000_000 * 1_000_000
        scores = _scores(customers, who, day, style[who], _grief(happened, who, us), rng)
        held.append(Responses(customer=who, wave=np.full(len(who), number), local_us=local_us, scores=scores))
    return Responses(
        customer=np.concatenate([part.customer for part in held]),
        wave=np.concatenate([part.wave for part in held]),
        local_us=np.concatenate([part.local_us for part in held]),
        scores=np.concatenate([part.scores for part in held]),
    )


def waves(shop: SampleShop) -> tuple[int, ...]:
    """The days on which the survey is sent out: 15 days before the end of every sixth month, or of the last."""
    months = range(MONTHS_BETWEEN, shop.months + 1, MONTHS_BETWEEN) or (shop.months,)
    return tuple(day_of_month(month + 1) - 15 for month in months)


def statement_means(kind: int) -> list[float]:
    """A persona's mean agreement with each statement, in their order."""
    return [KINDS[kind].statements.get(name, MIDDLE) for name in STATEMENTS]


def _scores(
    customers: Customers, who: Ints, day: int, style: Floats, grief: Floats, rng: np.random.Generator
) -> Ints:
    kind = np.where(customers.changed[who] <= day, customers.kind_after[who], customers.kind[who])
    liking = rng.normal(0, 1, len(who)) + style - grief
    nps = np.array([one.nps_mean for one in KINDS])[kind] + 1.9 * liking
    csat = np.array([one.csat_mean for one in KINDS])[kind] + 0.8 * liking + rng.normal(0, 0.4, len(who))
    means = np.array([statement_means(code) for code in range(len(KINDS))])[kind]
    told = means + style[:, None] + rng.normal(0, ITEM_SPREAD, means.shape)
    found = np.column_stack(
        [np.clip(np.rint(nps), 0, 10), np.clip(np.rint(csat), 1, 5), np.clip(np.rint(told), 1, 7)]
    )
    found[rng.random(found.shape) < BLANK] = -1
    return found.astype(np.int64)


def _grief(happened: Happenings, who: Ints, until_us: int) -> Floats:
    """What has gone wrong lately: late deliveries and slow help in the 90 days before, half a point each."""
    bad = (happened.touchpoint == CODE["delivery_late"]) | (happened.wait > SLOW_MINUTES)
    lately = bad & (happened.local_us < until_us) & (happened.local_us > until_us - 90 * DAY_US)
    size = int(max(who.max(initial=0), happened.customer.max(initial=0))) + 1
    return 0.5 * np.minimum(np.bincount(happened.customer[lately], minlength=size), 3)[who]
