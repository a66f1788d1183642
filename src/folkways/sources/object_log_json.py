"""Object-centric event logs as JSON: `events` and `objects`, each with attributes and relationships."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from folkways.errors import SourceError
from folkways.sources.input_file import InputFile
from folkways.sources.object_log import LoggedEvent, LoggedObject, ObjectLog, Told, latest

KEYS = frozenset({"events", "objects", "eventTypes", "objectTypes"})
Written = Callable[[object], str | None]


def is_json_log(said: Mapping[str, object]) -> bool:
    """Say whether an object is a log: it lists events, objects and the types of both."""
    return said.keys() >= KEYS and all(isinstance(said[key], list) for key in KEYS)


def json_log(said: Mapping[str, object], file: InputFile, written: Written) -> ObjectLog:
    """Read a log that JSON spells; `written` tells a value as text.

    Raises SourceError at what is no event and no object.
    """
    reader = _Reader(file=file, written=written)
    objects = {
        reader.text(each, "id") or "": LoggedObject(
            type=reader.text(each, "type") or "",
            attributes=latest(reader.told(each)),
            related=reader.related(each),
        )
        for each in reader.listed(said, "objects")
    }
    events = [
        LoggedEvent(
            id=reader.text(each, "id"),
            type=reader.text(each, "type"),
            time=reader.text(each, "time"),
            attributes={one.name: one.value for one in reader.told(each)},
            objects=reader.related(each),
        )
        for each in reader.listed(said, "events")
    ]
    return ObjectLog(events=events, objects=objects)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    file: InputFile
    written: Written

    def text(self, item: Mapping[str, object], key: str) -> str | None:
        return self.written(item.get(key))

    def told(self, item: Mapping[str, object]) -> list[Told]:
        found = (
            (self.text(each, "name"), self.text(each, "time"), self.text(each, "value"))
            for each in self.listed(item, "attributes")
        )
        return [Told(name=name, since=since, value=value) for name, since, value in found if name and value]

    def related(self, item: Mapping[str, object]) -> list[str]:
        found = (self.text(each, "objectId") for each in self.listed(item, "relationships"))
        return [name for name in found if name]

    def listed(self, item: Mapping[str, object], key: str) -> list[dict[str, object]]:
        """The objects listed under a key; nothing told is an empty list."""
        found = item.get(key) or []
        good: list[dict[str, object]] = []
        for number, each in enumerate(found if isinstance(found, list) else [found], start=1):
            if not isinstance(each, dict):
                raise SourceError(
                    f"The file {self.file.name!r} is no whole OCEL log: {key} {number:,} is no object.",
                    hint="Export the log again.",
                )
            good.append(each)
        return good
