"""The current snapshot's documents as bytes; a reader keeps the snapshot that it began with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from folkways.errors import EvidenceError, UnknownName
from folkways.evidence.erased import check_nobody_returned

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,127}")


class NothingBuilt(EvidenceError):
    code = "nothing-built"

    def __init__(self, directory: Path) -> None:
        super().__init__(
            f"{directory.name or directory} holds no finished snapshot.",
            hint="Build one: folkways build, or folkways demo.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """One immutable snapshot, by its id and the folder of its documents."""

    id: str
    documents: Path

    def page(self, path: str) -> bytes:
        """The bytes of a document such as `home.json`.

        Raises UnknownName, with the names that exist, when this snapshot has no such document.
        """
        file = self.documents / path
        if not file.is_file():
            raise UnknownName("document", Path(path).stem, self.names(Path(path).parent))
        return file.read_bytes()

    def one(self, kind: str, name: str) -> bytes:
        """The bytes of one persona or journey; a name that is no plain id is unknown, never a path."""
        if not NAME.fullmatch(name) or not (self.documents / kind / f"{name}.json").is_file():
            raise UnknownName(kind.removesuffix("s"), name, self.names(Path(kind)))
        return (self.documents / kind / f"{name}.json").read_bytes()

    def names(self, folder: Path) -> list[str]:
        return sorted(file.stem for file in (self.documents / folder).glob("*.json"))


def current(directory: Path) -> Snapshot:
    """The snapshot that `DIR/current` names now."""
    pointer = directory / "current"
    if pointer.is_symlink():
        name = pointer.readlink().name
    elif pointer.is_file():
        name = pointer.read_text(encoding="utf-8").strip()
    else:
        raise NothingBuilt(directory)
    documents = directory / "snapshots" / name / "documents"
    if not NAME.fullmatch(name) or not documents.is_dir():
        raise NothingBuilt(directory)
    check_nobody_returned(directory, documents.parent)
    return Snapshot(id=name, documents=documents)
