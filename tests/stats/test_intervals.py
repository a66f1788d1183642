import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from folkways.errors import TooLittleData
from folkways.stats import intervals


def test_wilson_gives_the_published_bounds_for_81_of_263() -> None:
    found = intervals.share_interval(81, 263)  # Newcombe 1998, table I, method 3
    assert (found.lo, found.hi) == (pytest.approx(0.2553, abs=5e-5), pytest.approx(0.3662, abs=5e-5))
    assert found.method == "wilson"


@pytest.mark.parametrize(
    ("cell", "bounds"),
    [  # Newcombe 1998, Statistics in Medicine 17:873-890, table II, method 10
        ((56, 70, 48, 80), (0.0524, 0.3339)),
        ((9, 10, 3, 10), (0.1705, 0.8090)),
        ((6, 7, 2, 7), (0.0582, 0.8062)),
        ((5, 56, 0, 29), (-0.0381, 0.1926)),
        ((10, 10, 0, 10), (0.6075, 1.0)),
    ],
)
def test_newcombe_gives_the_published_bounds(
    cell: tuple[int, int, int, int], bounds: tuple[float, float]
) -> None:
    found = intervals.share_difference(*cell)
    assert (found.lo, found.hi) == pytest.approx(bounds, abs=5e-5)


def test_the_net_promoter_score_of_a_half_a_third_a_sixth_is_33_with_its_error() -> None:
    found = intervals.nps_interval(162, 108, 54)
    assert found.value == pytest.approx(100 / 3)
    assert intervals.nps_error(162, 108, 54) == pytest.approx(4.1409, abs=5e-5)
    assert found.hi - found.value == pytest.approx(1.959964 * 4.1409, abs=1e-3)


def test_two_waves_differ_by_the_root_of_both_errors_squared() -> None:
    found = intervals.nps_difference((162, 108, 54), (100, 100, 100))
    error = np.hypot(4.14092, intervals.nps_error(100, 100, 100))
    assert found.value == pytest.approx(100 / 3)
    assert found.hi - found.value == pytest.approx(1.959964 * error, abs=1e-3)


def test_a_mean_has_students_interval_and_missing_values_do_not_count() -> None:
    values = np.array([3.0, 5.0, 8.0, 9.0, float("nan")])
    found = intervals.mean_interval(values)
    expected = stats.t.interval(0.95, 3, loc=6.25, scale=stats.sem(values[:4]))
    assert (found.value, found.n) == (6.25, 4)
    assert (found.lo, found.hi) == pytest.approx(expected)


def test_two_means_differ_as_welch_says() -> None:
    rng = np.random.default_rng(1)
    a, b = rng.normal(1, 3, 40), rng.normal(0, 1, 25)
    found = intervals.mean_difference(a, b)
    theirs = stats.ttest_ind(a, b, equal_var=False).confidence_interval()
    assert (found.lo, found.hi) == pytest.approx((theirs.low, theirs.high))


def test_too_few_observations_are_an_error_with_their_number() -> None:
    with pytest.raises(TooLittleData, match="0 observations"):
        intervals.share_interval(0, 0)
    with pytest.raises(TooLittleData, match="1 known values"):
        intervals.mean_interval(np.array([1.0, float("nan")]))


def test_kishs_effective_number_of_equal_weights_is_their_number() -> None:
    assert intervals.effective_n(np.full(9, 0.3)) == pytest.approx(9)
    assert intervals.effective_n(np.array([1.0, 3.0])) == pytest.approx(1.6)


def test_the_bootstrap_repeats_itself_and_is_near_students_interval() -> None:
    values = np.random.default_rng(3).normal(10, 2, 200)
    found, again = (intervals.bootstrap_interval(values, np.mean, seed=4, rounds=600) for _ in range(2))
    student = intervals.mean_interval(values)
    assert found == again
    assert (found.lo, found.hi) == pytest.approx((student.lo, student.hi), abs=0.06)


@given(st.integers(0, 400), st.integers(1, 400))
def test_a_share_lies_within_its_bounds_and_these_within_nought_and_one(successes: int, n: int) -> None:
    found = intervals.share_interval(min(successes, n), n)
    assert 0.0 <= found.lo <= found.value + 1e-12
    assert found.value - 1e-12 <= found.hi <= 1.0
