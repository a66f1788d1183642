"""Word processor files (.docx): their paragraphs without what was struck out, and what the file says of itself."""

from __future__ import annotations

import io
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from folkways.errors import SourceError
from folkways.model.config import Source
from folkways.sources.archives import DOCUMENT, checked_archive, member_bytes
from folkways.sources.file_bytes import whole_bytes
from folkways.sources.input_file import InputFile
from folkways.sources.parsed import Parsed
from folkways.sources.texts import parsed_paragraphs

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CORE = {
    "{http://purl.org/dc/elements/1.1/}title": "title",
    "{http://purl.org/dc/elements/1.1/}creator": "author",
    "{http://purl.org/dc/terms/}created": "date",
}
_STANDS_FOR = {_W + "tab": "\t", _W + "br": "\n", _W + "cr": "\n", _W + "noBreakHyphen": "‑"}


def parsed_docx(file: InputFile, source: Source) -> Iterator[Parsed]:
    """Read paragraphs, those in tables too; a place is `paragraph=N`, counted from 1 through the whole body."""
    with checked_archive(io.BytesIO(whole_bytes(file)), file.name, DOCUMENT) as archive:
        body = _parsed(member_bytes(archive, "word/document.xml", file.name), file)
        core = "docProps/core.xml"
        own = _parsed(member_bytes(archive, core, file.name), file) if core in archive.namelist() else None
    told = {_CORE[each.tag]: each.text or "" for each in own or () if each.tag in _CORE and each.text}
    paragraphs = [_words(paragraph) for paragraph in body.iter(_W + "p")]
    headings = [_is_heading(paragraph) for paragraph in body.iter(_W + "p")]
    lines = [f"# {text}" if heading else text for text, heading in zip(paragraphs, headings, strict=True)]
    yield parsed_paragraphs(lines, told, file, source)


def _parsed(content: bytes, file: InputFile) -> Element:
    try:
        return fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise SourceError(
            f"The file {file.name!r} is no whole document: {type(error).__name__}.",
            hint="Save it again as .docx, or as plain text.",
        ) from error


def _words(paragraph: Element) -> str:
    parts: list[str] = []
    for each in paragraph.iter():
        if each.tag == _W + "t":
            parts.append(each.text or "")
        elif each.tag in _STANDS_FOR:
            parts.append(_STANDS_FOR[each.tag])
    return "".join(parts).strip()


def _is_heading(paragraph: Element) -> bool:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    name = style.get(_W + "val", "") if style is not None else ""
    return name.lower().startswith(("heading", "title", "berschrift", "überschrift", "titre", "titel"))
