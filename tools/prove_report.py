"""What `make prove` has run, as a page: each promise, how often it was tried, how often it failed."""

from __future__ import annotations

import json
import platform
from collections import defaultdict
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any

LIBRARIES = ("numpy", "pyarrow", "duckdb", "hypothesis")
Run = dict[str, Any]

HEAD = """\
# Reliability

What the long rounds of `make prove` have tried. A round has a seed of its own: for the points at which builds are
killed, for Hypothesis, which makes up to 500 inputs for a test where the test does not say fewer, and for a fuzzer
that sees which branches of the readers its inputs reach. This page is written by
`python tools/prove.py --report docs/reliability.md` from the runs themselves; a run that failed stays in it.

"""


def runs(state: Path) -> list[Run]:
    """Every test that ended; a line cut short by a kill counts as never written."""
    found: list[Run] = []
    for line in state.read_text(encoding="utf-8").splitlines() if state.exists() else ():
        try:
            found.append(json.loads(line))
        except json.JSONDecodeError:
            continue
    return found


def page(state: Path) -> str:
    """The page of all runs so far."""
    told = runs(state)
    versions = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    rounds = len({run["round"] for run in told})
    failed = [run for run in told if not run["passed"]]
    minutes = sum(run.get("seconds", 0) for run in told) / 60
    lines = [
        f"{rounds} rounds, {len(told):,} tests run, {len(failed)} failed; {minutes:.0f} minutes. "
        f"Python {platform.python_version()}, {versions}.",
        "",
        "| promise | rounds | of it | failed |",
        "| --- | ---: | --- | ---: |",
        *(_row(name, some) for name, some in sorted(_by(told, "test").items())),
    ]
    return HEAD + "\n".join(lines) + "\n"


def _by(told: Iterable[Run], key: str) -> dict[str, list[Run]]:
    found: dict[str, list[Run]] = defaultdict(list)
    for run in told:
        found[run[key]].append(run)
    return found


def _row(test: str, told: list[Run]) -> str:
    place, _, name = test.partition("::")
    promise = name.removeprefix("test_").replace("_", " ")
    area = place.removeprefix("tests/").removesuffix(".py")
    failed = sum(not run["passed"] for run in told)
    return f"| {area}: {promise} | {len({run['round'] for run in told})} | {_counts(told)} | {failed} |"


def _counts(told: list[Run]) -> str:
    """What the tests counted of their own accord, such as kills."""
    total: dict[str, int] = defaultdict(int)
    for run in told:
        for name in run.keys() - {"test", "round", "passed", "seconds"}:
            total[name] += run[name]
    return ", ".join(f"{count} {name}" for name, count in sorted(total.items()))
