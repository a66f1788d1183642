"""What is measured: each measure as rows of SQL, with its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from folkways.measures.shown_answers import tops_of
from folkways.measures.sql import MONTH, Query, listed, text, visits
from folkways.model.config import Config
from folkways.model.duration import DAY_US, microseconds, spoken
from folkways.model.evidence import EvidenceKind
from folkways.model.measure import MeasureDefinition

EPOCH = date(1970, 1, 1)
RETURN_DAYS = 30
RETENTION_MONTHS = (1, 2, 3)
Kind = Literal["people", "count", "money", "share", "mean", "nps"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One measure. `rows` is an SQL relation with `customer_id`, `amount`, where it is told by month or by
    wave also `month` and `wave`.

    `people` counts customers, `count` rows, `money` sums minor units, `share` and `mean` take the mean of `amount`
    (0 or 1 for shares) over rows, `nps` scores rows; survey rows also have a `weight` and the `person` who answered.
    `counted` is what a row is. `survey` is the kind of a question, `tops` the least answers of the satisfied.
    """

    definition: MeasureDefinition
    kind: Kind
    rows: str
    counted: str
    method: str
    by_month: bool = False
    by_wave: bool = False
    weighted: bool = False
    evidence: EvidenceKind = "events"
    survey: str | None = None
    tops: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The visits' local days, both inclusive, and the instant of the last visit."""

    first_day: int
    last_day: int
    last_at: int

    @property
    def last_whole_month(self) -> int:
        """Months since year 0 of the last month that the data hold to its end."""
        last = EPOCH + timedelta(days=self.last_day)
        ends = (last + timedelta(days=1)).month != last.month
        return last.year * 12 + last.month - (0 if ends else 1)


def asked(query: Query, tables: frozenset[str], config: Config) -> list[Asked]:
    """All measures that these tables can give."""
    aside = [name for name, known in config.touchpoints.items() if not known.visit]
    shown = visits(aside, microseconds(config.workspace.session_gap))
    found = _people(tables) + _visits(shown) + _money(query, config)
    span = _span(query, aside)
    if span is not None:
        found += _coming_back(shown, span, config) + _retention(aside, span) + _silence(shown, span, config)
    return found + _responses(config) + (_surveys(query, tables, config) if "answers" in tables else [])


def _span(query: Query, aside: Sequence[str]) -> Span | None:
    told = query(
        f'SELECT min(local_day), max(local_day), max("at") FROM events WHERE touchpoint NOT IN {listed(aside)}'
    )
    first, last, at = (column[0].as_py() for column in told.columns)
    return None if first is None else Span(first_day=first, last_day=last, last_at=at)


def _define(
    key: str,
    name: str,
    unit: str,
    denominator: str,
    better: Literal["higher", "lower", "neither"] = "neither",
    question: str | None = None,
) -> MeasureDefinition:
    return MeasureDefinition(
        key=key, name=name, unit=unit, denominator=denominator, better=better, question=question
    )


def _people(tables: frozenset[str]) -> list[Asked]:
    known = "customers" if "customers" in tables else "events"
    return [
        Asked(
            definition=_define("customers", "Customers", "customers", "all customers in the data"),
            kind="people",
            rows=f"(SELECT DISTINCT customer_id, 1 AS amount FROM {known} WHERE customer_id IS NOT NULL)",
            counted="customers",
            method="count of different customers",
            evidence="table",
        ),
        Asked(
            definition=_define("events", "Events", "events", "all events"),
            kind="count",
            rows=f"(SELECT customer_id, 1 AS amount, {MONTH} AS month FROM events)",
            counted="events",
            method="count",
            by_month=True,
        ),
    ]


def _visits(shown: str) -> list[Asked]:
    return [
        Asked(
            definition=_define(
                "active_customers", "Active customers", "customers", "customers with a visit", "higher"
            ),
            kind="people",
            rows=f"(SELECT DISTINCT customer_id, 1 AS amount, {MONTH} AS month FROM {shown})",
            counted="customers",
            method="count of different customers with a visit",
            by_month=True,
        ),
        Asked(
            definition=_define("visits", "Visits", "visits", "all visits", "higher"),
            kind="count",
            rows=f"(SELECT customer_id, 1 AS amount, {MONTH} AS month FROM {shown} WHERE fresh = 1)",
            counted="visits",
            method="count of visits (a visit starts after a gap without events)",
            by_month=True,
        ),
        Asked(
            definition=_define(
                "visits_per_customer", "Visits per customer", "visits", "customers with a visit", "higher"
            ),
            kind="mean",
            rows=f"(SELECT customer_id, sum(fresh) AS amount FROM {shown} GROUP BY customer_id)",
            counted="customers",
            method="mean over customers of their visits",
        ),
        Asked(
            definition=_define(
                "repeat_rate", "Repeat rate (of customers)", "share", "customers with a visit", "higher"
            ),
            kind="share",
            rows=f"(SELECT customer_id, (sum(fresh) >= 2)::INT AS amount FROM {shown} GROUP BY customer_id)",
            counted="customers",
            method="share of customers with two visits or more",
        ),
    ]


def _money(query: Query, config: Config) -> list[Asked]:
    if not query("SELECT count(*) AS n FROM events WHERE value IS NOT NULL").column(0)[0].as_py():
        return []
    currency = config.workspace.currency
    return [
        Asked(
            definition=_define("value_total", "Value", currency, "all events with a value", "higher"),
            kind="money",
            rows=f"(SELECT customer_id, value AS amount, {MONTH} AS month FROM events WHERE value IS NOT NULL)",
            counted="events",
            method="sum of exact minor units",
            by_month=True,
        ),
        Asked(
            definition=_define(
                "value_per_customer", "Value per customer", currency, "customers with a value", "higher"
            ),
            kind="mean",
            rows=(
                "(SELECT customer_id, sum(value) AS amount FROM events WHERE value IS NOT NULL GROUP BY customer_id)"
            ),
            counted="customers",
            method="mean over customers of the sum of their values",
        ),
    ]


def _coming_back(shown: str, span: Span, config: Config) -> list[Asked]:
    """Who comes a second time; customers known from before the data do not count."""
    told = config.journeys["customer"].already_customers if "customer" in config.journeys else None
    known_days = microseconds(told) // DAY_US if told else 0
    since = f" AND first_day >= {span.first_day + known_days}" if known_days else ""
    new = f"first seen after the first {known_days} days, " if known_days else ""
    return [
        Asked(
            definition=_define(
                "second_visit",
                f"Second visit within {RETURN_DAYS} days",
                "share",
                f"customers {new}{RETURN_DAYS} days or more before the end of the data",
                "higher",
            ),
            kind="share",
            rows=(
                f"(SELECT customer_id, coalesce(second_at - first_at <= {RETURN_DAYS * DAY_US}, FALSE)::INT AS amount, "
                "strftime(DATE '1970-01-01' + first_day::INTEGER, '%Y-%m') AS month FROM (SELECT customer_id, "
                'min("at") AS first_at, min("at") FILTER (WHERE visit = 2) AS second_at, min(local_day) AS first_day '
                f"FROM {shown} GROUP BY customer_id) WHERE first_day <= {span.last_day - RETURN_DAYS}{since})"
            ),
            counted="customers",
            method=f"share whose second visit begins within {RETURN_DAYS} days; by month of the first visit",
            by_month=True,
        )
    ]


def _retention(aside: Sequence[str], span: Span) -> list[Asked]:
    day = "DATE '1970-01-01' + local_day::INTEGER"
    active = (
        f"(SELECT DISTINCT customer_id, year({day}) * 12 + month({day}) AS m, {MONTH} AS month "
        f"FROM events WHERE touchpoint NOT IN {listed(aside)})"
    )
    return [
        Asked(
            definition=_define(
                f"retention_month_{k}",
                f"Back in month {k}",
                "share",
                f"customers first seen in a month that has {k} whole "
                f"{'month' if k == 1 else 'months'} after it in the data",
                "higher",
            ),
            kind="share",
            rows=(
                f"(SELECT customer_id, f.month AS month, max((a.m = f.m + {k})::INT) AS amount FROM "
                f"(SELECT customer_id, min(m) AS m, min(month) AS month FROM {active} GROUP BY customer_id) AS f "
                f"JOIN {active} AS a USING (customer_id) WHERE f.m + {k} <= {span.last_whole_month} "
                "GROUP BY customer_id, f.month)"
            ),
            counted="customers",
            method=f"share with a visit in calendar month {k} after the first (classic retention); by first month",
            by_month=True,
        )
        for k in RETENTION_MONTHS
    ]


def _silence(shown: str, span: Span, config: Config) -> list[Asked]:
    silence = microseconds(config.workspace.silence)
    told = spoken(silence)
    return [
        Asked(
            definition=_define(
                "silent",
                f"Silent for {told} or more",
                "share",
                f"customers first seen {told} or more before the end of the data",
                "lower",
            ),
            kind="share",
            rows=(
                f'(SELECT customer_id, (max("at") <= {span.last_at - silence})::INT AS amount FROM {shown} '
                f'GROUP BY customer_id HAVING min("at") <= {span.last_at - silence})'
            ),
            counted="customers",
            method=f"share without a visit in the last {told} of the data; who is still within the silence is not lost",
        )
    ]


def _responses(config: Config) -> list[Asked]:
    """Of those for whom something began, who responded: both are events outside of visits."""
    aside = {name: known for name, known in config.touchpoints.items() if not known.visit}
    begun = [name for name, known in aside.items() if known.basis != "measured"]
    done = [name for name, known in aside.items() if known.basis == "measured"]
    return [
        Asked(
            definition=_define(
                "response" if len(done) == 1 else f"response_{name}",
                f"{name}, among those with “{' or '.join(begun)}”",
                "share",
                f"customers with “{' or '.join(begun)}”",
                "higher",
            ),
            kind="share",
            rows=(
                f"(SELECT customer_id, max((touchpoint = {text(name)})::INT) AS amount FROM events "
                f"GROUP BY customer_id HAVING count(*) FILTER (WHERE touchpoint IN {listed(begun)}) > 0)"
            ),
            counted="customers",
            method=f"share of them with at least one “{name}” at any time",
        )
        for name in done
        if begun
    ]


RAKED = (
    " LEFT JOIN weights ON answers.respondent_id = weights.respondent_id "
    "AND coalesce(answers.survey, '') = weights.survey AND coalesce(answers.wave, '') = weights.wave"
)
"""The raked weights beside the answers they belong to."""

_SURVEYS: dict[str, tuple[str, str, Kind, str]] = {
    "nps": ("Net promoter score", "points", "nps", "100 × (share of 9 and 10 − share of 0 to 6)"),
    "csat": ("Customer satisfaction", "share", "share", "share of the two best answers"),
    "ces": ("Customer effort score", "points", "mean", "mean of the answers"),
    "rating": ("Rating", "points", "mean", "mean of the answers"),
    "ranking": ("Rank", "rank", "mean", "mean of the ranks, 1 the best"),
}


def _surveys(query: Query, tables: frozenset[str], config: Config) -> list[Asked]:
    rows = query(
        "SELECT kind, question, min(score) AS low, max(score) AS top, bool_or(weight IS NOT NULL) AS weighted, "
        "count(DISTINCT wave) AS waves FROM answers WHERE score IS NOT NULL "
        f"AND kind IN {listed(list(_SURVEYS))} GROUP BY kind, question ORDER BY kind, question"
    ).to_pylist()
    known = {one.text: one for source in config.sources for one in source.questions}
    scales = {text: one.scale_max for text, one in known.items()}
    lows = {text: one.scale_min for text, one in known.items()}
    kinds = [row["kind"] for row in rows]
    return [
        _survey(
            row["kind"],
            row["question"],
            scales.get(row["question"]) or row["top"],
            next(low for low in (lows.get(row["question"]), row["low"]) if low is not None),
            by_wave=row["waves"] > 0,
            weighted=weighted,
            raked=weighted and "weights" in tables,
            named_unweighted=not weighted and (bool(row["weighted"]) or "weights" in tables),
            alone=kinds.count(row["kind"]) == 1 and row["kind"] not in ("rating", "ranking"),
        )
        for row in rows
        for weighted in ((True, False) if row["weighted"] or "weights" in tables else (False,))
    ]


def _survey(
    kind: str,
    question: str,
    top: float,
    low: float,
    *,
    by_wave: bool,
    weighted: bool,
    raked: bool,
    named_unweighted: bool,
    alone: bool,
) -> Asked:
    """A survey's number; where answers have weights it is told with and without them."""
    name, unit, counted, method = _SURVEYS[kind]
    amount = f"(score >= {top - 1:g})::INT" if kind == "csat" else "score"
    key, title = (kind, name) if alone else (f"{kind}_{question}", f"{name}: {question}")
    if named_unweighted:
        key, title = f"{key}_unweighted", f"{title}, unweighted"
    given = "coalesce(raked, weight, 1)" if raked else "coalesce(weight, 1)"
    weight, joined = given if weighted else "1.0", RAKED if raked else ""
    return Asked(
        definition=_define(
            key,
            title,
            unit,
            f"answers to “{question}”",
            "neither" if kind == "ces" else "lower" if kind == "ranking" else "higher",
            question,
        ),
        kind=counted,
        rows=(
            f"(SELECT customer_id, answers.respondent_id AS person, {amount} AS amount, {weight} AS weight, "
            f"strftime(make_timestamp(\"at\"), '%Y-%m') AS month, answers.wave AS wave FROM answers{joined} "
            f"WHERE kind = {text(kind)} AND question = {text(question)} AND score IS NOT NULL)"
        ),
        counted="answers",
        method=method + (", raked" if raked else ", weighted" if weighted else ""),
        by_month=True,
        by_wave=by_wave,
        weighted=weighted,
        evidence="survey",
        survey=kind,
        tops=tops_of(low, top),
    )
