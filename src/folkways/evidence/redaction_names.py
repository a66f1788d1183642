"""Finding names of people in texts: common first names, the customers' own names, and words that lead names in."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_TITLE = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Herr|Herrn|Frau|Fräulein|Monsieur|Madame|Mme|Mlle|Señor|Señora|Sr|Sra|Signor|"
    r"Signora|Sir|Mijnheer|Mevrouw|Pan|Pani)\b\.?\s+(?=[^\W\d_])"
)
_LEAD = re.compile(
    r"(?:\bmy name is|\bmy name['’]s|\bname:|\bmein name ist|\bich hei(?:ß|ss)e|\bje m['’]appelle|\bmi nombre es|"
    r"\bme llamo|\bmi chiamo|\b(?:spoke|talked|chatted|dealt) (?:to|with)|\bsigned,?|\bregards,?|\bcheers,|"
    r"\bsincerely,?|"
    r"\byours,?|\bbest wishes,?|\bliebe grüße,?|\bviele grüße,?|\bgrü(?:ß|ss)e,?|\bgru(?:ß|ss),?|\bmfg,?|"
    r"\bcordialement,?|"
    r"\bsaludos,?|\bcolleague|\bkollegin|\bkollege|\bhi|\bhello|\bdear|\bhallo|\bliebe|\blieber|\bbonjour)\s+",
    re.IGNORECASE,
)
_PARTICLES = frozenset(
    {"von", "van", "de", "der", "den", "di", "da", "del", "la", "le", "zu", "bin", "al", "el"}
)
MOST_WORDS = 4


@dataclass(frozen=True, slots=True)
class KnownNames:
    """The words of the customers' own names, in small letters."""

    words: frozenset[str] = frozenset()


def known_names(names: Collection[str]) -> KnownNames:
    """Take the customers' names apart; words that are common in any text do not count by themselves."""
    words = {word.casefold() for name in names for word in _WORD.findall(name)}
    return KnownNames(frozenset(word for word in words if len(word) > 1 and word not in _PARTICLES))


def found_names(text: str, known: KnownNames) -> Iterator[tuple[int, int]]:
    """Find names: a first name with what belongs to it, a customer's name, what a title or a greeting leads in."""
    words = _words(text, known)
    led = _led_in(text)
    at = 0
    while at < len(words):
        may_begin = words[at].group()
        if not may_begin[0].isupper() and may_begin.casefold() not in known.words:
            at += 1
            continue
        length = _name_at(text, words, at, known, led)
        if length:
            yield words[at].start(), words[at + length - 1].end()
        at += length or 1


def _words(text: str, known: KnownNames) -> list[re.Match[str]]:
    """The words of a text but for things such as Earl Grey, unless a customer bears that name."""
    words = list(_WORD.finditer(text))
    small = text.casefold()
    if not any(thing in small for thing in _lines("things.txt")):
        return words
    things = [
        found.span()
        for found in _things().finditer(text)
        if not all(word.casefold() in known.words for word in _WORD.findall(found.group()))
    ]
    return [
        word
        for word in words
        if not any(start <= word.start() and word.end() <= end for start, end in things)
    ]


def _led_in(text: str) -> dict[int, bool]:
    """Where a title (True) or a greeting (False) ends and a name may begin."""
    places = {found.end(): False for found in _LEAD.finditer(text)}
    return places | {found.end(): True for found in _TITLE.finditer(text)}


def _name_at(text: str, words: list[re.Match[str]], at: int, known: KnownNames, led: dict[int, bool]) -> int:
    """Count the words of a name that begins here; 0 when none does."""
    run = _run(text, words, at)
    if not run:
        return _lower_name(text, words, at, known)
    surest = max((_sureness(word, known) for word in run), default=0)
    lead = led.get(words[at].start())
    first = _sureness(run[0], known)
    if lead is True:
        return len(run)
    if lead is False and _is_name_shaped(run[0]) and (first or not _is_plain(run[0])):
        return len(run) if first or len(run) <= 2 else 0
    if first == 2 or (len(run) > 1 and _whole_name(run, known)):
        return _length(run, known)
    if first == 1 and len(run) > 1 and (surest == 2 or not _is_plain(run[1])):
        return _length(run, known)
    return 0


def _whole_name(run: list[str], known: KnownNames) -> bool:
    """Whether a first name and a customer's word stand side by side, each with a capital, plain words or not."""
    return run[0].casefold() in _first_names() and run[1].casefold() in known.words


def _length(run: list[str], known: KnownNames) -> int:
    """A first name takes the words after it that may be a surname: known ones, particles, one that is no plain word."""
    length = 1
    while length < len(run):
        word = run[length]
        if word.casefold() in _PARTICLES and length + 1 < len(run):
            length += 2
            continue
        if _sureness(word, known) or (length == 1 and not _is_plain(word)):
            length += 1
            continue
        break
    return length


def _run(text: str, words: list[re.Match[str]], at: int) -> list[str]:
    """Words with a capital that stand side by side from here on, particles between them included."""
    run: list[str] = []
    for place in range(at, min(at + MOST_WORDS, len(words))):
        word = words[place].group()
        between = text[words[place - 1].end() : words[place].start()] if run else ""
        if run and between not in (" ", "  ", "-", "\xa0") and not (between == ". " and len(run[-1]) == 1):
            break
        if not (_is_name_shaped(word) or (run and word in _PARTICLES)):
            break
        run.append(word)
    while run and run[-1] in _PARTICLES:
        run.pop()
    return run


def _lower_name(text: str, words: list[re.Match[str]], at: int, known: KnownNames) -> int:
    """A customer's whole name in small letters: two known words side by side that are not both plain."""
    if at + 1 >= len(words) or text[words[at].end() : words[at + 1].start()] != " ":
        return 0
    pair = [words[at].group(), words[at + 1].group()]
    told = all(word.casefold() in known.words for word in pair)
    return 2 if told and not any(_is_plain(word) for word in pair) else 0


def _is_name_shaped(word: str) -> bool:
    return word[0].isupper() and (len(word) == 1 or not word.isupper() or len(word) > 3)


def _sureness(word: str, known: KnownNames) -> int:
    """2: a name; 1: a name that is a word too (Grace, Mark, Young); 0: none that is known."""
    small = word.casefold()
    if small in known.words or small in _first_names() or _parts_known(small, known):
        return 1 if _is_plain(word) else 2
    return 0


def _parts_known(small: str, known: KnownNames) -> bool:
    parts = re.split(r"[-'’]", small)
    if len(parts) == 2 and parts[1] == "s":
        return parts[0] in known.words or parts[0] in _first_names()
    return len(parts) > 1 and all(part in known.words or part in _first_names() for part in parts)


def _is_plain(word: str) -> bool:
    """Whether a word is a common one, so that its capital may only begin a sentence."""
    return word.casefold() in _plain_words()


@cache
def _first_names() -> frozenset[str]:
    return _listed("first_names.txt")


@cache
def _plain_words() -> frozenset[str]:
    return _listed("plain_words.txt")


@cache
def _things() -> re.Pattern[str]:
    """Things that bear a person's name, whole: what only begins so (Graham) may be a person."""
    things = sorted((re.escape(line) for line in _lines("things.txt")), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(things)})s?\b", re.IGNORECASE)


def _listed(name: str) -> frozenset[str]:
    return frozenset(word.casefold() for line in _lines(name) for word in line.split())


@cache
def _lines(name: str) -> tuple[str, ...]:
    text = files("folkways.templates").joinpath("names").joinpath(name).read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))
