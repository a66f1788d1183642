"""The rows of `Retention`."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pyarrow as pa

from folkways.engines.answers.shares import bounds, share
from folkways.engines.codebook import Codebook
from folkways.engines.veil import People
from folkways.kernels import retention as kernel
from folkways.kernels.retention import COHORT_ZERO, FOREVER, RetentionCounts, RetentionPlan, first_day
from folkways.kernels.tally import Tally
from folkways.model.question import Retention

KERNEL = kernel
PEOPLE = (
    People(column="n", with_it=("share_of_exposed", "lo", "hi"), adds_up=True, within="period"),
    People(column="exposed", with_it=("n", "share_of_exposed", "lo", "hi"), adds_up=True, within="period"),
)
LEGEND = {
    "cohort": "first local day of the period in which the cohort was active; null = all cohorts",
    "period": "how many periods after the cohort's own (0), or the bracket's first one",
    "until": "the bracket's last period, else the same as period; null = any later one",
    "exposed": "units of the cohort for whom these periods lie within the data",
    "n": "of those, units active in them",
    "share_of_exposed": "n ÷ exposed; null where the data end too soon",
    "lo": "its lower bound, 95% (Wilson)",
    "hi": "its upper bound",
}
_EPOCH = date(1970, 1, 1)


def plan(question: Retention, book: Codebook) -> RetentionPlan:
    lows, highs = zip(*_columns(question), strict=True)
    return RetentionPlan(
        lows=lows,
        highs=highs,
        period=question.period,
        rolling=question.rolling,
        recurring=question.cohort == "recurring",
        end_day=book.end_day,
        end_us=book.end_us,
        start=book.code(question.start) if question.start else None,
        back=book.code(question.back) if question.back else None,
    )


def rows(counts: RetentionCounts, question: Retention, _: Codebook) -> pa.Table:
    """One row for each cohort and column; the rows of all cohorts together come first."""
    columns = _columns(question)
    cohorts = np.unique(counts.cells.keys // len(columns))
    every = _all_cohorts(counts.cells, len(columns))
    starts: list[int] = [] if question.rolling else cohorts.tolist()
    told = [every.counts, *(_cells(counts.cells, cohort, len(columns)) for cohort in starts)]
    exposed, active = np.concatenate(told).T
    named = [None, *(_named(one - COHORT_ZERO, question) for one in starts)]
    untils = [None if high >= FOREVER else high - 1 for _, high in columns]
    return pa.table(
        {
            "cohort": pa.array([name for name in named for _ in columns], pa.string()),
            "period": [low for _ in named for low, _ in columns],
            "until": pa.array([until for _ in named for until in untils], pa.int64()),
            "exposed": exposed,
            "n": pa.array(active, mask=exposed == 0),
            "share_of_exposed": share(active, exposed),
            **bounds(active, exposed),
        }
    )


def _columns(question: Retention) -> list[tuple[int, int]]:
    """The first period of each column, and the one after its last."""
    later = range(1, question.periods)
    if question.mode == "bracket":
        bounds = question.brackets
        return [(0, 1), *pairwise(bounds)]
    if question.mode == "unbounded":
        return [(0, 1), *((low, FOREVER) for low in later)]
    return [(0, 1), *((low, low + 1) for low in later)]


def _named(cohort: int, question: Retention) -> str:
    return (_EPOCH + timedelta(days=first_day(cohort, question.period))).isoformat()


def _cells(cells: Tally, cohort: int, size: int) -> np.ndarray:
    keys = cohort * size + np.arange(size)
    return np.stack((cells.over(keys, 0), cells.over(keys, 1)), axis=1)


def _all_cohorts(cells: Tally, size: int) -> Tally:
    total = np.zeros((size, 2), np.int64)
    np.add.at(total, cells.keys % size, cells.counts)
    return Tally(keys=np.arange(size), counts=total)
