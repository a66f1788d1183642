from __future__ import annotations

from math import sqrt

import numpy as np
import pyarrow as pa
import pytest
from scipy import stats
from scipy.stats.contingency import association

from folkways.care.association_sql import eta_of, v_of
from folkways.engines.locked import answered
from folkways.errors import TooLittleData
from folkways.stats.associations import nominal_association, numeric_association

pytestmark = pytest.mark.slow

HAIR_AND_EYES = np.array([[68, 119, 26, 7], [20, 84, 17, 94], [15, 54, 14, 10], [5, 29, 14, 16]])
"""592 students of statistics by colour of eyes (brown, blue, hazel, green) and hair (Snee 1974)."""


def corrected(table: np.ndarray) -> float:
    """Bergsma (2013), step by step from SciPy's χ²."""
    n, (rows, columns) = table.sum(), table.shape
    phi = stats.chi2_contingency(table, correction=False).statistic / n
    kept = max(0.0, phi - (rows - 1) * (columns - 1) / (n - 1))
    sides = [side - (side - 1) ** 2 / (n - 1) for side in (rows, columns)]
    return sqrt(kept / (min(sides) - 1))


def rows_of(table: np.ndarray) -> dict[str, pa.Table]:
    places = [(a, b) for (a, b), count in np.ndenumerate(table) for _ in range(count)]
    return {"rows": pa.table({"a": [a for a, _ in places], "b": [b for _, b in places]})}


def test_v_and_its_p_are_those_of_scipy_but_for_the_correction() -> None:
    found = nominal_association(HAIR_AND_EYES)
    assert found.value == pytest.approx(corrected(HAIR_AND_EYES), rel=1e-9)
    assert found.value < association(HAIR_AND_EYES, method="cramer")
    assert found.p == pytest.approx(stats.chi2_contingency(HAIR_AND_EYES, correction=False).pvalue, rel=1e-9)
    assert found.n == 592
    assert found.lo < found.value < found.hi


def test_v_is_1_where_one_column_tells_the_other_and_0_where_it_tells_nothing() -> None:
    whole = nominal_association(np.diag([200, 300, 500]))
    assert whole.value == pytest.approx(1.0, abs=1e-6)
    assert whole.hi == 1.0
    nothing = nominal_association(np.full((3, 4), 50))
    assert (nothing.value, nothing.lo, nothing.p) == (0.0, 0.0, 1.0)


def test_p_of_a_thin_table_is_that_of_all_tables_with_its_margins() -> None:
    thin = np.array([[8, 1], [2, 6]])
    exact = stats.fisher_exact(thin).pvalue
    assert nominal_association(thin).p == pytest.approx(exact, abs=0.01)
    assert nominal_association(thin).p == nominal_association(thin).p, "the same seed draws the same tables"


def test_without_the_correction_columns_that_have_nothing_in_common_would_seem_to() -> None:
    chance = np.random.default_rng(7)
    tables = [chance.multinomial(200, np.full(20, 1 / 20)).reshape(4, 5) for _ in range(200)]
    plain = np.mean([association(table, method="cramer") for table in tables])
    assert plain > 0.12
    assert np.mean([nominal_association(table).value for table in tables]) < 0.05


@pytest.mark.parametrize(
    "cells", [[[0.25, 0.25], [0.25, 0.25]], [[0.35, 0.15], [0.15, 0.35]], [[0.05, 0.15], [0.05, 0.75]]]
)
def test_the_interval_of_v_holds_the_truth_nine_times_in_ten_or_more(cells: list[list[float]]) -> None:
    """Skewed margins are the hardest: there it is nearer to 91 than to 95 of 100."""
    shares, chance = np.array(cells), np.random.default_rng(3)
    alone = np.outer(shares.sum(axis=1), shares.sum(axis=0))
    truth = sqrt(float(((shares - alone) ** 2 / alone).sum()))
    found = [nominal_association(chance.multinomial(400, shares.ravel()).reshape(2, 2)) for _ in range(300)]
    assert np.mean([one.lo <= truth <= one.hi for one in found]) >= 0.89


def test_eta_and_its_p_are_those_of_the_analysis_of_variance() -> None:
    chance = np.random.default_rng(5)
    groups = np.repeat([0, 1, 2], [40, 60, 80])
    values = chance.normal(size=180) + 0.5 * groups
    parts = [values[groups == one] for one in range(3)]
    found = numeric_association(values, groups)
    within = sum(((part - part.mean()) ** 2).sum() for part in parts) / (180 - 3)
    assert found.value == pytest.approx(sqrt(1 - within / values.var(ddof=1)), rel=1e-12)
    assert found.p == pytest.approx(stats.f_oneway(*parts).pvalue, rel=1e-9)
    assert found.lo < found.value < found.hi


def test_the_interval_of_eta_holds_the_truth_nine_times_in_ten_or_more() -> None:
    chance, truth = np.random.default_rng(9), sqrt((2 / 3 * 0.16) / (2 / 3 * 0.16 + 1))
    groups = np.repeat([0, 1, 2], 100)
    found = [numeric_association(chance.normal(size=300) + 0.4 * groups, groups) for _ in range(300)]
    assert np.mean([one.lo <= truth <= one.hi for one in found]) >= 0.9


def test_the_sql_gives_the_same_numbers() -> None:
    tables = rows_of(HAIR_AND_EYES)
    v = answered(v_of("rows"), tables).column(0)[0].as_py()
    assert v == pytest.approx(nominal_association(HAIR_AND_EYES).value, rel=1e-9)
    eta = answered(eta_of("rows"), tables).column(0)[0].as_py()
    values, groups = (tables["rows"][one].to_numpy() for one in ("b", "a"))
    assert eta == pytest.approx(numeric_association(values.astype(float), groups).value, rel=1e-9)


def test_too_little_is_an_error() -> None:
    with pytest.raises(TooLittleData):
        nominal_association(np.array([[5, 0], [7, 0]]))
    with pytest.raises(TooLittleData):
        numeric_association(np.array([1.0, 2.0, 3.0]), np.array([0, 0, 1]))
    same = numeric_association(np.array([1.0, 1.0, 1.0, 1.0]), np.array([0, 0, 1, 1]))
    assert (same.value, same.p) == (0.0, 1.0)
    apart = numeric_association(np.array([1.0, 1.0, 2.0, 2.0]), np.array([0, 0, 1, 1]))
    assert (apart.value, apart.p) == (1.0, 0.0)
