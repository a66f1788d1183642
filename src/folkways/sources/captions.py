"""Captions (.vtt, .srt): cues joined to what one speaker says in one go, each with the time code where it begins."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from folkways.sources.turns import HEAD_KEYS, Turn, milliseconds

_TIMES = re.compile(
    r"^\s*(?P<start>(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3})\s*-->\s*(?P<end>(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3})"
)
_VOICE = re.compile(r"<v(?:\.[^ >]*)?\s+(?P<name>[^>]*)>")
_TAG = re.compile(r"</?[A-Za-z][^>]*>|<\d[\d:.]*>|\{\\[^}]*\}")
_NAMED = re.compile(r"^(?:-\s*)?(?P<name>[^\W\d_][^:\n.!?]{0,39}?):\s+(?P<words>.+)$", re.DOTALL)
_HEAD = re.compile(r"^(?P<key>[A-Za-z]+(?:[_ ]id)?)\s*[: ]\s*(?P<value>\S.*)$")
_INSTANT = re.compile(r"^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}\S*)?$")
_ENDS = (".", "!", "?", "…", "。", "！", "？")
PAUSE_MS, LONG = 4_000, 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One caption as it is shown."""

    line: int
    start_ms: int
    end_ms: int
    speaker: str | None
    text: str


def caption_turns(lines: Sequence[str]) -> list[Turn]:
    """Join the cues of one speaker; without speakers, of one sentence or until a pause of four seconds."""
    turns: list[Turn] = []
    before: Cue | None = None
    for cue in cues_of(lines):
        if before and turns and _goes_on(turns[-1], before, cue):
            turns[-1].lines[0] += " " + cue.text
        else:
            turns.append(Turn(line=cue.line, lines=[cue.text], speaker=cue.speaker, time_ms=cue.start_ms))
        before = cue
    return turns


def caption_head(lines: Sequence[str]) -> dict[str, str]:
    """What a note before the first cue says of the talk: `NOTE customer C17, 2024-05-20`, or a line for each key.

    An instant without a key is the date.
    """
    head: dict[str, str] = {}
    for line in _first_notes(lines):
        for part in line.split(","):
            told, dated = _HEAD.match(part.strip()), _INSTANT.match(part.strip())
            if dated:
                head.setdefault("date", dated[0])
            elif told and told["key"].lower().replace(" ", "_") in HEAD_KEYS:
                head.setdefault(told["key"].lower().replace(" ", "_"), told["value"])
    return head


def _first_notes(lines: Sequence[str]) -> Iterator[str]:
    """The lines of notes that stand before the first cue."""
    inside = False
    for line in lines:
        if _TIMES.match(line):
            return
        inside = line.startswith("NOTE") or (inside and bool(line.strip()))
        if inside:
            yield line.removeprefix("NOTE").strip()


def cues_of(lines: Sequence[str]) -> Iterator[Cue]:
    """Read cues in file order: a line of times, then words until a blank line; notes and styles are passed over."""
    speaker: str | None = None
    place = 0
    while place < len(lines):
        found = _TIMES.match(lines[place])
        place += 1
        if not found:
            continue
        first = place
        while place < len(lines) and lines[place].strip() and not _TIMES.match(lines[place]):
            place += 1
        said = list(_voices("\n".join(line.rstrip("\r\n") for line in lines[first:place])))
        for name, words in said:
            speaker = name
            yield Cue(
                line=first + 1,
                start_ms=milliseconds(found["start"]),
                end_ms=milliseconds(found["end"]),
                speaker=speaker,
                text=words,
            )


def _voices(payload: str) -> Iterator[tuple[str | None, str]]:
    """Cut a cue at its voice tags, or take a name before a colon."""
    marks = list(_VOICE.finditer(payload))
    if not marks:
        words = _plain(payload)
        named = _NAMED.match(words)
        if words:
            yield (named["name"].strip(), named["words"]) if named else (None, words)
        return
    starts = [mark.start() for mark in marks[1:]] + [len(payload)]
    for mark, end in zip(marks, starts, strict=True):
        if words := _plain(payload[mark.end() : end]):
            yield mark["name"].strip() or None, words


def _plain(payload: str) -> str:
    return " ".join(html.unescape(_TAG.sub("", payload)).split())


def _goes_on(turn: Turn, before: Cue, cue: Cue) -> bool:
    if cue.start_ms - before.end_ms > PAUSE_MS:
        return False
    if cue.speaker is not None:
        return cue.speaker == turn.speaker
    # A caption that names nobody goes on with whoever spoke; where nobody is ever named, sentences are turns.
    return turn.speaker is not None or not (before.text.endswith(_ENDS) or len(turn.text) > LONG)
