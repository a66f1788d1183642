"""Google Analytics 4: rows of its BigQuery export (`events_YYYYMMDD`), as JSON Lines or Parquet."""

from __future__ import annotations

import json as json_text

from folkways.sources.columns import quoted
from folkways.sources.layouts.layout import Layout
from folkways.sources.layouts.pieces import (
    SEARCHES,
    Types,
    json,
    page_of,
    path_of,
    plain_traits,
    select,
    tables,
    text,
    visitors,
)
from folkways.sources.profile import FileProfile, SourceGuess

KNOWN = frozenset({"event_name", "event_timestamp", "user_pseudo_id", "event_params"})
PER_SECOND = 50
_PARAMETERS = """'[{"key":"VARCHAR","value":{"string_value":"VARCHAR","int_value":"VARCHAR","float_value":"VARCHAR",
"double_value":"VARCHAR"}}]'"""
_TRAITS = {
    "first_source": "first_source",
    "first_medium": "first_medium",
    "device": "device",
    "country": "country",
    "language": "language",
}


def _shape(relation: str, types: Types) -> str:
    held = f"(SELECT *, {_parameters(types, 'event_params')} AS __params FROM {relation})"
    with_params = {**types, "__params": "JSON"}
    user, device = text(types, "user_id"), text(types, "user_pseudo_id")
    fields = {
        "customer_id": user,
        "device_id": device,
        "at": text(types, "event_timestamp"),
        **_what(with_params),
        **_whence(with_params),
        "event_params": "__params",
        "user_properties": _parameters(types, "user_properties"),
    }
    told = tables(events="true", customers=f"coalesce({user}, {device}) IS NOT NULL")
    return select(held, fields, told)


def _what(types: Types) -> dict[str, str]:
    event = text(types, "event_name")
    url = text(types, "__params.page_location")
    order = f"nullif({text(types, 'ecommerce.transaction_id', '__params.transaction_id')}, '(not set)')"
    paid = text(types, "ecommerce.purchase_revenue", "__params.value")
    refund = text(types, "ecommerce.refund_value", "__params.value")
    places = ("event_bundle_sequence_id", "batch_page_id", "batch_ordering_id", "batch_event_index")
    place = [text(types, name) for name in places if name in types]
    one = ", ".join(f"coalesce({each}, '')" for each in [text(types, "user_pseudo_id"), event, *place])
    told = f"md5(concat_ws('|', {one}, {text(types, 'event_timestamp')}))[1:20]" if place else "NULL"
    return {
        "event_name": event,
        "touchpoint": f"CASE WHEN {event} = 'page_view' THEN 'Page ' || coalesce({page_of(url)}, '?') "
        f"WHEN {event} = 'screen_view' THEN 'Screen ' || "
        f"coalesce({text(types, '__params.firebase_screen', '__params.firebase_screen_class')}, '?') "
        f"WHEN {event} IN ('view_search_results', 'search') THEN {SEARCHES} ELSE {event} END",
        "event_id": f"CASE WHEN {event} = 'purchase' AND {order} IS NOT NULL THEN 'purchase/' || {order} "
        f"ELSE {told} END",
        "order_id": order,
        "value": f"CASE {event} WHEN 'purchase' THEN {paid} WHEN 'in_app_purchase' THEN {paid} "
        f"WHEN 'refund' THEN '-' || ltrim({refund}, '-') END",
        "path": path_of(url),
        "search": text(types, "__params.search_term"),
        "currency": text(types, "__params.currency"),
        "session": text(types, "__params.ga_session_id"),
    }


def _whence(types: Types) -> dict[str, str]:
    traffic = text(types, "__params.traffic_type")
    debug = text(types, "__params.debug_mode", "__params.debug_event")
    return {
        "channel": f"lower({text(types, 'platform')})",
        "source": text(types, "collected_traffic_source.manual_source", "__params.source"),
        "medium": text(types, "collected_traffic_source.manual_medium", "__params.medium"),
        "campaign": text(types, "collected_traffic_source.manual_campaign_name", "__params.campaign"),
        "first_source": text(types, "traffic_source.source"),
        "first_medium": text(types, "traffic_source.medium"),
        "device": text(types, "device.category"),
        "country": text(types, "geo.country"),
        "language": text(types, "device.language"),
        "bot": f"CASE WHEN {traffic} IS NOT NULL THEN 'traffic_type ' || {traffic} "
        f"WHEN {debug} = '1' THEN 'debug mode' END",
    }


def _parameters(types: Types, name: str) -> str:
    """The list of key and value of GA4 as one JSON object; of a key told twice, the first."""
    if name not in types:
        return "CAST(NULL AS JSON)"
    listed = f"from_json({json({name: types[name]}, name)}, {_PARAMETERS})"
    keyed = f"list_filter({listed}, lambda one: one.key IS NOT NULL)"
    once = (
        f"list_filter({keyed}, lambda one, place: list_position(list_transform({keyed}, lambda each: each.key), "
        "one.key) = place)"
    )
    value = 'one."value"'
    kinds = ", ".join(
        f"{value}.{quoted(kind)}" for kind in ("string_value", "int_value", "float_value", "double_value")
    )
    entries = f"list_transform({once}, lambda one: {{'k': one.key, 'v': coalesce({kinds})}})"
    return f"to_json(map_from_entries({entries}))"


def _guesses(profile: FileProfile) -> list[SourceGuess]:
    events = SourceGuess(profile=profile, table="events", layout="ga4", name="events", time_format="epoch_us")
    events.columns = {"customer_id": "customer_id", "at": "at", "touchpoint": "touchpoint"}
    events.columns |= {"channel": "channel", "value": "value", "event_id": "event_id", "case_id": "order_id"}
    events.columns |= {"bot": "bot", "search_term": "search"}
    events.attributes = ["path", "source", "medium", "campaign", "currency", "session"]
    events.settings = {"bot_events_per_second": PER_SECOND}
    events.doubts = ["Only purchases and refunds have a value, each in the currency that its event names."]
    customers = visitors(profile, "ga4", "visitors")
    plain_traits(customers, _TRAITS)
    plain_traits(customers, {key: f"user_properties.{key}" for key in _property_keys(profile)})
    events.identifiers = {"device": "device_id"}
    customers.identifiers = {"device": "device_id"}
    return [events, customers]


def _property_keys(profile: FileProfile) -> list[str]:
    column = profile.column("user_properties")
    found: list[str] = []
    for level in column.levels if column else ():
        try:
            listed = json_text.loads(level)
        except ValueError:
            continue
        found += [str(one["key"]) for one in listed if isinstance(one, dict) and one.get("key")]
    return [key for key in dict.fromkeys(found) if key not in ("ga_session_id", "ga_session_number")]


GA4 = Layout(
    name="ga4",
    title="the BigQuery export of Google Analytics 4",
    shape=_shape,
    recognised=lambda profile: profile.names >= KNOWN,
    guesses=_guesses,
)
LAYOUTS = (GA4,)
