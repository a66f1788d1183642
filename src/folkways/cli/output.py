"""Printing rows as a table for people, as JSON or CSV for programs."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import StrEnum

from folkways.model.printed import Cell, heading, printed

WIDE = 240
"""How wide a table may be where no terminal says its width."""
Row = Mapping[str, Cell]


class Format(StrEnum):
    table = "table"
    json = "json"
    csv = "csv"


def print_rows(
    columns: Sequence[str],
    rows: Sequence[Row],
    shape: Format,
    title: str = "",
    shown: Sequence[str] = (),
    nothing: str = "",
) -> None:
    """Print rows to standard output; a missing value is `null`, an empty CSV cell, or a dash in a table.

    A table shows only the columns in `shown`, when there are any: people read names, programs take everything. Where
    there is no row, people read `nothing`, which says why and what to do, in place of an empty table.
    """
    if shape is Format.json:
        print(json.dumps([{c: row.get(c) for c in columns} for row in rows], ensure_ascii=False, indent=2))
    elif shape is Format.csv:
        _print_csv(columns, rows)
    elif nothing and not rows:
        print(nothing)
    else:
        _print_table(shown or columns, rows, title)


def _print_csv(columns: Sequence[str], rows: Sequence[Row]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([[_harmless(row.get(c)) for c in columns] for row in rows])


def _harmless(cell: Cell) -> Cell:
    """A text that a spreadsheet would run as a formula gets an apostrophe before it; numbers stay numbers."""
    if cell is None:
        return ""
    if not isinstance(cell, str) or not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")):
        return cell
    try:
        float(cell)
    except ValueError:
        return "'" + cell
    return cell


def _print_table(columns: Sequence[str], rows: Sequence[Row], title: str) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title or None, title_justify="left", header_style="bold")
    if not rows:
        table.caption = "no rows"
    numeric = {c for c in columns if any(isinstance(row.get(c), (int, float, Decimal)) for row in rows)}
    for column in columns:
        table.add_column(
            heading(column),
            justify="right" if column in numeric else "left",
            overflow="fold",
        )
    for row in rows:
        table.add_row(*[Text(printed(c, row.get(c))) for c in columns])
    console = Console()
    if not console.is_terminal:
        console = Console(width=WIDE)
    console.print(table)
