"""Accessibility: axe on every screen and theme, 320 pixels, targets, colour."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import SCREENS, Open

AXE = "web/node_modules/axe-core/axe.min.js"
RULES = """async () => {
  const runOnly = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const { violations } = await axe.run(document, { runOnly });
  return violations.map((one) => one.id + ': ' + one.nodes.map((node) => node.html).slice(0, 3).join(' | '));
}"""


def violations(page: Page, project: Path) -> list[str]:
    # The site's policy runs no foreign script, so axe comes in through the debugger.
    page.evaluate((project / AXE).read_text(encoding="utf-8"))
    return page.evaluate(RULES)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("screen", SCREENS)
def test_axe_finds_nothing(open_screen: Open, project: Path, screen: str, theme: str) -> None:
    page = open_screen(screen)
    page.get_by_label("Appearance").select_option(theme)
    assert violations(page, project) == []


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_axe_finds_nothing_with_the_drawer_open(open_screen: Open, project: Path, theme: str) -> None:
    page = open_screen("journey")
    page.get_by_label("Appearance").select_option(theme)
    page.locator("main [data-figure]").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.wait_for_timeout(250)
    assert violations(page, project) == []


@pytest.mark.parametrize("screen", SCREENS)
def test_at_320_pixels_nothing_scrolls_sideways(open_screen: Open, project: Path, screen: str) -> None:
    page = open_screen(screen)
    page.set_viewport_size({"width": 320, "height": 640})
    page.wait_for_timeout(100)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert violations(page, project) == []


def test_at_320_pixels_the_map_is_a_list_of_steps(open_screen: Open) -> None:
    page = open_screen("journey")
    page.set_viewport_size({"width": 320, "height": 640})
    expect(page.get_by_role("grid")).to_have_count(0)
    steps = page.get_by_role("list", name="I buy shoes online, step by step")
    expect(steps.locator("> li")).to_have_count(10)
    expect(steps).to_contain_text("Goes to checkout")


@pytest.mark.parametrize("screen", SCREENS)
def test_targets_are_at_least_24_pixels(open_screen: Open, screen: str) -> None:
    small = """() => [...document.querySelectorAll('main button, nav a, select, summary')]
      .filter((one) => one.offsetParent)
      .map((one) => [one.getBoundingClientRect(), one.textContent])
      .filter(([box]) => box.width < 24 || box.height < 24)
      .map(([box, text]) => `${text}: ${box.width} by ${box.height}`)"""
    assert open_screen(screen).evaluate(small) == []


def test_in_print_the_map_is_whole_and_the_rail_is_gone(open_screen: Open) -> None:
    page = open_screen("journey")
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation", name="Screens")).to_be_hidden()
    assert page.evaluate(
        "() => { const box = document.querySelector('.grid-scroll'); return box.scrollHeight <= box.clientHeight + 2; }"
    )
