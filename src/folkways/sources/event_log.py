"""XES event logs: a row for each event, with its own attributes and those of its trace as `case:…`, all as text.

No document type, entity or outside reference is followed: a log that declares one is refused.
"""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa

from folkways.errors import SourceError
from folkways.model.config import Source
from folkways.sources.input_file import InputFile
from folkways.sources.parsed import Parsed
from folkways.sources.rejected import ROW
from folkways.sources.safe_xml import Element, xml_steps

BATCH_ROWS = 50_000
MOST_NAMES = 10_000


def parsed_log(file: InputFile, _source: Source) -> Iterator[Parsed]:
    """Read a log trace by trace; an event keeps the order of the file."""
    rows: list[dict[str, str]] = []
    done = 0
    for row in _events(file):
        rows.append(row)
        if len(rows) == BATCH_ROWS:
            yield _piece(rows, done, file)
            done, rows = done + len(rows), []
    if rows or not done:
        yield _piece(rows, done, file)


def _events(file: InputFile) -> Iterator[dict[str, str]]:
    trace: list[dict[str, str]] = []
    inside, log = False, False
    for step, element in xml_steps(file):
        kind = element.tag.rpartition("}")[2]
        log = log or kind == "log"
        if not log:
            raise SourceError(f"The file {file.name!r} is XML, and no XES log.", hint="Say its format.")
        if kind == "trace" and step == "start":
            inside, trace = True, []
        elif kind == "event" and step == "end":
            trace.append(_attributes(element))
            element.clear()
            if not inside:
                yield from trace
                trace = []
        elif kind == "trace":
            case = {f"case:{key}": value for key, value in _attributes(element).items()}
            yield from ({**case, **event} for event in trace)
            element.clear()
            inside, trace = False, []


def _attributes(element: Element) -> dict[str, str]:
    """The plain attributes of an event or a trace; lists and what is nested in attributes are passed over."""
    return {
        each.attrib["key"]: each.attrib["value"]
        for each in element
        if "key" in each.attrib and each.attrib.get("value")
    }


def _piece(rows: list[dict[str, str]], done: int, file: InputFile) -> Parsed:
    names = list(dict.fromkeys(name for row in rows for name in row if name != ROW))
    if len(names) > MOST_NAMES:
        raise SourceError(f"The file {file.name!r} has more than {MOST_NAMES:,} attributes.")
    columns = {name: pa.array([row.get(name) for row in rows], pa.string()) for name in names}
    numbers = pa.array(range(done + 1, done + len(rows) + 1), pa.int64())
    return Parsed(table=pa.table({**columns, ROW: numbers}))
