"""What a layout is: how another product lays out its export, and how that becomes plain rows and a mapping."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from folkways.sources.profile import FileProfile, SourceGuess

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
    it gives a row for each and numbers them anew, in the order of the file.
    """

    name: str
    title: str
    shape: Shape
    recognised: Callable[[FileProfile], bool]
    guesses: Callable[[FileProfile], list[SourceGuess]]
