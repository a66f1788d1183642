"""Looking for what must be gone in every byte of a folder, inside compressed tables too."""

from __future__ import annotations

import json
import re
import zipfile
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.ipc
import pyarrow.parquet as pq

PIECE = 1 << 24
ID_COLUMNS = ("customer_id", "original_id", "respondent_id", "unit_id", "user_id", "anonymous_id")
_NAMED_ID = re.compile(
    rb'(?:[iI][dD]"\s*:\s*"([^"]*)")|(?:(?:^|,)([^",]+)(?=,[^,]*,[01]\.\d{6}\s*$|,[01]\.\d{6}\s*$))'
)
SHORT, DIGITS = 6, 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Traces:
    """What to look for. `anywhere` are bytes that are nobody else's; `cells` are short ids (`17`), which count only
    as a whole cell in a column of ids, where JSON names an id, and in a line that links two ids."""

    anywhere: frozenset[bytes] = frozenset()
    cells: frozenset[str] = frozenset()


@dataclass(slots=True)
class Scan:
    """What a scan went through and where it found something."""

    files: int = 0
    bytes: int = 0
    found: list[str] = field(default_factory=list)


def traces_of(texts: Collection[str]) -> Traces:
    """Sort what to look for: short texts and short numbers would be found in the middle of others."""
    told = {text for text in texts if text}
    short = {text for text in told if len(text) < SHORT or (text.isdigit() and len(text) < DIGITS)}
    whole = {form for text in told - short for form in _forms(text)}
    return Traces(anywhere=frozenset(form.encode() for form in whole), cells=frozenset(short))


def _forms(text: str) -> tuple[str, ...]:
    """A text as it is, and as JSON writes it."""
    return text, json.dumps(text)[1:-1], json.dumps(text, ensure_ascii=False)[1:-1]


def scanned(directory: Path, traces: Traces, skip: Collection[Path] = ()) -> Scan:
    """Scan every file below a folder except `skip`: its raw bytes, and the cells of Parquet and Arrow tables."""
    scan = Scan()
    for path in sorted(directory.rglob("*")):
        if path.is_file() and not path.is_symlink() and path.resolve() not in skip:
            scan.files += 1
            scan.bytes += path.stat().st_size
            if holds(path, traces):
                scan.found.append(path.relative_to(directory).as_posix())
    return scan


def holds(path: Path, traces: Traces) -> bool:
    """Say whether a file holds any of the traces."""
    if _holds_bytes(path, traces.anywhere):
        return True
    if path.suffix in (".parquet", ".arrow"):
        return any(table_holds(table, traces) for table in _tables(path))
    if path.suffix in (".gz", ".zip", ".npz"):
        return any(token in piece for piece in _unpacked(path) for token in traces.anywhere)
    return bool(traces.cells) and any(line_holds(line, traces) for line in _lines(path))


def line_holds(line: bytes, traces: Traces) -> bool:
    """Say whether a line holds a trace: one anywhere, or a short id where JSON names an id or a link has one."""
    if any(token in line for token in traces.anywhere):
        return True
    ids = {found[1] or found[2] for found in _NAMED_ID.finditer(line)}
    return any(cell.encode() in ids for cell in traces.cells)


def _holds_bytes(path: Path, tokens: Collection[bytes]) -> bool:
    longest = max(map(len, tokens), default=0)
    kept = b""
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            whole = kept + piece
            if any(token in whole for token in tokens):
                return True
            kept = whole[-longest:] if longest else b""
    return False


def _lines(path: Path) -> Iterator[bytes]:
    if path.suffix in (".json", ".jsonl", ".ndjson", ".csv", ".log"):
        with path.open("rb") as file:
            yield from (line.rstrip(b"\n") for line in file)


def _tables(path: Path) -> Iterator[pa.Table]:
    try:
        if path.suffix == ".arrow":
            with pa.memory_map(str(path)) as source, pyarrow.ipc.open_file(source) as file:
                for number in range(file.num_record_batches):
                    yield pa.Table.from_batches([file.get_batch(number)])
        else:
            with pq.ParquetFile(path) as file:
                for batch in file.iter_batches(batch_size=1 << 16):
                    yield pa.Table.from_batches([batch])
    except pa.ArrowInvalid:
        return  # not a table in spite of its name: its raw bytes were looked at


def table_holds(table: pa.Table, traces: Traces) -> bool:
    for name, column in zip(table.column_names, table.columns, strict=True):
        for texts in _texts(column.combine_chunks()):
            if (
                traces.cells
                and name in ID_COLUMNS
                and any(one in traces.cells for one in texts.unique().to_pylist())
            ):
                return True
            data = texts.buffers()[2]
            if data is not None and any(token in data.to_pybytes() for token in traces.anywhere):
                return True
    return False


def _texts(column: pa.Array | pa.ChunkedArray) -> Iterator[pa.Array]:
    chunks = column.chunks if isinstance(column, pa.ChunkedArray) else [column]
    for chunk in chunks:
        kind = chunk.type
        if pa.types.is_dictionary(kind):
            yield from _texts(chunk.dictionary)
        elif pa.types.is_list(kind) or pa.types.is_large_list(kind):
            yield from _texts(chunk.flatten())
        elif pa.types.is_string(kind) or pa.types.is_large_string(kind):
            yield chunk


def _unpacked(path: Path) -> Iterator[bytes]:
    if path.suffix == ".gz":
        yield zlib.decompress(path.read_bytes(), 31)
        return
    with zipfile.ZipFile(path) as packed:
        yield from (packed.read(name) for name in packed.namelist())
