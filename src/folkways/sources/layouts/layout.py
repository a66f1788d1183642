"""What a layout is: how another product lays out its export, and how that becomes plain rows and a mapping."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from folkways.sources.profile import FileProfile, SourceGuess

Shape = Callable[[str, Mapping[str, str]], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The export of one product.

    `recognised` tells from the raw columns (and some of their values) whether a file is one; `guesses` maps it, one
    guess per canonical table it fills, with this layout's name in `SourceGuess.layout`. `shape(relation, types)` is a
    SELECT over the raw relation that gives plain columns; it keeps `__row` and drops or adds no row, except rows that
    it files under another canonical table of the same export, which a second source of the same file takes up.
    """

    name: str
    title: str
    shape: Shape
    recognised: Callable[[FileProfile], bool]
    guesses: Callable[[FileProfile], list[SourceGuess]]
