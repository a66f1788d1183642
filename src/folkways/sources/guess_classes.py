"""Guessing which columns identify people and which hold direct personal data; sensitive ones are guessed as traits."""

from __future__ import annotations

import re

from folkways.model.tables import ROLES
from folkways.sources.guess_roles import may_name_people, reaches_people, words_of
from folkways.sources.profile import ColumnProfile, SourceGuess

NAMES: dict[str, tuple[str, ...]] = {
    "email": (
        "email",
        "e mail",
        "mail",
        "email address",
        "e mail address",
        "customer email",
        "contact email",
    ),
    "phone": ("phone", "telephone", "tel", "mobile", "phone number", "mobile phone", "mobile number", "cell"),
    "anonymous_id": ("anonymous id", "anonymousid", "visitor id", "client id", "ga client id", "distinct id"),
    "device": ("device id", "deviceid", "device", "idfa", "gaid", "advertising id"),
    "cookie": ("cookie", "cookie id"),
    "crm_id": ("crm id", "contact id", "salesforce id", "hubspot id"),
}
MANY = 20
"""So many different values at least: fewer are a kind of device, not one."""
_LIKE = {
    "email": re.compile(r"@|^[0-9a-fA-F]{64}$"),
    "phone": re.compile(r"^\+?[\d\s()/.\-]{7,}$"),
}


def classified(guess: SourceGuess) -> SourceGuess:
    """Add to a guess which of the columns left over identify people, and which hold personal data."""
    if guess.table is None:
        return guess
    mapped = {name for told in guess.columns.values() for name in ([told] if isinstance(told, str) else told)}
    for column in guess.profile.columns:
        if column.name in mapped:
            continue
        kind = _kind(column)
        if kind and "customer_id" in ROLES[guess.table] and kind not in guess.identifiers:
            guess.identifiers[kind] = column.name
            _forget(guess, column.name)
        tells = {"customers": may_name_people, "events": reaches_people}.get(guess.table)
        if tells and tells(column):
            guess.personal.append(column.name)
            _forget(guess, column.name)
    return guess


def holds_personal_data(column: ColumnProfile) -> bool:
    """Say whether a column seems to hold names, addresses, e-mail addresses or numbers of telephones."""
    return may_name_people(column) or _kind(column) in _LIKE


def _kind(column: ColumnProfile) -> str | None:
    words = words_of(column.name)
    kind = next((kind for kind, names in NAMES.items() if words in names), None)
    if kind is None or not column.levels:
        return None
    if kind in _LIKE:
        return kind if all(_LIKE[kind].search(level) for level in column.levels[:MANY]) else None
    return kind if column.distinct >= MANY else None


def _forget(guess: SourceGuess, column: str) -> None:
    """Take a column out of what it was guessed to be otherwise."""
    guess.unknown.pop(column, None)
    guess.attributes = [one for one in guess.attributes if one != column]
    guess.traits = {name: trait for name, trait in guess.traits.items() if trait.column != column}
    guess.questions = [one for one in guess.questions if one.column != column]
