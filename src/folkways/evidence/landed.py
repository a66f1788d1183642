"""Rows of erased people that a database, an address or a sender told again: taken out of what has landed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Generator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from folkways.evidence.sieve import Keeping, Sieve, sieve_of
from folkways.model.config import Config, Source
from folkways.sources.rows import lookup_files, opened_rows, source_files
from folkways.sources.sifting import hash_identifiers
from folkways.sources.whole_files import rewritten


def take_out_landed(config: Config, base: Path, keeping: Keeping) -> bool:
    """Take every row that tells of erased people out of the landed files; says whether there was any.

    `config` has the landed files in the place of each pull. A file is rewritten whole or not at all. Call it while
    holding the writer's lock.
    """
    sieve = sieve_of(config, base, keeping)
    found: dict[Path, set[int]] = defaultdict(set)
    for source in config.sources:
        if source.pull is not None:
            for path, numbers in _erased_rows(source, base, sieve):
                found[path].update(numbers)
    for path, numbers in found.items():
        (_without_rows if path.suffix == ".parquet" else _without_lines)(path, numbers)
    return bool(found)


def _erased_rows(source: Source, base: Path, sieve: Sieve) -> Generator[tuple[Path, list[int]]]:
    for file in source_files(source, base):
        with opened_rows(source, file, lookup_files(source, base)) as rows:
            hash_identifiers(rows, source, sieve.hashed)
            if numbers := sieve.erased_rows(rows, source):
                yield file.path, numbers


def _without_lines(path: Path, numbers: set[int]) -> None:
    """Rewrite a file of lines; rows are numbered as lines are, from 1."""
    with rewritten(path) as unfinished, path.open("rb") as lines, unfinished.open("wb") as kept:
        kept.writelines(line for number, line in enumerate(lines, start=1) if number not in numbers)


def _without_rows(path: Path, numbers: set[int]) -> None:
    """Rewrite a Parquet file; rows are numbered from 1."""
    gone = np.fromiter(numbers, np.int64)
    with (
        rewritten(path) as unfinished,
        pq.ParquetFile(path) as told,
        pq.ParquetWriter(unfinished, told.schema_arrow, compression="zstd") as kept,
    ):
        before = 0
        for batch in told.iter_batches():
            rows = np.arange(before + 1, before + batch.num_rows + 1)
            kept.write_batch(batch.filter(pa.array(~np.isin(rows, gone))))
            before += batch.num_rows
