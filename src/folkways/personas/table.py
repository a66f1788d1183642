"""The sheet as discovery wants it: shares with the number of events that they are shares of."""

from __future__ import annotations

from folkways.personas.feature import Feature
from folkways.personas.sheet import Sheet
from folkways.segments.features import Feature as Column
from folkways.segments.features import FeatureTable, Kind

KINDS: dict[str, Kind] = {
    "numeric": "numeric",
    "ordinal": "ordinal",
    "nominal": "nominal",
    "boolean": "boolean",
}


def feature_table(sheet: Sheet) -> FeatureTable:
    """Features and columns for `folkways.segments`, in the order of the sheet.

    A share of few events is mostly chance: how many events it is of goes along as its support, so that it is known
    only roughly.
    """
    return FeatureTable(
        features=tuple(_column(one) for one in sheet.features),
        columns=dict(sheet.columns),
        support=dict(sheet.rows),
    )


def _column(feature: Feature) -> Column:
    return Column(
        name=feature.key,
        label=feature.label,
        kind=KINDS[feature.kind],
        role=feature.role,
        unit=feature.unit,
        group=feature.group,
    )
