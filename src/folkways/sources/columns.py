"""SQL expressions that turn a column into an id, a name, a number, an amount of money or a time.

Each takes an already quoted column and its DuckDB type; each gives NULL for what it cannot read, and never fails.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from folkways.errors import ConfigError, SourceError

INTEGERS = (
    "TINYINT",
    "SMALLINT",
    "INTEGER",
    "BIGINT",
    "HUGEINT",
    "UTINYINT",
    "USMALLINT",
    "UINTEGER",
    "UBIGINT",
)
FLOATS = ("FLOAT", "DOUBLE")
_NO_MINOR = (
    "BIF",
    "CLP",
    "DJF",
    "GNF",
    "ISK",
    "JPY",
    "KMF",
    "KRW",
    "PYG",
    "RWF",
    "UGX",
    "VND",
    "VUV",
    "XAF",
    "XOF",
)
_THREE_MINOR = ("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND")
_EPOCH_UNITS = {"epoch_s": 1_000_000, "epoch_ms": 1_000, "epoch_us": 1}
_ISO = r"^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)\s?(Z|z|[+-]\d{2}(?::?\d{2})?)?)?$"

TimeKind = Literal["instant", "wall", "day"]
_BLANKS = r"E' \t\n\r'"
UNREADABLE, INSTANT, WALL, DAY = 0, 1, 2, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeSql:
    """Microseconds since 1970 as SQL, and what they are: 0 unreadable, 1 instant, 2 wall clock, 3 local day."""

    microseconds: str
    kind: str


def literal(text: str) -> str:
    """Quote a text for SQL."""
    return "'" + text.replace("'", "''") + "'"


def quoted(name: str) -> str:
    """Quote an identifier for SQL."""
    return '"' + name.replace('"', '""') + '"'


def minor_digits(currency: str) -> int:
    """Tell how many decimals the minor unit of a currency has (ISO 4217)."""
    if currency in _NO_MINOR:
        return 0
    return 3 if currency in _THREE_MINOR else 2


def is_nested(kind: str) -> bool:
    """Say whether values of a type hold other values: lists, structs, maps."""
    return kind.endswith("]") or kind.startswith(("STRUCT", "MAP")) or kind == "JSON"


def json_of(column: str, kind: str) -> str:
    """Read a nested column, or one of JSON text, as JSON; text that is none is NULL."""
    if kind == "VARCHAR":
        return f"(CASE WHEN json_valid({column}) THEN CAST({column} AS JSON) END)"
    return column if kind == "JSON" else f"to_json({column})"


def value_inside(column: str, kind: str, path: str) -> str:
    """Tell the text at a path of keys (`address.city`) inside a nested column; a key may itself hold dots."""
    keys = path.split(".")
    paths = dict.fromkeys(["".join(f".{_json_key(key)}" for key in keys), f".{_json_key(path)}"])
    json = json_of(column, kind)
    found = [f"json_extract_string({json}, {literal('$' + each)})" for each in paths]
    return found[0] if len(found) == 1 else f"coalesce({', '.join(found)})"


def _json_key(key: str) -> str:
    return '"' + key.replace("\\", "\\\\").replace('"', '\\"') + '"'


def text_of(column: str, kind: str, missing: list[str]) -> str:
    """Read a column as text, trimmed; empty is NULL, whole floats lose their `.0`, nested values become JSON."""
    if is_nested(kind):
        text = f"CAST(to_json({column}) AS VARCHAR)"
    elif kind == "VARCHAR":
        text = f"nullif(trim({column}, {_BLANKS}), '')"
    elif kind in FLOATS or kind.startswith("DECIMAL"):
        text = (
            f"CASE WHEN {column} = trunc({column}) AND abs({column}) < 1e18 "
            f"THEN CAST(CAST({column} AS BIGINT) AS VARCHAR) ELSE CAST({column} AS VARCHAR) END"
        )
    else:
        text = f"CAST({column} AS VARCHAR)"
    if not missing:
        return text
    return f"(CASE WHEN {text} IN ({', '.join(literal(word) for word in missing)}) THEN NULL ELSE {text} END)"


def id_of(column: str, kind: str, missing: list[str]) -> str:
    """Read a column as an id: text in which 17, 17.0 and "17" are the same."""
    text = text_of(column, kind, missing)
    return rf"regexp_replace({text}, '^(-?\d+)\.0+$', '\1')" if kind == "VARCHAR" else text


def number_of(column: str, kind: str, decimal: str, missing: list[str]) -> str:
    """Read a column as a finite number (DOUBLE); grouping marks and a currency sign are allowed in text."""
    plain = column
    if kind == "VARCHAR":
        plain = f"TRY_CAST({_plain_number(text_of(column, kind, missing), decimal)} AS DOUBLE)"
    elif kind not in FLOATS:
        plain = f"TRY_CAST({column} AS DOUBLE)"
    return f"(CASE WHEN isfinite({plain}) THEN CAST({plain} AS DOUBLE) END)"


def minor_units_of(column: str, kind: str, decimal: str, missing: list[str], digits: int) -> str:
    """Read a column as money in minor units (BIGINT), each value rounded half to even on its decimal digits."""
    factor = 10**digits
    if kind in INTEGERS:
        return f"TRY_CAST(CAST({column} AS HUGEINT) * {factor} AS BIGINT)"
    if kind in FLOATS:
        scaled = f"CAST({column} AS DOUBLE) * {factor}"
        exact = f"abs({scaled} - round({scaled})) < 1e-6 AND abs({column}) < 1e12"
        return (
            f"CASE WHEN NOT isfinite({column}) THEN NULL WHEN {exact} THEN CAST(round({scaled}) AS BIGINT) "
            f"ELSE {_half_even(f'CAST({column} AS VARCHAR)', factor)} END"
        )
    text = f"CAST({column} AS VARCHAR)"
    if kind == "VARCHAR":
        text = _plain_number(text_of(column, kind, missing), decimal)
    return _half_even(text, factor)


def minor_units_of_product(
    columns: list[tuple[str, str]], decimal: str, missing: list[str], digits: int
) -> str:
    """Read the product of columns, each with its type, as money in minor units: a price of one piece and a count.

    Exact on decimal digits (six of each factor), rounded half to even once.
    """
    factors: list[str] = []
    for column, kind in columns:
        text = f"CAST({column} AS VARCHAR)"
        if kind == "VARCHAR":
            text = _plain_number(text_of(column, kind, missing), decimal)
        factors.append(f"TRY_CAST({text} AS DECIMAL(19, 6))")
    told = factors[0]
    for factor in factors[1:]:
        told = f"TRY_CAST({told} * {factor} AS DECIMAL(19, 6))"
    return _half_even(told, 10**digits)


def time_of(source: str, column: str, kind: str, time_format: str | None, *, day_only: bool) -> TimeSql:
    """Read a column as a time: ISO 8601 text, the `time_format` given, or the file's own time type."""
    told = _time_of(source, column, kind, time_format)
    if not day_only:
        return told
    return TimeSql(
        microseconds=told.microseconds, kind=f"(CASE {told.kind} WHEN {WALL} THEN {DAY} ELSE {told.kind} END)"
    )


def _time_of(source: str, column: str, kind: str, time_format: str | None) -> TimeSql:
    if kind == "DATE":
        return _typed(f"epoch_us(CAST({column} AS TIMESTAMP))", DAY)
    if kind in ("TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ_NS"):
        return _typed(f"epoch_us(CAST({column} AS TIMESTAMPTZ))", INSTANT)
    if kind.startswith("TIMESTAMP"):
        return _typed(f"epoch_us(CAST({column} AS TIMESTAMP))", WALL)
    if time_format in _EPOCH_UNITS:
        number = f"TRY_CAST({column} AS DECIMAL(28, 6))"
        return _typed(f"TRY_CAST({number} * {_EPOCH_UNITS[time_format]} AS BIGINT)", INSTANT)
    if kind != "VARCHAR":
        raise SourceError(
            f"Source {source!r}: the time column {column} holds {kind.lower()} values.",
            hint='If it counts from 1970, say time_format = "epoch_s", "epoch_ms" or "epoch_us".',
        )
    return _iso(column) if time_format is None else _formatted(source, column, time_format)


def _typed(microseconds: str, kind: int) -> TimeSql:
    return TimeSql(
        microseconds=microseconds,
        kind=f"(CASE WHEN {microseconds} IS NULL THEN {UNREADABLE} ELSE {kind} END)",
    )


def _iso(column: str) -> TimeSql:
    part = f"regexp_extract(trim({column}), {literal(_ISO)}, ['d', 't', 'z'])"
    wall = f"epoch_us(TRY_CAST({part}.d || ' ' || coalesce(nullif({part}.t, ''), '00:00') AS TIMESTAMP))"
    zone = f"{part}.z"
    sign = f"(CASE WHEN {zone}[1] = '-' THEN -1 ELSE 1 END)"
    digits = f"rpad(regexp_replace({zone}, '[^0-9]', '', 'g'), 4, '0')"
    minutes = f"(CAST({digits}[1:2] AS BIGINT) * 60 + CAST({digits}[3:4] AS BIGINT))"
    offset = f"(CASE WHEN {zone} IN ('', 'Z', 'z') THEN 0 ELSE {sign} * {minutes} * 60000000 END)"
    kind = (
        f"(CASE WHEN coalesce({part}.d, '') = '' OR {wall} IS NULL THEN {UNREADABLE} WHEN {part}.t = '' THEN {DAY} "
        f"WHEN {zone} = '' THEN {WALL} ELSE {INSTANT} END)"
    )
    return TimeSql(microseconds=f"({wall} - {offset})", kind=kind)


def _formatted(source: str, column: str, time_format: str) -> TimeSql:
    if "%" not in time_format:
        raise ConfigError(
            f"Source {source!r}: {time_format!r} is not a time format.",
            hint='Write one such as "%d.%m.%Y %H:%M", or "epoch_s", "epoch_ms", "epoch_us".',
        )
    kind = DAY
    if any(mark in time_format for mark in ("%H", "%I", "%-H", "%-I", "%X", "%c")):
        kind = INSTANT if "%z" in time_format else WALL
    return _typed(f"epoch_us(try_strptime(trim({column}), {literal(time_format)}))", kind)


def _plain_number(text: str, decimal: str) -> str:
    bare = rf"regexp_replace({text}, '^[€$£¥]\s*|\s*[€$£¥]$|[\s\x{{00A0}}'']', '', 'g')"
    if decimal == ",":
        grouped = rf"regexp_matches({bare}, '^[-+]?\d{{1,3}}(\.\d{{3}})+(,\d+)?$')"
        whole = f"regexp_matches({bare}, '^[^.]*$')"
        return f"(CASE WHEN {grouped} OR {whole} THEN replace(replace({bare}, '.', ''), ',', '.') END)"
    grouped = rf"regexp_matches({bare}, '^[-+]?\d{{1,3}}(,\d{{3}})+(\.\d+)?$')"
    return f"(CASE WHEN {grouped} THEN replace({bare}, ',', '') ELSE {bare} END)"


def _half_even(text: str, factor: int) -> str:
    scaled = f"(TRY_CAST({text} AS DECIMAL(28, 9)) * CAST({factor} AS DECIMAL(5, 0)))"
    whole = f"floor({scaled})"
    rest = f"({scaled} - {whole})"
    up = f"({rest} > 0.5 OR ({rest} = 0.5 AND {whole} % 2 <> 0))"
    return f"TRY_CAST({whole} + CASE WHEN {up} THEN 1 ELSE 0 END AS BIGINT)"
