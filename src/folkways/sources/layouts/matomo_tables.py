"""Matomo: its log tables out of the database: visits, conversions, and actions with their names joined to them.

`log_visit` and `log_conversion` are known as they are. A row of `log_link_visit_action` holds numbers of `log_action`
only, so its names are joined in the database, by the query in `docs/how-to/connect-web-analytics.md`. The clock of the
log tables is UTC; visitors are hexadecimal.
"""

from __future__ import annotations

from collections.abc import Mapping

from folkways.sources.columns import literal
from folkways.sources.layouts.layout import Layout
from folkways.sources.layouts.pieces import (
    SEARCHES,
    Types,
    page_of,
    path_of,
    plain_traits,
    select,
    tables,
    text,
    visitors,
)
from folkways.sources.profile import FileProfile, SourceGuess

ACTIONS = frozenset({"idlink_va", "idvisit", "idvisitor", "server_time", "url", "url_type", "name_type"})
CONVERSIONS = frozenset({"idvisit", "idvisitor", "server_time", "idgoal", "buster"})
VISITS = frozenset({"idvisit", "idvisitor", "visit_last_action_time", "config_id"})
PAGE, OUTLINK, DOWNLOAD, SEARCH = "1", "2", "3", "8"
"""Types of `log_action`."""
PREFIXES = {"0": "http://", "1": "http://www.", "2": "https://", "3": "https://www."}
REFERRERS = {"1": "direct", "2": "search", "3": "website", "6": "campaign", "7": "social"}
DEVICES = {
    "0": "Desktop", "1": "Smartphone", "2": "Tablet", "3": "Feature phone", "4": "Console", "5": "Tv",
    "6": "Car browser", "7": "Smart display", "8": "Camera", "9": "Portable media player", "10": "Phablet",
    "11": "Smart speaker", "12": "Wearable", "13": "Peripheral",
}  # fmt: skip
HELD = {"device": "config_device_type", "country": "location_country", "language": "location_browser_lang"}


def _who(types: Types) -> dict[str, str]:
    return {
        "customer_id": text(types, "user_id"),
        "visitor_id": f"lower(regexp_replace({text(types, 'idvisitor')}, '^0[xX]', ''))",
        "visit_id": text(types, "idvisit"),
        "medium": _word(text(types, "referer_type"), REFERRERS),
        "source": text(types, "referer_name"),
    }


def _traits(types: Types) -> dict[str, str]:
    return {
        "device": _word(text(types, "config_device_type"), DEVICES),
        "country": text(types, "location_country"),
        "language": text(types, "location_browser_lang"),
    }


def _word(number: str, words: Mapping[str, str]) -> str:
    told = " ".join(f"WHEN {literal(key)} THEN {literal(word)}" for key, word in words.items())
    return f"CASE {number} {told} ELSE {number} END"


def _instant(types: Types, column: str) -> str:
    return f"{text(types, column)} || 'Z'"


def _actions(relation: str, types: Types) -> str:
    kind, name, name_kind = text(types, "url_type"), text(types, "name"), text(types, "name_type")
    prefix = " ".join(f"WHEN {literal(key)} THEN {literal(start)}" for key, start in PREFIXES.items())
    url = f"(CASE {text(types, 'url_prefix')} {prefix} ELSE 'https://' END || {text(types, 'url')})"
    category, act = text(types, "event_category"), text(types, "event_action")
    fields = {
        **_who(types),
        "at": _instant(types, "server_time"),
        "event_id": text(types, "idlink_va"),
        "touchpoint": f"CASE WHEN {category} IS NOT NULL THEN concat_ws(' ', {category}, {act}) "
        f"WHEN {name_kind} = '{SEARCH}' THEN {SEARCHES} WHEN {kind} = '{OUTLINK}' THEN 'Outlink' "
        f"WHEN {kind} = '{DOWNLOAD}' THEN 'Download' WHEN {kind} = '{PAGE}' THEN 'Page ' || {page_of(url)} END",
        "path": path_of(url),
        "search": f"CASE WHEN {name_kind} = '{SEARCH}' THEN {name} END",
        "label": f"CASE WHEN {category} IS NOT NULL THEN {name} END",
        **_traits(types),
    }
    return select(relation, fields, tables(events="true", customers="true"))


def _conversions(relation: str, types: Types) -> str:
    goal, order = text(types, "idgoal"), text(types, "idorder")
    fields = {
        **_who(types),
        "at": _instant(types, "server_time"),
        "event_id": f"concat_ws('/', {text(types, 'idvisit')}, {goal}, {text(types, 'buster')})",
        "touchpoint": f"CASE {goal} WHEN '0' THEN 'Order' WHEN '-1' THEN 'Abandoned cart' ELSE 'Goal ' || {goal} END",
        "value": f"CASE WHEN {goal} = '0' THEN {text(types, 'revenue')} END",
        "order_id": order,
        "path": path_of(text(types, "url")),
    }
    return select(relation, fields, tables(events="true"))


def _visits(relation: str, types: Types) -> str:
    return select(relation, {**_who(types), **_traits(types)}, tables(customers="true"))


def _events(profile: FileProfile, layout: str, name: str, further: dict[str, str]) -> SourceGuess:
    events = SourceGuess(profile=profile, table="events", layout=layout, name=name)
    roles = ("customer_id", "at", "touchpoint", "event_id")
    events.columns = {**{role: role for role in roles}, **further}
    events.constants = {"channel": "website"}
    events.identifiers = {"device": "visitor_id"}
    return events


def _people(profile: FileProfile, layout: str) -> list[SourceGuess]:
    customers = visitors(profile, layout, "visitors")
    plain_traits(customers, {trait: trait for trait, column in HELD.items() if column in profile.names})
    customers.identifiers = {"device": "visitor_id"}
    return [customers] if customers.traits else []


def _action_guesses(profile: FileProfile) -> list[SourceGuess]:
    events = _events(profile, "matomo-actions", "actions", {"search_term": "search"})
    events.attributes = ["path", "label", "medium", "source", "visit_id"]
    return [events, *_people(profile, "matomo-actions")]


def _conversion_guesses(profile: FileProfile) -> list[SourceGuess]:
    further = {"value": "value", "case_id": "order_id"}
    events = _events(profile, "matomo-conversions", "conversions", further)
    events.attributes = ["path", "visit_id"]
    events.doubts = ["Goals are told by their numbers: [touchpoints] can name them."]
    return [events]


MATOMO_ACTIONS = Layout(
    name="matomo-actions",
    title="the actions of Matomo's log tables",
    shape=_actions,
    recognised=lambda profile: profile.names >= ACTIONS,
    guesses=_action_guesses,
)
MATOMO_CONVERSIONS = Layout(
    name="matomo-conversions",
    title="the table log_conversion of Matomo",
    shape=_conversions,
    recognised=lambda profile: profile.names >= CONVERSIONS,
    guesses=_conversion_guesses,
)
MATOMO_VISITS = Layout(
    name="matomo-visits",
    title="the table log_visit of Matomo",
    shape=_visits,
    recognised=lambda profile: profile.names >= VISITS,
    guesses=lambda profile: _people(profile, "matomo-visits"),
)
LAYOUTS = (MATOMO_ACTIONS, MATOMO_CONVERSIONS, MATOMO_VISITS)
