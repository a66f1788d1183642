"""The current snapshot's documents as bytes; a reader keeps the snapshot that it began with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from folkways.errors import NoSnapshot, UnknownName
from folkways.evidence.erased import check_nobody_returned
from folkways.evidence.snapshots import current_folder

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,127}")


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
    """The snapshot that `DIR/current` names now; the error names the folder, not its path."""
    try:
        folder = current_folder(directory)
    except NoSnapshot as error:
        raise NoSnapshot(directory.name) from error
    check_nobody_returned(directory, folder)
    return Snapshot(id=folder.name, documents=folder / "documents")
