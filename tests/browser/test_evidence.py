"""Every number opens its evidence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import PERSONA, SCREENS, Open

EACH = """async () => {
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
  const found = [];
  for (const button of document.querySelectorAll('main [data-figure]')) {
    if (button.closest('details')) button.closest('details').open = true;
    button.click();
    await frame();
    const dialog = document.querySelector('[role=dialog]');
    const told = dialog ? dialog.textContent : '';
    const value = button.dataset.value;
    const exact = [...(dialog?.querySelectorAll('dt') ?? [])].find((dt) => dt.textContent === 'As stored');
    found.push({
      name: button.dataset.figure + ' ' + button.getAttribute('aria-label'),
      opened: !!dialog,
      cited: !!button.dataset.evidence && !told.includes('cites no evidence'),
      same: value === undefined ? !exact : exact?.nextElementSibling?.textContent === value,
      unfilled: /\\$[a-z]/.test(dialog?.querySelector('pre')?.textContent ?? ''),
    });
  }
  return found;
}"""


NAMES = "() => [...document.querySelectorAll('[data-figure]')].map((one) => one.dataset.figure)"


@pytest.mark.parametrize("screen", SCREENS)
def test_every_number_opens_the_drawer_with_its_value_and_its_evidence(
    open_screen: Open, screen: str
) -> None:
    found = open_screen(screen).evaluate(EACH)
    assert (
        len(found)
        >= {
            "home": 12,
            "personas": 50,
            "persona": 60,
            "journeys": 3,
            "journey": 80,
            "voices": 80,
            "surveys": 15,
            "question": 60,
            "gaps": 2,
            "care": 30,
            "data": 30,
        }[screen]
    )
    assert [one["name"] for one in found if not one["opened"]] == []
    assert [one["name"] for one in found if not one["cited"]] == []
    assert [one["name"] for one in found if not one["same"]] == []


@pytest.mark.parametrize("screen", ["persona", "journey"])
def test_queries_leave_no_name_unfilled(open_screen: Open, screen: str) -> None:
    found = open_screen(screen).evaluate(EACH)
    kinds = {"persona.share", "persona.trait.here", "journey.observation"}
    own = [one for one in found if one["name"].split(" ")[0] in kinds and " to " not in one["name"]]
    assert own
    assert [one["name"] for one in own if one["unfilled"]] == []


@pytest.mark.parametrize("screen", ["voices", "surveys", "question", "gaps"])
def test_queries_of_what_people_say_leave_no_name_unfilled(open_screen: Open, screen: str) -> None:
    found = open_screen(screen).evaluate(EACH)
    assert [one["name"] for one in found if one["unfilled"]] == []


def test_no_number_stands_outside_of_a_button(open_screen: Open) -> None:
    loose = """() => [...document.querySelectorAll('main td, main .headlines li, main .card-figures')]
      .map((place) => {
        const copy = place.cloneNode(true);
        const known = 'button, .unseen-word, .claim, .nodata, .headline-label';
        copy.querySelectorAll(known).forEach((part) => part.remove());
        return copy.textContent;
      })
      .filter((text) => /\\d\\s?%|(?<!p)\\d{2,}/.test(text))"""
    for screen in ("home", "persona", "journey", "voices", "surveys", "question", "gaps"):
        assert open_screen(screen).evaluate(loose) == []


def test_the_drawer_says_what_was_counted_and_how(open_screen: Open) -> None:
    page = open_screen("journey")
    page.get_by_role("button", name=re.compile("Goes on from Goes to checkout: 47%")).click()
    drawer = page.get_by_role("dialog", name="Goes on from Goes to checkout")
    for words in (
        "Basis■ measured", "n681", "Interval43–51, at 95%", "Unitshare", "Methodwilson", "As stored0.47",
        "customers of the persona who reach the step", "1 Jan 2025 to 31 Dec 2025", "A self-loop is not a step",
        f"persona = '{PERSONA}' AND step = 'stp_checkout' AND measure = 'mea_goes-on'",
    ):  # fmt: skip
        expect(drawer).to_contain_text(words)


def test_the_query_can_be_copied(open_screen: Open) -> None:
    page = open_screen("persona")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name=re.compile("^Share of customers")).first.click()
    page.get_by_role("button", name="Copy query").click()
    expect(page.get_by_role("status").filter(has_text="Copied")).to_be_visible()
    assert f"persona = '{PERSONA}'" in page.evaluate("navigator.clipboard.readText()")


def test_a_sentence_opens_what_it_cites_and_a_quote_is_verbatim(open_screen: Open) -> None:
    page = open_screen("persona")
    page.get_by_role("button", name=re.compile("^reported: “I order on the tram")).first.click()
    drawer = page.get_by_role("dialog")
    expect(drawer.get_by_role("blockquote")).to_contain_text(
        "I order on the tram. If it takes two stops, I'm out."
    )
    expect(drawer).to_contain_text("tickets.csv#row=8123")


def test_a_suppressed_number_says_why_and_tells_no_value(open_screen: Open) -> None:
    page = open_screen("journey")
    hidden = page.get_by_role("button", name=re.compile("Comes back at Sends a pair back: suppressed"))
    expect(hidden).to_have_text("suppressed (it would tell of fewer than 10 people, or of all but so few)")
    expect(hidden).not_to_have_attribute("data-value", re.compile(".*"))
    hidden.click()
    expect(page.get_by_role("dialog")).not_to_contain_text("As stored")


def test_another_screen_closes_the_drawer(open_screen: Open) -> None:
    page = open_screen("home")
    page.get_by_role("button", name=re.compile("^Customers: 8,412")).click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.get_by_role("link", name="Personas", exact=True).click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_the_reference_names_every_mark_of_a_number(open_screen: Open, project: Path) -> None:
    page = (project / "docs" / "reference" / "http.md").read_text(encoding="utf-8")
    told = re.sub(r"`(persona\.\w+)\.(\w+)`((?:, `\.\w+`)+)", expanded, page)
    names: set[str] = set()
    for screen in SCREENS:
        found = open_screen(screen).evaluate(NAMES)
        names |= set(found)
    assert [name for name in sorted(names) if f"`{name}`" not in told] == []


def expanded(found: re.Match[str]) -> str:
    """`a.b.here`, `.elsewhere` as `a.b.here`, `a.b.elsewhere`."""
    rest = re.findall(r"`\.(\w+)`", found[3])
    return ", ".join(f"`{found[1]}.{name}`" for name in [found[2], *rest])
