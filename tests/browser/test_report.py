"""The exported file, offline; and texts that would like to be markup."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Request, expect
from tests.browser.conftest import SCREENS, arrived, served
from tests.fixtures.shop import documents, every_text, lay_out

from folkways.export.html import write_report

ATTACK = (
    "</script><script>window.hurt=1</script><img src=x onerror='window.hurt=1'>"
    "<svg onload=window.hurt=1>{{hurt}}javascript:hurt"
)
REFERENCES = (
    "id format formatVersion persona journey step stage lane measure flow from to evidence basis kind type state "
    "status touchpoints journeys personas rank by topic role effect_kind unit origin initiator receiver groupId key "
    "asOf check measures currency group"
)


def poisoned() -> dict[str, Any]:
    """The shop with an attack in every text that is no reference; colours and glyphs are attacks altogether."""
    fixed = set(REFERENCES.split())
    change = {"colour": 'red;background:url(https://hurt.example/a")', "glyph": "__proto__"}
    return every_text(
        documents(), lambda key, text: change.get(key) or (text if key in fixed else text + ATTACK)
    )


@pytest.fixture
def asked(page: Page) -> Iterator[list[str]]:
    """What the page asked for beside itself."""
    found: list[str] = []

    def note(request: Request) -> None:
        if request.resource_type != "document":
            found.append(request.url)

    page.on("request", note)
    yield found
    assert [url for url in found if not url.startswith("data:")] == []


def visited(page: Page, address: str, screen: str) -> None:
    page.goto("about:blank")
    page.goto(address + SCREENS[screen])
    arrived(page)


def test_the_report_shows_every_screen_without_any_request(
    page: Page, faults: list[str], asked: list[str], tmp_path: Path
) -> None:
    report = write_report(lay_out(tmp_path), tmp_path / "report.html")
    page.context.set_offline(True)
    headings = {
        "home": "Larch & Lane Shoes", "personas": "Personas", "persona": "Evening tram orderers",
        "journeys": "Journeys", "journey": "I buy shoes online", "voices": "Voices", "surveys": "Surveys",
        "question": "How likely are you to recommend us?", "gaps": "Gaps", "data": "Data",
    }  # fmt: skip
    for screen, heading in headings.items():
        visited(page, report.as_uri(), screen)
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
        page.locator("main [data-figure]").first.click()
        expect(page.get_by_role("dialog")).to_contain_text("As stored")


def test_the_report_remembers_nothing_it_was_not_given(page: Page, faults: list[str], tmp_path: Path) -> None:
    pages = documents()
    del pages["measures.json"]
    report = write_report(lay_out(tmp_path, pages), tmp_path / "report.html")
    visited(page, report.as_uri(), "data")
    expect(page.get_by_role("alert")).to_contain_text("This report holds no /api/measures.")


def assert_unhurt(page: Page) -> None:
    assert page.evaluate("window.hurt") is None
    assert page.locator("#app img, #app script, #app [onload], #app [onerror], #app iframe").count() == 0
    expect(page.get_by_role("heading", level=1)).to_be_visible()


@pytest.mark.parametrize("screen", SCREENS)
def test_texts_in_the_report_are_never_markup(
    page: Page, faults: list[str], asked: list[str], tmp_path: Path, screen: str
) -> None:
    report = write_report(lay_out(tmp_path, poisoned()), tmp_path / "report.html")
    visited(page, report.as_uri(), screen)
    for button in page.locator("main [data-figure]").all()[:3]:
        button.click()
    assert "<img src=x" in page.inner_text("body")
    assert_unhurt(page)


def test_texts_from_the_server_are_never_markup(page: Page, faults: list[str], tmp_path: Path) -> None:
    lay_out(tmp_path, poisoned())
    with served(tmp_path) as address:
        outside: list[str] = []
        page.on("request", lambda request: outside.append(request.url))
        for screen in SCREENS:
            visited(page, address, screen)
            assert_unhurt(page)
        assert [url for url in outside if not url.startswith((address, "data:", "about:"))] == []


def test_a_workspace_without_a_build_says_how_to_build(page: Page, tmp_path: Path) -> None:
    with served(tmp_path) as address:
        page.goto(address)
        expect(page.get_by_role("alert")).to_contain_text("No finished build")
        expect(page.get_by_role("alert")).to_contain_text("folkways build")
