"""Marks around parts of a text while it is written; taken off at the end, they become exact places."""

from __future__ import annotations

import re
from dataclasses import dataclass

from folkways.sampleshop.texts.themes import THEMES

PERSONAL = ("name", "email", "phone", "card", "address")
LABELS = (*(theme.name for theme in THEMES), "question", "competitor", *PERSONAL)
_FIRST, _END = 0xE000, "\ue100"
_CODES = {label: chr(_FIRST + code) for code, label in enumerate(LABELS)}
_SIGNS = re.compile(f"[\ue000-\ue0ff{_END}]")
_KEPT = re.compile(f"[\ue000-\ue0ff][^\ue000-{_END}]*{_END}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A labelled part of a text: characters from `start` up to, not including, `end`."""

    label: str
    start: int
    end: int


def marked(label: str, text: str) -> str:
    """A text with a label around it."""
    return f"{_CODES[label]}{text}{_END}"


def plain(text: str) -> str:
    """The text without its marks."""
    return _SIGNS.sub("", text)


def unmarked_parts(text: str) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it may be changed: what a mark holds may not."""
    pieces: list[tuple[str, bool]] = []
    at = 0
    for found in _KEPT.finditer(text):
        pieces += [(text[at : found.start()], True), (found.group(), False)]
        at = found.end()
    return [*pieces, (text[at:], True)]


def placed(text: str) -> tuple[str, list[Place]]:
    """The text without its marks, and where they stood, in the order of their starts."""
    written: list[str] = []
    length, at = 0, 0
    opened: list[tuple[str, int]] = []
    places: list[Place] = []
    for sign in _SIGNS.finditer(text):
        written.append(text[at : sign.start()])
        length += sign.start() - at
        at = sign.end()
        if sign.group() == _END:
            label, start = opened.pop()
            places.append(Place(label=label, start=start, end=length))
        else:
            opened.append((LABELS[ord(sign.group()) - _FIRST], length))
    written.append(text[at:])
    return "".join(written), sorted(places, key=lambda place: (place.start, -place.end))
