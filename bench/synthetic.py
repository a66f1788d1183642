"""A year of invented journeys with the shape of real ones: visits of a few events, days between visits."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

MINUTE_US = 60_000_000
START_US = 1_704_067_200_000_000
TOUCHPOINTS = [f"Touchpoint {letter}" for letter in "ABCDEFGHIJKL"]
STEPS = TOUCHPOINTS[:4]
CHANNELS = ["app", "store", "web"]


def events(size: int, seed: int = 7) -> pa.Table:
    """So many canonical event rows in the order of customer and time, about fifty to a customer."""
    rng = np.random.default_rng(seed)
    customers = max(size // 50, 1)
    customer = np.sort(rng.choice(customers, size, p=_uneven(customers, rng)))
    within = rng.random(size) < 0.6
    gap_us = np.where(within, rng.exponential(2, size), rng.lognormal(8.5, 1, size)) * MINUTE_US
    at = START_US + _since_first(gap_us.astype(np.int64), customer)
    popular = 1 / np.arange(1, len(TOUCHPOINTS) + 1) ** 0.7
    touchpoint = rng.choice(len(TOUCHPOINTS), size, p=popular / popular.sum())
    value = rng.integers(100, 20_000, size)
    return pa.table(
        {
            "customer_id": pa.array(np.char.add("c", customer.astype("U9"))),
            "event_id": pa.array(np.char.add("e", np.arange(size).astype("U9"))),
            "at": at,
            "at_precision": pa.repeat("instant", size),
            "touchpoint": pa.array(TOUCHPOINTS).take(pa.array(touchpoint)),
            "channel": pa.array(CHANNELS).take(pa.array(rng.integers(0, 3, size))),
            "value": pa.array(value, mask=rng.random(size) < 0.5),
            "case_id": pa.nulls(size, pa.string()),
            "account_id": pa.nulls(size, pa.string()),
            "source": pa.repeat("bench", size),
            "source_order": np.arange(size),
            "local_day": (at // (1440 * MINUTE_US)).astype(np.int32),
            "local_minute": (at // MINUTE_US % 1440).astype(np.int16),
            "basis": pa.repeat("measured", size),
            "attributes": pa.nulls(size, pa.string()),
        }
    )


def _uneven(customers: int, rng: np.random.Generator) -> np.ndarray:
    weight = rng.lognormal(0, 1, customers)
    return weight / weight.sum()


def _since_first(gap_us: np.ndarray, customer: np.ndarray) -> np.ndarray:
    """The sum of gaps since the customer's first event."""
    total = np.cumsum(gap_us)
    first = np.concatenate(([0], np.flatnonzero(np.diff(customer)) + 1))
    return total - np.repeat(total[first], np.diff(np.append(first, len(customer))))


def write(directory: Path, size: int) -> tuple[Path, Path]:
    """The rows clustered by customer and time, and the same rows shuffled."""
    clustered, shuffled = directory / "clustered.parquet", directory / "shuffled.parquet"
    rows = events(size)
    pq.write_table(rows, clustered)
    pq.write_table(rows.take(np.random.default_rng(8).permutation(size)), shuffled)
    return clustered, shuffled
