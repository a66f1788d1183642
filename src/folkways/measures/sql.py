"""Pieces of SQL that measures and features share: names, texts, visits, months."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pyarrow as pa

Query = Callable[[str], pa.Table]
"""Runs SQL over the snapshot's tables: `events`, `customers`, `lines`, `answers`, later `features` and `members`."""

_ORDER = 'PARTITION BY customer_id ORDER BY "at", source_order, event_id'
MONTH = "strftime(DATE '1970-01-01' + local_day::INTEGER, '%Y-%m')"
"""The local month of an event, as `2017-03`."""


def name(text: str) -> str:
    """An SQL identifier."""
    return '"' + text.replace('"', '""') + '"'


def text(found: str) -> str:
    """An SQL string literal."""
    return "'" + found.replace("'", "''") + "'"


def listed(found: Sequence[str]) -> str:
    """SQL string literals in parentheses; an empty list holds one text that nothing equals."""
    return "(" + ", ".join(text(one) for one in found or ("\x1f",)) + ")"


def visits(aside: Sequence[str], gap_us: int, *, until: int | None = None, since: int | None = None) -> str:
    """SQL relation: one row for each event of a visit, within local days (both inclusive).

    Events at touchpoints `aside` belong to no visit. `fresh` is 1 on the first event of a visit (no event of the
    customer in the `gap_us` before it), else 0; `visit` numbers a customer's visits from 1.
    """
    conditions = [f"touchpoint NOT IN {listed(aside)}"] if aside else []
    conditions += [f"local_day <= {until}"] if until is not None else []
    conditions += [f"local_day >= {since}"] if since is not None else []
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    return (
        f"(SELECT *, sum(fresh) OVER ({_ORDER}) AS visit FROM ("
        f'SELECT *, CASE WHEN "at" - lag("at") OVER ({_ORDER}) < {gap_us} THEN 0 ELSE 1 END AS fresh '
        f"FROM events{where}))"
    )


def inside(persona: str) -> str:
    """SQL condition on `members`: this persona's, false for customers in none."""
    return f"persona IS NOT DISTINCT FROM {text(persona)}"
