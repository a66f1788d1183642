"""The peers: DuckDB SQL in this process, pm4py (AGPL, never a dependency) in an environment under build/."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import TracebackType

import duckdb

from bench.timing import Took

HERE = Path(__file__).parent
ENVIRONMENT = HERE.parent / "build" / "bench" / "pm4py"
PM4PY = "pm4py==2.7.23.11"

TRANSITIONS_SQL = """
SELECT source, target, count(*) AS steps, avg(dwell) AS mean_dwell
FROM (SELECT touchpoint AS source,
             lead(touchpoint) OVER journey AS target,
             lead("at") OVER journey - "at" AS dwell
      FROM read_parquet('{path}')
      WINDOW journey AS (PARTITION BY customer_id ORDER BY "at", source_order))
WHERE target IS NOT NULL GROUP BY source, target
"""


def duckdb_transitions(path: Path) -> list[tuple[str, str, int, float]]:
    """Counts and mean times of transitions, as anybody would ask DuckDB for them."""
    with duckdb.connect() as connection:
        return connection.execute(TRANSITIONS_SQL.format(path=path)).fetchall()


class Pm4py:
    """pm4py with the events in its memory, ready for rounds."""

    def __init__(self, events: Path) -> None:
        python = _environment()
        self._process = subprocess.Popen(
            [str(python), str(HERE / "peer_pm4py.py"), str(events)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.version = self._said().split()[1]

    def took(self, what: str) -> Took:
        """One round of `dfg` (counts) or `performance` (times)."""
        assert self._process.stdin
        self._process.stdin.write(f"{what}\n")
        self._process.stdin.flush()
        wall, cpu = map(float, self._said().split())
        return Took(wall=wall, cpu=cpu)

    def _said(self) -> str:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit(f"pm4py ended with {self._process.wait()}.")
        return line

    def __enter__(self) -> Pm4py:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        self._process.communicate("bye\n")


def _environment() -> Path:
    python = ENVIRONMENT / "bin" / "python"
    done = ENVIRONMENT / ".done"
    if not done.exists() or done.read_text() != PM4PY:
        print(f"Making an environment for {PM4PY} …", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)], check=True)
        install = [str(python), "-m", "pip", "install", "-q", PM4PY, "pyarrow"]
        subprocess.run(install, check=True)
        done.write_text(PM4PY)
    return python
