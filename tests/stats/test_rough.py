import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from folkways.stats.latent import fit_latent_classes, indicators, log_likelihoods, posteriors
from folkways.stats.rough import RoughBins, fit_rough, likelihoods


def drawn(customers: int = 3000, inflation: int = 1) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Shares of customers whose true shares follow Beta(2, 6), on 3 to 200 events that come `inflation` at a time."""
    rng = np.random.default_rng(1)
    true = rng.beta(2, 6, customers)
    visits = rng.integers(3, 200, customers)
    return rng.binomial(visits, true) / visits, visits * float(inflation), true


def bins() -> RoughBins:
    found = fit_rough(*drawn()[:2])
    assert found is not None
    return found


def test_the_spread_of_true_shares_is_recovered() -> None:
    found = bins()
    mean, strength = found.alpha / (found.alpha + found.beta), found.alpha + found.beta
    assert mean == pytest.approx(0.25, abs=0.01)
    assert strength == pytest.approx(8.0, rel=0.2)
    assert found.inflation == pytest.approx(1.0, abs=0.25)


def test_events_that_go_together_count_as_fewer() -> None:
    found = fit_rough(*drawn(inflation=4)[:2])
    assert found is not None
    assert found.inflation == pytest.approx(4.0, rel=0.3)


def test_levels_hold_about_as_many_customers_each() -> None:
    _, _, true = drawn()
    counts = np.histogram(true, bins().edges)[0]
    assert counts.min() / counts.max() > 0.7


def test_many_events_tell_the_level_and_few_leave_it_open() -> None:
    found = bins()
    told = likelihoods(found, np.array([0.25, 0.25]), np.array([4.0, 4000.0]))
    level = int(np.searchsorted(found.edges, 0.25)) - 1
    assert (told[0] > 0.2).sum() >= 5
    assert (told[1] > 0.01).sum() <= 2
    assert told[1].argmax() == level


def test_nothing_known_says_nothing() -> None:
    told = likelihoods(bins(), np.array([np.nan, 0.3]), np.array([10.0, 0.0]))
    assert (told == 1.0).all()


@pytest.mark.parametrize("value", [0.0, 0.4, 1.0])
def test_a_share_that_everybody_has_alike_has_no_levels(value: float) -> None:
    assert fit_rough(np.full(100, value), np.full(100, 10.0)) is None


def test_too_few_known_shares_have_no_levels() -> None:
    assert fit_rough(np.array([0.1, 0.9, np.nan]), np.array([5.0, 5.0, 5.0])) is None


def test_rough_bins_survive_a_trip_through_json() -> None:
    adapter = TypeAdapter(RoughBins)
    assert adapter.validate_json(adapter.dump_json(bins())) == bins()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 40)), min_size=30, max_size=80))
def test_likelihoods_lie_between_nought_and_one_and_one_level_is_likeliest(
    pairs: list[tuple[int, int]],
) -> None:
    support = np.array([float(n) for _, n in pairs])
    shares = np.array([min(k, n) / n for k, n in pairs])
    found = fit_rough(shares, support)
    if found is not None:
        told = likelihoods(found, shares, support)
        assert told.max(axis=1) == pytest.approx(1.0)
        assert told.min() > 0.0


def test_classes_are_told_by_shares_better_when_their_support_is_known() -> None:
    rng = np.random.default_rng(2)
    truth = rng.integers(0, 2, 1200)
    visits = np.where(rng.random(1200) < 0.5, 4, 150)
    own = np.where(truth[:, None] == 0, 0.25, 0.45) + rng.normal(0, 0.04, (1200, 10))
    shares = rng.binomial(visits[:, None], np.clip(own, 0.01, 0.99)) / visits[:, None]
    support = visits.astype(float)
    rough = []
    for column in shares.T:
        found = fit_rough(column, support)
        assert found is not None
        rough.append(likelihoods(found, column, support))
    coded = indicators(np.zeros((1200, 0), dtype=int), (), rough=rough)
    chance = posteriors(fit_latent_classes(coded, 2, seed=1, smoothing=1.0), coded)
    right = max((chance.argmax(axis=1) == truth).mean(), (chance.argmax(axis=1) != truth).mean())
    assert right > 0.85


def test_certain_likelihoods_give_the_fit_of_exact_levels() -> None:
    rng = np.random.default_rng(3)
    truth = rng.integers(0, 2, 400)
    codes = np.where(rng.random((400, 6)) < 0.8, truth[:, None], rng.integers(0, 2, (400, 6)))
    codes[rng.random(codes.shape) < 0.1] = -1
    exact = indicators(codes, (2,) * 6)
    certain = [np.where(column[:, None] < 0, 1.0, np.eye(2)[np.maximum(column, 0)]) for column in codes.T]
    rough = indicators(np.zeros((400, 0), dtype=int), (), rough=certain)
    a, b = (fit_latent_classes(coded, 2, seed=1) for coded in (exact, rough))
    assert b.log_likelihood == pytest.approx(a.log_likelihood, abs=1e-3)
    assert b.parameters == a.parameters
    assert posteriors(b, rough) == pytest.approx(posteriors(a, exact), abs=1e-3)
    assert log_likelihoods(b, rough).sum() == pytest.approx(b.log_likelihood, rel=1e-9)
