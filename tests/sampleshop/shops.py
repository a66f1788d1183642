"""Shops that several tests look at, made once each."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from folkways.sampleshop import SampleShop, generate

FILES = ("events.parquet", "customers.csv", "answers.csv", "folkways.toml", "truth.parquet", "truth.json")
TEXT_FILES = ("reviews.csv", "tickets.csv", "comments.csv", "truth_texts.jsonl")


@dataclass(frozen=True)
class Written:
    """A generated shop, read back from its files."""

    directory: Path

    @cached_property
    def events(self) -> pd.DataFrame:
        return pd.read_parquet(self.directory / "events.parquet")

    @cached_property
    def customers(self) -> pd.DataFrame:
        return pd.read_csv(self.directory / "customers.csv", dtype={"customer_id": str})

    @cached_property
    def answers(self) -> pd.DataFrame:
        return pd.read_csv(self.directory / "answers.csv")

    @cached_property
    def truth(self) -> pd.DataFrame:
        return pd.read_parquet(self.directory / "truth.parquet")

    @cached_property
    def plan(self) -> dict[str, Any]:
        return json.loads((self.directory / "truth.json").read_text(encoding="utf-8"))

    @property
    def bytes(self) -> dict[str, bytes]:
        return {name: (self.directory / name).read_bytes() for name in FILES}


def written(directory: Path, **settings: Any) -> Written:
    generate(SampleShop(**settings), directory)
    return Written(directory)
