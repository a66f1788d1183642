"""Every screen of the demo in Chromium: each number in it is what the source says, in the words that it should have."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.browser.conftest import arrived, served
from tests.demo import spoken
from tests.demo.displayed import Documents, Keys, Shown, shown
from tests.demo.test_documents import by_the_model, same
from tests.demo.witness import NoWitness, Witness

pytestmark = [pytest.mark.slow, pytest.mark.browser]

FIGURES = """() => [...document.querySelectorAll('[data-figure]')].map((one) => ({
  keys: {...one.dataset},
  text: one.querySelector('.value')?.textContent ?? null,
  interval: one.querySelector('.interval')?.textContent ?? null,
}))"""

LOOSE = """(names) => {
  const told = [];
  const walk = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const text = walk.currentNode.textContent.trim();
    const parent = walk.currentNode.parentElement;
    if (/\\d/.test(text) && !parent.closest('[data-figure], .claim, .interval, ' + names)) {
      told.push([parent.closest('[class]')?.className ?? parent.tagName, text]);
    }
  }
  return told;
}"""

NAMES = (
    "th", "dt", "svg", "summary", "figcaption", ".notice", ".advice", ".contrast-label", ".headline-label", ".eyebrow",
    "#prevalence li", ".nodata", ".statements", ".says",
)  # fmt: skip
"""Places of names and words, which may hold digits: ranges and statements (held in `test_sentences`), months, axes."""

MARKS = ("figure", "evidence", "value")


@pytest.fixture(scope="session")
def site(demo: Path) -> Iterator[str]:
    with served(demo) as address:
        yield address


def screens(documents: Documents) -> list[str]:
    one = [f"#/{kind}/{told['id']}" for kind in ("personas", "journeys") for told in documents.told(kind)]
    return ["#/home", "#/personas", "#/journeys", "#/gaps", "#/care", "#/data", *one]


def figures(page: Page, address: str) -> list[dict]:
    page.goto("about:blank")
    page.goto(address)
    arrived(page)
    return page.evaluate(FIGURES)


@dataclass(frozen=True)
class Screen:
    """What stands on a screen: the numbers with their marks, and text with digits that has none."""

    numbers: list[dict]
    loose: list[tuple[str, str]]


@pytest.fixture(scope="module")
def seen(browser: Browser, site: str, documents: Documents) -> dict[str, Screen]:
    """Every screen of the demo, opened once."""
    page = browser.new_page()
    found: dict[str, Screen] = {}
    for screen in screens(documents):
        numbers = figures(page, site + screen)
        found[screen] = Screen(numbers, page.evaluate(LOOSE, ", ".join(NAMES)))
    page.close()
    return found


class Reader:
    """Knows of every number on a screen which number of a document it is, and what the source says of it."""

    def __init__(self, documents: Documents, witness: Witness) -> None:
        self.witness = witness
        self.told: dict[tuple, Shown] = {}
        for name in documents.names:
            for one in shown(name, documents.read(name)):
                self.told.setdefault(self.place(one.name, one.keys), one)

    def place(self, name: str, keys: Keys) -> tuple:
        """What makes a number that number, without marks that only help to read it."""
        kept = dict(keys)
        if name.startswith("persona."):
            kept.pop("trait", None)
            kept.pop("measure", None)
        if name.startswith("journey."):
            kept.pop("from", None)
            kept.pop("to", None)
            kept.pop("persona", None)
            if "flow" in kept:
                kept.pop("step", None)
        if name == "measure.value":
            kept.pop("month", None)
            if kept.get("by") == "persona":
                kept.pop("group", None)
        return name, frozenset(kept.items())

    def faults(self, found: dict, tally: Counter[str]) -> Iterator[str]:
        """What is wrong with one number on a screen."""
        name = found["keys"]["figure"]
        keys = {key: value for key, value in found["keys"].items() if key not in MARKS}
        one = self.told.get(self.place(name, keys))
        if one is None:
            yield f"{name} {keys} stands in no document"
            return
        tally[name] += 1
        raw = found["keys"].get("value")
        if raw is None:
            tally["held back or absent"] += 1
            if one.value is not None:
                yield f"{name} {keys} has no value on the screen"
            return
        yield from self._against_the_source(one, float(raw))
        if found["text"] != self.words(one, float(raw)):
            yield f"{name} {keys}: {raw} is shown as {found['text']!r}, not {self.words(one, float(raw))!r}"
        if found["interval"] and found["interval"].startswith("("):
            wanted = (
                f"({spoken.interval(one.told['lo'], one.told['hi'], one.told.get('unit') or self.unit(one))})"
            )
            if found["interval"] != wanted:
                yield f"{name} {keys}: interval {found['interval']!r}, not {wanted!r}"

    def _against_the_source(self, one: Shown, raw: float) -> Iterator[str]:
        try:
            answer = self.witness.says(one.name, one.keys)
        except NoWitness as unknown:
            yield f"no witness of {unknown}"
            return
        if answer is None:
            if not by_the_model(one) or raw != one.value:
                yield f"{one.name} {one.keys} is {raw}, the document says {one.value}"
        elif not same(raw, answer[0]):
            yield f"{one.name} {one.keys} is {raw} on the screen, the source says {answer[0]}"

    def unit(self, one: Shown) -> str:
        if one.name.startswith(("journey.observation", "journey.leak")):
            journey = self.witness.journeys[one.keys["journey"]]
            return next(told["unit"] for told in journey["measures"] if told["id"] == one.keys["measure"])
        if one.name.startswith(("persona.distribution", "persona.prevalence")):
            return "customers" if one.name.endswith(("known", ".distribution.members")) else "share"
        by_key = {
            "jaccardMin": "ratio",
            "jaccardMean": "ratio",
            "meanPosterior": "share",
            "shareAbove80": "share",
            "splitHalf": "ratio",
            "smallestShare": "share",
        }
        return by_key.get(one.keys.get("key", ""), "")

    def words(self, one: Shown, raw: float) -> str:
        unit = one.told.get("unit") or self.unit(one)
        if one.name == "persona.trait.effect":
            return spoken.strength(raw)
        if one.name == "persona.trait.difference":
            return spoken.difference(raw, unit)
        return spoken.on_screen(raw, unit)


@pytest.fixture(scope="session")
def reader(documents: Documents, witness: Witness) -> Reader:
    return Reader(documents, witness)


def test_every_number_on_every_screen_is_what_the_source_says(
    seen: dict[str, Screen], reader: Reader
) -> None:
    tally: Counter[str] = Counter()
    wrong: list[str] = []
    for screen, found in seen.items():
        assert found.numbers, f"no number on {screen}"
        wrong += [f"{screen}: {fault}" for one in found.numbers for fault in reader.faults(one, tally)]
        print(f"{screen}: {len(found.numbers)} numbers")
    print(f"{sum(tally.values()) - tally['held back or absent']:,} numbers on screens:", dict(tally))
    assert not wrong, "\n".join([str(len(wrong)), *wrong[:40]])


NO_FIGURES = (
    r"\d+ \w{3} 20\d\d( to \d+ \w{3} 20\d\d)?( · run run_\w+)?", r"Seen from .*", r"run_\w+", r"p90",
    r"\d of 4 ways done\.", r"After no step do 1% or more stay away, .*",
)  # fmt: skip
"""Text with digits that is no number of the data: dates, runs, the name of a quantile, ways of validating, a rule."""


def test_no_number_stands_on_a_screen_without_its_mark(seen: dict[str, Screen]) -> None:
    loose = {
        f"{screen.split('/')[1]}: {place}: {text}"
        for screen, found in seen.items()
        for place, text in found.loose
        if not any(re.fullmatch(one, text) for one in NO_FIGURES)
    }
    assert not loose, "\n".join([str(len(loose)), *sorted(loose)[:60]])


def test_a_stage_that_the_data_cannot_see_says_no_data_and_only_such_a_stage(
    page: Page, site: str, documents: Documents, witness: Witness
) -> None:
    words = {True: "fewer than 10 people at each step", False: "no data"}
    for journey in documents.told("journeys"):
        figures(page, f"{site}#/journeys/{journey['id']}")
        there = {step["stage"] for step in journey["steps"]}
        unseen = [
            one for one in sorted(journey["stages"], key=lambda one: one["rank"]) if one["id"] not in there
        ]
        assert {"Consideration", "Advocacy"} <= {one["title"] for one in unseen}
        for one in unseen:
            head = page.get_by_role("grid").get_by_role("columnheader", name=one["title"], exact=True)
            assert head.count() == 1, one
        places = [
            (witness.scope(journey["id"]), "stage-customers", one["id"].removeprefix("stg_"))
            for one in unseen
        ]
        told = page.locator(".grid .step-row th.unseen").all_inner_texts()
        assert told == [words[place in witness.numbers] for place in places], journey["id"]
        assert set(page.locator(".grid .lane td.unseen").all_inner_texts()) <= set(told)


def test_the_first_place_to_decide_is_the_largest_leak(page: Page, site: str, documents: Documents) -> None:
    for card in documents.read("journeys.json")["journeys"]:
        figures(page, f"{site}#/journeys/{card['id']}")
        first = page.locator(".decide [data-figure]").first
        if card.get("leak") is None:
            assert page.get_by_text("no leak to decide on").count() == 1
            assert page.locator(".decide").count() == 0
            continue
        assert first.get_attribute("data-step") == card["leak"]["step"]
        assert float(first.get_attribute("data-value") or "") == card["leak"]["figure"]["value"]


def test_the_report_in_one_file_shows_the_same_numbers(
    page: Page, seen: dict[str, Screen], demo: Path, tmp_path: Path
) -> None:
    report = tmp_path / "report.html"
    command = [Path(sys.executable).with_name("folkways"), "export", "--to", str(report), "--dir", str(demo)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    for screen, found in seen.items():
        assert figures(page, report.as_uri() + screen) == found.numbers, screen
