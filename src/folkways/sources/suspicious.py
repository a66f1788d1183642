"""Values that something on their way has spoilt: counted in the first rows of a file and told, never changed."""

from __future__ import annotations

import duckdb

from folkways.sources.columns import literal, quoted
from folkways.sources.mojibake import PATTERN
from folkways.sources.rejected import ROW

SAMPLE_ROWS = 100_000
MOST_COLUMNS = 500
LONGEST_EXAMPLE = 4
"""As long as one garbled character may be; a whole garbled word of Greek or Cyrillic may be somebody's name."""
AT_ONCE = 50
_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_DATE_MADE = rf"(?i)^(?:\d{{1,4}}[- ](?:{_MONTHS})|(?:{_MONTHS})[- ]\d{{1,4}})$"
_ROUNDED_ID = r"^\d(?:[.,]\d+)?[Ee]\+\d{1,3}$"


def suspicions(
    con: duckdb.DuckDBPyConnection, name: str, types: dict[str, str], secret: frozenset[str] = frozenset()
) -> list[str]:
    """Say which columns of the relation `name` hold mojibake, dates made of ranges, or ids rounded to `1E+05`.

    Of a value only the spoilt place is shown, of `secret` columns not even that.
    """
    texts = [column for column, kind in types.items() if kind == "VARCHAR" and column != ROW][:MOST_COLUMNS]
    if not texts:
        return []
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE suspects AS SELECT * FROM {name} ORDER BY {ROW} LIMIT {SAMPLE_ROWS}"
    )
    notes = [
        note
        for start in range(0, len(texts), AT_ONCE)
        for note in _suspected(con, texts[start : start + AT_ONCE], secret)
    ]
    con.execute("DROP TABLE suspects")
    return notes


def _suspected(con: duckdb.DuckDBPyConnection, texts: list[str], secret: frozenset[str]) -> list[str]:
    """Try each pattern once on the cells of many columns: made anew for each column, patterns took most of the time."""
    cells = ", ".join(map(quoted, texts))
    fits = ", ".join(_fits(pattern) for pattern in (PATTERN, _DATE_MADE, _ROUNDED_ID))
    found = con.execute(
        f"SELECT place, count(raw), {fits} FROM (SELECT unnest(range({len(texts)})) AS place, "
        f"unnest([{cells}]) AS raw, {ROW} AS row FROM suspects) GROUP BY place ORDER BY place"
    ).fetchall()
    return [note for place, *told in found for note in _told(texts[place], texts[place] in secret, *told)]


def _fits(pattern: str) -> str:
    """Count the values that fit, and take as an example what fits of the first: the rest may be somebody's name."""
    fits = f"regexp_matches(raw, {literal(pattern)})"
    return f"count(*) FILTER ({fits}), regexp_extract(arg_min(raw, row) FILTER ({fits}), {literal(pattern)})"


def _told(
    column: str,
    is_secret: bool,
    filled: int,
    garbled: int,
    garbled_one: str | None,
    dated: int,
    dated_one: str | None,
    rounded: int,
    rounded_one: str | None,
) -> list[str]:
    notes: list[str] = []
    if garbled:
        such = _such((garbled_one or "")[:LONGEST_EXAMPLE], is_secret, ", such as ")
        notes.append(f'{column}: {_values(garbled)} garbled{such}; repair = "mojibake" puts them back')
    if 0 < dated < 0.5 * filled:
        like = _such(dated_one, is_secret, " like ") or " like dates"
        notes.append(f"{column}: {_values(dated)}{like}; a spreadsheet makes dates of what looks like one")
    if rounded:
        like = _such(rounded_one, is_secret, " like ") or " like 1E+05"
        notes.append(f"{column}: {_values(rounded)}{like}; a spreadsheet rounds long numbers")
    return notes


def _values(count: int) -> str:
    return f"{count:,} value" + ("s" if count != 1 else "")


def _such(text: str | None, is_secret: bool, words: str) -> str:
    return "" if is_secret else f"{words}{(text or '')[:60]!r}"
