"""What the evidence is worth: coverage, ranges, duplicates, missingness, future dates, orphans."""

# pyright: reportAttributeAccessIssue=false
# (pyarrow.compute makes its functions when imported)

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from folkways.evidence import localtime
from folkways.evidence.identity_quality import across_rows, allowed_rows, identity_rows
from folkways.evidence.load import LoadReport
from folkways.evidence.quality_queries import repeatable
from folkways.evidence.tally import Tally
from folkways.model.config import Config, Trait, WorkspaceConfig
from folkways.model.quality import QualityReport, QualityRow
from folkways.sources.bots import REASON
from folkways.sources.columns import minor_digits

LEVELS_SHOWN = 12


def quality_report(
    config: Config, loaded: LoadReport, evidence: Path, now_us: int | None = None
) -> QualityReport:
    """Tell the quality of freshly loaded evidence.

    An event lies in the future when it is later than `now_us` (default: this moment); of a day without an hour, when
    the whole local day is still to come. Trait rows are counted of the customers that the trait's source describes.
    """
    events = pq.read_table(evidence / "events.parquet")
    customers = pq.read_table(evidence / "customers.parquet")
    answers = pq.read_table(evidence / "answers.parquet", columns=["customer_id", "source", "question"])
    now = time.time_ns() // 1000 if now_us is None else now_us
    rows = [
        *(row for tally in loaded.tallies for row in _source_rows(tally)),
        *_event_rows(events, now, config.workspace),
        *_customer_rows(config, loaded, customers, events),
        *_answer_rows(answers),
        *_account_rows(config, loaded, evidence / "accounts.parquet"),
        *_metric_rows(evidence / "aggregates.parquet"),
        *identity_rows(loaded.people, loaded.ids),
        *across_rows(loaded.people, loaded.across, events),
        *allowed_rows(config),
    ]
    told = map(repeatable(config), rows)
    at = events["at"].to_numpy()
    return QualityReport(
        first_at=int(at.min()) if at.size else None,
        last_at=int(at.max()) if at.size else None,
        rows=list(told),
    )


def _source_rows(tally: Tally) -> Iterator[QualityRow]:
    name, of = tally.source, tally.rows
    files = f"{len(tally.files)} file" + ("s" if len(tally.files) != 1 else "")
    if tally.uncounted:
        files += f"; not counted: {' and '.join(tally.uncounted)}"
    yield QualityRow(source=name, check="rows read", count=of, detail=files)
    yield QualityRow(source=name, check="rows loaded", count=tally.loaded, of=of)
    bots = {(row.file, row.row) for row in tally.rejected if row.reason.startswith(REASON)}
    if bots:
        yield QualityRow(
            source=name, check="bots kept apart", count=len(bots), of=of, detail="among the rows rejected"
        )
    told = Counter((row.column, row.reason) for row in tally.rejected if row.whole_row)
    for (column, reason), count in sorted(told.items()):
        yield QualityRow(source=name, check="rows rejected", column=column, count=count, of=of, detail=reason)
    if tally.duplicates:
        yield QualityRow(
            source=name,
            check="duplicates",
            count=tally.duplicates,
            of=of,
            detail="rows told again word for word",
        )
    values = Counter((row.column, row.reason) for row in tally.rejected if not row.whole_row)
    for (column, reason), count in sorted(values.items()):
        yield QualityRow(
            source=name, check="values left out", column=column, count=count, of=of, detail=reason
        )
    for key, count in tally.orphans.items():
        yield QualityRow(
            source=name,
            check="orphans",
            column=key,
            count=count,
            of=of,
            detail="the lookup does not hold the key",
        )
    if tally.folds:
        yield QualityRow(
            source=name,
            check="clock time shown twice",
            count=tally.folds,
            of=of,
            detail="taken as the earlier",
        )
    for note, count in tally.notes.items():
        yield QualityRow(source=name, check="remarks", count=count, of=len(tally.files), detail=note)


def _event_rows(events: pa.Table, now: int, workspace: WorkspaceConfig) -> Iterator[QualityRow]:
    if not events.num_rows:
        return
    for name in sorted(pc.unique(events["source"]).to_pylist()):
        part = events.filter(pc.equal(events["source"], name))
        of = part.num_rows
        by_day = pc.sum(pc.equal(part["at_precision"], "day")).as_py()
        days = part["local_day"].to_numpy().astype("datetime64[D]")
        yield QualityRow(source=name, check="events", count=of)
        if by_day:
            yield QualityRow(source=name, check="events by day only", count=by_day, of=of)
        yield QualityRow(
            source=name,
            check="period",
            count=of,
            detail=f"{days.min()} to {days.max()}, {workspace.timezone}",
        )
        yield QualityRow(
            source=name, check="future dates", count=_future(part, now, workspace.timezone), of=of
        )
        yield from _value_rows(name, part, workspace.currency)
    yield from _word_rows(events)


def _future(part: pa.Table, now: int, zone: str) -> int:
    today = localtime.local_days(localtime.local_from_utc(np.array([now]), zone))[0]
    by_day = pc.equal(part["at_precision"], "day").to_numpy()
    later = np.where(by_day, part["local_day"].to_numpy() > today, part["at"].to_numpy() > now)
    return int(later.sum())


def _value_rows(name: str, part: pa.Table, currency: str) -> Iterator[QualityRow]:
    of, without = part.num_rows, part["value"].null_count
    if without == of:
        return
    digits = minor_digits(currency)
    low, high = (f"{one / 10**digits:.{digits}f}" for one in pc.min_max(part["value"]).as_py().values())
    yield QualityRow(source=name, check="without value", column="value", count=without, of=of)
    yield QualityRow(
        source=name,
        check="range",
        column="value",
        count=of - without,
        of=of,
        detail=f"{low} to {high} {currency}",
    )
    negative = pc.sum(pc.less(part["value"], 0)).as_py() or 0
    if negative:
        yield QualityRow(source=name, check="negative value", column="value", count=negative, of=of)


def _word_rows(events: pa.Table) -> Iterator[QualityRow]:
    checks: tuple[Literal["touchpoint", "channel"], ...] = ("touchpoint", "channel")
    for check in checks:
        counts = {row["values"]: row["counts"] for row in pc.value_counts(events[check]).to_pylist()}
        for word, count in sorted(counts.items(), key=lambda item: (-item[1], item[0] or "")):
            detail = None if word else f"no {check}"
            yield QualityRow(
                source="events", check=check, column=word, count=count, of=events.num_rows, detail=detail
            )


def _customer_rows(
    config: Config, loaded: LoadReport, customers: pa.Table, events: pa.Table
) -> Iterator[QualityRow]:
    of = customers.num_rows
    seen = len(pc.unique(events["customer_id"]))
    yield QualityRow(source="customers", check="customers", count=of)
    yield QualityRow(source="customers", check="customers with events", count=seen, of=of)
    tallies = {tally.source: tally for tally in loaded.tallies}
    for source in config.sources:
        if source.table != "customers":
            continue
        described = tallies[source.name].loaded
        yield QualityRow(source=source.name, check="customers described", count=described, of=of)
        for name, trait in source.traits.items():
            yield from _trait_rows(source.name, name, trait, customers[name], described)


def _trait_rows(
    source: str, name: str, trait: Trait, column: pa.ChunkedArray, described: int
) -> Iterator[QualityRow]:
    there = len(column) - column.null_count
    yield QualityRow(source=source, check="missing", column=name, count=described - there, of=described)
    if not there or trait.kind == "multi":
        return
    if trait.kind == "numeric":
        span = pc.min_max(column).as_py()
        detail = f"{span['min']:g} to {span['max']:g}" + (f" {trait.unit}" if trait.unit else "")
        yield QualityRow(source=source, check="range", column=name, count=there, of=described, detail=detail)
        return
    levels = [str(level) for level in pc.unique(column).drop_null().to_pylist()]
    ordered = [level for level in trait.order if level in levels] or sorted(levels)
    shown = ", ".join(ordered[:LEVELS_SHOWN]) + (", …" if len(ordered) > LEVELS_SHOWN else "")
    yield QualityRow(source=source, check="levels", column=name, count=len(levels), detail=shown)


def _answer_rows(answers: pa.Table) -> Iterator[QualityRow]:
    for name in sorted(pc.unique(answers["source"]).to_pylist()):
        part = answers.filter(pc.equal(answers["source"], name))
        questions = len(pc.unique(part["question"]))
        detail = f"{questions} question" + ("s" if questions != 1 else "")
        yield QualityRow(source=name, check="answers", count=part.num_rows, detail=detail)
        nobody = part["customer_id"].null_count
        yield QualityRow(source=name, check="answers without customer", count=nobody, of=part.num_rows)


def _account_rows(config: Config, loaded: LoadReport, path: Path) -> Iterator[QualityRow]:
    if not path.exists():
        return
    accounts = pq.read_table(path)
    yield QualityRow(source="accounts", check="accounts", count=accounts.num_rows)
    tallies = {tally.source: tally for tally in loaded.tallies}
    for source in config.sources:
        if source.table != "accounts":
            continue
        described = tallies[source.name].loaded
        yield QualityRow(
            source=source.name, check="accounts described", count=described, of=accounts.num_rows
        )
        for name, trait in source.traits.items():
            yield from _trait_rows(source.name, name, trait, accounts[name], described)


def _metric_rows(path: Path) -> Iterator[QualityRow]:
    """Each metric of each source that tells no customers: how many values, over which days, and what they add up to."""
    if not path.exists():
        return
    rows = pq.read_table(path).group_by(["source", "metric"], use_threads=False)
    told = rows.aggregate([("value", "count"), ("value", "sum"), ("at", "min"), ("at", "max")])
    for row in sorted(told.to_pylist(), key=lambda row: (row["source"], row["metric"])):
        first, last = (
            np.datetime64(row[f"at_{end}"], "us").astype("datetime64[D]") for end in ("min", "max")
        )
        yield QualityRow(
            source=row["source"],
            check="metric",
            column=row["metric"],
            count=row["value_count"],
            detail=f"{first} to {last}, sum {row['value_sum']:g}",
        )
