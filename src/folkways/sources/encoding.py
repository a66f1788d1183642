"""How a text file is written: as told, by its byte-order mark, UTF-8, or else guessed, and then it is said."""

from __future__ import annotations

import codecs
import io
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Literal, cast

from folkways.errors import ConfigError, SourceError
from folkways.sources.encoding_guess import guessed_encoding, looks_like_utf16
from folkways.sources.file_bytes import opened_bytes
from folkways.sources.input_file import InputFile

CHUNK_BYTES = 1 << 24
Repair = Literal["mojibake", "bytes"]
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A text file's encoding; `guessed` when nothing said it, `lossy` when broken bytes are read as "�"."""

    encoding: str
    guessed: bool = False
    lossy: bool = False

    @property
    def notes(self) -> list[str]:
        """What people should be told."""
        return ["broken UTF-8; what cannot be read stands as �"] if self.lossy else []

    @property
    def settings(self) -> dict[str, str]:
        """What was guessed, as the source would say it."""
        return {"encoding": self.encoding} if self.guessed else {}


class NotWrittenSo(SourceError):
    """A file's bytes that its encoding does not have; `seen` are the bytes around."""

    code = "encoding"

    def __init__(self, file: str, encoding: str, byte: int, line: int, place: int, seen: bytes) -> None:
        plain = encoding.lower().replace("_", "-")
        other = {"utf-8": "cp1252", "utf8": "cp1252", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}.get(
            plain, "utf-8"
        )
        super().__init__(
            f"The file {file!r} is not {encoding}: byte 0x{byte:02x} in line {line}, at byte {place:,} of the file.",
            hint=f'Say how it is written, for example encoding = "{other}".',
        )
        self.seen = seen


class BrokenUtf8(SourceError):
    """UTF-8 with some bytes spoilt."""

    code = "broken-utf8"

    def __init__(self, told: NotWrittenSo) -> None:
        super().__init__(
            told.problem,
            hint='It is UTF-8 with broken places. Export it again, or read them as "�": repair = "bytes" in its '
            "source; `folkways init --repair bytes` writes that.",
        )


def spoken_encoding(file: InputFile, wanted: str | None, repair: Repair | None = None) -> Spoken:
    """Tell a text file's encoding, and see that all of it fits.

    Raises SourceError with the offending byte and line, or for NUL characters.
    """
    with opened_bytes(file) as stream:
        start = stream.read(4096)
    told = wanted or next((name for mark, name in _BOMS if start.startswith(mark)), None)
    if told is None and (utf16 := looks_like_utf16(start)):
        _check_text(file, utf16)
        return Spoken(encoding=utf16, guessed=True)
    try:
        _check_text(file, told or "utf-8")
    except NotWrittenSo as error:
        if told and not repair == "bytes":
            raise
        return _guessed(file, error, repair)
    return Spoken(encoding=told or "utf-8")


@contextmanager
def utf8_bytes(file: InputFile, spoken: Spoken) -> Generator[IO[bytes]]:
    """Open a text file as UTF-8, whatever it is written in."""
    with opened_bytes(file) as stream:
        plain = spoken.encoding == "utf-8" and not spoken.lossy
        yield stream if plain else cast("IO[bytes]", io.BufferedReader(_Transcoded(stream, spoken), 1 << 20))


@contextmanager
def opened_text(file: InputFile, spoken: Spoken) -> Generator[io.TextIOWrapper]:
    """Open a text file as text, its line ends as they are."""
    errors = "replace" if spoken.lossy else "strict"
    with opened_bytes(file) as stream:
        text = io.TextIOWrapper(
            cast("io.BufferedReader", stream), encoding=spoken.encoding, errors=errors, newline="\n"
        )
        yield text
        text.detach()


class _Transcoded(io.RawIOBase):
    """Bytes of one encoding as bytes of UTF-8, without a byte-order mark."""

    def __init__(self, inner: IO[bytes], spoken: Spoken) -> None:
        self._inner, self._rest, self._started, self._done = inner, b"", False, False
        errors = "replace" if spoken.lossy else "strict"
        self._decoder = codecs.getincrementaldecoder(spoken.encoding)(errors)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # pyright: ignore[reportIncompatibleMethodOverride]
        while not self._rest and not self._done:
            chunk = self._inner.read(1 << 20)
            self._done = not chunk
            text = self._decoder.decode(chunk, final=self._done)
            if text and not self._started:
                text, self._started = text.removeprefix("\ufeff"), True
            self._rest = text.encode("utf-8")
        part, self._rest = self._rest[: len(buffer)], self._rest[len(buffer) :]
        buffer[: len(part)] = part
        return len(part)


def _guessed(file: InputFile, error: NotWrittenSo, repair: Repair | None) -> Spoken:
    if repair == "bytes":
        return Spoken(encoding="utf-8", lossy=True)
    guess = guessed_encoding(error.seen)
    if guess is None:
        raise BrokenUtf8(error) from error
    try:
        _check_text(file, guess)
    except NotWrittenSo:
        raise error from None
    return Spoken(encoding=guess, guessed=True)


def _decoder(spoken: str) -> codecs.IncrementalDecoder:
    try:
        b"".decode(spoken)  # refuses what is a codec and no encoding of text, such as "hex"
        return codecs.getincrementaldecoder(spoken)("strict")
    except (LookupError, ValueError) as error:
        raise ConfigError(
            f"No encoding {spoken!r}.", hint='Common ones: "utf-8", "cp1252", "utf-16".'
        ) from error


def _check_text(file: InputFile, spoken: str) -> None:
    decoder, lines, done = _decoder(spoken), 1, 0
    with opened_bytes(file) as stream:
        while True:
            chunk = stream.read(CHUNK_BYTES)
            try:
                text = decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                raise _not_written_so(file, spoken, error, lines, done, len(chunk)) from error
            except UnicodeError as error:
                raise NotWrittenSo(file.name, spoken, chunk[0], lines, done, chunk) from error
            if "\0" in text:
                raise SourceError(
                    f"The file {file.name!r} holds NUL characters.",
                    hint='If it is UTF-16, say encoding = "utf-16".',
                )
            if not chunk:
                return
            lines, done = lines + text.count("\n"), done + len(chunk)


def _not_written_so(
    file: InputFile, spoken: str, error: UnicodeDecodeError, lines: int, done: int, read: int
) -> NotWrittenSo:
    seen = bytes(error.object)
    line = lines + seen[: error.start].count(b"\n")
    place = (
        done - (len(seen) - read) + error.start
    )  # the decoder kept the start of a character from the last piece
    return NotWrittenSo(file.name, spoken, seen[error.start], line, place, seen)
