"""Linking: find ids that are probably one person, show what that would do, and keep links that can be undone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from folkways.build import kept_to
from folkways.errors import ConfigError
from folkways.evidence.identity import identifiers_of, people_of
from folkways.evidence.links import write_links
from folkways.evidence.log import append_log
from folkways.evidence.sieve import Sieve, sieve_of
from folkways.sources.config_file import read_config
from folkways.sources.linkage import Pair, compared, linked_pairs
from folkways.sources.rows import lookup_files, source_files
from folkways.workspace.rows import Row

COLUMNS = ("threshold", "links", "records", "linked", "share_linked", "ambiguous", "share_ambiguous")
THRESHOLDS = (0.5, 0.8, 0.9, 0.95, 0.99)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The pairs of a workspace that are not one person already, and how many records were compared."""

    pairs: Sequence[Pair]
    records: int

    def at(self, threshold: float) -> list[Pair]:
        return [pair for pair in self.pairs if pair.probability >= threshold]

    def row(self, threshold: float) -> Row:
        """What a threshold would do; `ambiguous` records match more than one other."""
        pairs = self.at(threshold)
        matches = Counter(one for pair in pairs for one in (pair.left, pair.right))
        several = sum(count > 1 for count in matches.values())
        return {
            "threshold": threshold,
            "links": len(pairs),
            "records": self.records,
            "linked": len(matches),
            "share_linked": len(matches) / self.records if self.records else None,
            "ambiguous": several,
            "share_ambiguous": several / self.records if self.records else None,
        }


def previewed(directory: Path, config: Path | None, data: Path | None) -> list[Row]:
    """One row for each of five thresholds; nothing is written."""
    found = _found(directory, config, data, THRESHOLDS[0])
    return [found.row(threshold) for threshold in THRESHOLDS]


def linked(directory: Path, config: Path | None, data: Path | None, threshold: float) -> list[Row]:
    """Write the links of at least a probability to `links.csv`, in place of those there; the next build uses them."""
    found = _found(directory, config, data, threshold)
    pairs = found.at(threshold)
    write_links(directory, [(pair.left, pair.right, pair.probability) for pair in pairs])
    append_log(directory, "ids linked", threshold=threshold, links=len(pairs))
    return [found.row(threshold)]


def unlinked(directory: Path) -> None:
    """Take all links back."""
    write_links(directory, [])
    append_log(directory, "ids unlinked")


def _found(directory: Path, config: Path | None, data: Path | None, least: float) -> Found:
    told = read_config(config or directory)
    sieve = sieve_of(told, data or directory, kept_to(told, directory))
    records = _records(sieve, data or directory)
    person = _exact(sieve, records["unique_id"].to_pylist())
    apart = {frozenset(pair) for pair in told.identity.apart}
    pairs = [
        pair
        for pair in linked_pairs(records, least)
        if person.get(pair.left, pair.left) != person.get(pair.right, pair.right)
        and frozenset((pair.left, pair.right)) not in apart
    ]
    return Found(pairs=pairs, records=records.num_rows)


def _exact(sieve: Sieve, ids: Sequence[str]) -> Mapping[str, str]:
    """Who is one person by the identifiers of the customers' own records, without any link."""
    if not sieve.pairs:
        return {}
    found = identifiers_of(pa.concat_tables(sieve.pairs), ids, sieve.config, sieve.keeping.key)
    return people_of(found, sieve.config.identity).person_of


def _records(sieve: Sieve, base: Path) -> pa.Table:
    """The records of all customer sources that may be read, one for each id."""
    parts: list[pa.Table] = []
    for source in sieve.config.sources:
        if source.table == "customers":
            for file in source_files(source, base):
                with sieve.opened(source, file, lookup_files(source, base)) as rows:
                    parts.append(compared(rows, source))
    if not parts:
        raise ConfigError("No source has customers to compare.", hint="Add a source of the table customers.")
    return _one_each(pa.concat_tables(parts))


def _one_each(records: pa.Table) -> pa.Table:
    seen: set[str] = set()
    firsts = [
        row for row, one in enumerate(records["unique_id"].to_pylist()) if not (one in seen or seen.add(one))
    ]
    return records.take(pa.array(firsts, pa.int64()))
