"""Runs: a sequence with the repeats of each touchpoint drawn together, for funnels of strict order."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from folkways.kernels.partition import Partition


@dataclass(frozen=True, slots=True, kw_only=True)
class Runs:
    """Consecutive events of one sequence at one touchpoint: its code, and when the first and the last of them was."""

    code: NDArray[np.integer]
    sequence: NDArray[np.int64]
    since: NDArray[np.int64]
    until: NDArray[np.int64]


def runs_of(part: Partition, offsets: NDArray[np.integer], steps: tuple[int, ...], codes: int) -> Runs:
    """The runs of every sequence; events at one instant stand in the order of the steps, others after them."""
    sequence = np.repeat(np.arange(len(offsets) - 1), np.diff(offsets))
    rank_of = np.full(codes, len(steps))
    rank_of[list(steps)] = np.arange(len(steps))
    code = _in_step_order(part, sequence, rank_of)
    fresh = np.ones(len(code) + 1, np.bool_)
    fresh[1:-1] = (code[1:] != code[:-1]) | (sequence[1:] != sequence[:-1])
    bounds = np.flatnonzero(fresh)
    starts, lasts = bounds[:-1], bounds[1:] - 1
    return Runs(code=code[starts], sequence=sequence[starts], since=part.at[starts], until=part.at[lasts])


def _in_step_order(
    part: Partition, sequence: NDArray[np.int64], rank_of: NDArray[np.integer]
) -> NDArray[np.integer]:
    tied = np.zeros(part.events, np.bool_)
    same = (part.at[1:] == part.at[:-1]) & (sequence[1:] == sequence[:-1])
    tied[1:] |= same
    tied[:-1] |= same
    spots = np.flatnonzero(tied)
    if not len(spots):
        return part.touchpoint
    code = part.touchpoint.copy()
    code[spots] = code[spots[np.lexsort((rank_of[code[spots]], part.at[spots], sequence[spots]))]]
    return code
