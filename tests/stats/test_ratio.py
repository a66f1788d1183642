"""Ratios over customers."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkways.stats.intervals import wilson_bounds
from folkways.stats.ratio import (
    Sums,
    mean_interval,
    quantile_interval,
    share_interval,
    variance,
)


def sums(y: list[float], x: list[float]) -> Sums:
    a, b = np.array(y, float), np.array(x, float)
    return Sums(customers=len(a), y=a.sum(), x=b.sum(), yy=float(a @ a), xy=float(a @ b), xx=float(b @ b))


def test_with_one_visit_each_the_variance_is_that_of_a_mean() -> None:
    y = [1.0, 4.0, 2.0, 8.0, 5.0]
    found = variance(sums(y, [1.0] * 5))
    assert found == pytest.approx(np.var(y, ddof=1) / 5)


def test_the_ratio_of_the_census_tracts_has_its_textbook_error() -> None:
    """Linearised by hand: residuals y − r x, their sum of squares over n − 1, times n / x²."""
    y, x = [10.0, 15, 7, 20], [20.0, 28, 16, 36]
    ratio = sum(y) / sum(x)
    rest = [a - ratio * b for a, b in zip(y, x, strict=True)]
    expected = 4 / 3 * sum(r * r for r in rest) / sum(x) ** 2
    assert variance(sums(y, x)) == pytest.approx(expected)


def test_the_delta_method_agrees_with_a_bootstrap_of_customers() -> None:
    random = np.random.default_rng(5)
    x = random.poisson(8, 400) + 1.0
    y = random.binomial(x.astype(int), random.beta(8, 2, 400)).astype(float)
    drawn = random.integers(0, 400, (2000, 400))
    spread = (y[drawn].sum(axis=1) / x[drawn].sum(axis=1)).std()
    assert math.sqrt(variance(sums(y.tolist(), x.tolist())) or 0) == pytest.approx(spread, rel=0.06)


def test_ninety_five_of_a_hundred_intervals_hold_the_truth() -> None:
    random = np.random.default_rng(11)
    held = 0
    for _ in range(400):
        x = random.poisson(5, 60) + 1.0
        y = random.binomial(x.astype(int), random.beta(9, 1, 60)).astype(float)
        found = share_interval(sums(y.tolist(), x.tolist()))
        assert found is not None
        assert found.lo is not None
        assert found.hi is not None
        held += found.lo <= 0.9 <= found.hi
    assert 0.92 <= held / 400 <= 0.985


def test_visits_that_are_all_alike_count_as_one() -> None:
    alike = share_interval(sums([10, 0] * 20, [10, 10] * 20))
    single = share_interval(sums([1, 0] * 20, [1, 1] * 20))
    assert alike is not None
    assert single is not None
    assert alike.lo == pytest.approx(single.lo, abs=0.01)


def test_a_share_of_all_or_none_still_has_a_width() -> None:
    found = share_interval(sums([0] * 30, [5] * 30))
    assert found is not None
    assert found.lo == 0
    assert found.hi is not None
    assert 0.05 < found.hi < 0.2


def test_nothing_and_one_customer_have_no_interval() -> None:
    assert share_interval(sums([], [])) is None
    one = mean_interval(sums([3.0], [2.0]))
    assert one is not None
    assert (one.value, one.lo, one.hi) == (1.5, None, None)


def test_wilsons_bounds_are_those_of_the_textbook() -> None:
    """Newcombe 1998, table I: 81 of 263 gives .2553 to .3662."""
    lo, hi = wilson_bounds(81 / 263, 263, 1.959964)
    assert (lo, hi) == (pytest.approx(0.2553, abs=5e-5), pytest.approx(0.3662, abs=5e-5))


def test_a_median_lies_between_ranks_as_r_type_7_says() -> None:
    found = quantile_interval(np.array([1, 2, 3, 10]), np.arange(4), 0.5)
    assert found is not None
    assert found.value == 2.5


def test_woodruffs_interval_of_a_median_holds_the_truth() -> None:
    random = np.random.default_rng(2)
    held = 0
    for _ in range(300):
        own = random.exponential(100, 80)
        whose = random.integers(0, 80, 400)
        values = (own[whose] + random.exponential(20, 400)).astype(np.int64)
        order = np.argsort(values, kind="stable")
        found = quantile_interval(values[order], whose[order], 0.5)
        assert found is not None
        assert found.lo is not None
        assert found.hi is not None
        held += found.lo <= 91.2 <= found.hi
    assert held / 300 > 0.9


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 9)), min_size=2, max_size=30))
def test_a_share_lies_in_its_interval_and_both_in_0_to_1(pairs: list[tuple[int, int]]) -> None:
    found = share_interval(sums([min(y, x) for y, x in pairs], [x for _, x in pairs]))
    assert found is not None
    assert found.lo is not None
    assert found.hi is not None
    assert 0 <= found.lo <= found.value <= found.hi <= 1
