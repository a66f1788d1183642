"""What columns look like: how full, how different, and which readings fit their values; many columns in one query."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

import duckdb

from folkways.sources.columns import (
    UNREADABLE,
    WALL,
    is_nested,
    json_of,
    literal,
    number_of,
    quoted,
    text_of,
    time_of,
    value_inside,
)
from folkways.sources.people_rows import FALSE_WORDS, TRUE_WORDS
from folkways.sources.profile import FITS, ColumnProfile

INNER_ROWS = 5_000
DEEPEST = 3
LEVELS = 40
AT_ONCE = 50
_DATE_LIKE = r"^(\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\d{8})"
DATE_FORMATS = ("%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%Y/%m/%d", "%d-%m-%Y", "%m-%d-%Y", "%Y%m%d")
CLOCKS = ("", " %H:%M", " %H:%M:%S")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a column stands in a table, what it is called, and its type."""

    column: str
    name: str
    type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Counts:
    filled: int = 0
    distinct: int = 0
    numbers: int = 0
    whole_numbers: int = 0
    yes_or_no: int = 0
    iso_times: int = 0
    wall_times: int = 0
    several: int = 0
    date_like: int = 0


def column_profiles(
    con: duckdb.DuckDBPyConnection, table: str, places: Sequence[Place], depth: int = 0
) -> tuple[ColumnProfile, ...]:
    """Look into columns of a table, and into what their values hold.

    Columns of one type are looked at together: their cells stand in one column of different values with how often
    each is there, so that a reading is tried once for all of them.
    """
    found: dict[Place, ColumnProfile] = {}
    for kind, alike in groupby(sorted(places, key=lambda place: place.type), key=lambda place: place.type):
        for some in _at_once(list(alike)):
            found |= _profiled(con, table, some, kind, depth)
    return tuple(found[place] for place in places)


def _at_once(places: Sequence[Place]) -> Iterable[Sequence[Place]]:
    return (places[start : start + AT_ONCE] for start in range(0, len(places), AT_ONCE))


def _profiled(
    con: duckdb.DuckDBPyConnection, table: str, places: Sequence[Place], kind: str, depth: int
) -> dict[Place, ColumnProfile]:
    cells = ", ".join(quoted(place.column) for place in places)
    con.execute(
        "CREATE OR REPLACE TEMP TABLE cells AS SELECT place, raw, count(*) AS n FROM (SELECT "
        f"unnest(range({len(places)})) AS place, unnest([{cells}]) AS raw FROM {table}) GROUP BY place, raw"
    )
    counts, levels = _counts(con, kind), _levels(con, kind)
    nested = {number for number, told in levels.items() if depth < DEEPEST and told[0].startswith("{")}
    formats = _formats(con, counts, nested) if kind == "VARCHAR" else {}
    profiles: dict[Place, ColumnProfile] = {}
    for number, place in enumerate(places):
        told = counts.get(number, _Counts())
        profiles[place] = ColumnProfile(
            name=place.name,
            type=kind,
            filled=told.filled,
            distinct=told.distinct,
            numbers=told.numbers,
            whole_numbers=told.whole_numbers,
            yes_or_no=told.yes_or_no,
            iso_times=told.iso_times,
            wall_times=told.wall_times,
            several=told.several,
            formats=formats.get(number, ()),
            levels=levels.get(number, ()),
            inner=_inner(con, table, place, depth) if number in nested else (),
        )
    return profiles


def _counts(con: duckdb.DuckDBPyConnection, kind: str) -> dict[int, _Counts]:
    countless = kind == "DATE" or "TIME" in kind or is_nested(kind)
    number = "NULL::DOUBLE" if countless else number_of("raw", kind, ".", [])
    words = ", ".join(literal(word) for word in (*TRUE_WORDS, *FALSE_WORDS))
    date_like = f"regexp_matches(trim(raw), {literal(_DATE_LIKE)})" if kind == "VARCHAR" else "false"
    tests = (
        "number IS NOT NULL",
        "number = floor(number)",
        f"lower(text) IN ({words})",
        f"kind <> {UNREADABLE}",
        f"kind = {WALL}",
        "regexp_matches(text, '[^;|]+[;|][^;|]+')",
        date_like,
    )
    sums = ", ".join(f"coalesce(sum(n) FILTER ({test}), 0)" for test in ("text IS NOT NULL", *tests))
    rows = con.execute(
        f"SELECT place, count(DISTINCT text), {sums} FROM (SELECT place, n, raw, {text_of('raw', kind, [])} AS text, "
        f"{number} AS number, {_time_kind(kind)} AS kind FROM cells) GROUP BY place"
    ).fetchall()
    return {
        place: _Counts(
            distinct=distinct,
            filled=filled,
            numbers=numbers,
            whole_numbers=whole,
            yes_or_no=yes_or_no,
            iso_times=times,
            wall_times=walls,
            several=several,
            date_like=dates,
        )
        for place, distinct, filled, numbers, whole, yes_or_no, times, walls, several, dates in rows
    }


def _levels(con: duckdb.DuckDBPyConnection, kind: str) -> dict[int, tuple[str, ...]]:
    """The commonest values of each column; of those as common the first by the alphabet."""
    rows = con.execute(
        "SELECT place, level FROM (SELECT place, level, sum(n) AS times FROM "
        f"(SELECT place, n, {text_of('raw', kind, [])} AS level FROM cells) WHERE level IS NOT NULL "
        "GROUP BY place, level) QUALIFY row_number() OVER (PARTITION BY place ORDER BY times DESC, level) "
        f"<= {LEVELS} ORDER BY place, times DESC, level"
    ).fetchall()
    found: dict[int, list[str]] = {}
    for place, level in rows:
        found.setdefault(place, []).append(level)
    return {place: tuple(told) for place, told in found.items()}


def _inner(con: duckdb.DuckDBPyConnection, table: str, place: Place, depth: int) -> tuple[ColumnProfile, ...]:
    """Look at the commonest keys of a column of JSON objects, in fewer rows."""
    json = json_of(quoted(place.column), place.type)
    some = f"(SELECT {json} AS json FROM {table} LIMIT {INNER_ROWS})"
    keys = con.execute(
        f"SELECT key FROM (SELECT unnest(json_keys(json)) AS key FROM {some} WHERE json_type(json) = 'OBJECT') "
        f"WHERE key <> '' GROUP BY key ORDER BY count(*) DESC, key LIMIT {LEVELS}"
    ).fetchall()
    if not keys:
        return ()
    held = f"inside_{depth}"
    values = [f"{value_inside('json', 'JSON', key)} AS k{number}" for number, (key,) in enumerate(keys)]
    con.execute(f"CREATE OR REPLACE TEMP TABLE {held} AS SELECT {', '.join(values)} FROM {some}")
    places = [
        Place(column=f"k{number}", name=f"{place.name}.{key}", type="VARCHAR")
        for number, (key,) in enumerate(keys)
    ]
    return column_profiles(con, held, places, depth + 1)


def _time_kind(kind: str) -> str:
    if kind == "VARCHAR" or kind == "DATE" or kind.startswith("TIMESTAMP"):
        return time_of("", "raw", kind, None, day_only=False).kind
    return str(UNREADABLE)


def _formats(
    con: duckdb.DuckDBPyConnection, counts: dict[int, _Counts], nested: set[int]
) -> dict[int, tuple[str, ...]]:
    """Name the date formats that nearly all values of a column fit, the likeliest first."""
    dates = [
        place
        for place, told in counts.items()
        if told.filled and not told.iso_times and told.date_like >= FITS * told.filled and place not in nested
    ]
    if not dates:
        return {}
    tried = [date + clock for clock in CLOCKS for date in DATE_FORMATS]
    sums = ", ".join(
        f"coalesce(sum(n) FILTER (try_strptime(trim(raw), {literal(each)}) IS NOT NULL), 0)" for each in tried
    )
    rows = con.execute(
        f"SELECT place, {sums} FROM cells WHERE place IN ({', '.join(map(str, dates))}) GROUP BY place"
    ).fetchall()
    return {
        place: tuple(
            each for each, fit in zip(tried, fits, strict=True) if fit >= FITS * counts[place].filled
        )
        for place, *fits in rows
    }
