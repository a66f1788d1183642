from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkways.evidence import localtime
from folkways.model.duration import DAY_US

pytestmark = pytest.mark.slow

ZONES = (
    "UTC",
    "America/New_York",
    "Europe/Berlin",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "America/Sao_Paulo",
    "Pacific/Apia",
    "Asia/Tehran",
)
EPOCH = datetime(1970, 1, 1)


def us(moment: datetime) -> int:
    return (moment.replace(tzinfo=None) - EPOCH) // timedelta(microseconds=1)


moments = st.datetimes(min_value=datetime(1994, 1, 1), max_value=datetime(2026, 1, 1))


@given(st.sampled_from(ZONES), st.lists(moments, min_size=1, max_size=20))
def test_local_clocks_agree_with_zoneinfo(name: str, instants: list[datetime]) -> None:
    at = np.array([us(moment) for moment in instants], dtype=np.int64)
    told = localtime.local_from_utc(at, name)
    asked = [us(moment.replace(tzinfo=UTC).astimezone(ZoneInfo(name))) for moment in instants]
    assert told.tolist() == asked


@given(st.sampled_from(ZONES), st.lists(moments, min_size=1, max_size=20))
def test_instants_agree_with_zoneinfo_and_gaps_and_folds_are_told(name: str, walls: list[datetime]) -> None:
    clock = ZoneInfo(name)
    told = localtime.utc_from_local(np.array([us(wall) for wall in walls], dtype=np.int64), name)
    for index, wall in enumerate(walls):
        early = wall.replace(tzinfo=clock, fold=0)
        late = wall.replace(tzinfo=clock, fold=1)
        exists = early.astimezone(UTC).astimezone(clock).replace(tzinfo=None) == wall
        assert bool(told.in_gap[index]) is not exists
        if exists:
            assert int(told.at[index]) == us(early.astimezone(UTC))
            assert bool(told.in_fold[index]) == (early.utcoffset() != late.utcoffset())


def test_a_time_in_the_spring_gap_was_shown_by_no_clock() -> None:
    told = localtime.utc_from_local(np.array([us(datetime(2017, 3, 12, 2, 30))]), "America/New_York")
    assert told.in_gap.tolist() == [True]


def test_a_time_in_the_autumn_fold_is_the_earlier_of_two() -> None:
    told = localtime.utc_from_local(np.array([us(datetime(2017, 11, 5, 1, 30))]), "America/New_York")
    assert told.in_fold.tolist() == [True]
    assert told.at.tolist() == [us(datetime(2017, 11, 5, 5, 30))]


@given(
    st.sampled_from(ZONES),
    st.dates(min_value=datetime(1975, 1, 1).date(), max_value=datetime(2036, 1, 1).date()),
)
def test_a_days_last_moment_is_still_that_day_and_the_next_microsecond_is_not(
    name: str, day: datetime
) -> None:
    number = np.array([day.toordinal() - EPOCH.date().toordinal()], dtype=np.int64)
    last = localtime.last_moment_of_day(number, name)
    shown = localtime.local_from_utc(np.array([last[0], last[0] + 1]), name) // DAY_US
    if name == "Pacific/Apia" and day.isoformat() in {"2011-12-29", "2011-12-30"}:
        return  # Samoa skipped 30 December 2011
    assert shown[0] == number[0]
    assert shown[1] == number[0] + 1
