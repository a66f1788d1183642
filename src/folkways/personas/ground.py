"""What a snapshot holds, as far as features need to know it: which touchpoints, channels, categories, questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from folkways.measures.sql import Query, listed, name, visits
from folkways.model.config import Config, Touchpoint, Trait
from folkways.model.duration import microseconds

MOST_NAMES = 40
"""So many touchpoints, channels, categories and questions become features; rarer ones stay out."""
LEAST_SHARE = 0.01
EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A survey question with what is known of its scale, from the answers."""

    question: str
    kind: str
    lowest: float
    highest: float
    wording: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """The ground that features stand on. Days are local and counted from 1970-01-01, both ends inclusive.

    `visited` are touchpoints of visits, `responses` measured events outside of visits (a redemption, a delivery),
    `exposures` inferred ones (a campaign began). `steps_per_visit` says how many events a visit holds.
    """

    first_day: int
    last_day: int
    customers: int
    gap_us: int
    currency: str
    visited: tuple[str, ...]
    aside: tuple[str, ...]
    responses: tuple[str, ...]
    exposures: tuple[str, ...]
    channels: tuple[str, ...]
    categories: tuple[str, ...]
    questions: tuple[Asked, ...]
    traits: Mapping[str, Trait]
    levels: Mapping[str, tuple[str, ...]]
    steps_per_visit: float
    valued: bool
    refunds: bool
    timed: bool
    ends_early: bool = False
    starts_late: bool = False

    @property
    def weeks(self) -> float:
        return (self.last_day - self.first_day + 1) / 7

    def until(self, day: int) -> Ground:
        """The same ground, where nothing after a local day is known."""
        return replace(self, last_day=day, ends_early=True)

    def after(self, day: int) -> Ground:
        """The same ground, where nothing up to a local day is known."""
        return replace(self, first_day=day + 1, starts_late=True)

    @property
    def events(self) -> str:
        """SQL condition on `events` that keeps to the window, with a leading AND; empty for all of it."""
        until = f" AND local_day <= {self.last_day}" if self.ends_early else ""
        return until + (f" AND local_day >= {self.first_day}" if self.starts_late else "")

    @property
    def visits(self) -> str:
        """SQL relation: one row for each event of a visit; `visit` numbers a customer's visits from 1."""
        return visits(
            self.aside,
            self.gap_us,
            until=self.last_day if self.ends_early else None,
            since=self.first_day if self.starts_late else None,
        )

    @property
    def line_rows(self) -> str:
        """SQL relation: the lines of events within the window that have a value above nothing."""
        within = (
            f" AND event_id IN (SELECT event_id FROM events WHERE TRUE{self.events})" if self.events else ""
        )
        return f"(SELECT * FROM lines WHERE value > 0{within})"


def ground(query: Query, config: Config, *, tables: frozenset[str]) -> Ground:
    """Look at the tables and say what features can stand on.

    `tables` names those that are there beside `events` (`customers`, `lines`, `answers`).
    """
    aside = tuple(name for name, known in config.touchpoints.items() if not known.visit)
    first, last, customers = _span(query, aside)
    touchpoints = _frequent(query, "touchpoint", config.touchpoints)
    traits = _traits(query, config) if "customers" in tables else {}
    gap_us = microseconds(config.workspace.session_gap)
    draft = Ground(
        first_day=first,
        last_day=last,
        customers=customers,
        gap_us=gap_us,
        currency=config.workspace.currency,
        visited=tuple(name for name in touchpoints if name not in aside),
        aside=aside,
        responses=tuple(n for n in touchpoints if n in aside and config.touchpoints[n].basis == "measured"),
        exposures=tuple(n for n in touchpoints if n in aside and config.touchpoints[n].basis != "measured"),
        channels=_channels(query, aside),
        categories=_categories(query) if "lines" in tables else (),
        questions=_questions(query, config) if "answers" in tables else (),
        traits=traits,
        levels={name: _levels(query, name, trait) for name, trait in traits.items()},
        steps_per_visit=1.0,
        valued=_count(query, "events WHERE value > 0") > 0,
        refunds=_count(query, "events WHERE value < 0") >= customers * LEAST_SHARE,
        timed=_count(query, "events WHERE local_minute >= 0") > 0,
    )
    return replace(draft, steps_per_visit=_steps_per_visit(query, draft))


def _span(query: Query, aside: tuple[str, ...]) -> tuple[int, int, int]:
    """First and last local day with a visit (with any event, where there is no visit), and customers with events."""
    told = query(
        "SELECT min(local_day), max(local_day), min(local_day) FILTER (WHERE visit), "
        "max(local_day) FILTER (WHERE visit), "
        f"count(DISTINCT customer_id) FROM (SELECT *, touchpoint NOT IN {listed(aside)} AS visit FROM events)"
    )
    first, last, first_visit, last_visit, customers = (column[0].as_py() for column in told.columns)
    if first_visit is None:
        return first or 0, last or 0, customers
    return first_visit, last_visit, customers


def _count(query: Query, rows: str) -> int:
    return int(query(f"SELECT count(*) AS n FROM {rows}").column(0)[0].as_py())


def _steps_per_visit(query: Query, found: Ground) -> float:
    told = query(f"SELECT count(*) AS steps, sum(fresh) AS visits FROM {found.visits}")
    return float(told.column(0)[0].as_py() or 0) / max(float(told.column(1)[0].as_py() or 0), 1.0)


def _frequent(
    query: Query, column: str, asked: Mapping[str, Touchpoint], aside: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """Names with a hundredth of the events, or of the customers; the more frequent first, ties by name."""
    found = query(
        f"SELECT {column}, count(*) AS n, count(DISTINCT customer_id) AS c FROM events "
        f"WHERE {column} IS NOT NULL AND touchpoint NOT IN {listed(aside)} GROUP BY 1 ORDER BY n DESC, {column}"
    ).to_pylist()
    events = sum(row["n"] for row in found)
    customers = max((row["c"] for row in found), default=0)
    kept = [
        row[column]
        for row in found
        if row["n"] >= LEAST_SHARE * events
        or (row[column] in asked and row["c"] >= LEAST_SHARE * 5 * customers)
    ]
    return tuple(kept[:MOST_NAMES])


def _channels(query: Query, aside: tuple[str, ...]) -> tuple[str, ...]:
    found = _frequent(query, "channel", {}, aside)
    return found if len(found) > 1 else ()


def _categories(query: Query) -> tuple[str, ...]:
    found = query(
        "SELECT category, sum(value)::DOUBLE AS v, count(DISTINCT customer_id) AS c FROM lines "
        "WHERE value > 0 GROUP BY 1 ORDER BY v DESC, category"
    ).to_pylist()
    total = sum(row["v"] for row in found)
    customers = max((row["c"] for row in found), default=0)
    kept = [
        row["category"]
        for row in found
        if row["category"] not in (None, "Other", "Unknown")
        and (row["v"] >= LEAST_SHARE * total)
        and row["c"] >= 5 * LEAST_SHARE * customers
    ]
    return tuple(kept[:MOST_NAMES])


def _questions(query: Query, config: Config) -> tuple[Asked, ...]:
    found = query(
        "SELECT question, kind, count(DISTINCT customer_id) AS c, min(score) AS lo, max(score) AS hi FROM answers "
        "WHERE score IS NOT NULL AND customer_id IS NOT NULL GROUP BY 1, 2 ORDER BY c DESC, question"
    ).to_pylist()
    known = {asked.column: asked for source in config.sources for asked in source.questions}
    bounds = {name: (asked.scale_min, asked.scale_max) for name, asked in known.items()}
    return tuple(
        Asked(
            question=row["question"],
            kind=row["kind"],
            lowest=_known(bounds.get(row["question"], (None, None))[0], row["lo"]),
            highest=_known(bounds.get(row["question"], (None, None))[1], row["hi"]),
            wording=known[row["question"]].text if row["question"] in known else None,
        )
        for row in found[:MOST_NAMES]
        if row["hi"] > row["lo"]
    )


def _known(told: float | None, seen: float) -> float:
    return float(seen if told is None else told)


def _traits(query: Query, config: Config) -> dict[str, Trait]:
    columns = query("SELECT * FROM customers LIMIT 0").column_names
    told = {name: trait for source in config.sources for name, trait in source.traits.items()}
    return {name: told[name] for name in columns if name in told and told[name].role != "forbidden"}


def _levels(query: Query, column: str, trait: Trait) -> tuple[str, ...]:
    """The levels of a trait that somebody has: in their own order, else the more frequent first."""
    if trait.kind == "numeric":
        return ()
    level = f"unnest({name(column)})" if trait.kind == "multi" else name(column)
    found = query(
        f"SELECT level::VARCHAR AS level, count(*) AS n FROM (SELECT {level} AS level FROM customers) "
        "WHERE level IS NOT NULL GROUP BY 1 ORDER BY n DESC, 1"
    ).column(0)
    seen = [str(level) for level in found.to_pylist()]
    ordered = [level for level in trait.order if level in seen]
    return tuple((ordered + [level for level in seen if level not in ordered])[:MOST_NAMES])
