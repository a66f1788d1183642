"""What a reader makes of a file before any engine sees it: pieces of a table, rows it could not read, remarks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pyarrow as pa

from folkways.model.config import Source
from folkways.sources.input_file import InputFile
from folkways.sources.rejected import RejectedRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """One piece of a file: its rows with `__row`, the rows that could not be read, what people should be told.

    `guessed` are settings of the source that nobody told, such as the encoding. Pieces of one file may have different
    columns; what a piece lacks is missing in its rows.
    """

    table: pa.Table | None = None
    rejected: list[RejectedRow] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    guessed: dict[str, str] = field(default_factory=dict)


Parser = Callable[[InputFile, Source], Iterator[Parsed]]
"""Reads a file with nothing but its bytes. Raises SourceError when that is not possible."""
