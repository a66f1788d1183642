"""How a text file is written: a byte-order mark, what was told, or strict UTF-8; never a guess."""

from __future__ import annotations

import codecs
from pathlib import Path

from folkways.errors import ConfigError, SourceError

_CHUNK_BYTES = 1 << 24
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def checked_encoding(path: Path, wanted: str | None) -> str:
    """Tell a text file's encoding: the one wanted, its byte-order mark's, else UTF-8; and see that all of it fits.

    Raises SourceError with the offending byte and line, or for NUL characters.
    """
    with path.open("rb") as file:
        start = file.read(4)
    told = next((name for mark, name in _BOMS if start.startswith(mark)), None)
    spoken = wanted or told or "utf-8"
    try:
        decoder = codecs.getincrementaldecoder(spoken)("strict")
    except LookupError as error:
        raise ConfigError(
            f"No encoding {spoken!r}.", hint='Common ones: "utf-8", "cp1252", "utf-16".'
        ) from error
    _check_text(path, decoder, spoken)
    return spoken


def _check_text(path: Path, decoder: codecs.IncrementalDecoder, spoken: str) -> None:
    lines, done = 1, 0
    with path.open("rb") as file:
        while True:
            chunk = file.read(_CHUNK_BYTES)
            try:
                text = decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                raise _wrong_encoding(path, spoken, error, lines, done) from error
            if "\0" in text:
                raise SourceError(
                    f"The file {path.name!r} holds NUL characters.",
                    hint='If it is UTF-16, say encoding = "utf-16".',
                )
            if not chunk:
                return
            lines, done = lines + text.count("\n"), done + len(chunk)


def _wrong_encoding(path: Path, spoken: str, error: UnicodeDecodeError, lines: int, done: int) -> SourceError:
    seen = bytes(error.object)
    line = lines + seen[: error.start].count(b"\n")
    byte = seen[error.start]
    other = "cp1252" if spoken.lower().replace("_", "-") in ("utf-8", "utf8") else "utf-8"
    return SourceError(
        f"The file {path.name!r} is not {spoken}: byte 0x{byte:02x} in line {line}, at or after byte {done:,}.",
        hint=f'Say how it is written, for example encoding = "{other}".',
    )
