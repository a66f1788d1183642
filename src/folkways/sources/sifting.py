"""Rows of an opened file taken out before they are read, told or not, and their identifiers hashed beside them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import pyarrow as pa

from folkways.model.config import Source
from folkways.sources.columns import id_of, literal, quoted, text_of
from folkways.sources.event_rows import role_columns, role_text, role_time
from folkways.sources.rejected import ROW, RejectedRow
from folkways.sources.rows import HASHED, Rows, Turned, remarks_on

Hash = Callable[[str, str], str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """Rows that are left out: their numbers, the column that says so, why, and what stood there (unless secret)."""

    numbers: list[int]
    column: str
    reason: str
    values: Sequence[str | None] | None = None


def rows_without_consent(rows: Rows, source: Source) -> Left | None:
    """Find the rows whose consent column holds none of the words that mean yes."""
    if source.consent is None:
        return None
    column = source.consent.column
    told = text_of(rows.column(column), rows.type_of(column), source.missing)
    yes = ", ".join(literal(word.casefold()) for word in source.consent.yes)
    found = rows.con.execute(
        f"SELECT {quoted(ROW)}, {told} FROM {rows.name} WHERE coalesce(lower({told}) IN ({yes}), false) = false "
        f"ORDER BY {quoted(ROW)}"
    ).fetchall()
    return Left(
        numbers=[row[0] for row in found],
        column=column,
        reason="no consent",
        values=[row[1] for row in found],
    )


def row_times(rows: Rows, source: Source, role: str) -> pa.Table:
    """Read only the times of the rows: `row`, `us`, `time_kind`."""
    time = role_time(rows, source, role)
    return rows.con.sql(
        f"SELECT {quoted(ROW)} AS row, {time.microseconds} AS us, CAST({time.kind} AS TINYINT) AS time_kind "
        f"FROM {rows.name} ORDER BY row"
    ).to_arrow_table()


def leave_out(rows: Rows, source: Source, left: Left | None) -> None:
    """Take rows out of the relation and tell them as rejected, and whose they are."""
    if left is None or not left.numbers:
        return
    rows.turned[left.reason] = Turned(rows=len(left.numbers), people=_people_of(rows, source, left.numbers))
    values = left.values or [None] * len(left.numbers)
    name = rows.file.name
    rows.rejected += [
        RejectedRow(file=name, row=number, column=left.column, value=value, reason=left.reason)
        for number, value in zip(left.numbers, values, strict=True)
    ]
    _take_out(rows, left.numbers)


def take_out_untold(rows: Rows, source: Source, numbers: list[int]) -> None:
    """Take rows out before anything is counted: as if they had never been in the file.

    What was seen of the whole file goes too; what looks spoilt is looked for again.
    """
    rows.withheld = True
    if not numbers:
        return
    _take_out(rows, numbers)
    rows.count -= len(numbers)
    rows.notes = []
    plain = {name: kind for name, kind in rows.types.items() if not name.startswith("__")}
    rows.remarks = remarks_on(rows.con, rows.name, plain, source, rows.file)


def count_orphans(rows: Rows, source: Source) -> None:
    """Count the rows whose key a lookup does not hold, of those that are still there."""
    for number, lookup in enumerate(source.lookups):
        found = rows.con.execute(f"SELECT count(*) FROM {rows.name} WHERE __orphan{number}").fetchall()
        rows.orphans[lookup.key] = found[0][0]


def _take_out(rows: Rows, numbers: list[int]) -> None:
    gone, kept = f"{rows.name}_gone", f"{rows.name}_kept"
    rows.con.register(gone, pa.table({"row": pa.array(numbers, pa.int64())}))
    rows.con.execute(
        f"CREATE VIEW {kept} AS SELECT r.* FROM {rows.name} r ANTI JOIN {gone} g ON r.{quoted(ROW)} = g.row"
    )
    rows.name = kept


def _people_of(rows: Rows, source: Source, numbers: list[int]) -> frozenset[str]:
    """The ids of those whom rows tell of; of a row without one, its place."""
    rows.con.register("asked", pa.table({"row": pa.array(numbers, pa.int64())}))
    own = f"'row ' || {literal(rows.file.name)} || ' ' || {quoted(ROW)}"
    who = f"coalesce({', '.join([*_customer_texts(rows, source), own])})"
    found = rows.con.execute(
        f"SELECT DISTINCT {who} FROM {rows.name} WHERE {quoted(ROW)} IN (SELECT row FROM asked)"
    )
    return frozenset(row[0] for row in found.fetchall())


def hash_identifiers(rows: Rows, source: Source, hashed: Hash) -> None:
    """Add a column of keyed hashes for each identifier; a value that identifies nobody is NULL."""
    for number, (kind, column) in enumerate(source.identifiers.items()):
        value = id_of(rows.column(column), rows.type_of(column), source.missing)
        table, view = f"hashes{number}", f"hashed{number}"
        rows.con.register(table, _hashes(rows, value, lambda text, kind=kind: hashed(kind, text)))
        name = quoted(HASHED + kind)
        rows.con.execute(
            f"CREATE VIEW {view} AS SELECT r.*, h.hash AS {name} FROM {rows.name} r "
            f"LEFT JOIN {table} h ON {value} = h.value"
        )
        rows.name = view
        rows.types[HASHED + kind] = "VARCHAR"


def hashes_in(rows: Rows, source: Source, hashed: Hash) -> set[str]:
    """All hashes of customers and identifiers that a file tells."""
    found = set(_customer_hashes(rows, source, hashed).values())
    for kind in source.identifiers:
        told = rows.con.execute(f"SELECT DISTINCT {quoted(HASHED + kind)} FROM {rows.name}").fetchall()
        found |= {row[0] for row in told}
    if source.table == "identities":
        found |= {hashed(kind, value) for kind, value in _told_identities(rows, source)}
    return {one for one in found if one is not None}


def rows_of_hashes(rows: Rows, source: Source, hashed: Hash, wanted: Collection[str]) -> list[int]:
    """Find the numbers of the rows whose customer, or any identifier, has one of the hashes."""
    rows.con.register("wanted", pa.table({"hash": pa.array(sorted(wanted), pa.string())}))
    tests = [f"{quoted(HASHED + kind)} IN (SELECT hash FROM wanted)" for kind in source.identifiers]
    ids = [text for text, hash_ in _customer_hashes(rows, source, hashed).items() if hash_ in wanted]
    rows.con.register("wanted_ids", pa.table({"id": pa.array(ids, pa.string())}))
    tests += [f"{text} IN (SELECT id FROM wanted_ids)" for text in _customer_texts(rows, source)]
    if source.table == "identities":
        pairs = [pair for pair in _told_identities(rows, source) if hashed(*pair) in wanted]
        kinds, values = [kind for kind, _ in pairs], [value for _, value in pairs]
        table = pa.table({"kind": pa.array(kinds, pa.string()), "value": pa.array(values, pa.string())})
        rows.con.register("wanted_pairs", table)
        kind, value = (role_text(rows, source, role, ids=True) for role in ("kind", "value"))
        tests.append(f"({kind}, {value}) IN (SELECT (kind, value) FROM wanted_pairs)")
    found = rows.con.execute(
        f"SELECT {quoted(ROW)} FROM {rows.name} WHERE {' OR '.join(tests) or 'false'} ORDER BY 1"
    ).fetchall()
    return [row[0] for row in found]


def whole_rows(rows: Rows, numbers: list[int]) -> list[dict[str, str | None]]:
    """Fetch rows with all their columns, each as text."""
    names = [name for name in rows.types if not name.startswith("__")]
    rows.con.register("numbers", pa.table({"row": pa.array(numbers, pa.int64())}))
    fields = ", ".join(f"CAST({quoted(name)} AS VARCHAR)" for name in names)
    found = rows.con.execute(
        f"SELECT {fields} FROM {rows.name} WHERE {quoted(ROW)} IN (SELECT row FROM numbers) ORDER BY {quoted(ROW)}"
    ).fetchall()
    return [dict(zip(names, row, strict=True)) for row in found]


def _customer_texts(rows: Rows, source: Source) -> list[str]:
    """The ids of customers and respondents as SQL."""
    told = [role for role in ("customer_id", "respondent_id") if role_columns(source, role)]
    if "customer_id" not in told and source.identifiers:
        told.append("customer_id")
    return [role_text(rows, source, role, ids=True) for role in told]


def _customer_hashes(rows: Rows, source: Source, hashed: Hash) -> dict[str, str | None]:
    ids: dict[str, str | None] = {}
    for text in _customer_texts(rows, source):
        found = rows.con.execute(
            f"SELECT DISTINCT {text} AS v FROM {rows.name} WHERE v IS NOT NULL"
        ).fetchall()
        ids |= {row[0]: hashed("customer", row[0]) for row in found}
    return ids


def _told_identities(rows: Rows, source: Source) -> list[tuple[str, str]]:
    kind, value = (role_text(rows, source, role, ids=True) for role in ("kind", "value"))
    return rows.con.execute(
        f"SELECT DISTINCT {kind} AS kind, {value} AS value FROM {rows.name} "
        "WHERE kind IS NOT NULL AND value IS NOT NULL"
    ).fetchall()


def identifier_pairs(rows: Rows, source: Source) -> pa.Table:
    """Tell who is known by what: `kind`, `customer_id`, and `hash`, or (in `identities`) `value`, each pair once."""
    customer = role_text(rows, source, "customer_id", ids=True)
    if source.table == "identities":
        kind, value = (role_text(rows, source, role, ids=True) for role in ("kind", "value"))
        select = f"SELECT {kind} AS kind, {value} AS value, {customer} AS customer_id FROM {rows.name}"
    else:
        select = " UNION ALL ".join(
            f"SELECT {literal(kind)} AS kind, {quoted(HASHED + kind)} AS value, {customer} AS customer_id "
            f"FROM {rows.name}"
            for kind in source.identifiers
        )
    return rows.con.sql(
        f"SELECT DISTINCT * FROM ({select}) WHERE value IS NOT NULL AND customer_id IS NOT NULL AND kind IS NOT NULL "
        "ORDER BY ALL"
    ).to_arrow_table()


def distinct_texts(rows: Rows, column: str, missing: list[str]) -> list[str]:
    """Tell the different texts of a column."""
    text = text_of(rows.column(column), rows.type_of(column), missing)
    found = rows.con.execute(f"SELECT DISTINCT {text} AS t FROM {rows.name} WHERE t IS NOT NULL ORDER BY 1")
    return [row[0] for row in found.fetchall()]


def _hashes(rows: Rows, value: str, hashed: Callable[[str], str | None]) -> pa.Table:
    found = rows.con.execute(f"SELECT DISTINCT {value} AS v FROM {rows.name} WHERE v IS NOT NULL").fetchall()
    texts = [row[0] for row in found]
    schema = pa.schema([("value", pa.string()), ("hash", pa.string())])
    return pa.table({"value": texts, "hash": [hashed(text) for text in texts]}, schema=schema)
