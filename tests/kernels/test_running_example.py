"""The running example of process mining, with pm4py's figures for it.

The log: van der Aalst, Process Mining: Data Science in Action, 2016, table 2.1.
"""

from __future__ import annotations

import numpy as np
import pytest
from tests.kernels.awkward import Event, event, in_order, names_of, partition

from folkways.kernels import transitions
from folkways.kernels.transitions import LIMB, TransitionCounts, TransitionPlan
from folkways.stats import sketch

MINUTE = 60_000_000
LOG = {
    "1": "30 11:02 register request|31 10:06 examine thoroughly|05 15:12 check ticket|06 11:18 decide"
    "|07 14:24 reject request",
    "2": "30 11:32 register request|30 12:12 check ticket|30 14:16 examine casually|05 11:22 decide"
    "|08 12:05 pay compensation",
    "3": "30 14:32 register request|30 15:06 examine casually|30 16:34 check ticket|06 09:18 decide"
    "|06 12:18 reinitiate request|06 13:06 examine thoroughly|08 11:43 check ticket|09 09:55 decide"
    "|15 10:45 pay compensation",
    "4": "06 15:02 register request|07 12:06 check ticket|08 14:43 examine thoroughly|09 12:02 decide"
    "|12 15:44 reject request",
    "5": "06 09:02 register request|07 10:16 examine casually|08 11:22 check ticket|10 13:28 decide"
    "|11 16:18 reinitiate request|14 14:33 check ticket|16 15:50 examine casually|19 11:18 decide"
    "|20 12:48 reinitiate request|21 09:06 examine casually|21 11:34 check ticket|23 13:12 decide"
    "|24 14:56 reject request",
    "6": "06 15:02 register request|06 16:06 examine casually|07 16:22 check ticket|07 16:52 decide"
    "|16 11:47 pay compensation",
}
"""Days 30 and 31 are of December 2010, the others of January 2011."""


def log() -> list[Event]:
    events = []
    for case, rows in LOG.items():
        for row in rows.split("|"):
            day, time, activity = row.split(" ", 2)
            month = "2010-12" if day in ("30", "31") else "2011-01"
            events.append(event(case, f"{month}-{day} {time}:00", activity))
    return in_order(events)


@pytest.fixture(scope="module")
def names() -> list[str]:
    return names_of(log())[0]


@pytest.fixture(scope="module")
def counts(names: list[str]) -> TransitionCounts:
    return transitions.partial(partition(log()), TransitionPlan(codes=len(names)))


def test_it_has_sixteen_transitions_and_thirty_six_in_all(counts: TransitionCounts, names: list[str]) -> None:
    assert (counts.events, counts.units, len(names)) == (42, 6, 9)
    assert (len(counts.edges.keys), counts.edges.column().sum()) == (16, 36)


def test_it_starts_and_ends_as_published(counts: TransitionCounts, names: list[str]) -> None:
    ends = {names[key]: n for key, n in zip(counts.ends.keys, counts.ends.column(), strict=True)}
    assert [names[key] for key in counts.starts.keys] == ["register request"]
    assert counts.starts.column().tolist() == [6]
    assert ends == {"reject request": 3, "pay compensation": 3}


def test_the_time_from_check_to_decision_is_pm4pys(counts: TransitionCounts, names: list[str]) -> None:
    """pm4py's performance graph gives mean 181,960 s, median 129,300 s, sum 1,091,760 s."""
    edge = names.index("check ticket") * len(names) + names.index("decide")
    high, low = (int(counts.dwell_sums.over(np.array([edge]), limb)[0]) for limb in (0, 1))
    assert (high << LIMB) + low == 1_091_760_000_000
    mine = counts.dwell.keys // sketch.BUCKETS == edge
    median = sketch.quantile(counts.dwell.keys[mine] % sketch.BUCKETS, counts.dwell.column()[mine], 0.5)
    assert median == pytest.approx(129_300_000_000, rel=sketch.RELATIVE_ERROR)


def test_the_cases_last_as_long_as_published() -> None:
    part = partition(log())
    lasted = (part.at[part.offsets[1:] - 1] - part.at[part.offsets[:-1]]) // 1_000_000
    assert sorted(lasted.tolist()) == [520_920, 703_320, 779_580, 852_300, 1_368_780, 1_576_440]
