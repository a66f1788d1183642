"""What care looks at: the features of a snapshot, who is in which persona, and the columns they are cut into."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from folkways.measures.ledger import Counted, Ledger
from folkways.measures.sql import Query, text
from folkways.measures.suppression import hidden_cells
from folkways.model.config import Config
from folkways.model.evidence import Figure, Window
from folkways.personas.feature import Feature
from folkways.personas.features import Measured, features_of
from folkways.personas.ground import ground
from folkways.personas.sheet import Sheet, sheet
from folkways.personas.spread import levels
from folkways.stats.associations import Association

Codes = NDArray[np.int64]
OTHERS = "other levels"


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """One way to part customers: each one's part (-1 = not known), what parts are called, and the SQL of the part."""

    labels: tuple[str, ...]
    sql: str
    codes: Codes

    @property
    def count(self) -> int:
        return len(self.labels)


@dataclass(frozen=True)
class Looked:
    """Everything that care reads. `query` runs SQL over the snapshot's tables, `features` and `members` among them."""

    query: Query
    tables: frozenset[str]
    config: Config
    sheet: Sheet
    personas: Axis
    ids: Sequence[str]
    ledger: Ledger

    @property
    def least(self) -> int:
        return self.config.workspace.min_cell

    @cached_property
    def traits(self) -> list[Feature]:
        return [one for one in self.sheet.features if one.topic == "demographics"]

    @property
    def sensitive(self) -> list[Feature]:
        return [one for one in self.traits if one.sensitive]

    def cut(self, feature: Feature) -> Axis:
        """A feature in its bars, those of the persona documents."""
        found = levels(self.sheet, feature)
        codes = np.where(np.isfinite(found.codes), found.codes, -1).astype(np.int64)
        return Axis(labels=found.labels, sql=found.sql, codes=codes)


def looked(
    query: Query,
    tables: frozenset[str],
    config: Config,
    *,
    personas: Sequence[tuple[str, str]],
    window: Window,
) -> Looked:
    """Read the features and members of a snapshot again; `personas` are (id, name) of the `persona`s in `members`."""
    features = features_of(ground(query, config, tables=tables), config)
    table = query("SELECT * FROM features ORDER BY customer_id")
    found = sheet(Measured(table=table, rows={}), features)
    place = {id_: at for at, (id_, _) in enumerate(personas)}
    told = query("SELECT persona FROM members ORDER BY customer_id").column(0).to_pylist()
    cases = " ".join(f"WHEN {text(id_)} THEN {at}" for id_, at in place.items())
    axis = Axis(
        labels=tuple(name for _, name in personas),
        sql=f"CASE persona {cases} END" if cases else "NULL",
        codes=np.array([place.get(one, -1) for one in told], dtype=np.int64),
    )
    return Looked(query, tables, config, found, axis, list(place), Ledger(window))


def trait_of(feature: Feature) -> str:
    """The name of a trait in `folkways.toml`; of one with several values each value is a feature."""
    several = feature.group != "traits"
    return feature.group.removeprefix("trait ") if several else feature.key.removeprefix("trait_")


def counted(rows: Axis, columns: Axis) -> Codes:
    """Customers by row (the last: those whose row is not known) and column, of those whose column is known."""
    known = columns.codes >= 0
    row = np.where(rows.codes[known] < 0, rows.count, rows.codes[known])
    spots = row * columns.count + columns.codes[known]
    return np.bincount(spots, minlength=(rows.count + 1) * columns.count).reshape(
        rows.count + 1, columns.count
    )


def opened(rows: Axis, columns: Axis, least: int) -> Axis:
    """The columns without a hidden cell; the others go together into one, or out where that hides nothing."""
    counts = counted(rows, columns)
    closed = hidden_cells(counts, least).any(axis=0)
    kept = [(columns.labels[at], [at]) for at in np.flatnonzero(~closed)]
    together = counts[:, closed].sum(axis=1)
    if closed.sum() > 1 and not ((together > 0) & (together < least)).any():
        kept.append((OTHERS, list(np.flatnonzero(closed))))
    return _taken(columns, kept)


def against(columns: Axis, level: int) -> Axis:
    """One column against all others together."""
    rest = [at for at in range(columns.count) if at != level]
    return _taken(columns, [(columns.labels[level], [level]), (OTHERS, rest)])


def _taken(columns: Axis, kept: Sequence[tuple[str, list[int]]]) -> Axis:
    codes = np.full(len(columns.codes), -1, dtype=np.int64)
    cases: list[str] = []
    for place, (_, parts) in enumerate(kept):
        codes[np.isin(columns.codes, parts)] = place
        cases += [f"WHEN {int(part)} THEN {place}" for part in parts]
    sql = f"CASE {columns.sql} {' '.join(cases)} END" if cases else "NULL"
    return Axis(labels=tuple(label for label, _ in kept), sql=sql, codes=codes)


def strength(found: Looked, told: Counted, one: Association) -> Figure:
    """An association as a figure; its unit is `strength`, 0 to 1."""
    return Figure(
        value=one.value,
        unit="strength",
        n=one.n,
        lo=one.lo,
        hi=one.hi,
        method=one.method,
        evidence=found.ledger.record(told, one.n),
    )
