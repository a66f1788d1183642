"""The query that repeats a row of the quality report, where the snapshot's tables still hold what it counted."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from folkways.model.config import Config
from folkways.model.quality import Check, QualityRow

EVENTS = "SELECT count(*) FROM events WHERE source = {source}"
LINES = "SELECT sum(lines) FROM lines WHERE source = {source}"
QUARANTINE = "SELECT count(*) FROM quarantine WHERE source = {source} AND {whole} AND {column_is} AND reason = {detail}"
QUERIES: dict[Check, str] = {
    "rows rejected": QUARANTINE.replace("{whole}", "whole_row"),
    "values left out": QUARANTINE.replace("{whole}", "NOT whole_row"),
    "events": EVENTS,
    "period": EVENTS,
    "events by day only": EVENTS + " AND at_precision = 'day'",
    "without value": EVENTS + " AND value IS NULL",
    "negative value": EVENTS + " AND value < 0",
    "touchpoint": "SELECT count(*) FROM events WHERE touchpoint {is_column}",
    "channel": "SELECT count(*) FROM events WHERE channel {is_column}",
    "customers": "SELECT count(*) FROM customers",
    "customers with events": "SELECT count(DISTINCT customer_id) FROM events",
    "missing": "SELECT {of} - count({name}) FROM customers",
    "levels": "SELECT count(DISTINCT {name}) FROM customers",
    "bots kept apart": "SELECT count(DISTINCT (file, row)) FROM quarantine WHERE source = {source} AND whole_row "
    "AND starts_with(reason, 'bot: ')",
    "accounts": "SELECT count(*) FROM accounts",
    "metric": "SELECT count(*) FROM aggregates WHERE source = {source} AND metric {is_column}",
    "answers": "SELECT count(*) FROM answers WHERE source = {source}",
    "answers without customer": "SELECT count(*) FROM answers WHERE source = {source} AND customer_id IS NULL",
}


def text(value: str | None) -> str:
    """A SQL text."""
    return "NULL" if value is None else "'" + value.replace("'", "''") + "'"


def query_of(row: QualityRow, loaded: Mapping[str, str], traits: Collection[str]) -> str | None:
    """SQL over the snapshot's tables whose result is the row's count; None where only the source file could say.

    `loaded` is the query for the loaded rows of a source. `traits` are the columns of `customers`: a range is told
    of those and of the value of events.
    """
    query = loaded.get(row.source) if row.check == "rows loaded" else QUERIES.get(row.check)
    if row.check == "range":
        query = (
            "SELECT count({name}) FROM customers"
            if row.column in traits
            else EVENTS + " AND value IS NOT NULL"
        )
    if query is None:
        return None
    column = row.column or ""
    return query.format(
        source=text(row.source),
        detail=text(row.detail),
        of=row.of,
        name='"' + column.replace('"', '""') + '"',
        column_is='"column" IS NULL' if row.column is None else f'"column" = {text(row.column)}',
        is_column="IS NULL" if row.column is None else f"= {text(row.column)}",
    )


def repeatable(config: Config) -> Callable[[QualityRow], QualityRow]:
    """Adds its query to a row. Loaded rows of an event source are its events, or their lines where it has lines.

    Lines without categories only fold into events: nothing holds how many there were.
    """
    traits = config.traits_of("customers")
    accounts = {source.name for source in config.sources if source.table == "accounts"}
    told = [one for one in config.sources if one.table == "events"]
    loaded = {
        one.name: LINES if one.lines else EVENTS for one in told if not one.lines or one.lines.categories
    }

    def told_again(row: QualityRow) -> QualityRow:
        query = query_of(row, loaded, config.traits_of("accounts") if row.source in accounts else traits)
        if query and row.source in accounts:
            query = query.replace(" FROM customers", " FROM accounts")
        return row.model_copy(update={"query": query})

    return told_again
