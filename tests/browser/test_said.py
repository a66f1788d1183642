"""What people say and answer: voices, surveys and gaps on screens, and what stands there when nobody said anything."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import SCREENS, Open, arrived, served
from tests.browser.test_access import violations
from tests.fixtures.shop import documents, lay_out
from tests.fixtures.shop_answered import LATE, RIVAL, SIZE, SIZES, WHOLE
from tests.fixtures.shop_persona import CAST

from folkways.export.html import write_report


def test_themes_stand_with_share_customers_sentiment_and_what_people_do_with_their_words(
    open_screen: Open,
) -> None:
    row = open_screen("voices").get_by_role("group", name="Themes", exact=True).get_by_role("row").nth(1)
    expect(row.get_by_role("rowheader")).to_have_text("size, fits, small")
    for name in (
        "Share of texts: size, fits, small: 30%, interval 27–33",
        "People: size, fits, small: 321",
        "Sentiment: size, fits, small: −0.18, interval −0.26 to −0.10",
        "Pains: size, fits, small: 203",
    ):
        expect(row.get_by_role("button", name=re.compile(re.escape(name)))).to_be_visible()
    expect(row).to_contain_text("too few")


def test_a_quote_is_verbatim_with_kind_date_document_place_and_persona(open_screen: Open) -> None:
    page = open_screen("voices")
    figure = page.get_by_role("region", name="size, fits, small").get_by_role("figure").first
    expect(figure.get_by_role("blockquote")).to_contain_text(SIZE.text)
    expect(figure).to_contain_text("review, 14 Jun 2025 · reviews.csv, row=17")
    expect(figure).to_contain_text(CAST[1].name)
    figure.get_by_role("button", name=re.compile("^reported: ")).click()
    expect(page.get_by_role("dialog")).to_contain_text("Verbatim: characters 0 to 59 of the voice v0017.")


def test_a_persona_a_theme_and_a_source_narrow_figures_and_quotes(open_screen: Open) -> None:
    page = open_screen("voices")
    form = page.get_by_role("form", name="Filter themes and quotes")
    form.get_by_label("Persona").select_option(CAST[0].name)
    expect(form.get_by_role("status")).to_have_text(f"Figures and quotes are of texts by {CAST[0].name}.")
    themes = page.get_by_role("group", name="Themes", exact=True)
    button = themes.get_by_role("button", name=re.compile("^Texts: size, fits, small: 120"))
    button.click()
    expect(page.get_by_role("dialog")).to_contain_text(f"persona = '{CAST[0].id}'")
    region = page.get_by_role("region", name="size, fits, small")
    expect(region.get_by_role("blockquote")).to_have_count(1)
    expect(region).to_contain_text(SIZES.text)
    form.get_by_label("Source").select_option("tickets")
    expect(form.get_by_role("status")).to_contain_text("quotes are also from tickets alone")
    expect(region).to_contain_text("No quote fits")
    expect(page.get_by_role("region", name="Late delivery")).to_contain_text(LATE.text)
    form.get_by_label("Theme").select_option("Late delivery")
    expect(region).to_have_count(0)
    form.get_by_role("button", name="Show all").click()
    expect(region).to_have_count(1)


def test_a_theme_that_few_of_a_persona_speak_of_is_held_back(open_screen: Open) -> None:
    page = open_screen("voices")
    page.get_by_role("combobox", name="Persona").select_option(CAST[2].name)
    cells = page.get_by_role("group", name="Themes", exact=True).get_by_role("button")
    expect(cells.first).to_have_text(
        "suppressed (it would tell of fewer than 10 people, or of all but so few)"
    )
    expect(page.get_by_role("region", name="Late delivery")).to_contain_text("No quote fits")


def test_pains_competitors_and_how_sentiment_was_calibrated_stand_there(open_screen: Open) -> None:
    page = open_screen("voices")
    acts = page.get_by_role("region", name="Pains, praise, wishes, questions")
    expect(acts.get_by_role("button", name=re.compile("^Texts: Pains: 402"))).to_be_visible()
    rivals = page.get_by_role("region", name="Competitors they name")
    rivals.get_by_text("Nordlager, in their own words").click()
    expect(rivals.get_by_role("blockquote")).to_contain_text(RIVAL.text)
    scale = page.get_by_role("region", name="Sentiment is calibrated")
    expect(scale).to_contain_text("803 rated texts; 100 are needed.")
    expect(scale.get_by_role("button", name=re.compile("AUC.*: 0.91"))).to_be_visible()


def test_surveys_list_questions_with_scores_and_show_what_drives_the_whole(open_screen: Open) -> None:
    page = open_screen("surveys")
    rows = page.get_by_role("group", name="Questions of Yearly").get_by_role("row")
    expect(rows).to_have_count(4)
    drivers = page.get_by_role("region", name=f"What drives “{WHOLE}”")
    expect(drivers.get_by_role("img", name=re.compile("How was paying\\? weighs most."))).to_be_visible()
    first = drivers.get_by_role("row").nth(1)
    expect(first).to_contain_text("How was paying?")
    expect(
        first.get_by_role("button", name=re.compile("^Importance: How was paying\\?: 10 of 10"))
    ).to_be_visible()


def test_a_question_shows_shares_bands_waves_and_personas_side_by_side(open_screen: Open) -> None:
    page = open_screen("surveys")
    page.get_by_role("link", name=WHOLE).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(WHOLE)
    bands = page.get_by_role("group", name="Bands")
    expect(
        bands.get_by_role("button", name=re.compile("^Share of “promoters \\(9, 10\\)”, Everybody: 9.2%"))
    ).to_be_visible()
    waves = page.get_by_role("group", name="Answers by wave")
    assert waves.get_by_role("columnheader").all_inner_texts() == ["Answer", "2024", "2025"]
    personas = page.get_by_role("group", name="Answers by persona")
    assert personas.get_by_role("columnheader").all_inner_texts()[1:] == [one.name for one in CAST[:2]]
    waves.get_by_role("button", name=re.compile("^Share of “passives \\(7, 8\\)”, 2025")).click()
    drawer = page.get_by_role("dialog")
    expect(drawer).to_contain_text("answers to the question in the wave")
    expect(drawer).to_contain_text("wave = '2025'")


def test_a_question_that_nobody_was_asked_says_so(page: Page, shop: str) -> None:
    page.goto(f"{shop}#/surveys/Why%3F")
    expect(page.get_by_role("alert")).to_contain_text("No question “Why?” was answered.")


def test_gaps_tell_for_how_many_which_research_closes_them_and_where_they_show(open_screen: Open) -> None:
    page = open_screen("gaps")
    row = page.get_by_role("group", name="Touchpoints nobody spoke of").get_by_role("row").nth(1)
    expect(row).to_contain_text("2,140 of 8,412")
    expect(row).to_contain_text("survey Rate it in the next survey")
    expect(row.get_by_role("link")).to_have_attribute("href", re.compile("#/journeys/jny_"))
    hidden = page.get_by_role("group", name="Personas hardly heard")
    expect(hidden).to_contain_text("no number stands behind it")
    hidden.get_by_role("link", name=CAST[2].name).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(CAST[2].name)


EMPTY = {
    "voices.json": {
        "asOf": "2025-12-31T22:41:07Z", "run": "run_1", "texts": 0, "people": 0, "sentences": 0, "minCell": 10,
        "sentiment": {"calibrated": False, "ratedTexts": 0, "needed": 100, "says": "Nothing was said."},
    },
    "answers.json": {
        "asOf": "2025-12-31T22:41:07Z", "run": "run_1", "window": {"from": "2025-01-01", "to": "2025-12-31"},
        "minCell": 10, "questions": [],
    },
    "drivers.json": {"run": "run_1"},
    "surveys.json": {"run": "run_1", "questions": []},
    "gaps.json": {"asOf": "2025-12-31T22:41:07Z", "run": "run_1", "minCell": 10, "gaps": []},
}  # fmt: skip
"""The documents of a business that nobody wrote to and that asked nobody, as a build writes them."""


@pytest.mark.parametrize(
    ("screen", "command", "guide"),
    [
        ("voices", "folkways voices", "docs/how-to/hear-what-customers-say.md"),
        ("surveys", "folkways answers", "docs/how-to/read-surveys.md"),
        ("gaps", "folkways gaps", "docs/how-to/find-what-you-do-not-know.md"),
    ],
)
def test_a_screen_without_data_says_what_will_be_here_and_what_brings_it(
    page: Page, faults: list[str], project: Path, tmp_path: Path, screen: str, command: str, guide: str
) -> None:
    assert (project / guide).is_file()
    lay_out(tmp_path, documents() | EMPTY)
    with served(tmp_path) as address:
        page.goto(address + SCREENS[screen])
        arrived(page)
        expect(page.get_by_role("main")).to_contain_text(command)
        expect(page.get_by_role("main")).to_contain_text(guide)
        assert page.locator("main [data-figure]").count() == 0
        assert violations(page, project) == []
        page.set_viewport_size({"width": 320, "height": 640})
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_report_without_voices_says_so_offline(page: Page, faults: list[str], tmp_path: Path) -> None:
    report = write_report(lay_out(tmp_path, documents() | EMPTY), tmp_path / "report.html")
    page.context.set_offline(True)
    page.goto(report.as_uri() + SCREENS["voices"])
    arrived(page)
    expect(page.get_by_role("region", name="Nothing here yet")).to_contain_text("folkways build")


def test_filters_and_quotes_are_reached_by_keyboard(open_screen: Open) -> None:
    page = open_screen("voices")
    page.get_by_role("combobox", name="Persona").focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("combobox", name="Persona")).not_to_have_value("")
    page.get_by_role("region", name="size, fits, small").get_by_role(
        "button", name=re.compile("^reported")
    ).first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_contain_text("Verbatim")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
