"""Who is who, as the shop knows it with `--doubles`: a CRM with names, identifiers, nameless events, their truth."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from folkways.sampleshop.chance import Ints, dice, stream
from folkways.sampleshop.columns import ids
from folkways.sampleshop.crm import crm
from folkways.sampleshop.doubles import Double, doubles, missing
from folkways.sampleshop.localtime import DAY_US, HOUR_US, iso
from folkways.sampleshop.names import Person, person
from folkways.sampleshop.shop import InventedShop
from folkways.sampleshop.touchpoints import STORES

TABLET = "dev-tablet-01"
ON_TABLET, NAMELESS_FIRST, STRANGERS = 0.08, 0.35, 0.1
BROWSED = ("site_visit", "search", "product_page", "product_page", "reviews_page", "offers_page")
FIELDS = ("first_name", "last_name", "birth_date", "street", "postcode", "city", "email", "phone")
TRAITS_LOST = 0.3
Row = Sequence[object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Acquaintance:
    """All records, those of the customers and then the second ones: ids, traits by column, when each second began.

    `second_day` counts days of the window; `tablet` marks who signed up on the shop's own, `nameless` who looked
    round before.
    """

    shop: InventedShop
    seconds: list[Double]
    records: list[str]
    first_us: Ints
    traits: dict[str, list[str]]
    second_day: Ints
    tablet: np.ndarray
    nameless: np.ndarray

    @property
    def customers(self) -> int:
        return self.shop.settings.customers


def acquainted(shop: InventedShop) -> Acquaintance:
    """Draw who stands twice, who signed up on the shop's tablet, and who looked round before signing up."""
    settings, rng = shop.settings, stream(shop.settings.seed, "devices")
    seconds = doubles(settings)
    count, first_us = settings.customers, shop.first_us()
    return Acquaintance(
        shop=shop,
        seconds=seconds,
        records=ids("c", np.arange(count + len(seconds)), count + len(seconds)).to_pylist(),
        first_us=first_us,
        traits=crm(settings, shop.clock, shop.customers, first_us),
        second_day=rng.integers(0, shop.clock.days, len(seconds)),
        tablet=rng.random(count) < ON_TABLET,
        nameless=(rng.random(count) < NAMELESS_FIRST) & ~shop.customers.established,
    )


def write_acquaintance(shop: InventedShop, to: Path) -> None:
    """Write the CRM with names and second records, identities, events without a name, the stores' cards, and truth."""
    known = acquainted(shop)
    _write(to / "customers.csv", *_crm_with_names(known))
    _write(to / "identities.csv", ("kind", "value", "customer_id", "at"), _identities(known))
    _write(
        to / "anonymous.csv",
        ("event_id", "device_id", "at", "touchpoint", "channel"),
        _nameless_events(known),
    )
    _write(
        to / "card_events.csv",
        ("event_id", "customer_id", "at", "touchpoint", "channel", "value", "store"),
        _card_events(known),
    )
    _write(to / "truth_people.csv", ("customer_id", "person_id", "same", "changes"), _truth_of_records(known))
    _write(to / "truth_devices.csv", ("device_id", "person_id"), _truth_of_devices(known))


def _crm_with_names(known: Acquaintance) -> tuple[Row, Iterable[Row]]:
    """The plain CRM's columns and those of acquaintance; second records know fewer traits, and carry a card."""
    shop = known.shop
    columns = known.traits
    lost = missing(shop.settings, np.array([double.customer for double in known.seconds], dtype=np.int64))
    rows: list[Row] = []
    for number, traits in enumerate(zip(*columns.values(), strict=True)):
        told = _fields(person(shop.settings.seed, number), {name for name in lost if lost[name][number]})
        rows.append((known.records[number], *traits, *told, _devices(known, number)))
    for place, double in enumerate(known.seconds):
        rng = dice(shop.settings.seed, f"second record {double.customer}")
        traits = {
            name: "" if rng.random() < TRAITS_LOST else cells[double.customer]
            for name, cells in columns.items()
        }
        traits |= {"first_at": iso(_open_hour(known, int(known.second_day[place]))), "loyalty_card": "yes"}
        rows.append(
            (known.records[known.customers + place], *traits.values(), *_fields(double.person, set()), "")
        )
    return ("customer_id", *columns, *FIELDS, "device_ids"), rows


def _fields(one: Person, lost: set[str]) -> list[str]:
    told = {name: getattr(one, name) for name in FIELDS}
    return ["" if name in lost or value is None else str(value) for name, value in told.items()]


def _devices(known: Acquaintance, customer: int) -> str:
    """A device of one's own or two, and the shop's tablet for those who signed up there."""
    rng = dice(known.shop.settings.seed, f"devices {customer}")
    own = [f"dev-{int(rng.random() * 16**10):010x}" for _ in range(2 if rng.random() < 0.3 else 1)]
    return ";".join([*own, *([TABLET] if known.tablet[customer] else [])])


def _identities(known: Acquaintance) -> Iterable[Row]:
    """Each device with the customer who signed up on it, at that time."""
    for customer in range(known.customers):
        for device in _devices(known, customer).split(";"):
            yield ("device", device, known.records[customer], known.traits["first_at"][customer])


def _nameless_events(known: Acquaintance) -> list[Row]:
    """Looking round before signing up, on the own device; and on devices whose owners never sign up."""
    rows: list[tuple[int, str, str, str]] = []
    for customer in np.flatnonzero(known.nameless).tolist():
        device = _devices(known, customer).split(";")[0]
        rows += _looked_round(known, f"before {customer}", device, int(known.first_us[customer]))
    for stranger in range(round(STRANGERS * known.customers)):
        device, until = _stranger(known, stranger)
        rows += _looked_round(known, f"stranger {stranger}", device, until)
    rows.sort()
    names = ids("n", np.arange(len(rows)), len(rows)).to_pylist()
    return [
        (name, device, iso(us), touchpoint, channel)
        for name, (us, device, touchpoint, channel) in zip(names, rows, strict=True)
    ]


def _stranger(known: Acquaintance, number: int) -> tuple[str, int]:
    rng = dice(known.shop.settings.seed, f"stranger {number}")
    until = known.shop.clock.utc(np.array([int(rng.random() * known.shop.clock.days * DAY_US)]))
    return f"dev-{int(rng.random() * 16**10):010x}", int(until[0])


def _looked_round(
    known: Acquaintance, part: str, device: str, until_us: int
) -> list[tuple[int, str, str, str]]:
    """One to three short visits in the five weeks before a time, within the window."""
    rng = dice(known.shop.settings.seed, part)
    begin = int(known.shop.clock.utc(np.array([0]))[0])
    found: list[tuple[int, str, str, str]] = []
    for _ in range(1 + int(rng.random() * 3)):
        at = until_us - int((0.1 + rng.random() * 35) * DAY_US)
        channel = "app" if rng.random() < 0.3 else "web"
        for step in BROWSED[: 1 + int(rng.random() * len(BROWSED))]:
            touchpoint = "app_open" if channel == "app" and step == "site_visit" else step
            found.append((at, device, touchpoint, channel))
            at += int((0.3 + rng.random() * 4) * 60_000_000)
    return [row for row in found if row[0] >= begin]


def _card_events(known: Acquaintance) -> list[Row]:
    """Purchases in the store on the card of a second record, from its day on."""
    rows: list[tuple[int, str, str, str, str]] = []
    for place, double in enumerate(known.seconds):
        rng = dice(known.shop.settings.seed, f"card {double.customer}")
        record = known.records[known.customers + place]
        store = STORES[int(known.shop.customers.store[double.customer])]
        for _ in range(1 + int(rng.random() * 5)):
            at = _open_hour(known, int(known.second_day[place]) + int(rng.random() * 100), rng.random())
            value = f"{5 + rng.random() * 90:.2f}"
            rows += [
                (at, record, "store_visit", "", store),
                (at + HOUR_US // 4, record, "store_purchase", value, store),
            ]
    end = int(known.shop.clock.utc(np.array([known.shop.clock.days * DAY_US]))[0])
    kept = sorted(row for row in rows if row[0] < end - HOUR_US)
    names = ids("k", np.arange(len(kept)), len(kept)).to_pylist()
    return [
        (name, record, iso(us), touchpoint, "store", value, store)
        for name, (us, record, touchpoint, value, store) in zip(names, kept, strict=True)
    ]


def _open_hour(known: Acquaintance, day: int, part: float = 0.0) -> int:
    """A UTC time while stores are open; who comes on a Sunday comes on the Monday."""
    day += day % 7 == 6
    return int(
        known.shop.clock.utc(np.array([day * DAY_US + 10 * HOUR_US + int(part * 8 * 3600) * 1_000_000]))[0]
    )


def _truth_of_records(known: Acquaintance) -> Iterable[Row]:
    for customer in range(known.customers):
        yield (known.records[customer], f"p{customer + 1:06d}", "", "")
    for place, double in enumerate(known.seconds):
        yield (
            known.records[known.customers + place],
            f"p{double.customer + 1:06d}",
            double.same,
            ";".join(double.changes),
        )


def _truth_of_devices(known: Acquaintance) -> Iterable[Row]:
    """Whose each device is; the tablet's and the strangers' are nobody's."""
    yield (TABLET, "")
    for customer in range(known.customers):
        for device in _devices(known, customer).split(";"):
            if device != TABLET:
                yield (device, f"p{customer + 1:06d}")
    for stranger in range(round(STRANGERS * known.customers)):
        yield (_stranger(known, stranger)[0], "")


def _write(to: Path, header: Row, rows: Iterable[Row]) -> None:
    with to.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
