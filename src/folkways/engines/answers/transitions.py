"""The rows of `Transitions`."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from folkways.engines.codebook import Codebook
from folkways.engines.veil import People
from folkways.kernels import transitions as kernel
from folkways.kernels.transitions import LIMB, TransitionCounts, TransitionPlan
from folkways.model.duration import microseconds
from folkways.model.question import Transitions
from folkways.stats import sketch

KERNEL = kernel
DWELLS = ("mean_dwell_us", "q1_dwell_us", "median_dwell_us", "q3_dwell_us")
PEOPLE = (
    People(column="units", with_it=("steps", "share_of_steps", *DWELLS), adds_up=True, within="source"),
)
LEGEND = {
    "source": "touchpoint the step starts from; null = start of the sequence",
    "target": "touchpoint the step leads to; null = end of the sequence",
    "steps": "how often one followed the other",
    "units": "distinct units that took the step, or started or ended there",
    "share_of_steps": "steps ÷ all events at the source that a step, or an end, follows; for starts ÷ sequences",
    "mean_dwell_us": "mean time the step took, in microseconds; null where no step's time is known",
    "q1_dwell_us": "its lower quartile, within 1/64",
    "median_dwell_us": "its median, within 1/64",
    "q3_dwell_us": "its upper quartile, within 1/64",
}


def plan(question: Transitions, book: Codebook) -> TransitionPlan:
    gap = microseconds(question.gap) if question.scope == "session" else None
    return TransitionPlan(codes=len(book.touchpoints), session_gap_us=gap)


def rows(counts: TransitionCounts, _: Transitions, book: Codebook) -> pa.Table:
    """One row for each step, start and end, the commonest first within its source; self-steps have source = target."""
    names = book.touchpoints
    edges = stepped(counts, len(names))
    starts, ends = counts.starts, counts.ends
    zero = np.zeros
    source = np.concatenate((edges["source"], zero(len(starts.keys), int), ends.keys))
    target = np.concatenate((edges["target"], starts.keys, zero(len(ends.keys), int)))
    steps = np.concatenate((edges["steps"], starts.column(), ends.column()))
    leaving = np.bincount(source, weights=steps, minlength=len(names))
    leaving[0] = counts.sequences
    rest = len(starts.keys) + len(ends.keys)
    padded = {name: _padded(edges[name], rest) for name in DWELLS}
    table = pa.table(
        {
            "source": pa.array([names[code] or None for code in source], pa.string()),
            "target": pa.array([names[code] or None for code in target], pa.string()),
            "steps": steps,
            "units": np.concatenate((edges["units"], starts.column(1), ends.column(1))),
            "share_of_steps": steps / np.maximum(leaving[source], 1),
            **padded,
        }
    )
    return table.take(np.lexsort((target, -steps, source)))


def stepped(counts: TransitionCounts, size: int) -> dict[str, np.ndarray]:
    """The columns of all steps from code to code: source, target, steps, units and the times they took."""
    keys = counts.edges.keys
    bounds = np.searchsorted(counts.dwell.keys, np.append(keys, size * size) * sketch.BUCKETS)
    found, met = counts.dwell.keys % sketch.BUCKETS, counts.dwell.column()
    until = np.concatenate(([0], np.cumsum(met)))
    timed = until[bounds[1:]] - until[bounds[:-1]]
    high, low = (counts.dwell_sums.over(keys, limb).astype(float) for limb in (0, 1))
    mean = np.where(timed > 0, (high * (1 << LIMB) + low) / np.maximum(timed, 1), np.nan)
    quartiles = sketch.quantiles(found, met, bounds, (0.25, 0.5, 0.75))
    dwells = dict(zip(DWELLS, (mean, *quartiles.T), strict=True))
    return {
        "source": keys // size,
        "target": keys % size,
        "steps": counts.edges.column(0),
        "units": counts.edges.column(1),
        **dwells,
    }


def _padded(numbers: np.ndarray, rest: int) -> pa.Array:
    known = pa.array(numbers, mask=np.isnan(numbers.astype(float)))
    return pa.concat_arrays([known, pa.nulls(rest, known.type)])
