"""A machine that may not skip must fail when something does; a laptop must not."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
pytestmark = pytest.mark.slow

SKIPPING = "import pytest\n\n@pytest.mark.skip(reason='not today')\ndef test_it(): ...\n"
SHARED = "import pytest\n\n@pytest.mark.shared\ndef test_it(shared): assert shared.is_dir()\n"
BROWSER = "def test_it(page): ...\n"
EXPECTED_FAILURE = "import pytest\n\n@pytest.mark.xfail\ndef test_it(): assert False\n"


def run(folder: Path, source: str, **env: str) -> subprocess.CompletedProcess[str]:
    (folder / "test_one.py").write_text(source)
    where = {
        "PYTHONPATH": f"{PROJECT}{os.pathsep}{PROJECT / 'tools'}",
        "FOLKWAYS_SHARED": str(folder / "absent"),
    }
    words = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "tests.conftest",
        "-p",
        "no:cacheprovider",
        "-c",
        "/dev/null",
    ]
    words += ["-rs", "-o", "markers=shared\nbrowser", f"--rootdir={folder}", str(folder)]
    return subprocess.run(
        words, env={**os.environ, **where, **env}, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("source", [SKIPPING, BROWSER])
def test_a_skip_fails_the_run_under_ci_and_is_named(tmp_path: Path, source: str) -> None:
    said = run(tmp_path, source, CI="true", FOLKWAYS_CHROMIUM="no-such-browser")
    assert said.returncode == 1, said.stdout
    assert "CI may skip nothing, but this skipped" in said.stdout


@pytest.mark.parametrize("source", [SKIPPING, BROWSER])
def test_a_skip_is_shown_and_allowed_elsewhere(tmp_path: Path, source: str) -> None:
    said = run(tmp_path, source, CI="", FOLKWAYS_CHROMIUM="no-such-browser")
    assert said.returncode == 0, said.stdout
    assert "SKIPPED [1]" in said.stdout


@pytest.mark.parametrize("source", [SHARED, EXPECTED_FAILURE])
def test_absent_datasets_and_expected_failures_are_no_skips(tmp_path: Path, source: str) -> None:
    assert run(tmp_path, source, CI="true").returncode == 0
