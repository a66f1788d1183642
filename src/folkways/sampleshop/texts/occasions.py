"""When customers put something into words: after orders, with a question, in a survey, when invited to talk."""

from __future__ import annotations

import numpy as np

from folkways.sampleshop.chance import Flags, Floats, Ints, stream
from folkways.sampleshop.columns import ids
from folkways.sampleshop.later import KINDS
from folkways.sampleshop.localtime import DAY_US
from folkways.sampleshop.shop import InventedShop
from folkways.sampleshop.texts.plan import Occasion, TextKind
from folkways.sampleshop.touchpoints import CODE

MOST = 50_000
REVIEWED, CHATS_KEPT, CALLS_KEPT, COMMENTED = 0.85, 0.2, 0.7, 0.6
INTERVIEWS, CUSTOMERS_PER_INTERVIEW = 36, 40
SPREAD = 1.05


def reviews(shop: InventedShop) -> list[Occasion]:
    """One for most `review_written` events, in the order of time; its order stands in the columns."""
    rng = stream(shop.settings.seed, "reviews")
    chosen = _some(shop.happened.touchpoint == CODE["review_written"], REVIEWED, rng)
    late = _late(shop, chosen)
    mood = _liking(shop, chosen) + rng.normal(0, SPREAD, len(chosen)) - 1.3 * late + 0.25
    return _occasions(shop, "review", chosen, mood, late, _order_numbers(shop, chosen))


def tickets(shop: InventedShop) -> list[Occasion]:
    """Some of the chats and most of the calls; the channel, and the order of calls, stand in the columns."""
    rng = stream(shop.settings.seed, "tickets")
    touchpoint = shop.happened.touchpoint
    called = touchpoint == CODE["support_call"]
    kept = rng.random(len(touchpoint)) < np.where(called, CALLS_KEPT, CHATS_KEPT)
    chosen = _some((called | (touchpoint == CODE["support_chat"])) & kept, 1.0, rng)
    late = _late(shop, chosen)
    mood = _liking(shop, chosen) + rng.normal(0, SPREAD, len(chosen)) - 0.8 * late - 0.7
    mailed = rng.random(len(chosen)) < 0.5
    spoken = np.where(called[chosen], "phone", "chat")
    heard = np.where(mailed, "email", spoken).tolist()
    numbers = _order_numbers(shop, chosen)
    return _occasions(
        shop, "ticket", chosen, mood, late, [(by, *row) for by, row in zip(heard, numbers, strict=True)]
    )


def comments(shop: InventedShop) -> list[Occasion]:
    """What more than half of the survey's respondents add in words, as satisfied as they said they are."""
    rng = stream(shop.settings.seed, "comments")
    told = shop.answered
    order = np.argsort(told.local_us, kind="stable")
    names = ids("a", np.arange(len(order)), len(order)).to_pylist()
    wrote = np.sort(rng.permutation(np.flatnonzero(rng.random(len(order)) < COMMENTED))[:MOST])
    who, at_us = told.customer[order][wrote], told.local_us[order][wrote]
    csat = told.scores[order][wrote, 1]
    mood = (np.where(csat < 0, 3.6, csat) - 3.8) * 0.9 + rng.normal(0, 0.7, len(wrote))
    persona, utc = _persona_at(shop, who, at_us), shop.clock.utc(at_us)
    return [
        Occasion(
            text_id=names[place], kind="comment", customer=int(who[number]), persona=persona[number],
            at_us=int(utc[number]), mood=float(mood[number]), late=False, columns=(str(told.wave[order[place]]),),
        )
        for number, place in enumerate(wrote.tolist())
    ]  # fmt: skip


def interviews(shop: InventedShop) -> list[Occasion]:
    """A few dozen customers, each persona in turn, in the last third of the window."""
    rng = stream(shop.settings.seed, "interviews")
    count = min(INTERVIEWS, max(1, shop.settings.customers // CUSTOMERS_PER_INTERVIEW))
    us = np.sort(rng.integers(int(0.66 * shop.clock.days), shop.clock.days, count)) * DAY_US
    us += rng.integers(9 * 4, 18 * 4, count) * 900_000_000
    present = np.flatnonzero(shop.customers.start * DAY_US < us[0])
    everyone = np.arange(shop.settings.customers)
    who = _in_turn(shop.customers.kind, present if len(present) >= count else everyone, count, rng)
    mood = rng.normal(-0.1, 0.9, count)
    persona = _persona_at(shop, who, us)
    return [
        Occasion(
            text_id=f"i{number + 1:02d}", kind="interview", customer=customer, persona=persona[number],
            at_us=at, mood=feeling, late=bool(rng.random() < 0.15), columns=(),
        )
        for number, (customer, at, feeling) in enumerate(
            zip(who.tolist(), shop.clock.utc(us).tolist(), mood.tolist(), strict=True)
        )
    ]  # fmt: skip


def _in_turn(kind: Ints, present: Ints, count: int, rng: np.random.Generator) -> Ints:
    """Customers of every kind in turn, as long as there are some."""
    order = rng.permutation(present)
    turn = np.zeros(len(order), dtype=np.int64)
    for code in np.unique(kind[order]):
        mine = kind[order] == code
        turn[mine] = np.arange(mine.sum())
    return order[np.argsort(turn, kind="stable")][:count]


def _some(events: Flags, share: float, rng: np.random.Generator) -> Ints:
    found = np.flatnonzero(events)
    found = found[rng.random(len(found)) < share]
    return rng.permutation(found)[:MOST]


def _liking(shop: InventedShop, events: Ints) -> Floats:
    """How content customers of each persona are, around 0."""
    return np.array([kind.csat_mean - 3.6 for kind in KINDS])[shop.happened.kind[events]]


def _late(shop: InventedShop, events: Ints) -> Flags:
    order = shop.happened.order
    late = np.unique(order[shop.happened.touchpoint == CODE["delivery_late"]])
    return np.isin(order[events], late) & (order[events] >= 0)


def _order_numbers(shop: InventedShop, events: Ints) -> list[tuple[str, ...]]:
    """Each event's public order number, as in `events.parquet`; empty without an order."""
    numbers = shop.order_numbers()
    order = shop.happened.order[events]
    names = ids("o", np.where(order >= 0, numbers[order], -1), len(numbers)).to_pylist()
    return [(name or "",) for name in names]


def _persona_at(shop: InventedShop, customers: Ints, local_us: Ints) -> list[str]:
    people = shop.customers
    turned = people.changed[customers] * DAY_US <= local_us
    kinds = np.where(turned, people.kind_after[customers], people.kind[customers])
    return [_persona(code) for code in kinds.tolist()]


def _persona(kind: int) -> str:
    return KINDS[kind].name.split("/")[0]


def _occasions(
    shop: InventedShop,
    kind: TextKind,
    events: Ints,
    mood: Floats,
    late: Flags,
    columns: list[tuple[str, ...]],
) -> list[Occasion]:
    """Occasions at events, numbered in the order of time."""
    happened = shop.happened
    order = np.argsort(happened.local_us[events], kind="stable").tolist()
    utc = shop.clock.utc(happened.local_us[events])
    names = ids(kind[0], np.arange(len(order)), len(order)).to_pylist()
    return [
        Occasion(
            text_id=names[number], kind=kind, customer=int(happened.customer[events[place]]),
            persona=_persona(int(happened.kind[events[place]])), at_us=int(utc[place]), mood=float(mood[place]),
            late=bool(late[place]), columns=columns[place],
        )
        for number, place in enumerate(order)
    ]  # fmt: skip
