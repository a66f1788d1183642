"""An attack on what customers say and answer: whoever has the documents writes every number down as a sum over people
or texts, solves the equations, and looks for groups of 1 to 9 people.

Knows the documents, which words mean what, and (to judge) who said and answered what.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from tests.journeys.attack import Group, solutions

Atom = Group
Row = dict[Atom, int]


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One person's answer to one question, with the groups that it is told in."""

    person: str
    answer: str
    wave: str | None
    persona: str | None
    month: str

    @property
    def atom(self) -> Atom:
        return (self.wave or "", self.persona or "", self.month, self.answer)


def leaks(
    rows: Sequence[Row], who: Mapping[Atom, set[str]], least: int, turns: int = 3
) -> dict[tuple[Atom, ...], int]:
    """The groups whose size the numbers fix, and that are of 1 to `least` - 1 people."""
    known = [row for row in rows if row]
    found = {groups for turn in range(turns) for groups in solutions(known, turn)}
    found |= {tuple(sorted(row)) for row in known if set(row.values()) == {1}}
    sizes = {groups: len(set[str]().union(*(who[one] for one in groups))) for groups in found}
    return {groups: people for groups, people in sizes.items() if 0 < people < least}


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where people may stand who answer a question; that nobody does is not known to who reads the documents."""

    wave: str
    persona: str
    month: str
    answer: str

    @property
    def atom(self) -> Atom:
        return (self.wave, self.persona, self.month, self.answer)


def places(given: Sequence[Answer], answers: Sequence[str]) -> list[Place]:
    """All places of a question, whether anybody stands there or not."""
    groups = [sorted({getattr(one, by) or "" for one in given}) for by in ("wave", "persona", "month")]
    return [
        Place(wave=wave, persona=persona, month=month, answer=answer)
        for wave, persona, month, answer in product(*groups, answers)
    ]


def in_group(by: str, group: str | None) -> Callable[[Place], bool]:
    return lambda one: by == "overall" or getattr(one, by) == (group or "")


BANDS: Mapping[str, Callable[[float], bool]] = {
    "promoters (9, 10)": lambda score: score >= 9,
    "passives (7, 8)": lambda score: 7 <= score < 9,
    "detractors (0 to 6)": lambda score: score < 7,
    "the two best answers": lambda score: score >= 4,
    "all other answers": lambda score: score < 4,
}


def told_of(question: Mapping[str, Any], given: Sequence[Place], names: Mapping[str, str]) -> Iterator[Row]:
    """Every number of one question of `answers.json`; `names` are the ids of personas by name."""
    for group in question["groups"]:
        name = group.get("group")
        inside = in_group(group["by"], names.get(name, name) if group["by"] == "persona" else name)
        own = [one for one in given if inside(one)]
        if "value" in (group.get("answers") or {}):
            yield _row(own)
        for one in group.get("shares", []):
            if "value" in one["count"]:
                hits = [each for each in own if one["answer"] in each.answer.split("|")]
                yield _row(hits)
                yield _row(own)
        for one in group.get("bands", []):
            if "value" in one["count"]:
                yield _row(each for each in own if BANDS[one["answer"]](float(each.answer)))
        if "value" in (group.get("score") or {}):
            yield from _score(question["kind"], own)


def _score(kind: str, own: Sequence[Place]) -> Iterator[Row]:
    """What a score and its interval tell: how many answered, the sum, the sum of squares."""
    yield _row(own)
    if kind == "csat":
        yield _row(one for one in own if float(one.answer) >= 4)
        return
    worth = {one: _worth(kind, float(one.answer)) for one in own}
    yield _row(own, worth)
    yield _row(own, {one: value**2 for one, value in worth.items()})


def _worth(kind: str, score: float) -> int:
    if kind == "nps":
        return 1 if score >= 9 else -1 if score < 7 else 0
    return int(score)


def _row(some: Iterable[Place], worth: Mapping[Place, int] | None = None) -> Row:
    """The sum of the people who stand at some places."""
    return {one.atom: 1 if worth is None else worth[one] for one in some if worth is None or worth[one]}
