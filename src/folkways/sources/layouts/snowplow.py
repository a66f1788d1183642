"""Snowplow: rows of its atomic events, with the canonical columns, and enriched events as they leave the pipeline.

What the latter hold as self-describing JSON is `data` (the event's own fields) and `contexts` (an object by the names
of their schemas, the first of each name).
"""

from __future__ import annotations

from folkways.sources.bots import BY_DATACENTRE, is_datacentre
from folkways.sources.guess_classes import holds_personal_data
from folkways.sources.layouts.layout import Layout
from folkways.sources.layouts.pieces import (
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

KNOWN = frozenset({"event_id", "collector_tstamp", "event", "domain_userid"})
PINGS = ("page_ping", "pp")
PER_SECOND = 25
MOST_VALUES = 200


def _shape(relation: str, types: Types) -> str:
    user, network = text(types, "user_id"), text(types, "domain_userid", "network_userid")
    event = text(types, "event")
    url = text(types, "page_url", "page_urlpath")
    unstruct = json(types, "unstruct_event")
    named = f"coalesce({text(types, 'event_name')}, {_schema_name(unstruct, '$.data.schema')})"
    act = text(types, "se_action")
    pinged = f"coalesce({event} IN {PINGS}, false)"
    fields = {
        "customer_id": user,
        "device_id": f"coalesce({network}, {_client(types)})",
        "event_id": text(types, "event_id"),
        "at": _instant(types),
        "touchpoint": f"CASE WHEN {event} IN ('page_view', 'pv') THEN 'Page ' || {page_of(url)} "
        f"WHEN {event} IN ('struct', 'se') THEN concat_ws(' ', {text(types, 'se_category')}, {act}) "
        f"WHEN {event} IN ('transaction', 'tr') THEN 'Order' WHEN {event} IN ('transaction_item', 'ti') THEN "
        f"'Order line' ELSE coalesce({named}, {event}) END",
        "channel": f"lower({text(types, 'platform')})",
        "value": f"CASE WHEN {event} IN ('transaction', 'tr') THEN {text(types, 'tr_total')} END",
        "order_id": text(types, "tr_orderid"),
        "user_agent": text(types, "useragent"),
        "bot": _bot(types),
        "path": path_of(url),
        "source": text(types, "mkt_source"),
        "medium": text(types, "mkt_medium"),
        "campaign": text(types, "mkt_campaign"),
        "label": text(types, "se_label"),
        "property": text(types, "se_property"),
        "number": text(types, "se_value"),
        "country": text(types, "geo_country"),
        "device": text(types, "dvce_type"),
        "language": text(types, "br_lang"),
        "session": text(types, "domain_sessionid"),
        "data": f"json_extract({unstruct}, '$.data.data')",
        "contexts": f"to_json({_contexts(types)})",
    }
    told = tables(
        events=f"NOT {pinged}",
        customers=f"coalesce({user}, {network}, {_client(types)}) IS NOT NULL",
        aside=pinged,
    )
    return select(relation, fields, told)


def _schema_name(json_sql: str, path: str) -> str:
    """`newsletter_signup` of `iglu:com.acme/newsletter_signup/jsonschema/1-0-0`."""
    return f"nullif(regexp_extract(json_extract_string({json_sql}, '{path}'), '^iglu:[^/]+/([^/]+)/', 1), '')"


def _contexts(types: Types) -> str:
    """A MAP from the names of the contexts' schemas to their data; of several with one name, the first."""
    lists = [
        f"coalesce(TRY_CAST(json_extract({json(types, name)}, '$.data') AS JSON[]), [])"
        for name in ("contexts", "derived_contexts")
    ]
    both = f"list_concat({', '.join(lists)})"
    name = _schema_name("told", "$.schema")
    named = f"list_filter({both}, lambda told: {name} IS NOT NULL)"
    names = f"list_transform({named}, lambda told: {name})"
    keys = f"list_sort(list_distinct({names}))"
    held = f"lambda key: json_extract({named}[list_position({names}, key)], '$.data')"
    return f"CASE WHEN len({names}) > 0 THEN map({keys}, list_transform({keys}, {held})) END"


def _client(types: Types) -> str:
    """The device as trackers of apps tell it, in a context of their own."""
    return f"json_extract_string({_contexts(types)}['client_session'], '$.userId')"


def _instant(types: Types) -> str:
    """The time that the pipeline derived, else the collector's; the clock of both is UTC."""
    told = text(types, "derived_tstamp", "collector_tstamp", "dvce_created_tstamp")
    return (
        f"(CASE WHEN regexp_matches({told}, '[0-9]$') AND NOT regexp_matches({told}, '[+-][0-9]{{2}}(:?[0-9]{{2}})?$') "
        f"THEN {told} || 'Z' ELSE replace({told}, ' UTC', 'Z') END)"
    )


def _bot(types: Types) -> str:
    kind, owner = text(types, "br_type"), text(types, "ip_organization", "ip_isp")
    column = text(types, "contexts_com_iab_snowplow_spiders_and_robots_1")
    listed = f"coalesce({column}, CAST({_contexts(types)}['spiders_and_robots'] AS VARCHAR))"
    return (
        f"CASE WHEN regexp_matches({listed}, '(?i)spider.?or.?robot[^,]*true') THEN 'spiders and robots list' "
        f"WHEN lower({kind}) LIKE '%robot%' THEN 'browser type' "
        f"WHEN {is_datacentre(owner)} THEN '{BY_DATACENTRE}' END"
    )


def _guesses(profile: FileProfile) -> list[SourceGuess]:
    events = SourceGuess(profile=profile, table="events", layout="snowplow", name="events")
    events.columns = {
        "customer_id": "customer_id",
        "at": "at",
        "touchpoint": "touchpoint",
        "channel": "channel",
    }
    events.columns |= {"value": "value", "event_id": "event_id", "case_id": "order_id", "bot": "bot"}
    events.columns["user_agent"] = "user_agent"
    events.attributes = ["path", "source", "medium", "campaign", "label", "property", "number", "session"]
    events.attributes += _own_fields(profile)
    events.settings = {"bot_events_per_second": PER_SECOND}
    events.doubts = ["Page pings are no touchpoints and are left aside."]
    customers = visitors(profile, "snowplow", "visitors")
    held = {"country": "geo_country", "device": "dvce_type", "language": "br_lang"}
    plain_traits(customers, {trait: trait for trait, column in held.items() if column in profile.names})
    events.identifiers = {"device": "device_id"}
    customers.identifiers = {"device": "device_id"}
    return [events, *([customers] if customers.traits else [])]


def _own_fields(profile: FileProfile) -> list[str]:
    """What the business's own events tell, as attributes: fields with few enough values that name nobody."""
    told = profile.column("unstruct_event.data.data")
    fields = told.inner if told else ()
    return [
        f"data.{one.name.rpartition('.')[2]}"
        for one in fields
        if not one.inner and 1 <= one.distinct <= MOST_VALUES and not holds_personal_data(one)
    ]


SNOWPLOW = Layout(
    name="snowplow",
    title="the atomic events of Snowplow",
    shape=_shape,
    recognised=lambda profile: profile.names >= KNOWN,
    guesses=_guesses,
)
LAYOUTS = (SNOWPLOW,)
