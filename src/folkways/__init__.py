"""Evidence-backed personas and customer journeys from the data a business already has."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from folkways.errors import FolkwaysError
    from folkways.model.question import (
        Channels,
        Counts,
        Crossings,
        DropOff,
        Funnel,
        Retention,
        Sessions,
        Transitions,
    )
    from folkways.workspace import Workspace, open  # noqa: A004
    from folkways.workspace.frames import from_frames

__all__ = [
    "Channels",
    "Counts",
    "Crossings",
    "DropOff",
    "FolkwaysError",
    "Funnel",
    "Retention",
    "Sessions",
    "Transitions",
    "Workspace",
    "from_frames",
    "open",
]

_HOMES = {
    "Channels": "folkways.model.question",
    "Counts": "folkways.model.question",
    "Crossings": "folkways.model.question",
    "DropOff": "folkways.model.question",
    "FolkwaysError": "folkways.errors",
    "Funnel": "folkways.model.question",
    "Retention": "folkways.model.question",
    "Sessions": "folkways.model.question",
    "Transitions": "folkways.model.question",
    "Workspace": "folkways.workspace",
    "from_frames": "folkways.workspace.frames",
    "open": "folkways.workspace",
}


def __getattr__(name: str) -> object:
    """Import a public name when it is first used: `folkways --help` must not wait for an engine."""
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'folkways' has no attribute {name!r}")
