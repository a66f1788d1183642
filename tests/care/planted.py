"""Invented customers whose personas lean on a branch and a hobby, and whose faith may lean on the branch."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from folkways.care.looked import Looked, looked
from folkways.engines.locked import locked_down
from folkways.evidence.schema import EVENTS
from folkways.model.config import Config
from folkways.model.evidence import Window
from folkways.personas.features import features_of, measured
from folkways.personas.ground import ground

WINDOW = Window.model_validate({"from": "2024-01-01", "to": "2024-12-31"})
PERSONAS = [("psn_a", "Anns"), ("psn_b", "Bobs"), ("psn_c", "Cats")]
Plain = dict | list | str | float | int | bool | None


def config(least: int = 5, *, allowed: bool = False, **changes: object) -> Config:
    trait = {"kind": "nominal", "class": "plain"}
    word = {"trait": "faith", "who": "A. Meier", "reason": "Looked into on 3 May."}
    return Config.model_validate(
        {
            "workspace": {"name": "Shop", "min_cell": least},
            "sources": [
                {
                    "name": "people",
                    "table": "customers",
                    "files": ["x.csv"],
                    "traits": {
                        "branch": {**trait, "column": "branch", "role": "defining"},
                        "hobby": {**trait, "column": "hobby", "role": "defining"},
                        "faith": {**trait, "column": "faith", "class": "sensitive"},
                        "years": {"column": "years", "kind": "numeric", "class": "sensitive"},
                        "left": {"column": "left", "kind": "boolean", "role": "outcome"},
                    },
                }
            ],
            "personas": {"allow_sensitive": [word] if allowed else []},
            **changes,
        }
    )


def people(
    seed: int, count: int = 600, *, leak: float = 0.0, silent: float = 0.0, unfair: float = 0.0, rare: int = 0
) -> dict[str, pa.Table]:
    """Tables of a snapshot.

    Faith is x or y by halves; `leak` shifts it by branch, so that personas come to go with it. Of those of faith y a
    share `silent` more never answers, and a share `unfair` more leaves. `rare` customers are of faith z instead.
    """
    chance = np.random.default_rng(seed)
    branch, hobby = chance.integers(0, 2, count), chance.integers(0, 2, count)
    persona = np.where(branch == 0, 0, 1 + hobby)
    faith = np.where(chance.random(count) < 0.5 + leak * (branch - 0.5), "y", "x").astype(object)
    faith[:rare] = "z"
    answers = chance.random(count) < np.where(faith == "y", 0.6 - silent, 0.6)
    left = chance.random(count) < np.where(faith == "y", 0.2 + unfair, 0.2)
    ids = [f"c{one:04d}" for one in range(count)]
    traits = {
        "branch": [f"b{one}" for one in branch],
        "hobby": [f"h{one}" for one in hobby],
        "faith": faith.tolist(),
        "years": chance.normal(40, 9, count) + 12 * leak * branch,
        "left": left,
    }
    return {
        "events": EVENTS.empty_table(),
        "customers": pa.table({"customer_id": ids, **traits}),
        "members": pa.table({"customer_id": ids, "persona": [PERSONAS[one][0] for one in persona]}),
        "answers": pa.table(
            {
                "customer_id": [one for one, answered in zip(ids, answers, strict=True) if answered],
                "respondent_id": [one for one, answered in zip(ids, answers, strict=True) if answered],
                "question": ["How was it?"] * int(answers.sum()),
                "kind": ["csat"] * int(answers.sum()),
                "score": pa.array(chance.integers(1, 6, int(answers.sum())), pa.float64()),
                "weight": pa.nulls(int(answers.sum()), pa.float64()),
                "wave": pa.nulls(int(answers.sum()), pa.string()),
                "survey": pa.nulls(int(answers.sum()), pa.string()),
                "text": pa.nulls(int(answers.sum()), pa.string()),
                "at": pa.array(range(int(answers.sum())), pa.int64()),
            }
        ),
    }


def seen(tables: dict[str, pa.Table], told: Config | None = None) -> Looked:
    """Look at the tables; the features that they give are added to them."""
    told = told or config()
    plain = locked_down(tables)
    base = ground(lambda sql: plain.sql(sql).to_arrow_table(), told, tables=frozenset(tables))
    features = features_of(base, told)
    tables["features"] = measured(lambda sql: plain.sql(sql).to_arrow_table(), features, "customers").table
    connection = locked_down(tables)
    return looked(
        lambda sql: connection.sql(sql).to_arrow_table(),
        frozenset(tables),
        told,
        personas=PERSONAS,
        window=WINDOW,
    )


def figures(found: Plain) -> Iterator[dict]:
    """Every figure in a document."""
    if isinstance(found, list):
        for one in found:
            yield from figures(one)
    if isinstance(found, dict):
        if "evidence" in found and "unit" in found and "method" in found and "value" in found:
            yield found
        for one in found.values():
            yield from figures(one)
