"""Who was erased: keyed hashes of their ids and identifiers, kept so that no file can bring them back."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

from folkways.errors import EvidenceError
from folkways.evidence.snapshots import write_whole

ERASED = "erased.json"
STAMP = "erased.txt"
FORGETTING = "forgetting.json"


class ErasedReturned(EvidenceError):
    code = "erased-returned"

    def __init__(self, directory: str) -> None:
        super().__init__(
            f"The snapshot in {directory!r} is older than the list of erased people and may hold some of them.",
            hint="It came from a backup? Run folkways build: what it holds of them is left out and the old is dropped.",
        )


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


def stamp(evidence: Path, erased: frozenset[str]) -> None:
    """Note in freshly loaded evidence whom it leaves out; nothing when nobody was erased."""
    if erased:
        write_whole(evidence / STAMP, _digest(erased) + "\n")


def check_nobody_returned(directory: Path, snapshot: Path) -> None:
    """Refuse a snapshot that does not know all who were erased (one from a backup), except while somebody is erased."""
    erased = erased_in(directory)
    if not erased or (directory / FORGETTING).exists():
        return
    told = snapshot / "evidence" / STAMP
    if not told.exists() or told.read_text(encoding="ascii").strip() != _digest(erased):
        raise ErasedReturned(str(directory))


def _digest(erased: frozenset[str]) -> str:
    return hashlib.sha256("\n".join(sorted(erased)).encode()).hexdigest()


def add_erased(directory: Path, hashes: frozenset[str]) -> None:
    """Add hashes to the list; the file is written whole, for its owner only."""
    told = sorted(erased_in(directory) | hashes)
    path = directory / ERASED
    write_whole(path, json.dumps({"format": "folkways.erased", "hashes": told}, indent=1) + "\n")
    os.chmod(path, 0o600)
