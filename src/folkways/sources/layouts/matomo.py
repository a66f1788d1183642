"""Matomo: the visits log of its Live API, a JSON object for each visit with its `actionDetails`."""

from __future__ import annotations

from folkways.sources.bots import BY_DATACENTRE, is_datacentre
from folkways.sources.columns import quoted
from folkways.sources.layouts.layout import TABLES, Layout
from folkways.sources.layouts.pieces import (
    SEARCHES,
    Types,
    json,
    page_of,
    path_of,
    plain_traits,
    tables,
    text,
    visitors,
)
from folkways.sources.profile import FileProfile, SourceGuess
from folkways.sources.rejected import ROW

KNOWN = frozenset({"idVisit", "visitorId", "actionDetails"})
HELD = {"device": "deviceType", "country": "country", "browser": "browserName", "visitor_type": "visitorType"}


def _shape(relation: str, types: Types) -> str:
    """One row for the visit (its traits and ids), then one for each of its actions, numbered anew in this order."""
    user, visitor = text(types, "userId"), text(types, "visitorId")
    head = {
        "customer_id": user,
        "visitor_id": visitor,
        "visit_id": text(types, "idVisit"),
        "channel": f"coalesce({text(types, 'siteType')}, 'website')",
        "medium": text(types, "referrerType"),
        "source": text(types, "referrerName"),
        "campaign": text(types, "campaignName"),
        "bot": f"CASE WHEN {is_datacentre(text(types, 'providerName', 'provider'))} THEN '{BY_DATACENTRE}' END",
        **{trait: text(types, column) for trait, column in HELD.items()},
    }
    named = ", ".join(f"{expression} AS {quoted(name)}" for name, expression in head.items())
    visits = f"SELECT {ROW} AS __visit, {named}, {json(types, 'actionDetails')} AS __actions FROM {relation}"
    actions = (
        "SELECT v.*, place, json_extract(__actions, '$[' || (place - 1) || ']') AS action FROM v, "
        "LATERAL unnest(range(1, CAST(coalesce(json_array_length(__actions), 0) + 1 AS BIGINT))) AS places(place)"
    )
    both = f"SELECT *, 0 AS place, CAST(NULL AS JSON) AS action FROM v UNION ALL {actions}"
    told = tables(
        events="place > 0",
        customers="place = 0 AND coalesce(customer_id, visitor_id) IS NOT NULL",
        aside="place = 0",
    )
    fields = ", ".join(f"{expression} AS {quoted(name)}" for name, expression in _action().items())
    return (
        f"WITH v AS ({visits}), told AS ({both}) SELECT row_number() OVER (ORDER BY __visit, place) AS {ROW}, "
        f"{told} AS {TABLES}, {', '.join(head)}, {fields} FROM told"
    )


def _action() -> dict[str, str]:
    held: Types = {"action": "JSON"}
    kind, url = text(held, "action.type"), text(held, "action.url")
    return {
        "at": text(held, "action.timestamp", "action.serverTimestamp"),
        "touchpoint": f"CASE {kind} WHEN 'action' THEN 'Page ' || {page_of(url)} "
        f"WHEN 'event' THEN concat_ws(' ', {text(held, 'action.eventCategory')}, {text(held, 'action.eventAction')}) "
        f"WHEN 'goal' THEN 'Goal ' || {text(held, 'action.goalName')} "
        f"WHEN 'search' THEN {SEARCHES} "
        "WHEN 'ecommerceOrder' THEN 'Order' WHEN 'ecommerceAbandonedCart' THEN 'Abandoned cart' "
        f"WHEN 'download' THEN 'Download' WHEN 'outlink' THEN 'Outlink' ELSE {kind} END",
        "value": f"CASE WHEN {kind} = 'ecommerceOrder' THEN {text(held, 'action.revenue')} END",
        "order_id": text(held, "action.orderId"),
        "event_id": "visit_id || '/' || place || '/' || coalesce("
        + text(held, "action.pageIdAction")
        + ", '')",
        "path": path_of(url),
        "search": text(held, "action.siteSearchKeyword"),
        "label": text(held, "action.eventName"),
    }


def _guesses(profile: FileProfile) -> list[SourceGuess]:
    events = SourceGuess(
        profile=profile, table="events", layout="matomo", name="actions", time_format="epoch_s"
    )
    events.columns = {
        "customer_id": "customer_id",
        "at": "at",
        "touchpoint": "touchpoint",
        "channel": "channel",
    }
    events.columns |= {"value": "value", "event_id": "event_id", "case_id": "order_id", "bot": "bot"}
    events.columns["search_term"] = "search"
    events.attributes = ["path", "label", "medium", "source", "campaign", "visit_id"]
    customers = visitors(profile, "matomo", "visitors")
    plain_traits(customers, {trait: trait for trait, column in HELD.items() if column in profile.names})
    events.identifiers = {"device": "visitor_id"}
    customers.identifiers = {"device": "visitor_id"}
    return [events, *([customers] if customers.traits else [])]


MATOMO = Layout(
    name="matomo",
    title="the visits log of Matomo",
    shape=_shape,
    recognised=lambda profile: profile.names >= KNOWN,
    guesses=_guesses,
)
LAYOUTS = (MATOMO,)
