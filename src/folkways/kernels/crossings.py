"""From which channel units go on to which other one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from folkways.kernels import transitions
from folkways.kernels.channels import ChannelPlan
from folkways.kernels.partition import Partition
from folkways.kernels.tally import Tally, added, nothing, units_met
from folkways.kernels.transitions import TransitionCounts, TransitionPlan


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossingCounts:
    """`steps` are transitions between the channels of consecutive events, those within one channel among them.

    `reached` has the key channel and counts the units that ever used it.
    """

    steps: TransitionCounts
    reached: Tally

    @property
    def units(self) -> int:
        return self.steps.units


def empty() -> CrossingCounts:
    return CrossingCounts(steps=transitions.empty(), reached=nothing())


def partial(part: Partition, plan: ChannelPlan) -> CrossingCounts:
    """Count each step between two events that follow each other; events without a channel are passed over."""
    known = part.keep(part.channel > 0)
    by_channel = known.recoded(known.channel.astype(np.uint16))
    return CrossingCounts(
        steps=transitions.partial(by_channel, TransitionPlan(codes=plan.codes)),
        reached=units_met(known.channel.astype(np.int64), known.offsets, plan.codes),
    )


def merge(a: CrossingCounts, b: CrossingCounts) -> CrossingCounts:
    return CrossingCounts(steps=transitions.merge(a.steps, b.steps), reached=added(a.reached, b.reached))
