"""Reading one document of a snapshot: whatever does not fit was built by another version of Folkways."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from folkways.errors import SnapshotOutdated

Model = TypeVar("Model", bound=BaseModel)


def read_document(snapshot: Path, kind: type[Model], name: str) -> Model:
    """The document `name` (`home.json`, `personas/ID.json`).

    Raises SnapshotOutdated where it is absent or misshapen.
    """
    try:
        return kind.model_validate_json((snapshot / "documents" / name).read_bytes())
    except (FileNotFoundError, ValidationError) as error:
        raise SnapshotOutdated(name) from error
