"""Tables of ids become tables of persons: every id is replaced by its person's, and told once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc


def with_persons(table: pa.Table, person_of: Mapping[str, str], *columns: str) -> pa.Table:
    """Put persons in the place of ids in some columns (default `customer_id`)."""
    if not person_of:
        return table
    for name in columns or ("customer_id",):
        if name in table.column_names:
            place = table.column_names.index(name)
            table = table.set_column(place, table.schema.field(place), _replaced(table[name], person_of))
    return table


def one_row_each(table: pa.Table, originals: pa.ChunkedArray) -> pa.Table:
    """Fold rows of one person into one: each column from the first row that tells it, the person's own id first.

    `originals` are the ids that the rows had. `first_at` is the earliest.
    """
    persons = table["customer_id"].to_pylist()
    if len(set(persons)) == len(persons):
        return table
    ids = originals.to_pylist()
    order = sorted(
        range(len(ids)), key=lambda row: (persons[row].encode(), ids[row] != persons[row], ids[row])
    )
    if "first_at" in table.column_names:
        at = table["first_at"].to_pylist()
        earliest = sorted(order, key=lambda row: (persons[row].encode(), at[row] is None, at[row] or 0))
    else:
        earliest = order
    group = np.cumsum([0, *(persons[a] != persons[b] for a, b in pairwise(order))])
    columns = {
        name: _first_told(table[name].take(pa.array(earliest if name == "first_at" else order)), group)
        for name in table.column_names
    }
    return pa.table(list(columns.values()), schema=table.schema)


def across_channels(events: Sequence[pa.Table]) -> int:
    """Count the customers whose events are on more than one channel."""
    pairs = [table.select(["customer_id", "channel"]) for table in events]
    if not pairs:
        return 0
    known = pa.concat_tables(pairs).filter(pc.field("channel").is_valid())
    once = known.group_by(["customer_id", "channel"], use_threads=False).aggregate([])
    counted = once.group_by("customer_id", use_threads=False).aggregate([("channel", "count")])
    return counted.filter(pc.field("channel_count") > 1).num_rows


def _first_told(column: pa.ChunkedArray, group: np.ndarray) -> pa.Array:
    """The first value of each group that is not null."""
    whole = column.combine_chunks()
    told = np.flatnonzero(whole.is_valid().to_numpy(zero_copy_only=False))
    groups, first = np.unique(group[told], return_index=True)
    places = np.full(int(group[-1]) + 1, -1)
    places[groups] = told[first]
    return whole.take(pa.array(places, mask=places < 0))


def _replaced(column: pa.ChunkedArray, person_of: Mapping[str, str]) -> pa.ChunkedArray:
    coded = column.combine_chunks().dictionary_encode()
    persons = pa.array([person_of.get(one, one) for one in coded.dictionary.to_pylist()], pa.string())
    return pa.chunked_array([persons.take(coded.indices)])
