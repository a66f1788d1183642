"""Every number in the demo's documents, with the place it has there and the name under which a screen shows it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

Plain = dict | list | str | float | int | bool | None
Keys = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A number as a document tells it; `name` and `keys` are the marks that the screens put on it."""

    name: str
    keys: Keys
    told: dict
    path: str

    @property
    def value(self) -> float | None:
        return self.told.get("value")

    @property
    def suppressed(self) -> bool:
        return bool(self.told.get("suppressed"))


@dataclass(frozen=True)
class Documents:
    """The documents of the current snapshot of a workspace folder."""

    folder: Path
    cache: dict[str, dict] = field(default_factory=dict)

    @cached_property
    def snapshot(self) -> Path:
        return self.folder / "snapshots" / (self.folder / "current").read_text(encoding="utf-8").strip()

    @cached_property
    def root(self) -> Path:
        return self.snapshot / "documents"

    @cached_property
    def names(self) -> list[str]:
        return sorted(str(one.relative_to(self.root)) for one in self.root.rglob("*.json"))

    def read(self, name: str) -> dict:
        if name not in self.cache:
            self.cache[name] = json.loads((self.root / name).read_text(encoding="utf-8"))
        return self.cache[name]

    def told(self, kind: str) -> list[dict]:
        """All documents of a folder: `personas` or `journeys`."""
        return [self.read(name) for name in self.names if name.startswith(f"{kind}/")]


def shown(name: str, document: dict) -> Iterator[Shown]:
    """The numbers of one document that a screen shows."""
    if name.startswith("personas/"):
        return of_persona(document)
    if name.startswith("journeys/"):
        return of_journey(document)
    return {
        "personas.json": of_personas,
        "journeys.json": of_journeys,
        "home.json": of_home,
        "measures.json": of_measures,
        "quality.json": of_quality,
        "gaps.json": of_gaps,
        "surveys.json": of_surveys,
        "answers.json": of_surveys,
        "drivers.json": of_drivers,
        "voices.json": of_voices,
        "care.json": of_care,
    }[name](document)


def figure(name: str, keys: Keys, told: dict, path: str) -> Shown:
    return Shown(name=name, keys=keys, told=told, path=path)


def bare(name: str, keys: Keys, value: float, path: str) -> Shown:
    return Shown(name=name, keys=keys, told={"value": value}, path=path)


def of_persona(document: dict) -> Iterator[Shown]:
    """The demo has no text: what members say is held in `tests/workspace/test_said_on_screens.py`."""
    seen, persona = document["observations"], {"persona": document["id"]}
    assert not seen.get("said")
    assert not document.get("quotes")
    at = "observations."
    yield figure("persona.size", persona, seen["size"], at + "size")
    yield figure("persona.share", persona, seen["share"], at + "share")
    if "valueShare" in seen:
        yield figure("persona.value-share", persona, seen["valueShare"], at + "valueShare")
    for key, one in seen.get("measures", {}).items():
        yield figure("persona.measure", {**persona, "key": key}, one, f"{at}measures.{key}")
    for key, one in seen.get("cited", {}).items():
        yield figure("persona.cited", {**persona, "key": key}, one, f"{at}cited.{key}")
    for place, trait in enumerate(seen["traits"]):
        yield from _of_trait({**persona, "key": trait["key"]}, trait, f"{at}traits.{place}.")
    for key, one in seen["stability"].items():
        if key != "evidence":
            told = {"value": one, "evidence": seen["stability"]["evidence"]}
            yield figure("persona.stability", {**persona, "key": key}, told, f"{at}stability.{key}")
    curve = seen.get("prevalence", {"points": []})
    for place, point in enumerate(curve["points"]):
        keys = {**persona, "k": str(point["k"])}
        for side in ("members", "others"):
            told = {"value": point[side], "evidence": curve["evidence"]}
            yield figure(f"persona.prevalence.{side}", keys, told, f"{at}prevalence.points.{place}.{side}")


def _of_trait(keys: Keys, trait: dict, at: str) -> Iterator[Shown]:
    for side in ("here", "elsewhere", "difference"):
        yield figure(f"persona.trait.{side}", keys, trait[side], at + side)
    if "effect" in trait:
        yield bare("persona.trait.effect", keys, trait["effect"], at + "effect")
    spread = trait.get("distribution")
    if not spread:
        return
    for part in ("known", "members"):
        yield bare(f"persona.distribution.{part}", keys, spread[part], f"{at}distribution.{part}")
    for place, bar in enumerate(spread["bars"]):
        for side in ("here", "elsewhere"):
            told = {"value": bar.get(side), "suppressed": bar.get("suppressed", False)}
            path = f"{at}distribution.bars.{place}.{side}"
            yield figure(f"persona.distribution.{side}", {**keys, "label": bar["label"]}, told, path)


def of_journey(document: dict) -> Iterator[Shown]:
    seen = document["observations"]
    layers = {one["id"]: one["persona"] for one in document.get("personas", [])}
    for place, one in enumerate(seen["values"]):
        keys = {"journey": document["id"], "measure": one["measure"]}
        keys |= {key: str(one[key]) for key in ("step", "stage", "flow", "channel", "quantile") if key in one}
        keys |= {"persona": layers[one["persona"]]} if "persona" in one else {}
        told = {**one.get("at", {}), "suppressed": one.get("suppressed", False)}
        told["value"] = told.pop("v", None)
        yield figure("journey.observation", keys, told, f"observations.values.{place}.at")
        if "n" in one.get("at", {}):
            yield bare("journey.n", keys, one["at"]["n"], f"observations.values.{place}.at.n")
    for place, one in enumerate(seen.get("deviations", [])):
        told = {**one["share"], "value": one["share"]["v"]}
        keys = {"journey": document["id"], "measure": "mea_repeats", "step": one["step"]}
        yield figure("journey.deviation", keys, told, f"observations.deviations.{place}.share")
    for place, card in enumerate(document["cards"]):
        if "severity" in card:
            keys = {"journey": document["id"], "measure": "mea_dropout", "step": card["step"]}
            yield bare("journey.severity", keys, card["severity"], f"cards.{place}.severity")


def of_personas(document: dict) -> Iterator[Shown]:
    for key in ("customers", "assigned", "notSure"):
        yield bare("personas.count", {"key": key}, document[key], key)
    for key, one in document.get("cited", {}).items():
        yield figure("personas.cited", {"key": key}, one, f"cited.{key}")
    for place, row in enumerate(document["candidates"]):
        for key, value in row.items():
            if isinstance(value, int | float) and not isinstance(value, bool) and key != "k":
                keys = {"k": str(row["k"]), "key": key}
                yield bare("personas.candidate", keys, value, f"candidates.{place}.{key}")
    for place, row in enumerate(document.get("rivals", [])):
        for key, value in row.items():
            keys = {"method": row["method"], "key": key}
            if isinstance(value, dict):
                yield figure("personas.rival", keys, value, f"rivals.{place}.{key}")
            elif isinstance(value, int | float):
                yield bare("personas.rival", keys, value, f"rivals.{place}.{key}")


def of_journeys(document: dict) -> Iterator[Shown]:
    yield from _of_cards(document["journeys"], "journeys")


def _of_cards(cards: list[dict], at: str) -> Iterator[Shown]:
    for place, card in enumerate(cards):
        for key in ("steps", "touchpoints"):
            yield bare("journey.card", {"journey": card["id"], "key": key}, card[key], f"{at}.{place}.{key}")
        if "leak" in card:
            leak = card["leak"]
            keys = {"journey": card["id"], "step": leak["step"], "measure": leak["measure"]}
            keys |= {"persona": card["persona"]} if "persona" in card else {}
            yield figure("journey.leak", keys, leak["figure"], f"{at}.{place}.leak.figure")


def of_home(document: dict) -> Iterator[Shown]:
    for part, name in (("counts", "home.count"), ("health", "home.health")):
        for place, line in enumerate(document.get(part, [])):
            yield figure(name, {"key": line["key"]}, line["figure"], f"{part}.{place}.figure")
    for place, card in enumerate(document["personas"]):
        for key in ("size", "share"):
            yield figure(f"persona.{key}", {"persona": card["id"]}, card[key], f"personas.{place}.{key}")
    yield from _of_cards(document["journeys"], "journeys")


def of_measures(document: dict) -> Iterator[Shown]:
    for place, one in enumerate(document["values"]):
        keys = {"measure": one["measure"], "by": one.get("by", "overall")}
        keys |= {"persona": one["groupId"]} if "groupId" in one else {}
        keys |= {"group": one["group"]} if "group" in one else {}
        yield figure("measure.value", keys, one["figure"], f"values.{place}.figure")
        if "minor" in one:
            yield bare("measure.minor", keys, one["minor"], f"values.{place}.minor")


def of_quality(document: dict) -> Iterator[Shown]:
    for key in ("firstAt", "lastAt"):
        yield bare("quality.instant", {"key": key}, document[key], key)
    for place, row in enumerate(document["rows"]):
        keys = {"source": row["source"], "check": row["check"]}
        keys |= {"column": row["column"]} if "column" in row else {}
        told = {"value": row["count"], "query": row.get("query")}
        yield figure("quality.count", keys, told, f"rows.{place}.count")
        if "of" in row:
            yield bare("quality.of", keys, row["of"], f"rows.{place}.of")


def of_gaps(document: dict) -> Iterator[Shown]:
    for place, gap in enumerate(document["gaps"]):
        keys = {"kind": gap["kind"], "about": gap["about"]}
        for part in ("count", "of"):
            if part in gap:
                told = {"value": gap[part], "query": gap.get("query") if part == "count" else None}
                yield figure(f"gap.{part}", keys, told, f"gaps.{place}.{part}")


def of_surveys(document: dict) -> Iterator[Shown]:
    """The demo has no survey: a document without a number."""
    assert not document["questions"]
    yield from ()


def of_drivers(document: dict) -> Iterator[Shown]:
    """Nothing drives an outcome that nobody was asked about."""
    assert not document.get("found")
    assert not document.get("refused")
    yield from ()


def of_care(document: dict) -> Iterator[Shown]:
    """Every figure, whose key is its place; how many claims stand on what; what nobody confirmed."""
    for path, told in _figures(document):
        yield figure("care.figure", {"key": path}, told, path)
    for part, name in (("claims", "document"), ("unconfirmed", "what")):
        for place, one in enumerate(document[part]):
            for key, value in one.items():
                if isinstance(value, int):
                    yield bare(f"care.{part}", {name: one[name], "key": key}, value, f"{part}.{place}.{key}")


def _figures(found: Plain, at: str = "") -> Iterator[tuple[str, dict]]:
    parts = found.items() if isinstance(found, dict) else enumerate(found) if isinstance(found, list) else ()
    if isinstance(found, dict) and "method" in found and "evidence" in found:
        yield at.removeprefix("."), found
        return
    for key, one in parts:
        yield from _figures(one, f"{at}.{key}")


def of_voices(document: dict) -> Iterator[Shown]:
    """The demo has no text: nobody said anything."""
    assert [document[name] for name in ("texts", "people", "sentences")] == [0, 0, 0]
    assert not document.get("themes")
    assert not document.get("speech")
    yield from ()


def leaves(found: Plain, at: str = "") -> Iterator[tuple[str, float]]:
    """Every number in a document with its path."""
    match found:
        case bool() | None | str():
            return
        case int() | float():
            yield at.removeprefix("."), found
        case dict():
            for key, one in found.items():
                yield from leaves(one, f"{at}.{key}")
        case list():
            for place, one in enumerate(found):
                yield from leaves(one, f"{at}.{place}")
