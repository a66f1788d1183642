"""An attack on journey maps: whoever has all maps of a build writes down every number that they tell as a sum of groups
of visits or customers whom nobody tells of, solves the equations, and looks for groups of 1 to 9 customers.

Knows the documents, what `docs/methods/journeys.md` says of their numbers, and (to judge) who made which visits.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

PRIME = 2_147_483_647
EVERYBODY = "everybody"
NOBODYS = "no persona"
Group = tuple[str, ...]
"""An unknown: its kind, whose map it belongs to, its step, and what the visits or customers have in common."""


@dataclass(frozen=True, kw_only=True)
class Visit:
    customer: str
    persona: str
    step: str
    stage: str
    outcome: str
    next_step: str | None
    timed: bool
    valued: bool
    channel: str | None


@dataclass(frozen=True, kw_only=True)
class Found:
    """Groups whose visits or customers together are told, and how many customers that is."""

    groups: tuple[Group, ...]
    customers: int


class Truth:
    """Who is in which group; `first` are the steps of first visits, which a customer takes once at most."""

    def __init__(self, visits: Sequence[Visit], first: set[str]) -> None:
        self.who: dict[Group, set[str]] = defaultdict(set)
        self.first = first
        self.stage_of = {one.step: one.stage for one in visits}
        self.personas = sorted({one.persona for one in visits})
        self._visits(visits)
        self._customers(visits)
        self.of_step: dict[tuple[str, str, str], list[Group]] = defaultdict(list)
        for group in self.who:
            self.of_step[group[:3]].append(group)  # type: ignore[index]

    def _visits(self, visits: Sequence[Visit]) -> None:
        for one in visits:
            for group in (
                ("part", one.persona, one.step, one.outcome, one.next_step or "", str(one.timed)),
                ("valued", one.persona, one.step, str(one.valued)),
                ("channel", one.persona, one.step, one.channel or ""),
            ):
                self.who[group].add(one.customer)

    def _customers(self, visits: Sequence[Visit]) -> None:
        everyone, at, within = defaultdict(set), defaultdict(set), defaultdict(set)
        for one in visits:
            everyone[one.persona].add(one.customer)
            at[one.persona, one.step].add(one.customer)
            within[one.persona, one.stage].add(one.customer)
        for persona in self.personas:
            for step, stage in self.stage_of.items():
                here, there = at[persona, step], within[persona, stage]
                told = {"at": here, "beside": there - here, "without": everyone[persona] - there}
                self.who |= {("customers", persona, step, name): who for name, who in told.items() if who}
            newcomers = set[str]().union(*(at[persona, step] for step in self.first))
            if everyone[persona] - newcomers:
                self.who["customers", persona, "", "no first"] = everyone[persona] - newcomers

    def groups(self, kind: str, scope: str, step: str, *wanted: Iterable[str]) -> set[Group]:
        """The groups of a kind at a step whose further words are among those wanted, of one persona or of everybody."""
        return {
            group
            for persona in (self.personas if scope == EVERYBODY else [scope])
            for group in self.of_step[kind, persona, step]
            if all(word in some for word, some in zip(group[3:], wanted, strict=False))
        }

    def who_all(self, persona: str) -> set[str]:
        return self.together(self.groups("customers", persona, min(self.stage_of)))

    def together(self, groups: Iterable[Group]) -> set[str]:
        return set[str]().union(*(self.who[group] for group in groups))

    @property
    def structure(self) -> Iterator[dict[Group, int]]:
        """What everybody knows without a number: each visit has one outcome, one channel, a value or none; ..."""
        for persona in self.personas:
            whole = self.groups("customers", persona, min(self.stage_of))
            for step in self.stage_of:
                parts = self.groups("part", persona, step)
                for kind in ("valued", "channel"):
                    yield _less(parts, self.groups(kind, persona, step))
                yield _less(self.groups("customers", persona, step), whole)
                if step in self.first:
                    yield _less(parts, self.groups("customers", persona, step, ["at"]))
            first = {one for step in self.first for one in self.groups("customers", persona, step, ["at"])}
            yield _less(first | self.groups("customers", persona, ""), whole)


def _less(more: set[Group], less: set[Group]) -> dict[Group, int]:
    found: dict[Group, int] = defaultdict(int)
    for sign, some in ((1, more), (-1, less)):
        for group in some:
            found[group] += sign
    return {group: times for group, times in found.items() if times}


def told(document: Mapping, truth: Truth) -> Iterator[set[Group]]:
    """The groups behind each number of a map, the numbers that stand beside another included."""
    scope = document["personas"][0]["persona"] if document.get("personas") else EVERYBODY
    ends = {flow["id"]: (flow["from"], flow.get("to")) for flow in document.get("flows", [])}
    seen = document["observations"]["values"]
    shares = [{**one["share"], "step": one["step"]} for one in document["observations"].get("deviations", [])]
    for one in seen:
        if "at" in one:
            yield from _of(one, scope, ends, truth)
    for one in shares:
        yield truth.groups("part", scope, one["step"], ["again"])
    for record in document["evidence"]:
        if "n" in record:
            yield from _whole(scope, record["unit"], truth)
        steps = re.search(r"WHERE outcome = 'on' AND step IN \(([^)]*)\)", record.get("query", ""))
        if steps and any(one["measure"] == "mea_flows-coverage" and "at" in one for one in seen):
            listed = re.findall(r"'([^']+)'", steps[1])
            yield {group for step in listed for group in truth.groups("part", scope, step, ["on"])}


def _whole(scope: str, unit: str, truth: Truth) -> Iterator[set[Group]]:
    if unit == "visits":
        yield {group for step in truth.stage_of for group in truth.groups("part", scope, step)}
    else:
        yield truth.groups("customers", scope, min(truth.stage_of))


def _of(one: Mapping, scope: str, ends: Mapping, truth: Truth) -> Iterator[set[Group]]:
    measure, has_n = one["measure"].removeprefix("mea_"), "n" in one["at"]
    step, to = ends[one["flow"]] if "flow" in one else (one.get("step"), None)
    closed = truth.groups("part", scope, step, ["on", "again", "away"]) if step else set()
    onward = (
        truth.groups("part", scope, step, ["on", "again"], truth.stage_of.keys(), ["True"]) if step else set()
    )
    match measure:
        case "customers" | "reach":
            yield truth.groups("customers", scope, step, ["at"])
            yield truth.groups("customers", scope, step)
        case "stage-customers" | "stage-reach":
            for some, stage in truth.stage_of.items():
                if stage == one["stage"]:
                    yield truth.groups("customers", scope, some, ["at", "beside"])
        case "visits":
            yield truth.groups("part", scope, step)
            yield from _whole(scope, "visits", truth)
        case "goes-on" | "dropout":
            yield from (closed, truth.groups("part", scope, step, ["away"]))
        case "repeats":
            yield from (closed, truth.groups("part", scope, step, ["again"]))
        case "flow":
            yield from (closed, truth.groups("part", scope, step, ["on"], [to]))
        case "channel":
            yield truth.groups("part", scope, step)
            yield truth.groups("channel", scope, step, [one["channel"]])
        case "time" if has_n:
            yield onward
        case "flow-time" if has_n:
            yield truth.groups("part", scope, step, ["on"], [to], ["True"])
        case "value-share" | "value-per-visit" if has_n or measure == "value-share":
            yield truth.groups("valued", scope, step, ["True"])
        case "coverage":
            yield from _whole(scope, "visits", truth)
        case _:
            pass


def leaks(documents: Sequence[Mapping], truth: Truth, least: int, rounds: int = 3) -> list[Found]:
    """The groups of 1 to `least` - 1 customers that the documents give away."""
    sums = {frozenset(groups) for document in documents for groups in told(document, truth)}
    rows = [dict.fromkeys(groups, 1) for groups in sums if groups] + [row for row in truth.structure if row]
    found = {
        groups: len(truth.together(groups)) for turn in range(rounds) for groups in solutions(rows, turn)
    }
    return [
        Found(groups=groups, customers=customers)
        for groups, customers in found.items()
        if 0 < customers < least
    ]


def solutions(rows: Sequence[Mapping[Group, int]], turn: int) -> Iterator[tuple[Group, ...]]:
    """Groups whose sum the equations fix: rows of the reduced form that add up only. Another turn eliminates in
    another order, which finds others."""
    listed = sorted({group for row in rows for group in row})
    order = np.random.default_rng(turn).permutation(len(listed))
    place = {listed[old]: new for new, old in enumerate(order)}
    matrix = np.zeros((len(rows), len(listed)), np.int64)
    for number, row in enumerate(rows):
        for group, times in row.items():
            matrix[number, place[group]] = times % PRIME
    names = [listed[old] for old in order]
    for row in _reduced(matrix):
        if ((row == 0) | (row == 1)).all():
            yield tuple(sorted(names[at] for at in np.flatnonzero(row)))


def _reduced(matrix: np.ndarray) -> np.ndarray:
    """The reduced row echelon form, in whole numbers modulo a prime."""
    rank = 0
    for column in range(matrix.shape[1]):
        candidates = np.flatnonzero(matrix[rank:, column])
        if not len(candidates):
            continue
        pivot = rank + int(candidates[0])
        matrix[[rank, pivot]] = matrix[[pivot, rank]]
        matrix[rank] = matrix[rank] * pow(int(matrix[rank, column]), -1, PRIME) % PRIME
        others = np.flatnonzero(matrix[:, column])
        others = others[others != rank]
        matrix[others] = (matrix[others] - matrix[others, column][:, None] * matrix[rank]) % PRIME
        rank += 1
        if rank == len(matrix):
            break
    return matrix[:rank]
