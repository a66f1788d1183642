"""Rows of files as they were read, sealed in the workspace's folder: an unchanged file is not read again.

What is kept under `cache/sources` may be deleted at any time; it changes how long a build takes, and nothing else. A
file is known by its bytes and by all that says how it is read, code included. Rows are sealed (AES-256-GCM) under a key
of the folder's own: with the folder goes the key, and what was kept cannot be read anywhere else. Which sources' rows
may be kept is not decided here: see the sieve of the evidence.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path

import pyarrow as pa
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from folkways.model.config import Source
from folkways.sources.input_file import InputFile
from folkways.sources.parsed import Parsed
from folkways.sources.rejected import RejectedRow

HOW = ("sheet", "header_row", "encoding", "delimiter", "missing", "repair")
"""What of a source says how its files are read; the rest says what the rows mean."""
KEY, NONCE, HEAD, MOST = "key", 12, 8, 1 << 30


@dataclass(slots=True, kw_only=True)
class RowCache:
    """The rows kept in a folder; `used` are the entries that were asked for or added since."""

    folder: Path
    used: set[str] = field(default_factory=set)

    def found(self, file: InputFile, source: Source) -> Parsed | None:
        """A file's rows, if they were kept and are whole."""
        name = _name(file, source)
        try:
            sealed = (self.folder / f"{name}.rows").read_bytes()
            plain = self._cipher().decrypt(sealed[:NONCE], sealed[NONCE:], name.encode())
        except (OSError, InvalidTag, ValueError):
            return None
        self.used.add(name)
        end = HEAD + int.from_bytes(plain[:HEAD], "little")
        told = json.loads(plain[HEAD:end])
        rejected = [RejectedRow(**row) for row in told.pop("rejected")]
        return Parsed(table=pa.ipc.open_stream(plain[end:]).read_all(), rejected=rejected, **told)

    def keep(self, file: InputFile, source: Source, read: Parsed) -> None:
        """Keep a file's rows; more than 1 GiB of them are not kept."""
        if read.table is None or read.table.nbytes > MOST:
            return
        name = _name(file, source)
        told = {
            "rejected": [asdict(row) for row in read.rejected],
            "notes": read.notes,
            "guessed": read.guessed,
        }
        head = json.dumps(told).encode()
        sink = pa.BufferOutputStream()
        sink.write(len(head).to_bytes(HEAD, "little") + head)
        with pa.ipc.new_stream(sink, read.table.schema) as stream:
            stream.write_table(read.table)
        self.folder.mkdir(parents=True, exist_ok=True)
        nonce = os.urandom(NONCE)
        sealed = self._cipher().encrypt(nonce, sink.getvalue().to_pybytes(), name.encode())
        _put(self.folder / f"{name}.rows", nonce + sealed)
        self.used.add(name)

    def prune(self) -> None:
        """Drop what was not used: the rows of files that changed or went."""
        for path in self.folder.glob("*"):
            if path.name != KEY and path.name.partition(".")[0] not in self.used:
                path.unlink(missing_ok=True)

    def drop(self) -> None:
        """Drop everything, as when somebody is forgotten."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _cipher(self) -> AESGCM:
        path = self.folder / KEY
        if not path.exists() and self.folder.exists():
            _put(path, os.urandom(32), mode=0o600)
        return AESGCM(path.read_bytes())


def _put(path: Path, content: bytes, mode: int = 0o644) -> None:
    unfinished = path.with_name(path.name + ".unfinished")
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb") as file:
        file.write(content)
    unfinished.replace(path)


def _name(file: InputFile, source: Source) -> str:
    how = {name: getattr(source, name) for name in HOW}
    told = [file.sha256, file.name, file.format, source.table == "documents", how, _code()]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:32]


@cache
def _code() -> str:
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
