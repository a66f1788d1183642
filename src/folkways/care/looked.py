"""What care looks at: the features of a snapshot, who is in which persona, and the columns they are cut into."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from folkways.measures.ledger import Counted, Ledger
from folkways.measures.sql import Query, text
from folkways.model.config import Config
from folkways.model.evidence import Figure, Window
from folkways.personas.feature import Feature
from folkways.personas.features import Measured, features_of
from folkways.personas.ground import ground
from folkways.personas.sheet import Sheet, sheet
from folkways.personas.spread import levels
from folkways.stats.associations import Association
from folkways.stats.suppression import any_few, few, hidden_cells

Codes = NDArray[np.int64]
OTHERS = "others"


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


def opened(rows: Axis, columns: Axis, least: int) -> tuple[Axis, Axis]:
    """The two axes made so coarse that no cell of their table is hidden.

    Columns with a hidden cell go together into one, or rows do (with them customers whose row is not known, where that
    is what has to be hidden): whichever leaves more customers where they were. What hides nothing together goes out.
    """
    counts = counted(rows, columns)
    hidden = hidden_cells(counts, least)
    if not hidden.any():
        return rows, columns
    across: NDArray[np.bool_] = np.any(hidden, axis=0)
    down: NDArray[np.bool_] = np.any(hidden, axis=1)
    if counts[:-1, ~across].sum() >= counts[:-1][~down[:-1]].sum():
        return rows, _coarser(columns, across, counts, least)
    whole = Axis(
        labels=(*rows.labels, OTHERS),
        sql=f"coalesce({rows.sql}, {rows.count})",
        codes=np.where(rows.codes < 0, rows.count, rows.codes),
    )
    return _coarser(whole if down[-1] else rows, down if down[-1] else down[:-1], counts.T, least), columns


def _coarser(axis: Axis, closed: NDArray[np.bool_], counts: Codes, least: int) -> Axis:
    """An axis whose closed parts are one, or gone; `counts` has its parts as columns."""
    kept = [(axis.labels[at], [int(at)]) for at in np.flatnonzero(~closed)]
    parts = np.flatnonzero(closed)
    together = counts[:, parts].sum(axis=1)
    if len(parts) > 1 and not few(together, least).any():
        kept.append((OTHERS, parts.tolist()))
    elif any_few([together.sum()], least):
        return _taken(axis, [])  # How many are out would tell of them.
    return _taken(axis, kept)


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


def strength(found: Looked, told: Counted, one: Association, *, shown: bool = True) -> Figure:
    """An association as a figure, or a suppressed one; its unit is `strength`, 0 to 1."""
    if not shown:
        return found.ledger.figure(told, None, "strength")
    return Figure(
        value=one.value,
        unit="strength",
        n=one.n,
        lo=one.lo,
        hi=one.hi,
        method=one.method,
        evidence=found.ledger.record(told, one.n),
    )
