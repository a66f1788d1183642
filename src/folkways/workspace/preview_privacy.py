"""How private a column seems before it is loaded, and its cells as they may be shown."""

from __future__ import annotations

from collections.abc import Mapping

from folkways.evidence.redaction import redacted
from folkways.evidence.texts import IN_REMARKS
from folkways.model.config import Source
from folkways.model.preview import PrivacyClass
from folkways.sources.guess_classes import holds_personal_data
from folkways.sources.guess_roles import looks_sensitive, reaches_people
from folkways.sources.profile import ColumnProfile

PERSONAL = "[personal]"
"""What stands in the place of a cell of a column with direct personal data."""
WHO = ("customer_id", "respondent_id", "account_id")
TEXTS = ("text", "title")
SENTENCE = 3
"""A cell with so many gaps between words is somebody's sentence: all that is personal in it is blotted."""


def privacy_of(column: ColumnProfile, source: Source | None) -> PrivacyClass:
    """The class of a column: as the source says, else by its name and values."""
    if source and column.name in source.personal:
        return "personal"
    if holds_personal_data(column) and (
        source or reaches_people(column) or any(redacted(level).text != level for level in column.levels)
    ):
        return "personal"  # in a file of nobody a "Name" may well be that of an article
    told = _told(column.name, source) if source else None
    return told or ("sensitive" if looks_sensitive(column.name) else "plain")


def _told(column: str, source: Source) -> PrivacyClass | None:
    who = [source.columns[role] for role in WHO if role in source.columns]
    if column in source.identifiers.values() or any(column in told for told in who if isinstance(told, list)):
        return "identifier"
    if any(column in (told, *told.split("|")) for told in who if isinstance(told, str)):
        return "identifier"
    trait = next((trait for trait in source.traits.values() if trait.column == column), None)
    return None if trait is None else "sensitive" if trait.is_sensitive else "plain"


def shown_row(row: Mapping[str, str | None], classes: Mapping[str, PrivacyClass]) -> dict[str, str | None]:
    """A row with what is personal in it blotted."""
    return {name: shown_cell(cell, classes.get(name, "plain")) for name, cell in row.items()}


def shown_cell(cell: str | None, privacy: PrivacyClass) -> str | None:
    """A cell as it may be shown; numbers and names in what is no sentence mostly are articles and brands, and stay."""
    if cell is None:
        return None
    if privacy == "personal":
        return PERSONAL
    return redacted(cell).text if cell.count(" ") >= SENTENCE else redacted(cell, kinds=IN_REMARKS).text
