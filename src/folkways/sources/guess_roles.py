"""Rules that guess which column plays which part: by its name first, by its values second, else unknown."""

from __future__ import annotations

import re
from collections.abc import Sequence

from folkways.sources.profile import ColumnProfile, FileProfile, TraitGuess

CUSTOMER = (
    "customer id", "customerid", "cust id", "customer", "client id", "clientid", "user id", "userid", "household id",
    "member id", "shopper id", "visitor id", "person id", "account holder id", "customer number", "customer no", "user",
    "id",
)  # fmt: skip
EVENT = (
    "event id", "eventid", "order id", "orderid", "invoice", "invoice no", "invoiceno", "transaction id", "basket id",
    "session id", "journey id", "journeyid", "ticket id", "visit id", "event no", "order no", "no", "id",
)  # fmt: skip
TIME = (
    "at", "time", "timestamp", "event time", "datetime", "date", "when", "day", "created at", "created", "occurred at",
    "order date", "invoice date", "visit date", "event date", "transaction timestamp", "review date", "answered",
    "time timestamp",
)  # fmt: skip
FIRST = (
    "first at",
    "since",
    "customer since",
    "dt customer",
    "signup date",
    "joined",
    "created at",
    "first seen",
)
TOUCHPOINT = (
    "touchpoint", "event name", "event type", "event", "activity", "action", "step", "page", "stage", "what", "type",
    "concept name",
)  # fmt: skip
AGENT = ("user agent", "useragent", "http user agent", "browser user agent")
CASE = ("case id", "case", "case concept name", "order id", "ticket id", "deal id", "application id")
CHANNEL = ("channel", "medium", "device", "platform", "via", "utm source")
SEARCH = (
    "search term", "search query", "search terms", "search phrase", "search keyword", "searched for", "search string",
    "query string", "query", "search",
)  # fmt: skip
VALUE = (
    "value", "amount", "paid", "total", "revenue", "sales value", "sales", "order value", "net amount", "turnover",
    "total amount", "total price", "order total", "extended price", "line total", "line amount", "subtotal",
    "sub total",
)  # fmt: skip
SURVEY_NAMES = ("survey", "answer", "response", "review", "feedback", "questionnaire")
SCALES = ("nps", "csat", "satisfaction", "ces", "rating", "stars", "score")
PERSONAL = frozenset(
    {
        "name", "email", "mail", "phone", "telephone", "tel", "telefon", "mobile", "fax", "telefax", "address",
        "adresse", "street", "iban", "surname", "firstname", "lastname", "fullname", "vorname", "nachname",
    }
)  # fmt: skip
SENSITIVE = (
    "gender", "birth", "income", "salary", "marital", "religio", "ethnic", "racial", "health", "orientation", "politic",
    "nationality", "disab",
)  # fmt: skip
SENSITIVE_WORDS = frozenset({"age", "ages", "sex", "race", "faith", "senior", "seniors"})
"""Whole words: an agency is no age."""
OUTCOME = (
    "churn", "churned", "exited", "complain", "response", "clv", "cltv", "nps", "csat", "satisfaction", "attrition",
    "attrited", "cancelled", "canceled", "cancellation",
)  # fmt: skip
GONE = frozenset({"churned", "attrited", "cancelled", "canceled", "lapsed"})
LEFT = GONE | {"left", "lost", "exited", "terminated", "closed", "inactive"}
"""What is said of customers who are gone: the second set only where a column tells a status."""
STATUS = frozenset({"status", "state", "flag"})
PERSON = frozenset(
    {
        "partner", "dependents", "children", "kids", "family", "household", "senior", "citizen", "education", "job",
        "occupation", "profession", "region", "country", "state", "city", "geography", "language", "home", "housing",
    }
)  # fmt: skip
PLACES = frozenset(
    {"zip", "zipcode", "postcode", "postal", "plz", "latitude", "longitude", "lat", "lng", "lon", "geo"}
)
GROWN = ("address", "email", "firstname", "lastname")
"""With these words may end that grew together."""
WHOSE = frozenset(
    {
        "customer", "client", "contact", "person", "recipient", "ship", "shipping", "bill", "billing", "first", "last",
        "full",
    }
)  # fmt: skip
"""A name with one of these words is a person's."""
FEW = 12
_BAND = re.compile(r"(?:^|\D)(\d[\d.,]*)")


def words_of(name: str) -> str:
    """Spell a column's name as lower-case words: `CustomerID` and `customer_id` are `customer id`."""
    split = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", name.strip())
    return re.sub(r"[^a-z0-9?]+", " ", split.lower()).strip()


def trait_name(column: str) -> str:
    """Name a trait after its column: `Annual Revenue` is `annual_revenue`."""
    return re.sub(r"[^a-z0-9]+", "_", words_of(column)).strip("_") or column


def named(profile: FileProfile, names: Sequence[str], taken: Sequence[str] = ()) -> ColumnProfile | None:
    """Find the first column with one of the names, in the order of the names."""
    by_words = {
        words_of(column.name): column for column in reversed(profile.columns) if column.name not in taken
    }
    return next((by_words[name] for name in names if name in by_words), None)


def is_time(column: ColumnProfile) -> bool:
    """Say whether a column's values are times."""
    return column.mostly(column.iso_times) or bool(column.formats)


def trait_of(column: ColumnProfile, rows: int) -> TraitGuess | str:
    """Guess a trait, or say why the column is left out."""
    words = words_of(column.name)
    if not column.filled:
        return "always empty"
    if column.distinct == 1:
        return "always the same"
    if may_name_people(column):
        return "may name people"
    if set(words.split()) & PLACES:
        return "where they live, not an amount; as a trait it would be nominal"
    if is_time(column):
        return "a date"
    guess = TraitGuess(
        column=column.name,
        kind="nominal",
        sensitive=looks_sensitive(column.name),
        outcome=any(mark in words.split() for mark in OUTCOME) or _tells_who_left(column),
    )
    if column.mostly(column.yes_or_no) and column.distinct == 2:
        guess.kind = "boolean"
    elif column.mostly(column.numbers):
        if words.endswith(" id") or words == "id":
            return "an id"
        guess.kind = "numeric"
    elif column.several >= 0.2 * column.filled:
        guess.kind, guess.separator = "multi", ";" if any(";" in level for level in column.levels) else "|"
    elif column.distinct > FEW and (column.distinct > max(30, rows // 20) or column.distinct > 0.5 * rows):
        return f"{column.distinct:,} different texts"
    elif order := band_order(column.levels):
        guess.kind, guess.order = "ordinal", order
    return guess


def _tells_who_left(column: ColumnProfile) -> bool:
    """Whether a column with few values tells of some customers that they are gone."""
    gone = LEFT if set(words_of(column.name).split()) & STATUS else GONE
    levels = [set(words_of(level).split()) for level in column.levels]
    return column.distinct <= FEW and any(len(level) <= 2 and level & gone for level in levels)


def looks_sensitive(column: str) -> bool:
    """Say whether the name of a column speaks of what the law or good manners guard: age, origin, health, income."""
    return any(word in SENSITIVE_WORDS or word.startswith(SENSITIVE) for word in words_of(column).split())


def may_name_people(column: ColumnProfile) -> bool:
    """Whether a column's name speaks of names or addresses, and its values are not only a yes and a no."""
    yes_or_no = column.distinct <= 2 and column.mostly(column.yes_or_no)
    return not yes_or_no and bool(_personal_words(column.name))


def reaches_people(column: ColumnProfile) -> bool:
    """Whether a column's name speaks of who somebody is or how they are reached; a bare name things have too."""
    whose = bool(set(words_of(column.name).split()) & WHOSE)
    return may_name_people(column) and (whose or _personal_words(column.name) != {"name"})


def _personal_words(name: str) -> set[str]:
    """The words in a column's name that speak of persons, with a number or other words grown to it (`shipaddress2`)."""
    words = [word.rstrip("0123456789") for word in words_of(name).split()]
    return {word for word in words if word in PERSONAL or word.endswith(GROWN) or word.startswith("address")}


def describes_a_person(column: str) -> bool:
    """Whether a column's name speaks of who somebody is, and where, rather than of what they have or do."""
    return bool(set(words_of(column).split()) & PERSON)


def band_order(levels: Sequence[str]) -> list[str]:
    """Order bands such as `Under 15K`, `15-24K`, `250K+` by their numbers; nothing when some level has none."""
    keys: list[tuple[float, int, str]] = []
    for level in levels:
        found = _BAND.search(level)
        if not found:
            return []
        below = bool(re.match(r"\s*(under|below|less|up to|<)", level, re.IGNORECASE))
        scale = 1000 if re.search(r"\d\s*k\b", level, re.IGNORECASE) else 1
        keys.append((float(found[1].rstrip(".,").replace(",", "")) * scale, 0 if below else 1, level))
    ordered = [level for _, _, level in sorted(keys)]
    return ordered if 2 < len(ordered) <= 20 else []
