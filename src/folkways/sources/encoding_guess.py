"""Guessing a text file's encoding from its bytes when it is not UTF-8 and says nothing of itself."""

from __future__ import annotations

import re

from charset_normalizer import from_bytes

SAMPLE_BYTES = 1 << 16
_RUNS = re.compile(rb"[\x80-\xff]+")
_UTF8 = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_KANA = re.compile(r"[\u3040-\u30ff]")
_JAPANESE = re.compile(r"[\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef]")
_WESTERN_RUN = 2.0
"""Letters beyond ASCII stand alone in western words; where they make whole words it is another script."""


def looks_like_utf16(start: bytes) -> str | None:
    """Tell UTF-16 without a byte-order mark: every other byte of its ASCII characters is 0."""
    if len(start) < 8 or b"\0" not in start:
        return None
    half = len(start) // 2
    for encoding, zeros, others in (
        ("utf-16-le", start[1::2], start[::2]),
        ("utf-16-be", start[::2], start[1::2]),
    ):
        if zeros.count(0) > 0.4 * half and others.count(0) < 0.05 * half:
            return encoding
    return None


def guessed_encoding(seen: bytes) -> str | None:
    """Guess the encoding of bytes that are not UTF-8; None when they are UTF-8 with broken places."""
    sample = _telling(seen)
    if _is_broken_utf8(sample):
        return None
    if _is_japanese(sample):
        return "cp932"
    runs = _RUNS.findall(sample)
    if runs and sum(map(len, runs)) / len(runs) < _WESTERN_RUN:
        return "cp1252" if _decodes(sample, "cp1252") else "latin-1"
    best = from_bytes(sample).best()
    fallback = "cp1252" if _decodes(sample, "cp1252") else "latin-1"
    return best.encoding if best is not None and best.encoding not in ("ascii", "utf_8") else fallback


def _telling(seen: bytes) -> bytes:
    """The lines that say something: those with bytes beyond ASCII."""
    found: list[bytes] = []
    size = 0
    for line in seen.split(b"\n"):
        if not line.isascii():
            found.append(line[:SAMPLE_BYTES])
            size += len(line)
        if size > SAMPLE_BYTES:
            break
    return b"\n".join(found)


def _is_broken_utf8(sample: bytes) -> bool:
    """Two thirds of the bytes beyond ASCII make whole characters of UTF-8: no other encoding does that by chance."""
    whole = sum(map(len, _UTF8.findall(sample)))
    return 3 * whole >= 2 * sum(map(len, _RUNS.findall(sample)))


def _is_japanese(sample: bytes) -> bool:
    if not _decodes(sample, "cp932"):
        return False
    text = re.sub(r"[\x00-\x7f]", "", sample.decode("cp932"))
    return len(_KANA.findall(text)) >= 2 and len(_JAPANESE.findall(text)) >= 0.9 * len(text)


def _decodes(sample: bytes, encoding: str) -> bool:
    try:
        sample.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
