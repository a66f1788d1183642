"""Exports of a snapshot."""

from __future__ import annotations

from pathlib import Path

from folkways.export.html import write_report


class ExportsFace:
    def __init__(self, snapshot: Path) -> None:
        self._documents = snapshot / "documents"

    def html(self, to: Path | str) -> Path:
        """Write every screen into one file that works offline; an existing file is replaced whole."""
        return write_report(self._documents, Path(to))
