"""From rows to the tables whose roles are just columns: voices, memberships, deals, aggregates and so on."""

# pyright: reportAttributeAccessIssue=false
# (pyarrow.compute makes its functions when imported)

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from folkways.evidence.row_order import file_of, row_of, row_order
from folkways.evidence.schema import (
    AGGREGATES,
    DEALS,
    DOCUMENTS,
    MEMBERSHIPS,
    SEEN_IDENTITIES,
    VOICES,
    conformed,
)
from folkways.evidence.sieve import Sieve
from folkways.evidence.spoken_events import spoken_events
from folkways.evidence.tally import Tally, rejected_rows
from folkways.evidence.times import timed
from folkways.model.config import Source, WorkspaceConfig
from folkways.model.tables import NEEDED, ROLE_KINDS, VOICE_KINDS, TableName
from folkways.sources.duplicates import sifted, with_content_ids
from folkways.sources.input_file import InputFile
from folkways.sources.plain_rows import staged_plain, time_role
from folkways.sources.rejected import RejectedRow
from folkways.sources.rows import Rows, lookup_files, source_files

PLAIN: dict[TableName, pa.Schema] = {
    "voices": VOICES,
    "memberships": MEMBERSHIPS,
    "deals": DEALS,
    "aggregates": AGGREGATES,
    "documents": DOCUMENTS,
    "identities": SEEN_IDENTITIES,
}
KEYS: dict[TableName, str] = {"voices": "voice_id", "documents": "document_id"}
PLACE_BITS = 12
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainTables:
    """The rows of one source, the events that these are besides, and how they fared."""

    rows: pa.Table
    events: pa.Table
    tally: Tally


def plain_tables(
    source: Source, workspace: WorkspaceConfig, base_dir: Path, number: int, sieve: Sieve
) -> PlainTables:
    """Read a source of one of the plain tables: typed, checked, each row once.

    A row without what its table needs is left out whole; a number or a time that cannot be read is left out alone
    unless the table needs it. Rows with the same key, or without a key the same content, are one row.
    """
    tally = Tally(source=source.name, table=source.table)
    files = source_files(source, base_dir)
    lookups = lookup_files(source, base_dir)
    parts: list[pa.Table] = []
    for file_number, file in enumerate(files):
        with sieve.opened(source, file, lookups) as rows:
            if tally.begin_file(rows):
                checked = _checked(rows, source, workspace, tally)
                places = row_order(number, file_number, checked["row"].to_numpy())
                order = (places << PLACE_BITS) + checked["place"].to_numpy()
                parts.append(checked.append_column("order", pa.array(order)))
    kept = _once(pa.concat_tables(parts), source, files, tally)
    return PlainTables(
        rows=_finished(kept, source), events=spoken_events(kept, source, workspace, PLACE_BITS), tally=tally
    )


def _checked(rows: Rows, source: Source, workspace: WorkspaceConfig, tally: Tally) -> pa.Table:
    staged = staged_plain(rows, source, workspace.currency)
    table, unread = _with_time(staged, source, workspace, tally)
    for role, kind in ROLE_KINDS[source.table].items():
        if kind in ("number", "money"):
            unread.append((role, "not a number", table[f"bad:{role}"].to_numpy()))
    needed, numbers = _needed(source), table["row"].to_numpy()
    bad = np.zeros(table.num_rows, dtype=bool)
    empty = pc.is_null(table["value"]).to_numpy() if source.metrics else bad
    if source.metrics:
        _, _, unread_metrics = unread.pop()
        bad |= _told_metrics(rows, source, tally, unread_metrics, table)
    for role, reason, wrong in unread:
        bad |= _told(rows, source, tally, role, reason, wrong & ~bad, numbers, whole=role in needed)
    for role in needed:
        lacking = pc.is_null(table[role]).to_numpy() & ~empty
        bad |= _told(rows, source, tally, role, f"no {role}", lacking & ~bad, numbers, whole=True)
    bad |= _told(rows, source, tally, "kind", "not a kind of voice", _odd_kind(table, source) & ~bad, numbers)
    kept = table.filter(pa.array(~(bad | empty)))
    return _located(kept, source, rows.file).drop_columns([one for one in table.column_names if ":" in one])


def _needed(source: Source) -> tuple[str, ...]:
    return tuple(role for role in NEEDED[source.table] if not (source.metrics and role == "metric"))


def _told(
    rows: Rows,
    source: Source,
    tally: Tally,
    role: str,
    reason: str,
    wrong: Flags,
    numbers: NDArray[np.int64],
    *,
    whole: bool = True,
) -> Flags:
    """Tell rows (or values of them) that do not fit; what comes back are the rows to leave out."""
    if wrong.any():
        found = np.unique(numbers[wrong]).tolist()
        told = rejected_rows(rows, source, role, reason, found, whole_row=whole)
        tally.rejected += [row for row in told if whole or row.reason != "no time"]
    return wrong if whole else np.zeros(len(wrong), dtype=bool)


def _told_metrics(rows: Rows, source: Source, tally: Tally, wrong: Flags, table: pa.Table) -> Flags:
    """Tell unreadable numbers by the column they stand in; the other metrics of the row are kept."""
    numbers, places = table["row"].to_numpy(), table["place"].to_numpy()
    for place, column in enumerate(source.metrics.values()):
        _told(rows, source, tally, column, "not a number", wrong & (places == place), numbers, whole=False)
    return wrong


def _odd_kind(table: pa.Table, source: Source) -> Flags:
    if source.table != "voices":
        return np.zeros(table.num_rows, dtype=bool)
    return ~pc.is_in(pc.fill_null(table["kind"], ""), value_set=pa.array(VOICE_KINDS)).to_numpy()


def _with_time(
    staged: pa.Table, source: Source, workspace: WorkspaceConfig, tally: Tally
) -> tuple[pa.Table, list[tuple[str, str, Flags]]]:
    """Replace `us` and `time_kind` by instants under the role's name, and `day`; tell what could not be read."""
    role = time_role(source)
    bare = staged.drop_columns(["us", "time_kind"])
    if role is None or not (role in source.columns or role in source.constants):
        return (bare if role is None else bare.append_column(role, pa.nulls(staged.num_rows, pa.int64()))), []
    times = timed(staged["us"], staged["time_kind"], source, workspace.timezone)
    tally.folds += times.folds
    bad = np.any(list(times.wrong.values()), axis=0) if times.wrong else np.zeros(staged.num_rows, dtype=bool)
    told = [(role, reason, wrong) for reason, wrong in times.wrong.items()]
    dated = bare.append_column(role, pa.array(times.at, mask=bad))
    return dated.append_column("day", pa.array(times.is_day)), told


def _located(table: pa.Table, source: Source, file: InputFile) -> pa.Table:
    """Say where each text stands: its document (the file) and, unless the reader told a closer place, its row."""
    if source.table not in ("voices", "documents"):
        return table
    row = pc.binary_join_element_wise("row", table["row"].cast(pa.string()), "=")
    places = pc.coalesce(table["locator"], row)
    table = table.set_column(table.column_names.index("locator"), "locator", places)
    if source.table == "voices":
        documents = pc.fill_null(table["document"], file.name)
        table = table.set_column(table.column_names.index("document"), "document", documents)
    return table


def _once(read: pa.Table, source: Source, files: list[InputFile], tally: Tally) -> pa.Table:
    """Keep each row once, by its key or its content; count the others and tell those that say something else."""
    roles = list(ROLE_KINDS[source.table])
    key = KEYS.get(source.table, "__content")
    if key not in read.column_names:
        read = read.append_column(key, pa.nulls(read.num_rows, pa.string()))
    content = [role for role in [*roles, "attributes"] if role != key and role != "locator"]
    told = with_content_ids(_apart(read), key, [*content, "__apart"])
    sift = sifted(told, key, content)
    lost = [] if source.metrics else sift.differing
    names = [file.name for file in files]
    tally.rejected += [_repeated(order, names, key) for order in lost]
    kept_rows = _row_places(sift.kept) | {order >> PLACE_BITS for order in lost}
    tally.duplicates += len(_row_places(told) - kept_rows)
    tally.loaded = tally.rows - tally.duplicates - tally.rejected_rows
    return sift.kept


def _finished(kept: pa.Table, source: Source) -> pa.Table:
    named = kept.append_column("source", pa.array([source.name] * kept.num_rows, type=pa.string()))
    based = named.append_column("basis", pa.array([_basis(source)] * kept.num_rows, type=pa.string()))
    return conformed(_scaled(based, source), PLAIN[source.table])


def _apart(read: pa.Table) -> pa.Table:
    """Texts that nothing but their place tells apart (no customer, no time) are never taken for one another."""
    if not {"locator", "customer_id", "at"} <= set(read.column_names):
        return read.append_column("__apart", pa.nulls(read.num_rows, pa.string()))
    alone = pc.and_(pc.is_null(read["customer_id"]), pc.is_null(read["at"]))
    places = pc.binary_join_element_wise(read["locator"], read["order"].cast(pa.string()), "/")
    return read.append_column("__apart", pc.if_else(alone, places, pa.scalar(None, pa.string())))


def _repeated(order: int, names: list[str], key: str) -> RejectedRow:
    place = order >> PLACE_BITS
    reason = "an earlier row has this id and other content"
    return RejectedRow(file=names[file_of(place)], row=row_of(place), column=key, value=None, reason=reason)


def _row_places(table: pa.Table) -> set[int]:
    return set((table["order"].to_numpy() >> PLACE_BITS).tolist())


def _basis(source: Source) -> str:
    """What a customer said is reported; what staff saw is observed, unless the source says otherwise."""
    if source.table == "voices" and source.basis == "measured":
        return "observed" if source.constants.get("kind") == "staff-observation" else "reported"
    return source.basis


def _scaled(table: pa.Table, source: Source) -> pa.Table:
    """Put ratings of voices on 0 to 1 by the source's scale."""
    if source.table != "voices":
        return table
    span = source.rating_max - source.rating_min
    scaled = pc.divide(pc.subtract(table["rating"], source.rating_min), span)
    inside = pc.and_(pc.greater_equal(scaled, 0.0), pc.less_equal(scaled, 1.0))
    rating = pc.if_else(inside, scaled, pa.scalar(None, pa.float64()))
    return table.set_column(table.column_names.index("rating"), "rating", rating)
