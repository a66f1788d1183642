"""Finding personas: features, groups, documents, from the tables of a snapshot and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from folkways.measures.ledger import Ledger
from folkways.measures.sql import Query
from folkways.model.canonical import settled
from folkways.model.config import Config
from folkways.model.evidence import Window
from folkways.model.persona import Persona, PersonaSet
from folkways.model.progress import Progress
from folkways.personas.coverage import uncovered
from folkways.personas.features import features_of, measured
from folkways.personas.foresight import foresight
from folkways.personas.ground import ground
from folkways.personas.grouped import Grouped
from folkways.personas.grouping import grouped, learner
from folkways.personas.persona_set import persona_set, refused
from folkways.personas.sheet import sheet
from folkways.personas.table import feature_table
from folkways.personas.tell import Told, members_table, personas
from folkways.segments.discovery import NoGroups, Segments, discover
from folkways.segments.features import FeatureTable
from folkways.segments.settings import DiscoverySettings

TablesQuery = Callable[[str, Mapping[str, pa.Table]], pa.Table]
NO_CUSTOMERS = NoGroups(reasons=("There are no customers.",))
VOLUME = ("value_per_week", "visits_per_week", "days_since_last_visit")


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPersonas:
    """Persona documents (none when refused), the set that tells how they came about, and two tables.

    `features` has a row per customer and a column per feature; `members` has `customer_id`, `persona` (null = in
    none) and `posterior`. Both are in byte order of `customer_id`.
    """

    personas: list[Persona]
    set: PersonaSet
    features: pa.Table
    members: pa.Table


def find_personas(
    query: TablesQuery,
    tables: frozenset[str],
    config: Config,
    *,
    window: Window,
    as_of: str,
    run: str,
    progress: Progress,
) -> FoundPersonas:
    """Find and tell the personas of a snapshot, or tell why there are none.

    `query` runs SQL over the snapshot's tables and the tables given with it; `tables` names those of the snapshot.
    Deterministic for the same tables and settings.
    """
    customers = "customers" if "customers" in tables else "events"
    progress("Measuring features", 0, 1)
    plain = _over(query, {})
    looked = ground(plain, config, tables=tables)
    features = features_of(looked, config)
    numbers = measured(plain, features, customers)
    table = numbers.table
    progress("Measuring features", 1, 1)
    found = sheet(numbers, features)
    known = feature_table(found)
    segments = discover(known, _settings(config, known), progress) if found.size else NO_CUSTOMERS
    told = Told(
        sheet=found,
        ground=looked,
        grouped=_groups(segments, known, config.workspace.min_cell),
        query=plain,
        config=config,
        window=window,
        as_of=as_of,
        run=run,
        values=_values(plain, customers),
    )
    if isinstance(segments, NoGroups):
        return _refused(segments, told, table)
    return _told(segments, told, table, query, customers, progress)


def _over(query: TablesQuery, beside: Mapping[str, pa.Table]) -> Query:
    return lambda sql: query(sql, beside)


def _groups(segments: Segments | NoGroups, known: FeatureTable, least: int) -> Grouped:
    if isinstance(segments, Segments):
        return grouped(segments, known, least)
    nobody = np.full(known.customers, -1, dtype=np.int64)
    return Grouped(groups=nobody, posterior=np.zeros(known.customers), stability=[])


def _told(
    segments: Segments, told: Told, table: pa.Table, query: TablesQuery, customers: str, progress: Progress
) -> FoundPersonas:
    """Try the groups on the last quarter, then tell each."""
    members = members_table(told.sheet.customers, told.grouped, told.ids)
    progress("Trying personas on the last quarter", 0, 1)
    learn = learner(segments, told.config.workspace.seed)
    seen = foresight(told.query, told.ground, told.config, customers, learn)
    progress("Trying personas on the last quarter", 1, 1)
    ready = replace(told, query=_over(query, {"features": table, "members": members}), foresight=seen)
    documents = personas(ready, lambda done, total: progress("Telling personas", done, total))
    return FoundPersonas(
        personas=documents, set=_set(segments, ready, documents), features=table, members=members
    )


def _settings(config: Config, known: FeatureTable) -> DiscoverySettings:
    asked = config.personas
    return DiscoverySettings(
        k=asked.k,
        k_min=asked.k_min,
        k_max=asked.k_max,
        min_cell=config.workspace.min_cell,
        seed=config.workspace.seed,
        volume=_volume(known),
    )


def _volume(known: FeatureTable) -> tuple[str, ...]:
    """The columns that say how much, how often and how lately, of those that vary."""
    return tuple(name for name in VOLUME if name in known.columns and _differs(known.columns[name]))


def _differs(values: NDArray[np.float64]) -> bool:
    return len(np.unique(values[np.isfinite(values)])) > 1


def _values(query: Query, customers: str) -> np.ndarray:
    """Value of each customer in exact minor units, in byte order of the customers."""
    told = query(
        "SELECT customer_id, coalesce(sum(value), 0)::DOUBLE AS value FROM "
        f"(SELECT DISTINCT customer_id FROM {customers} WHERE customer_id IS NOT NULL) "
        "LEFT JOIN events USING (customer_id) GROUP BY customer_id ORDER BY customer_id"
    )
    return told["value"].to_numpy()


def _refused(segments: NoGroups, told: Told, table: pa.Table) -> FoundPersonas:
    ledger = Ledger(told.window)
    gaps = uncovered(ledger, told.sheet, told.grouped.groups, any_events=told.ground.customers > 0)
    size = told.sheet.size
    document = refused(segments, ledger, customers=size, gaps=gaps, as_of=told.as_of, run=told.run)
    members = members_table(told.sheet.customers, told.grouped, [])
    return FoundPersonas(personas=[], set=settled(document), features=table, members=members)


def _set(segments: Segments, told: Told, documents: list[Persona]) -> PersonaSet:
    ledger = Ledger(told.window)
    gaps = uncovered(ledger, told.sheet, told.grouped.groups, any_events=told.ground.customers > 0)
    return settled(
        persona_set(
            segments,
            documents,
            gaps,
            ledger,
            customers=told.sheet.size,
            unsure=int((told.grouped.groups < 0).sum()),
            foresight=told.foresight,
            volume=[one.label for one in told.sheet.features if one.key in VOLUME],
            as_of=told.as_of,
            run=told.run,
        )
    )
