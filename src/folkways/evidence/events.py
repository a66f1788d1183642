"""From an event source's rows to canonical events and lines; what does not fit is told row by row."""

# pyright: reportAttributeAccessIssue=false
# (pyarrow.compute makes its functions when imported)

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from folkways.evidence import localtime
from folkways.evidence.row_order import file_of, row_of, row_order
from folkways.evidence.schema import EVENTS, LINES, conformed
from folkways.evidence.sieve import Sieve
from folkways.evidence.tally import Tally, rejected_rows
from folkways.evidence.times import timed
from folkways.model.config import LinesConfig, Source, WorkspaceConfig
from folkways.sources.bots import REASON, too_fast
from folkways.sources.columns import minor_digits
from folkways.sources.duplicates import sifted, with_content_ids
from folkways.sources.event_rows import role_columns, staged_events
from folkways.sources.lines import folded
from folkways.sources.rejected import RejectedRow
from folkways.sources.rows import Rows, lookup_files, source_files

CONTENT = (
    "customer_id",
    "at",
    "day",
    "touchpoint",
    "channel",
    "value",
    "case_id",
    "account_id",
    "attributes",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventTables:
    """Events and lines of one source, and how its rows fared."""

    events: pa.Table
    lines: pa.Table
    tally: Tally


def event_tables(
    source: Source, workspace: WorkspaceConfig, base_dir: Path, number: int, sieve: Sieve
) -> EventTables:
    """Read an event source whole: its rows in file order, checked, folded when they are lines, each event once."""
    tally = Tally(source=source.name, table="events")
    parts: list[pa.Table] = []
    lookups = lookup_files(source, base_dir)
    files = source_files(source, base_dir)
    for file_number, file in enumerate(files):
        with sieve.opened(source, file, lookups) as rows:
            if tally.begin_file(rows):
                checked, places = _checked(rows, source, workspace, tally)
                order = row_order(number, file_number, places)
                parts.append(checked.append_column("order", pa.array(order)))
    names = [file.name for file in files]
    read = _without_rush(pa.concat_tables(parts), source, names, tally)
    if source.lines is not None:
        return _folded_tables(read, source, workspace, source.lines, names, tally)
    told = with_content_ids(read, "event_id", CONTENT)
    sift = sifted(told, "event_id", CONTENT)
    tally.duplicates += sift.same
    reason = "an earlier row has this id and other content"
    tally.rejected += _told_again(told, sift.differing, names, "event_id", source, reason)
    tally.loaded = sift.kept.num_rows
    return EventTables(events=_finished(sift.kept, source, workspace), lines=LINES.empty_table(), tally=tally)


def _without_rush(read: pa.Table, source: Source, files: list[str], tally: Tally) -> pa.Table:
    """Keep apart the customers who do more within a second than a person can."""
    if source.bots == "keep" or source.bot_events_per_second is None:
        return read
    fast = too_fast(read, source.bot_events_per_second)
    reason = f"{REASON}more than {source.bot_events_per_second} events in a second"
    tally.rejected += _told_again(read, fast, files, "customer_id", source, reason)
    return read.filter(pc.invert(pc.is_in(read["order"], value_set=pa.array(fast, pa.int64()))))


def _checked(
    rows: Rows, source: Source, workspace: WorkspaceConfig, tally: Tally
) -> tuple[pa.Table, localtime.Int64s]:
    """Check a file's rows; those without a fault come back in file order, with `at`, `day` and their row numbers."""
    staged = staged_events(rows, source, workspace.currency)
    times = timed(staged["us"], staged["time_kind"], source, workspace.timezone)
    faults: list[tuple[str, str, NDArray[np.bool_]]] = [
        ("customer_id", "no customer id", pc.is_null(staged["customer_id"]).to_numpy()),
        *(("at", reason, wrong) for reason, wrong in times.wrong.items()),
        ("value", "not an amount", staged["value_bad"].to_numpy()),
    ]
    if source.lines is not None:
        faults.append((source.lines.quantity or "", "not a number", staged["quantity_bad"].to_numpy()))
    if source.lines is None or not source.lines.touchpoints:
        faults.append(("touchpoint", "no touchpoint", pc.is_null(staged["touchpoint"]).to_numpy()))
    if source.bots == "apart":
        faults += _bots(staged, source)
    bad = np.zeros(staged.num_rows, dtype=bool)
    numbers = staged["row"].to_numpy()
    for role, reason, wrong in faults:
        new = wrong & ~bad
        bad |= wrong
        if new.any():
            tally.rejected += rejected_rows(rows, source, role, reason, numbers[new].tolist())
    tally.folds += times.folds
    extended = (
        staged.drop_columns(["us", "time_kind", "value_bad", "row", "bot"])
        .append_column("at", pa.array(times.at))
        .append_column("day", pa.array(times.is_day))
    )
    kept, places = (extended.filter(pa.array(~bad)), numbers[~bad]) if bad.any() else (extended, numbers)
    if np.all(np.diff(places) > 0):
        return kept, places
    in_order = np.argsort(places)
    return kept.take(pa.array(in_order)), places[in_order]


def _bots(staged: pa.Table, source: Source) -> list[tuple[str, str, NDArray[np.bool_]]]:
    """Rows of programs by the rule that tells them; what comes of a person is NULL."""
    role = "user_agent" if "user_agent" in source.columns else "bot"
    rules = sorted(rule for rule in pc.unique(staged["bot"]).to_pylist() if rule)
    return [
        (role, f"{REASON}{rule}", pc.fill_null(pc.equal(staged["bot"], rule), False).to_numpy())
        for rule in rules
    ]


def _folded_tables(
    read: pa.Table,
    source: Source,
    workspace: WorkspaceConfig,
    lines: LinesConfig,
    files: list[str],
    tally: Tally,
) -> EventTables:
    told = with_content_ids(read, "event_id", ("customer_id", "at"))
    fold = folded(told, lines, 10 ** minor_digits(workspace.currency))
    reason = "an earlier line of this event names another customer"
    tally.rejected += _told_again(told, fold.strangers, files, "customer_id", source, reason)
    tally.loaded = told.num_rows - len(fold.strangers)
    named = fold.lines.append_column(
        "source", pa.array([source.name] * fold.lines.num_rows, type=pa.string())
    )
    return EventTables(
        events=_finished(fold.events, source, workspace), lines=conformed(named, LINES), tally=tally
    )


def _told_again(
    told: pa.Table, orders: list[int], files: list[str], role: str, source: Source, reason: str
) -> list[RejectedRow]:
    if not orders:
        return []
    found = told.filter(pc.is_in(told["order"], value_set=pa.array(orders)))
    return [
        RejectedRow(
            file=files[file_of(order)],
            row=row_of(order),
            column="/".join(role_columns(source, role)) or role,
            value=value,
            reason=reason,
        )
        for order, value in zip(found["order"].to_pylist(), found[role].to_pylist(), strict=True)
    ]


def _finished(events: pa.Table, source: Source, workspace: WorkspaceConfig) -> pa.Table:
    at = events["at"].to_numpy()
    is_day = events["day"].to_numpy()
    local = localtime.local_from_utc(at, workspace.timezone)
    minutes = np.where(is_day, -1, localtime.local_minutes(local)).astype(np.int16)
    count = events.num_rows
    columns = {
        name: events[name] for name in ("customer_id", "event_id", "at", "touchpoint", "channel", "value")
    }
    columns |= {name: events[name] for name in ("case_id", "account_id", "attributes")}
    table = pa.table(
        columns
        | {
            "at_precision": pa.array(np.where(is_day, "day", "instant")),
            "source": pa.array([source.name] * count, type=pa.string()),
            "source_order": events["order"],
            "local_day": pa.array(localtime.local_days(local)),
            "local_minute": pa.array(minutes),
            "basis": pa.array([source.basis] * count, type=pa.string()),
        }
    )
    return conformed(table, EVENTS)
