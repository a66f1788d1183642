"""Phrases with choices: `[this|that]`, nested; `<word>` is filled in later."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from folkways.sampleshop.chance import one_of


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several phrases, each equally likely."""

    phrases: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Word:
    """A place where a word of the named list stands."""

    name: str


Phrase = tuple["str | Choice | Word", ...]


def parsed(line: str) -> Phrase:
    """The phrase that a line tells.

    >>> parsed("a [b|c]")
    ('a ', Choice(phrases=(('b',), ('c',))))
    """
    phrase, rest = _phrase(line, 0)
    if rest != len(line):
        raise ValueError(f"a bracket too many: {line}")
    return phrase


def spoken(phrase: Phrase, rng: Random) -> list[str | Word]:
    """One way to say a phrase: its texts and words in order, every choice made."""
    said: list[str | Word] = []
    for part in phrase:
        if isinstance(part, Choice):
            said += spoken(one_of(part.phrases, rng), rng)
        else:
            said.append(part)
    return said


def _phrase(line: str, at: int) -> tuple[Phrase, int]:
    parts: list[str | Choice | Word] = []
    while at < len(line) and line[at] not in "|]":
        if line[at] == "[":
            choice, at = _choice(line, at + 1)
            parts.append(choice)
        elif line[at] == "<":
            end = line.index(">", at)
            parts.append(Word(line[at + 1 : end]))
            at = end + 1
        else:
            end = min(
                (found for found in (line.find(sign, at) for sign in "[]|<") if found >= 0), default=len(line)
            )
            parts.append(line[at:end])
            at = end
    return tuple(parts), at


def _choice(line: str, at: int) -> tuple[Choice, int]:
    phrases: list[Phrase] = []
    while True:
        phrase, at = _phrase(line, at)
        phrases.append(phrase)
        if at >= len(line):
            raise ValueError(f"a bracket stays open: {line}")
        at += 1
        if line[at - 1] == "]":
            return Choice(tuple(phrases)), at
