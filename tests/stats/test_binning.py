import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from folkways.stats.binning import Bins, apply, fit_nominal, fit_numeric, level_count

NAN = float("nan")


def test_many_values_fall_to_five_levels_of_equal_mass() -> None:
    values = np.random.default_rng(1).permutation(np.arange(1000.0))
    bins = fit_numeric(values)
    assert np.bincount(apply(bins, values)).tolist() == [200] * 5
    assert [(level.lo, level.hi) for level in bins.levels][:2] == [(0.0, 199.0), (200.0, 399.0)]


def test_a_value_with_much_of_the_mass_is_a_level_of_its_own() -> None:
    values = np.concatenate([np.zeros(300), np.arange(1.0, 701.0)])
    bins = fit_numeric(values)
    codes = apply(bins, values)
    assert bins.levels[0].single
    assert level_count(bins) == 5
    assert np.bincount(codes).tolist() == [300, 175, 175, 175, 175]


def test_a_spike_in_the_middle_keeps_the_levels_in_rising_order() -> None:
    values = np.concatenate([np.arange(500.0), np.full(300, 499.5), np.arange(500.0, 1000.0)])
    bins = fit_numeric(values)
    middle = [level for level in bins.levels if level.single]
    assert [level.lo for level in middle] == [499.5]
    centres = [(level.lo + level.hi) / 2 for level in bins.levels]
    assert centres == sorted(centres)


def test_six_or_fewer_distinct_values_stay_as_they_are() -> None:
    values = np.array([1.0, 2, 3, 4, 5, 6] * 4 + [6.0] * 90)
    bins = fit_numeric(values)
    assert level_count(bins) == 6
    assert apply(bins, np.array([1.0, 6.0, NAN, 2.2])).tolist() == [0, 5, -1, 1]


def test_missing_stays_missing_and_newcomers_beyond_the_range_fall_to_the_ends() -> None:
    bins = fit_numeric(np.concatenate([np.arange(100.0), [NAN]]))
    assert apply(bins, np.array([NAN, -5.0, 1e9])).tolist() == [-1, 0, 4]


def test_a_column_that_nobody_answered_has_no_level() -> None:
    bins = fit_numeric(np.full(5, NAN))
    assert level_count(bins) == 0
    assert apply(bins, np.array([1.0, NAN])).tolist() == [-1, -1]


def test_rare_categories_become_one_and_unknown_ones_join_them() -> None:
    values = np.array([2.0] * 600 + [0.0] * 395 + [5.0] * 3 + [7.0] * 2 + [NAN])
    bins = fit_nominal(values)
    assert bins.kept == (2, 0)
    assert apply(bins, np.array([2.0, 0.0, 5.0, 99.0, NAN])).tolist() == [0, 1, 2, 2, -1]


def test_an_unknown_category_is_missing_where_there_is_no_other() -> None:
    bins = fit_nominal(np.array([0.0, 1.0] * 50))
    assert apply(bins, np.array([0.0, 3.0])).tolist() == [0, -1]


@pytest.mark.parametrize("bins", [fit_numeric(np.arange(50.0)), fit_nominal(np.array([1.0, 1.0, 2.0]))])
def test_bins_survive_a_trip_through_json(bins: Bins) -> None:
    adapter: TypeAdapter[Bins] = TypeAdapter(Bins)
    assert adapter.validate_json(adapter.dump_json(bins)) == bins


@given(st.lists(st.one_of(st.none(), st.floats(-1e6, 1e6), st.sampled_from([0.0, 1.0])), max_size=60))
def test_levels_hold_their_values_and_every_known_value_has_one(values: list[float | None]) -> None:
    column = np.array([NAN if value is None else value for value in values])
    bins = fit_numeric(column)
    codes = apply(bins, column)
    assert ((codes < 0) == np.isnan(column)).all()
    for value, code in zip(column, codes, strict=True):
        if code >= 0:
            assert bins.levels[code].lo <= value <= bins.levels[code].hi
    rising = [level.lo for level in bins.levels]
    assert rising == sorted(rising)
