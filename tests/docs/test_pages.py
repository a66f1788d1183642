"""The pages hold together: no dead link, every decision listed, no word told twice."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.architecture.house import PROJECT, kept_files

PAGES = kept_files(".md")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def anchors(page: Path) -> set[str]:
    """The names of a page's headings as links spell them."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", page.read_text(encoding="utf-8")), re.MULTILINE)
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings)
    return {heading.replace(" ", "-") for heading in plain}


def is_dead(page: Path, link: str) -> bool:
    if re.match(r"[a-z]+:", link):
        return False
    place, _, anchor = link.partition("#")
    target = (page.parent / place).resolve() if place else page
    return not target.exists() or bool(anchor and target.suffix == ".md" and anchor not in anchors(target))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(PROJECT).as_posix())
def test_a_page_has_no_dead_link(path: Path) -> None:
    links = LINK.findall(FENCE.sub("", path.read_text(encoding="utf-8")))
    assert [link for link in links if is_dead(path, link)] == []


def test_every_decision_is_listed_in_order() -> None:
    folder = PROJECT / "docs" / "adr"
    listed = re.findall(
        r"^- \[.+\]\((.+)\)$", (folder / "README.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert listed == sorted(path.name for path in folder.glob("[0-9]*.md"))
    assert [name[:4] for name in listed] == [f"{number:04d}" for number in range(1, len(listed) + 1)]


def test_the_glossary_tells_each_word_once() -> None:
    words = re.findall(
        r"^\| \*\*(.+?)\*\*", (PROJECT / "docs/glossary.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert len(words) > 60
    assert sorted(set(words)) == sorted(words)


def test_ci_runs_the_test_command_of_the_readme() -> None:
    assert "make test" in (PROJECT / "README.md").read_text(encoding="utf-8")
    run = (PROJECT / ".ci" / "run").read_text(encoding="utf-8")
    assert "export CI=true" in run
    assert run.rstrip().endswith("exec make test")
