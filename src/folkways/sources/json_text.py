"""JSON Lines, JSON arrays of objects (every key a text column, a nested value stays JSON text), and OCEL logs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from io import TextIOWrapper
from typing import NoReturn

import pyarrow as pa

from folkways.errors import SourceError
from folkways.model.config import Source
from folkways.sources.encoding import opened_text, spoken_encoding
from folkways.sources.input_file import InputFile
from folkways.sources.object_log import parsed_object_log
from folkways.sources.object_log_json import is_json_log, json_log
from folkways.sources.parsed import Parsed
from folkways.sources.rejected import ROW, RejectedRow

BATCH_ROWS = 100_000
_SPACE = re.compile(r"[ \t\n\r]*")
MOST_LINE = 128 << 20
MOST_KEYS = 16_384
Item = tuple[int, object, str]
"""An item's number, what it says, and how it is written."""


def parsed_json(file: InputFile, source: Source) -> Iterator[Parsed]:
    """Read an array of objects, an object that holds one such array, an OCEL log, or else JSON Lines.

    Items are numbered from 1.
    """
    spoken = spoken_encoding(file, source.encoding, source.repair)
    with opened_text(file, spoken) as text:
        first = text.read(1 << 16).removeprefix("\ufeff").lstrip()
    lines = [line for line in first.splitlines() if line.strip()]
    one_each = first.startswith("{") and len(lines) > 1 and lines[0].rstrip().endswith("}")
    if one_each or not first.startswith(("[", "{")):
        yield from parsed_json_lines(file, source)
        return
    yield Parsed(notes=spoken.notes, guessed=spoken.settings)
    with opened_text(file, spoken) as text:
        whole = text.read().removeprefix("\ufeff").strip()
    if whole.startswith("["):
        yield from _pieces(_items(whole, file), file)
        return
    said = _said(whole)
    if not isinstance(said, dict):
        raise _broken(file, 1)
    if is_json_log(said):
        log = json_log(said, file, lambda value: _cell(value, file))
        yield from parsed_object_log(log, file, source)
    else:
        yield from _pieces(_held_items(said), file)


def parsed_json_lines(file: InputFile, source: Source) -> Iterator[Parsed]:
    """Read a file's objects, one per line, numbered as the lines are; blank lines are no rows."""
    spoken = spoken_encoding(file, source.encoding, source.repair)
    yield Parsed(notes=spoken.notes, guessed=spoken.settings)
    with opened_text(file, spoken) as text:
        yield from _pieces(_line_items(text, file), file)


def _line_items(text: TextIOWrapper, file: InputFile) -> Iterator[Item]:
    for number, line in enumerate(_lines(text, file), start=1):
        plain = line.strip().removeprefix("\ufeff")
        if number == 1 and plain.startswith("[") and not plain.endswith("]"):
            raise SourceError(f"The file {file.name!r} is a JSON array.", hint='Say format = "json".')
        if plain:
            yield number, _said(plain), plain


def _lines(text: TextIOWrapper, file: InputFile) -> Iterator[str]:
    while line := text.readline(MOST_LINE):
        if len(line) == MOST_LINE:
            raise SourceError(
                f"The file {file.name!r} has a line of more than {MOST_LINE >> 20} MiB.",
                hint="One object per line is read; is it one at all?",
            )
        yield line


class _NotJson:
    """Stands for what cannot be read."""


def _refused(word: str) -> NoReturn:
    raise ValueError(word)  # NaN and Infinity, which Python would take


class _Number(str):
    """A number as it is written: 12.50, all digits of a long one."""


_DECODER = json.JSONDecoder(parse_float=_Number, parse_int=_Number, parse_constant=_refused)


def _said(text: str) -> object:
    try:
        return _DECODER.decode(text)
    except (ValueError, RecursionError):
        return _NotJson()


def _items(whole: str, file: InputFile) -> Iterator[Item]:
    """Go through an array item by item, so that only the text is held whole."""
    place, number = _past_space(whole, 1), 0
    while whole[place : place + 1] != "]" or number == 0:
        if number == 0 and whole[place : place + 1] == "]":
            return
        number += 1
        try:
            said, end = _DECODER.raw_decode(whole, place)
        except (ValueError, RecursionError) as error:
            raise _broken(file, number) from error
        yield number, said, whole[place:end]
        place = _past_space(whole, end)
        if whole[place : place + 1] == ",":
            place = _past_space(whole, place + 1)
        elif whole[place : place + 1] != "]":
            raise _broken(file, number)
    if _past_space(whole, place + 1) != len(whole):
        raise _broken(file, number)


def _past_space(text: str, place: int) -> int:
    found = _SPACE.match(text, place)
    return found.end() if found else place


def _broken(file: InputFile, number: int) -> SourceError:
    return SourceError(
        f"The file {file.name!r} is not JSON from item {number:,} on.",
        hint="It may be cut off; export it again.",
    )


def _held_items(said: dict[str, object]) -> Iterator[Item]:
    """Find the one array of objects in an object such as `{"total": 2, "items": [{…}, {…}]}`; else it is the row."""
    arrays = [value for value in said.values() if isinstance(value, list) and _holds_objects(value)]
    rows = arrays[0] if len(arrays) == 1 else [said]
    return ((number, row, "") for number, row in enumerate(rows, start=1))


def _holds_objects(values: list[object]) -> bool:
    return bool(values) and isinstance(values[0], dict)


def _pieces(items: Iterable[Item], file: InputFile) -> Iterator[Parsed]:
    batch: list[Item] = []
    size = 0
    for item in items:
        batch.append(item)
        size += 1 + (len(item[2]) >> 8)
        if size >= BATCH_ROWS:
            yield _piece(batch, file)
            batch, size = [], 0
    if batch:
        yield _piece(batch, file)


def _piece(batch: list[Item], file: InputFile) -> Parsed:
    good = [(number, said) for number, said, _ in batch if isinstance(said, dict)]
    keys = list(dict.fromkeys(key for _, said in good for key in said))
    if len(keys) > MOST_KEYS:
        raise SourceError(
            f"The file {file.name!r} has {len(keys):,} different keys; {MOST_KEYS:,} are the most."
        )
    seen: set[str] = {ROW}
    columns: dict[str, pa.Array] = {ROW: pa.array([number for number, _ in good], pa.int64())}
    for key in keys:
        columns[_free(key, seen)] = pa.array([_cell(said.get(key), file) for _, said in good], pa.string())
    rejected = [
        RejectedRow(
            file=file.name,
            row=number,
            column="",
            value=text[:500],
            reason="not JSON" if isinstance(said, _NotJson) else "not a JSON object",
        )
        for number, said, text in batch
        if not isinstance(said, dict)
    ]
    return Parsed(table=pa.table(columns), rejected=rejected)


def _cell(value: object, file: InputFile) -> str | None:
    if value is None:
        return None
    try:
        return _whole(value if isinstance(value, str) else _written(value))
    except RecursionError as error:
        raise SourceError(
            f"The file {file.name!r} holds values nested too deeply.", hint="Flatten them when exporting."
        ) from error


def _written(value: object) -> str:
    """Write a value as JSON, numbers as they came."""
    if isinstance(value, _Number):
        return value
    if isinstance(value, dict):
        return "{" + ",".join([f"{_quoted(key)}:{_written(inner)}" for key, inner in value.items()]) + "}"
    if isinstance(value, list):
        return "[" + ",".join([_written(inner) for inner in value]) + "]"
    return _quoted(value)


def _quoted(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _whole(text: str) -> str:
    """Put a sign for half of a surrogate pair, which JSON can spell and no text can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _free(key: str, seen: set[str]) -> str:
    """Give a key a name that no other column has, whatever the case of its letters."""
    plain = _whole(key) or "(no name)"
    name, number = plain, 2
    while name.casefold() in seen:
        name, number = f"{plain} ({number})", number + 1
    seen.add(name.casefold())
    return name
