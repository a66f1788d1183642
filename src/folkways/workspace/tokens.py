"""Who may send events to a workspace."""

from __future__ import annotations

from pathlib import Path

from folkways.sources.tokens import new_token, revoke_token, tokens_in

COLUMNS = ("name",)


def takes_events(directory: Path) -> bool:
    """Say whether anybody may send events."""
    return bool(tokens_in(directory).sha256)


def token_names(directory: Path) -> list[str]:
    """Name the tokens there are."""
    return sorted(tokens_in(directory).sha256)


__all__ = ["COLUMNS", "new_token", "revoke_token", "takes_events", "token_names"]
