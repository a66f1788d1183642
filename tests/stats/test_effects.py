import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from folkways.errors import TooLittleData
from folkways.stats import effects

NAN = float("nan")


def test_d_is_the_difference_in_pooled_deviations() -> None:
    a, b = np.array([2.0, 4.0, 6.0, NAN]), np.array([1.0, 3.0, 5.0])
    assert effects.cohens_d(a, b) == pytest.approx(0.5)
    assert effects.cohens_d(np.ones(3), np.ones(4)) == 0.0


def test_h_of_the_textbook_pair() -> None:
    assert effects.cohens_h(0.65, 0.45) == pytest.approx(0.405, abs=1e-3)  # Cohen 1988, section 6.2
    assert effects.cohens_h(1.0, 0.0) == pytest.approx(np.pi)


def test_v_is_one_for_a_perfect_and_nought_for_no_association() -> None:
    assert effects.cramers_v(np.diag([5.0, 7.0, 9.0])) == pytest.approx(1.0)
    assert effects.cramers_v(np.outer([2.0, 3.0], [4.0, 1.0, 5.0])) == pytest.approx(0.0, abs=1e-8)
    table = np.array([[10.0, 20, 30], [30, 20, 10]])
    assert effects.cramers_v(table) == pytest.approx(stats.contingency.association(table.astype(int)))


def test_v_leaves_out_empty_columns() -> None:
    assert effects.cramers_v(np.array([[5.0, 0, 0], [0, 0, 5.0]])) == pytest.approx(1.0)
    assert effects.cramers_v(np.array([[5.0, 0], [5.0, 0]])) == 0.0


def test_the_rank_biserial_counts_wins_less_losses() -> None:
    assert effects.rank_biserial(np.array([3.0, 4.0]), np.array([1.0, 2.0, NAN])) == 1.0
    assert effects.rank_biserial(np.array([1.0, 2.0]), np.array([1.0, 2.0])) == 0.0
    assert effects.rank_biserial(np.array([2.0]), np.array([1.0, 2.0, 3.0, 3.0])) == pytest.approx(-0.25)


def test_an_effect_without_values_is_an_error() -> None:
    with pytest.raises(TooLittleData):
        effects.cohens_d(np.array([1.0]), np.array([1.0, 2.0]))
    with pytest.raises(TooLittleData):
        effects.rank_biserial(np.array([NAN]), np.array([1.0]))


def test_p_values_agree_with_scipy() -> None:
    rng = np.random.default_rng(2)
    a, b = rng.normal(0.4, 2, 60), rng.normal(0, 1, 80)
    assert effects.welch_p(a, b) == pytest.approx(stats.ttest_ind(a, b, equal_var=False).pvalue)
    table = np.array([[30, 70], [50, 60]])
    theirs = stats.chi2_contingency(table, correction=False).pvalue
    assert effects.share_p(30, 100, 50, 110) == pytest.approx(theirs)
    assert effects.share_p(3, 4, 1, 4) == pytest.approx(stats.fisher_exact([[3, 1], [1, 3]]).pvalue)


def test_where_nothing_can_differ_p_is_one() -> None:
    assert effects.share_p(0, 10, 0, 20) == 1.0
    assert effects.welch_p(np.ones(5), np.ones(5)) == 1.0
    assert effects.welch_p(np.ones(1), np.ones(5)) == 1.0


def test_rounding_is_no_difference() -> None:
    here, there = np.full(49, 0.1), np.full(60, 0.1)
    assert here.mean() != there.mean(), "0.1 has no exact binary form"
    assert effects.cohens_d(here, there) == 0.0
    assert effects.welch_p(here, there) == 1.0


def test_corrected_p_values_are_those_of_the_published_example() -> None:
    p = np.array(
        [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719]
    )
    p = np.concatenate(
        [p, [0.6528, 0.7590, 1.0]]
    )  # Benjamini & Hochberg 1995, section 3.2: four rejected at .05
    assert (effects.benjamini_hochberg(p) <= 0.05).sum() == 4
    assert effects.benjamini_hochberg(p) == pytest.approx(stats.false_discovery_control(p))


@given(st.lists(st.floats(0, 1), max_size=30))
def test_corrected_p_values_keep_the_order_and_never_fall_below_the_raw_ones(raw: list[float]) -> None:
    p = np.array(raw)
    adjusted = effects.benjamini_hochberg(p)
    assert (adjusted >= p - 1e-12).all()
    assert (adjusted <= 1).all()
    order = np.argsort(p, kind="stable")
    assert (np.diff(adjusted[order]) >= -1e-12).all()
