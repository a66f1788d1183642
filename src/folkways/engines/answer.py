"""An answer: tidy rows, what each column says, and three ways to write it down."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

import pyarrow as pa

from folkways.model.printed import heading, printed
from folkways.model.question import Question

Cell = str | int | float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The rows of an answer; `legend` says of each column what it is, and of each share its denominator."""

    question: Question
    table: pa.Table
    legend: Mapping[str, str]

    def rows(self) -> list[dict[str, Cell]]:
        return self.table.to_pylist()

    def to_json(self) -> str:
        """The question, the legend and the rows; missing is null."""
        asked = self.question.model_dump(mode="json", exclude_none=True)
        whole = {"question": asked, "columns": dict(self.legend), "rows": self.rows()}
        return json.dumps(whole, ensure_ascii=False, indent=2, allow_nan=False)

    def to_csv(self) -> str:
        """A header and the rows; missing is an empty field."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(self.table.column_names)
        writer.writerows(row.values() for row in self.rows())
        return text.getvalue()

    def to_text(self) -> str:
        """Columns set out with spaces, numbers to the right; missing is a dash."""
        head = [heading(name) for name in self.table.column_names]
        body = [[printed(name, cell) for name, cell in row.items()] for row in self.rows()]
        widths = [max(len(line[i]) for line in [head, *body]) for i in range(len(head))]
        right = [not pa.types.is_string(kind) for kind in self.table.schema.types]
        return "\n".join(_line(line, widths, right) for line in [head, *body]) + "\n"

    def _repr_html_(self) -> str:
        return f"<pre>{escape(self.to_text())}</pre>"


def _line(cells: list[str], widths: list[int], right: list[bool]) -> str:
    set_out = [
        cell.rjust(width) if to_right else cell.ljust(width)
        for cell, width, to_right in zip(cells, widths, right, strict=True)
    ]
    return "  ".join(set_out).rstrip()
