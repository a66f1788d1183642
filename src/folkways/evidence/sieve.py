"""What a row must pass before it is read: consent, retention, and that nobody has been erased; who it names, hashed.

Every reader opens its files through here, so that no table can take in what another must not.
"""

# pyright: reportAttributeAccessIssue=false
# (pyarrow.compute makes its functions when imported)

from __future__ import annotations

from collections.abc import Collection, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from folkways.evidence.key import derived
from folkways.evidence.times import timed
from folkways.model.config import Config, Source
from folkways.model.duration import microseconds
from folkways.model.privacy import PrivacyConfig
from folkways.sources.identifiers import identified, keyed_hash
from folkways.sources.input_file import InputFile
from folkways.sources.plain_rows import time_role
from folkways.sources.row_cache import RowCache
from folkways.sources.rows import Rows, lookup_files, opened_rows, source_files
from folkways.sources.sifting import (
    Left,
    count_orphans,
    distinct_texts,
    hash_identifiers,
    hashes_in,
    identifier_pairs,
    leave_out,
    row_times,
    rows_of_hashes,
    rows_without_consent,
    take_out_untold,
)

TEXTUAL = frozenset({"voices", "documents"})
"""Tables in which somebody's own words may stand."""
PAIRS = pa.schema(
    [
        pa.field("source", pa.string()),
        pa.field("kind", pa.string()),
        pa.field("hash", pa.string()),
        pa.field("customer_id", pa.string()),
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """What a load keeps to beside its configuration.

    `key` hashes identifiers; `erased` are hashes of hashes of the people who must not come back (`erased_hash`);
    `links` are pairs of ids with the probability that they are one person; `as_of` (microseconds UTC) is the instant
    that periods of retention end at, by default the last one in the data.
    """

    key: bytes = b""
    erased: frozenset[str] = frozenset()
    links: tuple[tuple[str, str, float], ...] = ()
    as_of: int | None = None

    def told(self) -> list[str]:
        """What a build depends on, as texts without a secret in them."""
        key = [keyed_hash(self.key, "check", "key")] if self.key else []
        return [
            *key,
            *sorted(self.erased),
            *map(repr, self.links),
            *([str(self.as_of)] if self.as_of else []),
        ]


def may_be_kept_raw(source: Source, privacy: PrivacyConfig) -> bool:
    """Whether rows may lie in the cache as they were read: nothing in them must be hashed, blotted or left out."""
    told = source.identifiers or source.personal or source.compare or source.consent or source.retention
    free = source.table in TEXTUAL or source.codebook or any(one.kind == "text" for one in source.questions)
    return not (told or (free and privacy.redact) or source.table == "identities")


@dataclass(slots=True, kw_only=True)
class Sieve:
    """Opens files and leaves out what must not be read; `pairs` and `names` gather what was seen on the way."""

    config: Config
    keeping: Keeping
    earliest: dict[str, int] = field(default_factory=dict)
    pairs: list[pa.Table] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    also_erased: frozenset[str] = frozenset()
    kept: RowCache | None = None

    @contextmanager
    def opened(self, source: Source, file: InputFile, lookups: list[list[InputFile]]) -> Generator[Rows]:
        """Open a file's rows, only those that may be read."""
        with self.unerased(source, file, lookups) as rows:
            leave_out(rows, source, rows_without_consent(rows, source))
            leave_out(rows, source, self._past_retention(rows, source))
            count_orphans(rows, source)
            self._gather(rows, source)
            yield rows

    @contextmanager
    def unerased(self, source: Source, file: InputFile, lookups: list[list[InputFile]]) -> Generator[Rows]:
        """Open a file's rows as if those of erased people had never been in it: no count can tell of them."""
        kept = self.kept if may_be_kept_raw(source, self.config.privacy) else None
        with opened_rows(source, file, lookups, kept) as rows:
            hash_identifiers(rows, source, self.hashed)
            if self.keeping.erased:
                take_out_untold(rows, source, self.erased_rows(rows, source))
            yield rows

    def erased_rows(self, rows: Rows, source: Source) -> list[int]:
        """The numbers of the rows that tell of erased people."""
        found = {one for one in hashes_in(rows, source, self.hashed) if self._is_erased(one)}
        return rows_of_hashes(rows, source, self.hashed, found)

    def hashed(self, kind: str, value: str) -> str | None:
        return identified(self.keeping.key, kind, value, self.config.identity.country)

    def _is_erased(self, hashed: str) -> bool:
        return hashed in self.also_erased or erased_hash(self.keeping.key, hashed) in self.keeping.erased

    def _gather(self, rows: Rows, source: Source) -> None:
        if source.identifiers or source.table == "identities":
            self.pairs.append(self._pairs(rows, source))
        if source.table == "customers":
            for column in source.personal:
                self.names.update(distinct_texts(rows, column, source.missing))

    def _pairs(self, rows: Rows, source: Source) -> pa.Table:
        found = identifier_pairs(rows, source)
        hashes = found["value"]
        if source.table == "identities":
            told = zip(found["kind"].to_pylist(), found["value"].to_pylist(), strict=True)
            hashes = pa.array([self.hashed(kind, value) for kind, value in told], pa.string())
        named = pa.array([source.name] * found.num_rows, pa.string())
        table = pa.table([named, found["kind"], hashes, found["customer_id"]], schema=PAIRS)
        return table.filter(pc.is_valid(table["hash"]))

    def _past_retention(self, rows: Rows, source: Source) -> Left | None:
        if source.name not in self.earliest:
            return None
        at = row_instants(rows, source, self.config.workspace.timezone)
        old = (at >= 0) & (at < self.earliest[source.name])
        numbers = row_times(rows, source, "at")["row"].to_numpy()[old].tolist()
        days = [str(np.datetime64(int(instant), "us").astype("datetime64[D]")) for instant in at[old]]
        return Left(numbers=numbers, column="at", reason="past retention", values=days)


def sieve_of(config: Config, base_dir: Path, keeping: Keeping, kept: RowCache | None = None) -> Sieve:
    """Make ready: when each source's retention begins, and under which further ids erased people might come back."""
    limited = [source for source in config.sources if source.retention]
    sieve = Sieve(config=config, keeping=keeping, kept=kept)
    if keeping.erased:
        sieve.also_erased = _also_known(sieve, base_dir)
    if limited:
        last = keeping.as_of or max((_last(source, sieve, base_dir) for source in config.sources), default=0)
        sieve.earliest = {source.name: last - microseconds(source.retention or "0d") for source in limited}
    return sieve


def row_instants(rows: Rows, source: Source, zone: str, role: str = "at") -> np.ndarray:
    """The instants of rows in microseconds UTC, in order of their numbers; −1 where there is none."""
    told = row_times(rows, source, role)
    times = timed(told["us"], told["time_kind"], source, zone)
    wrong = np.any(list(times.wrong.values()), axis=0)
    return np.where(wrong, -1, times.at)


def _last(source: Source, sieve: Sieve, base_dir: Path) -> int:
    role = time_role(source)
    if role is None or role not in source.columns:
        return 0
    last = 0
    for file in source_files(source, base_dir):
        with sieve.unerased(source, file, lookup_files(source, base_dir)) as rows:
            times = row_instants(rows, source, sieve.config.workspace.timezone, role)
            last = max(last, int(times.max(initial=0)))
    return last


def erased_hash(key: bytes, hashed: str) -> str:
    """Hash a hash for the list of the erased, so that nothing in the list stands anywhere else."""
    return keyed_hash(derived(key, "erased"), "erased", hashed)


def _also_known(sieve: Sieve, base_dir: Path) -> frozenset[str]:
    """Follow identifiers from the erased to ids that name the same person, until no further one is found."""
    open_to_all = Sieve(config=sieve.config, keeping=Keeping(key=sieve.keeping.key))
    for source in sieve.config.sources:
        if source.identifiers or source.table == "identities":
            for file in source_files(source, base_dir):
                with open_to_all.opened(source, file, lookup_files(source, base_dir)):
                    pass
    table = pa.concat_tables([PAIRS.empty_table(), *open_to_all.pairs])
    loose = set(sieve.config.identity.loose)
    pairs = [
        (value, sieve.hashed("customer", customer) or customer)
        for kind, value, customer in zip(
            *(table[name].to_pylist() for name in ("kind", "hash", "customer_id")), strict=True
        )
        if kind not in loose
    ]
    seen = {node for pair in pairs for node in pair}
    erased = {node for node in seen if erased_hash(sieve.keeping.key, node) in sieve.keeping.erased}
    return _closure(erased, pairs, sieve.config.identity.limit)


def _closure(erased: Collection[str], pairs: Sequence[tuple[str, str]], limit: int) -> frozenset[str]:
    joined: dict[str, set[str]] = {}
    for value, customer in pairs:
        joined.setdefault(value, set()).add(customer)
        joined.setdefault(customer, set()).add(value)
    commoner = {value for value, _ in pairs if len(joined[value]) > limit}
    found, edge = set(erased), list(erased)
    while edge:
        new = [
            one
            for node in edge
            if node not in commoner
            for one in joined.get(node, ())
            if one not in found and one not in commoner
        ]
        found.update(new)
        edge = new
    return frozenset(found)
