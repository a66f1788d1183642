"""Checking a persona document: its shape, that everything cited is there, and that quotes are what quotes must be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from folkways.model.evidence import Evidence
from folkways.model.fault import Fault, misshapen, pointer, words
from folkways.model.persona import Persona
from folkways.model.said import PersonaQuote
from folkways.stats.suppression import any_few
from folkways.voices.origin import SURE
from folkways.voices.quoting import FEWEST_WORDS, MOST_WORDS, bears_no_contact, fits

Place = tuple[str | int, ...]
Found = tuple[Place, str, str]


def faults_of_persona(found: dict[str, Any]) -> list[Fault]:
    """Every fault of a persona document that was read from JSON; those of its shape hide the others."""
    try:
        persona = Persona.model_validate(found)
    except ValidationError as error:
        return misshapen(error, found)
    return [
        Fault(place=pointer(place), words=words(place, found), problem=problem, hint=hint)
        for look in (
            _dangling(persona, found),
            _small(found, persona.observations.min_cell),
            _quotes(persona),
        )
        for place, problem, hint in look
    ]


def _dangling(persona: Persona, found: dict[str, Any]) -> Iterator[Found]:
    """Everything cited stands in the document's evidence."""
    known = {one.id for one in persona.evidence}
    for place, cited in _cited(found, ()):
        if cited not in known:
            yield place, f"There is no evidence {cited!r}.", "Add it to `evidence`, or cite another."


def _cited(inside: Any, place: Place) -> Iterator[tuple[Place, str]]:
    """Each id that stands under a key `evidence`, wherever it is."""
    pairs = (
        inside.items() if isinstance(inside, dict) else enumerate(inside) if isinstance(inside, list) else ()
    )
    for key, value in pairs:
        here = (*place, key)
        if key == "evidence" and isinstance(value, str):
            yield here, value
        elif key == "evidence" and place:
            yield from ((here, one) for one in value)
        elif here != ("evidence",):
            yield from _cited(value, here)


def _small(found: dict[str, Any], least: int) -> Iterator[Found]:
    """No topic or quote counts fewer people than may be shown."""
    topics = found.get("observations", {}).get("said", {}).get("topics", [])
    counts = [
        (("observations", "said", "topics", at, "customers"), one["customers"])
        for at, one in enumerate(topics)
    ]
    for at, quote in enumerate(found.get("quotes", [])):
        counts += [(("quotes", at, part), quote[part]) for part in ("mentioned", "alike")]
    for place, figure in counts:
        if any_few([figure.get("value") or 0], least):
            yield place, f"It tells of fewer than {least} people.", "Suppress it."


def _quotes(persona: Persona) -> Iterator[Found]:
    records = {one.id: one for one in persona.evidence}
    voices = Counter((one.source, one.voice) for one in persona.quotes)
    for at, quote in enumerate(persona.quotes):
        for problem, hint in _wrong(quote, [records[one] for one in quote.evidence if one in records]):
            yield ("quotes", at), problem, hint
        if voices[quote.source, quote.voice] > 1:
            yield ("quotes", at, "voice"), "Two quotes come from one voice.", "Quote a customer once."


def _wrong(quote: PersonaQuote, records: list[Evidence]) -> Iterator[tuple[str, str]]:
    if not fits(quote.text):
        yield (
            f"A quote has {FEWEST_WORDS} to {MOST_WORDS} words.",
            "Quote a whole sentence, and one that can be read.",
        )
    if not bears_no_contact(quote.text):
        yield "The quote names a person or holds an address or number.", "Quote another sentence."
    if quote.end - quote.start != len(quote.text) or not any(one.quote == quote.text for one in records):
        yield (
            "The quote is not verbatim what its evidence holds.",
            "Take the words as they stand in the source.",
        )
    if quote.posterior < SURE:
        yield f"Whoever said it is a member with less than {SURE:g}.", "Quote a surer member."
