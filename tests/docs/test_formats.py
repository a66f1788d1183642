"""The pages of the reference and the documents name the same keys, part by part."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.docs.documented import MODELS, parts

PAGES = {
    "answers-format.md": ("answers.json", "surveys.json"),
    "care-format.md": ("care.json",),
    "drivers-format.md": ("drivers.json",),
    "gaps-format.md": ("gaps.json",),
    "home-format.md": ("home.json", "journeys.json"),
    "journey-format.md": ("journeys",),
    "measures-format.md": ("measures.json",),
    "persona-format.md": ("personas", "personas.json"),
    "quality-format.md": ("quality.json",),
    "voices-format.md": ("voices.json",),
}
SHARED = ("Claim", "Evidence", "Figure", "Window")
"""Parts of every document, told once in `figure-format.md`."""
HEAD = re.compile(r"^## .*\(`(\w+)`\)$")
WORD = re.compile(r"`(\w+)`")


def named(page: str) -> dict[str, set[str]]:
    """The keys that a page names, by the part of the document that they belong to."""
    told: dict[str, set[str]] = defaultdict(set)
    for part, keys in _rows(page.splitlines()):
        told[part] |= keys
    return dict(told)


def _rows(lines: list[str]) -> Iterator[tuple[str, set[str]]]:
    """Rows of a table under a head with a part's name, and rows of `part | keys` (an empty part is that above)."""
    part, table = "", ""
    for line in lines:
        if line.startswith("## "):
            head = HEAD.match(line)
            part, table = (head[1] if head else ""), ""
        if line.startswith(("| key |", "| part | keys |")):
            table = line.split("|")[1].strip()
        elif not line.startswith("|"):
            table = ""
        elif table == "part" and not line.startswith("| ---"):
            first, keys = line.split("|")[1:3]
            part = first.strip().strip("`") or part
            yield part, set(WORD.findall(keys))
        elif table == "key" and part:
            yield part, set(WORD.findall(line.split("|")[1]))


def shared_parts(documents: tuple[str, ...]) -> dict[str, set[str]]:
    """All parts of some documents."""
    return {name: keys for one in documents for name, keys in parts(MODELS[one]).items()}


def test_every_document_has_a_page() -> None:
    assert sorted(one for told in PAGES.values() for one in told) == sorted(MODELS)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_names_every_key_of_its_documents_and_no_other(project: Path, page: str) -> None:
    told = named((project / "docs" / "reference" / page).read_text(encoding="utf-8"))
    wanted = {name: keys for name, keys in shared_parts(PAGES[page]).items() if name not in SHARED}
    assert sorted(told) == sorted(wanted)
    for name, keys in wanted.items():
        assert sorted(told[name]) == sorted(keys), name


def test_what_all_documents_share_is_told_once(project: Path) -> None:
    told = named((project / "docs" / "reference" / "figure-format.md").read_text(encoding="utf-8"))
    wanted = shared_parts(tuple(MODELS))
    assert sorted(told) == sorted(SHARED)
    for name in SHARED:
        assert sorted(told[name]) == sorted(wanted[name]), name


def test_pages_are_linked_from_the_index_and_from_the_api(project: Path) -> None:
    for place in ("docs/index.md", "docs/reference/http.md"):
        text = (project / place).read_text(encoding="utf-8")
        assert [page for page in [*PAGES, "figure-format.md"] if page not in text] == []
