"""Weighted estimates against published figures, against the unweighted ones, and against many samples."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.stats.published import schools

from folkways.errors import EvidenceError, TooLittleData
from folkways.stats.intervals import effective_n, mean_interval, nps_error, share_interval
from folkways.stats.weighted import (
    design_effect,
    weighted_mean,
    weighted_nps,
    weighted_ratio,
    weighted_share,
)

API00 = np.array([one[2] for one in schools()])
DISTRICT = np.array([one[0] for one in schools()])
TYPE = np.array([one[1] for one in schools()])
EACH = np.full(183, 6194 / 183)


@pytest.mark.parametrize(
    ("values", "mean", "error"),
    [
        (API00, 644.169399, 23.5422),
        ((TYPE == "E") * 1.0, 0.786885, 0.0463),
        ((TYPE == "H") * 1.0, 0.076503, 0.0268),
        ((TYPE == "M") * 1.0, 0.136612, 0.0296),
    ],
)
def test_a_cluster_sample_has_the_published_errors(values: np.ndarray, mean: float, error: float) -> None:
    """R's survey, svymean(~api00 + stype, dclus1); the published errors know that there are only 757 districts."""
    found = weighted_mean(values, EACH, DISTRICT)
    assert found.value == pytest.approx(mean, abs=5e-7)
    assert found.error * sqrt(1 - 15 / 757) == pytest.approx(error, abs=5.1e-5)
    assert (found.n, found.people) == (183, 15)


def test_the_design_effect_is_the_variance_over_that_of_a_simple_random_sample() -> None:
    found = weighted_mean(API00, EACH, DISTRICT)
    assert found.design_effect == pytest.approx(found.error**2 / (np.var(API00, ddof=1) / 183))
    assert found.worth == pytest.approx(183 / found.design_effect)


def test_equal_weights_of_different_people_change_nothing() -> None:
    hits, scores = np.array([1.0] * 81 + [0.0] * 182), np.array([10.0] * 162 + [8.0] * 108 + [3.0] * 54)
    share, plain = weighted_share(hits, np.full(263, 2.5)), share_interval(81, 263)
    mean, student = weighted_mean(API00, EACH), mean_interval(API00)
    assert (share.lo, share.hi, share.worth) == pytest.approx((plain.lo, plain.hi, 263))
    assert (mean.lo, mean.hi, mean.design_effect) == pytest.approx((student.lo, student.hi, 1))
    assert weighted_nps(scores, np.full(324, 0.1)).error == pytest.approx(nps_error(162, 108, 54))


def test_the_net_promoter_score_of_the_method_page_has_its_error() -> None:
    found = weighted_nps(np.array([9.0] * 162 + [7.0] * 108 + [0.0] * 54))
    assert (found.value, found.error) == pytest.approx((33.3333333, 4.14086662))


def test_each_answer_given_twice_by_the_same_person_says_no_more_than_once() -> None:
    once = weighted_mean(API00)
    twice = weighted_mean(np.tile(API00, 2), people=np.tile(np.arange(183), 2))
    assert (twice.lo, twice.hi) == pytest.approx((once.lo, once.hi))
    assert twice.worth == pytest.approx(183, rel=0.01)


def sample(rng: np.random.Generator, people: int) -> tuple[np.ndarray, np.ndarray]:
    """The heavily weighted answer otherwise, and all alike: what Kish's number cannot know."""
    weights = np.where(rng.random(people) < 0.25, 6.0, 1.0)
    return np.where(weights > 1, 4.0, rng.choice([1.0, 7.0, 10.0], people)), weights


def test_intervals_hold_the_truth_where_weights_have_to_do_with_answers() -> None:
    rng = np.random.default_rng(5)
    truth = (0.25 * 6 * 4 + 0.75 * 6) / (0.25 * 6 + 0.75)
    told = [weighted_mean(*sample(rng, 300)) for _ in range(600)]
    held = np.mean([one.lo <= truth <= one.hi for one in told])
    assert 0.93 <= held <= 0.97
    spread = np.std([one.value for one in told])
    assert np.mean([one.error for one in told]) == pytest.approx(spread, rel=0.08)
    values, weights = sample(rng, 300)
    by_kish = np.std(values) / sqrt(effective_n(weights))
    assert by_kish > 1.2 * spread


def test_a_ratio_is_that_of_the_weighted_sums_and_a_linear_one_has_no_error() -> None:
    per = np.array([1.0, 2.0, 5.0, 4.0])
    found = weighted_ratio(3 * per, per, np.array([1.0, 2.0, 1.0, 9.0]))
    assert (found.value, found.error) == pytest.approx((3, 0), abs=1e-12)


def test_missing_answers_and_weightless_people_do_not_count() -> None:
    found = weighted_mean(np.array([1.0, 3.0, np.nan, 50.0]), np.array([1.0, 1.0, 1.0, 0.0]))
    assert (found.value, found.n) == (2.0, 2)


def test_what_cannot_be_a_weight_is_refused_and_one_person_has_no_interval() -> None:
    with pytest.raises(EvidenceError, match="2 of 3 weights are negative"):
        weighted_mean(np.ones(3), np.array([1.0, -1.0, np.nan]))
    with pytest.raises(TooLittleData, match="1 people"):
        weighted_mean(np.array([1.0, 2.0]), people=np.array([7, 7]))


def test_kishs_design_effect_is_n_over_his_number() -> None:
    weights = np.array([1.0, 3.0, 0.0])
    assert design_effect(weights) == pytest.approx(2 / 1.6)


weighted_hits = st.lists(st.tuples(st.sampled_from([0.0, 1.0]), st.floats(0.01, 50)), min_size=2, max_size=60)


@given(weighted_hits)
def test_a_weighted_share_lies_within_its_bounds_and_no_unit_of_weight_matters(
    told: list[tuple[float, float]],
) -> None:
    hits, weights = np.array(told).T
    found, again = weighted_share(hits, weights), weighted_share(hits, weights * 7)
    assert 0 <= found.lo <= found.value + 1e-12
    assert found.value - 1e-12 <= found.hi <= 1
    assert (found.lo, found.hi) == pytest.approx((again.lo, again.hi))
