"""What `folkways.toml` says of who is who, of what may be kept, and of which traits need a person's word."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from folkways.model.noun import Noun

ColumnClass = Literal["identifier", "personal", "sensitive", "plain"]
Hidden = Literal["name", "email", "phone", "card", "iban", "address", "url"]

Compared = Literal["first_name", "last_name", "birth_date", "street", "postcode", "email", "phone"]
"""What is compared when ids are sought that are probably one person."""

HIDDEN: tuple[Hidden, ...] = ("url", "email", "iban", "card", "phone", "address", "name")


class Consent(Noun):
    """The column that says whether a row's customer agreed, and the words that mean yes; no other row is read."""

    column: str
    yes: list[str] = Field(default=["yes", "true", "1"], min_length=1)


class IdentityConfig(Noun):
    """How ids of one person are joined.

    `limit` is the most customers that one identifier may join; a commoner one joins nobody. Identifiers of a kind in
    `loose` (a device may be shared) join only who are not told apart by others, such as two different addresses.
    Values of a kind in `id_kinds` may themselves stand as customer ids in other sources. `together` joins and `apart`
    parts pairs of ids whatever the identifiers say. `country` is the calling code of phone numbers without one.
    """

    limit: int = Field(default=20, ge=2)
    loose: list[str] = ["device", "anonymous_id", "cookie"]
    id_kinds: list[str] = ["customer", "user_id", "alias", "device", "anonymous_id", "crm_id"]
    country: str | None = Field(default=None, pattern=r"^\d{1,3}$")
    together: list[tuple[str, str]] = []
    apart: list[tuple[str, str]] = []


class PrivacyConfig(Noun):
    """What is blotted out of texts before they are kept, and whether the original is kept apart, encrypted."""

    redact: list[Hidden] = list(HIDDEN)
    originals: Literal["none", "encrypted"] = "none"


class Allowed(Noun):
    """A sensitive trait that may form personas because a person said so, with a reason."""

    trait: str
    who: str = Field(min_length=2)
    reason: str = Field(min_length=10)
