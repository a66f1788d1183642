"""PostHog: its events export (JSON Lines, CSV or Parquet with `properties` as JSON)."""

from __future__ import annotations

from folkways.sources.layouts.layout import Layout
from folkways.sources.layouts.pieces import (
    Types,
    describe,
    json,
    page_of,
    path_of,
    select,
    tables,
    text,
    visitors,
)
from folkways.sources.profile import FileProfile, SourceGuess

PER_SECOND = 50
NO_EVENTS = (
    "$identify",
    "$create_alias",
    "$set",
    "$groupidentify",
    "$feature_flag_called",
    "$web_vitals",
    "$pageleave",
)


def _shape(relation: str, types: Types) -> str:
    event, distinct = text(types, "event"), text(types, "distinct_id")
    person = text(types, "person_id", "person.id", "person.uuid")
    url = text(types, "properties.$current_url", "properties.$pathname")
    page = page_of(url)
    sets = [
        f"coalesce(json_extract({json(types, 'properties')}, '$.\"{key}\"'), '{{}}')"
        for key in ("$set_once", "$set")
    ]
    own = json(types, "person_properties") if "person_properties" in types else "CAST(NULL AS JSON)"
    traits = f"json_merge_patch({sets[0]}, {sets[1]}, coalesce({own}, '{{}}'))"
    device = text(types, "properties.$device_type")
    fields = {
        "customer_id": f"coalesce({person}, {distinct})",
        "distinct_id": distinct,
        "anonymous_id": text(types, "properties.$anon_distinct_id", "properties.alias"),
        "event_id": text(types, "uuid", "id"),
        "at": f"replace({text(types, 'timestamp')}, ' UTC', 'Z')",
        "touchpoint": f"CASE {event} WHEN '$pageview' THEN 'Page ' || {page} "
        f"WHEN '$screen' THEN 'Screen ' || {text(types, 'properties.$screen_name')} "
        f"WHEN '$autocapture' THEN 'Click' ELSE {event} END",
        "channel": f"lower({text(types, 'properties.$lib')})",
        "value": text(types, "properties.revenue", "properties.$revenue"),
        "user_agent": text(types, "properties.$raw_user_agent", "properties.$user_agent"),
        "path": path_of(url),
        "device": device,
        "source": text(types, "properties.utm_source", "properties.$referring_domain"),
        "medium": text(types, "properties.utm_medium"),
        "campaign": text(types, "properties.utm_campaign"),
        "account_id": text(
            types, "properties.$groups.company", "properties.$groups.organization", "properties.$group_0"
        ),
        "session": text(types, "properties.$session_id"),
        "traits": traits,
        "properties": json(types, "properties"),
    }
    quiet = f"coalesce({event} IN {NO_EVENTS}, false)"
    told = tables(
        events=f"NOT {quiet}",
        customers=f"coalesce({person}, {distinct}) IS NOT NULL AND {traits} <> '{{}}'",
        aside=quiet,
    )
    return select(relation, fields, told)


def _guesses(profile: FileProfile) -> list[SourceGuess]:
    events = SourceGuess(profile=profile, table="events", layout="posthog", name="events")
    events.columns = {
        "customer_id": "customer_id",
        "at": "at",
        "touchpoint": "touchpoint",
        "event_id": "event_id",
    }
    events.columns |= {
        "channel": "channel",
        "value": "value",
        "account_id": "account_id",
        "user_agent": "user_agent",
    }
    events.attributes = ["path", "device", "source", "medium", "campaign", "session"]
    events.settings = {"bot_events_per_second": PER_SECOND}
    time = profile.column("timestamp")
    events.wall_clock = bool(time and time.wall_times)
    events.doubts = [f"Not taken for touchpoints: {', '.join(NO_EVENTS)}."]
    customers = visitors(profile, "posthog", "persons")
    for held in ("properties.$set_once", "properties.$set", "person_properties"):
        column = profile.column(held)
        told = [each for each in (column.inner if column else ()) if not _key(each.name).startswith("$")]
        describe(customers, told)
    for trait in customers.traits.values():
        trait.column = f"traits.{_key(trait.column)}"
    customers.identifiers = {"anonymous_id": "distinct_id", "device": "anonymous_id"}
    customers.personal = [f"traits.{_key(name)}" for name in customers.personal]
    if profile.column("properties.$set.email") or profile.column("person_properties.email"):
        customers.identifiers["email"] = "traits.email"
    return [events, *([customers] if customers.traits else [])]


def _key(name: str) -> str:
    return name.rpartition(".")[2]


def _is_export(profile: FileProfile) -> bool:
    marks = {"uuid", "person_id", "elements_chain", "person_properties", "team_id", "elements", "person"}
    return profile.names >= {"event", "distinct_id", "properties", "timestamp"} and bool(
        marks & profile.names
    )


POSTHOG = Layout(
    name="posthog",
    title="the events export of PostHog",
    shape=_shape,
    recognised=_is_export,
    guesses=_guesses,
)
LAYOUTS = (POSTHOG,)
