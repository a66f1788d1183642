"""The sample shop's voices, answers, gaps and care in Chromium: each number is the document's, which others recount."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page
from tests.browser.conftest import arrived, served
from tests.browser.test_access import violations

import folkways as fw

pytestmark = [pytest.mark.slow, pytest.mark.browser]

Plain = dict
Place = tuple[str, frozenset[tuple[str, str]]]
FIGURES = """() => [...document.querySelectorAll('main [data-figure]')].map((one) => ({...one.dataset}))"""
MARKS = ("figure", "evidence", "value")
BY_MEMBERS = ("persona.said.", "persona.topic.", "persona.quote.")


def read(shop: Path, name: str) -> Plain:
    snapshot = shop / "snapshots" / (shop / "current").read_text(encoding="utf-8").strip()
    return json.loads((snapshot / "documents" / f"{name}.json").read_text(encoding="utf-8"))


def place(name: str, keys: Plain) -> Place:
    return name, frozenset((key, str(value)) for key, value in keys.items() if value is not None)


def of_voices(page: Plain) -> Iterator[tuple[Place, float | None]]:
    for key in ("texts", "people", "sentences", "themesTooSmall"):
        yield place("voices.count", {"key": key}), page[key]
    for key in ("ratedTexts", "needed"):
        yield place("voices.count", {"key": key}), page["sentiment"][key]
    for key in ("rankCorrelation", "auc", "uncalibratedRankCorrelation", "uncalibratedAuc"):
        yield place("voices.scale", {"key": key}), page["sentiment"].get(key)
    for language, texts in page["languages"].items():
        yield place("voices.language", {"language": language}), texts
    for theme in page["themes"]:
        yield from of_theme(theme)
    for one in page["speech"]:
        yield from of_mentioned({"of": one["kind"], "name": one["name"]}, one["mentioned"])
        yield from of_quotes(one)


def of_theme(theme: Plain) -> Iterator[tuple[Place, float | None]]:
    yield from of_mentioned({"of": "theme", "theme": theme["id"]}, theme["mentioned"])
    yield from of_quotes(theme)
    for act, texts in theme.get("acts", {}).items():
        yield place("voices.act", {"theme": theme["id"], "act": act}), texts
    for one in theme["groups"]:
        keys = {"theme": theme["id"], "by": one["by"], "group": one["group"], "persona": one.get("groupId")}
        yield place("voices.of", keys), one.get("ofTexts")
        yield from of_mentioned({"of": f"theme-{one['by']}", **keys}, one["mentioned"])
        yield from of_quotes(one)


def of_mentioned(keys: Plain, told: Plain) -> Iterator[tuple[Place, float | None]]:
    names = {"texts": "texts", "people": "people", "share": "shareOfTexts", "sentiment": "sentiment"}
    yield from ((place(f"voices.{name}", keys), told.get(key)) for name, key in names.items())


def of_quotes(of: Plain) -> Iterator[tuple[Place, float | None]]:
    for one in of.get("quotes", []):
        keys = {key: one[key] for key in ("source", "voice", "start")}
        yield place("voices.quote", keys), one["sentiment"]


def of_answers(page: Plain) -> Iterator[tuple[Place, float | None]]:
    for question in page["questions"]:
        for group in question["groups"]:
            top = question.get("topFrom")
            keys = {
                "question": question["question"], "by": group["by"], "group": group.get("group"),
                "persona": group.get("groupId"), "top": None if top is None else f"{top:g}",
            }  # fmt: skip
            for part, name in (("answers", "n"), ("score", "score")):
                if part in group:
                    yield place(f"answers.{name}", keys), group[part].get("value")
            for part, share, count in (("shares", "share", "count"), ("bands", "band", "band-count")):
                for one in group.get(part, []):
                    with_answer = {**keys, "answer": one["answer"]}
                    yield place(f"answers.{share}", with_answer), one["share"].get("value")
                    yield place(f"answers.{count}", with_answer), one["count"].get("value")


def of_gaps(page: Plain) -> Iterator[tuple[Place, float | None]]:
    for one in page["gaps"]:
        for part in ("count", "of"):
            yield place(f"gap.{part}", {"kind": one["kind"], "about": one["about"]}), one.get(part)


def of_care(found: object, at: str = "") -> Iterator[tuple[Place, float | None]]:
    """Every figure by its place; how many claims stand on what; what nobody confirmed."""
    if isinstance(found, dict) and "method" in found and "evidence" in found:
        yield place("care.figure", {"key": at.removeprefix(".")}), found.get("value")
        return
    parts = found.items() if isinstance(found, dict) else enumerate(found) if isinstance(found, list) else ()
    for key, one in parts:
        yield from of_care(one, f"{at}.{key}")


def of_counts(page: Plain) -> Iterator[tuple[Place, float | None]]:
    for part, name in (("claims", "document"), ("unconfirmed", "what")):
        for one in page[part]:
            for key, value in one.items():
                if isinstance(value, int):
                    yield place(f"care.{part}", {name: one[name], "key": key}), value


def of_persona(page: Plain) -> Iterator[tuple[Place, float | None]]:
    """What its members say; all else on a persona's screen is recounted for the demo."""
    persona, said = {"persona": page["id"]}, page["observations"]["said"]
    for part in ("speakers", "share"):
        yield place(f"persona.said.{part}", persona), said[part].get("value")
    for mood, one in said["moods"].items():
        yield place("persona.said.mood", {**persona, "key": mood}), one.get("value")
    for topic in said["topics"]:
        keys = {**persona, "key": f"{topic.get('theme', 'anything')}-{topic['kind']}"}
        for part in {"customers", "here", "elsewhere", "difference", "sentiment"} & set(topic):
            yield place(f"persona.topic.{part}", keys), topic[part].get("value")
    for one in page["quotes"]:
        for part in ("alike", "mentioned"):
            yield (
                place(f"persona.quote.{part}", {**persona, "key": one["evidence"][0]}),
                one[part].get("value"),
            )


@pytest.fixture(scope="module")
def told(shop: Path) -> dict[Place, float | None]:
    """Every number that these screens may show."""
    return {
        **dict(of_voices(read(shop, "voices"))),
        **dict(of_answers(read(shop, "answers"))),
        **dict(of_gaps(read(shop, "gaps"))),
        **dict(of_care(read(shop, "care"))),
        **dict(of_counts(read(shop, "care"))),
    }


@pytest.fixture(scope="module")
def site(shop: Path) -> Iterator[str]:
    with served(shop) as address:
        yield address


@pytest.fixture(scope="module")
def screens(shop: Path) -> list[str]:
    questions = [one["question"] for one in read(shop, "answers")["questions"]]
    return [
        "#/voices",
        "#/surveys",
        "#/gaps",
        "#/care",
        *[f"#/surveys/{quote(one, safe='')}" for one in questions[:4]],
    ]


def opened(page: Page, address: str) -> list[Plain]:
    page.goto("about:blank")
    page.goto(address)
    arrived(page)
    return page.evaluate(FIGURES)


@pytest.fixture(scope="module")
def seen(browser: Browser, site: str, screens: list[str]) -> dict[str, list[Plain]]:
    page = browser.new_page()
    found = {screen: opened(page, site + screen) for screen in screens}
    page.close()
    return found


def test_every_number_on_these_screens_is_the_documents(
    seen: dict[str, list[Plain]], told: dict[Place, float | None]
) -> None:
    for screen, numbers in seen.items():
        assert len(numbers) >= (2 if screen == "#/gaps" else 15), screen
        assert wrong(numbers, told) == [], screen


def wrong(numbers: list[Plain], told: dict[Place, float | None]) -> list[tuple[Place, float | None]]:
    """The numbers that no document tells, or tells otherwise."""
    found: list[tuple[Place, float | None]] = []
    for one in numbers:
        where = place(one["figure"], {key: value for key, value in one.items() if key not in MARKS})
        shown = float(one["value"]) if "value" in one else None
        if where not in told or told[where] != shown:
            found.append((where, shown))
    return found


def test_what_members_say_on_their_personas_screen_is_the_documents(
    page: Page, site: str, shop: Path
) -> None:
    for persona in read(shop, "personas")["personas"]:
        told = dict(of_persona(read(shop, f"personas/{persona}")))
        every = opened(page, f"{site}#/personas/{persona}")
        numbers = [one for one in every if one["figure"].startswith(BY_MEMBERS)]
        assert {".".join(one["figure"].split(".")[:2]) for one in numbers} == {one[:-1] for one in BY_MEMBERS}
        assert wrong(numbers, told) == [], persona


def test_every_theme_and_question_of_the_documents_is_on_its_screen(
    seen: dict[str, list[Plain]], shop: Path
) -> None:
    themes = {one["theme"] for one in seen["#/voices"] if "theme" in one}
    assert themes == {one["id"] for one in read(shop, "voices")["themes"]}
    questions = {one["question"] for one in seen["#/surveys"] if one["figure"] == "answers.n"}
    assert questions == {one["question"] for one in read(shop, "answers")["questions"]}


def test_the_report_in_one_file_shows_the_same_numbers(
    page: Page, seen: dict[str, list[Plain]], shop: Path, tmp_path: Path
) -> None:
    report = fw.open(shop).exports.html(tmp_path / "report.html")
    page.context.set_offline(True)
    for screen, numbers in seen.items():
        assert opened(page, report.as_uri() + screen) == numbers, screen


def test_axe_finds_nothing_and_320_pixels_are_enough(
    page: Page, site: str, screens: list[str], project: Path
) -> None:
    for screen in screens[:5]:
        opened(page, site + screen)
        assert violations(page, project) == [], screen
        page.set_viewport_size({"width": 320, "height": 640})
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, screen
        page.set_viewport_size({"width": 1280, "height": 720})
