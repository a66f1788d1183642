"""What is measured of each household, in plain DuckDB SQL, from `docs/methods/features.md` and not from the package.

Makes the table `feat`: one row for each household, one column for each feature, named by its key.
"""

from __future__ import annotations

import duckdb
from tests.demo.source_sql import quoted

SESSION_US = 30 * 60 * 1_000_000
FEWEST = 4
PARTS = {
    "early_morning": (5, 6, 7, 8),
    "morning": (9, 10, 11),
    "midday": (12, 13, 14),
    "afternoon": (15, 16, 17),
    "evening": (18, 19, 20, 21),
    "night": (22, 23, 0, 1, 2, 3, 4),
}
TRAITS = (
    "age", "income", "household_size", "kids_count", "household_comp", "home_ownership", "marital_status",
)  # fmt: skip

PACE = f"""
    CREATE OR REPLACE TABLE pace AS
    WITH baskets AS (
        SELECT customer_id, at_us, file, place, clock::DATE AS day,
               at_us - lag(at_us) OVER (PARTITION BY customer_id ORDER BY at_us, place) AS since
        FROM ev WHERE NOT day_only
    ), numbered AS (
        SELECT *, count(*) FILTER (WHERE since IS NULL OR since >= {SESSION_US})
                  OVER (PARTITION BY customer_id ORDER BY at_us, place ROWS UNBOUNDED PRECEDING) AS visit
        FROM baskets
    ), visits AS (
        SELECT customer_id, visit, min(day) AS day FROM numbered GROUP BY ALL
    ), ended AS (
        SELECT max(day) AS last_day FROM numbered
    ), gaps AS (
        SELECT customer_id, datediff('day', lag(day) OVER (PARTITION BY customer_id ORDER BY visit), day) AS gap
        FROM visits
    ), paused AS (
        SELECT customer_id, count(gap) AS gaps, median(gap) AS half, stddev_pop(gap) AS spread, avg(gap) AS mean
        FROM gaps GROUP BY customer_id
    ), known AS (
        SELECT customer_id, max(visit) AS visits, min(day) AS first_day, max(day) AS last_seen,
               count(DISTINCT date_trunc('week', day)) AS weeks
        FROM numbered GROUP BY customer_id
    )
    SELECT customer_id, datediff('day', last_seen, last_day) AS days_since_last_visit,
           visits / greatest((datediff('day', first_day, last_day) + 1) / 7, 4) AS visits_per_week,
           least(weeks / greatest(datediff('week', date_trunc('week', first_day), date_trunc('week', last_day)) + 1,
                                  4), 1) AS active_weeks,
           CASE WHEN gaps >= {FEWEST} THEN half END AS days_between_visits,
           CASE WHEN gaps >= {FEWEST} AND mean > 0 THEN spread / mean END AS irregularity
    FROM known CROSS JOIN ended LEFT JOIN paused USING (customer_id)
"""

ASIDE = """
    CREATE OR REPLACE TABLE aside AS
    SELECT customer_id,
           100 * count(*) FILTER (WHERE touchpoint = 'Coupon redeemed') / days AS "response_Coupon redeemed",
           100 * count(*) FILTER (WHERE touchpoint = 'Campaign began') / days AS "exposure_Campaign began"
    FROM (
        SELECT customer_id, touchpoint,
               greatest(datediff('day', min(clock::DATE) OVER (PARTITION BY customer_id),
                                 max(clock::DATE) FILTER (WHERE NOT day_only) OVER ()) + 1, 28) AS days
        FROM ev
    ) GROUP BY customer_id, days
"""

MONEY = """
    CREATE OR REPLACE TABLE money AS
    SELECT customer_id,
           CASE WHEN count(*) FILTER (WHERE cents > 0) >= 2 THEN avg(cents) FILTER (WHERE cents > 0) / 100 END
           AS value_per_purchase,
           sum(cents) / 100 / greatest((datediff('day', min(day), any_value(last_day)) + 1) / 7, 4) AS value_per_week
    FROM (SELECT customer_id, cents, clock::DATE AS day, max(clock::DATE) OVER () AS last_day FROM ev
          WHERE NOT day_only)
    GROUP BY customer_id
"""

GOODS = """
    CREATE OR REPLACE TABLE goods AS
    SELECT customer_id, event_id, category, sum(cents) AS cents, count(*) AS lines
    FROM ln GROUP BY ALL HAVING sum(cents) > 0
"""


def shares(names: list[str]) -> str:
    told = [
        f"CASE WHEN count(*) >= {FEWEST} THEN count(*) FILTER (WHERE touchpoint = {quoted(name)}) / count(*) END "
        f'AS "touchpoint_{name}"'
        for name in names
    ]
    told.append(
        f"CASE WHEN count(*) >= {FEWEST} THEN count(*) FILTER (WHERE isodow(clock) >= 6) / count(*) END AS weekend"
    )
    for part, hours in PARTS.items():
        within = f"hour(clock) IN {hours}"
        told.append(
            f"CASE WHEN count(*) >= {FEWEST} THEN count(*) FILTER (WHERE {within}) / count(*) END AS hours_{part}"
        )
    return (
        "CREATE OR REPLACE TABLE shares AS "
        f"SELECT customer_id, {', '.join(told)} FROM ev WHERE NOT day_only GROUP BY customer_id"
    )


def spent(categories: list[str]) -> str:
    told = [
        f"CASE WHEN count(DISTINCT event_id) >= {FEWEST} "
        f"THEN coalesce(sum(cents) FILTER (WHERE category = {quoted(name)}), 0) / sum(cents) END "
        f'AS "category_{name}"'
        for name in categories
    ]
    told += [
        f"CASE WHEN count(DISTINCT event_id) >= {FEWEST} "
        f"THEN count(*) FILTER (WHERE category = {quoted(name)}) / count(DISTINCT event_id) END "
        f'AS "with_{name}"'
        for name in categories
    ]
    return f"""
        CREATE OR REPLACE TABLE spent AS
        SELECT customer_id,
               CASE WHEN count(DISTINCT event_id) >= 2 THEN sum(lines) / count(DISTINCT event_id) END
               AS lines_per_purchase,
               CASE WHEN count(DISTINCT event_id) >= 2 THEN count(*) / count(DISTINCT event_id) END
               AS categories_per_purchase,
               {", ".join(told)}
        FROM goods GROUP BY customer_id
    """


def measured(con: duckdb.DuckDBPyConnection) -> list[str]:
    """Make `feat`; its columns are returned."""
    names = _firsts(con, "SELECT DISTINCT touchpoint FROM ev WHERE NOT day_only ORDER BY 1")
    categories = _firsts(con, "SELECT DISTINCT category FROM ln ORDER BY 1")
    for sql in (PACE, ASIDE, MONEY, GOODS, shares(names), spent(categories)):
        con.execute(sql)
    traits = ", ".join(f"{name}::VARCHAR AS trait_{name}" for name in TRAITS)
    con.execute(f"""
        CREATE OR REPLACE TABLE feat AS
        SELECT * FROM (SELECT DISTINCT customer_id FROM ev)
        LEFT JOIN pace USING (customer_id) LEFT JOIN shares USING (customer_id)
        LEFT JOIN aside USING (customer_id) LEFT JOIN money USING (customer_id)
        LEFT JOIN spent USING (customer_id)
        LEFT JOIN (SELECT household_id::VARCHAR AS customer_id, {traits} FROM demographics) USING (customer_id)
    """)
    return [one for one in _firsts(con, "DESCRIBE feat") if one != "customer_id"]


def _firsts(con: duckdb.DuckDBPyConnection, sql: str) -> list[str]:
    return [row[0] for row in con.execute(sql).fetchall()]
