"""Guessing what the rows of a table of events tell: what happened, for how much, which of them make one event."""

from __future__ import annotations

import json

from folkways.sources.guess_roles import (
    AGENT,
    CASE,
    CHANNEL,
    EVENT,
    PLACES,
    SEARCH,
    VALUE,
    may_name_people,
    named,
    words_of,
)
from folkways.sources.profile import ColumnProfile, FileProfile, SourceGuess

MONEY = ("price", "unit price", "quantity", "cost")
UNIT_PRICES = ("unit price", "unitprice", "price each", "price per unit", "item price", "price")
DISCOUNTS = ("discount", "discount pct", "discount percent", "discount rate", "rebate", "line discount")
COUNTS = ("quantity", "qty", "units", "pieces", "count", "number of items")


def event_guess(
    profile: FileProfile, customer: ColumnProfile, time: ColumnProfile, touchpoint: ColumnProfile | None
) -> SourceGuess:
    """Guess which columns of a table of events play which part, and which are kept beside."""
    guess = SourceGuess(
        profile=profile, table="events", columns={"customer_id": customer.name, "at": time.name}
    )
    tell_time(guess, time)
    taken = [customer.name, time.name]
    if touchpoint:
        guess.columns["touchpoint"] = touchpoint.name
        taken.append(touchpoint.name)
    event = named(profile, EVENT, taken)
    agent = named(profile, AGENT, taken)
    if agent:
        guess.columns["user_agent"] = agent.name
        taken.append(agent.name)
    for role, names in (("channel", CHANNEL), ("value", VALUE)):
        column = named(profile, names, taken)
        if column and (role == "channel" or column.mostly(column.numbers)):
            guess.columns[role] = column.name
            taken.append(column.name)
    if event:
        guess.columns["event_id"] = event.name
        taken.append(event.name)
    case = named(profile, CASE, taken)
    if case and case.distinct > 1:
        guess.columns["case_id"] = case.name
        taken.append(case.name)
    term = named(profile, SEARCH, taken)
    if term and term.filled and not term.mostly(term.numbers):
        guess.columns["search_term"] = term.name
        taken.append(term.name)
    if not touchpoint:
        _tell_lines(guess, event)
    taken += _product(guess)
    for column in profile.columns:
        if column.name not in taken:
            _keep(guess, column)
    return guess


def _product(guess: SourceGuess) -> list[str]:
    """Take the price of a piece and the count of pieces, where no column is the amount; say which these are."""
    price, count = named(guess.profile, UNIT_PRICES), named(guess.profile, COUNTS)
    if "value" in guess.columns or not price or not price.mostly(price.numbers):
        return []
    if count is None or not count.mostly(count.numbers):
        guess.doubts.append("A price of one piece is no amount, and no column counts the pieces.")
        return []
    guess.columns["value"] = [price.name, count.name]
    guess.doubts.append("An event's value is taken as price times count: is the price that of one piece?")
    if discount := named(guess.profile, DISCOUNTS):
        guess.doubts.append(
            f"{discount.name} is not taken off: where it lowers the price, the value is too high."
        )
    return [price.name, count.name]


def _tell_lines(guess: SourceGuess, event: ColumnProfile | None) -> None:
    words = {words_of(column.name) for column in guess.profile.columns}
    sells = "value" in guess.columns or bool(words & set(MONEY))
    what = (guess.profile.settings.get("sheet") or guess.profile.path.stem).replace("_", " ").capitalize()
    searches = "search_term" in guess.columns and not sells
    guess.constants["touchpoint"] = "Purchase" if sells else "Searches" if searches else what
    guess.folds = sells and (event is None or event.distinct < event.filled)
    guess.doubts.append("No column names what happened; all rows are one touchpoint.")
    if guess.folds:
        what = "rows of one event id" if event else "rows of one customer at one time"
        guess.doubts.append(f"Several rows seem to make one purchase: {what} are one event (lines).")


def _keep(guess: SourceGuess, column: ColumnProfile) -> None:
    if not column.filled or column.distinct == 1:
        guess.unknown[column.name] = "always the same" if column.filled else "always empty"
    elif may_name_people(column):
        guess.unknown[column.name] = "may name people"
    elif set(words_of(column.name).split()) & PLACES:
        guess.unknown[column.name] = "where they live"
    elif column.distinct <= 200 and not guess.folds:
        guess.attributes.append(column.name)
    else:
        guess.unknown[column.name] = f"{column.distinct:,} different values"


def tell_time(guess: SourceGuess, column: ColumnProfile) -> None:
    """Write down how the times of a column are read, and what else they may be."""
    if column.formats:
        guess.time_format = column.formats[0]
        others = [each for each in column.formats[1:] if len(each) == len(column.formats[0])]
        guess.wall_clock = "%H" in guess.time_format
        if others:
            guess.doubts.append(f"{column.name} fits {json.dumps(others[0])} too: say which is right.")
    else:
        guess.wall_clock = column.wall_times > 0
