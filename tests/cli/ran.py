"""Run `folkways` as a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def ran(*words: str | Path, exit_code: int = 0) -> subprocess.CompletedProcess[str]:
    """Run the command; its exit code must be `exit_code`, and no traceback may be seen."""
    command = [sys.executable, "-m", "folkways", *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == exit_code, f"{command}\n{done.stdout}\n{done.stderr}"
    assert "Traceback" not in done.stderr
    return done
