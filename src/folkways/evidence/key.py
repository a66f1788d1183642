"""The workspace's key: what identifiers are hashed with and originals are encrypted with, held apart from the data."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from folkways.errors import ConfigError
from folkways.model.config import Config

KEY = "key"
LEAST = 32


def workspace_key(directory: Path, environment: Mapping[str, str] | None = None) -> bytes:
    """Find the workspace's key: `FOLKWAYS_KEY`, the file `FOLKWAYS_KEY_FILE` names, else `DIR/key`, made when missing.

    Raises ConfigError for a key of fewer than 32 characters: a short one can be guessed.
    """
    told = os.environ if environment is None else environment
    if "FOLKWAYS_KEY" in told:
        return _checked(told["FOLKWAYS_KEY"], "FOLKWAYS_KEY")
    if "FOLKWAYS_KEY_FILE" in told:
        return _read(Path(told["FOLKWAYS_KEY_FILE"]))
    path = directory / KEY
    if not path.exists():
        _write_key(path)
    return _read(path)


def needs_key(config: Config) -> bool:
    """Say whether a configuration has anything to hash or to encrypt."""
    named = any(source.identifiers or source.table == "identities" for source in config.sources)
    return named or config.privacy.originals == "encrypted"


def derived(key: bytes, purpose: str) -> bytes:
    """Make a key for one purpose out of the workspace's, 32 bytes."""
    return hmac.digest(key, f"folkways {purpose}".encode(), hashlib.sha256)


def _read(path: Path) -> bytes:
    try:
        return _checked(path.read_text(encoding="ascii"), str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            f"The key file {str(path)!r} cannot be read.", hint="It holds one line of at least 32 characters."
        ) from error


def _checked(text: str, place: str) -> bytes:
    told = text.strip()
    if len(told) < LEAST:
        raise ConfigError(
            f"{place} holds {len(told)} characters; a key has at least {LEAST}.",
            hint='Make one: python -c "import secrets; print(secrets.token_hex(32))"',
        )
    return told.encode()


def _write_key(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.{secrets.token_hex(4)}.unfinished")
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(32) + "\n")
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
