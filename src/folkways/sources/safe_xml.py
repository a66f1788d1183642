"""XML from others, element by element: no document type, entity or outside reference is followed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol, cast
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from folkways.errors import SourceError
from folkways.sources.file_bytes import opened_bytes
from folkways.sources.input_file import InputFile


class Element(Protocol):
    """What is used of an XML element."""

    tag: str
    text: str | None
    attrib: dict[str, str]

    def clear(self) -> None: ...
    def __iter__(self) -> Iterator[Element]: ...


def xml_steps(file: InputFile) -> Iterator[tuple[str, Element]]:
    """Go through a file's elements: `start` and `end` of each. Raises SourceError for XML that is broken or unsafe."""
    try:
        with opened_bytes(file) as stream:
            yield from cast(
                "Iterator[tuple[str, Element]]", iterparse(stream, events=("start", "end"), forbid_dtd=True)
            )
    except DefusedXmlException as error:
        raise SourceError(
            f"The file {file.name!r} declares entities or a document type, as files made to do harm do.",
            hint="Export the log again without them.",
        ) from error
    except ParseError as error:
        raise SourceError(
            f"The file {file.name!r} is no whole XML ({error}).", hint="Export the log again."
        ) from error
