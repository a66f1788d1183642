"""The peers, each in its own process; pm4py (AGPL, never a dependency) in an environment under build/."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import TracebackType

from bench.timing import Took

HERE = Path(__file__).parent
ENVIRONMENT = HERE.parent / "build" / "bench" / "pm4py"
PM4PY = "pm4py==2.7.23.11"


class Peer:
    """A peer in a process of its own, ready for rounds: no party inherits what another did to the memory."""

    def __init__(self, python: Path, script: str, events: Path) -> None:
        self._process = subprocess.Popen(
            [str(python), str(HERE / script), str(events)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        while not self._said().startswith("ready"):
            pass

    def took(self, what: str) -> Took:
        """One round of what the script knows by this word."""
        assert self._process.stdin
        self._process.stdin.write(f"{what}\n")
        self._process.stdin.flush()
        wall, cpu = map(float, self._said().split())
        return Took(wall=wall, cpu=cpu)

    def _said(self) -> str:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit(f"A peer ended with {self._process.wait()}.")
        return line

    def __enter__(self) -> Peer:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        self._process.communicate("bye\n")


def pm4py(events: Path) -> Peer:
    """Knows `dfg` (counts) and `performance` (times); the events are in its memory."""
    return Peer(_environment(), "peer_pm4py.py", events)


def duckdb(events: Path) -> Peer:
    """Knows `transitions` (counts and mean times); reads the Parquet file anew each time."""
    return Peer(Path(sys.executable), "peer_duckdb.py", events)


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
