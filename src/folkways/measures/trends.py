"""What is trending: search terms, themes and metrics of channels, this period against everything before it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from scipy import stats

from folkways.measures.own_words import OWN, dated
from folkways.measures.searching import PLAIN_TERM, TERM
from folkways.measures.sql import Query
from folkways.model.duration import DAY_US
from folkways.stats.effects import benjamini_hochberg
from folkways.stats.intervals import share_difference
from folkways.stats.suppression import any_few

FALSE_ALARMS = 0.05
"""Of the trends that are told, at most this share is expected to be none (Benjamini & Hochberg 1995)."""
FEWEST_DAYS = 7
"""A metric needs as many days on either side."""
ENDLESS = 1 << 62
TrendKind = Literal["search term", "theme", "metric"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """One thing in this period and before: shares of people, of a metric the mean of a day.

    `n_now` of `of_now` people searched the term (spoke of the theme) now; `n_before` and `of_before` count each once
    in each earlier period of the same length. Of a metric, `of_now` are days. Numbers are
    missing where fewer than `min_cell` people stand behind one of them. `trend` is told when the difference is none
    that chance alone makes, false alarms controlled over all rows.
    """

    kind: TrendKind
    name: str
    trend: Literal["rising", "falling"] | None = None
    now: float | None = None
    before: float | None = None
    difference: float | None = None
    lo: float | None = None
    hi: float | None = None
    n_now: int | None = None
    of_now: int | None = None
    n_before: int | None = None
    of_before: int | None = None
    q_value: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tried:
    trend: Trend
    p_value: float
    rises: bool


def trends(
    query: Query, tables: frozenset[str], names: Mapping[str, str], *, period_us: int, least: int
) -> list[Trend]:
    """Compare the last `period_us` of the data with all before it; the surest trends first.

    `names` are those of the themes by id. What fewer than `least` people ever searched or spoke of is not looked at, so
    it can be no false alarm. What lies before is cut into whole periods of the same length, and a person counts once in
    each of them: who had more time would have spoken of more.
    """
    tried = _of_people(query, "search term", _searches(), {}, period_us, least)
    times = dated(tables)
    if names and times and "mentions" in tables:
        tried += _of_people(query, "theme", _spoken(times), names, period_us, least)
    if "aggregates" in tables:
        tried += _of_metrics(query, period_us)
    if not tried:
        return []
    q_values = benjamini_hochberg(np.array([one.p_value for one in tried]))
    told = [_told(one, float(q)) for one, q in zip(tried, q_values, strict=True)]
    return sorted(told, key=lambda one: (one.trend is None, one.q_value or 0.0, one.kind, one.name))


def _told(one: _Tried, q_value: float) -> Trend:
    direction: Literal["rising", "falling"] = "rising" if one.rises else "falling"
    sure = q_value <= FALSE_ALARMS
    shown = one.trend.difference is not None
    return replace(one.trend, trend=direction if sure else None, q_value=q_value if shown else None)


def _searches() -> str:
    return f'(SELECT customer_id AS who, {PLAIN_TERM} AS name, "at" FROM events WHERE {TERM} IS NOT NULL)'


def _spoken(times: str) -> str:
    """Sentences with a theme, by whoever said them themselves: a text without a customer is somebody's own."""
    return (
        '(SELECT coalesce(m.customer_id, m.source || \' \' || m.voice_id) AS who, theme AS name, v."at" AS "at" '
        f"FROM mentions m JOIN {times} v USING (source, voice_id) WHERE {OWN})"
    )


def _of_people(
    query: Query, kind: TrendKind, rows: str, names: Mapping[str, str], period_us: int, least: int
) -> list[_Tried]:
    last = f'(SELECT max("at") FROM {rows})'
    whole = f'({last} - (SELECT min("at") FROM {rows})) // {period_us}'
    placed = f'(SELECT who, name, ({last} - "at") // {period_us} AS ago FROM {rows})'
    told = f"(SELECT * FROM {placed} WHERE ago = 0 OR ago < {whole})"
    counted = query(
        f"WITH told AS {told} SELECT name, count(DISTINCT who) FILTER (WHERE ago = 0) AS now, "
        "count(DISTINCT (who, ago)) FILTER (WHERE ago > 0) AS before, "
        "count(DISTINCT who) FILTER (WHERE ago > 0) AS before_people, "
        "(SELECT count(DISTINCT who) FILTER (WHERE ago = 0) FROM told) AS of_now, "
        "(SELECT count(DISTINCT (who, ago)) FILTER (WHERE ago > 0) FROM told) AS of_before "
        f"FROM told WHERE name IS NOT NULL GROUP BY name HAVING count(DISTINCT who) >= {least} ORDER BY name"
    ).to_pylist()
    return [
        _tried(kind, names.get(row["name"], row["name"]) if names else row["name"], row, least)
        for row in counted
        if min(row["of_now"], row["of_before"]) >= least and (not names or row["name"] in names)
    ]


def _tried(kind: TrendKind, name: str, row: Mapping[str, int], least: int) -> _Tried:
    now, before, of_now, of_before = (row[key] for key in ("now", "before", "of_now", "of_before"))
    table = np.array([[now, of_now - now], [before, of_before - before]])
    p_value = float(stats.fisher_exact(table).pvalue)
    rises = now * of_before > before * of_now
    if any_few((*table.flat, row["before_people"]), least):
        return _Tried(trend=Trend(kind=kind, name=name), p_value=p_value, rises=rises)
    found = share_difference(now, of_now, before, of_before)
    told = Trend(
        kind=kind, name=name, now=now / of_now, before=before / of_before, difference=found.value, lo=found.lo,
        hi=found.hi, n_now=now, of_now=of_now, n_before=before, of_before=of_before,
    )  # fmt: skip
    return _Tried(trend=told, p_value=p_value, rises=rises)


def _of_metrics(query: Query, period_us: int) -> list[_Tried]:
    """Sums of a day, by channel, metric and currency; a day without a row is no day."""
    days = (
        f"(SELECT coalesce(channel, source) || ': ' || metric || coalesce(' ' || currency, '') AS name, "
        f'"at" // {DAY_US} AS day, sum(value) AS amount FROM aggregates GROUP BY ALL)'
    )
    last = f"(SELECT max(day) FROM {days})"
    rows = query(
        f"SELECT name, list(amount ORDER BY day) FILTER (WHERE day > {last} - {period_us // DAY_US}) AS now, "
        f"list(amount ORDER BY day) FILTER (WHERE day <= {last} - {period_us // DAY_US}) AS before "
        f"FROM {days} GROUP BY name ORDER BY name"
    ).to_pylist()
    return [
        _metric(row["name"], np.array(row["now"], float), np.array(row["before"], float))
        for row in rows
        if min(len(row["now"] or []), len(row["before"] or [])) >= FEWEST_DAYS
        and len({*row["now"], *row["before"]}) > 1
    ]


def _metric(name: str, now: np.ndarray, before: np.ndarray) -> _Tried:
    """Two means by Welch (1947): days may vary more in one period than in the other."""
    found = stats.ttest_ind(now, before, equal_var=False)
    reach = found.confidence_interval(0.95)
    told = Trend(
        kind="metric", name=name, now=float(now.mean()), before=float(before.mean()),
        difference=float(now.mean() - before.mean()), lo=float(reach.low), hi=float(reach.high),
        of_now=len(now), of_before=len(before),
    )  # fmt: skip
    return _Tried(trend=told, p_value=float(found.pvalue), rises=bool(now.mean() > before.mean()))
