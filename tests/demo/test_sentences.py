"""Every number in a sentence is the number of a figure that the sentence cites; figures are held by the witness."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from tests.demo.displayed import Documents, Shown, shown
from tests.demo.spoken import digits, in_words

pytestmark = pytest.mark.slow

NUMBER = re.compile(r"\$?\d[\d,]*(?:\.\d+)?%?")
CLOCK = r"(?:\d+(?: [ap]m)?|noon|midnight)"
NO_FIGURE = re.compile(rf"“[^”]*”|[Ff]rom {CLOCK} to {CLOCK}|[Ii]n 100 days|per 100 days|fewer than 4 events")
"""Quoted names, and numbers that a sentence says of itself and not of the data."""


def claims(found: object) -> Iterator[dict]:
    if isinstance(found, dict):
        if "basis" in found and "text" in found and found.get("evidence"):
            yield found
        for one in found.values():
            yield from claims(one)
    elif isinstance(found, list):
        for one in found:
            yield from claims(one)


def by_evidence(name: str, document: dict) -> dict[str, list[Shown]]:
    told: dict[str, list[Shown]] = {}
    for one in shown(name, document):
        if "evidence" in one.told:
            told.setdefault(one.told["evidence"], []).append(one)
    return told


def sayable(one: Shown) -> set[str]:
    """All ways to say a figure: its value, its n, and as a difference its bounds."""
    if one.value is None:
        return set()
    unit, found = one.told["unit"], {digits(one.told["n"], 0)} if "n" in one.told else set()
    if one.keys.get("key") == "busiest_hour":
        return found | {str(hour % 12 or 12) for hour in (int(one.value), int(one.value) + 1)}
    if one.name == "persona.trait.difference":
        sides = [one.value, one.told.get("lo"), one.told.get("hi")]
        scale, told = (100, "number") if unit == "share" else (1, unit)
        return found | {
            word for side in sides if side is not None for word in in_words(abs(side) * scale, told)
        }
    return found | in_words(one.value, unit)


def test_every_number_in_a_sentence_is_that_of_a_figure_it_cites(documents: Documents) -> None:
    looked, loose = 0, []
    for name in documents.names:
        document = documents.read(name)
        told = by_evidence(name, document)
        labels = {
            NO_FIGURE.sub("", one["label"]) for one in document.get("observations", {}).get("traits", [])
        }
        for claim in claims(document):
            text = NO_FIGURE.sub("", claim["text"])
            for words in sorted(labels, key=len, reverse=True):
                text = text.replace(words, "")
            known = {
                word for one in claim["evidence"] for figure in told.get(one, []) for word in sayable(figure)
            }
            for number in NUMBER.findall(text):
                looked += 1
                if number.rstrip(",") not in known:
                    loose.append(f"{name}: {number} in {claim['text']!r} is none of {sorted(known)}")
    print(f"{looked:,} numbers in sentences")
    assert looked > 50
    assert not loose, "\n".join([str(len(loose)), *loose[:30]])
