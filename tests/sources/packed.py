"""Workbooks and archives made by hand, part by part, so that tests can make them well or ill."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DOCS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACK = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
EXCEL_DAY = 45_432
"""20 May 2024, as spreadsheets count days."""


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    """A ZIP file with these members."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return kept.getvalue()


def text(cell: str, words: str) -> str:
    return f'<c r="{cell}" t="inlineStr"><is><t>{words}</t></is></c>'


def number(cell: str, value: float) -> str:
    return f'<c r="{cell}"><v>{value}</v></c>'


def day(cell: str, value: float) -> str:
    return f'<c r="{cell}" s="1"><v>{value}</v></c>'


def truth(cell: str, value: bool) -> str:
    return f'<c r="{cell}" t="b"><v>{int(value)}</v></c>'


def formula(cell: str, words: str, value: float) -> str:
    return f'<c r="{cell}"><f>{words}</f><v>{value}</v></c>'


def fault(cell: str, words: str = "#DIV/0!") -> str:
    return f'<c r="{cell}" t="e"><f>1/0</f><v>{words}</v></c>'


def workbook(sheets: Mapping[str, Mapping[int, str]]) -> bytes:
    """An .xlsx whose sheets are given as cells by row number."""
    return zipped(workbook_parts(sheets))


def workbook_parts(sheets: Mapping[str, Mapping[int, str]]) -> dict[str, str]:
    numbered = list(enumerate(sheets, start=1))
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = "".join(
        f'<Override PartName="/xl/worksheets/sheet{place}.xml" ContentType="{kind}.worksheet+xml"/>'
        for place, _ in numbered
    )
    named = "".join(f'<sheet name="{name}" sheetId="{place}" r:id="r{place}"/>' for place, name in numbered)
    linked = "".join(
        f'<Relationship Id="r{place}" Type="{DOCS}/worksheet" Target="worksheets/sheet{place}.xml"/>'
        for place, _ in numbered
    )
    return {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACK}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>{parts}</Types>',
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{PACK}/relationships">'
        f'<Relationship Id="r1" Type="{DOCS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{SHEET}" xmlns:r="{DOCS}"><sheets>{named}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{HEAD}<Relationships xmlns="{PACK}/relationships">{linked}'
        f'<Relationship Id="styles" Type="{DOCS}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": f'{HEAD}<styleSheet xmlns="{SHEET}"><cellXfs count="2"><xf numFmtId="0"/>'
        '<xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>',
        **{
            f"xl/worksheets/sheet{place}.xml": f'{HEAD}<worksheet xmlns="{SHEET}"><sheetData>'
            + "".join(f'<row r="{row}">{cells}</row>' for row, cells in sheets[name].items())
            + "</sheetData></worksheet>"
            for place, name in numbered
        },
    }


def open_document(rows: list[list[str | float]], name: str = "Orders") -> bytes:
    """An .ods with one sheet."""
    office = "urn:oasis:names:tc:opendocument:xmlns"
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'
            if isinstance(value, str)
            else f'<table:table-cell office:value-type="float" office:value="{value}"/>'
            for value in row
        )
        + "</table:table-row>"
        for row in rows
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return zipped(
        {
            "mimetype": kind,
            "META-INF/manifest.xml": f'{HEAD}<manifest:manifest xmlns:manifest="{office}:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>',
            "content.xml": f'{HEAD}<office:document-content xmlns:office="{office}:office:1.0" '
            f'xmlns:table="{office}:table:1.0" xmlns:text="{office}:text:1.0"><office:body><office:spreadsheet>'
            f'<table:table table:name="{name}">{cells}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        }
    )
