"""Who is left out: people who are not in the numbers at all, and groups that are rarer among those who are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from folkways.care.looked import Axis, Codes, Looked, counted, trait_of
from folkways.care.thresholds import THRESHOLDS
from folkways.measures.ledger import Counted
from folkways.model.care import Absence, Absent, LeftOut, Way
from folkways.model.evidence import Figure
from folkways.model.quality import QualityReport
from folkways.personas.feature import Feature
from folkways.stats.effects import benjamini_hochberg, share_p
from folkways.stats.intervals import share_interval
from folkways.stats.suppression import any_few, hidden_cells

NOT_KNOWN = "not known"
IN: dict[Way, tuple[str, str]] = {
    "in a persona": ("members", "customer_id IN (SELECT customer_id FROM members WHERE persona IS NOT NULL)"),
    "with events": ("events", "customer_id IN (SELECT customer_id FROM events)"),
    "answered": (
        "answers",
        "customer_id IN (SELECT customer_id FROM answers WHERE customer_id IS NOT NULL)",
    ),
    "spoke": (
        "voices",
        "customer_id IN (SELECT customer_id FROM voices WHERE customer_id IS NOT NULL)",
    ),
}
"""The ways of being in the numbers: the table that tells, and the SQL condition on a customer."""
ABSENT: dict[Way, tuple[Absence, str]] = {
    "in a persona": (
        "in no persona",
        "Say with every persona for whom it does not speak; more events or answers tell more of them.",
    ),
    "with events": ("without events", "Do not read journeys as everybody's: these customers are in none."),
    "answered": (
        "never answered",
        "Ask them in another way, or weigh the answers to the population (raking).",
    ),
    "spoke": ("never spoke", "Interview some of them: who writes is not like who does not."),
}
REJECTED: dict[str, tuple[Absence, str]] = {
    "no consent": (
        "no consent",
        "Rightly left out; say with the result that it does not speak for them.",
    ),
    "past retention": ("past retention", "Rightly left out; trends do not reach further back than this."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Customers with one level of a trait: how many are in, of how many, and how many of all others."""

    way: Way
    feature: Feature
    level: str
    sql: str
    inside: int
    size: int
    inside_others: int
    others: int
    q: float = 1.0

    @property
    def p(self) -> float:
        return share_p(self.inside, self.size, self.inside_others, self.others)

    @property
    def ratio(self) -> float | None:
        """How often they are in, as a multiple of all others; None where of the others nobody is."""
        return self.inside / self.size / (self.inside_others / self.others) if self.inside_others else None


def absent(found: Looked, quality: QualityReport) -> list[Absent]:
    """People who are in no number: rows that were turned away, customers of whom something is missing."""
    return [*_turned_away(found, quality), *_missing(found)]


def _turned_away(found: Looked, quality: QualityReport) -> Iterator[Absent]:
    for row in quality.rows:
        if row.check != "rows rejected" or row.detail not in REJECTED or not row.of:
            continue
        why, advice = REJECTED[row.detail]
        told = Counted(
            title=f"Rows of {row.source} turned away: {row.detail}",
            query=f"SELECT ({row.query}) / {row.of}.0 AS value" if row.query else None,
            unit="rows",
            denominator=f"rows read of {row.source}",
            method="share of rows; Wilson interval",
            kind="table",
        )
        figure = (
            found.ledger.figure(told, None, "share")
            if any_few((row.count, row.of - row.count), found.least)
            else found.ledger.estimate(told, share_interval(row.count, row.of), "share")
        )
        yield Absent(why=why, source=row.source, unit="rows", share=figure, advice=advice)


def _missing(found: Looked) -> Iterator[Absent]:
    everybody = found.sheet.size
    for way, codes in ways(found).items():
        out = int((codes == 0).sum())
        if not out:
            continue
        why, advice = ABSENT[way]
        told = Counted(
            title=f"Customers {why}",
            query=f"SELECT avg((NOT ({IN[way][1]}))::INT) AS value FROM features",
            unit="customers",
            denominator="all customers",
            method="share; Wilson interval",
            kind="table",
        )
        figure = (
            found.ledger.figure(told, None, "share")
            if any_few((out, everybody - out), found.least)
            else found.ledger.estimate(told, share_interval(out, everybody), "share")
        )
        yield Absent(why=why, share=figure, advice=advice)


def ways(found: Looked) -> dict[Way, Codes]:
    """For each way of being in the numbers that the tables can tell: 1 for a customer who is, 0 for one who is not."""
    open_: list[Way] = [
        way for way, (table, _) in IN.items() if table in found.tables and _there(found, table)
    ]
    if not open_ or not found.sheet.size:
        return {}
    columns = ", ".join(f"({IN[way][1]})::BIGINT AS w{at}" for at, way in enumerate(open_))
    table = found.query(f"SELECT {columns} FROM features ORDER BY customer_id")
    return {way: table.column(at).to_numpy() for at, way in enumerate(open_)}


def _there(found: Looked, table: str) -> bool:
    if table == "members":
        return found.personas.count > 0
    return bool(
        found.query(f"SELECT count(*) FROM {table} WHERE customer_id IS NOT NULL").column(0)[0].as_py()
    )


def left_out(found: Looked) -> list[LeftOut]:
    """Every level of every trait that may be told, by way of being in the numbers; findings first."""
    groups = [
        group
        for way, codes in ways(found).items()
        if 0 < int(codes.sum()) < len(codes)
        for feature in found.traits
        for group in _groups(found, way, codes, feature)
    ]
    corrected = benjamini_hochberg(np.array([one.p for one in groups]))
    told = [_told(found, replace(one, q=float(q))) for one, q in zip(groups, corrected, strict=True)]
    return sorted(told, key=lambda one: (not one.finding, one.way, one.label, one.ratio or 0.0, one.level))


def _groups(found: Looked, way: Way, codes: Codes, feature: Feature) -> Iterator[Group]:
    cut = found.cut(feature)
    unknown = np.where(cut.codes < 0, cut.count, cut.codes)
    sides = np.bincount(unknown * 2 + codes, minlength=2 * cut.count + 2).reshape(-1, 2)
    hidden = hidden_cells(sides, found.least).any(axis=1) | (sides.sum(axis=1) < found.least)
    if way == "in a persona":
        hidden |= np.append(_hidden_by_personas(found, cut), False)
    whole, size = sides.sum(axis=0), sides.sum()
    for at, label in enumerate((*cut.labels, NOT_KNOWN)):
        members = int(sides[at].sum())
        if hidden[at] or members in (0, size) or (_is_value(feature) and label != "yes"):
            continue
        yield Group(
            way=way,
            feature=feature,
            level=label,
            sql=f"({cut.sql}) IS NULL" if at == cut.count else f"({cut.sql}) = {at}",
            inside=int(sides[at, 1]),
            size=members,
            inside_others=int(whole[1] - sides[at, 1]),
            others=int(size - members),
        )


def _is_value(feature: Feature) -> bool:
    """Whether a feature is one value of a trait with several: who does not name it is no group."""
    return feature.group != "traits"


def _hidden_by_personas(found: Looked, cut: Axis) -> np.ndarray:
    """Levels whose customers in no persona are hidden where personas are told side by side."""
    return hidden_cells(counted(found.personas, cut), found.least)[-1]


def _told(found: Looked, one: Group) -> LeftOut:
    ratio = one.ratio
    return LeftOut(
        way=one.way,
        trait=trait_of(one.feature),
        label=one.feature.label,
        level=one.level,
        sensitive=one.feature.sensitive,
        share=_share(found, one, True),
        others=_share(found, one, False),
        ratio=ratio,
        q=one.q,
        finding=one.q < THRESHOLDS.q and ratio is not None and ratio <= THRESHOLDS.four_fifths,
    )


def _share(found: Looked, one: Group, here: bool) -> Figure:
    inside, size = (one.inside, one.size) if here else (one.inside_others, one.others)
    condition = one.sql if here else f"({one.sql}) IS NOT TRUE"
    whose = f"{one.feature.label}: {one.level}"
    told = Counted(
        title=f"{one.way.capitalize()}, among customers {'with' if here else 'without'} {whose}",
        query=f"SELECT avg(({IN[one.way][1]})::INT) AS value FROM features WHERE {condition}",
        unit="customers",
        denominator=f"customers with {whose}" if here else f"all customers but those with {whose}",
        method="share; Wilson interval",
        kind="table",
        sensitive=one.feature.sensitive,
    )
    return found.ledger.estimate(told, share_interval(inside, size), "share")
