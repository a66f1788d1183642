"""What a layout's test leans on: `folkways init` and a load over files as a vendor exports them, nothing else told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path

import pyarrow.parquet as pq

from folkways.evidence.load import LoadReport, load
from folkways.model.config import Config, Source
from folkways.sources.config_file import config_from_text
from folkways.sources.guess import guessed_config

FIXTURES = Path(__file__).parents[1] / "fixtures" / "exports"
Row = dict[str, object]
HASHED = re.compile(r"^([a-z_]+):[0-9a-f]{32}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenIn:
    """An export as it was recognised and loaded."""

    text: str
    config: Config
    report: LoadReport
    tables: dict[str, list[Row]]

    def source(self, table: str) -> Source:
        """The only source of a table."""
        (found,) = (source for source in self.config.sources if source.table == table)
        return found

    def fared(self, table: str) -> tuple[int, int, int, int]:
        """Rows, loaded, rejected, duplicates of a table's only source."""
        name = self.source(table).name
        (tally,) = (one for one in self.report.tallies if one.source == name)
        return tally.rows, tally.loaded, tally.rejected_rows, tally.duplicates

    def reasons(self, table: str) -> dict[str, int]:
        """Why rows of a table's only source were rejected, and how often."""
        name = self.source(table).name
        (tally,) = (one for one in self.report.tallies if one.source == name)
        found: dict[str, int] = {}
        for row in tally.rejected:
            found[row.reason] = found.get(row.reason, 0) + 1
        return found

    def told(self, table: str, *columns: str) -> list[tuple[object, ...]]:
        """Some columns of a table's rows, in the order of the table; events in that of their time.

        Who is known by a hashed identifier only is called after its kind: `device`.
        """
        rows = self.tables[table]
        if table == "events":
            rows = sorted(rows, key=itemgetter("at", "source_order"))
        return [
            tuple(HASHED.sub(r"\1", v) if isinstance(v := row[c], str) else v for c in columns)
            for row in rows
        ]


def taken_in(files: Sequence[Path], folder: Path, edit: dict[str, str] | None = None) -> TakenIn:
    """Recognise files, load them as guessed (`edit` replaces text of the toml), and see that no row was lost."""
    text = guessed_config(list(files), folder).text
    for old, new in (edit or {}).items():
        assert old in text, text
        text = text.replace(old, new)
    config = config_from_text(text)
    report = load(config, folder, folder / "evidence")
    for tally in report.tallies:
        assert tally.rows == tally.loaded + tally.rejected_rows + tally.duplicates, tally
    tables = {path.stem: pq.read_table(path).to_pylist() for path in (folder / "evidence").glob("*.parquet")}
    return TakenIn(text=text, config=config, report=report, tables=tables)


def fixture(vendor: str, *names: str) -> list[Path]:
    """The files of a vendor's fixture: those named, or all."""
    folder = FIXTURES / vendor
    return [folder / name for name in names] or sorted(path for path in folder.iterdir() if path.is_file())
