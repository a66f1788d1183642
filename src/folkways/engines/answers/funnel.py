"""The rows of `Funnel`."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from folkways.engines.answers.shares import bounds, share
from folkways.engines.codebook import Codebook
from folkways.engines.veil import People, emptied
from folkways.kernels import funnel as kernel
from folkways.kernels.funnel import FunnelCounts, FunnelPlan
from folkways.model.duration import microseconds
from folkways.model.question import Funnel
from folkways.stats import sketch
from folkways.stats.nested import shown_steps
from folkways.stats.suppression import Shown

KERNEL = kernel
PEOPLE = (
    People(
        column="n",
        with_it=("share_of_all", "share_of_first", "share_of_previous", "lo", "hi", "lost", "median_time_us"),
    ),
)
"""What is told of people; which of it is shown says `veiled`, as the steps' numbers are nested."""
LEGEND = {
    "step": "place of the step, from 1",
    "name": "touchpoint of the step; with order `any`, how many of the steps were done",
    "n": "units (or sessions) that came this far",
    "share_of_all": "n ÷ all units (or sessions) with any event; null of none",
    "share_of_first": "n ÷ those who came to step 1; null of none",
    "share_of_previous": "n ÷ those who came to the step before; null for step 1 and of none",
    "lo": "lower bound of share_of_previous, 95% (Wilson)",
    "hi": "upper bound of share_of_previous",
    "lost": "those who came to the step before and not to this one; null for step 1",
    "median_time_us": "median time from the step before, where first reached, in microseconds, within 1/64; "
    "null for step 1, of none, and with order `any`",
}


def plan(question: Funnel, book: Codebook) -> FunnelPlan:
    return FunnelPlan(
        steps=tuple(map(book.code, question.steps)),
        codes=len(book.touchpoints),
        order=question.order,
        window_us=microseconds(question.window),
        window_from=question.window_from,
        session_gap_us=microseconds(question.gap) if question.unit == "session" else None,
        exclude=tuple(map(book.code, question.exclude)),
    )


def rows(counts: FunnelCounts, question: Funnel, _: Codebook) -> pa.Table:
    size = len(question.steps)
    n = counts.reached.over(np.arange(size))
    before = np.append(0, n[:-1])
    later = np.arange(size) > 0
    times = np.array([_median(counts, step) for step in range(size)])
    any_of = [f"any {place} of {size}" for place in range(1, size + 1)]
    return pa.table(
        {
            "step": np.arange(1, size + 1),
            "name": pa.array(any_of if question.order == "any" else question.steps, pa.string()),
            "n": n,
            "share_of_all": share(n, np.full(size, counts.sequences)),
            "share_of_first": share(n, np.full(size, n[0])),
            "share_of_previous": share(n, before),
            **bounds(n, before),
            "lost": pa.array(before - n, mask=~later),
            "median_time_us": pa.array(times, mask=np.isnan(times)),
        }
    )


def veiled(
    tables: Sequence[pa.Table], counted: Sequence[FunnelCounts], min_cell: int, *, together: bool
) -> list[pa.Table]:
    """Empty what tells of few: a step's number, and a loss between two steps that are shown. Groups that are everybody
    `together` stand beside the answer about everybody."""
    people = [
        [one.sequences, *one.reached.over(np.arange(len(table)))]
        for table, one in zip(tables, counted, strict=True)
    ]
    shown = shown_steps(np.array(people, np.int64), min_cell, together=together)
    return [_veiled(table, own) for table, own in zip(tables, shown, strict=True)]


def _veiled(table: pa.Table, shown: Shown) -> pa.Table:
    """`shown` are the units at all, then those of each step: a share needs both of its numbers."""
    own, before = ~shown[1:], ~shown[:-1]
    hidden = dict.fromkeys(("n", "median_time_us"), own)
    hidden |= {"share_of_all": own | ~shown[0], "share_of_first": own | ~shown[1]}
    return emptied(table, hidden | dict.fromkeys(("share_of_previous", "lo", "hi", "lost"), own | before))


def _median(counts: FunnelCounts, step: int) -> float:
    first, last = np.searchsorted(counts.times.keys, [step * sketch.BUCKETS, (step + 1) * sketch.BUCKETS])
    return sketch.quantile(
        counts.times.keys[first:last] % sketch.BUCKETS, counts.times.column()[first:last], 0.5
    )
