"""Who was erased: keyed hashes of their ids and identifiers, kept so that no file can bring them back."""

from __future__ import annotations

import json
import os
from pathlib import Path

from folkways.errors import EvidenceError
from folkways.evidence.snapshots import write_whole

ERASED = "erased.json"


def erased_in(directory: Path) -> frozenset[str]:
    """The hashes of everybody who was erased from a workspace; none when nobody was.

    Raises EvidenceError when the list is there and cannot be read: then nobody may be let in.
    """
    path = directory / ERASED
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return frozenset(str(one) for one in told["hashes"])
    except FileNotFoundError:
        return frozenset()
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise EvidenceError(
            f"The list of erased people {str(path)!r} cannot be read.",
            hint="Restore it from a backup; without it erased people would come back.",
        ) from error


def add_erased(directory: Path, hashes: frozenset[str]) -> None:
    """Add hashes to the list; the file is written whole, for its owner only."""
    told = sorted(erased_in(directory) | hashes)
    path = directory / ERASED
    write_whole(path, json.dumps({"format": "folkways.erased", "hashes": told}, indent=1) + "\n")
    os.chmod(path, 0o600)
