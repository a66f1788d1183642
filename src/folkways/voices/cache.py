"""Vectors kept on disk by the hash of what they stand for, so that a sentence is encoded once.

One file in the workspace's folder `cache`, no text in it: the SHA-256 of all that follows, then for each sentence 16
bytes of its SHA-256 and 512 of its vector, sorted. A file that is damaged, or of another model, is made anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from folkways.model.progress import Counting, uncounted
from folkways.voices.encoder import MODEL, SIZE, Vectors, encoded
from folkways.voices.sentences import sentences

HASH = 16
DIGEST = 32
PORTION = 4096
"""So many sentences are encoded between two words about progress."""


def sentence_hash(sentence: str) -> bytes:
    """The name of a sentence in the cache."""
    return sha256(sentence.encode("utf-8", "surrogatepass")).digest()[:HASH]


def hashes_of(texts: Iterable[str]) -> set[bytes]:
    """The names of all sentences of some texts, for `dropped`."""
    return {sentence_hash(span.of(text)) for text in texts for span in sentences(text)}


def vectors(said: Sequence[str], folder: Path | None, progress: Counting = uncounted) -> Vectors:
    """One vector for each sentence, from the cache in `folder` where it stands there, else encoded and kept.

    Without a folder nothing is kept. What stands in the cache changes how long this takes, and nothing else.
    """
    names = [sentence_hash(one) for one in said]
    known = _read(folder) if folder else {}
    new = {name: one for name, one in zip(names, said, strict=True) if name not in known}
    fresh = _encoded_in_portions(list(new.values()), progress)
    known |= dict(zip(new, fresh, strict=True))
    if folder and new:
        _write(folder, known)
    rows = np.frombuffer(b"".join(known[name] for name in names), dtype=np.int8)
    return rows.reshape(len(said), SIZE)


def dropped(folder: Path, names: Iterable[bytes]) -> int:
    """Take sentences out of a cache by their hashes, as when a customer is forgotten; returns how many stood there."""
    known = _read(folder)
    gone = known.keys() & set(names)
    if gone:
        _write(folder, {name: vector for name, vector in known.items() if name not in gone})
    return len(gone)


def _encoded_in_portions(said: Sequence[str], progress: Counting) -> list[bytes]:
    found: list[bytes] = []
    for start in range(0, len(said), PORTION):
        found += [row.tobytes() for row in encoded(said[start : start + PORTION])]
        progress(len(found), len(said))
    return found


def _file(folder: Path) -> Path:
    return folder / f"sentences-{MODEL}.vectors"


def _read(folder: Path) -> dict[bytes, bytes]:
    file = _file(folder)
    content = file.read_bytes() if file.exists() else b""
    body = memoryview(content)[DIGEST:]
    if sha256(body).digest() != content[:DIGEST] or len(body) % (HASH + SIZE):
        return {}
    rows: NDArray[np.uint8] = np.frombuffer(body, dtype=np.uint8).reshape(-1, HASH + SIZE)
    return {row[:HASH].tobytes(): row[HASH:].tobytes() for row in rows}


def _write(folder: Path, known: dict[bytes, bytes]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    body = b"".join(name + known[name] for name in sorted(known))
    unfinished = _file(folder).with_suffix(".unfinished")
    unfinished.write_bytes(sha256(body).digest() + body)
    unfinished.replace(_file(folder))
