"""The table of features: one row for each customer, one column for each feature, missing kept missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from folkways.measures.sql import Query, name
from folkways.model.config import Config
from folkways.personas.feature import Feature
from folkways.personas.ground import Ground
from folkways.personas.habits import habits
from folkways.personas.spending import spending
from folkways.personas.traits import traits


def features_of(ground: Ground, config: Config) -> tuple[Feature, ...]:
    """All features that this ground can carry.

    `[personas]` may exclude features, or let them describe only, by key or by group.
    """
    excluded, described = set(config.personas.exclude), set(config.personas.describe_only)
    found = [*habits(ground), *spending(ground), *traits(ground)]
    kept = [one for one in found if not {one.key, one.group} & excluded]
    return tuple(
        replace(one, role="describing")
        if one.role == "defining" and {one.key, one.group} & described
        else one
        for one in kept
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """`table` has `customer_id` in byte order, then a column per feature; `rows` says how many events a share is of."""

    table: pa.Table
    rows: Mapping[str, NDArray[np.float64]]


def measured(query: Query, features: Sequence[Feature], customers: str = "events") -> Measured:
    """Measure features for every customer.

    `customers` is the table that says who is a customer. Features of one source are read in one pass.
    """
    sources: dict[str, list[Feature]] = {}
    for feature in features:
        sources.setdefault(feature.source, []).append(feature)
    counted = list(dict.fromkeys((one.source, one.rows) for one in features if one.rows))
    places = {pair: f"rows {at}" for at, pair in enumerate(counted)}
    everyone = f"SELECT DISTINCT customer_id FROM {customers} WHERE customer_id IS NOT NULL"
    joins = "".join(
        f" LEFT JOIN (SELECT customer_id, {', '.join(_columns(source, group, places))} "
        f"FROM {source} GROUP BY customer_id) AS s{at} USING (customer_id)"
        for at, (source, group) in enumerate(sources.items())
    )
    told = ["customer_id", *(name(feature.key) for feature in features), *(map(name, places.values()))]
    found = query(f"SELECT {', '.join(told)} FROM ({everyone}) AS everyone{joins} ORDER BY customer_id")
    return Measured(
        table=found.select(["customer_id", *(feature.key for feature in features)]),
        rows={
            one.key: pc.fill_null(found[places[one.source, one.rows]].cast(pa.float64()), 0.0).to_numpy()
            for one in features
            if one.rows
        },
    )


def _columns(source: str, group: Sequence[Feature], places: Mapping[tuple[str, str], str]) -> list[str]:
    rows = [f"{counted} AS {name(place)}" for (of, counted), place in places.items() if of == source]
    return [feature.column for feature in group] + rows
