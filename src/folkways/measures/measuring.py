"""Measuring: every measure for everybody, by persona and by month, with interval, small groups hidden."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from folkways.measures.answer_shares import said
from folkways.measures.asked import Asked, asked
from folkways.measures.before_buying import before_buying
from folkways.measures.ledger import Counted, Ledger
from folkways.measures.shown_answers import Grouping, ShownAnswers, shown_answers
from folkways.measures.sql import Query, inside, text
from folkways.model.config import Config
from folkways.model.evidence import Figure, Window
from folkways.model.measure import GroupedBy, MeasuredValue, Measures
from folkways.sources.columns import minor_digits
from folkways.stats.intervals import Interval, mean_interval, nps_interval, share_interval
from folkways.stats.suppression import hidden_cells
from folkways.stats.weighted import weighted_mean, weighted_nps, weighted_share

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]


class Key(NamedTuple):
    """Which rows: everybody's, a persona's by its id, a month's."""

    by: GroupedBy
    name: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group of rows, with its name and, in SQL, its key (a persona's id, a month)."""

    by: GroupedBy
    name: str | None = None
    key: str | None = None

    @property
    def words(self) -> str:
        told = {"overall": "", "persona": f", of “{self.name}”", "month": f", in {self.name}"}
        return told.get(self.by, f", in the wave {self.name}")

    def source(self, rows: str) -> str:
        """The rows of this group as SQL after FROM."""
        if self.by == "persona":
            return f"{rows} JOIN members USING (customer_id) WHERE {inside(self.key or '')}"
        return rows if self.by == "overall" else f"{rows} WHERE {self.by} = {text(self.key or '')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Amounts and weights of one group's rows, how many customers they are of, and (of answers) whose each is."""

    amounts: Floats
    weights: Floats
    customers: int
    people: Codes | None = None


def measure_all(
    query: Query,
    tables: frozenset[str],
    config: Config,
    *,
    personas: Sequence[tuple[str, str]],
    window: Window,
    as_of: str,
    run: str,
) -> Measures:
    """Measure everything that the tables can give; `personas` are (id, name) of the `persona`s in `members`.

    Groups of fewer than `min_cell` customers, and shares that would tell of fewer, are suppressed, with further ones
    where a difference would give them away.
    """
    ledger = Ledger(window)
    found = [*asked(query, tables, config), *before_buying(query, config)]
    named = dict(personas) if "members" in tables else {}
    values = [
        value
        for one in found
        for rows in [_read(query, one, by_persona=bool(named))]
        for shown in [_answers(query, one, config, by_persona=bool(named))]
        for groups in _groups(rows, named)
        for value in _measured(ledger, one, groups, _rest(rows, groups), shown, config)
    ]
    told = {value.measure for value in values}
    return Measures(
        as_of=as_of,
        run=run,
        window=window,
        min_cell=config.workspace.min_cell,
        currency=config.workspace.currency,
        definitions=[one.definition for one in found if one.definition.key in told],
        values=values,
        evidence=ledger.cited(),
    )


def _groups(rows: Mapping[Key, Rows], personas: Mapping[str, str]) -> list[dict[Group, Rows]]:
    """The rows of everybody, of each persona in the order told, of each month and wave in order."""
    everybody = {Group(by="overall"): rows[Key("overall", None)]} if Key("overall", None) in rows else {}
    told = {
        Group(by="persona", name=name, key=id_): rows[Key("persona", id_)]
        for id_, name in personas.items()
        if Key("persona", id_) in rows
    }
    return [everybody, told, _named_groups(rows, "month"), _named_groups(rows, "wave")]


def _named_groups(rows: Mapping[Key, Rows], by: GroupedBy) -> dict[Group, Rows]:
    names = sorted(key.name for key in rows if key.by == by and key.name is not None)
    return {Group(by=by, name=name, key=name): rows[Key(by, name)] for name in names}


def _answers(query: Query, one: Asked, config: Config, *, by_persona: bool) -> ShownAnswers | None:
    """Which groups' score of a question may be told beside its single answers; None of what is no question."""
    question = one.definition.question
    if one.survey is None or question is None:
        return None
    groupings: list[Grouping] = ["overall", *(["wave"] if one.by_wave else []), "month"]
    return shown_answers(
        query,
        question,
        one.survey,
        said(one.survey),
        tops=one.tops,
        groupings=[*groupings, "persona"] if by_persona else groupings,
        least=config.workspace.min_cell,
    )


def _rest(rows: Mapping[Key, Rows], groups: Mapping[Group, Rows]) -> list[Rows]:
    """The rows of those in no group: nobody tells of them, but everybody's less the groups' are theirs."""
    kinds: set[GroupedBy] = {group.by for group in groups}
    return [rows[Key(by, None)] for by in kinds if by != "overall" and Key(by, None) in rows]


def _measured(
    ledger: Ledger,
    one: Asked,
    groups: Mapping[Group, Rows],
    rest: Sequence[Rows],
    shown: ShownAnswers | None,
    config: Config,
) -> list[MeasuredValue]:
    """The values of one measure for the groups of one kind; a group without rows has none."""
    hidden = _hidden(one, [*groups.values(), *rest], config.workspace.min_cell)
    for at, group in enumerate(groups):
        hidden[at] |= shown is not None and not shown.tells_score(group.by, group.key or "")
    return [
        _value(ledger, one, group, rows, bool(hidden[at]), config.workspace.currency)
        for at, (group, rows) in enumerate(groups.items())
    ]


def _read(query: Query, one: Asked, *, by_persona: bool) -> dict[Key, Rows]:
    """The rows of a measure, for everybody, by persona and by month: one question for each measure."""
    month = "month" if one.by_month else "NULL::VARCHAR AS month"
    persona = "persona" if by_persona else "NULL::VARCHAR AS persona"
    joined = " LEFT JOIN members USING (customer_id)" if by_persona else ""
    wave = "wave" if one.by_wave else "NULL::VARCHAR AS wave"
    weight = "weight" if one.weighted else "1.0 AS weight"
    person = "person" if one.evidence == "survey" else "NULL::VARCHAR AS person"
    rows = f"(SELECT customer_id, amount, {weight}, {person}, {persona}, {month}, {wave} FROM {one.rows}{joined})"
    if one.kind in ("people", "count", "money"):
        return _sums(
            query(
                "SELECT persona, month, grouping(persona) AS all_personas, grouping(month) AS all_months, "
                "sum(amount)::BIGINT AS amount, count(*) AS n, count(DISTINCT customer_id) AS customers "
                f"FROM {rows} GROUP BY GROUPING SETS ((), (persona), (month))"
            ).to_pylist(),
            people=one.kind == "people",
        )
    return _rows(
        query(
            "SELECT persona, month, wave, amount::DOUBLE AS amount, weight::DOUBLE AS weight, person "
            f"FROM {rows} ORDER BY amount, weight, person"
        )
    )


def _sums(found: list[dict[str, Any]], *, people: bool) -> dict[Key, Rows]:
    told: dict[Key, Rows] = {}
    for row in found:
        by: GroupedBy = "overall" if row["all_personas"] and row["all_months"] else "persona"
        by = "month" if not row["all_months"] else by
        name = row["persona"] if by == "persona" else row["month"] if by == "month" else None
        if row["amount"] is None:
            continue
        told[Key(by, name)] = Rows(
            amounts=np.array([row["customers"] if people else row["amount"]], dtype=np.float64),
            weights=np.array([row["n"]], dtype=np.float64),
            customers=row["customers"],
        )
    return told


def _rows(table: pa.Table) -> dict[Key, Rows]:
    told: dict[Key, Rows] = {}
    if table.num_rows:
        told[Key("overall", None)] = _rows_where(table, np.ones(table.num_rows, dtype=np.bool_))
    for by in ("persona", "month", "wave"):
        codes = table[by].combine_chunks().dictionary_encode()
        spot = codes.indices.fill_null(-1).to_numpy(zero_copy_only=False)
        for code, name in enumerate(codes.dictionary.to_pylist()):
            told[Key(by, name)] = _rows_where(table, spot == code)
        if len(codes.dictionary) and (spot < 0).any():
            told[Key(by, None)] = _rows_where(table, spot < 0)
    return told


def _rows_where(table: pa.Table, chosen: NDArray[np.bool_]) -> Rows:
    """The chosen rows; each is somebody else's unless it names a person."""
    amounts, weights = table["amount"].to_numpy()[chosen], table["weight"].to_numpy()[chosen]
    named = table["person"].combine_chunks()
    if named.null_count:
        return Rows(amounts=amounts, weights=weights, customers=len(amounts))
    people = named.dictionary_encode().indices.to_numpy(zero_copy_only=False)[chosen].astype(np.int64)
    return Rows(amounts=amounts, weights=weights, customers=len(np.unique(people)), people=people)


def _hidden(one: Asked, rows: Sequence[Rows], least: int) -> NDArray[np.bool_]:
    """Which groups are too small to show, and which shares tell of too few."""
    if not rows:
        return np.zeros(0, dtype=np.bool_)
    people = np.array([[found.customers] for found in rows])
    if one.kind != "share":
        few = people[:, 0] < least
        return few | (hidden_cells(people, least)[:, 0] if len(rows) > 1 and few.any() else False)
    hits = np.array(
        [[int(found.amounts.sum()), len(found.amounts) - int(found.amounts.sum())] for found in rows]
    )
    return hidden_cells(hits, least)[:, 0] | (people[:, 0] < least)


def _value(
    ledger: Ledger, one: Asked, group: Group, rows: Rows, hidden: bool, currency: str
) -> MeasuredValue:
    whole = one.kind in ("people", "count", "money")
    minor = int(rows.amounts.sum()) if one.kind == "money" and not hidden else None
    n = (rows.customers if one.kind == "people" else int(rows.weights.sum())) if whole else len(rows.amounts)
    counted = _counted(one, group, currency)
    return MeasuredValue(
        measure=one.definition.key,
        by=group.by,
        group=group.name,
        group_id=group.key if group.by == "persona" else None,
        figure=_figure(ledger, counted, one, rows, n, hidden, currency),
        minor=minor,
    )


def _figure(
    ledger: Ledger, counted: Counted, one: Asked, rows: Rows, n: int, hidden: bool, currency: str
) -> Figure:
    unit = one.definition.unit
    if hidden:
        return ledger.figure(counted, None, unit)
    if one.kind in ("people", "count"):
        return ledger.figure(counted, float(rows.amounts.sum()), unit, n=n)
    if one.kind == "money":
        return ledger.figure(counted, float(rows.amounts.sum()) / 10 ** minor_digits(currency), unit, n=n)
    found = _estimated(one, rows)
    scale = 10 ** minor_digits(currency) if unit == currency else 1
    if found is None:
        return ledger.figure(
            counted, float(rows.amounts @ rows.weights / rows.weights.sum()) / scale, unit, n=n
        )
    scaled = Interval(
        value=found.value / scale, lo=found.lo / scale, hi=found.hi / scale, n=found.n, method=found.method
    )
    return ledger.estimate(counted, scaled, unit, n=n)


def _estimated(one: Asked, rows: Rows) -> Interval | None:
    """The value with its interval; weights and people who answered more than once count in its error.

    None of a mean (or a weighted value) of a single person, which has no interval.
    """
    plain = not one.weighted and rows.customers == len(rows.amounts)
    if (not plain or one.kind == "mean") and rows.customers < 2:
        return None
    if not plain:
        return _WEIGHTED[one.kind](rows.amounts, rows.weights, rows.people).interval
    if one.kind == "nps":
        promoters, detractors = int((rows.amounts >= 9).sum()), int((rows.amounts <= 6).sum())
        return nps_interval(promoters, len(rows.amounts) - promoters - detractors, detractors)
    if one.kind == "share":
        return share_interval(float(rows.amounts.sum()), float(len(rows.amounts)))
    return mean_interval(rows.amounts)


_WEIGHTED = {"nps": weighted_nps, "share": weighted_share, "mean": weighted_mean}


def _counted(one: Asked, group: Group, currency: str) -> Counted:
    return Counted(
        title=f"{one.definition.name}{group.words}",
        query=f"SELECT {_sql(one, currency)} AS value FROM {group.source(one.rows)}",
        unit=one.counted,
        denominator=one.definition.denominator + group.words,
        method=one.method,
        kind=one.evidence,
    )


def _sql(one: Asked, currency: str) -> str:
    """The value as SQL over the rows."""
    digits = minor_digits(currency)
    cents = f" / {10**digits}.0" if one.definition.unit == currency and digits else ""
    weight = "weight" if one.weighted else "1"
    match one.kind:
        case "people" | "count":
            return "count(DISTINCT customer_id)" if one.kind == "people" else "count(*)"
        case "money":
            return f"sum(amount){cents}"
        case "nps":
            return (
                f"100.0 * (coalesce(sum({weight}) FILTER (WHERE amount >= 9), 0) - "
                f"coalesce(sum({weight}) FILTER (WHERE amount <= 6), 0)) / sum({weight})"
            )
        case _:
            mean = f"sum(amount * {weight}) / sum({weight})::DOUBLE" if one.weighted else "avg(amount)"
            return f"{mean}{cents}"
