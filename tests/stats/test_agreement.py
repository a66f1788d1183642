import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import adjusted_rand_score

from folkways.stats import agreement

labels = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=50)


@given(labels)
def test_the_adjusted_rand_index_agrees_with_scikit_learn(pairs: list[tuple[int, int]]) -> None:
    a, b = (np.array(side) for side in zip(*pairs, strict=True))
    assert agreement.adjusted_rand(a, b) == pytest.approx(adjusted_rand_score(a, b))


def test_customers_without_a_label_are_left_out() -> None:
    a, b = np.array([0, 0, 1, 1, -1]), np.array([1, 1, 0, 0, 0])
    assert agreement.adjusted_rand(a, b) == 1.0


def test_identical_divisions_match_with_one_whatever_the_names() -> None:
    a = np.array([0, 0, 1, 1, 1, 2])
    found = agreement.matched(a, np.array([2, 2, 0, 0, 0, 1]), classes=3)
    assert found.partner == (2, 0, 1)
    assert found.jaccard == (1.0, 1.0, 1.0)


def test_a_class_without_a_partner_overlaps_with_nobody() -> None:
    found = agreement.matched(np.array([0, 0, 1, 1, 1]), np.zeros(5, dtype=int), classes=2)
    assert found.partner == (-1, 0)
    assert found.jaccard == (0.0, pytest.approx(0.6))


def test_matching_maximises_the_sum_of_overlaps() -> None:
    a = np.array([0] * 6 + [1] * 4)
    b = np.array([0] * 5 + [1] + [0] * 2 + [1] * 2)
    assert agreement.matched(a, b, classes=2).jaccard == (pytest.approx(5 / 8), pytest.approx(2 / 5))


def test_a_sample_holds_as_many_draws_as_there_are_customers() -> None:
    drawn = agreement.resample(1000, np.random.default_rng(1))
    assert drawn.sum() == 1000
    assert (drawn == 0).mean() == pytest.approx(np.exp(-1), abs=0.05)


def test_a_division_that_always_comes_back_is_stable_and_one_by_chance_is_not() -> None:
    truth = np.repeat([0, 1, 2], 100)

    def same(_: np.ndarray, seed: int) -> np.ndarray:
        return (truth + seed) % 3

    def chance(_: np.ndarray, seed: int) -> np.ndarray:
        return np.random.default_rng(seed).integers(0, 3, 300)

    back = agreement.bootstrap_jaccard(truth, same, classes=3, turns=range(5), seed=1)
    assert back.shape == (5, 3)
    assert back.min() == 1.0
    assert agreement.bootstrap_jaccard(truth, chance, classes=3, turns=range(5), seed=1).max() < 0.4
    assert agreement.split_half_agreement(300, same, turns=2, seed=1) == 1.0
    assert abs(agreement.split_half_agreement(300, chance, turns=4, seed=1)) < 0.05


def test_later_turns_draw_the_same_samples_whether_or_not_earlier_ones_were_taken() -> None:
    def odd(weights: np.ndarray, _: int) -> np.ndarray:
        return weights.astype(int) % 2

    labels = np.arange(100) % 2
    whole = agreement.bootstrap_jaccard(labels, odd, classes=2, turns=range(6), seed=3)
    later = agreement.bootstrap_jaccard(labels, odd, classes=2, turns=range(4, 6), seed=3)
    assert (whole[4:] == later).all()
