"""The phrases of each language, read from the files in `phrases/`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from folkways.sampleshop.texts.grammar import Phrase, parsed

FILES = {
    "en": ("en_pains.txt", "en_around.txt"),
    "de": ("de.txt",),
    "fr": ("fr.txt",),
    "asked": ("interview.txt", "en_around.txt"),
}
Phrasebook = dict[str, tuple[Phrase, ...]]


@cache
def phrasebook(language: str) -> Phrasebook:
    """Sections by their heading, as in `pain size_doubt` or `word city`; `asked` holds what an interviewer says."""
    book: dict[str, list[Phrase]] = {}
    section = ""
    for line in _lines(language):
        if line.startswith("== "):
            section = line[3:]
        else:
            book.setdefault(section, []).append(parsed(line))
    return {name: tuple(phrases) for name, phrases in book.items()}


def sections(language: str, kind: str) -> list[str]:
    """The headings of one kind that a language has."""
    return [name for name in phrasebook(language) if name.startswith(f"{kind} ")]


def _lines(language: str) -> list[str]:
    folder = files("folkways.sampleshop.texts") / "phrases"
    texts = [(folder / name).read_text(encoding="utf-8") for name in FILES[language]]
    lines = [line.strip() for text in texts for line in text.splitlines()]
    return [line for line in lines if line and not line.startswith("# ")]
