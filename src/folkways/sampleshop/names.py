"""Who the customers are by name: invented people with addresses that reach nobody."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from folkways.sampleshop.chance import dice, one_of

FIRST_NAMES = (
    "Anna", "Lena", "Katharina", "Sophie", "Johanna", "Margarete", "Elisabeth", "Susanne", "Christine", "Franziska",
    "Ayşe", "Elif", "Magdalena", "Agnieszka", "Olga", "Claire", "Amélie", "Emily", "Hannah", "Theresa", "Ursula",
    "Gabriele", "Dorothea", "Friederike", "Nina", "Alexander", "Johannes", "Michael", "Thomas", "Stefan", "Matthias",
    "Christoph", "Friedrich", "Maximilian", "Sebastian", "Andreas", "Wolfgang", "Günther", "Jürgen", "Robert",
    "William", "Mehmet", "Emre", "Piotr", "Julien", "Oliver", "Benjamin", "Daniel", "Konrad", "Leopold",
)  # fmt: skip
LAST_NAMES = (
    "Achterberg", "Bachmann", "Brandt", "Brückner", "Dahlmann", "Ebeling", "Engelhardt", "Fährmann", "Friedrichs",
    "Gerlach", "Grünewald", "Haberland", "Hellwig", "Hofstetter", "Ihlenfeld", "Jablonski", "Janssen", "Kaczmarek",
    "Kettler", "Kirchhoff", "Kowalczyk", "Krämer", "Lindqvist", "Lohmann", "Mahler", "Mertens", "Möbius", "Nachtigall",
    "Neubauer", "Oehler", "Ostermann", "Özdemir", "Paulsen", "Petrovic", "Quandt", "Rademacher", "Reinhold", "Rousseau",
    "Sauer", "Schönfeld", "Schumann", "Seidel", "Sommerfeld", "Strobel", "Thiele", "Tischler", "Uhlig", "Vollmer",
    "Wagenknecht", "Weidner", "Whitfield", "Wiesner", "Winterberg", "Wolters", "Yıldız", "Zander", "Ziegler", "Zöllner",
)  # fmt: skip
STREETS = (
    "Lindenweg", "Ahornstraße", "Am Mühlbach", "Birkenallee", "Brunnengasse", "Dorfstraße", "Eichenring", "Fährstraße",
    "Gartenweg", "Goethestraße", "Hafenstraße", "Im Winkel", "Kastanienallee", "Kirchplatz", "Königstraße",
    "Lerchenweg", "Marktstraße", "Nelkenweg", "Parkstraße", "Rosenstraße", "Schillerstraße", "Schulweg", "Seestraße",
    "Talstraße", "Ulmenweg", "Weinbergweg", "Wiesengrund", "Ziegeleiweg",
)  # fmt: skip
PLACES = (
    ("10", "Berlin"), ("12", "Berlin"), ("20", "Hamburg"), ("22", "Hamburg"), ("50", "Köln"), ("51", "Köln"),
    ("04", "Leipzig"), ("80", "München"), ("81", "München"), ("01", "Dresden"), ("28", "Bremen"), ("30", "Hannover"),
    ("40", "Düsseldorf"), ("60", "Frankfurt am Main"), ("70", "Stuttgart"), ("79", "Freiburg"), ("90", "Nürnberg"),
    ("14", "Potsdam"), ("18", "Rostock"), ("99", "Erfurt"),
)  # fmt: skip
MAIL_HOSTS = ("post.example", "mail.example", "briefkasten.example", "example.org", "example.net")
HOUSEHOLDS = 0.05
_PHONES, _STRIDE = 10_000_000, 7_368_787


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One person as the shop could know them; e-mail and phone belong to nobody else."""

    first_name: str
    last_name: str
    birth_date: date | None
    street: str
    postcode: str
    city: str
    email: str
    phone: str

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"

    @property
    def address(self) -> str:
        return f"{self.street}, {self.postcode} {self.city}"


def person(seed: int, customer: int) -> Person:
    """The person behind a customer (counted from 0); some live with the customer before, and are called like them."""
    rng = dice(seed, f"person {customer}")
    first, last = one_of(FIRST_NAMES, rng), one_of(LAST_NAMES, rng)
    home = dwelling(rng)
    if customer and rng.random() < HOUSEHOLDS:
        beside = dice(seed, f"person {customer - 1}")
        _, last, home = one_of(FIRST_NAMES, beside), one_of(LAST_NAMES, beside), dwelling(beside)
    return Person(
        first_name=first,
        last_name=last,
        birth_date=date(1940, 1, 1) + timedelta(days=int(rng.random() * 24_000)),
        street=home[0],
        postcode=home[1],
        city=home[2],
        email=f"{ascii_letters(first)}.{ascii_letters(last)}{customer + 1}@{one_of(MAIL_HOSTS, rng)}",
        phone=phone_of(customer),
    )


def phone_of(number: int) -> str:
    """An invented mobile number; nobody else's among ten million."""
    own = number * _STRIDE % _PHONES
    return f"+49 150 {own // 10_000:03d} {own % 10_000:04d}"


def dwelling(rng: Random) -> tuple[str, str, str]:
    """Street with number, postcode, city."""
    area, city = one_of(PLACES, rng)
    return (
        f"{one_of(STREETS, rng)} {1 + int(rng.random() * 120)}",
        f"{area}{int(rng.random() * 1000):03d}",
        city,
    )


def card_number(rng: Random) -> str:
    """Sixteen digits that pass the check of card numbers (Luhn), in fours."""
    digits = [4, *(int(rng.random() * 10) for _ in range(14))]
    doubled = (sum(divmod(2 * digit, 10)) if place % 2 == 0 else digit for place, digit in enumerate(digits))
    digits.append(-sum(doubled) % 10)
    text = "".join(map(str, digits))
    return " ".join(text[start : start + 4] for start in range(0, 16, 4))


def ascii_letters(name: str) -> str:
    """A name as e-mail addresses spell it: small, without accents."""
    swapped = (
        name.lower()
        .replace("ä", "ae")
        .replace("ö", "oe")
        .replace("ü", "ue")
        .replace("ß", "ss")
        .replace("ı", "i")
    )
    return unicodedata.normalize("NFKD", swapped).encode("ascii", "ignore").decode()
