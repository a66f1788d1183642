"""Whose events count: the period, and the split into groups of units or of channels."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa

from folkways.engines.places import places
from folkways.errors import ConfigError
from folkways.kernels.partition import Partition
from folkways.model.question import Scoped

_EPOCH = date(1970, 1, 1)
Split = Callable[[Partition], list[Partition]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """The labels of the groups (None = units that belong to none, events without a channel), and the split."""

    labels: tuple[str | None, ...]
    split: Split


def within(part: Partition, scope: Scoped) -> Partition:
    """The events whose local day lies in the asked period, both ends included."""
    if scope.date_from is None and scope.date_to is None:
        return part
    first = (scope.date_from - _EPOCH).days if scope.date_from else np.iinfo(np.int32).min
    last = (scope.date_to - _EPOCH).days if scope.date_to else np.iinfo(np.int32).max
    return part.keep((part.local_day >= first) & (part.local_day <= last))


def grouped(by: str | None, channels: tuple[str, ...], units: pa.Table | None) -> Groups:
    """Everyone as one group; or the events of each channel; or the units of each group of `units`."""
    if by is None:
        return Groups(labels=(None,), split=lambda part: [part])
    if by == "channel":
        return _by_channel(channels)
    if units is None:
        raise ConfigError(
            f"Nobody said which unit belongs to which {by}.", hint="Give a table of unit_id and group."
        )
    return _by_unit(units)


def _by_channel(channels: tuple[str, ...]) -> Groups:
    codes = [*range(1, len(channels)), 0]

    def split(part: Partition) -> list[Partition]:
        return [part.keep(part.channel == code) for code in codes]

    return Groups(labels=(*channels[1:], None), split=split)


def _by_unit(units: pa.Table) -> Groups:
    units = units.filter(units["group"].is_valid())
    group = units["group"].cast(pa.string())
    labels = group.unique().sort()
    ids = units["unit_id"].cast(pa.string()).combine_chunks()
    group_of = np.append(places(group, labels), -1)

    def split(part: Partition) -> list[Partition]:
        own = group_of[places(part.unit_ids, ids)]
        return [part.take(own == number) for number in [*range(len(labels)), -1]]

    return Groups(labels=(*labels.to_pylist(), None), split=split)
