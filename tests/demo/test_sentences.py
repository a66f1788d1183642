"""Every number in a sentence is the number of a figure that the sentence cites; figures are held by the witness."""

from __future__ import annotations

import re
from collections.abc import Iterator

import duckdb
import pytest
from tests.demo import persona_sql
from tests.demo.displayed import Documents, Shown, shown
from tests.demo.spoken import digits, in_words
from tests.demo.witness import Witness

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


def by_evidence(documents: Documents) -> dict[str, list[Shown]]:
    """The figures of all documents by the evidence they cite: home repeats sentences of personas."""
    told: dict[str, list[Shown]] = {}
    for name in documents.names:
        for one in shown(name, documents.read(name)):
            if "evidence" in one.told:
                told.setdefault(one.told["evidence"], []).append(one)
    return told


def sayable(one: Shown) -> set[str]:
    """All ways to say a figure: its value, its n, and as a difference its bounds."""
    if one.value is None:
        return set()
    unit, found = one.told.get("unit", "share"), {digits(one.told["n"], 0)} if "n" in one.told else set()
    if one.keys.get("key") == "busiest_hour":
        return found | {str(hour % 12 or 12) for hour in (int(one.value), int(one.value) + 1)}
    if one.name == "persona.trait.difference":
        sides = [one.value, one.told.get("lo"), one.told.get("hi")]
        scale, told = (100, "number") if unit == "share" else (1, unit)
        return found | {
            word for side in sides if side is not None for word in in_words(abs(side) * scale, told)
        }
    return found | {word for near in (1 - 4e-6, 1, 1 + 4e-6) for word in in_words(one.value * near, unit)}


def counted(title: str, document: dict, witness: Witness) -> set[str]:
    """What may be said of evidence that no figure stands for: who is not covered."""
    if title == "Members of whom any trait is known":
        one = witness.people[document["id"]]["traits"]
        return in_words(one["described"] / one["members"], "share")
    found = {
        "Customers in no group": witness.everybody - witness.assigned,
        "Customers of whom any trait is known": witness.checks["demographics", "rows read", ""][0],
        "Customers with too few events to tell their habits": witness.rarely,
    }.get(title)
    return set() if found is None else {digits(found, 0), digits(witness.everybody, 0)}


def test_every_number_in_a_sentence_is_that_of_a_figure_it_cites(
    documents: Documents, witness: Witness
) -> None:
    """What a fit alone can say (evidence of kind `model` without a query) is passed over and counted."""
    figures, looked, by_the_model, loose = by_evidence(documents), 0, 0, []
    for name in documents.names:
        document = documents.read(name)
        records = {one["id"]: one for one in document.get("evidence", [])}
        labels = {
            NO_FIGURE.sub("", one["label"]) for one in document.get("observations", {}).get("traits", [])
        }
        labels |= {
            trait["label"] for one in documents.told("personas") for trait in one["observations"]["traits"]
        }
        for claim in claims(document):
            cited = [records[one] for one in claim["evidence"]]
            text = NO_FIGURE.sub("", claim["text"])
            for words in sorted(labels, key=len, reverse=True):
                text = text.replace(words, "")
            if all(one["kind"] == "model" and "query" not in one for one in cited):
                by_the_model += len(NUMBER.findall(text))
                continue
            known = {
                word for one in cited for figure in figures.get(one["id"], []) for word in sayable(figure)
            }
            known |= {word for one in cited for word in counted(one["title"], document, witness)}
            for number in NUMBER.findall(text):
                looked += 1
                if number.rstrip(",") not in known:
                    loose.append(f"{name}: {number} in {claim['text']!r} is none of {sorted(known)}")
    print(f"{looked:,} numbers in sentences agree with their figures; {by_the_model} are the model's")
    assert looked > 50
    assert by_the_model < looked / 4
    assert not loose, "\n".join([str(len(loose)), *loose[:30]])


def test_the_advice_on_a_number_of_groups_says_that_rows_numbers(documents: Documents) -> None:
    for row in documents.read("personas.json")["candidates"]:
        told = {f"{row[key]:.2f}" for key in ("jaccardMin", "jaccardMean", "splitHalf") if key in row}
        told |= {
            str(row["k"]),
            str(row["fewestContrasts"]),
            "60",
            "75",
            *in_words(row["smallestShare"], "share"),
        }
        differ = re.search(r"(\d+) differs? when volume is taken out", row["advice"])
        told |= {differ[1]} if differ and int(differ[1]) <= row["k"] else set()
        assert set(NUMBER.findall(row["advice"])) <= told, row


def test_the_name_of_a_range_says_its_bounds(source: duckdb.DuckDBPyConnection, documents: Documents) -> None:
    bounds, looked = persona_sql.edges(source), 0
    for persona in documents.told("personas"):
        for trait in persona["observations"]["traits"]:
            cuts = bounds.get(trait["key"])
            if cuts is None or "distribution" not in trait:
                continue
            bars = trait["distribution"]["bars"]
            assert len(bars) == len(cuts) + 1, trait["key"]
            for place, bar in enumerate(bars):
                near = [cut for at, cut in enumerate(cuts) if at in (place - 1, place)]
                told = {word for cut in near for word in in_words(cut, trait["here"]["unit"])}
                assert set(NUMBER.findall(bar["label"])) <= told, (trait["key"], bar["label"], near)
                looked += 1
    assert looked > 100


def test_a_statement_cuts_in_the_middle_of_the_two_means(documents: Documents, witness: Witness) -> None:
    told = [one for one in documents.told("personas") if "prevalence" in one["observations"]]
    assert told
    for persona in told:
        units = {trait["key"]: trait["here"]["unit"] for trait in persona["observations"]["traits"]}
        for (key, _, cut), text in zip(
            witness.statements(persona), persona["observations"]["prevalence"]["statements"], strict=True
        ):
            assert text.rsplit(" ", 1)[1] in in_words(cut, units[key]), (text, cut)
