"""docs/adr/0002-dependencies.md has a line for every library, and every library a permissive licence."""

from __future__ import annotations

import json
import re
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
TOLD = re.findall(
    r"^\| (\S+) \|", (PROJECT / "docs/adr/0002-dependencies.md").read_text(encoding="utf-8"), re.MULTILINE
)


def name_of(requirement: str) -> str:
    """`psycopg` for `psycopg[binary]>=3.3`."""
    return re.split(r"[\[<>=!~; ]", requirement, maxsplit=1)[0]


def python_libraries() -> set[str]:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    named = [*project["build-system"]["requires"], *project["project"]["dependencies"]]
    for group in project["project"].get("optional-dependencies", {}).values():
        named += group
    for group in project["dependency-groups"].values():
        named += group
    return {name_of(requirement) for requirement in named}


def web_packages() -> set[str]:
    package = json.loads((PROJECT / "web/package.json").read_text(encoding="utf-8"))
    return {*package["dependencies"], *package["devDependencies"]}


def test_every_library_is_told_once_and_no_other() -> None:
    told = [name for name in TOLD if name not in ("library", "package", "---")]
    assert sorted(told) == sorted(python_libraries() | web_packages() | {"uv"})


def installed_by_users() -> set[str]:
    """The default dependencies and theirs, as installed here."""
    found: set[str] = set()
    queue = ["folkways"]
    while queue:
        name = queue.pop()
        for requirement in metadata.requires(name) or []:
            dependency = name_of(requirement).lower()
            if "extra ==" in requirement or dependency in found:
                continue
            if any(True for _ in metadata.distributions(name=dependency)):
                found.add(dependency)
                queue.append(dependency)
    return found


def licence(name: str) -> str:
    about = metadata.metadata(name)
    kinds = [line for line in about.get_all("Classifier") or [] if line.startswith("License")]
    return " ".join([about.get("License-Expression") or (about.get("License") or "")[:80], *kinds])


def test_what_a_user_installs_is_permissively_licensed() -> None:
    names = installed_by_users()
    assert {"duckdb", "numpy", "fastapi"} <= names
    copyleft = re.compile(r"\bA?L?GPL|GNU |MPL|Mozilla|EUPL|SSPL|Elastic", re.IGNORECASE)
    assert {name: licence(name) for name in names if copyleft.search(licence(name))} == {}


@pytest.mark.parametrize("name", sorted(web_packages()))
def test_a_web_package_has_the_licence_that_is_told(name: str) -> None:
    lock = json.loads((PROJECT / "web/package-lock.json").read_text(encoding="utf-8"))
    told = re.search(rf"^\| {re.escape(name)} \|.*\| (\S+) \|$", read_table(), re.MULTILINE)
    assert told
    assert lock["packages"][f"node_modules/{name}"]["license"] == told[1]


def read_table() -> str:
    return (PROJECT / "docs/adr/0002-dependencies.md").read_text(encoding="utf-8")
