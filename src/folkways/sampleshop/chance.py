"""Random numbers: one stream per part of the work, and the few draws that many customers share."""

from __future__ import annotations

import hashlib

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Singles = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
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
