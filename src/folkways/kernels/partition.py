"""A partition: the journeys of some units, as flat arrays that a kernel runs over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

FIELDS: dict[str, pa.DataType] = {
    "at": pa.int64(),
    "touchpoint": pa.uint16(),
    "channel": pa.uint8(),
    "value": pa.int64(),
    "value_valid": pa.uint8(),
    "day_only": pa.uint8(),
    "local_day": pa.int32(),
    "local_minute": pa.int16(),
}
SCHEMA = pa.schema(
    [
        pa.field("unit_id", pa.string(), nullable=False),
        *(
            pa.field(name, pa.list_(pa.field("item", kind, nullable=False)), nullable=False)
            for name, kind in FIELDS.items()
        ),
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Partition:
    """The events of unit `u` are `offsets[u]:offsets[u + 1]` of every other array, sorted by time.

    `docs/reference/partition.md` tells the fields. Arrays may be views of a mapped file: never write to them.
    """

    unit_ids: pa.Array
    offsets: NDArray[np.integer]
    at: NDArray[np.int64]
    touchpoint: NDArray[np.uint16]
    channel: NDArray[np.uint8]
    value: NDArray[np.int64]
    value_valid: NDArray[np.uint8]
    day_only: NDArray[np.uint8]
    local_day: NDArray[np.int32]
    local_minute: NDArray[np.int16]

    @property
    def units(self) -> int:
        return len(self.offsets) - 1

    @property
    def events(self) -> int:
        return len(self.at)

    @property
    def lengths(self) -> NDArray[np.int64]:
        """The number of events of each unit."""
        return np.diff(self.offsets).astype(np.int64)

    @property
    def unit_of(self) -> NDArray[np.int64]:
        """The unit's place for each event."""
        return np.repeat(np.arange(self.units), self.lengths)

    def take(self, mask: NDArray[np.bool_]) -> Partition:
        """The units where `mask` (one for each unit) is true, with all their events."""
        lengths = self.lengths
        chosen = np.repeat(mask, lengths)
        offsets = np.concatenate(([0], np.cumsum(lengths[mask])))
        return self._with_events(chosen, self.unit_ids.filter(pa.array(mask)), offsets)

    def keep(self, mask: NDArray[np.bool_]) -> Partition:
        """All units, with only the events where `mask` (one for each event) is true; a unit may become empty."""
        kept_before = np.concatenate(([0], np.cumsum(mask)))
        return self._with_events(mask, self.unit_ids, kept_before[self.offsets])

    def recoded(self, codes: NDArray[np.uint16]) -> Partition:
        """The same events under other touchpoint codes (one for each event), as for the steps of a journey."""
        return replace(self, touchpoint=codes)

    def blocks(self, events: int) -> Iterator[Partition]:
        """Views of consecutive units with about so many events each, so that work arrays stay in the cache."""
        first = 0
        while first < self.units:
            until = int(np.searchsorted(self.offsets, self.offsets[first] + events, side="right")) - 1
            until = min(max(until, first + 1), self.units)
            a, b = int(self.offsets[first]), int(self.offsets[until])
            yield Partition(
                unit_ids=self.unit_ids.slice(first, until - first),
                offsets=self.offsets[first : until + 1] - a,
                **{name: getattr(self, name)[a:b] for name in FIELDS},
            )
            first = until

    def _with_events(
        self, mask: NDArray[np.bool_], unit_ids: pa.Array, offsets: NDArray[np.integer]
    ) -> Partition:
        kept = {name: getattr(self, name)[mask] for name in FIELDS}
        return Partition(unit_ids=unit_ids, offsets=offsets, **kept)


def partition_of(batch: pa.RecordBatch) -> Partition:
    """See a record batch of the journey store as a partition, without a copy."""
    lists = {name: batch.column(name) for name in FIELDS}
    offsets = np.asarray(lists["at"].offsets)
    first, last = int(offsets[0]), int(offsets[-1])
    arrays = {name: np.asarray(column.values)[first:last] for name, column in lists.items()}
    return Partition(unit_ids=batch.column("unit_id"), offsets=offsets - first, **arrays)


def batch_of(part: Partition) -> pa.RecordBatch:
    """Write a partition down as a record batch of the journey store, without a copy of its events."""
    offsets = pa.array(part.offsets, pa.int32())
    columns = [
        pa.ListArray.from_arrays(offsets, pa.array(getattr(part, name)), type=SCHEMA.field(name).type)
        for name in FIELDS
    ]
    return pa.RecordBatch.from_arrays([part.unit_ids, *columns], schema=SCHEMA)
