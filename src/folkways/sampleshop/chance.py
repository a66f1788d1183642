"""Random numbers: one stream per part of the work, and the few draws that many customers share."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from random import Random
from typing import TypeVar

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Singles = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Chosen = TypeVar("Chosen")
Flags = npt.NDArray[np.bool_]


def stream(seed: int, part: str) -> np.random.Generator:
    """The stream of one part of the work; parts do not disturb each other."""
    digest = hashlib.sha256(part.encode()).digest()
    return np.random.Generator(np.random.PCG64([seed, int.from_bytes(digest[:8], "big")]))


def around(means: Floats, concentration: Floats, rng: np.random.Generator) -> Singles:
    """Dirichlet draws around rows of means, each row with its concentration (larger is closer); 0 stays 0."""
    shapes = (means * concentration[:, None]).astype(np.float32)
    drawn = rng.standard_gamma(shapes, dtype=np.float32) + shapes * np.float32(1e-6)
    return drawn / drawn.sum(axis=-1, keepdims=True)


def pick(cumulative: Singles | Floats, rng: np.random.Generator) -> Ints:
    """One index per row of cumulative probabilities."""
    chance = rng.random((len(cumulative), 1), dtype=np.float32)
    found = (chance >= cumulative).sum(axis=1)
    return np.minimum(found, cumulative.shape[1] - 1).astype(np.int64)


def dice(seed: int, part: str) -> Random:
    """A stream of its own for one small part of the work, quick to set up; use its `random()` alone."""
    digest = hashlib.sha256(f"{seed} {part}".encode()).digest()
    return Random(int.from_bytes(digest[:8], "big"))


def one_of(things: Sequence[Chosen], rng: Random) -> Chosen:
    """A thing by chance; by `random()` alone, whose numbers Python promises to keep."""
    return things[int(rng.random() * len(things))]


def weighted(weights: dict[str, float], rng: Random) -> str:
    """A name by its weight."""
    left = rng.random() * sum(weights.values())
    for name, weight in weights.items():
        left -= weight
        if left < 0:
            return name
    return next(reversed(weights))
