"""From rows to customers and accounts with traits and to survey answers; what does not fit is told value by value."""

# pyright: reportAttributeAccessIssue=false
# (pyarrow.compute makes its functions when imported)

from __future__ import annotations

from pathlib import Path
from typing import get_args

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from folkways.evidence.row_order import row_order
from folkways.evidence.schema import ACCOUNTS, ANSWERS, conformed
from folkways.evidence.sieve import Sieve
from folkways.evidence.tally import Tally, rejected_rows
from folkways.evidence.times import timed
from folkways.model.config import AnswerKind, Source, Trait, WorkspaceConfig
from folkways.sources.answer_rows import asked_questions, question_columns, staged_answers
from folkways.sources.duplicates import latest_told, sifted, with_content_ids
from folkways.sources.people_rows import DESCRIBED, staged_described
from folkways.sources.rejected import RejectedRow
from folkways.sources.rows import Rows, lookup_files, source_files

TRAIT_TYPES: dict[str, pa.DataType] = {
    "numeric": pa.float64(),
    "ordinal": pa.string(),
    "nominal": pa.string(),
    "boolean": pa.bool_(),
    "multi": pa.list_(pa.string()),
}
QUESTION_BITS = 12
ANSWER_KINDS: tuple[AnswerKind, ...] = get_args(AnswerKind)
SCORED = ("nps", "csat", "ces", "rating", "ranking")


def described_table(
    source: Source, workspace: WorkspaceConfig, base_dir: Path, sieve: Sieve
) -> tuple[pa.Table, Tally]:
    """Read a source of customers or accounts: one row for each, traits typed, an unreadable trait missing (and told).

    Rows told again, and with `repeats = "latest"` all rows of one of them but one, are duplicates.
    """
    key = DESCRIBED[source.table]
    tally = Tally(source=source.name, table=source.table)
    read = _read(source, workspace, base_dir, tally, sieve)
    words = [name for name in ("name", "parent_id", "attributes") if name in read.column_names]
    content = [key, "first_at", *words, *source.traits]
    if source.repeats == "latest":
        read = latest_told(read, key, content[2:])
    sift = sifted(read, key, content)
    tally.duplicates += sift.same
    reason = f"an earlier row tells this {source.table.removesuffix('s')} otherwise"
    tally.rejected += _repeated(read, sift.differing, key, reason)
    tally.loaded = sift.kept.num_rows
    fields = [pa.field(name, TRAIT_TYPES[trait.kind]) for name, trait in source.traits.items()]
    if source.table == "accounts":
        told = pa.array([source.name] * sift.kept.num_rows, type=pa.string())
        return conformed(sift.kept.append_column("source", told), pa.schema([*ACCOUNTS, *fields])), tally
    schema = pa.schema([pa.field("customer_id", pa.string()), pa.field("first_at", pa.int64()), *fields])
    return conformed(sift.kept, schema), tally


def answer_table(
    source: Source, workspace: WorkspaceConfig, base_dir: Path, sieve: Sieve
) -> tuple[pa.Table, Tally]:
    """Read a survey source: one row per answer given; blank cells are no answers, unreadable ones are told."""
    tally = Tally(source=source.name, table="answers")
    read = _read(source, workspace, base_dir, tally, sieve)
    content = [name for name in ANSWERS.names if name not in ("answer_id", "source")]
    told = with_content_ids(read, "answer_id", content)
    sift = sifted(told, "answer_id", content)
    told_again = _rows_of(told) - _rows_of(sift.kept)
    rejected = _repeated(told, sift.differing, "answer_id", "an earlier row has this id and another answer")
    tally.rejected += rejected
    lost = {(row.file, row.row) for row in rejected}
    tally.duplicates += len(told_again - lost)
    tally.loaded = tally.rows - tally.duplicates - tally.rejected_rows
    named = sift.kept.append_column("source", pa.array([source.name] * sift.kept.num_rows, type=pa.string()))
    return conformed(named, ANSWERS), tally


def joined(tables: list[pa.Table], key: str) -> pa.Table:
    """Join tables by their key, traits side by side; of a column that several tell, the first that knows it counts."""
    ids = pa.concat_arrays([table[key].combine_chunks() for table in tables]).unique()
    told: dict[str, list[pa.ChunkedArray]] = {}
    for table in tables:
        place = pc.index_in(ids, value_set=table[key].combine_chunks())
        taken = table.take(place)
        for name in table.column_names:
            if name != key:
                told.setdefault(name, []).append(taken[name])
    return pa.table(
        {key: ids}
        | {name: pc.coalesce(*columns) if len(columns) > 1 else columns[0] for name, columns in told.items()}
    )


def _read(source: Source, workspace: WorkspaceConfig, base_dir: Path, tally: Tally, sieve: Sieve) -> pa.Table:
    parts: list[pa.Table] = []
    lookups = lookup_files(source, base_dir)
    reader = _checked_answers if source.table == "answers" else _checked_described
    for number, file in enumerate(source_files(source, base_dir)):
        with sieve.opened(source, file, lookups) as rows:
            if not tally.begin_file(rows):
                continue
            checked = reader(rows, source, workspace, tally)
            places = row_order(0, number, checked["row"].to_numpy())
            order = (places << QUESTION_BITS) + checked["place"].to_numpy()
            names = pa.array([file.name] * checked.num_rows, type=pa.string())
            parts.append(checked.append_column("order", pa.array(order)).append_column("file", names))
    return pa.concat_tables(parts)


def _checked_described(rows: Rows, source: Source, workspace: WorkspaceConfig, tally: Tally) -> pa.Table:
    key = DESCRIBED[source.table]
    staged = staged_described(rows, source)
    numbers = staged["row"].to_numpy()
    nobody = pc.is_null(staged[key]).to_numpy()
    reason = f"no {key.replace('_', ' ')}"
    tally.rejected += rejected_rows(rows, source, key, reason, numbers[nobody].tolist())
    for name, trait in source.traits.items():
        bad = staged[f"bad:{name}"].to_numpy() & ~nobody
        reason = _trait_fault(trait)
        tally.rejected += rejected_rows(
            rows, source, trait.column, reason, numbers[bad].tolist(), whole_row=False
        )
    table = staged.drop_columns([f"bad:{name}" for name in source.traits])
    timed_table = _with_time(table, rows, source, workspace, tally, "first_at", ~nobody)
    placed = timed_table.append_column("place", pa.array(np.zeros(table.num_rows, dtype=np.int64)))
    return placed.filter(pa.array(~nobody))


def _trait_fault(trait: Trait) -> str:
    if trait.labels:
        return "not in the code book"
    if trait.kind == "ordinal":
        return "not in the trait's order"
    return {"numeric": "not a number", "boolean": "neither yes nor no"}.get(trait.kind, "not readable")


def _checked_answers(rows: Rows, source: Source, workspace: WorkspaceConfig, tally: Tally) -> pa.Table:
    staged = staged_answers(rows, source)
    there = staged["there"].to_numpy()
    kinds = pc.fill_null(staged["kind"], "")
    scored = pc.is_in(kinds, value_set=pa.array(SCORED)).to_numpy()
    unknown = ~pc.is_in(kinds, value_set=pa.array(ANSWER_KINDS)).to_numpy()
    nameless = pc.is_null(staged["question"]).to_numpy()
    uncoded = pc.fill_null(staged["unread"], False).to_numpy()
    unread = there & ((scored & pc.is_null(staged["score"]).to_numpy()) | uncoded)
    wide = bool(source.questions)
    numbers = staged["row"].to_numpy()
    bad = np.zeros(staged.num_rows, dtype=bool)
    for role, reason, wrong in (
        ("question", "no question", nameless),
        ("kind", "not a kind of answer", unknown),
    ):
        new = wrong & ~bad
        tally.rejected += rejected_rows(rows, source, role, reason, numbers[new].tolist())
        bad |= wrong
    places = staged["place"].to_numpy()
    for place in np.unique(places[unread & ~bad]).tolist():
        role = question_columns(asked_questions(source)[place])[0] if wide else "score"
        these = numbers[unread & ~bad & (places == place)]
        reason = "not in the code book" if uncoded[unread & (places == place)].any() else "not on the scale"
        tally.rejected += rejected_rows(rows, source, role, reason, these.tolist(), whole_row=not wide)
    blank = there == False  # noqa: E712
    if not wide:
        empty = blank & ~bad
        tally.rejected += rejected_rows(rows, source, "score", "no answer", numbers[empty].tolist())
    kept = there & ~bad & ~unread
    table = _with_ids(_with_time(staged, rows, source, workspace, tally, "at", kept), source, rows)
    return table.filter(pa.array(kept))


def _with_ids(table: pa.Table, source: Source, rows: Rows) -> pa.Table:
    """Give each row a respondent (its own, the customer, else the row itself) and each wide cell an id of its own."""
    row = pc.binary_join_element_wise(rows.file.sha256[:8], table["row"].cast(pa.string()), "/")
    respondent = pc.coalesce(table["respondent_id"], table["customer_id"], row)
    table = table.set_column(table.column_names.index("respondent_id"), "respondent_id", respondent)
    if source.questions:
        columns = pa.array([question_columns(question)[0] for question in asked_questions(source)])
        asked = columns.take(table["place"].cast(pa.int64()).combine_chunks())
        ids = pc.binary_join_element_wise(
            pc.coalesce(table["answer_id"], _occasion(table, source)), asked, "/"
        )
        table = table.set_column(table.column_names.index("answer_id"), "answer_id", ids)
    return table


def _occasion(table: pa.Table, source: Source) -> pa.ChunkedArray:
    """Name who answered when: a respondent may answer again in another wave or at another time."""
    occasion = table["respondent_id"]
    for role in ("wave", "at"):
        if role in source.columns:
            told = pc.fill_null(table[role].cast(pa.string()), "")
            occasion = pc.binary_join_element_wise(occasion, told, "/")
    return occasion


def _with_time(
    table: pa.Table,
    rows: Rows,
    source: Source,
    workspace: WorkspaceConfig,
    tally: Tally,
    role: str,
    kept: np.ndarray,
) -> pa.Table:
    """Replace `us` and `time_kind` by instants; a time that cannot be read is missing and told as a value."""
    bare = table.drop_columns(["us", "time_kind"])
    if role not in source.columns:
        return bare.append_column(role, pa.nulls(table.num_rows, pa.int64()))
    times = timed(table["us"], table["time_kind"], source, workspace.timezone)
    numbers = table["row"].to_numpy()
    bad = np.zeros(table.num_rows, dtype=bool)
    for reason, wrong in times.wrong.items():
        told = rejected_rows(
            rows, source, role, reason, np.unique(numbers[wrong & ~bad & kept]).tolist(), whole_row=False
        )
        tally.rejected += [row for row in told if row.reason != "no time"]
        bad |= wrong
    tally.folds += times.folds
    return bare.append_column(role, pa.array(times.at, mask=bad))


def _repeated(read: pa.Table, orders: list[int], key: str, reason: str) -> list[RejectedRow]:
    if not orders:
        return []
    found = read.filter(pc.is_in(read["order"], value_set=pa.array(orders)))
    columns = (found[name].to_pylist() for name in ("file", "row", key))
    return [
        RejectedRow(file=file, row=row, column=key, value=value, reason=reason)
        for file, row, value in zip(*columns, strict=True)
    ]


def _rows_of(table: pa.Table) -> set[tuple[str, int]]:
    return set(zip(table["file"].to_pylist(), table["row"].to_pylist(), strict=True))
