"""One unit with a million events; every kernel takes it in one piece."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from folkways.kernels import counts, dropoff, features, funnel, retention, sessions, transitions
from folkways.kernels.partition import Partition

MILLION = 1_000_000
MINUTE = 60_000_000


@pytest.fixture(scope="module")
def giant() -> Partition:
    """Every ten minutes for nineteen years, at A, B, C in turn."""
    at = np.arange(MILLION) * 10 * MINUTE
    return Partition(
        unit_ids=pa.array(["giant"]),
        offsets=np.array([0, MILLION], np.int32),
        at=at,
        touchpoint=(np.arange(MILLION) % 3 + 1).astype(np.uint16),
        channel=np.zeros(MILLION, np.uint8),
        value=np.ones(MILLION, np.int64),
        value_valid=np.ones(MILLION, np.uint8),
        day_only=np.zeros(MILLION, np.uint8),
        local_day=(at // (1440 * MINUTE)).astype(np.int32),
        local_minute=(at // MINUTE % 1440).astype(np.int16),
    )


def test_its_steps_are_a_million_less_one(giant: Partition) -> None:
    found = transitions.partial(giant, transitions.TransitionPlan(codes=4))
    assert found.edges.column(0).sum() == MILLION - 1
    assert found.edges.column(1).tolist() == [1, 1, 1]


def test_it_has_one_endless_session(giant: Partition) -> None:
    found = sessions.partial(giant, sessions.SessionPlan(gap_us=30 * MINUTE))
    assert (found.sessions, found.duration_us) == (1, (MILLION - 1) * 10 * MINUTE)
    assert sessions.partial(giant, sessions.SessionPlan(gap_us=10 * MINUTE)).sessions == MILLION


@pytest.mark.parametrize("order", ["ordered", "strict", "any"])
def test_it_comes_to_the_end_of_a_funnel_once(giant: Partition, order: str) -> None:
    plan = funnel.FunnelPlan(
        steps=(1, 2, 3), codes=4, order=order, window_us=20 * MINUTE, window_from="first"
    )
    assert funnel.partial(giant, plan).reached.counts.tolist() == [[1], [1], [1]]


def test_it_is_counted_retained_and_told(giant: Partition) -> None:
    assert counts.partial(giant, counts.CountPlan(of="touchpoint", codes=4)).rows.column(3).sum() == MILLION
    end_us, end_day = int(giant.at[-1]), int(giant.local_day[-1])
    plan = dropoff.DropOffPlan(codes=4, silence_us=1, end_us=end_us)
    assert dropoff.partial(giant, plan).rows.column(1).sum() == 1
    daily = retention.RetentionPlan(
        lows=(0, 1),
        highs=(1, 2),
        period="day",
        rolling=False,
        recurring=True,
        end_day=end_day,
        end_us=end_us,
    )
    cells = retention.partial(giant, daily).cells
    assert cells.counts.sum(axis=0).tolist() == [2 * end_day + 1] * 2
    named = features.FeaturePlan(touchpoints=("", "A", "B", "C"), channels=("",), end_us=end_us)
    assert features.rows(giant, named)["active_days"].to_pylist() == [end_day + 1]
