"""Reading the screens: what stands where, and where it leads."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import JOURNEY, PERSONA, SCREENS, Open, arrived
from tests.fixtures.shop_persona import CAST

NAMES = [person.name for person in CAST]


@pytest.mark.parametrize("screen", SCREENS)
def test_the_notice_about_the_data_stands_on_every_screen(open_screen: Open, screen: str) -> None:
    expect(open_screen(screen).get_by_role("note")).to_contain_text("This shop is invented.")


def test_home_leads_to_a_persona_and_back(open_screen: Open) -> None:
    page = open_screen("home")
    page.get_by_role("link", name=NAMES[0], exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(NAMES[0])
    expect(page).to_have_title(f"{NAMES[0]} · Folkways")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Larch & Lane Shoes")


def test_home_names_the_biggest_leak_of_each_journey(open_screen: Open) -> None:
    page = open_screen("home")
    card = page.get_by_role("listitem").filter(has_text="Surely more stay away after").first
    expect(card).to_contain_text("Sends a pair back")
    expect(
        card.get_by_role("button", name=re.compile("Leaves here at Sends a pair back: 61%"))
    ).to_be_visible()


def test_the_gallery_shows_each_persona_with_share_interval_and_three_contrasts(open_screen: Open) -> None:
    page = open_screen("personas")
    for name in NAMES:
        contrasts = page.get_by_role("list", name=f"Strongest contrasts of {name}")
        expect(contrasts.get_by_role("listitem")).to_have_count(3)
    share = page.get_by_role(
        "button", name=re.compile(f"Share of customers, {NAMES[0]}: 27%, interval 26.1–28.0")
    )
    expect(share).to_be_visible()


def test_the_gallery_tells_how_the_groups_were_found(open_screen: Open) -> None:
    page = open_screen("personas")
    rows = page.get_by_role("group", name="Numbers of groups that were tried").get_by_role("row")
    expect(rows).to_have_count(5)
    expect(rows.filter(has_text="chosen")).to_contain_text("3 groups")
    expect(
        page.get_by_role("img", name=re.compile("With 3 groups even the weakest comes back"))
    ).to_be_visible()
    expect(page.get_by_role("group", name="Other ways to group the same customers")).to_contain_text(
        "RFM terciles"
    )


def test_a_persona_page_ends_with_demographics_as_distributions(open_screen: Open) -> None:
    page = open_screen("persona")
    headings = page.get_by_role("heading", level=2).all_text_contents()
    assert headings[0] == "Story"
    assert headings[-1] == "Demographics, as distributions"
    assert {
        "What sets them apart",
        "How typical is the type?",
        "How stable is the group?",
        "Blind spots",
    } < set(headings)
    last = page.get_by_role("region", name="Demographics, as distributions", exact=True)
    expect(last).to_contain_text("suppressed (it would tell of fewer than 10 people, or of all but so few)")


def test_every_sentence_of_the_story_wears_its_basis(open_screen: Open) -> None:
    story = open_screen("persona").get_by_role("region", name="Story")
    marks = story.locator(".basis").all_inner_texts()
    assert marks == ["■ measured", "▣ reported", "◨ inferred", "□ assumed"]
    expect(story.get_by_role("button")).to_have_count(3)


def test_validation_says_which_of_the_four_ways_are_done(open_screen: Open) -> None:
    box = open_screen("persona").get_by_role("region", name="Validation")
    expect(box).to_contain_text("One of the four ways is done.")
    expect(box.get_by_role("listitem")).to_have_count(4)


def test_the_map_is_a_table_of_stages_steps_and_lanes(open_screen: Open) -> None:
    grid = open_screen("journey").get_by_role("grid")
    expect(grid.get_by_role("columnheader")).to_have_count(5 + 10)
    expect(grid.get_by_role("rowheader").first).to_have_text("Touchpoints")
    row = grid.get_by_role("row").filter(has_text=re.compile("^Goes on"))
    expect(row.get_by_role("gridcell").nth(4)).to_contain_text("47%")


def test_stages_that_the_data_cannot_see_say_no_data_and_never_0(open_screen: Open) -> None:
    cells = open_screen("journey").get_by_role("grid").locator("td.unseen")
    told = cells.all_inner_texts()
    assert len(told) == 2 * 11
    assert set(told) == {"no data"}


def test_decide_here_lists_three_leaks_and_leads_to_them(open_screen: Open) -> None:
    page = open_screen("journey")
    box = page.get_by_role("region", name="Decide here")
    expect(box.get_by_role("listitem")).to_have_count(3)
    box.get_by_role("button", name="Compares pairs", exact=True).click()
    focused = page.locator(":focus")
    expect(focused).to_contain_text("53%")
    expect(focused).to_have_role("gridcell")


def test_ways_between_the_steps_show_branches_loops_and_who_leaves(open_screen: Open) -> None:
    ways = open_screen("journey").get_by_role("region", name="Ways between the steps")
    for word in ("branches off", "goes back", "leaves", "23%", "2\u202fmin 32\u202fs"):
        expect(ways).to_contain_text(word)


def test_the_switcher_leads_to_the_same_way_of_another_persona(open_screen: Open) -> None:
    page = open_screen("journey")
    nav = page.get_by_role("navigation", name="Personas of this journey")
    expect(nav.get_by_role("link", name=NAMES[0])).to_have_attribute("aria-current", "page")
    nav.get_by_role("link", name=NAMES[1]).click()
    expect(page).to_have_url(re.compile("#/journeys/jny_careful-fitters"))
    expect(nav.get_by_role("link", name=NAMES[1])).to_have_attribute("aria-current", "page")


def test_rows_in_are_loaded_and_rejected_ones(open_screen: Open) -> None:
    page = open_screen("data")
    expect(page.get_by_text("183,204 rows read = 182,990 loaded + 201 rejected")).to_be_visible()
    expect(page.get_by_text("925 rows read = 925 loaded, none rejected")).to_be_visible()
    expect(page.get_by_role("group", name="Measures, persona")).to_contain_text("44%")


def test_a_persona_that_is_not_there_is_told_with_its_neighbours(page: Page, shop: str) -> None:
    page.goto(f"{shop}#/personas/{PERSONA}s")
    expect(page.get_by_role("alert")).to_contain_text(f"No persona '{PERSONA}s'.")
    expect(page.get_by_role("alert")).to_contain_text(f"Did you mean '{PERSONA}'?")


def test_the_theme_stays_chosen(open_screen: Open) -> None:
    page = open_screen("home")
    page.get_by_label("Appearance").select_option("High contrast")
    page.reload()
    arrived(page)
    expect(page.get_by_label("Appearance")).to_have_value("contrast")
    expect(page.locator("html")).to_have_attribute("data-theme", "contrast")


def test_an_address_with_a_journey_opens_it(page: Page, shop: str, faults: list[str]) -> None:
    page.goto(f"{shop}#/journeys/{JOURNEY}")
    expect(page.get_by_role("heading", level=1)).to_have_text("I buy shoes online")
