"""Who may send events: names and hashes of their tokens. A token itself is told once and kept nowhere."""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
from pathlib import Path

from pydantic import ValidationError

from folkways.errors import ConfigError, EvidenceError, UnknownName
from folkways.model.noun import Noun
from folkways.sources.locking import held
from folkways.sources.received import LOCK, received_folder
from folkways.sources.whole_files import write_whole

TOKENS = "tokens.json"
PREFIX = "fwk_"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


class Tokens(Noun):
    """The tokens of a workspace: by name, the SHA-256 of each. 256 random bits need no slower hash."""

    format: str = "folkways.tokens"
    sha256: dict[str, str] = {}


def tokens_in(directory: Path) -> Tokens:
    """Read who may send events to a workspace; nobody when there is no file."""
    try:
        return Tokens.model_validate_json((directory / TOKENS).read_bytes())
    except FileNotFoundError:
        return Tokens()
    except (OSError, ValidationError) as error:
        raise EvidenceError(
            f"The tokens in {str(directory / TOKENS)!r} cannot be read.",
            hint="Delete the file and make new tokens: folkways token create NAME.",
        ) from error


def new_token(directory: Path, name: str) -> str:
    """Make a token; the only time that it is told."""
    if not _NAME.fullmatch(name):
        raise ConfigError(f"{name!r} cannot name a token.", hint="Take letters, digits, '.', '-' and '_'.")
    told = PREFIX + secrets.token_urlsafe(32)
    with held(received_folder(directory) / LOCK):
        known = tokens_in(directory).sha256
        if name in known:
            raise ConfigError(
                f"There is a token {name!r} already.",
                hint=f"Take another name, or: folkways token revoke {name}",
            )
        _write(directory, {**known, name: _hashed(told)})
    return told


def revoke_token(directory: Path, name: str) -> None:
    """Let a token count no more."""
    with held(received_folder(directory) / LOCK):
        known = tokens_in(directory).sha256
        if name not in known:
            raise UnknownName("token", name, list(known))
        _write(directory, {other: told for other, told in known.items() if other != name})


def token_name(tokens: Tokens, told: str) -> str | None:
    """Whose token that is, if anybody's; takes the same time for any that is nobody's."""
    given = _hashed(told)
    found = [name for name, known in tokens.sha256.items() if hmac.compare_digest(given, known)]
    return found[0] if found else None


def _hashed(told: str) -> str:
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


def _write(directory: Path, known: dict[str, str]) -> None:
    path = directory / TOKENS
    write_whole(path, Tokens(sha256=known).model_dump_json(indent=1) + "\n")
    os.chmod(path, 0o600)
