"""Object-centric event logs as XML. As with XES, a log that declares entities or a document type is refused."""

from __future__ import annotations

from collections.abc import Iterator

from folkways.errors import SourceError
from folkways.model.config import Source
from folkways.sources.input_file import InputFile
from folkways.sources.object_log import (
    LoggedEvent,
    LoggedObject,
    ObjectLog,
    Told,
    flag,
    latest,
    parsed_object_log,
)
from folkways.sources.parsed import Parsed
from folkways.sources.safe_xml import Element, xml_steps

Flags = set[tuple[str, str]]
"""The attributes that are boolean: an event's or object's type, and the name."""
KINDS = ("event-type", "object-type", "event", "object")


def parsed_xml_log(file: InputFile, source: Source) -> Iterator[Parsed]:
    """Read a log from XML."""
    yield from parsed_object_log(_log(file), file, source)


def _log(file: InputFile) -> ObjectLog:
    events: list[LoggedEvent] = []
    objects: dict[str, LoggedObject] = {}
    flags: Flags = set()
    for kind, element in _elements(file):
        if kind == "event":
            events.append(_event(element, flags))
        elif kind == "object":
            objects[element.attrib.get("id", "")] = _object(element, flags)
        else:
            of = element.attrib.get("name", "")
            told = (each.attrib for each in _within(element, "attributes"))
            flags |= {(of, each.get("name", "")) for each in told if each.get("type") == "boolean"}
        element.clear()
    return ObjectLog(events=events, objects=objects)


def _elements(file: InputFile) -> Iterator[tuple[str, Element]]:
    """Go through the events, objects and their types; what is no such log is refused."""
    known = False
    for number, (step, element) in enumerate(xml_steps(file)):
        kind = _kind(element)
        known = known or kind in ("object-types", "event-types", "objects")
        wrong = kind == "trace" or (kind == "event" and not known)
        if (number == 0 and kind != "log") or wrong:
            raise _stranger(file)
        if step == "end" and kind in KINDS:
            yield kind, element
    if not known:
        raise _stranger(file)


def _stranger(file: InputFile) -> SourceError:
    return SourceError(
        f"The file {file.name!r} is XML, and no OCEL log.", hint='Say its format, such as format = "xes".'
    )


def _event(element: Element, flags: Flags) -> LoggedEvent:
    told = element.attrib
    return LoggedEvent(
        id=told.get("id"),
        type=told.get("type"),
        time=told.get("time"),
        attributes={each.name: each.value for each in _told(element, flags)},
        objects=_related(element),
    )


def _object(element: Element, flags: Flags) -> LoggedObject:
    return LoggedObject(
        type=element.attrib.get("type", ""),
        attributes=latest(_told(element, flags)),
        related=_related(element),
    )


def _told(element: Element, flags: Flags) -> Iterator[Told]:
    of = element.attrib.get("type", "")
    for each in _within(element, "attributes"):
        name, text = each.attrib.get("name", ""), each.text or ""
        if name and text:
            value = flag(text) if (of, name) in flags else text
            yield Told(name=name, since=each.attrib.get("time"), value=value)


def _related(element: Element) -> list[str]:
    found = (each.attrib.get("object-id") for each in _within(element, "objects"))
    return [name for name in found if name]


def _within(element: Element, name: str) -> Iterator[Element]:
    for child in element:
        if _kind(child) == name:
            yield from child


def _kind(element: Element) -> str:
    return element.tag.rpartition("}")[2]
