"""Event logs of processes: the names that XES gives its columns (`case:concept:name`), from XES, CSV or Parquet."""

from __future__ import annotations

from folkways.sources.columns import quoted
from folkways.sources.guess_roles import CUSTOMER, VALUE, words_of
from folkways.sources.layouts.layout import Layout
from folkways.sources.layouts.pieces import Types, text
from folkways.sources.profile import ColumnProfile, FileProfile, SourceGuess
from folkways.sources.rejected import ROW

CASE, WHAT, WHEN = "case:concept:name", "concept:name", "time:timestamp"
FEW = 200


def _shape(relation: str, types: Types) -> str:
    """All columns as they are; times of day and zone as ISO 8601."""
    kept = ", ".join(quoted(name) for name in types if name not in (ROW, WHEN))
    return f"SELECT {ROW}, {text(types, WHEN)} AS {quoted(WHEN)}, {kept} FROM {relation}"


def _guesses(profile: FileProfile) -> list[SourceGuess]:
    guess = SourceGuess(profile=profile, table="events", layout="process-log")
    customer = _named(profile, CUSTOMER[:-1])
    guess.columns = {"customer_id": customer.name if customer else CASE, "at": WHEN, "touchpoint": WHAT}
    guess.columns["case_id"] = CASE
    if not customer:
        guess.doubts.append("Nothing names a customer; each case is one.")
    value = _named(profile, (*VALUE, "cost", "costs"))
    if value and value.mostly(value.numbers):
        guess.columns["value"] = value.name
    when = profile.column(WHEN)
    guess.wall_clock = bool(when and when.wall_times)
    taken = {str(each) for each in guess.columns.values()}
    guess.attributes = [
        column.name for column in profile.columns if column.name not in taken and 1 < column.distinct <= FEW
    ]
    return [guess]


def _named(profile: FileProfile, names: tuple[str, ...]) -> ColumnProfile | None:
    """Find a column by its last name: `case:customer` is a customer."""
    by_words = {words_of(column.name.removeprefix("case:")): column for column in profile.columns}
    found = (by_words[name] for name in names if name in by_words)
    return next((column for column in found if column.name not in (CASE, WHAT, WHEN)), None)


PROCESS_LOG = Layout(
    name="process-log",
    title="an event log with the names of XES",
    shape=_shape,
    recognised=lambda profile: profile.names >= {CASE, WHAT, WHEN},
    guesses=_guesses,
)
LAYOUTS = (PROCESS_LOG,)
