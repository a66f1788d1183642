"""`make bench`: the kernels against peers and limits, paired in one run; writes RESULTS.md and results.json."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench import hearing, kernels, peers, receiving, report, synthetic
from bench.timing import Took, middle, timed, timed_children
from folkways.engines.asking import inquiry
from folkways.engines.local import LocalEngine, build_store
from folkways.model.question import Transitions

HERE = Path(__file__).parent


def main() -> None:
    asked = _arguments()
    with tempfile.TemporaryDirectory(prefix="folkways-bench-") as folder:
        found = measured(Path(folder), asked)
    figures = report.figures(found)
    report.write(HERE, figures, asked.events, asked.rounds)
    if missed := [figure.what for figure in figures if figure.held is False]:
        raise SystemExit(f"Beyond its limit: {', '.join(missed)}.")


def measured(folder: Path, asked: argparse.Namespace) -> dict[str, float]:
    """Every figure by name."""
    clustered, shuffled = synthetic.write(folder, asked.events)
    store = folder / "store"
    build_store(clustered, "customer", store)
    found = _paired(clustered, shuffled, store, asked)
    with LocalEngine(store, threads=1) as engine:
        found |= {f"{name} ns": ns for name, ns in kernels.nanoseconds(engine, asked.rounds).items()}
    found |= _cold(store, folder)
    if asked.faces:
        found |= _faces(folder)
    return found


def _paired(clustered: Path, shuffled: Path, store: Path, asked: argparse.Namespace) -> dict[str, float]:
    """Rounds in which every party has its turn, so that a busy minute is busy for all."""
    with (
        LocalEngine(store, threads=1) as engine,
        peers.pm4py(clustered) as pm4py,
        peers.duckdb(clustered) as duckdb,
    ):
        again = _middles(
            {
                "folkways": lambda: timed(lambda: engine.ask(Transitions())),
                "kernel": lambda: timed(lambda: _counted(engine)),
                "duckdb": lambda: duckdb.took("transitions"),
                "pm4py counts": lambda: pm4py.took("dfg"),
                "pm4py times": lambda: pm4py.took("performance"),
            },
            asked.rounds,
        )
    with peers.duckdb(shuffled) as duckdb:
        whole = {
            "folkways whole": lambda: timed(lambda: _from_rows(shuffled)),
            "duckdb whole": lambda: duckdb.took("transitions"),
        }
        return again | _middles(whole, asked.rounds)


def _middles(turns: dict[str, Callable[[], Took]], rounds: int) -> dict[str, float]:
    """The median of each party's times, after one round that does not count."""
    took = [{name: turn() for name, turn in turns.items()} for _ in range(rounds + 1)][1:]
    middles = {name: middle([one[name] for one in took]) for name in turns}
    return {f"{name} {kind}": getattr(one, kind) for name, one in middles.items() for kind in ("wall", "cpu")}


def _counted(engine: LocalEngine) -> None:
    engine.fold(inquiry(Transitions(), kernels.book_of(engine), None), None)


def _from_rows(rows: Path) -> None:
    """Everything from unsorted rows to an answer."""
    with tempfile.TemporaryDirectory(prefix="folkways-bench-") as folder:
        build_store(rows, "customer", Path(folder))
        with LocalEngine(Path(folder)) as engine:
            engine.ask(Transitions())


def _cold(store: Path, folder: Path) -> dict[str, float]:
    """A first question in a process that finds no compiled code anywhere."""
    environment = os.environ | {"NUMBA_CACHE_DIR": str(folder / "no-cache")}
    said = subprocess.run(
        [sys.executable, str(HERE / "cold.py"), str(store)],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    importing, asking, waited = map(float, said)
    return {"cold import": importing, "cold question": asking, "cold compile": max(waited, 0.0)}


def _faces(folder: Path) -> dict[str, float]:
    """`folkways --help`, the demo's build, hearing reviews and taking in events, where they are installed."""
    command = Path(sys.executable).parent / "folkways"
    helped = [timed_children(lambda: _quiet([command, "--help"])) for _ in range(6)]
    demo = timed_children(lambda: _quiet([command, "demo", "--no-serve", "--dir", folder / "demo"]))
    heard = hearing.seconds(folder / "reviews")
    return {"help wall": middle(helped[1:]).wall, "demo cpu": demo.cpu, "demo wall": demo.wall} | {
        "reviews cold wall": heard["cold"].wall,
        "reviews kept wall": heard["kept"].wall,
        "events a second": receiving.events_per_second(folder / "received"),
    }


def _quiet(command: list[str | Path]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=1_000_000, help="how many invented events")
    parser.add_argument("--rounds", type=int, default=5, help="rounds of which the median counts")
    parser.add_argument(
        "--no-faces", dest="faces", action="store_false", help="leave out --help, demo, reviews and receiving"
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
