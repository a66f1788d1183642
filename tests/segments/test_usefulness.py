import numpy as np
import pytest

from folkways.errors import TooLittleData
from folkways.segments.usefulness import compared, memberships, rfm_tiers


def outcomes(groups: np.ndarray) -> np.ndarray:
    rng = np.random.default_rng(1)
    mean = rng.normal(0, 1, (int(groups.max()) + 1, 4))
    return mean[groups] + rng.normal(0, 1, (len(groups), 4))


def test_groups_that_matter_save_error_and_random_ones_save_none() -> None:
    truth = np.random.default_rng(2).integers(0, 4, 800)
    chance = np.random.default_rng(3).integers(0, 4, 800)
    found = compared({"truth": memberships(truth), "chance": memberships(chance)}, outcomes(truth), seed=1)
    good, bad = found.predictions
    assert good.gain.lo > 0.15
    assert abs(bad.gain.value) < 0.02
    assert found.lead["chance"].lo > 0.15
    assert (found.customers, found.outcomes) == (800, 4)


def test_the_average_customer_has_an_error_of_about_one() -> None:
    values = outcomes(np.zeros(500, dtype=int))
    found = compared({"everybody": np.ones((500, 1))}, values, seed=1)
    assert found.predictions[0].error == pytest.approx(1.0, abs=0.02)
    assert found.predictions[0].gain.value == pytest.approx(0.0, abs=1e-9)


def test_many_thin_groups_are_not_rewarded_for_noise() -> None:
    values = outcomes(np.zeros(400, dtype=int))
    thin = np.arange(400) % 100
    assert compared({"thin": memberships(thin)}, values, seed=1).predictions[0].gain.value < 0.01


def test_unknown_outcomes_do_not_count() -> None:
    truth = np.arange(600) % 3
    values = outcomes(truth)
    values[::5] = np.nan
    values[1::5, 0] = np.nan
    found = compared({"truth": memberships(truth)}, values, seed=1)
    assert found.customers == 480
    assert found.predictions[0].gain.lo > 0.1


def test_too_few_customers_with_an_outcome_are_an_error() -> None:
    with pytest.raises(TooLittleData, match="10 customers"):
        compared({"all": np.ones((10, 1))}, np.ones((10, 1)), seed=1)


def test_rfm_tiers_are_thirds_of_each_and_recent_ones_rank_higher() -> None:
    n = 90
    recency, frequency, money = np.arange(n)[::-1] * 1.0, np.arange(n) * 1.0, np.arange(n) * 1.0
    tiers = rfm_tiers(recency, frequency, money)
    assert np.bincount(tiers).tolist()[0] == 30
    assert set(tiers) == {0, 13, 26}
    assert tiers[-1] == 26
    assert rfm_tiers(np.full(3, np.nan), np.arange(3.0), np.arange(3.0)).max() <= 26


def test_nobody_of_label_minus_one_is_a_member() -> None:
    assert memberships(np.array([1, -1, 0])).tolist() == [[0, 1], [0, 0], [1, 0]]
