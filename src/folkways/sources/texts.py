"""Texts as rows: a transcript gives a row for each turn, a document (a report, a note) one row for all of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

import pyarrow as pa

from folkways.errors import SourceError
from folkways.model.config import Source
from folkways.sources.captions import caption_head, caption_turns
from folkways.sources.encoding import opened_text, spoken_encoding
from folkways.sources.input_file import InputFile
from folkways.sources.parsed import Parsed
from folkways.sources.rejected import ROW
from folkways.sources.turns import Script, Turn, script_of, time_code, turns_of

MOST_BYTES = 64 << 20
_TURN = ("text", "speaker", "at", "locator", "title")


def parsed_text(file: InputFile, source: Source) -> Iterator[Parsed]:
    """Read a plain or Markdown text."""
    lines, told = _lines(file, source)
    script = script_of(lines)
    yield told
    yield _document(script, file) if source.table == "documents" else _turns(turns_of(script), script, file)


def parsed_captions(file: InputFile, source: Source) -> Iterator[Parsed]:
    """Read captions; as a document, all that is said in them."""
    lines, told = _lines(file, source)
    yield told
    turns = caption_turns(lines)
    script = Script(head=caption_head(lines), body=[(turn.line, turn.text) for turn in turns])
    yield _document(script, file) if source.table == "documents" else _turns(turns, script, file)


def parsed_paragraphs(
    paragraphs: Sequence[str], own: dict[str, str], file: InputFile, source: Source
) -> Parsed:
    """Read the paragraphs of a word processor's file; `own` is what the file says of itself."""
    script = script_of(paragraphs)
    script = Script(head={**own, **script.head}, title=script.title or own.get("title"), body=script.body)
    if source.table == "documents":
        return _document(script, file, place="paragraph")
    return _turns(turns_of(script, each_line=True), script, file, place="paragraph")


def _lines(file: InputFile, source: Source) -> tuple[list[str], Parsed]:
    spoken = spoken_encoding(file, source.encoding, source.repair)
    with opened_text(file, spoken) as text:
        whole = text.read(MOST_BYTES)
        if text.read(1):
            raise SourceError(
                f"The file {file.name!r} is longer than {MOST_BYTES >> 20} MiB.",
                hint="A text is read whole; is it one?",
            )
    lines = whole.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return lines, Parsed(notes=spoken.notes, guessed=spoken.settings)


def _turns(turns: list[Turn], script: Script, file: InputFile, place: str = "line") -> Parsed:
    """Rows of turns; what the head says stands in each of them, its keys are columns."""
    if not turns:
        raise SourceError(f"The file {file.name!r} holds no words.", hint="Export it again.")
    columns: dict[str, list[str | None]] = {
        "text": [turn.text for turn in turns],
        "speaker": [turn.speaker for turn in turns],
        "at": [turn.at for turn in turns],
        "locator": [_locator(turn, place) for turn in turns],
        "title": [script.title] * len(turns),
    }
    head = {"date": script.head["at"], **script.head} if "at" in script.head else script.head
    columns |= {key: [value] * len(turns) for key, value in head.items() if key not in _TURN}
    return _table(columns)


def _document(script: Script, file: InputFile, place: str = "line") -> Parsed:
    filled = [(number, line) for number, line in script.body if line.strip()]
    if not filled:
        raise SourceError(f"The file {file.name!r} holds no words.", hint="Export it again.")
    inside = [line for number, line in script.body if filled[0][0] <= number <= filled[-1][0]]
    stem = PurePosixPath(file.name).name.partition(".")[0]
    columns: dict[str, list[str | None]] = {
        "text": ["\n".join(inside).strip()],
        "title": [script.title or stem.replace("_", " ").replace("-", " ")],
        "locator": [f"{place}={filled[0][0]}"],
    }
    columns |= {key: [value] for key, value in script.head.items() if key not in ("title", "text", "locator")}
    return _table(columns)


def _locator(turn: Turn, place: str) -> str:
    return f"{place}={turn.line}" if turn.time_ms is None else f"t={time_code(turn.time_ms)}"


def _table(columns: dict[str, list[str | None]]) -> Parsed:
    count = len(columns["text"])
    arrays = {name: pa.array(values, pa.string()) for name, values in columns.items()}
    return Parsed(table=pa.table({**arrays, ROW: pa.array(range(1, count + 1), pa.int64())}))
