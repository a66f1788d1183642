"""All journeys of a build, from the journey store's partitions: everybody's map, one for each persona, and `steps`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pyarrow as pa

from folkways.errors import TooLittleData
from folkways.journeys.counts import Counts, Frame, everybody, merged, partial
from folkways.journeys.drawing import Release, journey_from, legend_of
from folkways.journeys.groups import members_of
from folkways.journeys.map_counts import MapCounts, sheets, sorted_gaps
from folkways.journeys.selection import selection
from folkways.journeys.stages import StepBook, step_book
from folkways.journeys.steps_table import of_unit, steps_rows
from folkways.journeys.walks import clock_of, walk
from folkways.kernels.partition import Partition
from folkways.model.config import Config
from folkways.model.duration import microseconds
from folkways.model.journey import Journey, PersonaLayer
from folkways.model.progress import Counting


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What the codes of a journey store mean: touchpoints and channels by code, code 0 being the missing one."""

    touchpoints: tuple[str, ...]
    channels: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MappedJourneys:
    """Everybody's journey first, then each persona's in the order of the layers; `steps` is the table behind them."""

    journeys: list[Journey]
    steps: pa.Table


def map_journeys(
    partitions: Sequence[Partition],
    names: Names,
    config: Config,
    release: Release,
    *,
    members: pa.Table | None = None,
    layers: Sequence[PersonaLayer] = (),
    journey: str = "customer",
    progress: Counting | None = None,
) -> MappedJourneys:
    """Draw the recorded journeys of a build.

    `members` has `customer_id` and `persona` (an id that one of `layers` bears); customers of no persona are on
    everybody's map only. `progress` hears events done, of how many. Raises `TooLittleData` without any event.
    """
    events = sum(part.events for part in partitions)
    unit = config.journeys[journey].unit
    if not events:
        raise TooLittleData(
            f"Journey {journey!r}: there are 0 events that name their {unit}; a journey needs at least one.",
            hint=f"Load events with columns.{unit}_id, or take journeys.{journey} away.",
        )
    whose = members_of(members, layers)
    book = step_book(names.touchpoints, config.touchpoints)
    frame = Frame(groups=whose.groups, steps=book.steps, channels=len(names.channels))
    clock = clock_of(partitions, book, microseconds(config.workspace.silence), _already_us(config, journey))
    counts: list[Counts] = []
    rows: list[pa.Table] = []
    done = 0
    for part in partitions:
        walked = walk(part, book, clock)
        counts.append(partial(part, walked, whose.group_of(part), book, frame))
        rows.append(steps_rows(part, walked, book, names.channels))
        done += part.events
        if progress:
            progress(done, events)
    made = _sheets(merged(counts), book, frame, config.workspace.min_cell)
    legend = legend_of(made[0], config, journey, names.channels, release)
    drawn = [journey_from(sheet, legend, layer) for sheet, layer in zip(made, (None, *layers), strict=True)]
    steps = of_unit(pa.concat_tables(rows), unit)
    return MappedJourneys(journeys=drawn, steps=steps)


def _already_us(config: Config, journey: str) -> int | None:
    told = config.journeys[journey].already_customers
    return microseconds(told) if told else None


def _sheets(counts: Counts, book: StepBook, frame: Frame, min_cell: int) -> list[MapCounts]:
    counts = replace(counts, gaps=sorted_gaps(counts.gaps))
    everyone = everybody(counts, frame)
    everyone = replace(everyone, gaps=sorted_gaps(everyone.gaps))
    return sheets(counts, everyone, book, selection(counts, everyone, book, frame, min_cell), frame, min_cell)
