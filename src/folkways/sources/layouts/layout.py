"""What a layout is: how another product lays out its export, and how that becomes plain rows and a mapping."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from folkways.sources.profile import FileProfile, SourceGuess
from folkways.sources.rejected import ROW

TABLES = "__tables"
Shape = Callable[[str, Mapping[str, str]], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The export of one product.

    `recognised` tells from the raw columns (and some of their values) whether a file is one; `guesses` maps it, one
    guess per canonical table it fills, with this layout's name in `SourceGuess.layout`. `shape(relation, types)` is a
    SELECT over the raw relation that gives plain columns; it keeps `__row` and drops no row. When one row tells of
    several tables, or the rows of one file of different ones, it gives a column `__tables` (a list of table names):
    a source takes up the rows of its table, and every row stands in at least one. When one row holds several events,
    it gives a row for each and numbers them anew, in the order of the file. `head_rows` more rows of names stand below
    the first; the shape drops them, and `guesses` finds them in the profile's `head`.
    """

    name: str
    title: str
    shape: Shape
    recognised: Callable[[FileProfile], bool]
    guesses: Callable[[FileProfile], list[SourceGuess]]
    head_rows: int = 0


def as_it_is(relation: str, _types: Mapping[str, str]) -> str:
    """The shape of an export that is plain already."""
    return f"SELECT * FROM {relation}"


def without_head(rows: int) -> Shape:
    """The shape of an export with more rows of names below the first; data rows count from 1 after them."""

    def shape(relation: str, _types: Mapping[str, str]) -> str:
        return f"SELECT * REPLACE ({ROW} - {rows} AS {ROW}) FROM {relation} WHERE {ROW} > {rows}"

    return shape
