"""How strongly two columns go together, 0 to 1, corrected for what chance alone gives, with interval and p."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy import stats
from scipy.optimize import brentq

from folkways.errors import TooLittleData

Counts = NDArray[np.int64]
Floats = NDArray[np.float64]

EXPECTED = 5.0
"""Where a cell expects fewer, χ² is no longer χ²: tables with the same margins are drawn instead."""
DRAWS = 4999
TAIL = 0.025
TINY = 1e-9
"""No noncentrality at all, where the noncentral F does not know 0."""
REACH = 1.959963984540054


@dataclass(frozen=True, slots=True, kw_only=True)
class Association:
    """The strength with its 95% interval, the observations behind it, and the p of none at all."""

    value: float
    lo: float
    hi: float
    n: int
    p: float
    method: str


def nominal_association(table: Counts, *, seed: int = 1) -> Association:
    """Cramér's V of a table of counts with the bias correction of Bergsma (2013); empty rows and columns are left out.

    p is that of χ² where every cell expects 5 or more, else that of 4,999 tables with the same margins (Patefield
    1981). The interval is that of the noncentrality of χ² (Smithson 2003), widened to that of the standard error of V
    (Bishop, Fienberg & Holland 1975, ch. 11) where this reaches further. Raises TooLittleData for a table of a single
    row or column.
    """
    counts = table[table.sum(axis=1) > 0][:, table.sum(axis=0) > 0]
    if min(counts.shape) < 2:
        raise TooLittleData(f"A table of {counts.shape[0]} × {counts.shape[1]}; 2 × 2 are needed.")
    n, rows, columns = int(counts.sum()), *counts.shape
    chi, expected = _chi(counts), np.outer(counts.sum(axis=1), counts.sum(axis=0)) / n
    freedom = (rows - 1) * (columns - 1)
    exact = expected.min() >= EXPECTED
    least, most = _noncentralities(lambda at: float(stats.ncx2.sf(chi, freedom, at)), chi)
    value, scale = _corrected_v(chi / n, n, rows, columns), n * (min(rows, columns) - 1)
    reach = REACH * _error_of_v(counts)
    return Association(
        value=value,
        lo=max(min(value - reach, sqrt(least / scale)), 0.0),
        hi=min(max(value + reach, sqrt(most / scale)), 1.0),
        n=n,
        p=float(stats.chi2.sf(chi, freedom)) if exact else _drawn_p(counts, chi, seed),
        method="Cramér's V, bias-corrected",
    )


def _chi(counts: Counts) -> float:
    expected = np.outer(counts.sum(axis=1), counts.sum(axis=0)) / counts.sum()
    return float(((counts - expected) ** 2 / expected).sum())


def _corrected_v(phi: float, n: int, rows: int, columns: int) -> float:
    kept = max(0.0, phi - (rows - 1) * (columns - 1) / (n - 1))
    least = min(rows - (rows - 1) ** 2 / (n - 1), columns - (columns - 1) ** 2 / (n - 1))
    return min(sqrt(kept / (least - 1)), 1.0) if least > 1 else 0.0


def _error_of_v(counts: Counts) -> float:
    """The standard error of V by the delta method on the shares of cells; 0 where the columns do not differ at all."""
    shares = counts / counts.sum()
    rows, columns = shares.sum(axis=1, keepdims=True), shares.sum(axis=0, keepdims=True)
    phi = float((shares**2 / (rows * columns)).sum()) - 1.0
    if phi <= 0:
        return 0.0
    slopes = (
        2 * shares / (rows * columns)
        - (shares**2 / (rows**2 * columns)).sum(axis=1, keepdims=True)
        - (shares**2 / (rows * columns**2)).sum(axis=0, keepdims=True)
    )
    spread = float((shares * slopes**2).sum() - (shares * slopes).sum() ** 2)
    return sqrt(max(spread, 0.0) / counts.sum() / (4 * phi * (min(counts.shape) - 1)))


def _drawn_p(counts: Counts, chi: float, seed: int) -> float:
    tables = stats.random_table(counts.sum(axis=1), counts.sum(axis=0)).rvs(
        DRAWS, random_state=np.random.default_rng(seed)
    )
    expected = np.outer(counts.sum(axis=1), counts.sum(axis=0)) / counts.sum()
    drawn = ((tables - expected) ** 2 / expected).sum(axis=(1, 2))
    return float((1 + (drawn >= chi - 1e-9).sum()) / (1 + DRAWS))


def numeric_association(values: Floats, groups: Counts) -> Association:
    """The correlation ratio η of a number by groups, √ε² (Kelley 1935); every value is known, groups count from 0.

    p is that of the F test, the interval that of F's noncentrality. Raises TooLittleData without two groups of two.
    """
    sizes = np.bincount(groups)
    sizes = sizes[sizes > 0]
    n, count = len(values), len(sizes)
    if count < 2 or sizes.min() < 2:
        raise TooLittleData(f"{count} groups, the smallest of {sizes.min(initial=0)}; two of 2 are needed.")
    within, total = _squares(values, groups)
    above, below = count - 1, n - count
    ratio = (total - within) / above / (within / below) if within > 0 else 0.0
    least, most = _noncentralities(lambda at: float(stats.ncf.sf(ratio, above, below, at)), ratio * above)
    value = sqrt(max(0.0, 1 - (within / below) / (total / (n - 1)))) if within > 0 else float(total > 0)
    return Association(
        value=value,
        lo=min(value, sqrt(least / (least + n))),
        hi=max(value, sqrt(most / (most + n))),
        n=n,
        p=float(stats.f.sf(ratio, above, below)) if within > 0 else float(total == 0),
        method="correlation ratio, from ε²",
    )


def _squares(values: Floats, groups: Counts) -> tuple[float, float]:
    """Squared distances from the mean of the group, and from the mean of all."""
    sizes = np.maximum(np.bincount(groups), 1)
    means = np.bincount(groups, values) / sizes
    return float(((values - means[groups]) ** 2).sum()), float(((values - values.mean()) ** 2).sum())


def _noncentralities(beyond: Callable[[float], float], start: float) -> tuple[float, float]:
    """The noncentralities under which a value as great has a chance of 2.5% and of 97.5%; 0 where none is so small."""
    return _where(beyond, TAIL, start), _where(beyond, 1 - TAIL, start)


def _where(beyond: Callable[[float], float], chance: float, start: float) -> float:
    if beyond(TINY) >= chance:
        return 0.0
    top = 2.0 * start + 10.0
    while beyond(top) < chance:
        top *= 2.0
    return float(brentq(lambda at: beyond(at) - chance, TINY, top, xtol=1e-6))  # pyright: ignore[reportArgumentType]
