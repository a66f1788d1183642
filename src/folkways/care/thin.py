"""Thin ice: personas near the floor, and shown quotes with words that hardly anybody else uses."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import pyarrow as pa

from folkways.model.care import SmallPersona, TellingQuote
from folkways.model.persona import Persona
from folkways.model.voice import Quote, Voices
from folkways.voices.redaction import MARKS

NEAR = 1.5
"""Within one and a half times the floor."""
FLOOR_CELLS = 3
"""A persona has at least so many times `min_cell` members, however few customers there are."""
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_NUMBER = re.compile(r"\d{3}|[A-Z]\d|\d[A-Z]")
"""A number that may be somebody's own: of three digits or more, or beside a capital; a size or a count is none."""
_STOP = re.compile(r"[.!?…:;\"“”„«»(\n-]\s*$")
CAPITALISED = frozenset({"de"})
"""Languages that write all nouns with a capital, which then says nothing of names."""


def small(personas: Sequence[Persona], least: int) -> list[SmallPersona]:
    """Personas whose members are hardly more than the least that a persona may have."""
    floor = FLOOR_CELLS * least
    return [
        SmallPersona(persona=one.id, name=one.name, members=one.observations.size, floor=floor)
        for one in personas
        if (one.observations.size.value or 0.0) < NEAR * floor
    ]


def telling_quotes(voices: Voices, texts: Sequence[pa.Table], least: int) -> list[TellingQuote]:
    """Quotes with a name or number that fewer than `least` people use in all texts; `texts` have `person`, `text`.

    A name is what is written with a capital within a sentence, and never small anywhere. Marks of what was blotted out
    are none.
    """
    shown = {(one.source, one.voice, one.start): one for one in _quotes(voices)}
    marked = {key: _telling_words(one) for key, one in shown.items()}
    rare = _rare({word for words in marked.values() for word in words}, texts, least)
    return [
        TellingQuote(
            voice=one.voice,
            source=one.source,
            document=one.document,
            locator=one.locator,
            text=one.text,
            words=[word for word in marked[key] if word in rare],
        )
        for key, one in sorted(shown.items())
        if any(word in rare for word in marked[key])
    ]


def _quotes(voices: Voices) -> Iterator[Quote]:
    for theme in voices.themes:
        yield from theme.quotes
        for group in theme.groups:
            yield from group.quotes
    for speech in voices.speech:
        yield from speech.quotes


def _telling_words(quote: Quote) -> list[str]:
    """Numbers that may be somebody's own, and words with a capital that begin no sentence."""
    text = quote.text
    for mark in MARKS.values():
        text = text.replace(mark, " " * len(mark))
    nouns = (quote.language or "") in CAPITALISED
    found = [
        word[0]
        for word in _WORD.finditer(text)
        if _NUMBER.search(word[0])
        or (not nouns and word[0][0].isupper() and len(word[0]) > 1 and not _begins(text, word.start()))
    ]
    return list(dict.fromkeys(found))


def _begins(text: str, start: int) -> bool:
    before = text[:start].rstrip(" ")
    return not before.strip() or bool(_STOP.search(before))


def _rare(words: Iterable[str], texts: Sequence[pa.Table], least: int) -> set[str]:
    """Those of the words that fewer than `least` people use, and that nobody writes small."""
    wanted = set(words)
    small_ones = {word.lower(): word for word in wanted if word.lower() != word}
    people: dict[str, set[str]] = defaultdict(set)
    common: set[str] = set()
    for table in texts if wanted else ():
        for person, text in zip(table["person"].to_pylist(), table["text"].to_pylist(), strict=True):
            said = set(_WORD.findall(text))
            for word in said & wanted:
                people[word].add(person)
            common |= {small_ones[word] for word in said & small_ones.keys()}
    return {word for word in wanted - common if len(people[word]) < least}
