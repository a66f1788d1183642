"""What is seen of a source before it is loaded."""

from __future__ import annotations

from typing import Literal

from folkways.model.noun import DocumentPart
from folkways.model.tables import TableName

PrivacyClass = Literal["identifier", "personal", "sensitive", "plain"]


class PreviewColumn(DocumentPart):
    """One column of a file: the part it plays, or that nothing is known of it, and how private it seems."""

    column: str
    role: str | None = None
    type: str
    filled: int
    distinct: int
    privacy: PrivacyClass = "plain"
    examples: list[str] = []


class PreviewReject(DocumentPart):
    """A row (or value) that would not be loaded, and why."""

    file: str
    row: int
    column: str
    value: str | None = None
    reason: str


class Preview(DocumentPart):
    """A file before it is loaded: how it is read, what its columns are taken for, its first rows, what would not fit.

    `columns` are counted in the first 100,000 rows; `rejects` are the first 50 of `rejected` rows and values.
    """

    format: Literal["folkways.preview"] = "folkways.preview"
    source: str
    table: TableName | None
    file: str
    rows: int
    loaded: int | None
    rejected: int
    read_as: dict[str, str]
    remarks: list[str]
    columns: list[PreviewColumn]
    first: list[dict[str, str | None]]
    rejects: list[PreviewReject]
    problem: str | None = None


class Look(DocumentPart):
    """A file that somebody looks at without loading it: each table in it, and the lines that would load them.

    `sources` are the first 12 of `found`.
    """

    format: Literal["folkways.look"] = "folkways.look"
    file: str
    found: int
    toml: str
    sources: list[Preview]
