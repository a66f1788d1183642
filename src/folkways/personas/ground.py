"""What a snapshot holds, as far as features need to know it: which touchpoints, channels, categories, questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from folkways.measures.sql import Query, listed, name, visits
from folkways.model.config import Config, Question, Touchpoint, Trait
from folkways.model.duration import microseconds

MOST_NAMES = 40
"""So many touchpoints, channels, categories and questions become features; rarer ones stay out."""
LEAST_SHARE = 0.01
SEVERAL_STEPS = 1.5
"""From so many events in a visit on, visits have a way in, a way out and a length worth telling."""
MOSTLY = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedQuestion:
    """A survey question with what is known of its scale, from the answers."""

    key: str
    question: str
    kind: str
    lowest: float
    highest: float
    wording: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """How visits run: events in a visit, touchpoints that visits begin at and those that hardly stand elsewhere."""

    steps_per_visit: float = 1.0
    begins: tuple[str, ...] = ()
    only_begins: tuple[str, ...] = ()

    @property
    def several_steps(self) -> bool:
        """Whether visits have a way in, a way on and a way out worth telling."""
        return self.steps_per_visit >= SEVERAL_STEPS


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """The ground that features stand on. Days are local and counted from 1970-01-01, both ends inclusive.

    `visited` are touchpoints of visits, `responses` measured events outside of visits (a redemption, a delivery),
    `exposures` inferred ones (a campaign began). `walk` says how visits run.
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
    questions: tuple[AskedQuestion, ...]
    traits: Mapping[str, Trait]
    levels: Mapping[str, tuple[str, ...]]
    walk: Walk
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
    def steps(self) -> str:
        """SQL relation: the rows of `visits` with `onward`, the next touchpoint of the visit (null at its end)."""
        order = 'PARTITION BY customer_id, visit ORDER BY "at", source_order, event_id'
        return f"(SELECT *, lead(touchpoint) OVER ({order}) AS onward FROM {self.visits})"

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
        walk=Walk(),
        valued=_count(query, "events WHERE value > 0") > 0,
        refunds=_count(query, "events WHERE value < 0") >= customers * LEAST_SHARE,
        timed=_count(query, "events WHERE local_minute >= 0") > 0,
    )
    return replace(draft, walk=_walk(query, draft))


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


def _walk(query: Query, found: Ground) -> Walk:
    told = query(
        "SELECT touchpoint, count(*) AS events, sum(fresh)::BIGINT AS begins "
        f"FROM {found.visits} GROUP BY 1 ORDER BY begins DESC, touchpoint"
    ).to_pylist()
    visits = max(sum(row["begins"] for row in told), 1)
    known = [row for row in told if row["touchpoint"] in found.visited]
    begins = [row for row in known if row["begins"] >= LEAST_SHARE * visits]
    return Walk(
        steps_per_visit=sum(row["events"] for row in told) / visits,
        begins=tuple(row["touchpoint"] for row in begins),
        only_begins=tuple(row["touchpoint"] for row in begins if row["begins"] >= MOSTLY * row["events"]),
    )


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


def _questions(query: Query, config: Config) -> tuple[AskedQuestion, ...]:
    found = query(
        "SELECT question, kind, count(DISTINCT customer_id) AS c, min(score) AS lo, max(score) AS hi FROM answers "
        "WHERE score IS NOT NULL AND customer_id IS NOT NULL GROUP BY 1, 2 ORDER BY c DESC, question"
    ).to_pylist()
    told = [asked for source in config.sources for asked in source.questions]
    known = {asked.column: asked for asked in told} | {asked.text: asked for asked in told}
    return tuple(
        _asked(row["question"], row["kind"], row["lo"], row["hi"], known.get(row["question"]))
        for row in found[:MOST_NAMES]
        if row["hi"] > row["lo"]
    )


def _asked(question: str, kind: str, lowest: float, highest: float, told: Question | None) -> AskedQuestion:
    """The question as the `folkways.toml` tells it; of a question it does not tell, the scale is what was seen."""
    return AskedQuestion(
        key=(told.column if told else None) or question,
        question=question,
        kind=kind,
        lowest=_known(told.scale_min if told else None, lowest),
        highest=_known(told.scale_max if told else None, highest),
        wording=told.text if told else None,
    )


def _known(told: float | None, seen: float) -> float:
    return float(seen if told is None else told)


def _traits(query: Query, config: Config) -> dict[str, Trait]:
    """Traits with the role they may play: a sensitive one describes at most, unless a person allowed more."""
    columns = query("SELECT * FROM customers LIMIT 0").column_names
    told = config.traits_of("customers")
    allowed = {one.trait for one in config.personas.allow_sensitive}
    kept = {name: told[name] for name in columns if name in told and _may_describe(told[name])}
    return {
        name: trait.model_copy(update={"role": "describing"})
        if trait.is_sensitive and trait.role == "defining" and name not in allowed
        else trait
        for name, trait in kept.items()
    }


def _may_describe(trait: Trait) -> bool:
    return trait.role != "forbidden" and trait.class_ not in ("identifier", "personal")


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
