"""How many members match how many of the statements: a persona is a conjunction, and conjunctions are empty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from folkways.measures.ledger import Counted, Ledger
from folkways.measures.sql import inside, name, text
from folkways.model.persona import Prevalence, PrevalencePoint
from folkways.personas.contrast import Contrast
from folkways.personas.figures import JOINED
from folkways.personas.sheet import Mask, Sheet
from folkways.personas.wording import said
from folkways.stats.suppression import any_few

MOST_STATEMENTS = 10
FEWEST = 3
CLEAR = 0.2
MOST_OF_A_GROUP = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Something that is true of a customer or not; what is unknown does not match."""

    words: str
    sql: str
    holds: Mask


def prevalence(
    ledger: Ledger, sheet: Sheet, persona: str, members: Mask, found: Sequence[Contrast], least: int
) -> Prevalence | None:
    """The curve over up to ten statements, taken from the strongest contrasts; None with fewer than three.

    Shares of members and of everybody else who match at least k statements, for k from 1; points that speak of 1 to
    `least` - 1 people on a side are left out.
    """
    told = [_statement(sheet, contrast) for contrast in _telling(found)]
    if len(told) < FEWEST or members.all() or not members.any():
        return None
    matched = np.sum([statement.holds for statement in told], axis=0)
    points = [
        PrevalencePoint(
            k=k, members=float((matched[members] >= k).mean()), others=float((matched[~members] >= k).mean())
        )
        for k in range(1, len(told) + 1)
        if not any_few((int((matched[side] >= k).sum()) for side in (members, ~members)), least)
    ]
    return Prevalence(
        statements=[statement.words for statement in told],
        points=points,
        evidence=ledger.record(_counted(persona, told), int(members.sum())),
    )


def _telling(found: Sequence[Contrast]) -> list[Contrast]:
    """Clear contrasts of what people do and say, at most three of a group."""
    kept: list[Contrast] = []
    for contrast in found:
        feature = contrast.feature
        crowded = sum(one.feature.group == feature.group for one in kept) >= MOST_OF_A_GROUP
        telling = (feature.habit or feature.topic == "attitudes") and feature.role != "outcome"
        if contrast.strength >= CLEAR and telling and not crowded:
            kept.append(contrast)
    return kept[:MOST_STATEMENTS]


def _statement(sheet: Sheet, contrast: Contrast) -> Statement:
    """On a number: on the members' side of the middle between the two means."""
    feature, values = contrast.feature, sheet.columns[contrast.feature.key]
    if contrast.level is not None:
        code = sheet.levels[feature.key].index(contrast.level)
        same, sign = (True, "=") if contrast.effect > 0 else (False, "<>")
        held = (values == code) == same
        return Statement(
            words=f"{feature.label} {'is' if same else 'is not'} “{contrast.level}”",
            sql=f"{name(feature.key)} {sign} {text(contrast.level)}",
            holds=held & np.isfinite(values),
        )
    cut = float(f"{(contrast.here.value + contrast.elsewhere.value) / 2:.3g}")
    more = contrast.effect > 0
    return Statement(
        words=f"{feature.label} {'above' if more else 'below'} {said(cut, feature.unit)}",
        sql=f"{name(feature.key)} {'>' if more else '<'} {cut!r}",
        holds=np.isfinite(values) & ((values > cut) if more else (values < cut)),
    )


def _counted(persona: str, told: Sequence[Statement]) -> Counted:
    matched = " + ".join(f"coalesce(({statement.sql})::INT, 0)" for statement in told)
    return Counted(
        title="How many of the persona's statements members and others match",
        query=(
            f"SELECT k, avg((matched >= k)::INT) FILTER (WHERE here) AS members, "
            f"avg((matched >= k)::INT) FILTER (WHERE NOT here) AS others "
            f"FROM (SELECT {matched} AS matched, {inside(persona)} AS here FROM {JOINED}), "
            f"range(1, {len(told) + 1}) AS ks(k) GROUP BY k ORDER BY k"
        ),
        unit="customers",
        denominator="members, and everybody else; unknown does not match",
        method="share that matches at least k statements; each cut is the middle between the two means",
        kind="table",
    )
