"""Object-centric event logs (OCEL 2.0): which type of object is the customer, which the case, by their names."""

from __future__ import annotations

from dataclasses import replace

from folkways.sources.guess_roles import VALUE, trait_name, trait_of, words_of
from folkways.sources.layouts.layout import Layout, as_it_is
from folkways.sources.object_log import ID, OBJECT, WHAT, WHEN
from folkways.sources.profile import ColumnProfile, FileProfile, SourceGuess, TraitGuess

CUSTOMERS = (
    "customer", "client", "user", "person", "consumer", "buyer", "shopper", "member", "household", "patient",
    "passenger", "visitor", "citizen", "applicant", "account",
)  # fmt: skip
CASES = (
    "order", "sales order", "application", "ticket", "case", "claim", "request", "booking", "deal", "contract", "visit",
    "purchase order", "invoice", "trip",
)  # fmt: skip
FEW = 200


def _guesses(profile: FileProfile) -> list[SourceGuess]:
    types = {
        column.name.removeprefix(OBJECT): column
        for column in profile.columns
        if column.name.startswith(OBJECT)
    }
    customer = _type(types, CUSTOMERS)
    case = _type({name: column for name, column in types.items() if name != customer}, CASES)
    guess = SourceGuess(profile=profile, table="events", layout="ocel", name=f"{profile.path.stem} events")
    if customer is None:
        customer = case or max(types, key=lambda name: types[name].filled, default="")
        guess.doubts.append(f"No type of object is named as customers are; each {customer} is one.")
    guess.columns = {"customer_id": OBJECT + customer, "at": WHEN, "touchpoint": WHAT, "event_id": ID}
    if case:
        guess.columns["case_id"] = OBJECT + case
    others = [name for name in types if name not in (customer, case)]
    if others:
        guess.doubts.append(f"Other objects can be the customer or the case: {', '.join(others)}.")
    _describe_events(guess, types)
    return [guess, _people(profile, customer)]


def _type(types: dict[str, ColumnProfile], names: tuple[str, ...]) -> str | None:
    """Find a type by its name, in one or several: `Customers` are customers."""
    by_words = {words_of(each): each for each in reversed(list(types))}
    found = (by_words.get(name) or by_words.get(f"{name}s") for name in names)
    return next((each for each in found if each is not None), None)


def _describe_events(guess: SourceGuess, types: dict[str, ColumnProfile]) -> None:
    when = guess.profile.column(WHEN)
    guess.wall_clock = bool(when and when.wall_times)
    taken = set(map(str, guess.columns.values()))
    free = [each for each in guess.profile.columns if each.name not in taken]
    for column in free:
        of = column.name.partition(":")[0]
        if of in types:
            if f"{OBJECT}{of}" != guess.columns["customer_id"]:
                guess.unknown[column.name] = f"told of each {of}, not of events"
        elif words_of(column.name) in (*VALUE, "cost", "costs") and column.mostly(column.numbers):
            guess.columns.setdefault("value", column.name)
        elif 1 < column.distinct <= FEW:
            guess.attributes.append(column.name)
        else:
            guess.unknown[column.name] = f"{column.distinct:,} different values"


def _people(profile: FileProfile, customer: str) -> SourceGuess:
    """What the log tells of the objects that are the customers: traits, and what names people."""
    guess = SourceGuess(
        profile=profile, table="customers", layout="ocel", name=f"{profile.path.stem} {customer}"
    )
    guess.columns = {"customer_id": OBJECT + customer}
    mark = f"{customer}:"
    own = [column for column in profile.columns if column.name.startswith(mark)]
    rows = max((column.filled for column in own), default=0)
    for column in own:
        name = column.name.removeprefix(mark)
        trait = trait_of(replace(column, name=name), rows)
        if isinstance(trait, TraitGuess):
            guess.traits[trait_name(name)] = replace(trait, column=column.name)
        elif trait == "may name people":
            guess.personal.append(column.name)
        else:
            guess.unknown[column.name] = trait
    return guess


OBJECT_LOG = Layout(
    name="ocel",
    title="an object-centric event log (OCEL 2.0)",
    shape=as_it_is,
    recognised=lambda profile: profile.names >= {ID, WHAT, WHEN},
    guesses=_guesses,
)
LAYOUTS = (OBJECT_LOG,)
