"""The figures beside their limits, in Markdown and in JSON."""

from __future__ import annotations

import json
import os
import platform
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path

from bench.peers import PM4PY


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure; `limit` is the least when `at_least`, else the most; None = told for its own sake."""

    what: str
    value: float
    unit: str
    limit: float | None = None
    at_least: bool = False

    @property
    def held(self) -> bool | None:
        if self.limit is None:
            return None
        return self.value >= self.limit if self.at_least else self.value <= self.limit


_KERNEL_LIMITS = {"transitions": 15.0, "sessions": 15.0, "funnel, ordered": 20.0, "funnel, strict": 20.0}
_KERNEL_LIMITS["funnel, any order"] = 20.0


def figures(found: dict[str, float]) -> list[Figure]:
    """What is claimed, from what was measured."""
    return [*_against_peers(found), *_of_kernels(found), *_of_first_contact(found)]


def _against_peers(found: dict[str, float]) -> list[Figure]:
    def times(peer: str, ours: str) -> float:
        return found[peer] / found[ours]

    both = found["pm4py counts cpu"] + found["pm4py times cpu"]
    return [
        Figure(
            what="transitions, an answer: pm4py (counts and times) ÷ folkways, processor time",
            value=both / found["folkways cpu"],
            unit="×",
            limit=60,
            at_least=True,
        ),
        Figure(
            what="the same, pm4py's counts alone ÷ folkways with times, units and quartiles",
            value=times("pm4py counts cpu", "folkways cpu"),
            unit="×",
        ),
        Figure(
            what="transitions, an answer: DuckDB SQL over clustered Parquet ÷ folkways, processor time",
            value=times("duckdb cpu", "folkways cpu"),
            unit="×",
            limit=10,
            at_least=True,
        ),
        Figure(
            what="from unsorted Parquet to an answer, the store's building included: folkways",
            value=found["folkways whole cpu"],
            unit="s of processor",
        ),
        Figure(
            what="from unsorted Parquet to an answer: DuckDB SQL",
            value=found["duckdb whole cpu"],
            unit="s of processor",
        ),
        Figure(
            what="the same question again: folkways",
            value=found["folkways cpu"] * 1e3,
            unit="ms of processor",
        ),
        Figure(
            what="the same question again: DuckDB SQL, clustered",
            value=found["duckdb cpu"] * 1e3,
            unit="ms of processor",
        ),
        Figure(what="the same question again: pm4py, in memory", value=both * 1e3, unit="ms of processor"),
    ]


def _of_kernels(found: dict[str, float]) -> list[Figure]:
    names = [name.removesuffix(" ns") for name in found if name.endswith(" ns")]
    return [
        Figure(
            what=f"{name}, warm, one thread",
            value=found[f"{name} ns"],
            unit="ns an event",
            limit=_KERNEL_LIMITS.get(name),
        )
        for name in names
    ]


def _of_first_contact(found: dict[str, float]) -> list[Figure]:
    told = [
        Figure(
            what="first question of a new process: what it waits for compiling",
            value=found["cold compile"],
            unit="s of processor",
            limit=3,
        ),
        Figure(
            what="first question of a new process: imports", value=found["cold import"], unit="s of processor"
        ),
        Figure(
            what="first question of a new process: answer",
            value=found["cold question"],
            unit="s of processor",
        ),
    ]
    if "help wall" in found:
        told.append(Figure(what="folkways --help", value=found["help wall"], unit="s", limit=0.3))
        told.append(
            Figure(what="folkways demo --no-serve", value=found["demo cpu"], unit="s of processor", limit=60)
        )
    if "reviews cold wall" in found:
        for name, what, limit in (("cold", "every sentence new", 120), ("kept", "all vectors kept", 30)):
            told.append(
                Figure(
                    what=f"25,000 reviews, the whole build, {what}",
                    value=found[f"reviews {name} wall"],
                    unit="s",
                    limit=limit,
                )
            )
    if "events a second" in found:
        what = "events taken in by HTTP, in batches of 100, each on the disk before the answer"
        told.append(Figure(what=what, value=found["events a second"], unit="a second"))
    return told


def write(folder: Path, told: list[Figure], events: int, rounds: int) -> None:
    """`results.json` and `RESULTS.md` beside this file."""
    libraries = {name: version(name) for name in ("numpy", "pyarrow", "duckdb")}
    peer, peer_version = PM4PY.split("==")
    machine = {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "load before the end": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
        **libraries,
        peer: peer_version,
    }
    whole = {
        "events": events,
        "rounds": rounds,
        "machine": machine,
        "figures": [asdict(one) | {"held": one.held} for one in told],
    }
    (folder / "results.json").write_text(json.dumps(whole, indent=1, ensure_ascii=False) + "\n")
    (folder / "RESULTS.md").write_text(_page(told, events, rounds, machine))


def _page(told: list[Figure], events: int, rounds: int, machine: dict[str, object]) -> str:
    rows = [f"| {one.what} | {one.value:.3g} {one.unit} | {_limit(one)} |" for one in told]
    return "\n".join(
        [
            "# Figures",
            "",
            f"`make bench`: {events:,} invented events, medians of {rounds} rounds in which every party has its turn.",
            ", ".join(f"{name} {value}" for name, value in machine.items()) + ".",
            "",
            "| what | figure | limit |",
            "| --- | ---: | --- |",
            *rows,
            "",
        ]
    )


def _limit(one: Figure) -> str:
    if one.limit is None:
        return ""
    return f"{'≥' if one.at_least else '≤'} {one.limit:g} {'held' if one.held else '**missed**'}"


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else ():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.processor() or platform.machine()
