"""Identifiers as they are compared: an address, a phone number, a device, each in one spelling and then hashed."""

from __future__ import annotations

import hashlib
import hmac
import re

NOTHING = frozenset(
    {
        "",
        "-",
        "--",
        "n/a",
        "na",
        "nan",
        "nil",
        "none",
        "null",
        "unknown",
        "undefined",
        "anonymous",
        "test",
        "x",
        "0",
    }
)
_SHA256 = re.compile(r"^[0-9a-f]{64}$")
_ADDRESS = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
_EXTENSION = re.compile(r"\s*(?:ext\.?|x|#)\s*\d{1,6}$", re.IGNORECASE)
_TRUNK = re.compile(r"\(0\)")
LEAST_DIGITS = 7
MOST_DIGITS = 15
HASH_DIGITS = 32


def normalised(kind: str, value: str, country: str | None = None) -> str | None:
    """Bring an identifier into its one spelling; None when it identifies nobody (`n/a`, `000000`, no `@`).

    An address becomes the SHA-256 of its lower-case form, so that sources that deliver only that hash fit. A phone
    number becomes its digits from the country on: `00` and `+` lead it in, else `country` takes the place of a
    leading 0.
    """
    text = value.strip()
    if kind == "customer":
        return text
    if text.casefold() in NOTHING:
        return None
    if kind.startswith("email"):
        return _address(text.casefold().removeprefix("mailto:"))
    if kind.startswith("phone") or kind in ("tel", "mobile"):
        return _phone(text, country)
    return text


def keyed_hash(key: bytes, kind: str, spelling: str) -> str:
    """Hash a spelling with the workspace's key: the same identifier gives the same 32 hex digits, to nobody else."""
    told = f"{_family(kind)}\x1f{spelling}".encode()
    return hmac.digest(key, told, hashlib.sha256).hex()[:HASH_DIGITS]


def identified(key: bytes, kind: str, value: str | None, country: str | None = None) -> str | None:
    """Normalise and hash in one; None when the value identifies nobody."""
    spelling = normalised(kind, value, country) if value is not None else None
    return keyed_hash(key, kind, spelling) if spelling is not None else None


def _family(kind: str) -> str:
    """`email_hash` and `email` are compared with each other, so are `phone`, `tel` and `mobile`."""
    if kind.startswith("email"):
        return "email"
    return "phone" if kind.startswith("phone") or kind in ("tel", "mobile") else kind


def _address(text: str) -> str | None:
    if _SHA256.match(text):
        return text
    return hashlib.sha256(text.encode()).hexdigest() if _ADDRESS.match(text) else None


def _phone(text: str, country: str | None) -> str | None:
    bare = _TRUNK.sub("", _EXTENSION.sub("", text))
    digits = "".join(re.findall(r"\d", bare))
    if bare.lstrip().startswith("+"):
        pass
    elif digits.startswith("00"):
        digits = digits[2:]
    elif country and digits.startswith("0"):
        digits = country + digits[1:]
    elif country and not digits.startswith(country):
        digits = country + digits
    if not LEAST_DIGITS <= len(digits) <= MOST_DIGITS or len(set(digits[-LEAST_DIGITS:])) == 1:
        return None
    return digits
