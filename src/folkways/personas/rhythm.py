"""When they come: the busiest local hour and weekday of the members of each persona."""

from __future__ import annotations

from folkways.measures.ledger import Counted, Ledger
from folkways.measures.sql import Query, inside, listed
from folkways.model.evidence import Figure
from folkways.personas.ground import Ground

LEAST_EVENTS = 30


def rhythm(
    ledger: Ledger, query: Query, ground: Ground, persona: str, *, occasions: str
) -> dict[str, Figure]:
    """`busiest_hour` (0 to 23, local), `busiest_hour_share` and `busiest_weekday` (1 = Monday), of members' visits.

    Empty where fewer than 30 events have a known hour. `query` must know `members`.
    """
    rows = (
        "(SELECT local_minute // 60 AS hour, (local_day + 3) % 7 + 1 AS weekday FROM events JOIN members "
        f"USING (customer_id) WHERE {inside(persona)} AND local_minute >= 0 "
        f"AND touchpoint NOT IN {listed(ground.aside)})"
    )
    asked = {
        "busiest_hour": (
            f"SELECT hour AS value FROM {rows} GROUP BY hour ORDER BY count(*) DESC, hour LIMIT 1",
            "hour",
        ),
        "busiest_hour_share": (
            f"SELECT count(*) / (sum(count(*)) OVER ())::DOUBLE AS value FROM {rows} GROUP BY hour "
            "ORDER BY count(*) DESC, hour LIMIT 1",
            "share",
        ),
        "busiest_weekday": (
            f"SELECT weekday AS value FROM {rows} GROUP BY weekday ORDER BY count(*) DESC, weekday LIMIT 1",
            "weekday (1 = Monday)",
        ),
    }
    events = int(query(f"SELECT count(*) AS n FROM {rows}").column(0)[0].as_py())
    if events < LEAST_EVENTS:
        return {}
    titles = {
        "busiest_hour": f"The local hour with most {occasions} of members",
        "busiest_hour_share": f"Share of members' {occasions} in their busiest hour",
        "busiest_weekday": f"The weekday with most {occasions} of members (1 = Monday)",
    }
    return {
        key: ledger.figure(
            Counted(
                title=titles[key],
                query=sql,
                unit=occasions,
                denominator=f"members' {occasions} with a known time of day",
                method="the most frequent, the earlier on ties" if unit != "share" else "share",
            ),
            float(query(sql).column(0)[0].as_py()),
            unit,
            n=events,
        )
        for key, (sql, unit) in asked.items()
    }
