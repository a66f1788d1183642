"""Ids that come out the same on every build: from the workspace's seed and what a thing is, never from chance."""

from __future__ import annotations

import re
import unicodedata
from base64 import b32encode
from hashlib import sha256

_LENGTH = 12


def identity(seed: int, kind: str, release: str, ordinal: int | str) -> str:
    """The id of a thing of `kind` (`psn`, `jny`, …): the kind and 12 base32 characters of a SHA-256.

    The hash is over the workspace's seed, the kind, the release in which the thing was born, and its ordinal
    (or name) among the things born then.
    """
    return f"{kind}_{_hashed(_LENGTH, str(seed), kind, release, str(ordinal))}"


def named(kind: str, *names: str) -> str:
    """An id that can be read: a slug of `names` and six characters of their hash, as `stp_decision-top-up-4kq2ab`."""
    slug = "-".join(filter(None, (slugged(name) for name in names)))[:33].strip("-")
    return f"{kind}_{slug}{'-' if slug else ''}{_hashed(6, kind, *names)}"


def slugged(name: str) -> str:
    """Lower-case letters, digits and hyphens that stand for `name`; letters of other scripts drop out."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _hashed(length: int, *parts: str) -> str:
    digest = sha256("\x1f".join(parts).encode()).digest()
    return b32encode(digest).decode().lower()[:length]
