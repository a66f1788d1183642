"""The published tables, and what must hold for any data."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folkways.stats import latent
from folkways.stats.latent import Effort, Indicators, fit_latent_classes, indicators, posteriors, refit

# Seven pathologists (A to G) on 118 slides, carcinoma present or not: response pattern and count.
# Landis & Koch 1977, Biometrics 33:363-374, in the binary form of Agresti 2002, table 13.1.
CARCINOMA = """0000000 34  0000100 2  0100000 6  0100001 1  0100100 4  0100101 5  1000000 2  1010101 1  1100000 2
1100001 1  1100100 2  1100101 7  1100111 1  1101001 1  1101101 2  1101111 3  1110101 13  1110111 5  1111101 10
1111111 16"""

# Attitudes to surveys, General Social Survey 1982 (McCutcheon 1987, table 3.2): purpose (3) by accuracy (2) by
# understanding (2) by cooperation (3), the last one changing fastest.
GSS82 = """419 35 2 71 25 5  270 25 4 42 16 5  23 4 1 6 2 0  43 9 2 9 3 2  26 3 0 1 2 0  85 23 6 13 12 8"""

EXACT = Effort(starts=20, finalists=4, rounds=20_000, tolerance=1e-11)


def carcinoma() -> Indicators:
    words = CARCINOMA.split()
    patterns = [[int(mark) for mark in word] for word in words[::2]]
    return indicators(np.repeat(np.array(patterns), [int(word) for word in words[1::2]], axis=0), (2,) * 7)


def planted(
    customers: int = 600, columns: int = 8, classes: int = 3, missing: float = 0.0
) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(5)
    truth = rng.integers(0, classes, customers)
    tables = rng.dirichlet(np.full(4, 0.4), size=(classes, columns))
    draw = rng.random((customers, columns, 1))
    codes = (draw > tables[truth].cumsum(axis=2)[:, :, :3]).sum(axis=2)
    return np.where(rng.random(codes.shape) < missing, -1, codes), truth


@pytest.mark.parametrize(("classes", "fit"), [(2, -317.2568), (3, -293.7050), (4, -289.2858)])
def test_the_carcinoma_table_gives_the_published_likelihoods(classes: int, fit: float) -> None:
    model = fit_latent_classes(carcinoma(), classes, seed=1, effort=EXACT)
    assert model.log_likelihood == pytest.approx(fit, abs=1e-4)
    assert model.customers == 118


def test_the_carcinoma_table_gives_the_published_criterion_and_shares() -> None:
    model = fit_latent_classes(carcinoma(), 3, seed=2, effort=EXACT)
    assert model.bic == pytest.approx(697.1357, abs=1e-3)
    assert model.parameters == 23
    assert model.aic == pytest.approx(2 * 293.7050 + 46, abs=1e-3)
    assert model.shares == pytest.approx([0.4447, 0.3736, 0.1817], abs=1e-4)


def test_a_table_of_counts_as_weights_gives_the_published_survey_likelihood() -> None:
    counts = np.array(GSS82.split(), dtype=float)
    assert counts.sum() == 1202
    cells = np.array([(p, a, u, c) for p in range(3) for a in range(2) for u in range(2) for c in range(3)])
    model = fit_latent_classes(indicators(cells, (3, 2, 2, 3)), 3, seed=3, weights=counts, effort=EXACT)
    assert model.log_likelihood == pytest.approx(-2754.5454, abs=1e-4)


def test_renaming_levels_and_reordering_columns_or_customers_leave_the_fit() -> None:
    codes, _ = planted()
    first = fit_latent_classes(indicators(codes, (4,) * 8), 3, seed=1, effort=EXACT)
    moved = np.random.default_rng(1).permutation(len(codes))
    other = fit_latent_classes(indicators((3 - codes)[moved][:, ::-1], (4,) * 8), 3, seed=1, effort=EXACT)
    assert other.log_likelihood == pytest.approx(first.log_likelihood, abs=1e-5)
    assert other.shares == pytest.approx(first.shares, abs=1e-4)


def test_doubling_the_rows_doubles_the_likelihood() -> None:
    codes, _ = planted(missing=0.2)
    once = fit_latent_classes(indicators(codes, (4,) * 8), 3, seed=1, effort=EXACT)
    twice = fit_latent_classes(indicators(np.concatenate([codes, codes]), (4,) * 8), 3, seed=1, effort=EXACT)
    weighted = fit_latent_classes(
        indicators(codes, (4,) * 8), 3, seed=1, weights=np.full(len(codes), 2.0), effort=EXACT
    )
    assert twice.log_likelihood == pytest.approx(2 * once.log_likelihood, rel=1e-9)
    assert weighted.log_likelihood == pytest.approx(2 * once.log_likelihood, rel=1e-9)


def test_a_column_that_nobody_answered_changes_nothing() -> None:
    codes, _ = planted()
    wide = np.concatenate([codes, np.full((len(codes), 1), -1)], axis=1)
    plain, with_it = indicators(codes, (4,) * 8), indicators(wide, (4,) * 8 + (5,))
    first = fit_latent_classes(plain, 3, seed=1, effort=EXACT)
    other = fit_latent_classes(with_it, 3, seed=1, effort=EXACT)
    assert other.log_likelihood == pytest.approx(first.log_likelihood, abs=1e-8)
    assert (other.parameters, other.bic) == (first.parameters, pytest.approx(first.bic))
    assert posteriors(other, with_it) == pytest.approx(posteriors(first, plain), abs=1e-6)


def test_a_customer_who_answered_nothing_gets_the_prior_and_costs_no_likelihood() -> None:
    codes, _ = planted(missing=0.3)
    codes[7] = -1
    coded = indicators(codes, (4,) * 8)
    model = fit_latent_classes(coded, 3, seed=1)
    assert posteriors(model, coded)[7] == pytest.approx(model.shares)
    assert latent.log_likelihoods(model, coded)[7] == pytest.approx(0.0, abs=1e-12)


def test_the_likelihood_never_falls_from_round_to_round() -> None:
    codes, _ = planted(missing=0.3)
    coded = indicators(codes, (4,) * 8)
    model = fit_latent_classes(
        coded, 4, seed=9, effort=Effort(starts=1, short_rounds=1, finalists=1, rounds=1)
    )
    fits = [model.log_likelihood]
    for _ in range(60):
        model = refit(model, coded, effort=Effort(rounds=1))
        fits.append(model.log_likelihood)
    assert (np.diff(fits) >= -1e-8).all()


def test_scoring_in_chunks_equals_scoring_at_once() -> None:
    codes, _ = planted(missing=0.1)
    coded = indicators(codes, (4,) * 8)
    model = fit_latent_classes(coded, 3, seed=1)
    assert posteriors(model, coded, chunk=7) == pytest.approx(posteriors(model, coded), abs=1e-12)
    assert latent.log_likelihoods(model, coded).sum() == pytest.approx(model.log_likelihood, rel=1e-9)


def test_planted_classes_are_found_even_with_a_fifth_of_the_answers_missing() -> None:
    codes, truth = planted(customers=1500, columns=14, missing=0.2)
    coded = indicators(codes, (4,) * 14)
    found = posteriors(fit_latent_classes(coded, 3, seed=1, smoothing=1.0), coded).argmax(axis=1)
    purity = sum(np.bincount(truth[found == k]).max() for k in range(3)) / len(truth)
    assert purity > 0.97


def test_two_runs_with_one_seed_are_the_same_to_the_last_bit() -> None:
    codes, _ = planted(missing=0.1)
    coded = indicators(codes, (4,) * 8, dtype=np.float32)
    first, other = (fit_latent_classes(coded, 4, seed=3, smoothing=0.5) for _ in range(2))
    assert first.tables.tobytes() == other.tables.tobytes()
    assert first.log_likelihood == other.log_likelihood


def test_classes_stand_from_the_largest_to_the_smallest_and_tables_sum_to_one() -> None:
    codes, _ = planted()
    model = fit_latent_classes(indicators(codes, (4,) * 8), 4, seed=1)
    assert list(model.shares) == sorted(model.shares, reverse=True)
    assert model.tables.reshape(4, 8, 4).sum(axis=2) == pytest.approx(1.0)


def test_a_single_class_is_the_table_of_shares() -> None:
    codes, _ = planted(missing=0.2)
    model = fit_latent_classes(indicators(codes, (4,) * 8), 1, seed=1)
    answered = codes[:, 2][codes[:, 2] >= 0]
    assert model.tables[0, 8:12] == pytest.approx(np.bincount(answered, minlength=4) / len(answered))


@pytest.mark.parametrize("codes", [np.array([[4]]), np.array([[-2]]), np.array([[0, 1]])])
def test_codes_that_do_not_fit_their_columns_are_refused(codes: np.ndarray) -> None:
    with pytest.raises(ValueError, match="code"):
        indicators(codes, (4,))


def test_more_classes_than_customers_are_refused() -> None:
    with pytest.raises(ValueError, match="5 classes"):
        fit_latent_classes(indicators(np.zeros((4, 2), dtype=int), (2, 2)), 5, seed=1)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 5), st.floats(0.0, 0.9))
def test_posteriors_are_probabilities_whatever_is_missing(seed: int, classes: int, missing: float) -> None:
    rng = np.random.default_rng(seed)
    codes = np.where(rng.random((40, 5)) < missing, -1, rng.integers(0, 3, (40, 5)))
    coded = indicators(codes, (3,) * 5)
    model = fit_latent_classes(coded, classes, seed=seed, effort=Effort(starts=2, rounds=20))
    chances = posteriors(model, coded)
    assert np.isfinite(chances).all()
    assert chances.sum(axis=1) == pytest.approx(1.0)
