"""Sentences at steps: each that speaks of a touchpoint stands at the step where its customer met it last."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from folkways.journeys.stages import rule_of
from folkways.journeys.steps_table import stage_id
from folkways.model.config import Touchpoint
from folkways.model.ids import named
from folkways.voices.gathering import WATCHED

SCHEMA = pa.schema(
    [
        ("customer_id", pa.string()), ("source", pa.string()), ("voice_id", pa.string()), ("start", pa.int32()),
        ("end", pa.int32()), ("touchpoint", pa.string()), ("stage", pa.string()), ("step", pa.string()),
        ("sentiment", pa.float64()), ("typical", pa.float64()), ("language", pa.string()),
    ]
)  # fmt: skip
Row = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """A customer's events in order of time: when, at which touchpoint and step, and whether it was a visit."""

    at: NDArray[np.int64]
    touchpoint: NDArray[np.object_]
    step: NDArray[np.object_]
    stage: NDArray[np.object_]
    visit: NDArray[np.bool_]


def step_mentions(
    mentions: pa.Table, spoken: pa.Table, steps: pa.Table, touchpoints: Mapping[str, Touchpoint]
) -> pa.Table:
    """The sentences of customers that speak of a touchpoint, each with its step and stage.

    The step is that of the customer's last event at the touchpoint up to when it was said; without such an event, the
    touchpoint's stage before or after the first visit, as the customer stood then. `steps` has rows of a customer
    together, in order of time.
    """
    said = [
        row
        for row in mentions.to_pylist()
        if row["touchpoint"] in touchpoints and row["customer_id"] and row["basis"] != WATCHED
    ]
    at = {(row["source"], row["voice_id"]): row["at"] for row in spoken.to_pylist()}
    met = _met(steps, {str(row["customer_id"]) for row in said})
    rows = [
        {name: row.get(name) for name in SCHEMA.names} | _place(row, at, met, touchpoints) for row in said
    ]
    return pa.Table.from_pylist(rows, schema=SCHEMA)


def _met(steps: pa.Table, wanted: set[str]) -> dict[str, Met]:
    """The events of the customers wanted."""
    ids = steps["customer_id"].to_numpy(zero_copy_only=False)
    starts = np.flatnonzero(np.append(True, ids[1:] != ids[:-1])) if len(ids) else np.zeros(0, np.int64)
    ends = np.append(starts[1:], len(ids))
    found = [(int(a), int(b)) for a, b in zip(starts, ends, strict=True) if ids[a] in wanted]
    return {str(ids[a]): _events(steps.slice(a, b - a)) for a, b in found}


def _events(own: pa.Table) -> Met:
    return Met(
        at=own["at"].to_numpy(),
        touchpoint=np.array(own["touchpoint"].to_pylist(), dtype=object),
        step=np.array(own["step"].to_pylist(), dtype=object),
        stage=np.array(own["stage"].to_pylist(), dtype=object),
        visit=np.array(own["visit"].to_pylist(), dtype=bool),
    )


def _place(
    row: Row,
    at: Mapping[tuple[str, str], int | None],
    met: Mapping[str, Met],
    touchpoints: Mapping[str, Touchpoint],
) -> dict[str, str]:
    name = str(row["touchpoint"])
    when = at.get((str(row["source"]), str(row["voice_id"])))
    events = met.get(str(row["customer_id"]))
    until = np.zeros(0, dtype=bool) if events is None else _until(events, when)
    if events is not None:
        here = np.flatnonzero(until & (events.touchpoint == name))
        if len(here):
            return {"step": str(events.step[here[-1]]), "stage": str(events.stage[here[-1]])}
    rule = rule_of(touchpoints[name])
    came = events is not None and bool((events.visit & until).any())
    stage = rule.later if came else rule.first
    return {"step": named("stp", stage, name), "stage": stage_id(stage)}


def _until(events: Met, when: int | None) -> NDArray[np.bool_]:
    return np.ones(len(events.at), dtype=bool) if when is None else events.at <= when


def grouped_by(rows: pa.Table, key: str) -> Iterator[tuple[str, NDArray[np.int64]]]:
    """The places of the rows of each step or stage, in order of its name."""
    values = np.array(rows[key].to_pylist(), dtype=object)
    for one in sorted(set(values)):
        yield str(one), np.flatnonzero(values == one)
