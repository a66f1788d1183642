"""Names say what a thing is; what says nothing, or what only this day knows, stays out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.architecture.house import PROJECT, SOURCE, kept_files, modules

EMPTY = {"utils", "util", "helpers", "helper", "common", "base", "manager", "misc", "stuff", "data", "info"}
EMPTY_PREFIX = ("get_", "process_", "handle_")
EMPTY_SUFFIX = ("Manager", "Helper", "Utils", "Base", "Processor", "Handler")
PROSE = (".py", ".ts", ".tsx", ".css", ".md", ".toml", ".html", ".json", ".txt", ".yml", ".sh", "")

POSTPONED = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")
REGISTRIES = ("py" + "pi.org", "python" + "hosted.org", "npm" + "js.org", "npm" + "js.com")
PLACES = ("shared/" + "design",)


def own(path: Path) -> bool:
    """Ours to word: not the licence's text."""
    return path.name != "LICENSE"


@pytest.mark.parametrize("folder", ["src/folkways", "tests", "tools", "bench", "web/src"])
def test_no_file_or_folder_has_an_empty_name(folder: str) -> None:
    kept = [path for path in kept_files() if path.is_relative_to(PROJECT / folder)]
    empty = EMPTY - {"data"} if folder == "web/src" else EMPTY  # the workspace has a screen named Data
    found = [
        path.relative_to(PROJECT).as_posix()
        for path in kept
        if empty & {part.split(".")[0] for part in path.relative_to(PROJECT / folder).parts}
    ]
    assert found == []


def test_no_function_or_class_has_an_empty_name() -> None:
    found = [
        f"{module.place}:{node.lineno} {node.name}"
        for module in modules(SOURCE) + modules(PROJECT / "tools") + modules(PROJECT / "bench")
        for node in [*module.functions, *module.classes()]
        if node.name in EMPTY or node.name.startswith(EMPTY_PREFIX) or node.name.endswith(EMPTY_SUFFIX)
    ]
    assert found == []


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{path.relative_to(PROJECT).as_posix()}:{number}"
        for path in kept_files(*PROSE)
        if own(path)
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if pattern.search(line)
    ]


def test_nothing_is_postponed_in_a_comment() -> None:
    assert lines_with(POSTPONED) == []


def test_no_file_names_a_package_registry() -> None:
    assert lines_with(re.compile("|".join(map(re.escape, REGISTRIES)))) == []


def test_no_file_names_the_place_where_it_was_written() -> None:
    assert lines_with(re.compile("|".join(map(re.escape, PLACES)))) == []


def test_the_locks_hold_versions_and_hashes_and_no_addresses() -> None:
    python = (PROJECT / "requirements.txt").read_text(encoding="utf-8")
    web = (PROJECT / "web" / "package-lock.json").read_text(encoding="utf-8")
    pinned = re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^\]]+\])?==", python, re.MULTILINE)
    assert "://" not in python
    assert python.count("--hash=sha256:") >= len(pinned) > 50
    assert '"resolved"' not in web
    assert '"hasInstallScript"' not in web
