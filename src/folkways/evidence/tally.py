"""How the rows of a source fared: every row read is loaded, rejected or a duplicate."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field

from folkways.model.config import Source
from folkways.model.tables import TableName
from folkways.sources.event_rows import role_columns, values_at
from folkways.sources.rejected import RejectedRow
from folkways.sources.rows import Rows
from folkways.stats.suppression import any_few


@dataclass(slots=True, kw_only=True)
class Tally:
    """How a source's rows fared: `rows` = `loaded` + whole rows in `rejected` + `duplicates`.

    `notes` say how files were read and what in them looks spoilt, with the number of files that it is true of.
    `uncounted` says in words which rows are not among the `rows`.
    """

    source: str
    table: TableName
    files: dict[str, str] = field(default_factory=dict)
    rows: int = 0
    loaded: int = 0
    duplicates: int = 0
    rejected: list[RejectedRow] = field(default_factory=list)
    orphans: dict[str, int] = field(default_factory=dict)
    folds: int = 0
    notes: dict[str, int] = field(default_factory=dict)
    withheld: bool = False
    turned: dict[str, set[str]] = field(default_factory=dict)
    turned_again: Counter[str] = field(default_factory=Counter)
    uncounted: list[str] = field(default_factory=list)

    @property
    def rejected_rows(self) -> int:
        """Count rows left out whole; a row counts once."""
        return len({(row.file, row.row) for row in self.rejected if row.whole_row})

    def begin_file(self, rows: Rows) -> bool:
        """Count a file's rows; false when its bytes were read already, all of its rows are then duplicates."""
        self.rows += rows.count
        self.withheld |= rows.withheld
        if rows.file.sha256 in self.files.values():
            self.duplicates += rows.count
            self.turned_again.update({reason: one.rows for reason, one in rows.turned.items()})
            return False
        for reason, one in rows.turned.items():
            self.turned.setdefault(reason, set()).update(one.people)
        self.files[rows.file.name] = rows.file.sha256
        self.rejected += rows.rejected
        guessed = [f"guessed {setting} = {json.dumps(value)}" for setting, value in rows.guessed.items()]
        for note in [*guessed, *rows.notes, *rows.remarks]:
            self.notes[note] = self.notes.get(note, 0) + 1
        for key, lost in rows.orphans.items():
            self.orphans[key] = self.orphans.get(key, 0) + lost
        return True

    def without_few(self, least: int) -> None:
        """Count nowhere what was turned away for a reason that concerns fewer than `least` people."""
        for reason in [one for one, people in self.turned.items() if any_few([len(people)], least)]:
            before = self.rejected_rows
            self.rejected = [row for row in self.rejected if row.reason != reason]
            self.rows -= before - self.rejected_rows + self.turned_again[reason]
            self.duplicates -= self.turned_again[reason]
            self.withheld = True


def rejected_rows(
    rows: Rows, source: Source, role: str, reason: str, numbers: list[int], *, whole_row: bool = True
) -> list[RejectedRow]:
    """Tell rows that do not fit with what stood in the columns of a role (or of that name)."""
    columns, sign = role_columns(source, role) or [role], " × " if role == "value" else "/"
    found = [values_at(rows, column, numbers) for column in columns]
    column = sign.join(columns)
    values = {
        number: sign.join(told.get(number) or "" for told in found)
        if len(found) > 1
        else found[0].get(number)
        for number in numbers
    }
    return [
        RejectedRow(
            file=rows.file.name,
            row=number,
            column=column,
            value=values.get(number),
            reason="no time" if reason == "not a time" and values.get(number) is None else reason,
            whole_row=whole_row,
        )
        for number in numbers
    ]
