"""Rows of customers and of survey answers as typed columns, in one pass over a file."""

from __future__ import annotations

import pyarrow as pa

from folkways.model.config import Question, Source, Trait
from folkways.model.tables import ROLE_KINDS, TableName
from folkways.sources.columns import literal, number_of, quoted, text_of
from folkways.sources.event_rows import attributes_of, role_columns, role_text, role_time
from folkways.sources.rejected import ROW
from folkways.sources.rows import Rows

DESCRIBED: dict[TableName, str] = {"customers": "customer_id", "accounts": "account_id"}
"""The tables whose rows each describe one thing by traits, and its key."""
TRUE_WORDS = ("true", "t", "yes", "y", "1", "on")
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
    fields += _optional_time(rows, source, "first_at")
    for name, trait in source.traits.items():
        value = _trait(rows, source, trait)
        there = (
            f"({text_of(rows.column(trait.column), rows.types[trait.column], source.missing)}) IS NOT NULL"
        )
        fields += [f"{value} AS {quoted(name)}", f"({value} IS NULL AND {there}) AS {quoted('bad:' + name)}"]
    return rows.con.sql(f"SELECT {', '.join(fields)} FROM {rows.name} ORDER BY row").to_arrow_table()


def staged_answers(rows: Rows, source: Source) -> pa.Table:
    """Read survey rows as one row per answer: long rows as they are, a column per question unfolded.

    `there` says that the cell was not blank, `score` is NULL when it is no number.
    """
    selects = [_long_answer(rows, source)] if not source.questions else []
    selects += [
        _wide_answer(rows, source, question, place) for place, question in enumerate(source.questions)
    ]
    return rows.con.sql(f"SELECT * FROM ({' UNION ALL '.join(selects)}) ORDER BY row, place").to_arrow_table()


def _trait(rows: Rows, source: Source, trait: Trait) -> str:
    column, kind = rows.column(trait.column), rows.types[trait.column]
    if trait.kind == "numeric":
        return number_of(column, kind, source.decimal, source.missing)
    text = text_of(column, kind, source.missing)
    if trait.kind == "boolean":
        yes, no = (", ".join(literal(word) for word in words) for words in (TRUE_WORDS, FALSE_WORDS))
        return f"(CASE WHEN lower({text}) IN ({yes}) THEN true WHEN lower({text}) IN ({no}) THEN false END)"
    if trait.kind == "multi":
        mark = literal(trait.separator or ";")
        trimmed = f"list_transform(string_split({text}, {mark}), lambda word: trim(word))"
        return f"list_filter({trimmed}, lambda word: word <> '')"
    if trait.kind == "ordinal" and trait.order:
        return f"(CASE WHEN {text} IN ({', '.join(literal(word) for word in trait.order)}) THEN {text} END)"
    return text


def _optional_time(rows: Rows, source: Source, role: str) -> list[str]:
    if role not in source.columns:
        return ["CAST(NULL AS BIGINT) AS us", "CAST(0 AS TINYINT) AS time_kind"]
    time = role_time(rows, source, role)
    return [f"{time.microseconds} AS us", f"CAST({time.kind} AS TINYINT) AS time_kind"]


def _heads(rows: Rows, source: Source, place: int) -> list[str]:
    ids = [
        f"{role_text(rows, source, role, ids=True)} AS {role}" for role in ("customer_id", "respondent_id")
    ]
    words = [f"{role_text(rows, source, role, ids=False)} AS {role}" for role in ("survey", "wave")]
    return [
        f"{quoted(ROW)} AS row",
        f"{place} AS place",
        *ids,
        f"{role_text(rows, source, 'answer_id', ids=True)} AS answer_id",
        *words,
        f"{_number(rows, source, 'weight')} AS weight",
        *_optional_time(rows, source, "at"),
    ]


def _number(rows: Rows, source: Source, role: str) -> str:
    columns = role_columns(source, role)
    if not columns:
        return (
            f"TRY_CAST({literal(source.constants[role])} AS DOUBLE)"
            if role in source.constants
            else "NULL::DOUBLE"
        )
    return number_of(rows.column(columns[0]), rows.types[columns[0]], source.decimal, source.missing)


def _long_answer(rows: Rows, source: Source) -> str:
    words = [f"{role_text(rows, source, role, ids=False)} AS {role}" for role in ("question", "kind", "text")]
    scored = role_text(rows, source, "score", ids=False)
    fields = [
        *_heads(rows, source, 0),
        *words,
        f"{_number(rows, source, 'score')} AS score",
        f"(coalesce({scored}, {role_text(rows, source, 'text', ids=False)}) IS NOT NULL) AS there",
        f"{role_text(rows, source, 'touchpoint', ids=False)} AS touchpoint",
    ]
    return f"SELECT {', '.join(fields)} FROM {rows.name}"


def _wide_answer(rows: Rows, source: Source, question: Question, place: int) -> str:
    column, kind = rows.column(question.column), rows.types[question.column]
    missing = [*source.missing, *question.blank]
    text = text_of(column, kind, missing)
    wordy = question.kind in ("text", "choice", "multi")
    score = "NULL::DOUBLE" if wordy else _on_scale(number_of(column, kind, source.decimal, missing), question)
    fields = [
        *_heads(rows, source, place),
        f"{literal(question.text)} AS question",
        f"{literal(question.kind)} AS kind",
        f"{text if wordy else 'NULL::VARCHAR'} AS text",
        f"{score} AS score",
        f"(({text}) IS NOT NULL) AS there",
        f"{literal(question.touchpoint) if question.touchpoint else 'NULL::VARCHAR'} AS touchpoint",
    ]
    return f"SELECT {', '.join(fields)} FROM {rows.name}"


def _on_scale(number: str, question: Question) -> str:
    low, high = question.scale_min, question.scale_max
    if question.kind == "nps":
        low, high = (0.0 if low is None else low), (10.0 if high is None else high)
    tests = [f"{number} >= {low!r}"] if low is not None else []
    tests += [f"{number} <= {high!r}"] if high is not None else []
    return f"(CASE WHEN {' AND '.join(tests)} THEN {number} END)" if tests else number
