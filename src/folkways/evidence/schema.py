"""The canonical tables: their columns, types and order on disk."""

# pyright: reportAttributeAccessIssue=false
# (pyarrow.compute makes its functions when imported)

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

EVENTS = pa.schema(
    [
        pa.field("customer_id", pa.string(), nullable=False),
        pa.field("event_id", pa.string(), nullable=False),
        pa.field("at", pa.int64(), nullable=False),
        pa.field("at_precision", pa.string(), nullable=False),
        pa.field("touchpoint", pa.string(), nullable=False),
        pa.field("channel", pa.string()),
        pa.field("value", pa.int64()),
        pa.field("case_id", pa.string()),
        pa.field("account_id", pa.string()),
        pa.field("source", pa.string(), nullable=False),
        pa.field("source_order", pa.int64(), nullable=False),
        pa.field("local_day", pa.int32(), nullable=False),
        pa.field("local_minute", pa.int16(), nullable=False),
        pa.field("basis", pa.string(), nullable=False),
        pa.field("attributes", pa.string()),
    ]
)
LINES = pa.schema(
    [
        pa.field("customer_id", pa.string(), nullable=False),
        pa.field("event_id", pa.string(), nullable=False),
        pa.field("category", pa.string(), nullable=False),
        pa.field("value", pa.int64()),
        pa.field("lines", pa.int64(), nullable=False),
        pa.field("quantity", pa.float64()),
        pa.field("source", pa.string(), nullable=False),
    ]
)
ANSWERS = pa.schema(
    [
        pa.field("answer_id", pa.string(), nullable=False),
        pa.field("respondent_id", pa.string(), nullable=False),
        pa.field("customer_id", pa.string()),
        pa.field("survey", pa.string()),
        pa.field("wave", pa.string()),
        pa.field("question", pa.string(), nullable=False),
        pa.field("kind", pa.string(), nullable=False),
        pa.field("score", pa.float64()),
        pa.field("text", pa.string()),
        pa.field("weight", pa.float64()),
        pa.field("at", pa.int64()),
        pa.field("touchpoint", pa.string()),
        pa.field("source", pa.string(), nullable=False),
    ]
)
VOICES = pa.schema(
    [
        pa.field("voice_id", pa.string(), nullable=False),
        pa.field("customer_id", pa.string()),
        pa.field("kind", pa.string(), nullable=False),
        pa.field("text", pa.string(), nullable=False),
        pa.field("title", pa.string()),
        pa.field("language", pa.string()),
        pa.field("speaker", pa.string()),
        pa.field("rating", pa.float64()),
        pa.field("at", pa.int64()),
        pa.field("touchpoint", pa.string()),
        pa.field("channel", pa.string()),
        pa.field("thread_id", pa.string()),
        pa.field("document", pa.string(), nullable=False),
        pa.field("locator", pa.string(), nullable=False),
        pa.field("source", pa.string(), nullable=False),
        pa.field("basis", pa.string(), nullable=False),
    ]
)
ACCOUNTS = pa.schema(
    [
        pa.field("account_id", pa.string(), nullable=False),
        pa.field("name", pa.string()),
        pa.field("parent_id", pa.string()),
        pa.field("first_at", pa.int64()),
        pa.field("attributes", pa.string()),
        pa.field("source", pa.string(), nullable=False),
    ]
)
MEMBERSHIPS = pa.schema(
    [
        pa.field("customer_id", pa.string(), nullable=False),
        pa.field("account_id", pa.string(), nullable=False),
        pa.field("role", pa.string()),
        pa.field("at", pa.int64()),
        pa.field("source", pa.string(), nullable=False),
    ]
)
DEALS = pa.schema(
    [
        pa.field("deal_id", pa.string(), nullable=False),
        pa.field("account_id", pa.string()),
        pa.field("customer_id", pa.string()),
        pa.field("name", pa.string()),
        pa.field("stage", pa.string(), nullable=False),
        pa.field("at", pa.int64()),
        pa.field("value", pa.int64()),
        pa.field("outcome", pa.string()),
        pa.field("owner", pa.string()),
        pa.field("attributes", pa.string()),
        pa.field("source", pa.string(), nullable=False),
    ]
)
AGGREGATES = pa.schema(
    [
        pa.field("at", pa.int64(), nullable=False),
        pa.field("channel", pa.string()),
        pa.field("campaign", pa.string()),
        pa.field("item", pa.string()),
        pa.field("metric", pa.string(), nullable=False),
        pa.field("value", pa.float64(), nullable=False),
        pa.field("currency", pa.string()),
        pa.field("source", pa.string(), nullable=False),
    ]
)
DOCUMENTS = pa.schema(
    [
        pa.field("document_id", pa.string(), nullable=False),
        pa.field("kind", pa.string()),
        pa.field("title", pa.string()),
        pa.field("author", pa.string()),
        pa.field("at", pa.int64()),
        pa.field("text", pa.string(), nullable=False),
        pa.field("url", pa.string()),
        pa.field("locator", pa.string(), nullable=False),
        pa.field("source", pa.string(), nullable=False),
    ]
)
IDENTITIES = pa.schema(
    [
        pa.field("source", pa.string(), nullable=False),
        pa.field("kind", pa.string(), nullable=False),
        pa.field("value_hash", pa.string()),
        pa.field("customer_id", pa.string(), nullable=False),
        pa.field("original_id", pa.string(), nullable=False),
        pa.field("how", pa.string(), nullable=False),
        pa.field("probability", pa.float64(), nullable=False),
    ]
)
SEEN_IDENTITIES = pa.schema(
    [
        pa.field("kind", pa.string(), nullable=False),
        pa.field("value", pa.string(), nullable=False),
        pa.field("customer_id", pa.string(), nullable=False),
        pa.field("at", pa.int64()),
        pa.field("source", pa.string(), nullable=False),
    ]
)
"""As a source tells them; they are hashed and joined before anything is written."""
QUARANTINE = pa.schema(
    [
        pa.field("source", pa.string(), nullable=False),
        pa.field("file", pa.string(), nullable=False),
        pa.field("row", pa.int64(), nullable=False),
        pa.field("column", pa.string(), nullable=False),
        pa.field("value", pa.string()),
        pa.field("reason", pa.string(), nullable=False),
        pa.field("whole_row", pa.bool_(), nullable=False),
    ]
)
CUSTOMERS_HEAD = (pa.field("customer_id", pa.string(), nullable=False), pa.field("first_at", pa.int64()))


def conformed(table: pa.Table, schema: pa.Schema) -> pa.Table:
    """Bring a table into a schema: its columns, in its order, missing ones null."""
    columns = [
        table[field.name].cast(field.type)
        if field.name in table.column_names
        else pa.nulls(table.num_rows, field.type)
        for field in schema
    ]
    return pa.table(columns, schema=schema)


def sorted_by_customer(table: pa.Table, *then: str) -> pa.Table:
    """Sort by `customer_id` (bytes of its text) and then by further columns; rows without a customer come last."""
    ids = pc.dictionary_encode(table["customer_id"].combine_chunks())
    names = ids.dictionary.to_pylist()
    rank_of_code = np.empty(len(names) + 1, dtype=np.int64)
    rank_of_code[
        np.array(sorted(range(len(names)), key=lambda code: names[code].encode()), dtype=np.int64)
    ] = np.arange(len(names))
    rank_of_code[len(names)] = len(names)
    codes = pc.fill_null(ids.indices, len(names)).to_numpy(zero_copy_only=False)
    keys = [_sort_key(table[name]) for name in reversed(then)]
    order = np.lexsort([*keys, rank_of_code[codes]])
    return table.take(pa.array(order))


def spelled_out(table: pa.Table) -> pa.Table:
    """The same rows in one piece and without dictionaries, whose layout may differ from one build to the next."""
    plain = [one.type.value_type if pa.types.is_dictionary(one.type) else one.type for one in table.schema]
    fields = [pa.field(one.name, kind) for one, kind in zip(table.schema, plain, strict=True)]
    return table.cast(pa.schema(fields)).combine_chunks()


def write_table(table: pa.Table, path: Path) -> None:
    """Write a table as one Parquet file (zstd), the same bytes for the same rows."""
    pq.write_table(
        table, path, compression="zstd", compression_level=3, row_group_size=1 << 18, store_schema=False
    )


def _sort_key(column: pa.ChunkedArray) -> np.ndarray:
    if pa.types.is_string(column.type):
        codes = pc.dictionary_encode(column.combine_chunks())
        names = codes.dictionary.to_pylist()
        ranks = np.empty(len(names) + 1, dtype=np.int64)
        ranks[np.array(sorted(range(len(names)), key=lambda code: names[code].encode()), dtype=np.int64)] = (
            np.arange(len(names))
        )
        ranks[len(names)] = len(names)
        return ranks[pc.fill_null(codes.indices, len(names)).to_numpy(zero_copy_only=False)]
    return pc.fill_null(column, np.iinfo(np.int64).max).to_numpy()
