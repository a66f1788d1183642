"""Key drivers against published weights, plain oracles and planted truth."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.stats.published import SWISS

from folkways.errors import TooLittleData
from folkways.stats import importance, moments
from folkways.stats.drivers import Drivers, key_drivers
from folkways.stats.importance import johnson_weights, opportunity, shapley_weights

pytestmark = pytest.mark.slow

RATINGS, FERTILITY = SWISS[:, 1:], SWISS[:, 0]
LMG = [0.05709, 0.17117, 0.26013, 0.10557, 0.11277]
JOHNSON = [0.04842, 0.15471, 0.27196, 0.11468, 0.11697]
RNG = np.random.default_rng(0)


def found(ratings: np.ndarray, outcome: np.ndarray, **settings: object) -> Drivers:
    return key_drivers(ratings, outcome, ratings >= 4, **{"seed": 1, "rounds": 200, **settings})  # type: ignore[arg-type]


def weights(told: Drivers) -> list[float]:
    return [one.weight.value for one in told.drivers]


def test_the_swiss_fertility_data_have_the_published_lmg_weights() -> None:
    """R's relaimpo (Grömping 2006), calc.relimp(lm(Fertility ~ ., swiss), type = "lmg")."""
    told = found(RATINGS, FERTILITY)
    assert told.r_squared.value == pytest.approx(0.706735, abs=5e-7)
    assert weights(told) == pytest.approx(LMG, abs=6e-6)
    assert (told.n, told.complete, told.mended, told.method) == (47, 47, False, "LMG (Shapley)")


def test_the_swiss_fertility_data_have_the_published_relative_weights() -> None:
    """R's rwa and the appendix of Johnson 2000 agree on the method; figures by both."""
    told = found(RATINGS, FERTILITY, method="johnson")
    assert weights(told) == pytest.approx(JOHNSON, abs=6e-6)
    assert sum(weights(told)) == pytest.approx(0.706735, abs=5e-7)


def explained(columns: list[int]) -> float:
    """R² of fertility on these columns, by least squares."""
    design = np.column_stack([np.ones(47), RATINGS[:, columns]])
    rest = FERTILITY - design @ np.linalg.lstsq(design, FERTILITY, rcond=None)[0]
    return 1 - float(rest @ rest) / float(((FERTILITY - FERTILITY.mean()) ** 2).sum())


def test_lmg_is_the_average_over_all_orders_of_what_a_driver_adds() -> None:
    told = np.zeros(5)
    orders = list(permutations(range(5)))
    for order in orders:
        for place, driver in enumerate(order):
            told[driver] += explained(list(order[: place + 1])) - explained(list(order[:place]))
    assert weights(found(RATINGS, FERTILITY)) == pytest.approx(told / len(orders))


def test_orders_drawn_by_chance_come_near_the_exact_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    matrix = np.corrcoef(np.column_stack([RATINGS, FERTILITY]).T)[None]
    exact = shapley_weights(matrix, RNG)
    monkeypatch.setattr(importance, "EXACT_MOST", 4)
    drawn = shapley_weights(matrix, np.random.default_rng(3))
    assert drawn[0] == pytest.approx(exact[0], abs=0.01)
    assert drawn.sum() == pytest.approx(exact.sum())


def survey(rng: np.random.Generator, people: int) -> tuple[np.ndarray, np.ndarray]:
    """Four ratings with a common mood; the outcome hangs on the first, half as much on the second, on no other."""
    ratings = rng.normal(size=(people, 4)) + rng.normal(size=(people, 1))
    outcome = ratings @ np.array([1.0, 0.5, 0.0, 0.0]) + rng.normal(size=people)
    return ratings, outcome


def test_planted_drivers_come_out_in_their_order_with_intervals_that_hold_the_long_run() -> None:
    truth = weights(found(*survey(np.random.default_rng(99), 200_000)))
    held = []
    for seed in range(40):
        told = found(*survey(np.random.default_rng(seed), 400), seed=seed)
        held += [
            one.weight.lo <= true <= one.weight.hi for one, true in zip(told.drivers, truth, strict=True)
        ]
    assert truth[0] > truth[1] > truth[2]
    assert np.mean(held) >= 0.9


def test_ratings_missing_by_chance_leave_the_weights_nearly_as_they_are() -> None:
    rng = np.random.default_rng(4)
    ratings, outcome = survey(rng, 4000)
    holes = np.where(rng.random(ratings.shape) < 0.3, np.nan, ratings)
    told = found(holes, outcome)
    assert weights(told) == pytest.approx(weights(found(ratings, outcome)), abs=0.02)
    assert told.complete < 0.3 * told.n
    assert told.fewest < told.drivers[0].n < told.n == 4000


def test_who_did_not_give_the_outcome_does_not_count() -> None:
    ratings, outcome = survey(np.random.default_rng(5), 300)
    more = np.vstack([ratings, np.full((50, 4), 9.0)]), np.append(outcome, np.full(50, np.nan))
    assert found(*more).drivers == found(ratings, outcome).drivers


def test_a_weight_of_two_is_the_same_as_two_people_but_not_as_sure() -> None:
    ratings, outcome = survey(np.random.default_rng(6), 300)
    doubled = np.concatenate([np.arange(300), np.arange(100)])
    told = found(ratings, outcome, weights=np.where(np.arange(300) < 100, 2.0, 1.0))
    assert weights(told) == pytest.approx(weights(found(ratings[doubled], outcome[doubled])))


def test_one_persons_several_answers_do_not_make_it_surer() -> None:
    ratings, outcome = survey(np.random.default_rng(7), 200)
    once = found(ratings, outcome)
    often = found(np.tile(ratings, (4, 1)), np.tile(outcome, 4), people=np.tile(np.arange(200), 4))
    assert often.r_squared.hi - often.r_squared.lo == pytest.approx(
        once.r_squared.hi - once.r_squared.lo, rel=0.2
    )


def test_groups_of_people_vary_like_people(monkeypatch: pytest.MonkeyPatch) -> None:
    ratings, outcome = survey(np.random.default_rng(8), 900)
    by_person = found(ratings, outcome, rounds=400)
    monkeypatch.setattr(moments, "MOST_BLOCKS", 225)
    by_group = found(ratings, outcome, rounds=400)
    for one, other in zip(by_person.drivers, by_group.drivers, strict=True):
        assert one.weight.value == pytest.approx(other.weight.value)
        assert other.weight.hi - other.weight.lo == pytest.approx(one.weight.hi - one.weight.lo, rel=0.3)


def test_a_driver_asked_twice_shares_its_weight_with_its_double() -> None:
    ratings, outcome = survey(np.random.default_rng(9), 500)
    told = weights(found(np.column_stack([ratings, ratings[:, 0]]), outcome))
    assert told[4] == pytest.approx(told[0], abs=1e-6)
    assert sum(told) == pytest.approx(found(ratings, outcome).r_squared.value, abs=1e-6)


def test_pairs_that_do_not_fit_together_are_mended_and_it_is_said() -> None:
    rng = np.random.default_rng(10)
    a = rng.normal(size=300)
    ratings = np.full((300, 3), np.nan)
    ratings[:100, 0], ratings[:100, 1] = a[:100], a[:100]
    ratings[100:200, 1], ratings[100:200, 2] = a[100:200], a[100:200]
    ratings[200:, 0], ratings[200:, 2] = a[200:], -a[200:]
    told = found(ratings, a + rng.normal(size=300))
    assert told.mended
    assert 0 <= told.r_squared.value <= 1


def test_importance_and_performance_make_the_opportunity() -> None:
    rng = np.random.default_rng(11)
    ratings = np.clip(np.round(rng.normal([3.0, 4.5], 1, size=(800, 2))), 1, 5)
    told = found(ratings, ratings @ np.array([2.0, 1.0]) + rng.normal(size=800)).drivers
    share = float((ratings[:, 0] >= 4).mean())
    assert told[0].importance == 10
    assert told[0].satisfied.value == pytest.approx(share)
    assert told[0].opportunity.value == pytest.approx(10 + (10 - 10 * share))
    assert told[1].opportunity.value == pytest.approx(told[1].importance)
    assert told[0].opportunity.lo < told[0].opportunity.value < told[0].opportunity.hi


def test_opportunity_never_rewards_being_better_than_needed() -> None:
    assert opportunity(np.array([8.0, 3.0]), np.array([4.0, 9.0])).tolist() == [12.0, 3.0]


def test_too_few_who_rated_both_or_a_rating_that_never_varies_is_an_error() -> None:
    ratings, outcome = survey(np.random.default_rng(12), 29)
    with pytest.raises(TooLittleData, match="answered by 29 only; at least 30"):
        found(ratings, outcome)
    ratings, outcome = survey(np.random.default_rng(12), 60)
    ratings[:, 2] = 4
    with pytest.raises(TooLittleData, match="Rating 3 is the same in all answers"):
        found(ratings, outcome)
    with pytest.raises(TooLittleData, match="The outcome is the same"):
        found(ratings[:, :2], np.ones(60))


def test_the_same_seed_gives_the_same_drivers() -> None:
    ratings, outcome = survey(np.random.default_rng(13), 2500)
    assert found(ratings, outcome) == found(ratings, outcome)


@given(st.integers(0, 10_000), st.integers(2, 7))
def test_weights_sum_to_r_squared_whatever_the_order_and_the_units(seed: int, drivers: int) -> None:
    rng = np.random.default_rng(seed)
    columns = rng.normal(size=(50, drivers + 1)) @ rng.normal(size=(drivers + 1, drivers + 1))
    matrix = np.asarray(np.corrcoef(columns.T))[None]
    order = rng.permutation(drivers)
    turned = np.corrcoef((columns * 3 + 1)[:, [*order, drivers]].T)[None]
    among, outcome = matrix[0][:-1, :-1], matrix[0][:-1, -1]
    for told, again in (
        (shapley_weights(matrix, RNG), shapley_weights(turned, RNG)),
        (johnson_weights(matrix), johnson_weights(turned)),
    ):
        assert (told >= -1e-9).all()
        assert told.sum() == pytest.approx(outcome @ np.linalg.solve(among, outcome), abs=1e-6)
        assert again[0] == pytest.approx(told[0, order], abs=1e-6)
