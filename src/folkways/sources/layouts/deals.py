"""Deals and opportunities: one row a deal, or a row for each change of stage; HubSpot, Salesforce and plain tables.

A deal's row becomes a row for each stage that it went through: by columns such as `Date entered "Qualified"`, else
its opening and what became of it. As events these are the steps of the deal: the case is the deal.
"""

from __future__ import annotations

from folkways.sources.columns import literal, quoted
from folkways.sources.guess_roles import words_of
from folkways.sources.layouts.crm import ACCOUNT, CREATED, PERSON, first_of_list, picked
from folkways.sources.layouts.layout import TABLES, Layout
from folkways.sources.layouts.pieces import NOTHING, Types, tables, text
from folkways.sources.profile import FileProfile, SourceGuess
from folkways.sources.rejected import ROW

DEAL = ("opportunity id", "deal id", "record id", "id", "deal", "opportunity")
STAGE = ("deal stage", "stage name", "stage", "new value")
NAME = ("deal name", "opportunity name", "name")
AMOUNT = ("amount", "close value", "deal amount", "value")
OPENED = ("engage date", "open date", "opened", *CREATED)
CLOSED = ("close date", "closed date", "closed at")
CHANGED = ("stage changed at", "changed at", "entered at", "since")
OWNER = ("deal owner", "owner id", "owner", "sales agent")
ENTERED = "date entered "


def _shape(relation: str, types: Types) -> str:
    stage = _text(types, STAGE)
    outcome = (
        f"CASE WHEN lower({_text(types, ('is won',))}) = 'true' OR lower({stage}) LIKE '%won%' THEN 'won' "
        f"WHEN lower({stage}) LIKE '%lost%' OR (lower({_text(types, ('is closed',))}) = 'true') THEN 'lost' END"
    )
    account = first_of_list(types, ACCOUNT)
    head = {
        "deal_id": _text(types, DEAL),
        "account_id": account,
        "customer_id": f"coalesce({first_of_list(types, PERSON)}, {account})",
        "contact_id": first_of_list(types, PERSON),
        "name": _text(types, NAME),
        "owner": _text(types, OWNER),
        "pipeline": _text(types, ("pipeline", "product", "type")),
        "now": stage,
        "amount": _text(types, AMOUNT),
        "last_outcome": outcome,
    }
    named = ", ".join(f"{expression} AS {quoted(name)}" for name, expression in head.items())
    listed = f"list_filter({_steps(types)}, lambda one: one.stage IS NOT NULL)"
    steps = f"SELECT {ROW} AS __deal, {named}, {listed} AS steps FROM {relation}"
    each = (
        'SELECT d.*, place, steps[place].stage AS stage, steps[place].moment AS "at", place = len(steps) AS last '
        "FROM d, LATERAL unnest(range(1, CAST(len(steps) + 1 AS BIGINT))) AS places(place)"
    )
    bare = 'SELECT *, 1 AS place, now AS stage, NULL AS "at", true AS last FROM d WHERE coalesce(len(steps), 0) = 0'
    told = tables(deals="true", events='"at" IS NOT NULL', aside="true")
    return (
        f"WITH d AS ({steps}), told AS ({each} UNION ALL {bare}) SELECT row_number() OVER (ORDER BY __deal, place) AS "
        f"{ROW}, {told} AS {TABLES}, * EXCLUDE (__deal, steps, place, last), 'Deal: ' || stage AS touchpoint, "
        "deal_id || '/' || stage || '/' || coalesce(\"at\", '') AS event_id, "
        "CASE WHEN last THEN amount END AS value, CASE WHEN last THEN last_outcome END AS outcome, "
        "CASE WHEN last AND last_outcome = 'won' THEN amount END AS won_value FROM told"
    )


def _steps(types: Types) -> str:
    """The stages of a row, with the moment of each as text, in the order of these moments."""
    stage, closed = _text(types, STAGE), _text(types, CLOSED)
    entered = [name for name in types if words_of(name).startswith(ENTERED)]
    if entered:
        pairs = [
            f"{{'moment': {text(types, name)}, 'stage': CASE WHEN {text(types, name)} IS NOT NULL "
            f"THEN {literal(_stage_of(name))} END}}"
            for name in entered
        ]
        return f"list_sort([{', '.join(pairs)}])"
    changed = picked(types, CHANGED) or (
        picked(types, CREATED) if not picked(types, CLOSED) or _is_history(types) else None
    )
    if changed:
        return f"[{{'moment': {text(types, changed)}, 'stage': {stage}}}]"
    opened = _text(types, OPENED)
    ended = (
        f"CASE WHEN lower({stage}) LIKE '%won%' OR lower({stage}) LIKE '%lost%' OR "
        f"lower({_text(types, ('is closed',))}) = 'true' THEN {closed} END"
    )
    return (
        f"[{{'moment': {opened}, 'stage': CASE WHEN {opened} IS NOT NULL THEN 'Opened' END}}, "
        f"{{'moment': {ended}, 'stage': {stage}}}]"
    )


def _stage_of(column: str) -> str:
    """`Date entered "Qualified to buy (Sales Pipeline)"` is the stage `Qualified to buy`."""
    return column[len(ENTERED) :].strip().strip("\"'“”").partition(" (")[0].strip()


def _is_history(types: Types) -> bool:
    return picked(types, ("opportunity id",)) is not None and picked(types, ("id",)) is not None


def _text(types: Types, names: tuple[str, ...]) -> str:
    column = picked(types, names)
    return text(types, column) if column else NOTHING


def _guesses(layout: str, profile: FileProfile) -> list[SourceGuess]:
    types = {column.name: column.type for column in profile.columns}
    deals = SourceGuess(profile=profile, table="deals", layout=layout)
    deals.columns = {"deal_id": "deal_id", "stage": "stage", "at": "at", "account_id": "account_id"}
    deals.columns |= {"name": "name", "value": "value", "outcome": "outcome", "owner": "owner"}
    deals.attributes = ["pipeline"]
    if picked(types, PERSON):
        deals.columns["customer_id"] = "contact_id"
    told = [deals]
    if picked(types, ACCOUNT) or picked(types, PERSON):
        told.append(_events(layout, profile))
    for guess in told:
        guess.name = f"{profile.path.stem} {guess.table}"
        _tell_clock(guess, types)
    return told


def _events(layout: str, profile: FileProfile) -> SourceGuess:
    events = SourceGuess(profile=profile, table="events", layout=layout)
    events.columns = {
        "customer_id": "customer_id",
        "at": "at",
        "touchpoint": "touchpoint",
        "value": "won_value",
    }
    events.columns |= {"case_id": "deal_id", "account_id": "account_id", "event_id": "event_id"}
    events.constants = {"channel": "sales"}
    events.attributes = ["pipeline", "owner"]
    events.doubts = [
        "Where no contact is named, the company is the customer.",
        'For journeys of companies or deals add [journeys.account] unit = "account" or [journeys.deal] unit = "case".',
    ]
    return events


def _tell_clock(guess: SourceGuess, types: Types) -> None:
    names = [name for name in types if words_of(name).startswith(ENTERED)]
    names += [name for each in (CHANGED, OPENED, CLOSED) if (name := picked(types, each))]
    for column in filter(None, map(guess.profile.column, names)):
        guess.time_format = guess.time_format or (column.formats[0] if column.formats else None)
        guess.wall_clock = guess.wall_clock or column.wall_times > 0 or "%H" in (guess.time_format or "")


def _words(profile: FileProfile) -> set[str]:
    return {words_of(name) for name in profile.names}


def _is_plain(profile: FileProfile) -> bool:
    words = _words(profile)
    return bool(words & {"opportunity id", "deal id", "deal", "opportunity"}) and bool(words & set(STAGE[:3]))


HUBSPOT = Layout(
    name="hubspot-deals",
    title="deals of HubSpot",
    shape=_shape,
    recognised=lambda profile: _words(profile) >= {"record id", "deal name", "deal stage"},
    guesses=lambda profile: _guesses("hubspot-deals", profile),
)
SALESFORCE = Layout(
    name="salesforce-opportunities",
    title="opportunities of Salesforce, or their history",
    shape=_shape,
    recognised=lambda profile: _words(profile) >= {"id", "stage name", "close date"},
    guesses=lambda profile: _guesses("salesforce-opportunities", profile),
)
PLAIN = Layout(
    name="deals",
    title="a table of deals",
    shape=_shape,
    recognised=_is_plain,
    guesses=lambda profile: _guesses("deals", profile),
)
LAYOUTS = (HUBSPOT, SALESFORCE, PLAIN)
