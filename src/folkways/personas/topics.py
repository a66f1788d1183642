"""What members of a persona speak of, complain of and wish for: customers, shares with intervals, contrasts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from folkways.measures.ledger import Counted, Ledger
from folkways.measures.sql import inside, text
from folkways.model.evidence import Claim, Figure
from folkways.model.said import SaidTopic, TopicKind
from folkways.personas.contrast import Contrast, contrasts
from folkways.personas.feature import Feature, Words
from folkways.personas.sayings import Sayings
from folkways.personas.sheet import Floats, Mask, Sheet
from folkways.personas.spread import Levels, hidden_levels, tables
from folkways.personas.wording import said, said_count
from folkways.stats.intervals import Interval, mean_interval
from folkways.stats.suppression import any_few
from folkways.voices.gathering import WATCHED

OWN_WORDS = f"basis <> {text(WATCHED)} AND customer_id IS NOT NULL"
KINDS: tuple[TopicKind, ...] = ("theme", "pain", "wish")
DONE: Mapping[TopicKind, str] = {
    "theme": "speak of it",
    "pain": "complain of it",
    "wish": "wish for something about it",
}
ANYTHING: Mapping[TopicKind, str] = {"pain": "complain of something", "wish": "wish for something"}
MOST_TOLD = 5
MEMBERS = "members of the persona"
SHARE = "share of customers with at least one such sentence of their own; notes by staff do not count"


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One thing to count: a theme, an act within a theme, or an act about anything."""

    kind: TopicKind
    theme: str | None
    name: str

    @property
    def key(self) -> str:
        return f"{self.theme or 'anything'}_{self.kind}"

    @property
    def condition(self) -> str:
        """SQL on `mentions`."""
        parts = [f"theme IS NOT DISTINCT FROM {text(self.theme)}"] if self.theme else []
        parts += [f"act = {text(self.kind)}"] if self.kind != "theme" else []
        return " AND ".join(parts)

    @property
    def told(self) -> str:
        """SQL relation: whoever said anything, `told` 1 where they said this, with their persona."""
        return (
            f"(SELECT customer_id, bool_or({self.condition})::INT AS told FROM mentions "
            f"WHERE {OWN_WORDS} GROUP BY customer_id) JOIN members USING (customer_id)"
        )

    def sentences(self, heard: Sayings) -> Mask:
        found = np.ones(len(heard.who), dtype=bool) if self.theme is None else heard.theme == self.theme
        return found if self.kind == "theme" else found & (heard.act == self.kind)

    def words(self) -> str:
        does = DONE[self.kind] if self.theme else ANYTHING[self.kind]
        return f"“{self.name}”: {does}" if self.theme else does


@dataclass(frozen=True)
class CountedTopics:
    """All topics, the level of each customer in each, and which of them a persona may show."""

    heard: Sayings
    min_cell: int
    topics: Sequence[Topic]
    codes: Mapping[str, Floats]

    def topic(self, theme: str) -> Topic:
        return next(one for one in self.topics if one.kind == "theme" and one.theme == theme)

    def speakers(self, at: int) -> int | None:
        """How many members of the persona at a place said anything; None where they, or all others who did, are few."""
        members = self.heard.groups == at
        spoke, others = (int((self.heard.spoke & side).sum()) for side in (members, ~members))
        return None if any_few((spoke, others), self.min_cell) else spoke

    def hidden(self, at: int) -> dict[str, Mask]:
        """By topic: the levels that tell, or would give away, too few members of the persona at a place."""
        return {key: self.veil(codes, at) for key, codes in self.codes.items()}

    def veil(self, codes: Floats, at: int) -> Mask:
        """Which levels of one column of codes are hidden for a persona."""
        count = int(np.nanmax(codes, initial=1.0)) + 1
        cut = Levels(labels=("",) * count, sql="", codes=codes)
        return hidden_levels(tables(cut, self.heard.groups, len(self.heard.personas)), at, self.min_cell)

    def contrasts(self, at: int) -> list[Contrast]:
        """The topics that may be shown, against everybody else who said anything; strongest first."""
        features = [_feature(one) for one in self.topics]
        sheet = Sheet(
            customers=self.heard.members["customer_id"].combine_chunks(),
            features=tuple(features),
            columns={one.key: self._said(one) for one in self.topics},
            levels={},
            rows={},
        )
        return contrasts(sheet, self.heard.groups == at, features, self.min_cell, self.hidden(at))

    def _said(self, topic: Topic) -> Floats:
        """1 for whoever said it, 0 for who said other things only; in an act of a theme the level 2 says it."""
        codes = self.codes[topic.key]
        level = 2.0 if topic.theme and topic.kind != "theme" else 1.0
        return np.where(np.isnan(codes), np.nan, (codes >= level).astype(np.float64))


def counting(heard: Sayings, min_cell: int) -> CountedTopics:
    """Count all themes, and acts within them and about anything."""
    whole = [Topic(kind="theme", theme=one, name=name) for one, name in heard.themes.items()]
    acts = [Topic(kind=kind, theme=None, name="anything") for kind in KINDS[1:]]
    within = [Topic(kind=kind, theme=one.theme, name=one.name) for one in whole for kind in KINDS[1:]]
    codes = {one.key: heard.codes(one.sentences(heard)) for one in [*whole, *acts]}
    for one in within:
        theme = heard.theme == one.theme
        codes[one.key] = heard.codes(theme, one.sentences(heard))
    return CountedTopics(heard, min_cell, [*whole, *acts, *within], codes)


def _feature(topic: Topic) -> Feature:
    return Feature(
        key=topic.key,
        label=topic.words(),
        title="said in at least one sentence",
        topic="attitudes",
        unit="share",
        group="voices",
        source="mentions",
        expression="",
        words=Words(sentences=(), more="", less=""),
        kind="boolean",
        basis="reported",
    )


def topics_of(ledger: Ledger, counted: CountedTopics, at: int) -> list[SaidTopic]:
    """The topics that members speak of, those that most of them speak of first."""
    known = {one.key: one for one in counted.topics}
    found = [
        _told(ledger, counted, at, known[one.feature.key], one)
        for one in counted.contrasts(at)
        if one.here.value > 0
    ]
    order = {kind: place for place, kind in enumerate(KINDS)}
    return sorted(found, key=lambda one: (order[one.kind], -(one.here.value or 0), one.theme or ""))


def _counted(topic: Topic, which: str, query: str, method: str) -> Counted:
    return Counted(
        title=f"{topic.words()}, {which}",
        query=f"SELECT {query}",
        unit="customers",
        denominator=f"{which} who said anything",
        method=method,
        kind="document",
    )


def members_who(topic: Topic, persona: str) -> Counted:
    """The count of members of whom a topic was heard."""
    query = f"sum(told) AS value FROM {topic.told} WHERE {inside(persona)}"
    return _counted(topic, MEMBERS, query, "count of customers")


def _told(ledger: Ledger, counted: CountedTopics, at: int, topic: Topic, seen: Contrast) -> SaidTopic:
    persona = counted.heard.personas[at]
    here, there = inside(persona), f"NOT ({inside(persona)})"

    def side(which: str, condition: str, found: Interval) -> Figure:
        query = f"avg(told) AS value FROM {topic.told} WHERE {condition}"
        return ledger.estimate(_counted(topic, which, query, SHARE), found, "share")

    apart = _counted(
        topic,
        "members minus everybody else",
        f"avg(told) FILTER (WHERE {here}) - avg(told) FILTER (WHERE {there}) AS value FROM {topic.told}",
        f"difference of the share; interval: {seen.difference.method}; n is the smaller side",
    )
    spoke = round(seen.here.n)
    return SaidTopic(
        kind=topic.kind,
        theme=topic.theme,
        name=topic.name,
        customers=ledger.figure(
            members_who(topic, persona), float(round(seen.here.value * spoke)), "customers", n=spoke
        ),
        here=side(MEMBERS, here, seen.here),
        elsewhere=side("everybody else", there, seen.elsewhere),
        difference=ledger.estimate(apart, seen.difference, "share"),
        effect=seen.effect,
        q_value=seen.q,
        sentiment=_felt(ledger, counted, at, topic) if topic.kind == "theme" else None,
    )


def _felt(ledger: Ledger, counted: CountedTopics, at: int, topic: Topic) -> Figure:
    """How the members' sentences on a theme feel: the mean over members of each one's mean."""
    heard = counted.heard
    own = topic.sentences(heard) & (heard.groups[heard.who] == at)
    _, place = np.unique(heard.who[own], return_inverse=True)
    felt = np.bincount(place, heard.sentiment[own]) / np.bincount(place)
    told = Counted(
        title=f"“{topic.name}”: how members feel about it",
        query=(
            "SELECT avg(felt) AS value FROM (SELECT customer_id, avg(sentiment) AS felt FROM mentions "
            f"WHERE {OWN_WORDS} AND {topic.condition} GROUP BY customer_id) JOIN members USING (customer_id) "
            f"WHERE {inside(heard.personas[at])}"
        ),
        unit="customers",
        denominator="members of the persona who speak of it",
        method="mean over customers of the mean sentiment of their sentences on it, -1 to 1",
        kind="document",
    )
    if len(felt) < 2:
        return ledger.figure(told, float(felt[0]), "sentiment", n=len(felt))
    found = mean_interval(felt)
    return ledger.estimate(told, found, "sentiment")


def claims_of(topics: Sequence[SaidTopic], kind: TopicKind) -> list[Claim]:
    """Sentences on one kind of topics: the act about anything first, then the themes that most members name."""
    found = [one for one in topics if one.kind == kind]
    ordered = sorted(found, key=lambda one: (one.theme is not None, -(one.here.value or 0), one.theme or ""))
    return [_claim(one) for one in ordered[:MOST_TOLD]]


def _claim(one: SaidTopic) -> Claim:
    does = f"{DONE[one.kind]}" if one.theme else ANYTHING[one.kind]
    about = f"{one.name}: " if one.theme else ""
    here, there = said(one.here.value or 0, "share"), said(one.elsewhere.value or 0, "share")
    people = f"{said_count(one.customers.value or 0)} of {said_count(one.customers.n or 0)} who said anything"
    return Claim(
        text=f"{about}{people} {does}: {here}, against {there} elsewhere.",
        basis="reported",
        evidence=[one.customers.evidence, one.here.evidence, one.elsewhere.evidence],
    )
