"""Rows for people and programs, and how a notebook shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from folkways.model.printed import Cell, heading, printed

Row = dict[str, Cell]


def html_table(columns: Sequence[str], rows: Sequence[Mapping[str, Cell]], caption: str = "") -> str:
    """A plain HTML table, everything escaped; a missing value is a dash."""
    head = "".join(f"<th scope='col'>{escape(heading(one).replace('_', ' '))}</th>" for one in columns)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(printed(one, row.get(one)))}</td>" for one in columns) + "</tr>"
        for row in rows
    )
    named = f"<caption>{escape(caption)}</caption>" if caption else ""
    return f"<table>{named}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
