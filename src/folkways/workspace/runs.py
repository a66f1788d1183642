"""The records of builds: when, how long each stage took, how it ended."""

from __future__ import annotations

import json
from pathlib import Path

from folkways.workspace.rows import Row


class RunsFace:
    columns = ("id", "started", "ended", "state", "snapshot", "seconds")

    def __init__(self, directory: Path) -> None:
        self._folder = directory / "runs"

    def rows(self) -> list[Row]:
        """One row for each run, the latest first."""
        files = sorted(self._folder.glob("*.json"), reverse=True)
        found = [json.loads(file.read_text(encoding="utf-8")) for file in files]
        return [{column: one.get(column) for column in self.columns} for one in found]
