"""Putting what members say into persona documents: figures, claims and quotes beside what they do."""

from __future__ import annotations

import numpy as np

from folkways.measures.ledger import Counted, Ledger
from folkways.measures.sql import inside
from folkways.model.canonical import settled
from folkways.model.evidence import Figure
from folkways.model.persona import Persona
from folkways.model.said import Mood, PersonaSaid
from folkways.personas.quotes import IN_MOOD, MOODS, quotes_of, telling
from folkways.personas.sayings import REMARK, Sayings
from folkways.personas.topics import OWN_WORDS, CountedTopics, claims_of, counting, topics_of
from folkways.stats.intervals import Interval
from folkways.stats.intervals import share_interval as customers_share
from folkways.stats.ratio import SHARE_METHOD, Sums, share_interval
from folkways.stats.suppression import any_few

SPEAKERS = f"(SELECT DISTINCT customer_id, 1 AS spoke FROM mentions WHERE {OWN_WORDS})"


def voiced(personas: list[Persona], heard: Sayings, min_cell: int) -> list[Persona]:
    """The documents with what their members say, in the same order; one whose members say nothing stays as it is.

    A document that was voiced before is voiced anew: the same words give the same bytes.
    """
    counted = counting(heard, min_cell)
    return [_voiced(one, counted, at) for at, one in enumerate(personas)]


def _voiced(persona: Persona, counted: CountedTopics, at: int) -> Persona:
    ledger = Ledger(persona.observations.window)
    said = _said(ledger, counted, at)
    if said is None:
        return persona
    evidence = {one.id: one for one in persona.evidence}
    found = persona.model_copy(
        update={
            "pains": claims_of(said.topics, "pain"),
            "wishes": claims_of(said.topics, "wish"),
            "quotes": quotes_of(ledger, counted, at, said.topics),
            "observations": persona.observations.model_copy(update={"said": said}),
        }
    )
    kept = evidence | {one.id: one for one in ledger.cited()}
    return settled(found.model_copy(update={"evidence": [kept[one] for one in sorted(kept)]}))


def _said(ledger: Ledger, counted: CountedTopics, at: int) -> PersonaSaid | None:
    """What members say in figures; None when nobody of them said anything."""
    heard, persona = counted.heard, counted.heard.personas[at]
    members = heard.groups == at
    if not (heard.spoke & members).any():
        return None
    told = Counted(
        title="Members who said anything",
        query=f"SELECT count(*) AS value FROM members JOIN {SPEAKERS} USING (customer_id) WHERE {inside(persona)}",
        unit="customers",
        denominator="members of the persona",
        method="count of customers with a sentence of their own in voices or open answers",
        kind="document",
    )
    part = Counted(
        title="Members who said anything, as a share",
        query=(
            f"SELECT count(spoke) / count(*) AS value FROM members LEFT JOIN {SPEAKERS} USING (customer_id) "
            f"WHERE {inside(persona)}"
        ),
        unit="customers",
        denominator="members of the persona",
        method="share; Wilson interval",
        kind="document",
    )
    size, speakers = int(members.sum()), counted.speakers(at)
    if speakers is None:
        hidden = ledger.figure(told, None, "customers", n=size)
        return PersonaSaid(speakers=hidden, share=ledger.figure(part, None, "share", n=size))
    return PersonaSaid(
        speakers=ledger.figure(told, float(speakers), "customers", n=size),
        share=ledger.estimate(part, customers_share(speakers, size), "share"),
        moods=_moods(ledger, counted, at),
        topics=topics_of(ledger, counted, at),
    )


def _moods(ledger: Ledger, counted: CountedTopics, at: int) -> dict[Mood, Figure]:
    """The shares of the members' sentences (mere remarks left out) in each mood; hidden together."""
    heard, own = counted.heard, telling(counted.heard, at)
    if not own.any():
        return {}
    every = np.bincount(heard.who[own], minlength=heard.members.num_rows).astype(np.float64)
    parts = [
        np.bincount(heard.who[own & (heard.mood == mood)], minlength=len(every)).astype(np.float64)
        for mood in range(len(MOODS))
    ]
    few = any_few((int((part > 0).sum()) for part in parts), counted.min_cell)
    return {
        mood: _mood(ledger, heard, at, mood, every, part, hidden=few)
        for mood, part in zip(MOODS, parts, strict=True)
    }


def _mood(
    ledger: Ledger, heard: Sayings, at: int, mood: Mood, every: np.ndarray, part: np.ndarray, *, hidden: bool
) -> Figure:
    told = Counted(
        title=f"Share of what members say that is {mood}",
        query=(
            f"SELECT avg(({IN_MOOD[mood]})::INT) AS value FROM mentions JOIN members USING (customer_id) "
            f"WHERE {inside(heard.personas[at])} AND {OWN_WORDS} AND act <> '{REMARK}'"
        ),
        unit="sentences",
        denominator="sentences in which members complain, praise, wish or ask",
        method="share of sentences; interval over customers",
        kind="document",
    )
    sums = Sums(
        customers=int((every > 0).sum()),
        y=float(part.sum()),
        x=float(every.sum()),
        yy=float(part @ part),
        xy=float(part @ every),
        xx=float(every @ every),
    )
    found = share_interval(sums)
    if hidden or found is None:
        return ledger.figure(told, None, "share", n=int(sums.x))
    if found.lo is None or found.hi is None:
        return ledger.figure(told, found.value, "share", n=int(sums.x))
    interval = Interval(value=found.value, lo=found.lo, hi=found.hi, n=sums.x, method=SHARE_METHOD)
    return ledger.estimate(told, interval, "share")
