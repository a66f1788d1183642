"""The table of features: one row for each customer, one column for each feature, missing kept missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pyarrow as pa

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


def measured(query: Query, features: Sequence[Feature], customers: str = "events") -> pa.Table:
    """Measure features for every customer: `customer_id` in byte order, then a column per feature.

    `customers` is the table that says who is a customer. Features of one source are read in one pass.
    """
    sources: dict[str, list[Feature]] = {}
    for feature in features:
        sources.setdefault(feature.source, []).append(feature)
    everyone = f"SELECT DISTINCT customer_id FROM {customers} WHERE customer_id IS NOT NULL"
    joins = "".join(
        f" LEFT JOIN (SELECT customer_id, {', '.join(feature.column for feature in group)} "
        f"FROM {source} GROUP BY customer_id) AS s{at} USING (customer_id)"
        for at, (source, group) in enumerate(sources.items())
    )
    told = ", ".join(["customer_id", *(name(feature.key) for feature in features)])
    return query(f"SELECT {told} FROM ({everyone}) AS everyone{joins} ORDER BY customer_id")
