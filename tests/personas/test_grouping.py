"""Who is in no group: nobody, or enough customers to be told of."""

from __future__ import annotations

import numpy as np
import pytest
from tests.segments.planted import planted

from folkways.personas.grouping import grouped
from folkways.segments.discovery import Segments, discover
from folkways.segments.features import FeatureTable
from folkways.segments.settings import DiscoverySettings

UNKNOWN = 7


@pytest.fixture(scope="module")
def found() -> tuple[Segments, FeatureTable]:
    """Three planted groups, and seven newcomers of whom nothing is known."""
    known = planted()[0]
    segments = discover(known, DiscoverySettings(k_max=3, screening=2, resamples=2, rivals=False))
    assert isinstance(segments, Segments)
    columns = {name: np.append(told, np.full(UNKNOWN, np.nan)) for name, told in known.columns.items()}
    support = {name: np.append(told, np.zeros(UNKNOWN)) for name, told in known.support.items()}
    return segments, FeatureTable(features=known.features, columns=columns, support=support)


def test_few_who_fit_no_group_well_count_in_their_likeliest(found: tuple[Segments, FeatureTable]) -> None:
    unsure = int((grouped(*found, 1).groups < 0).sum())
    assert unsure >= UNKNOWN
    together = grouped(*found, unsure + 1)
    assert (together.groups >= 0).all()
    assert (together.posterior < 0.5).sum() == unsure, "how sure they are is told as it is"


def test_enough_who_fit_no_group_well_are_in_none(found: tuple[Segments, FeatureTable]) -> None:
    apart = grouped(*found, 1)
    unsure = int((apart.groups < 0).sum())
    assert (grouped(*found, unsure).groups == apart.groups).all()


def test_who_is_counted_in_another_group_because_the_own_is_too_small_is_no_sure_member(
    found: tuple[Segments, FeatureTable],
) -> None:
    segments, table = found
    whole = grouped(segments, table, 1)
    rare = np.flatnonzero((whole.groups == 2) & (whole.posterior > 0.9))[:5]
    kept = np.concatenate((np.flatnonzero((whole.groups == 0) | (whole.groups == 1)), rare))
    few = grouped(segments, chosen(table, kept), 20)
    assert set(few.groups.tolist()) == {0, 1}
    assert (few.posterior[-len(rare) :] < 0.5).all()


def chosen(table: FeatureTable, rows: np.ndarray) -> FeatureTable:
    columns = {name: told[rows] for name, told in table.columns.items()}
    return FeatureTable(
        features=table.features,
        columns=columns,
        support={name: told[rows] for name, told in table.support.items()},
    )
