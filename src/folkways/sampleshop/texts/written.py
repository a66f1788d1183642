"""The files of texts, and `truth_texts.jsonl`: for each text what was planted, and where it stands."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TextIO

import numpy as np

from folkways.sampleshop.chance import dice
from folkways.sampleshop.columns import ids
from folkways.sampleshop.localtime import iso
from folkways.sampleshop.names import person
from folkways.sampleshop.shop import InventedShop
from folkways.sampleshop.texts import occasions
from folkways.sampleshop.texts.compose import composed
from folkways.sampleshop.texts.hand import Hand, hand
from folkways.sampleshop.texts.interview import FORMATS, interview_plan, talked
from folkways.sampleshop.texts.marks import PERSONAL, Place, placed
from folkways.sampleshop.texts.plan import Occasion, TextPlan, planned, stars
from folkways.sampleshop.texts.themes import THEME
from folkways.sampleshop.texts.unrepeated import Unrepeated
from folkways.sampleshop.texts.voice import Voice

HEADERS = {
    "review": ("reviews.csv", ("review_id", "customer_id", "at", "order_id", "stars", "language", "text")),
    "ticket": (
        "tickets.csv",
        ("ticket_id", "customer_id", "at", "channel", "order_id", "satisfaction", "language", "text"),
    ),
    "comment": ("comments.csv", ("answer_id", "customer_id", "wave", "at", "improve")),
}
TALKING = Hand(language="en", slips=False, american=False, sloppy=False, cheerful=False)
ASKING = replace(TALKING, language="asked")
Json = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A finished text: its plan, its words without marks, the places that were marked, the stars given with it."""

    occasion: Occasion
    plan: TextPlan
    text: str
    places: list[Place]
    language: str
    rating: int | None
    file: str
    row: int | None


def write_texts(shop: InventedShop, to: Path) -> int:
    """Write reviews, tickets, comments, interviews and their truth; return how many texts there are."""
    kinds = {
        "review": occasions.reviews(shop),
        "ticket": occasions.tickets(shop),
        "comment": occasions.comments(shop),
    }
    customer_ids: list[str] = ids(
        "c", np.arange(shop.settings.customers), shop.settings.customers
    ).to_pylist()
    talks = occasions.interviews(shop)
    heard = Unrepeated(texts=len(talks) + sum(map(len, kinds.values())))
    with (to / "truth_texts.jsonl").open("w", encoding="utf-8", newline="\n") as truth:
        for kind, found in kinds.items():
            file, header = HEADERS[kind]
            told = _told(shop.settings.seed, file, found, heard)
            _write_rows(to / file, header, _rows(told, truth, customer_ids))
        for one in _interviewed(shop.settings.seed, to, talks, heard, customer_ids):
            truth.write(_line(one, customer_ids))
    return heard.texts


def _told(seed: int, file: str, found: list[Occasion], heard: Unrepeated) -> Iterator[Told]:
    for row, occasion in enumerate(found, start=1):
        rng = dice(seed, f"{occasion.kind} {occasion.text_id}")
        plan = planned(occasion, rng)
        style = hand(seed, occasion.customer)
        voice = Voice(person=person(seed, occasion.customer), hand=style, heard=heard, rng=rng)
        text, places = placed(composed(plan, voice, occasion.kind))
        rated = occasion.kind == "review" or (occasion.kind == "ticket" and rng.random() < 0.4)
        rating = stars(plan.sentiment, rng) if rated else None
        yield Told(
            occasion=occasion,
            plan=plan,
            text=text,
            places=places,
            language=style.language,
            rating=rating,
            file=file,
            row=row,
        )


def _rows(told: Iterable[Told], truth: TextIO, customer_ids: Sequence[str]) -> Iterator[Sequence[object]]:
    for one in told:
        truth.write(_line(one, customer_ids))
        occasion = one.occasion
        rating = "" if one.rating is None else one.rating
        head = (occasion.text_id, customer_ids[occasion.customer])
        if occasion.kind == "comment":
            yield (*head, *occasion.columns, iso(occasion.at_us), one.text)
        else:
            yield (*head, iso(occasion.at_us), *occasion.columns, rating, one.language, one.text)


def _interviewed(
    seed: int, to: Path, talks: list[Occasion], heard: Unrepeated, customer_ids: Sequence[str]
) -> Iterator[Told]:
    """Write a transcript a time, in the formats by turns, and tell its truth."""
    (to / "interviews").mkdir(exist_ok=True)
    for number, occasion in enumerate(talks):
        rng = dice(seed, f"interview {occasion.text_id}")
        plan = interview_plan(occasion, rng)
        telling = Voice(person=person(seed, occasion.customer), hand=TALKING, heard=heard, rng=rng)
        asking = Voice(person=telling.person, hand=ASKING, heard=heard, rng=rng)
        suffix, form = FORMATS[number % len(FORMATS)]
        text, places = placed(form(talked(plan, occasion, customer_ids[occasion.customer], asking, telling)))
        file = f"interviews/interview-{occasion.text_id[1:]}.{suffix}"
        (to / file).write_text(text, encoding="utf-8", newline="\n")
        yield Told(
            occasion=occasion,
            plan=plan,
            text=text,
            places=places,
            language="en",
            rating=None,
            file=file,
            row=None,
        )


def _line(told: Told, customer_ids: Sequence[str]) -> str:
    return json.dumps(_truth(told, customer_ids[told.occasion.customer]), ensure_ascii=False) + "\n"


def _truth(told: Told, customer_id: str) -> Json:
    mentions = [_spot(told, place) | _theme(place.label) for place in told.places if place.label in THEME]
    themes = list(dict.fromkeys(str(mention["theme"]) for mention in mentions))
    return {
        "text_id": told.occasion.text_id,
        "kind": told.occasion.kind,
        "file": told.file,
        "row": told.row,
        "customer_id": customer_id,
        "persona": told.occasion.persona,
        "at": iso(told.occasion.at_us),
        "language": told.language,
        "rating": told.rating,
        "sentiment": told.plan.sentiment,
        "themes": themes,
        "pains": [name for name in themes if THEME[name].kind == "pain"],
        "wishes": [name for name in themes if THEME[name].kind == "wish"],
        "touchpoints": list(dict.fromkeys(THEME[name].touchpoint for name in themes)),
        "mentions": mentions,
        "questions": [_spot(told, place) for place in told.places if place.label == "question"],
        "competitors": [_spot(told, place) for place in told.places if place.label == "competitor"],
        "personal": [
            {"kind": place.label} | _spot(told, place) for place in told.places if place.label in PERSONAL
        ],
    }


def _theme(name: str) -> Json:
    return {"theme": name, "kind": THEME[name].kind, "touchpoint": THEME[name].touchpoint}


def _spot(told: Told, place: Place) -> Json:
    """Where it stands: characters of the cell or of the file, the line (of the file or the cell), and its words."""
    return {
        "start": place.start,
        "end": place.end,
        "line": told.text.count("\n", 0, place.start) + 1,
        "words": told.text[place.start : place.end],
    }


def _write_rows(to: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with to.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
