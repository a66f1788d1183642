"""Rows of a table whose roles are just columns (voices, accounts, deals …), typed in one pass over a file."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa

from folkways.model.config import Source
from folkways.model.tables import ROLE_KINDS, RoleKind
from folkways.sources.columns import literal, minor_digits, minor_units_of, number_of, quoted, text_of
from folkways.sources.event_rows import attributes_of, role_columns, role_text, role_time
from folkways.sources.rejected import ROW
from folkways.sources.rows import Rows


def staged_plain(rows: Rows, source: Source, currency: str) -> pa.Table:
    """Read rows: `row`, `place`, a column for each role, `bad:ROLE` where a number or an amount could not be read.

    A role that is a time comes as `us` and `time_kind`. With `metrics` each row gives one row for each of them, told
    apart by `place`.
    """
    if not source.metrics:
        return _selected(rows, [_select(rows, source, currency)])
    selects = [
        _select(rows, _one_metric(source, name, column), currency, place)
        for place, (name, column) in enumerate(source.metrics.items())
    ]
    return _selected(rows, selects)


def time_role(source: Source) -> str | None:
    """Name the role of a table that is a time."""
    return next((role for role, kind in ROLE_KINDS[source.table].items() if kind == "time"), None)


def _selected(rows: Rows, selects: list[str]) -> pa.Table:
    return rows.con.sql(f"SELECT * FROM ({' UNION ALL '.join(selects)}) ORDER BY row, place").to_arrow_table()


def _one_metric(source: Source, name: str, column: str) -> Source:
    told = {**source.columns, "value": column}
    return source.model_copy(update={"columns": told, "constants": {**source.constants, "metric": name}})


def _select(rows: Rows, source: Source, currency: str, place: int = 0) -> str:
    fields = [f"{quoted(ROW)} AS row", f"{place} AS place", *_roles(rows, source, currency)]
    fields.append(f"{attributes_of(rows, source)} AS attributes")
    return f"SELECT {', '.join(fields)} FROM {rows.name}"


def _roles(rows: Rows, source: Source, currency: str) -> Iterator[str]:
    for role, kind in ROLE_KINDS[source.table].items():
        if kind == "time":
            yield from _time(rows, source, role)
        elif kind in ("number", "money"):
            yield from _amount(rows, source, role, kind, currency)
        else:
            yield f"{role_text(rows, source, role, ids=kind == 'id')} AS {quoted(role)}"


def _time(rows: Rows, source: Source, role: str) -> Iterator[str]:
    if role in source.columns or role in source.constants:
        time = role_time(rows, source, role)
        yield from (f"{time.microseconds} AS us", f"CAST({time.kind} AS TINYINT) AS time_kind")
    else:
        yield from ("CAST(NULL AS BIGINT) AS us", "CAST(0 AS TINYINT) AS time_kind")


def _amount(rows: Rows, source: Source, role: str, kind: RoleKind, currency: str) -> Iterator[str]:
    column, held = _cell(rows, source, role)
    if kind == "money":
        digits = minor_digits(currency) if source.value_unit == "major" else 0
        read = minor_units_of(column, held, source.decimal, source.missing, digits)
    else:
        read = number_of(column, held, source.decimal, source.missing)
    there = f"({text_of(column, held, source.missing)}) IS NOT NULL"
    yield f"{read} AS {quoted(role)}"
    yield f"({read} IS NULL AND {there}) AS {quoted('bad:' + role)}"


def _cell(rows: Rows, source: Source, role: str) -> tuple[str, str]:
    """The column of a role (or its constant as text) and its type."""
    columns = role_columns(source, role)
    if columns:
        return rows.column(columns[0]), rows.type_of(columns[0])
    told = source.constants.get(role)
    return (literal(told) if told is not None else "CAST(NULL AS VARCHAR)"), "VARCHAR"
