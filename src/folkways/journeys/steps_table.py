"""The table `steps`: every event with its step and what came after, for queries that repeat a number."""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa

from folkways.journeys.stages import StepBook
from folkways.journeys.walks import NO_STEP, NO_TIME, OUTCOMES, Walk
from folkways.kernels.partition import Partition
from folkways.model.config import Config

NAME = pa.dictionary(pa.int32(), pa.string())
SCHEMA = pa.schema(
    [
        pa.field("customer_id", pa.string()),
        pa.field("seq", pa.int32()),
        pa.field("at", pa.int64()),
        pa.field("local_day", pa.int32()),
        pa.field("day_only", pa.bool_()),
        pa.field("stage", NAME),
        pa.field("step", NAME),
        pa.field("touchpoint", NAME),
        pa.field("visit", pa.bool_()),
        pa.field("channel", NAME),
        pa.field("value", pa.int64()),
        pa.field("outcome", NAME),
        pa.field("next_step", NAME),
        pa.field("next_after_us", pa.int64()),
    ]
)


def steps_name(config: Config, journey: str) -> str:
    """Name the table of a journey's steps: `steps` for the customers' own, `steps_NAME` for a further journey."""
    return "steps" if journey == config.main_journey else "steps_" + re.sub(r"\W", "_", journey)


def of_unit(steps: pa.Table, unit: str) -> pa.Table:
    """The same steps with the column of their unit: `account_id`, `case_id`."""
    return steps.rename_columns(
        [f"{unit}_id" if name == "customer_id" else name for name in steps.column_names]
    )


def stage_id(stage: str) -> str:
    return f"stg_{stage}"


def steps_rows(part: Partition, walk: Walk, book: StepBook, channels: tuple[str, ...]) -> pa.Table:
    """The rows of a partition, in its order; `value` in minor units, `next_after_us` in microseconds."""
    stages = [stage_id(stage) for stage in book.stages]
    columns = {
        "customer_id": part.unit_ids.take(pa.array(walk.unit)),
        "seq": np.arange(part.events) - np.repeat(part.offsets[:-1], part.lengths) + 1,
        "at": part.at,
        "local_day": part.local_day,
        "day_only": part.day_only.astype(np.bool_),
        "stage": _named(walk.step, stages),
        "step": _named(walk.step, book.ids),
        "touchpoint": _named(walk.step, book.touchpoints),
        "visit": book.visit[part.touchpoint],
        "channel": _named(part.channel.astype(np.int64) - 1, channels[1:]),
        "value": pa.array(part.value, mask=part.value_valid == 0),
        "outcome": _named(walk.outcome, OUTCOMES),
        "next_step": _named(walk.next_step, book.ids),
        "next_after_us": pa.array(walk.gap, mask=walk.gap == NO_TIME),
    }
    arrays = [
        pa.array(found, field.type) if isinstance(found, np.ndarray) else found.cast(field.type)
        for field, found in ((field, columns[field.name]) for field in SCHEMA)
    ]
    return pa.Table.from_arrays(arrays, schema=SCHEMA)


def _named(codes: np.ndarray, names: tuple[str, ...] | list[str]) -> pa.Array:
    indices = pa.array(codes.astype(np.int32), mask=codes == NO_STEP)
    return pa.DictionaryArray.from_arrays(indices, pa.array(names, pa.string()))
