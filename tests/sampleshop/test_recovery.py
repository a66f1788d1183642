"""Personas are found again that were planted, on seeds that nobody looked at while learner and shop were made."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from sklearn.metrics import adjusted_rand_score

from folkways.sampleshop import SampleShop, generate
from folkways.workspace.making import built

PLANTED = 6


def _recovered(folder: Path, *, customers: int, seed: int) -> tuple[int, float]:
    """Personas found by a build at default settings, and adjusted Rand over everybody ("not sure" is a group too)."""
    generate(SampleShop(customers=customers, seed=seed, texts=False), folder)
    snapshot = built(folder, None, progress=lambda _stage, _done, _total: None)
    members = pd.read_parquet(folder / "snapshots" / snapshot / "tables" / "members.parquet")
    truth = pd.read_parquet(folder / "truth.parquet")[["customer_id", "persona"]]
    both = truth.merge(members, on="customer_id", suffixes=("_planted", "_found"), validate="one_to_one")
    assert len(both) == customers
    found = both["persona_found"].fillna("not sure yet")
    return members["persona"].nunique(), float(adjusted_rand_score(both["persona_planted"], found))


@pytest.mark.slow
def test_planted_personas_are_found_again_on_a_reserved_seed(tmp_path: Path) -> None:
    personas, agreement = _recovered(tmp_path, customers=5000, seed=103)
    assert personas == PLANTED
    assert agreement >= 0.80


@pytest.mark.prove
def test_planted_personas_are_found_again_on_any_seed(seed: int, tmp_path: Path) -> None:
    personas, agreement = _recovered(tmp_path, customers=5000, seed=2000 + seed)
    assert agreement >= 0.80, personas
