"""The proxy check: how strongly personas go with sensitive traits that did not form them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from folkways.care.association_sql import eta_of, v_of
from folkways.care.looked import OTHERS, Axis, Codes, Looked, against, counted, opened, strength, trait_of
from folkways.care.proxies import proxies
from folkways.care.thresholds import THRESHOLDS
from folkways.errors import TooLittleData
from folkways.measures.ledger import Counted
from folkways.measures.sql import inside, name
from folkways.model.care import Divide, Proxy, Unchecked
from folkways.model.evidence import Figure
from folkways.personas.feature import Feature
from folkways.personas.figures import JOINED
from folkways.personas.spread import hidden_levels
from folkways.personas.wording import joined, said_share
from folkways.stats.associations import Association, nominal_association, numeric_association
from folkways.stats.effects import benjamini_hochberg
from folkways.stats.intervals import share_interval

DENOMINATOR = "customers in a persona for whom it is known"
COARSER = "What would tell of few people beside others goes together, or out."


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One trait held against personas: all its levels, and each level against the others; `q` are corrected p.

    A `blind` one was held over cells that may not be told of: whether it is a finding is all that may be said.
    """

    feature: Feature
    cut: Axis
    rows: Axis
    columns: Axis
    whole: Association
    levels: Sequence[tuple[str, Association]]
    blind: bool = False
    q: float = 1.0
    level_q: tuple[float, ...] = ()

    @property
    def most(self) -> int | None:
        """The level that personas divide most from all others."""
        return (
            max(range(len(self.levels)), key=lambda at: (self.levels[at][1].value, -at))
            if self.levels
            else None
        )

    @property
    def is_finding(self) -> bool:
        return _is_strong(self.whole, self.q) or any(
            _is_strong(one, q) for (_, one), q in zip(self.levels, self.level_q, strict=True)
        )


def _is_strong(one: Association, q: float) -> bool:
    return one.value >= THRESHOLDS.strength and q < THRESHOLDS.q


def divides(found: Looked) -> tuple[list[Divide], list[Unchecked]]:
    """Hold every sensitive trait against personas; the strongest first. Those that cannot be held are told with why."""
    open_: list[Held] = []
    shut = [_unchecked(one, trait, why) for one, trait, why in _unseen(found)]
    for feature in found.sensitive:
        try:
            open_.append(_held(found, feature))
        except TooLittleData as error:
            shut.append(Unchecked(trait=trait_of(feature), label=feature.label, reason=error.problem))
    told = [_told(found, one) for one in _corrected(open_)]
    return sorted(told, key=lambda one: (not one.finding, -(one.strength.value or 0.0), one.label)), shut


def _unseen(found: Looked) -> list[tuple[str, str, str]]:
    """Sensitive traits that are no features here: name, label, why."""
    seen = {trait_of(one) for one in found.sensitive}
    told = found.config.traits_of("customers")
    return [
        (
            trait,
            known.label or trait,
            "its role is forbidden" if known.role == "forbidden" else "it is in no feature",
        )
        for trait, known in told.items()
        if known.is_sensitive and trait not in seen
    ]


def _unchecked(trait: str, label: str, why: str) -> Unchecked:
    return Unchecked(trait=trait, label=label, reason=f"{why[:1].upper()}{why[1:]}: nothing is compared.")


def _held(found: Looked, feature: Feature) -> Held:
    """Raises TooLittleData where personas or levels are too few to compare."""
    if found.personas.count < 2:
        raise TooLittleData(f"{found.personas.count} personas; two are needed to divide anybody.")
    seed, cut = found.config.workspace.seed, found.cut(feature)
    rows, columns = opened(found.personas, cut, found.least)
    shut = min(rows.count, columns.count) < 2
    if feature.kind == "numeric":
        whole = numeric_association(*_known_numbers(found, feature))
        levels = [] if shut else _by_level(found, feature, rows, columns)
        return Held(feature=feature, cut=cut, rows=rows, columns=columns, whole=whole, levels=levels)
    if shut:
        rows, columns = found.personas, cut
    return Held(
        feature=feature,
        cut=cut,
        rows=rows,
        columns=columns,
        whole=nominal_association(counted(rows, columns)[:-1], seed=seed),
        levels=_by_level(found, feature, rows, columns),
        blind=shut,
    )


def _by_level(found: Looked, feature: Feature, rows: Axis, columns: Axis) -> list[tuple[str, Association]]:
    """Each level of `min_cell` customers or more against all others; of a yes or no the yes."""
    silent = (OTHERS, "no") if feature.kind == "boolean" else (OTHERS,)
    sizes = counted(rows, columns)[:-1].sum(axis=0)
    return [
        (
            label,
            nominal_association(counted(rows, against(columns, at))[:-1], seed=found.config.workspace.seed),
        )
        for at, label in enumerate(columns.labels)
        if label not in silent and found.least <= sizes[at] < sizes.sum()
    ]


def compared(found: Looked, values: np.ndarray, groups: Codes) -> list[int]:
    """The groups of which at least `min_cell` people have a known value."""
    known = np.isfinite(values) & (groups >= 0)
    sizes = np.bincount(groups[known], minlength=1)
    return [int(at) for at in np.flatnonzero(sizes >= max(found.least, 2))]


def _known_numbers(found: Looked, feature: Feature) -> tuple[np.ndarray, Codes]:
    values, groups = found.sheet.columns[feature.key], found.personas.codes
    chosen = np.isfinite(values) & np.isin(groups, compared(found, values, groups))
    return values[chosen], groups[chosen]


def _corrected(held: Sequence[Held]) -> list[Held]:
    """Correct p over everything that was looked for: every trait, and every level of each."""
    chances = [p for one in held for p in (one.whole.p, *(level.p for _, level in one.levels))]
    corrected = iter(benjamini_hochberg(np.array(chances)).tolist())
    return [
        replace(one, q=next(corrected), level_q=tuple(next(corrected) for _ in one.levels)) for one in held
    ]


def _told(found: Looked, one: Held) -> Divide:
    trait = trait_of(one.feature)
    allowed = next((told for told in found.config.personas.allow_sensitive if told.trait == trait), None)
    carried = proxies(found, one.feature, blind=one.blind) if one.is_finding else []
    draft = Divide(
        trait=trait,
        label=one.feature.label,
        strength=strength(found, _counted(found, one), one.whole, shown=not one.blind),
        q=None if one.blind else one.q,
        finding=one.is_finding,
        allowed=allowed,
        proxies=carried,
        says="",
    )
    most = draft.model_copy(update=_most(found, one))
    return most.model_copy(update={"says": _says(most, carried)})


def _counted(found: Looked, one: Held) -> Counted:
    if one.feature.kind != "numeric":
        query = (
            None if one.blind else v_of(f"(SELECT {one.rows.sql} AS a, {one.columns.sql} AS b FROM {JOINED})")
        )
    else:
        kept = compared(found, found.sheet.columns[one.feature.key], found.personas.codes)
        among = f"{found.personas.sql} IN ({', '.join(map(str, kept))})"
        number = name(one.feature.key)
        query = eta_of(f"(SELECT {found.personas.sql} AS a, {number} AS b FROM {JOINED} WHERE {among})")
    return Counted(
        title=f"How strongly personas go with {one.feature.label}",
        query=query,
        unit="customers",
        denominator=DENOMINATOR,
        note=COARSER if one.rows is not found.personas or one.columns is not one.cut else None,
        method=one.whole.method,
        kind="model" if one.blind else "table",
        sensitive=True,
    )


def _most(found: Looked, one: Held) -> dict[str, object]:
    """The level that is divided most, with its strength and the persona in which it is most above the others."""
    if one.most is None or one.blind:
        return {}
    label, association = one.levels[one.most]
    column = against(one.columns, one.columns.labels.index(label))
    told = Counted(
        title=f"How strongly personas go with {one.feature.label}: {label}",
        query=v_of(f"(SELECT {one.rows.sql} AS a, {column.sql} AS b FROM {JOINED})"),
        unit="customers",
        denominator=DENOMINATOR,
        note=COARSER if one.rows is not found.personas or one.columns is not one.cut else None,
        method=f"{association.method}, of this level against all others",
        kind="table",
        sensitive=True,
    )
    return {
        "level": label,
        "level_strength": strength(found, told, association),
        "level_q": one.level_q[one.most],
        **_where(found, one, one.cut.labels.index(label)),
    }


def _where(found: Looked, one: Held, level: int) -> dict[str, object]:
    """The persona that has most of a level above everybody else, of those in which nothing is hidden."""
    counts = counted(found.personas, one.cut)
    shown = [
        at
        for at in range(found.personas.count)
        if counts[at, level] and not hidden_levels(counts, at, found.least)[level]
    ]
    if not shown:
        return {}
    everybody = counts.sum(axis=0)

    def above(at: int) -> float:
        rest = everybody - counts[at]
        return counts[at, level] / counts[at].sum() - rest[level] / rest.sum()

    best = max(shown, key=lambda at: (above(at), -at))
    return {
        "persona": found.ids[best],
        "persona_name": found.personas.labels[best],
        "here": _share(found, one, level, counts[best], found.ids[best], True),
        "elsewhere": _share(found, one, level, everybody - counts[best], found.ids[best], False),
    }


def _share(found: Looked, one: Held, level: int, counts: Codes, persona: str, here: bool) -> Figure:
    condition = inside(persona) if here else f"NOT ({inside(persona)})"
    which = "members of the persona" if here else "everybody else"
    told = Counted(
        title=f"{one.feature.label}: {one.cut.labels[level]}, {which}",
        query=(
            f"SELECT avg((level = {level})::INT) AS value FROM (SELECT {one.cut.sql} AS level FROM {JOINED} "
            f"WHERE {condition}) WHERE level IS NOT NULL"
        ),
        unit="customers",
        denominator=f"{which}, for whom it is known",
        method="share; Wilson interval",
        kind="table",
        sensitive=True,
    )
    return found.ledger.estimate(told, share_interval(int(counts[level]), int(counts.sum())), "share")


def _says(one: Divide, carried: Sequence[Proxy]) -> str:
    name_ = f"“{one.label}”"
    if one.strength.suppressed:
        return (
            f"Personas {'go' if one.finding else 'do not go'} with {name_} more than {THRESHOLDS.strength:g}; "
            f"any number would tell of few people{_through(carried)}."
        )
    if not one.finding:
        return f"Personas do not go with {name_} more than {THRESHOLDS.strength:g}."
    told = f"Personas go with {name_}"
    if one.here and one.elsewhere and one.here.value is not None and one.elsewhere.value is not None:
        told += (
            f": “{one.level}” holds for {said_share(one.here.value)} of “{one.persona_name}” and "
            f"{said_share(one.elsewhere.value)} of everybody else"
        )
    return f"{told}{_through(carried)}."


def _through(carried: Sequence[Proxy]) -> str:
    return f", through {joined([proxy.label for proxy in carried])}" if carried else ""
