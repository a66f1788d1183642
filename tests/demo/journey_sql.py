"""The numbers of the journey maps in plain DuckDB SQL, from `docs/methods/journeys.md` and not from the package.

Stands on the tables `ev` (see `source_sql`) and `mine(customer_id, persona)`. A map is told by `scope`: the id of its
persona, or `everybody`.
"""

from __future__ import annotations

from collections.abc import Iterable

import duckdb
from tests.demo.source_sql import quoted

EVERYBODY = "everybody"
DAY_US = 86_400_000_000
SILENCE_DAYS = 30
ALREADY_DAYS = 60
INFERRED = {"Campaign began"}
"""What nobody recorded that the customer took part in."""

Place = tuple[str, ...]


def walked(con: duckdb.DuckDBPyConnection, touchpoints: dict[str, dict]) -> None:
    """Make `walk`: each event with its stage, what followed it, and the scopes it counts in.

    `touchpoints` is the section of that name of the demo's `folkways.toml`.
    """
    con.execute(
        "CREATE OR REPLACE TEMP TABLE told (touchpoint VARCHAR, early VARCHAR, late VARCHAR, visit BOOLEAN)"
    )
    for name, one in touchpoints.items():
        row = [name, one["stage"]["first"], one["stage"]["later"], one.get("visit", True)]
        con.execute("INSERT INTO told VALUES (?, ?, ?, ?)", row)
    con.execute(f"""
        CREATE OR REPLACE TEMP TABLE stepped AS
        WITH known AS (
            SELECT *, min(at_us) FILTER (WHERE visit) OVER () AS opened_at,
                   min(at_us) FILTER (WHERE visit) OVER (PARTITION BY customer_id) AS first_visit,
                   row_number() OVER (PARTITION BY customer_id ORDER BY at_us, file, place) AS nth
            FROM ev JOIN told USING (touchpoint)
        ), entered AS (
            SELECT *, min(nth) FILTER (WHERE visit) OVER (PARTITION BY customer_id) AS entry FROM known
        )
        SELECT customer_id, nth, at_us, day_only, touchpoint, channel, cents, visit,
               CASE WHEN first_visit < opened_at + {ALREADY_DAYS * DAY_US} OR nth > entry THEN late ELSE early END
               AS stage
        FROM entered
    """)
    con.execute(f"""
        CREATE OR REPLACE TABLE walk AS
        WITH ahead AS (
            SELECT s.*, max(at_us) FILTER (WHERE visit) OVER () AS ends_at,
                   min(nth) FILTER (WHERE visit) OVER (
                       PARTITION BY customer_id ORDER BY nth ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING
                   ) AS next_nth
            FROM stepped s
        ), met AS (
            SELECT a.*, n.at_us - a.at_us AS gap, n.stage AS next_stage, n.touchpoint AS next_touchpoint,
                   a.day_only OR n.day_only AS vague
            FROM ahead a LEFT JOIN stepped n ON n.customer_id = a.customer_id AND n.nth = a.next_nth
        )
        SELECT customer_id, stage, touchpoint, channel, cents,
               CASE WHEN gap < {SILENCE_DAYS * DAY_US} THEN next_stage END AS to_stage,
               CASE WHEN gap < {SILENCE_DAYS * DAY_US} THEN next_touchpoint END AS to_touchpoint,
               CASE WHEN gap < {SILENCE_DAYS * DAY_US} AND NOT vague THEN gap END AS gap,
               CASE WHEN gap < {SILENCE_DAYS * DAY_US} AND next_stage = stage AND next_touchpoint = touchpoint
                    THEN 'again'
                    WHEN gap < {SILENCE_DAYS * DAY_US} THEN 'on'
                    WHEN gap IS NULL AND ends_at - at_us < {SILENCE_DAYS * DAY_US} THEN 'open'
                    ELSE 'away' END AS outcome
        FROM met
    """)
    con.execute(f"""
        CREATE OR REPLACE VIEW scoped AS
        SELECT {quoted(EVERYBODY)} AS scope, w.* FROM walk w
        UNION ALL
        SELECT m.persona, w.* FROM walk w JOIN mine m USING (customer_id) WHERE m.persona IS NOT NULL
    """)


WHOLE = """
    CREATE OR REPLACE TABLE whole AS
    SELECT scope, count(DISTINCT customer_id) AS customers, count(*) AS events, sum(cents) AS cents
    FROM scoped GROUP BY scope
"""
STEPS = """
    CREATE OR REPLACE TABLE at_step AS
    SELECT scope, stage, touchpoint, count(DISTINCT customer_id) AS customers, count(*) AS events,
           count(*) FILTER (WHERE outcome <> 'open') AS closed,
           count(*) FILTER (WHERE outcome IN ('on', 'again')) AS onward,
           count(*) FILTER (WHERE outcome = 'again') AS again,
           count(*) FILTER (WHERE outcome = 'away') AS away,
           count(DISTINCT customer_id) FILTER (WHERE outcome = 'away') AS leavers,
           count(DISTINCT customer_id) FILTER (WHERE outcome <> 'open') AS closers,
           count(DISTINCT customer_id) FILTER (WHERE outcome = 'open') AS openers,
           count(DISTINCT customer_id) FILTER (WHERE outcome IN ('on', 'again')) AS stayers,
           count(DISTINCT customer_id) FILTER (WHERE outcome = 'again') AS repeaters,
           count(DISTINCT customer_id) FILTER (WHERE outcome IN ('on', 'away')) AS changers,
           count(DISTINCT customer_id) FILTER (WHERE cents IS NOT NULL) AS valuers,
           count(DISTINCT customer_id) FILTER (WHERE cents IS NULL) AS unvalued,
           count(cents) AS valued, sum(cents) AS cents,
           count(gap) AS timed, count(DISTINCT customer_id) FILTER (WHERE gap IS NOT NULL) AS timers,
           quantile_cont(gap, 0.5) AS gap_50, quantile_cont(gap, 0.9) AS gap_90
    FROM scoped GROUP BY ALL
"""
FLOWS = """
    CREATE OR REPLACE TABLE on_flow AS
    SELECT scope, stage, touchpoint, to_stage, to_touchpoint, count(*) AS events,
           count(DISTINCT customer_id) AS customers, count(gap) AS timed,
           count(DISTINCT customer_id) FILTER (WHERE gap IS NOT NULL) AS timers, quantile_cont(gap, 0.5) AS gap_50
    FROM scoped WHERE outcome = 'on' GROUP BY ALL
"""
STAGES = """
    CREATE OR REPLACE TABLE in_stage AS
    SELECT scope, stage, count(DISTINCT customer_id) AS customers, count(*) AS events FROM scoped GROUP BY ALL
"""
CHANNELS = """
    CREATE OR REPLACE TABLE by_channel AS
    SELECT scope, stage, touchpoint, channel, count(*) AS events, count(DISTINCT customer_id) AS customers
    FROM scoped GROUP BY ALL
"""


def counted(con: duckdb.DuckDBPyConnection) -> None:
    """Make the tables of sums that every number of a map is a quotient of."""
    for sql in (WHOLE, STEPS, FLOWS, STAGES, CHANNELS):
        con.execute(sql)


def rows(con: duckdb.DuckDBPyConnection, sql: str) -> list[dict]:
    found = con.execute(sql)
    names = [column[0] for column in found.description or []]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def over(number: float | None, whole: float | None) -> float | None:
    """A rate whose denominator is nothing is missing, never 0."""
    return None if number is None or not whole else float(number) / float(whole)


def numbers(con: duckdb.DuckDBPyConnection) -> dict[Place, tuple[float, int]]:
    """Every number that a map can show, with its denominator (n), by scope, measure and place."""
    whole = {one["scope"]: one for one in rows(con, "FROM whole")}
    steps = {(one["scope"], one["stage"], one["touchpoint"]): one for one in rows(con, "FROM at_step")}
    found: dict[Place, tuple[float, int]] = {}
    for told in (
        _of_stages(con, whole),
        _of_steps(steps, whole),
        _of_flows(con, steps),
        _of_channels(con, steps),
    ):
        found |= {place: (value, n) for place, value, n in told if value is not None}
    return found


def _of_stages(con: duckdb.DuckDBPyConnection, whole: dict) -> Iterable:
    for one in rows(con, "FROM in_stage"):
        all_of_them = whole[one["scope"]]["customers"]
        yield (one["scope"], "stage-customers", one["stage"]), one["customers"], all_of_them
        yield (one["scope"], "stage-reach", one["stage"]), over(one["customers"], all_of_them), all_of_them


def _of_steps(steps: dict, wholes: dict) -> Iterable:
    for at, one in steps.items():
        whole = wholes[at[0]]
        told = {
            "customers": (one["customers"], whole["customers"]),
            "visits": (one["events"], whole["events"]),
            "reach": (over(one["customers"], whole["customers"]), whole["customers"]),
            "goes-on": (over(one["onward"], one["closed"]), one["closed"]),
            "dropout": (over(one["away"], one["closed"]), one["closed"]),
            "repeats": (over(one["again"], one["closed"]), one["closed"]),
            "value-per-visit": (over(one["cents"], 100 * one["valued"]), one["valued"]),
            "value-share": (over(one["cents"], whole["cents"]), whole["customers"]),
        }
        for measure, (value, n) in told.items():
            yield (at[0], measure, *at[1:]), value, n
        yield (at[0], "time", *at[1:], "0.5"), one["gap_50"], one["timed"]
        yield (at[0], "time", *at[1:], "0.9"), one["gap_90"], one["timed"]


def _of_flows(con: duckdb.DuckDBPyConnection, steps: dict) -> Iterable:
    for one in rows(con, "FROM on_flow"):
        start = (one["stage"], one["touchpoint"])
        closed = steps[one["scope"], *start]["closed"]
        ends = (*start, one["to_stage"], one["to_touchpoint"])
        yield (one["scope"], "flow", *ends), over(one["events"], closed), closed
        yield (one["scope"], "flow-time", *ends, "0.5"), one["gap_50"], one["timed"]


def _of_channels(con: duckdb.DuckDBPyConnection, steps: dict) -> Iterable:
    for one in rows(con, "FROM by_channel"):
        start = (one["stage"], one["touchpoint"])
        events = steps[one["scope"], *start]["events"]
        yield (one["scope"], "channel", *start, one["channel"]), over(one["events"], events), events
