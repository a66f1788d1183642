"""Sentences of a text, each with the exact characters it takes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

MOST_WORDS = 60
"""A run without a stop is cut where it takes a breath, at the latest here: one vector cannot hold a page."""

_STOP = re.compile(
    r"""(?P<stop>[.!?…]+["'”’»)\]]*)(?=\s|$)      # a stop, with what closes after it
      | (?P<wide>[。！？]+[」』”]*)                  # stops that no space follows
      | (?P<gap>\s*\n\s*(?:\n|(?=[-*•–]\s))\s*)     # an empty line, or a new point of a list
    """,
    re.VERBOSE,
)
_SHORT_FORMS = """mr mrs ms dr prof st vs etc eg e.g ie i.e approx nr ca bzw z.b d.h u.a usw inkl sr sra av p.ex env fig
vol inc ltd co jr dept"""
_SHORT = frozenset(_SHORT_FORMS.split())
_BREATH = re.compile(r"[;,:–—-]\s|\s")
_WORD = re.compile(r"\w+(?:['’]\w+)*")


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` (excluded) of a text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]


def sentences(text: str) -> list[Span]:
    """Cut a text into sentences; only white space lies between them.

    A stop ends a sentence when white space follows and it closes no known short form (“e.g.”, “Dr.”) nor a single
    letter; so does an empty line, and the stops of Chinese and Japanese. A sentence of more than 60 words is cut at
    the last comma, dash or space before.
    """
    return [part for whole in _wholes(text) for part in _breathed(text, whole)]


def words(text: str) -> list[str]:
    """The words of a text, as written."""
    return _WORD.findall(text)


def _wholes(text: str) -> Iterator[Span]:
    start = 0
    for found in _STOP.finditer(text):
        if found["stop"] and _is_short_form(text[start : found.start()], found["stop"]):
            continue
        end = found.start() if found["gap"] else found.end()
        yield from _trimmed(text, start, end)
        start = found.end()
    yield from _trimmed(text, start, len(text))


def _is_short_form(before: str, stop: str) -> bool:
    last = before.split()[-1].lstrip("(\"'“").lower() if before.split() else ""
    return stop == "." and (last in _SHORT or (len(last) == 1 and last.isalpha() and last != "i"))


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    piece = text[start:end]
    bare = piece.strip()
    if any(sign.isalnum() for sign in bare):
        begin = start + len(piece) - len(piece.lstrip())
        yield Span(begin, begin + len(bare))


def _breathed(text: str, span: Span) -> Iterator[Span]:
    while True:
        found = list(_WORD.finditer(text, span.start, span.end))
        if len(found) <= MOST_WORDS:
            yield span
            return
        cut = _breath(text, found[MOST_WORDS // 2].end(), found[MOST_WORDS - 1].end())
        yield from _trimmed(text, span.start, cut)
        rest = next(_trimmed(text, cut, span.end), None)
        if rest is None:
            return
        span = rest


def _breath(text: str, earliest: int, latest: int) -> int:
    """Where to cut: after the last comma or dash in reach, else at the last space, else at the last word's end."""
    pauses = [one.start() + 1 for one in _BREATH.finditer(text, earliest, latest) if not one[0].isspace()]
    return pauses[-1] if pauses else latest
