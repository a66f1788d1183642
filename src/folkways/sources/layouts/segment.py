"""Events as the Segment spec lays them out, one JSON object a line; RudderStack's are the same with names of its own.

`track`, `page` and `screen` are events; `identify` tells traits and that an anonymous id is a user's; `group` tells
an account and who belongs to it; `alias` that two ids are one person's.
"""

from __future__ import annotations

from folkways.sources.layouts.layout import Layout
from folkways.sources.layouts.pieces import (
    SEARCHES,
    Types,
    describe,
    json,
    page_of,
    path_of,
    select,
    tables,
    text,
    values_of,
)
from folkways.sources.profile import ColumnProfile, FileProfile, SourceGuess

CALLS = frozenset({"track", "page", "screen", "identify", "group", "alias"})
PURCHASES = ("order completed", "order refunded")
PER_SECOND = 25
ONLY_ACCOUNTS = frozenset({"industry", "employees", "website", "name"})
OF_ACCOUNTS = frozenset({"industry", "employees", "website", "plan", "description", "address"})


def _shape(relation: str, types: Types) -> str:
    kind = f"lower({text(types, 'type')})"
    user, anonymous = text(types, "userId"), text(types, "anonymousId")
    group = text(types, "groupId", "context.groupId", "properties.groupId")
    event = text(types, "event")
    name = text(types, "name", "properties.name", "properties.title")
    url = text(types, "properties.url", "context.page.url", "properties.path", "context.page.path")
    customer = f"coalesce({user}, {anonymous})"
    sold = f"lower({event}) IN {PURCHASES}"
    amount = text(types, "properties.total", "properties.revenue", "properties.value")
    page = f"coalesce({name}, {page_of(url)})"
    fields = {
        "customer_id": f"CASE WHEN {kind} = 'group' THEN {customer} ELSE {user} END",
        "user_id": user,
        "anonymous_id": anonymous,
        "previous_id": text(types, "previousId"),
        "group_id": group,
        "message_id": text(types, "messageId"),
        "at": text(types, "timestamp", "originalTimestamp", "sentAt", "receivedAt"),
        "touchpoint": f"CASE {kind} WHEN 'track' THEN {_tracked(event)} WHEN 'page' THEN 'Page ' || {page} "
        f"WHEN 'screen' THEN 'Screen ' || {name} ELSE {event} END",
        "channel": f"lower({_channel(types)})",
        "value": f"CASE WHEN {kind} = 'track' AND {sold} THEN CASE WHEN lower({event}) = 'order refunded' "
        f"THEN '-' || ltrim({amount}, '-') ELSE {amount} END END",
        "order_id": text(types, "properties.order_id", "properties.orderId", "properties.checkout_id"),
        "account_id": f"CASE WHEN {kind} IN ('track', 'page', 'screen') THEN {group} END",
        "user_agent": text(types, "context.userAgent", "context.user_agent"),
        "path": path_of(url),
        "product": text(types, "properties.category"),
        "search": text(types, "properties.query"),
        "campaign": text(types, "context.campaign.name"),
        "medium": text(types, "context.campaign.medium"),
        "campaign_source": text(types, "context.campaign.source"),
        "currency": text(types, "properties.currency"),
        "traits": f"coalesce({json(types, 'traits')}, {_context_traits(types)})",
        "properties": json(types, "properties"),
        "context": json(types, "context"),
    }
    told = tables(
        events=f"coalesce({kind} NOT IN ('identify', 'group', 'alias'), true)",
        customers=f"{kind} = 'identify' AND {customer} IS NOT NULL",
        identities=f"{kind} = 'alias' AND {user} IS NOT NULL",
        accounts=f"{kind} = 'group'",
        memberships=f"{kind} = 'group' AND {customer} IS NOT NULL",
    )
    missing = f"coalesce({kind} = 'identify' AND {customer} IS NULL, false)"
    return select(relation, fields, f"CASE WHEN {missing} THEN ['customers'] ELSE {told} END")


def _tracked(event: str) -> str:
    return f"CASE WHEN lower({event}) = 'products searched' THEN {SEARCHES} ELSE {event} END"


def _channel(types: Types) -> str:
    library = text(types, "context.library.name")
    told = text(types, "context.device.type", "channel", "context.channel")
    return f"coalesce({told}, CASE WHEN lower({library}) LIKE '%.js' THEN 'web' ELSE {library} END)"


def _context_traits(types: Types) -> str:
    if "context" not in types:
        return "CAST(NULL AS JSON)"
    return f"json_extract({json(types, 'context')}, '$.traits')"


def _calls(profile: FileProfile) -> frozenset[str]:
    return values_of(profile, "type") & CALLS


def _is_spec(profile: FileProfile) -> bool:
    ids = {"anonymousId", "userId"} & profile.names
    return bool(ids) and "type" in profile.names and bool(_calls(profile))


def is_rudderstack(profile: FileProfile) -> bool:
    """Say whether the library that sent the events, or what the pipeline added, is RudderStack's."""
    libraries = values_of(profile, "context.library.name")
    return "rudderId" in profile.names or any("rudder" in name for name in libraries)


def _guesses(profile: FileProfile, layout: str) -> list[SourceGuess]:
    calls = _calls(profile)
    told: list[SourceGuess] = []
    if calls & {"track", "page", "screen"}:
        told.append(_events(profile, layout))
    if "identify" in calls:
        customers = SourceGuess(profile=profile, table="customers", layout=layout, name="traits")
        customers.columns = {"customer_id": "customer_id"}
        customers.settings = {"repeats": "latest"}
        customers.identifiers = {"anonymous_id": "anonymous_id"}
        for kind in ("email", "phone"):
            if profile.column(f"traits.{kind}"):
                customers.identifiers[kind] = f"traits.{kind}"
        traits = profile.column("traits") or profile.column("context.traits")
        describe(customers, [each for each in _inner(traits) if _key(each) not in ONLY_ACCOUNTS])
        told.append(customers)
    if "alias" in calls:
        aliases = SourceGuess(profile=profile, table="identities", layout=layout, name="aliases")
        aliases.columns = {"value": "previous_id", "customer_id": "user_id"}
        aliases.constants = {"kind": "customer"}
        told.append(aliases)
    if "group" in calls:
        told += _accounts(profile, layout)
    return told


def _events(profile: FileProfile, layout: str) -> SourceGuess:
    guess = SourceGuess(profile=profile, table="events", layout=layout, name="events")
    guess.columns = {
        "customer_id": "customer_id",
        "at": "at",
        "touchpoint": "touchpoint",
        "channel": "channel",
        "value": "value",
        "event_id": "message_id",
        "case_id": "order_id",
        "account_id": "account_id",
        "user_agent": "user_agent",
        "search_term": "search",
    }
    guess.attributes = ["path", "product", "campaign", "medium", "campaign_source", "currency"]
    guess.settings = {"bot_events_per_second": PER_SECOND}
    guess.identifiers = {"anonymous_id": "anonymous_id"}
    guess.doubts = ["Only completed and refunded orders have a value, each in its own currency."]
    return guess


def _inner(column: ColumnProfile | None) -> tuple[ColumnProfile, ...]:
    return column.inner if column else ()


def _key(column: ColumnProfile) -> str:
    return column.name.rpartition(".")[2]


def _accounts(profile: FileProfile, layout: str) -> list[SourceGuess]:
    accounts = SourceGuess(profile=profile, table="accounts", layout=layout, name="accounts")
    accounts.columns = {"account_id": "group_id", "first_at": "at", "name": "traits.name"}
    accounts.settings = {"repeats": "latest"}
    mixed = "identify" in _calls(profile)
    told = [each for each in _inner(profile.column("traits")) if _key(each) not in ("name", "role")]
    describe(accounts, [each for each in told if not mixed or _key(each) in OF_ACCOUNTS])
    if mixed:
        accounts.doubts = ["Traits of users and accounts stand in one column; only the spec's own are taken."]
    members = SourceGuess(profile=profile, table="memberships", layout=layout, name="memberships")
    members.columns = {"customer_id": "customer_id", "account_id": "group_id"}
    if profile.column("traits.role"):
        members.columns["role"] = "traits.role"
    return [accounts, members]


SEGMENT = Layout(
    name="segment",
    title="events of the Segment spec",
    shape=_shape,
    recognised=lambda profile: _is_spec(profile) and not is_rudderstack(profile),
    guesses=lambda profile: _guesses(profile, "segment"),
)
RUDDERSTACK = Layout(
    name="rudderstack",
    title="events of RudderStack",
    shape=_shape,
    recognised=lambda profile: _is_spec(profile) and is_rudderstack(profile),
    guesses=lambda profile: _guesses(profile, "rudderstack"),
)
LAYOUTS = (SEGMENT, RUDDERSTACK)
