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
from folkways.evidence.schema import EVENTS, LINES, conformed
from folkways.evidence.tally import Tally, rejected_rows
from folkways.evidence.times import timed
from folkways.model.config import LinesConfig, Source, WorkspaceConfig
from folkways.sources.columns import minor_digits
from folkways.sources.duplicates import sifted, with_content_ids
from folkways.sources.event_rows import role_columns, staged_events
from folkways.sources.lines import folded
from folkways.sources.rows import RejectedRow, Rows, lookup_files, opened_rows, source_files

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
SOURCE_SHIFT = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class EventTables:
    """Events and lines of one source, and how its rows fared."""

    events: pa.Table
    lines: pa.Table
    tally: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where the rows of a file begin in the order of the source."""

    file: str
    offset: int


def event_tables(source: Source, workspace: WorkspaceConfig, base_dir: Path, number: int) -> EventTables:
    """Read an event source whole: its rows in file order, checked, folded when they are lines, each event once."""
    tally = Tally(source=source.name, table="events")
    parts: list[pa.Table] = []
    places: list[_Place] = []
    lookups = lookup_files(source, base_dir)
    for file in source_files(source, base_dir):
        with opened_rows(source, file, lookups) as rows:
            if not tally.begin_file(rows):
                continue
            places.append(
                _Place(file=file.path.name, offset=(number << SOURCE_SHIFT) + tally.rows - rows.count)
            )
            parts.append(_checked(rows, source, workspace, places[-1], tally))
    checked = pa.concat_tables(parts)
    if source.lines is not None:
        return _folded_tables(checked, source, workspace, source.lines, tally)
    told = with_content_ids(checked, "event_id", CONTENT)
    sift = sifted(told, "event_id", CONTENT)
    tally.duplicates += sift.same
    tally.rejected += _conflicts(told, sift.differing, source, places)
    tally.loaded = sift.kept.num_rows
    return EventTables(events=_finished(sift.kept, source, workspace), lines=LINES.empty_table(), tally=tally)


def _checked(rows: Rows, source: Source, workspace: WorkspaceConfig, place: _Place, tally: Tally) -> pa.Table:
    """Check a file's rows; those without a fault come back with `at`, `day` and `order`."""
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
    bad = np.zeros(staged.num_rows, dtype=bool)
    numbers = staged["row"].to_numpy()
    for role, reason, wrong in faults:
        new = wrong & ~bad
        bad |= wrong
        if new.any():
            tally.rejected += rejected_rows(rows, source, role, reason, numbers[new].tolist())
    tally.folds += times.folds
    order = numbers + place.offset
    extended = (
        staged.drop_columns(["us", "time_kind", "value_bad", "row"])
        .append_column("at", pa.array(times.at))
        .append_column("day", pa.array(times.is_day))
        .append_column("order", pa.array(order))
    )
    kept = extended.filter(pa.array(~bad)) if bad.any() else extended
    in_order = bool(np.all(np.diff(kept["order"].to_numpy()) > 0))
    return kept if in_order else kept.sort_by("order")


def _folded_tables(
    checked: pa.Table, source: Source, workspace: WorkspaceConfig, lines_config: LinesConfig, tally: Tally
) -> EventTables:
    told = with_content_ids(checked, "event_id", ("customer_id", "at"))
    tally.loaded = told.num_rows
    events, lines = folded(told, lines_config, 10 ** minor_digits(workspace.currency))
    named = lines.append_column("source", pa.array([source.name] * lines.num_rows, type=pa.string()))
    return EventTables(
        events=_finished(events, source, workspace), lines=conformed(named, LINES), tally=tally
    )


def _conflicts(told: pa.Table, orders: list[int], source: Source, places: list[_Place]) -> list[RejectedRow]:
    if not orders:
        return []
    found = told.filter(pc.is_in(told["order"], value_set=pa.array(orders)))
    columns = role_columns(source, "event_id") or ["event_id"]
    rejected: list[RejectedRow] = []
    for order, event_id in zip(found["order"].to_pylist(), found["event_id"].to_pylist(), strict=True):
        place = max((each for each in places if each.offset < order), key=lambda each: each.offset)
        rejected.append(
            RejectedRow(
                file=place.file,
                row=order - place.offset,
                column="/".join(columns),
                value=event_id,
                reason="an earlier row has this id and other content",
            )
        )
    return rejected


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
