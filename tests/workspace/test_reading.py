"""A snapshot of another version is told as such, in two lines, not as a fault of the program."""

from __future__ import annotations

from pathlib import Path

import pytest

from folkways.errors import SnapshotOutdated
from folkways.model.home import Home
from folkways.workspace.reading import read_document


@pytest.mark.parametrize("text", [None, "{}", "no JSON"])
def test_a_document_that_another_version_wrote_or_did_not_is_told_as_outdated(
    tmp_path: Path, text: str | None
) -> None:
    (tmp_path / "documents").mkdir()
    if text is not None:
        (tmp_path / "documents" / "home.json").write_text(text, encoding="utf-8")
    with pytest.raises(SnapshotOutdated, match=r"home\.json") as told:
        read_document(tmp_path, Home, "home.json")
    assert told.value.hint == "Build the workspace again."
