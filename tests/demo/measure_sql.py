"""The measures in plain DuckDB SQL, on the table `ev` and `mine`: for everybody, by persona, by month.

Every measure is a table of rows (customer_id, month, amount); a value is their number, sum or mean.
"""

from __future__ import annotations

import duckdb
from tests.demo.feature_sql import SESSION_US
from tests.demo.journey_sql import ALREADY_DAYS, DAY_US, SILENCE_DAYS

Value = tuple[float, int]

VISITS = f"""
    CREATE OR REPLACE TABLE visited AS
    WITH baskets AS (
        SELECT customer_id, at_us, place, clock,
               at_us - lag(at_us) OVER (PARTITION BY customer_id ORDER BY at_us, place) AS since
        FROM ev WHERE NOT day_only
    )
    SELECT customer_id, at_us, clock, strftime(clock, '%Y-%m') AS month,
           row_number() OVER (PARTITION BY customer_id ORDER BY at_us, place) AS visit
    FROM baskets WHERE since IS NULL OR since >= {SESSION_US}
"""
ENDS = """(
    SELECT max(clock::DATE) AS last_day, max(at_us) AS last_at, min(clock::DATE) AS first_day FROM ev WHERE NOT day_only
)"""
ACTIVE = """(
    SELECT DISTINCT customer_id, date_trunc('month', clock) AS m, strftime(clock, '%Y-%m') AS month
    FROM ev WHERE NOT day_only
)"""
FIRST = f"(SELECT customer_id, min(m) AS m, min(month) AS month FROM {ACTIVE} GROUP BY customer_id)"

MEASURES = {
    "customers": "SELECT DISTINCT customer_id, NULL AS month, 1 AS amount FROM ev",
    "events": "SELECT customer_id, strftime(clock, '%Y-%m') AS month, 1 AS amount FROM ev",
    "active_customers": f"SELECT customer_id, month, 1 AS amount FROM {ACTIVE}",
    "visits": "SELECT customer_id, month, 1 AS amount FROM visited",
    "visits_per_customer": "SELECT customer_id, NULL AS month, count(*) AS amount FROM visited GROUP BY customer_id",
    "repeat_rate": "SELECT customer_id, NULL AS month, (count(*) > 1)::INT AS amount FROM visited GROUP BY customer_id",
    "value_total": """
        SELECT customer_id, strftime(clock, '%Y-%m') AS month, cents AS amount FROM ev WHERE cents IS NOT NULL
    """,
    "value_per_customer": """
        SELECT customer_id, NULL AS month, sum(cents) AS amount FROM ev
        GROUP BY customer_id HAVING count(cents) > 0
    """,
    "second_visit": f"""
        SELECT a.customer_id, a.month, coalesce(b.at_us - a.at_us <= {30 * DAY_US}, false)::INT AS amount
        FROM visited a LEFT JOIN visited b ON b.customer_id = a.customer_id AND b.visit = 2 CROSS JOIN {ENDS}
        WHERE a.visit = 1 AND datediff('day', a.clock::DATE, last_day) >= 30
              AND datediff('day', first_day, a.clock::DATE) >= {ALREADY_DAYS}
    """,
    "silent": f"""
        SELECT customer_id, NULL AS month, (last_at - max(at_us) >= {SILENCE_DAYS * DAY_US})::INT AS amount
        FROM ev CROSS JOIN {ENDS} WHERE NOT day_only
        GROUP BY customer_id, last_at HAVING last_at - min(at_us) >= {SILENCE_DAYS * DAY_US}
    """,
    "response": """
        SELECT customer_id, NULL AS month, max((touchpoint = 'Coupon redeemed')::INT) AS amount FROM ev
        GROUP BY customer_id HAVING count(*) FILTER (WHERE touchpoint = 'Campaign began') > 0
    """,
} | {
    f"retention_month_{k}": f"""
        SELECT f.customer_id, f.month, (a.customer_id IS NOT NULL)::INT AS amount
        FROM {FIRST} f LEFT JOIN {ACTIVE} a ON a.customer_id = f.customer_id AND a.m = f.m + INTERVAL {k} MONTH
        WHERE f.m + INTERVAL {k} MONTH <= TIMESTAMP '2017-12-01'
    """
    for k in (1, 2, 3)
}  # fmt: skip
"""December is the last month that the data hold to its end."""

COUNTED = {"customers", "active_customers"}
SUMMED = {"events", "visits"}


def measured(con: duckdb.DuckDBPyConnection) -> dict[tuple[str, str, str], Value]:
    """Every measure with its n, by measure, kind of group (`overall`, `persona`, `month`) and group."""
    con.execute(VISITS)
    found: dict[tuple[str, str, str], Value] = {}
    for measure, rows in MEASURES.items():
        for by, group, people, n, total in con.execute(f"""
            SELECT CASE WHEN grouping(persona) = 0 THEN 'persona' WHEN grouping(month) = 0 THEN 'month'
                        ELSE 'overall' END,
                   coalesce(persona, month, ''), count(DISTINCT customer_id), count(*), sum(amount)::BIGINT
            FROM ({rows}) r LEFT JOIN mine USING (customer_id) GROUP BY GROUPING SETS ((), (persona), (month))
        """).fetchall():
            found[measure, by, group] = _value(measure, people, n, total)
    return found


def _value(measure: str, people: int, n: int, total: int) -> Value:
    if measure in COUNTED:
        return people, people
    if measure in SUMMED:
        return total, n
    if measure == "value_total":
        return total / 100, n
    return total / n / (100 if measure == "value_per_customer" else 1), n
