"""How hard a shop is: what the features of a build allow k-means without the truth, and a model with it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray
from sklearn.cluster import KMeans
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import adjusted_rand_score
from sklearn.model_selection import cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from threadpoolctl import threadpool_limits

from folkways.engines.local import LocalEngine, build_store
from folkways.evidence.load import load
from folkways.personas.features import features_of, measured
from folkways.personas.ground import ground
from folkways.personas.sheet import sheet
from folkways.personas.table import feature_table
from folkways.sampleshop import SampleShop, generate
from folkways.segments.coding import coded, fit_coding
from folkways.segments.features import FeatureTable, speakers
from folkways.sources.config_file import read_config

PERSONAS = 6
STARTS = 8
QUANTILES = 5
Floats = NDArray[np.floating]


@dataclass(frozen=True, kw_only=True)
class Hardness:
    """Adjusted Rand of k-means on fifths and on the learner's own bins, and of a model that learnt from the truth."""

    fifths: float
    own_bins: float
    supervised: float
    supervised_accuracy: float


def hardness(folder: Path, *, customers: int, seed: int) -> Hardness:
    """Generate a shop, measure its features as a build does, and divide its customers by plain means."""
    generate(SampleShop(customers=customers, seed=seed, texts=False), folder)
    table, ids = _features(folder)
    truth = pd.read_parquet(folder / "truth.parquet").set_index("customer_id").loc[ids, "persona"].to_numpy()
    names = list(speakers(table).speaking)
    bins = coded(fit_coding(table, names), table).centred(np.ones(table.customers, dtype=np.float32))
    told = _supervised(table, truth)
    return Hardness(
        fifths=float(adjusted_rand_score(truth, _k_means(_fifths(table, names)))),
        own_bins=float(adjusted_rand_score(truth, _k_means(bins))),
        supervised=float(adjusted_rand_score(truth, told)),
        supervised_accuracy=float((told == truth).mean()),
    )


def _features(folder: Path) -> tuple[FeatureTable, list[str]]:
    """What a build measures of each customer, up to the point where it looks for personas."""
    config, evidence, store = read_config(folder), folder / "evidence", folder / "store"
    load(config, folder, evidence)
    build_store(evidence / "events.parquet", "customer", store)
    tables = {file.stem: file for file in sorted(evidence.glob("*.parquet"))}
    with LocalEngine(store) as engine:

        def query(sql: str) -> pa.Table:
            return engine.query(sql, tables)

        features = features_of(ground(query, config, tables=frozenset(tables)), config)
        found = sheet(measured(query, features, "customers"), features)
    return feature_table(found), found.customers.to_pylist()


def _fifths(table: FeatureTable, names: list[str]) -> Floats:
    """One-hot cells of fifths less their means, unknown ones at 0: k-means shall not find who is missing."""
    cells: list[Floats] = []
    for name in names:
        column = pd.Series(table.columns[name])
        few = column.nunique() <= QUANTILES
        level = column if few else pd.qcut(column, QUANTILES, labels=False, duplicates="drop")
        hot, known = pd.get_dummies(level, dtype=float).to_numpy(), column.notna().to_numpy()
        cells.append(np.where(known[:, None], hot - hot[known].mean(axis=0), 0.0))
    return np.hstack(cells).astype(np.float32)


def _k_means(points: Floats) -> NDArray[np.integer]:
    with threadpool_limits(1):
        return KMeans(PERSONAS, n_init=STARTS, random_state=0).fit_predict(points)


def _supervised(table: FeatureTable, truth: NDArray[np.object_]) -> NDArray[np.object_]:
    """Personas told by a logistic regression on all features, each fifth of customers by the other four."""
    model = make_pipeline(
        SimpleImputer(keep_empty_features=True), StandardScaler(), LogisticRegression(max_iter=400, C=0.1)
    )
    columns = np.column_stack([table.columns[one.name] for one in table.features])
    with threadpool_limits(1):
        return cross_val_predict(model, columns, truth, cv=5)
