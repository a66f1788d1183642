"""Rows of a survey as one row per answer: long rows as they are, questions that have columns of their own unfolded."""

from __future__ import annotations

import pyarrow as pa

from folkways.model.config import Question, Source
from folkways.sources.coded import coded_options, labelled, scored, split_options, ticked_options, untickable
from folkways.sources.columns import literal, number_of, quoted, text_of
from folkways.sources.event_rows import role_columns, role_text
from folkways.sources.people_rows import optional_time
from folkways.sources.rejected import ROW
from folkways.sources.rows import Rows


def asked_questions(source: Source) -> list[Question]:
    """The questions of a source as single columns to unfold: a ranking asks once for each of its items."""
    return [one for question in source.questions for one in _single(question)]


def staged_answers(rows: Rows, source: Source) -> pa.Table:
    """Read survey rows as one row per answer.

    `place` is the question's place in `asked_questions`; `there` says that the cell was not blank, `score` is NULL
    when it is no number, `unread` that words are not in the code book. What was chosen in a multi-select is a JSON
    list.
    """
    selects = [_long_answer(rows, source)] if not source.questions else []
    selects += [
        _wide_answer(rows, source, question, place)
        for place, question in enumerate(asked_questions(source))
        if not (question.optional and not any(rows.has(column) for column in question_columns(question)))
    ]
    if not selects:
        return rows.con.sql(f"SELECT * FROM ({_wide_nothing(rows, source)}) WHERE false").to_arrow_table()
    return rows.con.sql(f"SELECT * FROM ({' UNION ALL '.join(selects)}) ORDER BY row, place").to_arrow_table()


def question_columns(question: Question) -> list[str]:
    """Name the columns that a question stands in."""
    return [question.column] if question.column is not None else list(question.columns)


def _single(question: Question) -> list[Question]:
    if question.kind != "ranking" or not isinstance(question.columns, dict):
        return [question]
    return [
        question.model_copy(update={"column": column, "columns": [], "text": f"{question.text}: {item}"})
        for column, item in question.columns.items()
    ]


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
        *optional_time(rows, source, "at"),
    ]


def _number(rows: Rows, source: Source, role: str) -> str:
    columns = role_columns(source, role)
    if not columns:
        return (
            f"TRY_CAST({literal(source.constants[role])} AS DOUBLE)"
            if role in source.constants
            else "NULL::DOUBLE"
        )
    return number_of(rows.column(columns[0]), rows.type_of(columns[0]), source.decimal, source.missing)


def _long_answer(rows: Rows, source: Source) -> str:
    words = [f"{role_text(rows, source, role, ids=False)} AS {role}" for role in ("question", "kind", "text")]
    scored = role_text(rows, source, "score", ids=False)
    fields = [
        *_heads(rows, source, 0),
        *words,
        f"{_number(rows, source, 'score')} AS score",
        f"(coalesce({scored}, {role_text(rows, source, 'text', ids=False)}) IS NOT NULL) AS there",
        "false AS unread",
        f"{role_text(rows, source, 'touchpoint', ids=False)} AS touchpoint",
    ]
    return f"SELECT {', '.join(fields)} FROM {rows.name}"


def _wide_nothing(rows: Rows, source: Source) -> str:
    return _long_answer(rows, source)


def _wide_answer(rows: Rows, source: Source, question: Question, place: int) -> str:
    text, score, there, unread = _said(rows, source, question)
    fields = [
        *_heads(rows, source, place),
        f"{literal(question.text)} AS question",
        f"{literal(question.kind)} AS kind",
        f"{text} AS text",
        f"{score} AS score",
        f"({there}) AS there",
        f"({unread}) AS unread",
        f"{literal(question.touchpoint) if question.touchpoint else 'NULL::VARCHAR'} AS touchpoint",
    ]
    return f"SELECT {', '.join(fields)} FROM {rows.name}"


def _said(rows: Rows, source: Source, question: Question) -> tuple[str, str, str, str]:
    """Text, score, whether something was answered, and whether that could not be read, each as SQL."""
    if question.kind == "multi":
        return _chosen(rows, source, question)
    cell = _cell_text(rows, source, question, question_columns(question)[0])
    there = f"({cell}) IS NOT NULL"
    if question.kind in ("text", "choice"):
        label = labelled(cell, question.labels)
        return label, "NULL::DOUBLE", there, f"{there} AND {label} IS NULL"
    column = question_columns(question)[0]
    missing = [*source.missing, *question.blank]
    number = number_of(rows.column(column), rows.type_of(column), source.decimal, missing)
    return "NULL::VARCHAR", _on_scale(scored(cell, number, question.scores), question), there, "false"


def _chosen(rows: Rows, source: Source, question: Question) -> tuple[str, str, str, str]:
    """What was chosen in a multi-select, from one cell, from cells that hold codes, or from cells that say yes."""
    columns = [column for column in question_columns(question) if rows.has(column)]
    cells = {column: _cell_text(rows, source, question, column) for column in columns}
    unread = "false"
    if question.column is not None:
        cell = cells[question.column]
        options = split_options(cell, question.separator or ";", question.options, question.labels)
    elif isinstance(question.columns, dict):
        told = {cells[column]: question.columns[column] for column in columns}
        options, unread = ticked_options(told), untickable(told)
    else:
        options = coded_options(list(cells.values()), question.labels)
        unread = " OR ".join(
            f"({cell} IS NOT NULL AND {labelled(cell, question.labels)} IS NULL)" for cell in cells.values()
        )
    there = " OR ".join(f"({cell}) IS NOT NULL" for cell in cells.values())
    return f"CAST(to_json({options}) AS VARCHAR)", "NULL::DOUBLE", there, unread


def _cell_text(rows: Rows, source: Source, question: Question, column: str) -> str:
    return text_of(rows.column(column), rows.type_of(column), [*source.missing, *question.blank])


def _on_scale(number: str, question: Question) -> str:
    low, high = question.scale_min, question.scale_max
    if question.kind == "nps":
        low, high = (0.0 if low is None else low), (10.0 if high is None else high)
    tests = [f"{number} >= {low!r}"] if low is not None else []
    tests += [f"{number} <= {high!r}"] if high is not None else []
    return f"(CASE WHEN {' AND '.join(tests)} THEN {number} END)" if tests else number
