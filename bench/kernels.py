"""Each kernel warm, in one thread: nanoseconds of processor time for each event."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from bench.synthetic import STEPS
from bench.timing import middle, timed
from folkways.engines.asking import inquiry
from folkways.engines.codebook import Codebook
from folkways.engines.local import LocalEngine
from folkways.kernels import features
from folkways.kernels.partition import Partition
from folkways.model.question import Counts, DropOff, Funnel, Question, Retention, Sessions, Transitions

QUESTIONS: dict[str, Question] = {
    "transitions": Transitions(),
    "transitions in sessions": Transitions(scope="session"),
    "sessions": Sessions(),
    "funnel, ordered": Funnel(steps=STEPS),
    "funnel, strict": Funnel(steps=STEPS, order="strict"),
    "funnel, any order": Funnel(steps=STEPS, order="any"),
    "drop-off": DropOff(),
    "counts": Counts(),
    "retention": Retention(),
}


def nanoseconds(engine: LocalEngine, rounds: int) -> dict[str, float]:
    """The median of `rounds` for each kernel over every partition, after one round that does not count."""
    parts = engine.partitions()
    events = sum(part.events for part in parts)
    book = book_of(engine)
    work = {name: _asked(question, book) for name, question in QUESTIONS.items()}
    plan = features.FeaturePlan(touchpoints=book.touchpoints, channels=book.channels, end_us=book.end_us)
    work["features"] = lambda part: features.rows(part, plan)
    found: dict[str, float] = {}
    for name, partial in work.items():
        took = [timed(lambda run=partial: [run(part) for part in parts]) for _ in range(rounds + 1)]
        found[name] = middle(took[1:]).cpu / events * 1e9
    return found


def _asked(question: Question, book: Codebook) -> Callable[[Partition], object]:
    return inquiry(question, book, None).partial


def book_of(engine: LocalEngine) -> Codebook:
    parts = engine.partitions()
    return Codebook(
        touchpoints=engine.touchpoints,
        channels=engine.channels,
        end_us=max(int(np.max(part.at)) for part in parts),
        end_day=max(int(np.max(part.local_day)) for part in parts),
    )
