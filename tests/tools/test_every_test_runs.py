"""No folder of tests is passed over in silence."""

from __future__ import annotations

from fnmatch import fnmatch
from pathlib import Path

import pytest


def test_no_folder_of_tests_bears_a_name_that_pytest_passes_over(
    project: Path, pytestconfig: pytest.Config
) -> None:
    folders = {file.parent.name for file in (project / "tests").rglob("test_*.py")}
    passed_over = pytestconfig.getini("norecursedirs")
    assert "build" in folders
    assert [name for name in folders if any(fnmatch(name, pattern) for pattern in passed_over)] == []
