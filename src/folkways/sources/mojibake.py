"""Text that was UTF-8 and was read as Windows-1252 on its way ("Ã¼" for "ü"): found, and mended when asked."""

# pyright: reportAttributeAccessIssue=false
# (pyarrow.compute makes its functions when imported)

from __future__ import annotations

import re

import pyarrow as pa
import pyarrow.compute as pc

_HIGH = {byte: bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0x100)}
_CHARACTERS = {byte: chr(byte) if text == "\ufffd" else text for byte, text in _HIGH.items()}
_BYTES = {text: byte for byte, text in _CHARACTERS.items()} | {chr(byte): byte for byte in range(0x80, 0xA0)}
_LATER = {*(_CHARACTERS[byte] for byte in range(0x80, 0xC0)), *map(chr, range(0x80, 0xA0))}
_TAIL = "[" + "".join(map(re.escape, sorted(_LATER))) + "]"
_LATIN = "[ÂÃ]" + _TAIL
_OTHER = "(?:[" + "".join(_CHARACTERS[byte] for byte in range(0xC4, 0xE0)) + "]" + _TAIL + "){2,}"
_THREE = "[" + "".join(_CHARACTERS[byte] for byte in range(0xE0, 0xF0)) + "]" + _TAIL + "{2}"
_FOUR = "[" + "".join(_CHARACTERS[byte] for byte in range(0xF0, 0xF5)) + "]" + _TAIL + "{3}"
PATTERN = f"(?:{_FOUR}|{_THREE}|{_LATIN}|{_OTHER})"
"""UTF-8 with each byte shown as the Windows-1252 character it would be; of Greek, Cyrillic and their like at least two
characters, because one alone may be meant ("CAFÉ»")."""
_SEQUENCE = re.compile(PATTERN)


def mended_text(text: str) -> str:
    """Put back what such a misreading made of a text, place by place; what it cannot have made stays."""
    for _ in range(3):  # some texts went through it more than once
        better = _SEQUENCE.sub(_put_back, text)
        if better == text:
            break
        text = better
    return text


def mended(table: pa.Table) -> tuple[pa.Table, list[str]]:
    """Mend all text columns of a table, and say how many values were changed."""
    changed = 0
    for place, field in enumerate(table.schema):
        if not pa.types.is_string(field.type):
            continue
        column = table.column(place)
        hit = pc.fill_null(pc.match_substring_regex(column, PATTERN), False)
        count = pc.sum(hit).as_py() or 0
        if count:
            better = pa.array([mended_text(text) for text in column.filter(hit).to_pylist()], pa.string())
            mask = hit.combine_chunks()
            table = table.set_column(
                place, field.name, pc.replace_with_mask(column.combine_chunks(), mask, better)
            )
            changed += count
    return table, [f"{changed:,} values mended (mojibake)"] if changed else []


def _put_back(found: re.Match[str]) -> str:
    try:
        return bytes(_BYTES[character] for character in found[0]).decode("utf-8")
    except UnicodeDecodeError:
        return found[0]
