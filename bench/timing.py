"""Seconds of wall and of processor time; the median of several rounds."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True, kw_only=True)
class Took:
    """Seconds on the wall clock, and of the processor over all threads."""

    wall: float
    cpu: float


def timed(work: Callable[[], object]) -> Took:
    """Time work in this process."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return Took(wall=time.perf_counter() - wall, cpu=time.process_time() - cpu)


def timed_children(work: Callable[[], object]) -> Took:
    """Time work in processes that it starts and waits for."""
    wall, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    work()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return Took(wall=time.perf_counter() - wall, cpu=cpu)


def middle(rounds: list[Took]) -> Took:
    """The median of each time apart."""
    return Took(wall=median(one.wall for one in rounds), cpu=median(one.cpu for one in rounds))
