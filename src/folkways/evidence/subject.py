"""Everything that concerns one person: ids, identifiers, and the rows that tell of them, in evidence and in sources."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from folkways.errors import UnknownName
from folkways.evidence.sieve import Keeping, Sieve
from folkways.model.config import Config, Source
from folkways.sources.event_rows import role_columns
from folkways.sources.identifiers import identified
from folkways.sources.rows import lookup_files, source_files
from folkways.sources.sifting import rows_of_hashes, whole_rows

Cells = dict[str, str | None]


class NobodyKnown(UnknownName):
    def __init__(self, customer: str) -> None:
        super().__init__("customer", customer, [])
        self.hint = (
            "Nothing in the evidence is under that id. Give it as the role customer_id holds it in your files; "
            "`folkways members --reveal-ids` lists those in personas."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A person: the ids that sources gave, and the hashes of ids and of identifiers that nobody else has."""

    ids: frozenset[str]
    hashes: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """A row of a source that tells of the person, every column as text."""

    source: str
    file: str
    cells: Cells


def subject_of(customer: str, evidence: Path, key: bytes) -> Subject:
    """Find all that a person is known by; raises UnknownName when no table has the customer."""
    people = _column(evidence / "customers.parquet", "customer_id")
    path = evidence / "identities.parquet"
    table = pq.read_table(path) if path.exists() else None
    person = _person(customer, people, table)
    ids, hashes = {person, customer}, set[str]()
    if table is not None:
        own = table.filter(pc.field("customer_id") == person)
        ids |= set(own["original_id"].to_pylist())
        shared = set(table.filter(pc.field("customer_id") != person)["value_hash"].to_pylist())
        hashes = {one for one in own["value_hash"].to_pylist() if one is not None} - shared
    told = {identified(key, "customer", one) for one in ids}
    return Subject(ids=frozenset(ids), hashes=frozenset(hashes | {one for one in told if one is not None}))


def evidence_rows(folder: Path, ids: Collection[str]) -> Iterator[tuple[str, pa.Table]]:
    """The person's rows of each table of a snapshot: name and rows, those without any left out."""
    for path in sorted([*folder.glob("evidence/*.parquet"), *folder.glob("tables/*.parquet")]):
        table = pq.read_table(path)
        columns = [
            one
            for one in ("customer_id", "original_id", "respondent_id", "unit_id")
            if one in table.column_names
        ]
        if columns:
            found = table.filter(reduce(or_, (pc.field(one).isin(sorted(ids)) for one in columns)))
            if found.num_rows:
                yield path.stem, found


def source_rows(config: Config, base: Path, key: bytes, hashes: Collection[str]) -> Iterator[SourceRow]:
    """The person's rows in the sources as they lie there, whether they may be read or not."""
    sieve = Sieve(config=_without_conditions(config), keeping=Keeping(key=key))
    for source in sieve.config.sources:
        if not (role_columns(source, "customer_id") or source.identifiers or source.table == "identities"):
            continue
        for file in source_files(source, base):
            with sieve.opened(source, file, lookup_files(source, base)) as rows:
                numbers = rows_of_hashes(rows, source, sieve.hashed, hashes)
                for cells in whole_rows(rows, numbers):
                    yield SourceRow(source=source.name, file=str(file.path), cells=cells)


def names_in(source: Source, cells: Cells) -> Iterator[str]:
    """The ids and identifiers in a source's row, as they stand there."""
    columns = [*source.identifiers.values()]
    columns += role_columns(source, "customer_id") + role_columns(source, "respondent_id")
    columns += role_columns(source, "value") if source.table == "identities" else []
    yield from (told for column in columns if (told := cells.get(column)))


def texts_in(source: Source, cells: Cells) -> Iterator[str]:
    """What a person wrote in a source's row."""
    columns: list[str] = []
    if source.table in ("voices", "answers"):
        columns += role_columns(source, "text") + role_columns(source, "title")
        columns += [one.column for one in source.questions if one.kind == "text" and one.column]
    yield from (told for column in columns if (told := cells.get(column)))


def _person(customer: str, people: Collection[str], identities: pa.Table | None) -> str:
    if customer in people:
        return customer
    if identities is not None:
        found = identities.filter(pc.field("original_id") == customer)["customer_id"].to_pylist()
        if found:
            return found[0]
    raise NobodyKnown(customer)


def _column(path: Path, name: str) -> set[str]:
    return set(pq.read_table(path, columns=[name])[name].to_pylist())


def _without_conditions(config: Config) -> Config:
    bare = [one.model_copy(update={"consent": None, "retention": None}) for one in config.sources]
    return config.model_copy(update={"sources": bare})
