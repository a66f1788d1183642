"""All by keyboard."""

from __future__ import annotations

from playwright.sync_api import Page, expect
from tests.browser.conftest import Open


def focused_cell(page: Page) -> tuple[int, int]:
    row, column = page.evaluate(
        "() => { const cell = document.activeElement.closest('[data-row]');"
        " return [Number(cell.dataset.row), Number(cell.dataset.column)]; }"
    )
    return row, column


def into_grid(page: Page) -> None:
    page.get_by_role("region", name="Decide here").get_by_role("button").last.focus()
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_attribute("data-row", "1")


def test_the_first_tab_stop_skips_to_the_content(open_screen: Open) -> None:
    page = open_screen("home")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to content")
    page.keyboard.press("Enter")
    expect(page.locator(":focus")).to_have_attribute("id", "main")


def test_a_persona_is_reached_without_a_mouse(open_screen: Open) -> None:
    page = open_screen("home")
    page.get_by_role("link", name="Personas", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Personas")
    expect(page.locator(":focus")).to_have_attribute("id", "main")
    expect(page.get_by_role("link", name="Evening tram orderers").first).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Evening tram orderers")


def test_the_grid_is_one_tab_stop(open_screen: Open) -> None:
    page = open_screen("journey")
    into_grid(page)
    assert page.locator("[role=grid] [tabindex='0']").count() == 1
    page.keyboard.press("Tab")
    assert page.evaluate("() => !document.activeElement.closest('[role=grid]')")


def test_arrows_home_end_and_brackets_move_in_the_grid(open_screen: Open) -> None:
    page = open_screen("journey")
    into_grid(page)
    assert focused_cell(page) == (1, 1)
    places = {
        "ArrowDown": (2, 1), "ArrowRight": (2, 2), "]": (2, 5), "[": (2, 2), "End": (2, 10), "Home": (2, 0),
        "PageDown": (7, 0), "Control+End": (12, 10), "Control+Home": (0, 0),
    }  # fmt: skip
    for key, place in places.items():
        page.keyboard.press(key)
        assert focused_cell(page) == place, key


def test_e_opens_the_evidence_of_a_cell_and_escape_leads_back(open_screen: Open) -> None:
    page = open_screen("journey")
    into_grid(page)
    for key in ("]", "ArrowDown", "ArrowDown", "ArrowDown"):
        page.keyboard.press(key)
    page.keyboard.press("e")
    drawer = page.get_by_role("dialog", name="Does at Searches")
    expect(drawer).to_be_visible()
    expect(page.locator(":focus")).to_have_text("Does at Searches")
    page.keyboard.press("Escape")
    expect(drawer).to_have_count(0)
    assert focused_cell(page) == (4, 2)
    page.keyboard.press("ArrowDown")
    assert focused_cell(page) == (5, 2)


def test_enter_goes_into_a_cell_and_arrows_move_between_its_numbers(open_screen: Open) -> None:
    page = open_screen("journey")
    into_grid(page)
    for key in ("]", *["ArrowDown"] * 4, "Enter"):
        page.keyboard.press(key)
    focused = page.locator(":focus")
    expect(focused).to_have_attribute("data-channel", "web")
    page.keyboard.press("ArrowRight")
    expect(focused).to_have_attribute("data-channel", "phone")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="phone at Searches")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(focused).to_have_role("gridcell")


def test_sticky_heads_never_cover_the_focused_cell(open_screen: Open) -> None:
    page = open_screen("journey")
    page.set_viewport_size({"width": 900, "height": 560})
    into_grid(page)
    for key in ("Control+End", *["ArrowLeft"] * 8, *["ArrowUp"] * 10):
        page.keyboard.press(key)
        covered = page.evaluate(
            """() => {
              const box = document.activeElement.getBoundingClientRect();
              const at = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
              return !document.activeElement.contains(at);
            }"""
        )
        assert not covered, (key, focused_cell(page))
