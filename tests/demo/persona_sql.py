"""The numbers of the personas in plain DuckDB SQL: each persona against everybody else, on the table `feat`.

Who belongs to which persona is what the model decided: `mine(customer_id, persona, posterior)` is read, not computed.
"""

from __future__ import annotations

from math import asin, sqrt

import duckdb
from tests.demo.feature_sql import TRAITS
from tests.demo.journey_sql import rows
from tests.demo.source_sql import quoted

BARS = 5


def compared(con: duckdb.DuckDBPyConnection, columns: list[str]) -> None:
    """Make `versus` (means of numbers), `leveled` (counts of levels) and `barred` (counts of ranges), by side."""
    numeric = ", ".join(f'"{one}"::DOUBLE AS "{one}"' for one in columns if not one.startswith("trait_"))
    con.execute(f"""
        CREATE OR REPLACE TABLE tall AS
        UNPIVOT (SELECT customer_id, {numeric} FROM feat) ON COLUMNS(* EXCLUDE customer_id) INTO NAME key VALUE v
    """)
    con.execute(f"""
        CREATE OR REPLACE TABLE named AS
        UNPIVOT (SELECT customer_id, {", ".join(f"trait_{one}" for one in TRAITS)} FROM feat)
        ON COLUMNS(* EXCLUDE customer_id) INTO NAME key VALUE level
    """)
    con.execute("""
        CREATE OR REPLACE TABLE sides AS
        SELECT p.persona, m.customer_id, m.persona IS NOT DISTINCT FROM p.persona AS here
        FROM mine m CROSS JOIN (SELECT DISTINCT persona FROM mine WHERE persona IS NOT NULL) p
    """)
    con.execute("""
        CREATE OR REPLACE TABLE versus AS
        SELECT persona, key, here, count(v) AS n, avg(v) AS mean, var_samp(v) AS variance
        FROM sides JOIN tall USING (customer_id) GROUP BY ALL
    """)
    con.execute("""
        CREATE OR REPLACE TABLE leveled AS
        SELECT persona, key, level, here, count(*) AS n FROM sides JOIN named USING (customer_id) GROUP BY ALL
    """)
    con.execute("CREATE OR REPLACE TABLE cuts (key VARCHAR, bound DOUBLE)")
    for key, found in edges(con).items():
        for bound in found:
            con.execute("INSERT INTO cuts VALUES (?, ?)", [key, bound])
    con.execute("""
        CREATE OR REPLACE TABLE barred AS
        WITH placed AS (
            SELECT customer_id, key, v, (SELECT count(*) FROM cuts c WHERE c.key = t.key AND t.v > c.bound) AS bar
            FROM tall t
        )
        SELECT persona, key, bar, here, count(*) AS n FROM sides JOIN placed USING (customer_id) GROUP BY ALL
    """)


def edges(con: duckdb.DuckDBPyConnection) -> dict[str, list[float]]:
    """The upper bounds of the ranges but the last: equal parts of the customers, bounds rounded to two digits.

    Where a tenth or more is at zero and nobody below, zero is a range of its own and the rest is cut in one less.
    """
    found = rows(
        con,
        """
        SELECT key, min(v) AS low, max(v) AS high, min(v) = 0 AND avg((v = 0)::INT) >= 0.1 AS spiked,
               quantile_disc(v, [0.2, 0.4, 0.6, 0.8]) AS fifths,
               quantile_disc(v, [0.25, 0.5, 0.75]) FILTER (WHERE v > 0) AS quarters
        FROM tall GROUP BY key
        """,
    )
    told: dict[str, list[float]] = {}
    for one in found:
        cuts = {0.0, *map(short, one["quarters"])} if one["spiked"] else set(map(short, one["fifths"]))
        told[one["key"]] = sorted(cut for cut in cuts if one["low"] <= cut < one["high"])
    return told


def short(value: float, digits: int = 2) -> float:
    return float(f"{value:.{digits}g}")


def d_of(here: dict, there: dict) -> float:
    """Cohen's d: the difference of the means in pooled standard deviations."""
    freedom = here["n"] + there["n"] - 2
    pooled = ((here["n"] - 1) * here["variance"] + (there["n"] - 1) * there["variance"]) / freedom
    return (here["mean"] - there["mean"]) / sqrt(pooled)


def h_of(share: float, other: float) -> float:
    """Cohen's h: the difference of two shares on the arcsine scale."""
    return 2 * asin(sqrt(share)) - 2 * asin(sqrt(other))


def sizes(con: duckdb.DuckDBPyConnection) -> dict[str, dict]:
    """By persona: members, how sure they are, their money, their busiest hour and weekday, whose traits are known."""
    found = rows(
        con,
        """
        SELECT persona, count(*) AS members, (SELECT count(*) FROM mine) AS customers, avg(posterior) AS surely,
               avg((posterior > 0.8)::INT) AS sure
        FROM mine WHERE persona IS NOT NULL GROUP BY persona
        """,
    )
    told = {one.pop("persona"): one for one in found}
    for name, sql in (("money", MONEY), ("hour", HOUR), ("weekday", WEEKDAY), ("traits", KNOWN)):
        for one in rows(con, sql):
            told[one.pop("persona")][name] = one
    return told


MONEY = """
    SELECT persona, sum(cents) AS cents, sum(cents) / (SELECT sum(cents) FROM ev) AS share
    FROM ev JOIN mine USING (customer_id) WHERE persona IS NOT NULL GROUP BY persona
"""


def _busiest(part: str) -> str:
    return f"""
        SELECT persona, {part} AS busiest, count(*) AS events, sum(count(*)) OVER (PARTITION BY persona) AS timed
        FROM ev JOIN mine USING (customer_id) WHERE NOT day_only AND persona IS NOT NULL
        GROUP BY persona, busiest
        QUALIFY row_number() OVER (PARTITION BY persona ORDER BY count(*) DESC, busiest) = 1
    """


HOUR = _busiest("hour(clock)")
WEEKDAY = _busiest("isodow(clock)")
KNOWN = """
    SELECT persona, count(DISTINCT n.customer_id) AS described, count(DISTINCT m.customer_id) AS members
    FROM mine m LEFT JOIN named n USING (customer_id) WHERE persona IS NOT NULL GROUP BY persona
"""


def matching(
    con: duckdb.DuckDBPyConnection, persona: str, statements: list[tuple[str, str, float]]
) -> dict[int, tuple]:
    """By k: the share of members and of others who match at least k statements (key, `>` or `<`, cut)."""
    held = " + ".join(f'coalesce(("{key}" {sign} {cut!r})::INT, 0)' for key, sign, cut in statements)
    found = con.execute(f"""
        WITH matched AS (
            SELECT here, {held} AS held FROM sides JOIN feat USING (customer_id) WHERE persona = {quoted(persona)}
        )
        SELECT k, avg((held >= k)::INT) FILTER (WHERE here), avg((held >= k)::INT) FILTER (WHERE NOT here),
               count(*) FILTER (WHERE here AND held >= k), count(*) FILTER (WHERE NOT here AND held >= k)
        FROM matched CROSS JOIN range(1, {len(statements) + 1}) ks(k) GROUP BY k
    """).fetchall()
    return {k: tuple(rest) for k, *rest in found}
