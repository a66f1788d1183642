"""Machine and people: what each document's claims stand on, and what nobody has confirmed yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import get_args

from folkways.model.canonical import Plain, plain
from folkways.model.care import ClaimCount, Unconfirmed
from folkways.model.config import Basis
from folkways.model.journey import Journey
from folkways.model.measure import Measures
from folkways.model.persona import Persona
from folkways.model.voice import Voices

BASES: tuple[Basis, ...] = get_args(Basis)
CONFIRMED_BY = {
    "customers": (
        "personas that no customer was shown",
        "Ask customers whether it sounds like them, and others whether it does not.",
    ),
    "team": ("personas that the team has not rated", "Let those who meet customers read and rate it."),
    "use": (
        "personas not tried in use",
        "Write to the persona and to others, and compare what comes back.",
    ),
}


def claim_counts(
    personas: Sequence[Persona], journeys: Sequence[Journey], measures: Measures, voices: Voices
) -> list[ClaimCount]:
    """Count claims by basis: sentences and traits of personas, all that a map holds, measures, themes and quotes."""
    told = [(f"personas/{one.id}", one.name, _worn(plain(one))) for one in personas]
    told += [(f"journeys/{one.id}", _titled(one), _worn(plain(one))) for one in journeys]
    told += [("measures", "Measures", _measured(measures)), ("voices", "Voices", _spoken(voices))]
    return [
        ClaimCount(document=document, name=name, of=counts.total(), **{one: counts[one] for one in BASES})
        for document, name, counts in told
        if counts
    ]


def _titled(journey: Journey) -> str:
    """A map's title, with the persona whose map it is: maps of one journey share their title."""
    owners = [layer.name for layer in journey.personas]
    return f"{journey.title} ({owners[0]})" if len(owners) == 1 else journey.title


def _worn(document: Plain) -> Counter[str]:
    return Counter(_bases(document))


def _bases(found: Plain) -> Iterator[str]:
    """The basis of everything in a document that wears one."""
    if isinstance(found, list):
        for one in found:
            yield from _bases(one)
    if isinstance(found, dict):
        worn = found.get("basis")
        if isinstance(worn, str):
            yield worn
        for key, one in found.items():
            if key != "basis":
                yield from _bases(one)


def _measured(measures: Measures) -> Counter[str]:
    """Values that are told: reported where they are answers, else measured."""
    surveyed = {one.id for one in measures.evidence if one.kind == "survey"}
    return Counter(
        "reported" if one.figure.evidence in surveyed else "measured"
        for one in measures.values
        if not one.figure.suppressed
    )


def _spoken(voices: Voices) -> Counter[str]:
    """Quotes are reported; that texts speak of one theme is inferred from their likeness."""
    quotes = {(quote.source, quote.voice, quote.start) for theme in voices.themes for quote in theme.quotes}
    quotes |= {
        (quote.source, quote.voice, quote.start) for speech in voices.speech for quote in speech.quotes
    }
    return Counter({"reported": len(quotes), "inferred": len(voices.themes)}) + Counter()


def unconfirmed(
    personas: Sequence[Persona], claims: Sequence[ClaimCount], voices: Voices, links: int
) -> list[Unconfirmed]:
    """What stands on the machine's word alone."""
    drafts = sum(one.status == "draft" for one in personas)
    found = [_open("personas in draft", drafts, len(personas), "Read them with those who meet customers.")]
    found += [
        _open(words, sum(_is_open(one, kind) for one in personas), len(personas), advice)
        for kind, (words, advice) in CONFIRMED_BY.items()
    ]
    guessed = sum(one.inferred + one.assumed for one in claims)
    found += [
        _open(
            "claims inferred or assumed",
            guessed,
            sum(one.of for one in claims),
            "Ask customers or staff; `folkways gaps` says by which research.",
        ),
        _open(
            "themes found, not taught",
            sum(not one.taught for one in voices.themes),
            len(voices.themes),
            "Read the quotes; teach the themes that matter by examples under [voices.themes].",
        ),
        _open(
            "ids joined because they are probably one person",
            links,
            links,
            "Look through links.csv; delete a line to part them.",
        ),
    ]
    return [one for one in found if one.count]


def _is_open(persona: Persona, kind: str) -> bool:
    return not any(check.kind == kind and check.done for check in persona.validation)


def _open(what: str, count: int, of: int, advice: str) -> Unconfirmed:
    return Unconfirmed(what=what, count=count, of=of, advice=advice)
