"""Where a map can do harm, on its screen: findings first, each number with its evidence; and addresses of no screen."""

from __future__ import annotations

import json
import re
from pathlib import Path

from playwright.sync_api import Page, expect
from tests.browser.conftest import SCREENS, Open, arrived, served
from tests.browser.test_access import violations
from tests.fixtures.shop import documents, lay_out
from tests.fixtures.shop_persona import CAST

from folkways.export.html import write_report


def test_what_is_pressing_stands_first_and_leads_to_its_part(open_screen: Open) -> None:
    page = open_screen("care")
    first = page.get_by_role("region", name="Look here first")
    expect(first.get_by_role("listitem")).to_have_count(8)
    link = first.get_by_role("link", name="Outcomes differ by a sensitive trait")
    link.focus()
    page.keyboard.press("Enter")
    heading = page.get_by_role("heading", name="Who fares worse")
    expect(heading).to_be_focused()
    expect(heading).to_be_in_viewport()
    expect(page).to_have_url(re.compile("#/care/unequal$"))
    page.reload()
    expect(heading).to_be_focused()


def test_a_trait_that_personas_go_with_stands_with_its_level_and_its_proxies(open_screen: Open) -> None:
    page = open_screen("care")
    table = page.get_by_role("group", name="Personas and sensitive traits")
    row = table.get_by_role("row").nth(1)
    expect(row).to_contain_text("personas go with it")
    expect(row.get_by_role("link", name=CAST[0].name)).to_be_visible()
    here = row.get_by_role("button", name=re.compile(f"^18–24 in {CAST[0].name}: 44%, interval 42.0–46.0"))
    here.click()
    expect(page.get_by_role("dialog")).to_contain_text("SELECT 0.31 AS value")
    page.keyboard.press("Escape")
    expect(here).to_be_focused()
    expect(table).to_contain_text("suppressed (it would tell of fewer than 10 people, or of all but so few)")
    proxies = page.get_by_role("group", name="Proxies of Age")
    expect(
        proxies.get_by_role("button", name=re.compile("^Share at night with personas: 0.52"))
    ).to_be_visible()
    expect(proxies).to_contain_text('describe_only = ["hours_night"]')


def test_who_is_left_out_and_who_fares_worse_have_tables_and_the_rest_is_a_step_away(
    open_screen: Open,
) -> None:
    page = open_screen("care")
    left = page.get_by_role("group", name="Who answered", exact=True)
    expect(left.get_by_role("row")).to_have_count(2)
    expect(left).to_contain_text("left out")
    unequal = page.get_by_role("region", name="Who fares worse")
    expect(unequal.get_by_role("table", include_hidden=False)).to_have_count(1)
    unequal.get_by_text("Compared, and no finding").click()
    expect(unequal.get_by_role("table", include_hidden=False)).to_have_count(2)


def test_what_people_decided_and_what_nobody_confirmed_stand_beside_the_claims(open_screen: Open) -> None:
    page = open_screen("care")
    people = page.get_by_role("region", name="Machine and people")
    expect(people.get_by_role("button", name=re.compile(f"^inferred: {CAST[0].name}: 6"))).to_be_visible()
    expect(people.get_by_role("group", name="People have decided")).to_contain_text(
        "A. Meier: Assessed on 3 May."
    )
    expect(people.get_by_role("group", name="Nobody has confirmed")).to_contain_text("3 of 3")
    guards = page.get_by_role("group", name="Safeguards").get_by_role("row")
    expect(guards.nth(1)).to_contain_text("orders, reviews")
    expect(guards.nth(1)).to_contain_text("off")


def test_every_figure_of_the_document_stands_on_the_screen(open_screen: Open) -> None:
    page = open_screen("care")
    told = json.loads(json.dumps(documents()["care.json"]))
    wanted = set(figures(told))
    marks = "() => [...document.querySelectorAll('main [data-figure=\"care.figure\"]')].map((one) => one.dataset.key)"
    assert set(page.evaluate(marks)) == wanted


def figures(found: object, at: str = "") -> list[str]:
    """The places of all figures."""
    if isinstance(found, dict) and "method" in found and "unit" in found and "title" not in found:
        return [at.removeprefix(".")]
    parts = found.items() if isinstance(found, dict) else enumerate(found) if isinstance(found, list) else ()
    return [place for key, one in parts for place in figures(one, f"{at}.{key}")]


BARE = {
    "asOf": "2025-12-31T22:41:07Z", "run": "run_1", "minCell": 10,
    "thresholds": {"strength": 0.2, "proxy": 0.1, "service": 0.1, "fourFifths": 0.8, "q": 0.05},
}  # fmt: skip
GUARDED = BARE | {"checks": [{"name": "a guard", "state": "on", "says": "It is.", "line": "[workspace]"}]}


def test_without_findings_every_part_says_what_would_bring_some(
    page: Page, faults: list[str], project: Path, tmp_path: Path
) -> None:
    assert (project / "docs/how-to/map-with-care.md").is_file()
    for name, told, words in (("bare", BARE, "folkways care"), ("guarded", GUARDED, 'class = "sensitive"')):
        lay_out(tmp_path / name, documents() | {"care.json": told})
        with served(tmp_path / name) as address:
            page.goto(address + SCREENS["care"])
            arrived(page)
            expect(page.get_by_role("main")).to_contain_text(words)
            assert violations(page, project) == []


def test_the_report_shows_care_offline(page: Page, faults: list[str], tmp_path: Path) -> None:
    report = write_report(lay_out(tmp_path, documents()), tmp_path / "report.html")
    page.context.set_offline(True)
    page.goto(report.as_uri() + SCREENS["care"])
    arrived(page)
    expect(page.get_by_role("region", name="Look here first").get_by_role("listitem")).to_have_count(8)


def test_an_address_of_no_screen_says_so_and_leads_back(
    page: Page, shop: str, faults: list[str], project: Path
) -> None:
    page.goto(f"{shop}#/nonsense")
    expect(page.get_by_role("heading", level=1)).to_have_text("No such page")
    assert violations(page, project) == []
    page.get_by_role("link", name="Go to Home").click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("No such page")
