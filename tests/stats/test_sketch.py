"""The sketch of durations: its stated error, and that parting and merging change nothing."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkways.stats import sketch

durations = st.lists(st.integers(0, 2**53 - 1), min_size=1, max_size=50)


def drawn(times: list[int]) -> tuple[np.ndarray, np.ndarray]:
    return np.unique(sketch.buckets(np.array(times, np.int64)), return_counts=True)


@given(durations)
def test_the_middle_of_a_bucket_is_within_the_stated_error(times: list[int]) -> None:
    middles = sketch.middles(sketch.buckets(np.array(times, np.int64)))
    assert middles == pytest.approx(times, rel=sketch.RELATIVE_ERROR)


@given(durations, st.sampled_from([0, 0.1, 0.25, 0.5, 0.75, 0.9, 1]))
def test_a_quantile_is_within_the_stated_error_of_numpys(times: list[int], share: float) -> None:
    found = sketch.quantile(*drawn(times), share)
    assert found == pytest.approx(np.quantile(times, share), rel=sketch.RELATIVE_ERROR)


@given(st.lists(st.lists(st.integers(0, 10**9), max_size=9), min_size=1, max_size=5))
def test_sketches_in_a_row_are_told_as_one_by_one(several: list[list[int]]) -> None:
    parts = [drawn(times) for times in several]
    bounds = np.cumsum([0, *(len(found) for found, _ in parts)])
    told = sketch.quantiles(
        *(np.concatenate(column) for column in zip(*parts, strict=True)), bounds, (0.25, 0.5)
    )
    one_by_one = [[sketch.quantile(*part, share) for share in (0.25, 0.5)] for part in parts]
    assert told == pytest.approx(np.array(one_by_one).reshape(told.shape), nan_ok=True)


def test_small_durations_are_told_exactly() -> None:
    assert sketch.middles(sketch.buckets(np.arange(64))).tolist() == list(range(64))


def test_buckets_rise_with_the_duration_up_to_the_last() -> None:
    found = sketch.buckets(np.array([0, 1, 2, 3, 1_000, 10**6, 2**53 - 1]))
    assert (np.diff(found) > 0).all()
    assert found[0] == 0
    assert found[-1] < sketch.BUCKETS


def test_the_quantile_of_nothing_is_missing() -> None:
    assert np.isnan(sketch.quantile(np.empty(0, np.int64), np.empty(0, np.int64), 0.5))
