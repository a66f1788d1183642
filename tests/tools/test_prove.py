from __future__ import annotations

from pathlib import Path

import prove


def test_a_round_knows_what_passed_and_forgets_failures_other_rounds_and_cut_lines(tmp_path: Path) -> None:
    state = tmp_path / "prove.jsonl"
    state.write_text(
        '{"test": "a", "round": 1, "passed": true}\n'
        '{"test": "b", "round": 1, "passed": false}\n'
        '{"test": "c", "round": 2, "passed": true}\n'
        '{"test": "d", "round": 1, "pas'
    )
    assert prove.passed(state, 1) == {"a"}


def test_nothing_has_passed_before_the_first_run(tmp_path: Path) -> None:
    assert prove.passed(tmp_path / "absent.jsonl", 1) == set()
