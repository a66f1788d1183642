"""Run the tests marked `prove`, and Hypothesis's, in rounds with a seed each; take up where the last run stopped.

What passed stands in build/prove.jsonl, a line per test and round, written as soon as the test ends. A rerun skips
those lines; a test that failed runs again. `--fresh` forgets them. `--report docs/reliability.md` writes down what
the lines say and runs nothing. Exit code 1 when anything failed.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import prove_report

if TYPE_CHECKING:
    import pytest

PROJECT = Path(__file__).parent.parent
STATE = PROJECT / "build" / "prove.jsonl"


def passed(state: Path, round_: int) -> set[str]:
    """The tests that passed in a round."""
    return {run["test"] for run in prove_report.runs(state) if run["round"] == round_ and run["passed"]}


class Ledger:
    """A pytest plugin: leaves out what has passed, and writes down what ends."""

    def __init__(self, state: Path, round_: int) -> None:
        self.state, self.round_ = state, round_
        self.before = passed(state, round_)

    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        done = [item for item in items if item.nodeid in self.before]
        items[:] = [item for item in items if item.nodeid not in self.before]
        config.hook.pytest_deselected(items=done)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when != "call" and not report.failed:
            return
        entry = {
            "test": report.nodeid,
            "round": self.round_,
            "passed": report.passed,
            "seconds": round(report.duration, 1),
            **dict(report.user_properties),
        }
        with self.state.open("a", encoding="utf-8") as ledger:
            ledger.write(json.dumps(entry) + "\n")


def one_round(round_: int, pytest_args: list[str]) -> int:
    """Run what is left of a round in this process; pytest's exit code, 0 when nothing is left."""
    import pytest

    words = ["-q", "-m", "prove or hypothesis", f"--round={round_}", f"--hypothesis-seed={round_}"]
    code = pytest.main([*words, "--hypothesis-profile=prove", *pytest_args], plugins=[Ledger(STATE, round_)])
    return 0 if code == pytest.ExitCode.NO_TESTS_COLLECTED else int(code)


def all_rounds(rounds: int, pytest_args: list[str]) -> int:
    """Run each round in a process of its own, so that none inherits another's state."""
    failed = 0
    for round_ in range(1, rounds + 1):
        print(f"Round {round_} of {rounds}", flush=True)
        words = [sys.executable, __file__, "--only", str(round_), "--", *pytest_args]
        code = subprocess.run(words, cwd=PROJECT, check=False).returncode
        if code in (2, -2, 130):
            raise KeyboardInterrupt
        failed += code != 0
    print(f"{rounds - failed} of {rounds} rounds hold; {STATE.relative_to(PROJECT)} has every test.")
    return int(failed > 0)


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    words.add_argument("--rounds", type=int, default=50)
    words.add_argument("--only", type=int, metavar="ROUND", help="run one round in this process")
    words.add_argument("--fresh", action="store_true", help="forget what has passed")
    words.add_argument("--report", type=Path, metavar="PAGE", help="write what has passed and failed so far")
    words.add_argument("pytest_args", nargs="*", metavar="-- PYTEST_ARG")
    asked = words.parse_args()
    STATE.parent.mkdir(exist_ok=True)
    if asked.fresh:
        STATE.unlink(missing_ok=True)
    if asked.report:
        asked.report.write_text(prove_report.page(STATE), encoding="utf-8")
        return 0
    if asked.only is not None:
        return one_round(asked.only, asked.pytest_args)
    try:
        return all_rounds(asked.rounds, asked.pytest_args)
    except KeyboardInterrupt:
        print("Stopped; run it again to go on from here.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
