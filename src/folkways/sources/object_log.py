"""Object-centric event logs (OCEL 2.0), whatever they are written in: a row for each event, or for each object.

A row of an event has `ocel:id`, `ocel:activity`, `ocel:time`, its attributes by their names, and what it relates to as
`object:TYPE`. A row of an object has its id as `object:TYPE` and its attributes as `TYPE:NAME`. All are text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pyarrow as pa

from folkways.errors import SourceError
from folkways.model.config import Source
from folkways.sources.input_file import InputFile
from folkways.sources.parsed import Parsed
from folkways.sources.rejected import ROW

ID, WHAT, WHEN = "ocel:id", "ocel:activity", "ocel:time"
OBJECT = "object:"
OF_OBJECTS = {"customers": "customer_id", "accounts": "account_id"}
"""The tables that a log's objects fill, and the role whose column names their type."""
LOOKED_AT = 1_000
BATCH_ROWS = 50_000
MOST_NAMES = 10_000
SEVERAL = "; "
Row = dict[str, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedEvent:
    """What happened, when, and the ids of the objects that took part."""

    id: str | None
    type: str | None
    time: str | None
    attributes: dict[str, str]
    objects: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedObject:
    """A thing of some type, what was last told of it, and the ids of the objects it relates to."""

    type: str
    attributes: dict[str, str]
    related: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectLog:
    """Events in the order of the file, objects by their id."""

    events: list[LoggedEvent]
    objects: dict[str, LoggedObject]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One value of an object's attribute, and since when it holds."""

    name: str
    since: str | None
    value: str


@dataclass(slots=True, kw_only=True)
class Tally:
    """What has to be told of how events were taken apart."""

    repeated: int = 0
    through: int = 0
    first_case: int = 0
    strangers: set[str] = field(default_factory=set)


def latest(told: Iterable[Told]) -> dict[str, str]:
    """Keep the value of each attribute that was told last; of the same time the later in the file."""
    return {each.name: each.value for each in sorted(told, key=lambda each: _instant(each.since))}


def flag(text: str) -> str:
    """Write a value of a boolean attribute alike, be it `1`, `True` or `true`."""
    return {"1": "true", "0": "false"}.get(text.strip(), text.strip().lower())


def parsed_object_log(log: ObjectLog, file: InputFile, source: Source) -> Iterator[Parsed]:
    """Tell a log's rows for a source: objects of the type that its mapping names, else events.

    An event is told once for each object of the type mapped to `customer_id`; when it has none, for those that its
    objects relate to. Of several objects mapped to `case_id` the first is taken; all others stand in one cell. A source
    that maps nothing yet sees the first objects of each type, then the events.
    """
    tally = Tally()
    names = _names(log, file)
    role = OF_OBJECTS.get(source.table)
    if not source.columns:
        rows = [*_objects(log, None, LOOKED_AT), *_events(log, None, None, tally)]
    elif role:
        rows = _objects(log, _type_of(source, role), None)
    else:
        rows = _events(log, _type_of(source, "customer_id"), _type_of(source, "case_id"), tally)
    done = 0
    batch: list[Row] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH_ROWS:
            yield _piece(batch, done, names)
            done, batch = done + len(batch), []
    if batch or not done:
        yield _piece(batch, done, names)
    yield Parsed(notes=_notes(tally))


def _instant(text: str | None) -> datetime:
    try:
        found = datetime.fromisoformat(text or "")
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _type_of(source: Source, role: str) -> str | None:
    told = source.columns.get(role)
    return told.removeprefix(OBJECT) if isinstance(told, str) and told.startswith(OBJECT) else None


def _objects(log: ObjectLog, kind: str | None, most: int | None) -> Iterator[Row]:
    """Rows of the objects of one type, or of the first of every type."""
    seen: dict[str, int] = {}
    for name, each in log.objects.items():
        seen[each.type] = seen.get(each.type, 0) + 1
        if (kind is None or each.type == kind) and (most is None or seen[each.type] <= most):
            told = {f"{each.type}:{key}": value for key, value in each.attributes.items()}
            yield {**told, f"{OBJECT}{each.type}": name}


def _events(log: ObjectLog, customer: str | None, case: str | None, tally: Tally) -> Iterator[Row]:
    for event in log.events:
        by_type: dict[str, list[str]] = {}
        for name in dict.fromkeys(event.objects):
            if name in log.objects:
                by_type.setdefault(log.objects[name].type, []).append(name)
            else:
                tally.strangers.add(name)
        told: Row = {f"{OBJECT}{kind}": SEVERAL.join(names) for kind, names in by_type.items()}
        if case and case != customer and len(cases := by_type.get(case, [])) > 1:
            told[f"{OBJECT}{case}"] = cases[0]
            tally.first_case += 1
        row = {**event.attributes, **told, ID: event.id, WHAT: event.type, WHEN: event.time}
        yield from [row] if customer is None else _for_each(row, by_type, log, customer, tally)


def _for_each(
    row: Row, by_type: dict[str, list[str]], log: ObjectLog, customer: str, tally: Tally
) -> list[Row]:
    owners = by_type.get(customer, [])
    if not owners:
        owners = _related(log, [name for names in by_type.values() for name in names], customer)
        tally.through += bool(owners)
    if len(owners) < 2:
        return [{**row, f"{OBJECT}{customer}": owner} for owner in owners] or [row]
    tally.repeated += 1
    return [{**row, f"{OBJECT}{customer}": owner, ID: f"{row[ID]}/{owner}"} for owner in owners]


def _related(log: ObjectLog, names: list[str], kind: str) -> list[str]:
    """The objects of one type that some objects relate to."""
    found = (other for name in names for other in log.objects[name].related)
    return list(
        dict.fromkeys(other for other in found if other in log.objects and log.objects[other].type == kind)
    )


def _names(log: ObjectLog, file: InputFile) -> dict[str, str]:
    """All columns the log can have, and the name of each: one that no other has, whatever the case of its letters."""
    found = dict.fromkeys([ID, WHAT, WHEN, *(f"{OBJECT}{each.type}" for each in log.objects.values())])
    found |= dict.fromkeys(name for event in log.events for name in event.attributes)
    found |= dict.fromkeys(f"{each.type}:{key}" for each in log.objects.values() for key in each.attributes)
    if len(found) > MOST_NAMES:
        raise SourceError(f"The file {file.name!r} has more than {MOST_NAMES:,} attributes.")
    names: dict[str, str] = {}
    seen = {ROW}
    for wanted in found:
        name, number = wanted or "(no name)", 2
        while name.casefold() in seen:
            name, number = f"{wanted} ({number})", number + 1
        seen.add(name.casefold())
        names[wanted] = name
    return names


def _piece(rows: list[Row], done: int, names: dict[str, str]) -> Parsed:
    columns = {
        name: pa.array([row.get(wanted) for row in rows], pa.string()) for wanted, name in names.items()
    }
    numbers = pa.array(range(done + 1, done + len(rows) + 1), pa.int64())
    return Parsed(table=pa.table({**columns, ROW: numbers}))


def _notes(tally: Tally) -> list[str]:
    told = {
        "events belong to several customers and are told once for each": tally.repeated,
        "events name no customer and are those of the customer that their objects relate to": tally.through,
        "events have several cases; the first is taken": tally.first_case,
        "objects that events name are not in the log": len(tally.strangers),
    }
    return [f"{count:,} {words}." for words, count in told.items() if count]
