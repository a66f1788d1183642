"""Lines of an event: which category each is in, and the event that the lines make together."""

# pyright: reportAttributeAccessIssue=false
# (pyarrow.compute makes its functions when imported)

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from folkways.model.config import Category, LinesConfig, TouchpointRule
from folkways.sources.columns import literal, text_of
from folkways.sources.rows import Rows

OTHER, UNKNOWN = "Other", "Unknown"


def sorting_columns(rows: Rows, lines: LinesConfig, missing: list[str]) -> dict[str, str]:
    """Tell the columns that categories look at: the text of each as SQL, under a name of its own (`__sort0`, …).

    Read once in a subquery; inside the rules the same reading, repeated, took ten times as long.
    """
    columns = dict.fromkeys(column for category in lines.categories for column in category.where)
    return {
        f"__sort{number}": text_of(rows.column(column), rows.type_of(column), missing)
        for number, column in enumerate(columns)
    }


def category_of(rows: Rows, lines: LinesConfig) -> str:
    """Tell a line's category as SQL over `sorting_columns`: the first that fits, else "Other".

    A line whose lookup found nothing is "Unknown".
    """
    columns = dict.fromkeys(column for category in lines.categories for column in category.where)
    names = {column: f"__sort{number}" for number, column in enumerate(columns)}
    whens = [f"WHEN {_fits(category, names)} THEN {literal(category.name)}" for category in lines.categories]
    orphan = " OR ".join(name for name in rows.types if name.startswith("__orphan"))
    lost = [f"WHEN {orphan} THEN {literal(UNKNOWN)}"] if orphan else []
    return f"CASE {' '.join([*lost, *whens])} ELSE {literal(OTHER)} END" if lost or whens else literal(OTHER)


def without_quantity(lines: LinesConfig) -> list[str]:
    """Name the categories whose quantities are in another unit and must not be summed."""
    return [category.name for category in lines.categories if not category.quantity]


def _fits(category: Category, names: dict[str, str]) -> str:
    tests = [
        f"{names[column]} IN ({', '.join(literal(value) for value in values)})"
        for column, values in category.where.items()
    ]
    return "(" + " AND ".join(tests) + ")" if tests else "true"


@dataclass(frozen=True, slots=True, kw_only=True)
class Folded:
    """Events, their parts by category, and the `order` of lines whose event belongs to another customer."""

    events: pa.Table
    lines: pa.Table
    strangers: list[int]


def folded(checked: pa.Table, lines: LinesConfig, minor_factor: int) -> Folded:
    """Fold checked lines into events and into one row per event and category.

    `checked` holds one row per line with `event_id`, `customer_id`, `at`, `order`, `value`, `category`, `quantity` and
    what else an event has. An event takes its time and its words from its earliest line (by `at`, then `order`), its
    value from all of them; values are sums of minor units, `lines` counts, quantities (six decimals, so that a sum does
    not depend on the order of its parts) are NULL where they are of no use. A line that names another customer than
    the event's first (by `order`) is left out and told.
    """
    con = duckdb.connect(":memory:")
    try:
        con.register("checked", checked)
        _part(con, "checked", lines)
        strangers = _strangers(con)
        if strangers:
            con.register("known", checked.filter(pc.invert(pc.is_in(checked["order"], pa.array(strangers)))))
            _part(con, "known", lines)
        con.execute(_events_sql("known" if strangers else "checked"))
        named = _named(con, lines.touchpoints, minor_factor)
        parts = con.sql(
            "SELECT customer_id, event_id, category, value, lines, quantity FROM parts ORDER BY event_id, category"
        ).to_arrow_table()
        return Folded(
            events=named, lines=parts if lines.categories else parts.slice(0, 0), strangers=strangers
        )
    finally:
        con.close()


def _part(con: duckdb.DuckDBPyConnection, relation: str, lines: LinesConfig) -> None:
    spoiled = without_quantity(lines)
    good = f"category NOT IN ({', '.join('?' * len(spoiled))})" if spoiled else "true"
    quantity = f"sum(TRY_CAST(quantity AS DECIMAL(32, 6))) FILTER ({good})::DOUBLE"
    con.execute(
        "CREATE OR REPLACE TEMP TABLE parts AS SELECT event_id, category, sum(value)::BIGINT AS value, "
        f"count(*) AS lines, {quantity} AS quantity, min(customer_id) AS customer_id, "
        f"max(customer_id) AS other_customer FROM {relation} GROUP BY event_id, category",
        spoiled,
    )


def _strangers(con: duckdb.DuckDBPyConnection) -> list[int]:
    shared = "SELECT event_id FROM parts GROUP BY event_id HAVING min(customer_id) <> max(other_customer)"
    found = con.execute(
        'SELECT place FROM (SELECT "order" AS place, customer_id, first_value(customer_id) OVER '
        f'(PARTITION BY event_id ORDER BY "order") AS owner FROM checked WHERE event_id IN ({shared})) '
        "WHERE customer_id <> owner ORDER BY place"
    ).fetchall()
    return [place for (place,) in found]


def _events_sql(relation: str) -> str:
    firsts = ("customer_id", "channel", "case_id", "account_id", "attributes", "touchpoint", "day")
    taken = ", ".join(f'arg_min_null("{name}", rank) AS "{name}"' for name in firsts)
    ranked = f'SELECT *, CAST("at" AS HUGEINT) * 4611686018427387904 + "order" AS rank FROM {relation}'
    return (
        f'CREATE TEMP TABLE heads AS SELECT event_id, min("at") AS "at", min("order") AS "order", {taken}, '
        f"sum(value)::BIGINT AS value, count(*) AS lines FROM ({ranked}) GROUP BY event_id"
    )


def _named(con: duckdb.DuckDBPyConnection, rules: Sequence[TouchpointRule], minor_factor: int) -> pa.Table:
    shares: list[str] = []
    words: list[str] = []
    for number, rule in enumerate(rules):
        inside = f"category IN ({', '.join('?' * len(rule.category))})" if rule.category else "true"
        shares.append(f"sum(value) FILTER ({inside}) AS v{number}, sum(lines) FILTER ({inside}) AS n{number}")
        words += [*rule.category, *rule.category]
    measured = "".join(f", {share}" for share in shares)
    con.execute(
        f"CREATE TEMP TABLE mixes AS SELECT event_id AS mix_id, sum(value) AS v, sum(lines) AS n{measured} "
        "FROM parts GROUP BY event_id",
        words,
    )
    whens: list[str] = []
    values: list[str | float] = []
    for number, rule in enumerate(rules):
        test, given = _test(rule, number, minor_factor)
        whens.append(f"WHEN {test} THEN ?")
        values += [*given, rule.touchpoint]
    named = f"coalesce(touchpoint, CASE {' '.join(whens)} END)" if whens else "touchpoint"
    return con.sql(
        f'SELECT heads.* REPLACE ({named} AS touchpoint) FROM heads JOIN mixes ON event_id = mix_id ORDER BY "order"',
        params=values,
    ).to_arrow_table()


def _test(rule: TouchpointRule, number: int, minor_factor: int) -> tuple[str, list[float]]:
    tests: list[str] = []
    given: list[float] = []
    if rule.category and rule.share_of_value is not None:
        share = f"CASE WHEN v > 0 THEN coalesce(v{number}, 0) / v ELSE coalesce(n{number}, 0) / n END"
        tests.append(f"({share}) >= ?")
        given.append(rule.share_of_value)
    elif rule.category:
        tests.append(f"n{number} > 0")
    bounds = (
        ("n >= ?", rule.lines_at_least, 1),
        ("n <= ?", rule.lines_at_most, 1),
        ("v >= ?", rule.value_at_least, minor_factor),
        ("v <= ?", rule.value_at_most, minor_factor),
    )
    for test, bound, factor in bounds:
        if bound is not None:
            tests.append(test)
            given.append(bound * factor)
    return " AND ".join(tests) or "true", given
