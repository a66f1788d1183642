"""Rows of an event source as text, numbers and unchecked times, in one pass over a file."""

from __future__ import annotations

import pyarrow as pa

from folkways.model.config import LinesConfig, Source
from folkways.sources.bots import BY_AGENT, first_rule, is_bot_agent
from folkways.sources.columns import (
    TimeSql,
    id_of,
    literal,
    minor_digits,
    minor_units_of,
    minor_units_of_product,
    number_of,
    quoted,
    text_of,
    time_of,
)
from folkways.sources.lines import category_of, sorting_columns
from folkways.sources.rejected import ROW
from folkways.sources.rows import HASHED, Rows

IDS = ("customer_id", "event_id", "case_id", "account_id")
WORDS = ("touchpoint", "channel")
SEARCH_TERM = "search_term"
"""The role, and the attribute, that holds what somebody searched."""


def staged_events(rows: Rows, source: Source, currency: str) -> pa.Table:
    """Read an event file's rows: `row`, ids, words, `us` and `time_kind`, `value`, what was there but unreadable.

    Nothing is left out here: what does not fit is NULL, or marked in `value_bad` and `quantity_bad`.
    """
    fields = [f"{quoted(ROW)} AS row"]
    fields += [f"{role_text(rows, source, role, ids=True)} AS {role}" for role in IDS]
    fields += [f"{role_text(rows, source, role, ids=False)} AS {role}" for role in WORDS]
    time = role_time(rows, source)
    fields += [f"{time.microseconds} AS us", f"CAST({time.kind} AS TINYINT) AS time_kind"]
    fields += _value_fields(rows, source, currency)
    fields.append(f"{_bot(rows, source)} AS bot")
    fields.append(f"{attributes_of(rows, source)} AS attributes")
    relation = rows.name
    if source.lines is not None:
        fields += _line_fields(rows, source, source.lines)
        sorting = sorting_columns(rows, source.lines, source.missing)
        relation = (
            f"(SELECT *{''.join(f', {text} AS {name}' for name, text in sorting.items())} FROM {rows.name})"
        )
    return rows.con.sql(f"SELECT {', '.join(fields)} FROM {relation}").to_arrow_table()


def role_text(rows: Rows, source: Source, role: str, *, ids: bool) -> str:
    """Tell a role's text as SQL: its column, several columns joined by `/`, its constant, or NULL.

    A row without a customer's id belongs to the first identifier it has, under the id `KIND:HASH`.
    """
    if role in source.constants:
        return literal(source.constants[role])
    columns = role_columns(source, role)
    read = id_of if ids else text_of
    parts = [read(rows.column(column), rows.type_of(column), source.missing) for column in columns]
    told = " || '/' || ".join(parts) or "CAST(NULL AS VARCHAR)"
    if role == "customer_id":
        known = [kind for kind in source.identifiers if HASHED + kind in rows.types]
        provisional = [f"{literal(f'{kind}:')} || {quoted(HASHED + kind)}" for kind in known]
        return f"coalesce({', '.join([told, *provisional])})" if known else f"({told})"
    return parts[0] if len(parts) == 1 else f"({told})"


def role_columns(source: Source, role: str) -> list[str]:
    """Name the columns that play a role, none when it has a constant or is not mapped."""
    told = source.columns.get(role, [])
    return [told] if isinstance(told, str) else list(told)


def role_time(rows: Rows, source: Source, role: str = "at") -> TimeSql:
    """Tell the time of a row as SQL."""
    if role in source.constants:
        return time_of(
            source.name, literal(source.constants[role]), "VARCHAR", None, day_only=source.day_only
        )
    column = role_columns(source, role)[0]
    kind = rows.type_of(column) if rows.has(column) else ""
    return time_of(source.name, rows.column(column), kind, source.time_format, day_only=source.day_only)


def _bot(rows: Rows, source: Source) -> str:
    """The rule by which a row is a program's, as SQL: what the source says, else what its user agent says."""
    told = role_text(rows, source, "bot", ids=False)
    if not role_columns(source, "user_agent"):
        return told
    agent = role_text(rows, source, "user_agent", ids=False)
    return f"coalesce({told}, {first_rule({BY_AGENT: is_bot_agent(agent)})})"


def values_at(rows: Rows, column: str, numbers: list[int]) -> dict[int, str | None]:
    """Fetch the text of a column in a few rows, for telling why they do not fit."""
    if not numbers or not rows.has(column):
        return {}
    wanted = pa.table({"number": pa.array(numbers, type=pa.int64())})
    rows.con.register("wanted", wanted)
    found = rows.con.execute(
        f"SELECT {quoted(ROW)}, CAST({rows.column(column)} AS VARCHAR) FROM {rows.name} "
        f"WHERE {quoted(ROW)} IN (SELECT number FROM wanted)"
    ).fetchall()
    rows.con.unregister("wanted")
    return dict(found)


def _value_fields(rows: Rows, source: Source, currency: str) -> list[str]:
    columns = role_columns(source, "value")
    if not columns:
        return ["CAST(NULL AS BIGINT) AS value", "false AS value_bad"]
    told = [(rows.column(column), rows.type_of(column)) for column in columns]
    digits = minor_digits(currency) if source.value_unit == "major" else 0
    money = (
        minor_units_of_product(told, source.decimal, source.missing, digits)
        if len(told) > 1
        else minor_units_of(*told[0], source.decimal, source.missing, digits)
    )
    there = " AND ".join(f"({text_of(*one, source.missing)}) IS NOT NULL" for one in told)
    return [f"{money} AS value", f"({money} IS NULL AND {there}) AS value_bad"]


def _line_fields(rows: Rows, source: Source, lines: LinesConfig) -> list[str]:
    category = f"{category_of(rows, lines)} AS category"
    if lines.quantity is None:
        return [category, "CAST(NULL AS DOUBLE) AS quantity", "false AS quantity_bad"]
    column, kind = rows.column(lines.quantity), rows.type_of(lines.quantity)
    number = number_of(column, kind, source.decimal, source.missing)
    there = f"({text_of(column, kind, source.missing)}) IS NOT NULL"
    return [category, f"{number} AS quantity", f"({number} IS NULL AND {there}) AS quantity_bad"]


def attributes_of(rows: Rows, source: Source) -> str:
    """Tell the further columns of a row, and what was searched, as SQL: a JSON object of text values, or NULL."""
    term = role_text(rows, source, SEARCH_TERM, ids=False)
    sought = SEARCH_TERM in source.columns or SEARCH_TERM in source.constants
    if not source.attributes:
        return f"CASE WHEN {term} IS NOT NULL THEN CAST(json_object({literal(SEARCH_TERM)}, {term}) AS VARCHAR) END"
    pairs = [
        f"{literal(name)}, {text_of(rows.column(name), rows.type_of(name), source.missing)}"
        for name in source.attributes
    ]
    pairs += [f"{literal(SEARCH_TERM)}, {term}"] if sought else []
    return f"CAST(json_object({', '.join(pairs)}) AS VARCHAR)"
