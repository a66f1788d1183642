"""Object-centric event logs as SQLite: tables of events, objects and relations, and one for each type."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from folkways.sources.object_log import LoggedEvent, LoggedObject, ObjectLog, Told, flag, latest

TABLES = frozenset({"event", "object", "event_object", "event_map_type", "object_map_type"})
OWN = ("ocel_id", "ocel_time", "ocel_changed_field")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stand:
    """What one row of a type's table tells: all attributes, or the one that changed."""

    of: str
    time: str | None
    told: list[Told]


def is_table_log(tables: Collection[str]) -> bool:
    """Say whether a database is a log, by the names of its tables."""
    return set(tables) >= TABLES


def table_log(con: sqlite3.Connection, tables: Collection[str]) -> ObjectLog:
    """Read a log from a database; what its maps name and it does not hold tells nothing."""
    happened = {stand.of: stand for stand in _stands(con, "event", tables)}
    known: dict[str, list[Told]] = {}
    for stand in _stands(con, "object", tables):
        known.setdefault(stand.of, []).extend(stand.told)
    of_events = _pairs(con, "SELECT ocel_event_id, ocel_object_id FROM event_object ORDER BY rowid")
    of_objects: dict[str, list[str]] = {}
    if "object_object" in tables:
        of_objects = _pairs(con, "SELECT ocel_source_id, ocel_target_id FROM object_object ORDER BY rowid")
    nothing = _Stand(of="", time=None, told=[])
    events = [
        LoggedEvent(
            id=name,
            type=kind,
            time=happened.get(name or "", nothing).time,
            attributes={each.name: each.value for each in happened.get(name or "", nothing).told},
            objects=of_events.get(name or "", []),
        )
        for name, kind in _texts(con, "SELECT ocel_id, ocel_type FROM event ORDER BY rowid")
    ]
    objects = {
        name or "": LoggedObject(
            type=kind or "",
            attributes=latest(known.get(name or "", [])),
            related=of_objects.get(name or "", []),
        )
        for name, kind in _texts(con, "SELECT ocel_id, ocel_type FROM object ORDER BY rowid")
    }
    return ObjectLog(events=events, objects=objects)


def _stands(con: sqlite3.Connection, what: str, tables: Collection[str]) -> Iterator[_Stand]:
    for (mapped,) in _texts(con, f"SELECT ocel_type_map FROM {what}_map_type ORDER BY rowid"):
        table = f"{what}_{mapped}"
        if table in tables:
            yield from _rows(con, table)


def _rows(con: sqlite3.Connection, table: str) -> Iterator[_Stand]:
    spelled = '"' + table.replace('"', '""') + '"'
    declared = con.execute(f"PRAGMA table_info({spelled})").fetchall()
    flags = {column[1] for column in declared if str(column[2]).upper() == "BOOLEAN"}
    cursor = con.execute(f"SELECT * FROM {spelled} ORDER BY rowid")
    names = [each[0] for each in cursor.description]
    for row in cursor:
        cells = {name: _text(cell) for name, cell in zip(names, row, strict=True)}
        time, changed = cells.get("ocel_time"), cells.get("ocel_changed_field")
        told = [
            Told(name=name, since=time, value=flag(value) if name in flags else value)
            for name, value in cells.items()
            if value and name not in OWN and (changed is None or name == changed)
        ]
        yield _Stand(of=cells.get("ocel_id") or "", time=time, told=told)


def _pairs(con: sqlite3.Connection, query: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one, other in _texts(con, query):
        if one and other:
            found.setdefault(one, []).append(other)
    return found


def _texts(con: sqlite3.Connection, query: str) -> Iterator[list[str | None]]:
    return ([_text(cell) for cell in row] for row in con.execute(query))


def _text(cell: float | str | bytes | None) -> str | None:
    """Write a cell as text, whole floats without `.0`."""
    if cell is None:
        return None
    if isinstance(cell, bytes):
        return cell.hex()
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
