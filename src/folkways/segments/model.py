"""Segments that can be kept and asked: who belongs where, how surely, from whatever is known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter

from folkways.segments.coding import Coding, coded
from folkways.segments.engines import EngineName
from folkways.segments.features import FeatureTable
from folkways.stats.latent import LatentClasses, posteriors

Floats = NDArray[np.floating]

SURE_ENOUGH = 0.5
NOT_SURE = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentModel:
    """Frozen definition of segments: how features are coded, and each class's share and tables."""

    engine: EngineName
    coding: Coding
    classes: LatentClasses

    @property
    def segments(self) -> int:
        return self.classes.classes


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """Each customer's segment (−1 "not sure yet" when the likeliest has less than .5) and all posteriors."""

    segment: NDArray[np.int64]
    posterior: Floats
    likeliest: NDArray[np.int64]

    @property
    def confidence(self) -> Floats:
        return self.posterior.max(axis=1)


def assigned(model: SegmentModel, table: FeatureTable) -> Assignment:
    """Place customers by the posterior of whatever is known; nothing known gives the shares."""
    chance = posteriors(model.classes, coded(model.coding, table)).astype(np.float64)
    likeliest = chance.argmax(axis=1).astype(np.int64)
    return Assignment(
        segment=np.where(chance.max(axis=1) >= SURE_ENOUGH, likeliest, NOT_SURE),
        posterior=chance,
        likeliest=likeliest,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptModel:
    """A model as plain numbers, for files."""

    engine: EngineName
    coding: Coding
    shares: tuple[float, ...]
    tables: tuple[tuple[float, ...], ...]
    rough: tuple[tuple[tuple[float, ...], ...], ...]
    log_likelihood: float
    customers: float
    parameters: int


_KEPT: TypeAdapter[KeptModel] = TypeAdapter(KeptModel)


def written(model: SegmentModel) -> bytes:
    """The model as JSON, every float exactly."""
    classes = model.classes
    kept = KeptModel(
        engine=model.engine,
        coding=model.coding,
        shares=tuple(classes.shares.tolist()),
        tables=tuple(tuple(row) for row in classes.tables.tolist()),
        rough=tuple(tuple(tuple(row) for row in column) for column in classes.rough.tolist()),
        log_likelihood=classes.log_likelihood,
        customers=classes.customers,
        parameters=classes.parameters,
    )
    return _KEPT.dump_json(kept)


def read(text: bytes) -> SegmentModel:
    """The model from its JSON."""
    kept = _KEPT.validate_json(text)
    classes = LatentClasses(
        shares=np.asarray(kept.shares),
        tables=np.asarray(kept.tables).reshape(len(kept.shares), -1),
        rough=np.asarray(kept.rough).reshape(len(kept.rough), len(kept.shares), -1)
        if kept.rough
        else np.zeros((0, len(kept.shares), 0)),
        levels=kept.coding.levels,
        log_likelihood=kept.log_likelihood,
        customers=kept.customers,
        parameters=kept.parameters,
        rounds=0,
        converged=True,
    )
    return SegmentModel(engine=kept.engine, coding=kept.coding, classes=classes)
