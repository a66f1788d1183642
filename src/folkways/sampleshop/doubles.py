"""People who stand in the CRM twice: the second record, taken down in a store, and what changed between the two."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from random import Random

import numpy as np

from folkways.sampleshop.chance import Ints, dice, one_of, stream, weighted
from folkways.sampleshop.names import MAIL_HOSTS, Person, ascii_letters, dwelling, person, phone_of
from folkways.sampleshop.settings import SampleShop

NICKNAMES = {
    "Katharina": "Kathi", "Johanna": "Hanna", "Margarete": "Grete", "Elisabeth": "Lisa", "Susanne": "Susi",
    "Christine": "Tina", "Franziska": "Franzi", "Magdalena": "Magda", "Theresa": "Resi", "Gabriele": "Gabi",
    "Friederike": "Rike", "Alexander": "Alex", "Johannes": "Hannes", "Michael": "Michi", "Thomas": "Tom",
    "Matthias": "Matze", "Christoph": "Chris", "Friedrich": "Fritz", "Maximilian": "Max", "Sebastian": "Basti",
    "Andreas": "Andi", "William": "Bill", "Benjamin": "Ben", "Daniel": "Dani", "Oliver": "Oli", "Robert": "Rob",
}  # fmt: skip
SAME = {"email": 0.2, "phone": 0.14, "email and phone": 0.06, "": 0.6}
CHANGES = {"typo": 0.3, "moved": 0.2, "nickname": 0.2, "birth_swapped": 0.15, "missing": 0.15}
TWO_CHANGES = 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Double:
    """A customer's second record: `person` as it was taken down, the exact keys it shares, what else changed."""

    customer: int
    person: Person
    same: str
    changes: tuple[str, ...]


def doubles(shop: SampleShop) -> list[Double]:
    """The second records, in a random order."""
    rng = stream(shop.seed, "doubles")
    who = rng.choice(shop.customers, size=round(shop.doubles * shop.customers), replace=False)
    return [_double(shop, customer) for customer in who.tolist()]


def missing(shop: SampleShop, doubled: Ints) -> dict[str, np.ndarray]:
    """Which fields the first records lack; those of the doubled are whole, so that a pair can be told."""
    rng = stream(shop.seed, "missing fields")
    whole = np.isin(np.arange(shop.customers), doubled)
    shares = {"birth_date": 0.08, "street": 0.06, "postcode": 0.06, "email": 0.04, "phone": 0.15}
    return {name: (rng.random(shop.customers) < share) & ~whole for name, share in shares.items()}


def _double(shop: SampleShop, customer: int) -> Double:
    rng = dice(shop.seed, f"double {customer}")
    first = person(shop.seed, customer)
    same = weighted(SAME, rng)
    changes = _changes(first, rng)
    second = first
    for change in changes:
        second = _changed(second, change, rng)
    return Double(
        customer=customer, person=_reached(shop, second, customer, same, rng), same=same, changes=changes
    )


def _changes(first: Person, rng: Random) -> tuple[str, ...]:
    """One change or two of those that can happen to this person; who has moved still tells the day of birth."""
    possible, born = dict(CHANGES), first.birth_date
    if first.first_name not in NICKNAMES:
        del possible["nickname"]
    if born is None or born.day > 12 or born.day == born.month:
        del possible["birth_swapped"]
    one = weighted(possible, rng)
    apart = {"missing": "moved", "moved": "missing", "typo": "nickname", "nickname": "typo"}.get(one)
    others = {name: weight for name, weight in possible.items() if name not in (one, apart)}
    return (one, weighted(others, rng)) if rng.random() < TWO_CHANGES and others else (one,)


def _changed(was: Person, change: str, rng: Random) -> Person:
    if change == "typo":
        field = one_of(("first_name", "last_name"), rng)
        return replace(was, **{field: _mistyped(getattr(was, field), rng)})
    if change == "moved":
        street, postcode, city = dwelling(rng)
        return replace(was, street=street, postcode=postcode, city=city)
    if change == "nickname":
        return replace(was, first_name=NICKNAMES[was.first_name])
    if change == "birth_swapped" and was.birth_date:
        born = was.birth_date
        return replace(was, birth_date=date(born.year, born.day, born.month))
    return replace(was, birth_date=None) if rng.random() < 0.5 else replace(was, street="", postcode="")


def _mistyped(name: str, rng: Random) -> str:
    """Two letters swapped, one lost, or one doubled, beyond the first."""
    at = 1 + int(rng.random() * (len(name) - 2))
    swapped = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    lost, twice = name[:at] + name[at + 1 :], name[: at + 1] + name[at:]
    return one_of((swapped if swapped != name else twice, lost, twice), rng)


def _reached(shop: SampleShop, second: Person, customer: int, same: str, rng: Random) -> Person:
    """E-mail and phone of the second record: the same where planted, else new ones or none."""
    local = (
        f"{ascii_letters(second.first_name)}.{ascii_letters(second.last_name)}{shop.customers + customer + 1}"
    )
    email = second.email if "email" in same else f"{local}@{one_of(MAIL_HOSTS, rng)}"
    number = second.phone if "phone" in same else phone_of(shop.customers + customer)
    lost = rng.random()
    if "email" not in same and lost < 0.3:
        email = ""
    if "phone" not in same and 0.2 < lost < 0.6:
        number = ""
    return replace(second, email=email, phone=number)
