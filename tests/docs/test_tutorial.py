"""The tutorial is run, word for word."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

BLOCK = re.compile(r"```(console|python)\n(.*?)```", re.DOTALL)


@pytest.mark.slow
def test_every_command_and_program_of_the_tutorial_runs(project: Path, tmp_path: Path) -> None:
    text = (project / "docs/tutorial.md").read_text(encoding="utf-8")
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    ran = 0
    for kind, block in BLOCK.findall(text):
        lines = [line.removeprefix("$ ") for line in block.splitlines() if line.startswith("$ ")]
        commands = [line.split() for line in lines] if kind == "console" else [[sys.executable, "-c", block]]
        for command in commands:
            done = subprocess.run(
                command,
                cwd=tmp_path,
                env={**os.environ, "PATH": path},
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode == 0, f"{command}\n{done.stderr}"
            ran += 1
    assert ran >= 9
    assert (tmp_path / "report.html").stat().st_size > 100_000
