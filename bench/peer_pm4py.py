"""pm4py's transitions, run by an environment of its own: `peer_pm4py.py EVENTS.parquet`, then a line for each round.

A round's line is `dfg WALL CPU` or `performance WALL CPU`; the last words of the talk are `bye`.
"""

from __future__ import annotations

import sys
import time
import warnings
from collections.abc import Callable


def timed(work: Callable[[], object]) -> str:
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return f"{time.perf_counter() - wall} {time.process_time() - cpu}"


def main(path: str) -> None:
    warnings.simplefilter("ignore")
    import pandas as pd
    import pm4py

    rows = pd.read_parquet(path, columns=["customer_id", "touchpoint", "at"])
    log = pd.DataFrame(
        {
            "case:concept:name": rows["customer_id"].astype(str),
            "concept:name": rows["touchpoint"].astype(str),
            "time:timestamp": pd.to_datetime(rows["at"], unit="us", utc=True),
        }
    )
    work = {
        "dfg": lambda: pm4py.discover_dfg(log),
        "performance": lambda: pm4py.discover_performance_dfg(log),
    }
    print(f"ready {pm4py.__version__}", flush=True)
    for line in sys.stdin:
        if line.strip() == "bye":
            return
        print(timed(work[line.strip()]), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
