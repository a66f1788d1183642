"""What customers do before they first buy: how long it takes, how many visits, whether they search and compare."""

from __future__ import annotations

from collections.abc import Sequence

from folkways.measures.asked import Asked, Kind
from folkways.measures.sql import Query, listed, visits
from folkways.model.config import Config
from folkways.model.duration import DAY_US, microseconds
from folkways.model.measure import MeasureDefinition

SEARCHED = (
    "(json_extract_string(attributes, '$.search_term') IS NOT NULL "
    "OR lower(touchpoint) IN ('searches', 'search', 'site search', 'site_search'))"
)
"""SQL condition on an event: somebody searched."""
THING = "coalesce(json_extract_string(attributes, '$.product'), json_extract_string(attributes, '$.path'), event_id)"
"""What was looked at: the event's product, else its page, else each event is another thing."""
FIRST_BUY = '(SELECT customer_id, min("at") AS bought FROM events WHERE value > 0 GROUP BY customer_id)'
SEEN_BEFORE = "customers who were seen before their first purchase"


def before_buying(query: Query, config: Config) -> list[Asked]:
    """The measures of the way to the first purchase that these events can give; none where nothing is sold.

    Customers who were customers already (`already_customers`) have bought before, so their first purchase is not seen.
    """
    shown = visits(_aside(config), microseconds(config.workspace.session_gap))
    way = _way(shown, _newcomers(config))
    if not query(f"SELECT count(*) FROM {way}").column(0)[0].as_py():
        return []
    found = [
        _asked("days_to_first_purchase", "Days from first contact to first purchase", "days", "mean", way, _days(), ""),
        _asked(
            "visits_to_first_purchase", "Visits up to the first purchase", "visits", "mean", way, "sum(fresh)",
            ", the visit of the purchase among them",
        ),
    ]  # fmt: skip
    if query(f"SELECT count(*) FROM events WHERE {SEARCHED}").column(0)[0].as_py():
        searched = f"max(({SEARCHED})::INT)"
        found.append(
            _asked("search_before_buying", "Searches before buying", "share", "share", way, searched, "")
        )
    compared = [name for name, known in config.touchpoints.items() if known.compares]
    return [*found, *_compares(way, compared)]


def _aside(config: Config) -> list[str]:
    return [name for name, known in config.touchpoints.items() if not known.visit]


def _newcomers(config: Config) -> str:
    """SQL condition on somebody's first event: late enough that they were no customers before the data."""
    told = config.journeys[config.main_journey].already_customers
    days = microseconds(told) // DAY_US if told else 0
    return f"first_day >= (SELECT min(local_day) FROM events) + {days}" if days else "TRUE"


def _way(shown: str, newcomers: str) -> str:
    """SQL relation: the events of visits up to the first purchase, of customers who had one before it."""
    first = 'SELECT customer_id, min("at") AS first_at, min(local_day) AS first_day'
    return (
        f"(SELECT e.*, bought, first_at FROM {shown} AS e JOIN {FIRST_BUY} USING (customer_id) JOIN "
        f'({first} FROM {shown} GROUP BY customer_id) USING (customer_id) WHERE e."at" <= bought '
        f"AND first_at < bought AND {newcomers})"
    )


def _days() -> str:
    return f"(any_value(bought) - any_value(first_at)) / {DAY_US}.0"


def _compares(way: str, compared: Sequence[str]) -> list[Asked]:
    """Whether somebody looked at two things or more in one visit before buying."""
    if not compared:
        return []
    things = (
        f"(SELECT customer_id, count(DISTINCT CASE WHEN touchpoint IN {listed(compared)} THEN {THING} END) AS things "
        f"FROM {way} GROUP BY customer_id, visit)"
    )
    note = f", at {' or '.join(compared)}"
    return [
        _asked("compare_before_buying", "Compares before buying", "share", "share", things, "max((things >= 2)::INT)",
               f" who looked at two things or more in one visit{note}")
    ]  # fmt: skip


def _asked(key: str, name: str, unit: str, kind: Kind, way: str, amount: str, more: str) -> Asked:
    words = "share of them" if kind == "share" else "mean over them"
    return Asked(
        definition=MeasureDefinition(key=key, name=name, unit=unit, denominator=SEEN_BEFORE),
        kind=kind,
        rows=f"(SELECT customer_id, {amount} AS amount FROM {way} GROUP BY customer_id)",
        counted="customers",
        method=f"{words}{more}; a purchase is an event with a value above 0",
    )
