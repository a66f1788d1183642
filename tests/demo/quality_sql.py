"""What loading should say of the demo's data, counted in plain DuckDB SQL over the package's own files."""

from __future__ import annotations

import duckdb
from tests.demo.feature_sql import TRAITS
from tests.demo.source_sql import ZONE

Check = tuple[str, str, str]
Counted = tuple[int, int | None, str | None]
"""Count, of how many, and what is said in words (None: not told here)."""

FILES = {
    "baskets": "transactions", "campaigns": "campaigns", "coupons": "coupon_redemptions",
    "demographics": "demographics",
}  # fmt: skip
EVENTS = {"baskets": 0, "campaigns": 1, "coupons": 2}


def counted(con: duckdb.DuckDBPyConnection) -> dict[Check, Counted]:
    """By source, check and column."""
    found: dict[Check, Counted] = {}
    for source, table in FILES.items():
        rows = _one(con, f"SELECT count(*) FROM {table}")
        found[source, "rows read", ""] = (rows, None, "1 file")
        found[source, "rows loaded", ""] = (rows, rows, None)
        found |= {
            (source, check, ""): (0, rows, None)
            for check in ("rows rejected", "duplicates", "values left out")
        }
    lines = _one(con, "SELECT count(*) FROM ln")
    found["baskets", "orphans", "product_id"] = (
        _one(con, "SELECT count(*) FROM ln WHERE orphan"),
        lines,
        None,
    )
    unknown = _one(con, "SELECT count(*) FROM campaigns ANTI JOIN campaign_descriptions USING (campaign_id)")
    found["campaigns", "orphans", "campaign_id"] = (unknown, found["campaigns", "rows read", ""][0], None)
    return found | _of_events(con) | _of_people(con)


def _of_events(con: duckdb.DuckDBPyConnection) -> dict[Check, Counted]:
    found: dict[Check, Counted] = {}
    for source, file in EVENTS.items():
        events, by_day, first, last, valued, low, high = con.execute(
            "SELECT count(*), count(*) FILTER (WHERE day_only), min(clock)::DATE::VARCHAR, max(clock)::DATE::VARCHAR, "
            "count(cents), min(cents), max(cents) FROM ev WHERE file = ?",
            [file],
        ).fetchall()[0]
        found[source, "events", ""] = (events, None, None)
        found[source, "events by day only", ""] = (by_day, events, None)
        found[source, "period", ""] = (events, None, f"{first} to {last}, {ZONE}")
        found[source, "future dates", ""] = (0, events, None)
        found[source, "without value", "value"] = (events - valued, events, None)
        found[source, "range", "value"] = (
            valued,
            events,
            f"{(low or 0) / 100:.2f} to {(high or 0) / 100:.2f} USD",
        )
    everything = _one(con, "SELECT count(*) FROM ev")
    for check in ("touchpoint", "channel"):
        for word, count in con.execute(f"SELECT {check}, count(*) FROM ev GROUP BY 1").fetchall():
            found["events", check, word] = (count, everything, None)
    return found


def _of_people(con: duckdb.DuckDBPyConnection) -> dict[Check, Counted]:
    people = _one(con, "SELECT count(DISTINCT customer_id) FROM ev")
    described = _one(con, "SELECT count(*) FROM demographics")
    found: dict[Check, Counted] = {
        ("customers", "customers", ""): (people, None, None),
        ("customers", "customers with events", ""): (people, people, None),
        ("demographics", "customers described", ""): (described, people, None),
    }
    for trait in TRAITS:
        known, levels = con.execute(
            f"SELECT count({trait}), count(DISTINCT {trait}) FROM demographics"
        ).fetchall()[0]
        found["demographics", "missing", trait] = (described - known, described, None)
        found["demographics", "levels", trait] = (levels, None, None)
    return found


def _one(con: duckdb.DuckDBPyConnection, sql: str) -> int:
    return con.execute(sql).fetchall()[0][0]
