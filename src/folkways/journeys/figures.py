"""Values with their interval, from the sums of a sheet; too few customers in a denominator give none."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from folkways.journeys.counts import GroupSums, PairSums, StepSums
from folkways.model.journey import Value
from folkways.stats.intervals import share_interval as customers_share
from folkways.stats.ratio import (
    QUANTILE_METHOD,
    RATIO_METHOD,
    SHARE_METHOD,
    Ratio,
    Sums,
    mean_interval,
    quantile_interval,
    share_interval,
)

LEVEL = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A value and how many customers stand in its denominator."""

    value: Value | None
    customers: float


def without_n(found: Found) -> Found:
    """The same without how many visits it is of, where these would tell of the few that it is not of."""
    value = found.value and found.value.model_copy(update={"n": None})
    return Found(value=value, customers=found.customers)


def counted(number: float, of: float, customers: float) -> Found:
    return Found(value=Value(v=number, n=int(of), method="count"), customers=customers)


def reached(customers: float, of: float) -> Found:
    """The share of customers, each of whom counts once."""
    if of <= 0:
        return Found(value=None, customers=0)
    seen = customers_share(customers, of, confidence=LEVEL)
    value = Value(v=seen.value, n=int(of), lo=seen.lo, hi=seen.hi, level=LEVEL, method=seen.method)
    return Found(value=value, customers=customers)


def away(at: StepSums) -> Found:
    return _share(_closed(at, at.away, at.away_away, at.away_closed), at.closed)


def goes_on(at: StepSums) -> Found:
    """What is left when those who stay away are taken off, with the same interval mirrored."""
    left = away(at)
    if left.value is None:
        return left
    lo, hi = left.value.lo, left.value.hi
    mirrored = {
        "v": 1 - left.value.v,
        "lo": None if hi is None else 1 - hi,
        "hi": None if lo is None else 1 - lo,
    }
    return Found(value=left.value.model_copy(update=mirrored), customers=left.customers)


def again(at: StepSums) -> Found:
    return _share(_closed(at, at.again, at.again_again, at.again_closed), at.closed)


def flow(at: StepSums, taken: PairSums) -> Found:
    return _share(_closed(at, taken.events, taken.own_own, taken.own_all), at.closed)


def channel(at: StepSums, used: PairSums) -> Found:
    sums = Sums(
        customers=int(at.customers),
        y=used.events,
        x=at.events,
        yy=used.own_own,
        xy=used.own_all,
        xx=at.events_events,
    )
    return _share(sums, at.events)


def value_per_visit(at: StepSums, minor: int) -> Found:
    """In major units of the currency."""
    sums = Sums(
        customers=int(at.valuers),
        y=at.value / minor,
        x=at.valued,
        yy=at.value_value / minor**2,
        xy=at.value_valued / minor,
        xx=at.valued_valued,
    )
    return _told(mean_interval(sums, LEVEL), at.valued, RATIO_METHOD, at.valuers)


def value_share(at: StepSums, whole: GroupSums) -> Found:
    sums = Sums(
        customers=int(whole.customers),
        y=at.value,
        x=whole.value,
        yy=at.value_value,
        xy=at.value_total,
        xx=whole.value_value,
    )
    return _told(mean_interval(sums, LEVEL), whole.customers, RATIO_METHOD, at.customers)


def quantile(gaps: NDArray[np.int64], customers: NDArray[np.int64], share: float) -> Found:
    """In whole microseconds; `gaps` rise."""
    found = quantile_interval(gaps, customers, share, LEVEL)
    told = _told(found, len(gaps), QUANTILE_METHOD, len(np.unique(customers)))
    if told.value is None:
        return told
    sides = {name: getattr(told.value, name) for name in ("v", "lo", "hi")}
    whole = {name: None if side is None else float(round(side)) for name, side in sides.items()}
    return Found(value=told.value.model_copy(update=whole), customers=told.customers)


def _closed(at: StepSums, y: float, yy: float, xy: float) -> Sums:
    return Sums(customers=int(at.closers), y=y, x=at.closed, yy=yy, xy=xy, xx=at.closed_closed)


def _share(sums: Sums, n: float) -> Found:
    return _told(share_interval(sums, LEVEL), n, SHARE_METHOD, sums.customers)


def _told(found: Ratio | None, n: float, method: str, customers: float) -> Found:
    if found is None:
        return Found(value=None, customers=customers)
    level = None if found.lo is None else LEVEL
    value = Value(v=found.value, n=int(n), lo=found.lo, hi=found.hi, level=level, method=method)
    return Found(value=value, customers=customers)
