"""DuckDB's transitions in a process of their own: `peer_duckdb.py EVENTS.parquet`, then a line for each round.

A round's line is any word; the answer is `WALL CPU`. The last words of the talk are `bye`.
"""

from __future__ import annotations

import sys

import duckdb
from peer_pm4py import timed

TRANSITIONS_SQL = """
SELECT source, target, count(*) AS steps, avg(dwell) AS mean_dwell
FROM (SELECT touchpoint AS source,
             lead(touchpoint) OVER journey AS target,
             lead("at") OVER journey - "at" AS dwell
      FROM read_parquet('{path}')
      WINDOW journey AS (PARTITION BY customer_id ORDER BY "at", source_order))
WHERE target IS NOT NULL GROUP BY source, target
"""


def transitions(path: str) -> list[tuple[str, str, int, float]]:
    """Counts and mean times of transitions, as anybody would ask DuckDB for them."""
    with duckdb.connect() as connection:
        return connection.execute(TRANSITIONS_SQL.format(path=path)).fetchall()


def main(path: str) -> None:
    print("ready", duckdb.__version__, flush=True)
    for line in sys.stdin:
        if line.strip() == "bye":
            return
        print(timed(lambda: transitions(path)), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
