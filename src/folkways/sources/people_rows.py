"""Rows of customers as typed columns, in one pass over a file."""

from __future__ import annotations

import pyarrow as pa

from folkways.model.config import Source, Trait
from folkways.model.tables import ROLE_KINDS, TableName
from folkways.sources.coded import labelled, split_options
from folkways.sources.columns import literal, number_of, quoted, text_of
from folkways.sources.event_rows import attributes_of, role_text, role_time
from folkways.sources.rejected import ROW
from folkways.sources.rows import Rows

DESCRIBED: dict[TableName, str] = {"customers": "customer_id", "accounts": "account_id"}
"""The tables whose rows each describe one thing by traits, and its key."""
TRUE_WORDS = ("true", "t", "yes", "y", "1", "on")
_TYPES = {"numeric": "DOUBLE", "boolean": "BOOLEAN", "multi": "VARCHAR[]"}
FALSE_WORDS = ("false", "f", "no", "n", "0", "off")


def staged_described(rows: Rows, source: Source) -> pa.Table:
    """Read rows of customers or accounts: `row`, the roles that are text, `us` and `time_kind` (of `first_at`), each
    trait and `bad:TRAIT`, of accounts the `attributes`.
    """
    fields = [f"{quoted(ROW)} AS row"]
    for role, kind in ROLE_KINDS[source.table].items():
        if kind != "time":
            fields.append(f"{role_text(rows, source, role, ids=kind == 'id')} AS {role}")
    if source.table == "accounts":
        fields.append(f"{attributes_of(rows, source)} AS attributes")
    fields += optional_time(rows, source, "first_at")
    for name, trait in source.traits.items():
        value, there = _trait(rows, source, trait)
        fields += [f"{value} AS {quoted(name)}", f"({value} IS NULL AND {there}) AS {quoted('bad:' + name)}"]
    return rows.con.sql(f"SELECT {', '.join(fields)} FROM {rows.name} ORDER BY row").to_arrow_table()


def _trait(rows: Rows, source: Source, trait: Trait) -> tuple[str, str]:
    """A trait's value as SQL, and whether its cell holds anything; a code the code book does not know is NULL."""
    if trait.optional and not rows.has(trait.column):
        return f"CAST(NULL AS {_TYPES.get(trait.kind, 'VARCHAR')})", "false"
    column, kind = rows.column(trait.column), rows.type_of(trait.column)
    missing = [*source.missing, *trait.blank]
    text = text_of(column, kind, missing)
    there = f"({text}) IS NOT NULL"
    if trait.kind == "numeric":
        return number_of(column, kind, source.decimal, missing), there
    if trait.kind == "multi":
        return split_options(text, trait.separator or ";", [], trait.labels), there
    text = labelled(text, trait.labels)
    if trait.kind == "boolean":
        yes, no = (", ".join(literal(word) for word in words) for words in (TRUE_WORDS, FALSE_WORDS))
        return (
            f"(CASE WHEN lower({text}) IN ({yes}) THEN true WHEN lower({text}) IN ({no}) THEN false END)",
            there,
        )
    if trait.kind == "ordinal" and trait.order:
        levels = ", ".join(literal(word) for word in trait.order)
        return f"(CASE WHEN {text} IN ({levels}) THEN {text} END)", there
    return text, there


def optional_time(rows: Rows, source: Source, role: str) -> list[str]:
    """Tell a time that need not be mapped as SQL: `us` and `time_kind`."""
    if role not in source.columns:
        return ["CAST(NULL AS BIGINT) AS us", "CAST(0 AS TINYINT) AS time_kind"]
    time = role_time(rows, source, role)
    return [f"{time.microseconds} AS us", f"CAST({time.kind} AS TINYINT) AS time_kind"]
