"""Rows for people and programs, and how a notebook shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

Cell = str | int | float | bool | None
Row = dict[str, Cell]


def html_table(columns: Sequence[str], rows: Sequence[Mapping[str, Cell]], caption: str = "") -> str:
    """A plain HTML table, everything escaped; a missing value is a dash."""
    head = "".join(f"<th scope='col'>{escape(one.replace('_', ' '))}</th>" for one in columns)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(_shown(row.get(one)))}</td>" for one in columns) + "</tr>"
        for row in rows
    )
    named = f"<caption>{escape(caption)}</caption>" if caption else ""
    return f"<table>{named}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _shown(cell: Cell) -> str:
    if cell is None:
        return "–"
    return f"{cell:,.4g}" if isinstance(cell, float) else str(cell)
