"""How a cell of a table is printed for people: numbers with thousands apart, durations and money in units one can read.

The one home of it: the command line, notebooks and answers print through here. Programs get the numbers as they are.
"""

from __future__ import annotations

from decimal import Decimal

from folkways.model.duration import spoken

Cell = str | int | float | bool | Decimal | None
MICROSECONDS = "_us"
"""How the names of columns of durations end; a table tells them in days, hours, minutes and seconds."""
TINY = 1e-4
"""What is nearer to 0 is printed as being so: its digits say nothing."""


def printed(column: str, cell: Cell) -> str:
    """A missing value is a dash, a whole number has its thousands apart, another four digits that count at most."""
    if cell is None:
        return "–"
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, str):
        return cell
    if column.endswith(MICROSECONDS) and not isinstance(cell, Decimal):
        return spoken(cell)
    return f"{cell:,}" if isinstance(cell, int | Decimal) else _decimal(cell)


def heading(column: str) -> str:
    """A column's name over a table."""
    return column.removesuffix(MICROSECONDS)


def in_units(minor: float, digits: int) -> Decimal:
    """An amount of minor units (cents) in units of its currency, with all its decimals: 1234.50."""
    return Decimal(round(minor)).scaleb(-digits)


def _decimal(value: float) -> str:
    if value == 0 or value != value:
        return "0" if value == 0 else "–"
    if abs(value) < TINY:
        return f"<{TINY:.4f}" if value > 0 else f">-{TINY:.4f}"
    if abs(value) >= 999.95:
        return f"{value:,.0f}"
    return f"{value:.4g}"
