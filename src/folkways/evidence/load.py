"""Loading: from a configuration and its files to the canonical tables, whole or not at all."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from folkways.errors import SourceError
from folkways.evidence.events import event_tables
from folkways.evidence.identity import People, identifiers_of, people_of
from folkways.evidence.people import answer_table, described_table, joined
from folkways.evidence.persons import across_channels, one_row_each, with_persons
from folkways.evidence.plain import PLAIN, plain_tables
from folkways.evidence.schema import (
    ACCOUNTS,
    ANSWERS,
    CUSTOMERS_HEAD,
    EVENTS,
    LINES,
    QUARANTINE,
    conformed,
    sorted_by_customer,
    write_table,
)
from folkways.evidence.sieve import PAIRS, Keeping, Sieve, sieve_of
from folkways.evidence.tally import Tally
from folkways.evidence.texts import Blotter, blotted_tables, blotter_of
from folkways.model.config import Config, Source, WorkspaceConfig
from folkways.model.progress import Progress, silently
from folkways.model.tables import TableName
from folkways.sources.row_cache import RowCache

SEEN = pa.schema(CUSTOMERS_HEAD)
KEPT_OUT = ("no consent", "past retention")
"""Why a row is left out although nothing is wrong with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadReport:
    """What a load read and wrote: a tally per source, the number of rows per table, and which ids were one person.

    `ids` counts the customers' ids before they were joined; `across` those of them that have events on more than one
    channel.
    """

    tallies: tuple[Tally, ...]
    rows: dict[str, int]
    people: People
    ids: int
    across: int = 0


@dataclass(slots=True, kw_only=True)
class _Gathered:
    events: list[pa.Table]
    lines: list[pa.Table]
    customers: list[pa.Table]
    accounts: list[pa.Table]
    answers: list[pa.Table]
    plain: dict[TableName, list[pa.Table]]
    tallies: list[Tally]


def load(
    config: Config,
    base_dir: Path,
    out_dir: Path,
    progress: Progress = silently,
    *,
    previous: Path | None = None,
    keeping: Keeping | None = None,
    kept: Path | None = None,
) -> LoadReport:
    """Read every source and write `events`, `lines`, `customers`, `answers`, `quarantine` and the tables told further.

    The directory appears whole or not at all; the same files give the same bytes. Rows read = loaded + rejected +
    duplicates, for every source. Raises SourceError when a file cannot be read as told, a source loads no row, or the
    ids are of another kind than in the `previous` evidence and not one customer comes back. Rows of files that have not
    changed come from the folder `kept`, where there is one.
    """
    gathered = _Gathered(events=[], lines=[], customers=[], accounts=[], answers=[], plain={}, tallies=[])
    rows_kept = _kept(kept, keeping or Keeping())
    sieve = sieve_of(config, base_dir, keeping or Keeping(), rows_kept)
    for number, source in enumerate(config.sources):
        progress(f"Reading {source.name}", number, len(config.sources))
        _read(source, config.workspace, base_dir, number, gathered, sieve)
        _check_something_loaded(gathered.tallies[-1])
        _leave_uncounted(gathered.tallies[-1], source, sieve, config.workspace.min_cell)
    progress("Writing evidence", len(config.sources), len(config.sources))
    ids = _known_ids(gathered)
    people = _people(ids, config, sieve)
    blotter = blotter_of(sieve)
    tables = blotted_tables(_tables(_of_persons(gathered, people), blotter), blotter)
    if people.table.num_rows:
        tables["identities"] = people.table
    if previous is not None:
        _check_same_customers(tables["customers"], previous)
    _write(tables, out_dir)
    if rows_kept:
        rows_kept.prune()
    return LoadReport(
        tallies=tuple(gathered.tallies),
        rows={name: table.num_rows for name, table in tables.items()},
        people=people,
        ids=len(ids),
        across=across_channels(gathered.events) if people.person_of else 0,
    )


def _kept(folder: Path | None, keeping: Keeping) -> RowCache | None:
    """Where rows of unchanged files are kept; once somebody was erased, nothing is, for it might name them."""
    if folder is None:
        return None
    kept = RowCache(folder=folder)
    if not keeping.erased:
        return kept
    kept.drop()
    return None


def tried(config: Config, source: Source, base_dir: Path, keeping: Keeping) -> Tally:
    """Read one source as a load would, and keep nothing: how its rows would fare, whosoever's they are."""
    gathered = _Gathered(events=[], lines=[], customers=[], accounts=[], answers=[], plain={}, tallies=[])
    alone = config.model_copy(update={"sources": [source]})
    _read(source, config.workspace, base_dir, 0, gathered, sieve_of(alone, base_dir, keeping))
    return gathered.tallies[0]


def _read(
    source: Source,
    workspace: WorkspaceConfig,
    base_dir: Path,
    number: int,
    gathered: _Gathered,
    sieve: Sieve,
) -> None:
    if source.table == "events":
        told = event_tables(source, workspace, base_dir, number, sieve)
        gathered.events.append(told.events)
        gathered.lines.append(told.lines)
        gathered.tallies.append(told.tally)
        return
    if source.table in PLAIN:
        plain = plain_tables(source, workspace, base_dir, number, sieve)
        if source.table != "identities":
            gathered.plain.setdefault(source.table, []).append(plain.rows)
        if source.event is not None:
            gathered.events.append(plain.events)
        gathered.tallies.append(plain.tally)
        return
    reader = answer_table if source.table == "answers" else described_table
    table, tally = reader(source, workspace, base_dir, sieve)
    places = {"customers": gathered.customers, "accounts": gathered.accounts, "answers": gathered.answers}
    places[source.table].append(table)
    gathered.tallies.append(tally)


def _check_something_loaded(tally: Tally) -> None:
    assert tally.rows == tally.loaded + tally.rejected_rows + tally.duplicates, tally
    kept_out = all(row.reason in KEPT_OUT for row in tally.rejected if row.whole_row)
    if tally.loaded or (kept_out and (tally.rejected or tally.withheld)):
        return
    if not tally.rejected:
        raise SourceError(
            f"Source {tally.source!r}: its files hold no row of the table {tally.table!r}.",
            hint="Take this source away, or check its layout and table.",
        )
    first = tally.rejected[0]
    raise SourceError(
        f"Source {tally.source!r}: none of {tally.rows:,} rows fits; row {first.row} of {first.file}: "
        f"{first.column} is {first.value!r}, {first.reason}.",
        hint="Check the columns and formats told for this source.",
    )


def _leave_uncounted(tally: Tally, source: Source, sieve: Sieve, least: int) -> None:
    """Take rows about few people out of the counts, and say in words that they are; the words tell of no number."""
    tally.without_few(least)
    if sieve.keeping.erased:
        tally.uncounted.append("rows of erased people")
    if least > 1 and (source.consent or source.retention):
        tally.uncounted.append(f"rows without consent or past retention when fewer than {least} people's")
    assert tally.rows == tally.loaded + tally.rejected_rows + tally.duplicates, tally


def _check_same_customers(customers: pa.Table, previous: Path) -> None:
    now = customers["customer_id"].to_pylist()
    known = pq.read_table(previous / "customers.parquet", columns=["customer_id"])["customer_id"].to_pylist()
    if not known or not set(now).isdisjoint(known) or now[0].isdigit() == known[0].isdigit():
        return
    raise SourceError(
        f"None of the {len(now):,} customers was known last time; ids were like "
        f"{known[0]!r} and are now like {now[0]!r}.",
        hint="Map the column that holds the same ids as before; for other customers build in a new folder.",
    )


def _known_ids(gathered: _Gathered) -> list[str]:
    """All ids of customers that any table tells, as they stand in the sources."""
    tables = [*gathered.events, *gathered.customers, *gathered.answers]
    tables += [table for found in gathered.plain.values() for table in found]
    ids = [table["customer_id"].combine_chunks() for table in tables if "customer_id" in table.column_names]
    return pa.concat_arrays([pa.array([], pa.string()), *ids]).unique().drop_null().to_pylist()


def _people(ids: list[str], config: Config, sieve: Sieve) -> People:
    settings, links = config.identity, sieve.keeping.links
    if not (sieve.pairs or links or settings.together):
        return People()
    pairs = pa.concat_tables([PAIRS.empty_table(), *sieve.pairs])
    return people_of(identifiers_of(pairs, ids, config, sieve.keeping.key), settings, links)


def _of_persons(gathered: _Gathered, people: People) -> _Gathered:
    """The same tables with persons in the place of ids; customers told under several ids have one row in a table."""
    if not people.person_of:
        return gathered

    def persons(tables: list[pa.Table], *columns: str) -> list[pa.Table]:
        return [with_persons(table, people.person_of, *columns) for table in tables]

    return _Gathered(
        events=persons(gathered.events),
        lines=persons(gathered.lines),
        customers=[
            one_row_each(told, table["customer_id"])
            for told, table in zip(persons(gathered.customers), gathered.customers, strict=True)
        ],
        accounts=gathered.accounts,
        answers=persons(gathered.answers, "customer_id", "respondent_id"),
        plain={name: persons(tables) for name, tables in gathered.plain.items()},
        tallies=gathered.tallies,
    )


def _tables(gathered: _Gathered, blotter: Blotter) -> dict[str, pa.Table]:
    events = pa.concat_tables([EVENTS.empty_table(), *gathered.events])
    events = sorted_by_customer(events, "at", "source_order", "event_id")
    lines = pa.concat_tables([LINES.empty_table(), *gathered.lines])
    seen = events.group_by("customer_id", use_threads=False).aggregate([("at", "min")])
    seen = seen.rename_columns(["customer_id", "first_at"]).select(["customer_id", "first_at"])
    answered = [table["customer_id"].combine_chunks().drop_null().unique() for table in gathered.answers]
    spoken = [
        table["customer_id"].combine_chunks().drop_null().unique()
        for tables in gathered.plain.values()
        for table in tables
        if "customer_id" in table.column_names
    ]
    only_there = [pa.table({"customer_id": ids}) for ids in [*answered, *spoken]]
    known = pa.concat_tables([conformed(table, SEEN) for table in [seen, *only_there]])
    customers = joined([*gathered.customers, _unique(known)], "customer_id")
    schema = pa.schema([*CUSTOMERS_HEAD, *list(customers.schema)[2:]])
    answers = pa.concat_tables([ANSWERS.empty_table(), *gathered.answers])
    return {
        "events": events,
        "lines": sorted_by_customer(lines, "source", "event_id", "category"),
        "customers": sorted_by_customer(conformed(customers, schema)),
        "answers": sorted_by_customer(answers, "at", "answer_id"),
        "quarantine": _quarantine(gathered.tallies, blotter),
        **{name: _plain(name, found) for name, found in gathered.plain.items()},
        **({"accounts": _accounts(gathered.accounts)} if gathered.accounts else {}),
    }


def _plain(name: TableName, found: list[pa.Table]) -> pa.Table:
    """One of the plain tables of all its sources, in a fixed order; there only when a source tells it."""
    table = pa.concat_tables([PLAIN[name].empty_table(), *found])
    return table.sort_by([(field.name, "ascending") for field in PLAIN[name]])


def _accounts(found: list[pa.Table]) -> pa.Table:
    """Accounts of all sources, traits side by side; what two sources tell of one of them, the first tells."""
    accounts = joined(found, "account_id")
    traits = [field for field in accounts.schema if field.name not in ACCOUNTS.names]
    return conformed(accounts, pa.schema([*ACCOUNTS, *traits])).sort_by("account_id")


def _unique(seen: pa.Table) -> pa.Table:
    return (
        seen.group_by("customer_id", use_threads=False)
        .aggregate([("first_at", "min")])
        .rename_columns(["customer_id", "first_at"])
    )


def _quarantine(tallies: list[Tally], blotter: Blotter) -> pa.Table:
    """What did not fit; a line that could not be taken apart into fields is blotted like a text."""
    rows = [
        {
            "source": tally.source,
            "file": row.file,
            "row": row.row,
            "column": row.column,
            "value": row.value if row.column else blotter.blotted(row.value),
            "reason": row.reason,
            "whole_row": row.whole_row,
        }
        for tally in tallies
        for row in sorted(tally.rejected, key=lambda row: (row.file, row.row, row.column))
    ]
    return pa.Table.from_pylist(rows, schema=QUARANTINE)


def _write(tables: dict[str, pa.Table], out_dir: Path) -> None:
    unfinished = out_dir.with_name(out_dir.name + ".unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    for name, table in tables.items():
        write_table(table, unfinished / f"{name}.parquet")
    if out_dir.exists():
        shutil.rmtree(out_dir)
    unfinished.rename(out_dir)
