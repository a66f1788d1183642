"""Who is one person: ids joined by the identifiers they share, with the reasons kept, so that each join can be undone.

`docs/methods/identity.md` tells the rules. Ids and identifiers make a graph; the ids of a connected part are one
person. Identifiers that join too many are cut first, and what a person parted stays apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pyarrow as pa

from folkways.evidence.joining import Joining
from folkways.evidence.schema import IDENTITIES
from folkways.model.config import Config
from folkways.model.privacy import IdentityConfig
from folkways.sources.identifiers import identified

Value = tuple[str, str]
"""An identifier: its kind and its hash."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifiers:
    """Who is known by what: for each identifier its ids, and the sources that say so."""

    ids: Mapping[Value, tuple[str, ...]]
    sources: Mapping[tuple[str, str, str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """An identifier that joins nobody: its kind, how many ids have it, and whether it is too common or shared."""

    kind: str
    ids: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Who is who: the person of each id that was joined to another, the reasons, and the identifiers not used."""

    person_of: Mapping[str, str] = field(default_factory=dict)
    table: pa.Table = field(default_factory=IDENTITIES.empty_table)
    cut: tuple[Cut, ...] = ()
    refused: int = 0
    joined_by: Mapping[str, int] = field(default_factory=dict)


def identifiers_of(pairs: pa.Table, known: Iterable[str], config: Config, key: bytes) -> Identifiers:
    """Gather identifiers with their ids; an id that is itself the value of an identifier (a device) belongs to it."""
    ids: defaultdict[Value, set[str]] = defaultdict(set)
    sources: dict[tuple[str, str, str], str] = {}
    columns = (pairs[name].to_pylist() for name in ("source", "kind", "hash", "customer_id"))
    for source, kind, hashed, customer in zip(*columns, strict=True):
        ids[kind, hashed].add(customer)
        sources.setdefault((kind, hashed, customer), source)
    kinds = sorted({kind for kind, _ in ids} & set(config.identity.id_kinds))
    for customer in known if kinds else ():
        for kind in kinds:
            hashed = identified(key, kind, customer, config.identity.country)
            if hashed is not None and (kind, hashed) in ids and customer not in ids[kind, hashed]:
                ids[kind, hashed].add(customer)
                sources.setdefault((kind, hashed, customer), "ids")
    return Identifiers(
        ids={value: tuple(sorted(found)) for value, found in sorted(ids.items())}, sources=sources
    )


def people_of(
    found: Identifiers, settings: IdentityConfig, links: Iterable[tuple[str, str, float]] = ()
) -> People:
    """Join ids into people: what a person says first, then identifiers, then loose ones, then probable links.

    A person is named by the smallest (in bytes) of its ids that a source gave it; ids made of an identifier come
    after those. Ids told `apart` never meet: what would join them is left out, and counted as refused.
    """
    joining = Joining(settings.apart)
    for left, right in settings.together:
        joining.join(left, right)
    cut = [
        Cut(kind=v[0], ids=len(ids), why="too common")
        for v, ids in found.ids.items()
        if len(ids) > settings.limit
    ]
    usable = {value: ids for value, ids in found.ids.items() if len(ids) <= settings.limit}
    joined_by: Counter[str] = Counter()
    for (kind, _), ids in usable.items():
        if kind not in settings.loose:
            joined_by[kind] += sum(joining.join(ids[0], other) for other in ids[1:])
    cut += _join_loosely(joining, usable, settings, joined_by)
    links = list(links)
    joined_by["link"] = sum(joining.join(left, right) for left, right, _ in links)
    person_of = joining.named(_rank)
    return People(
        person_of={one: person for one, person in person_of.items() if one != person},
        table=_table(found, person_of, links),
        cut=tuple(cut),
        refused=joining.refused,
        joined_by={kind: count for kind, count in sorted(joined_by.items()) if count},
    )


def is_provisional(customer: str) -> bool:
    """Say whether an id was made of an identifier (`device:` and its hash), for want of one that a source gave."""
    kind, mark, hashed = customer.rpartition(":")
    return bool(mark and kind) and len(hashed) == 32 and set(hashed) <= set("0123456789abcdef")


def _rank(customer: str) -> tuple[bool, bytes]:
    return is_provisional(customer), customer.encode()


def _join_loosely(
    joining: Joining,
    usable: Mapping[Value, tuple[str, ...]],
    settings: IdentityConfig,
    joined_by: Counter[str],
) -> list[Cut]:
    """Join by identifiers that several people may share, where no other identifier speaks against it."""
    loose = {value: ids for value, ids in usable.items() if value[0] in settings.loose}
    firm: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for (kind, hashed), ids in usable.items():
        if kind not in settings.loose:
            for one in ids:
                firm[joining.root(one)][kind].add(hashed)
    shared: list[Cut] = []
    for (kind, _), ids in loose.items():
        roots = sorted({joining.root(one) for one in ids}, key=lambda one: one.encode())
        if any(_differ(firm[a], firm[b]) for i, a in enumerate(roots) for b in roots[i + 1 :]):
            shared.append(Cut(kind=kind, ids=len(ids), why="shared"))
            continue
        for other in ids[1:]:
            a, b = joining.root(ids[0]), joining.root(other)
            if joining.join(ids[0], other):
                joined_by[kind] += 1
                _pool(firm, joining.root(other), a, b)
    return shared


def _differ(one: Mapping[str, set[str]], other: Mapping[str, set[str]]) -> bool:
    """Two people are told apart by a kind of identifier that both have, without one in common."""
    return any(hashes and other.get(kind) and hashes.isdisjoint(other[kind]) for kind, hashes in one.items())


def _pool(firm: defaultdict[str, defaultdict[str, set[str]]], root: str, *parts: str) -> None:
    for part in parts:
        if part != root:
            for kind, hashes in firm.pop(part, {}).items():
                firm[root][kind] |= hashes


def _table(
    found: Identifiers, person_of: Mapping[str, str], links: Iterable[tuple[str, str, float]]
) -> pa.Table:
    rows = [
        (source, kind, hashed, person_of.get(customer, customer), customer, "exact", 1.0)
        for (kind, hashed, customer), source in found.sources.items()
    ]
    for left, right, probability in links:
        if person_of.get(left, left) == person_of.get(right, right):
            rows += [
                ("links", "link", None, person_of.get(one, one), one, "probabilistic", probability)
                for one in (left, right)
            ]
    rows = sorted(set(rows), key=lambda row: (row[3].encode(), row[4].encode(), row[1], row[2] or "", row[0]))
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(IDENTITIES)
    return pa.table([list(column) for column in columns], schema=IDENTITIES)
