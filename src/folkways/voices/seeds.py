"""Example sentences whose vectors show what a customer does with a sentence; they are in `seeds.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from folkways.voices.encoder import encoded, unit


@cache
def speech_seeds() -> Mapping[str, NDArray[np.float32]]:
    """The vectors of the examples of each act of speech, each of length one."""
    text = (files("folkways.voices") / "seeds.toml").read_text(encoding="utf-8")
    return {act: unit(encoded(examples)) for act, examples in tomllib.loads(text)["speech"].items()}
