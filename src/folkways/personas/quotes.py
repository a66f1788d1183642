"""Quotes of a persona: its surest members' own words, typical of what is said most, in the moods of all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import sqrt

import numpy as np

from folkways.measures.ledger import Counted, Ledger
from folkways.measures.sql import inside, text
from folkways.model.evidence import Figure, Id
from folkways.model.said import Mood, PersonaQuote, SaidTopic
from folkways.personas.sayings import REMARK, Sayings, Whole
from folkways.personas.sheet import Floats, Mask
from folkways.personas.topics import OWN_WORDS, CountedTopics, members_who
from folkways.voices.origin import SURE, VERBATIM, origin_of
from folkways.voices.quoting import NEUTRAL, Candidates, chosen_quotes

MOST_QUOTES = 6
A_THEME = 60
"""Of so many of the most typical sentences on a theme quotes are chosen."""
MOODS: tuple[Mood, ...] = ("unhappy", "neutral", "happy")
IN_MOOD = {
    "unhappy": f"sentiment < -{NEUTRAL}",
    "neutral": f"sentiment BETWEEN -{NEUTRAL} AND {NEUTRAL}",
    "happy": f"sentiment > {NEUTRAL}",
}
MOOD_WORDS = {"unhappy": "an unhappy", "neutral": "a neutral", "happy": "a happy"}
ANSWERED = "answer "
"""How the locator of an open answer begins; all else stands in the table `voices`."""


def telling(heard: Sayings, at: int) -> Mask:
    """The sentences in which members of a persona do more than remark: they complain, praise, wish or ask."""
    return (heard.groups[heard.who] == at) & (heard.act != REMARK)


def quotes_of(
    ledger: Ledger, counted: CountedTopics, at: int, topics: Sequence[SaidTopic]
) -> list[PersonaQuote]:
    """At most six quotes of a persona, one a theme and one a customer, on themes that enough members speak of."""
    heard, said = counted.heard, telling(counted.heard, at)
    weights = _weights(counted, at, topics)
    places = _shortlisted(heard, said, weights)
    if not len(places):
        return []
    texts = [heard.text(int(place)) for place in places]
    given = Candidates(
        texts=texts,
        vectors=heard.vectors(texts),
        typical=_worth(heard, places, weights),
        sentiments=heard.sentiment[places],
        people=[int(one) for one in heard.who[places]],
        themes=list(heard.theme[places]),
        mix=heard.sentiment[said],
    )
    chosen = chosen_quotes(given, MOST_QUOTES, heard.is_clean)
    return [_quote(ledger, counted, at, int(places[one])) for one in chosen]


def _worth(heard: Sayings, places: Whole, weights: Mapping[str, float]) -> Floats:
    """How typical each sentence is of its theme, from 0 to 1, times what the theme weighs."""
    best: dict[str, float] = {}
    for place, theme in zip(places, heard.theme[places], strict=True):
        best[theme] = max(best.get(theme, 0.0), float(heard.typical[place]))
    return np.array(
        [
            weights[theme] * float(heard.typical[place]) / (best[theme] or 1.0)
            for place, theme in zip(places, heard.theme[places], strict=True)
        ]
    )


def _weights(counted: CountedTopics, at: int, topics: Sequence[SaidTopic]) -> dict[str, float]:
    """What each theme that `min_cell` members speak of weighs: more when many do, and when others do so less."""
    effects = {one.theme: one.effect for one in topics if one.kind == "theme"}
    people = {theme: len(_speakers(counted.heard, at, theme)) for theme in counted.heard.themes}
    raw = {
        theme: n * (1 + max(effects.get(theme, 0.0), 0.0))
        for theme, n in people.items()
        if n >= counted.min_cell
    }
    most = max(raw.values(), default=1.0)
    return {theme: sqrt(one / most) for theme, one in raw.items()}


def _speakers(heard: Sayings, at: int, theme: str) -> Whole:
    return np.unique(heard.who[(heard.groups[heard.who] == at) & (heard.theme == theme)])


def _shortlisted(heard: Sayings, said: Mask, weights: Mapping[str, float]) -> Whole:
    """The most typical sentences on each theme by members who are surely that; ties in the order of the source."""
    sure = said & (heard.posterior[heard.who] >= SURE)
    found: list[Whole] = []
    for theme in sorted(weights):
        own = np.flatnonzero(sure & (heard.theme == theme))
        found.append(own[np.lexsort((own, -heard.typical[own]))][:A_THEME])
    listed = [one for one in found if len(one)]
    return np.concatenate(listed) if listed else np.zeros(0, dtype=np.int64)


def _quote(ledger: Ledger, counted: CountedTopics, at: int, place: int) -> PersonaQuote:
    heard, theme = counted.heard, str(counted.heard.theme[place])
    origin, mood = origin_of(heard.voice(place), heard.timezone), MOODS[int(heard.mood[place])]
    row = heard.mentions.slice(place, 1).to_pylist()[0]
    return PersonaQuote(
        text=heard.text(place),
        evidence=[_source(ledger, heard, place)],
        theme=theme,
        about=heard.themes[theme],
        kind=origin.kind,
        source=row["source"],
        document=origin.document,
        locator=origin.locator,
        voice=row["voice_id"],
        start=row["start"],
        end=row["end"],
        on=origin.day,
        language=row["language"],
        sentiment=row["sentiment"],
        mood=mood,
        posterior=float(heard.posterior[heard.who[place]]),
        mentioned=_mentioned(ledger, counted, at, theme),
        alike=_alike(ledger, counted, at, theme, mood),
    )


def _source(ledger: Ledger, heard: Sayings, place: int) -> Id:
    """The record of one quote: where it stands, and the query that reads it there."""
    origin = origin_of(heard.voice(place), heard.timezone)
    row = heard.mentions.slice(place, 1).to_pylist()[0]
    answered = origin.locator.startswith(ANSWERED)
    table, key = ("answers", "answer_id") if answered else ("voices", "voice_id")
    told = Counted(
        title=origin.title,
        query=(
            f"SELECT substr(text, {row['start'] + 1}, {row['end'] - row['start']}) AS value FROM {table} "
            f"WHERE {key} = {text(row['voice_id'])} AND source = {text(row['source'])}"
        ),
        unit="sentences",
        denominator="one sentence",
        method=VERBATIM,
        kind=origin.evidence,
    )
    return ledger.verbatim(told, heard.text(place), origin.place)


def _mentioned(ledger: Ledger, counted: CountedTopics, at: int, theme: str) -> Figure:
    """How many members speak of a theme; hidden where that would tell of too few."""
    topic = counted.topic(theme)
    hidden = bool(counted.veil(counted.codes[topic.key], at).any())
    told = members_who(topic, counted.heard.personas[at])
    value = None if hidden else float(len(_speakers(counted.heard, at, theme)))
    return ledger.figure(told, value, "customers", n=counted.speakers(at))


def _alike(ledger: Ledger, counted: CountedTopics, at: int, theme: str, mood: Mood) -> Figure:
    """How many members speak of a theme in a mood; hidden where they, or the others who speak of it, are too few."""
    heard, persona = counted.heard, counted.heard.personas[at]
    about = heard.theme == theme
    codes = heard.codes(about, about & (heard.mood == MOODS.index(mood)))
    alike = float(((codes == 2) & (heard.groups == at)).sum())
    told = Counted(
        title=f"“{heard.themes[theme]}”: members with {MOOD_WORDS[mood]} sentence on it",
        query=(
            f"SELECT count(DISTINCT customer_id) AS value FROM mentions JOIN members USING (customer_id) "
            f"WHERE {inside(persona)} AND {OWN_WORDS} AND theme = {text(theme)} AND {IN_MOOD[mood]}"
        ),
        unit="customers",
        denominator="members of the persona who speak of it",
        method=f"count of customers; sentiment below -{NEUTRAL} is unhappy, above {NEUTRAL} happy",
        kind="document",
    )
    hidden = bool(counted.veil(codes, at).any())
    of = None if hidden else len(_speakers(heard, at, theme))
    return ledger.figure(told, None if hidden else alike, "customers", n=of)
