"""What the figures of the voices document lean on: each thing counted, with the query that repeats it."""

from __future__ import annotations

from dataclasses import dataclass

from folkways.model.evidence import Evidence, Window
from folkways.model.voice import Grouping, SpeechKind

PEOPLE = "count(DISTINCT coalesce('customer ' || customer_id, 'voice ' || source || ' ' || voice_id))"
TEXTS = "count(DISTINCT (source, voice_id))"
"""Ids of voices are unique within their source only."""
WHO = "Who names no customer counts as a person of their own."
GROUPS: dict[Grouping, str] = {
    "month": "month = $group",
    "kind": "kind = $group",
    "source": "source = $group",
    "channel": "channel = $group",
    "touchpoint": "voice_touchpoint = $group",
    "persona": "customer_id IN (SELECT customer_id FROM members WHERE persona = $persona)",
}
"""Which mentions are those of a group's texts."""
SPEECH: dict[SpeechKind, str] = {
    "act": "act = $name",
    "competitor": "competitor = $name",
    "emotion": "list_contains(emotions, $name)",
    "touchpoint": "touchpoint = $name",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One thing that can be said of a theme, a group or a way of speaking: the mentions meant, of those looked at."""

    key: str
    words: str
    where: str
    within: str = ""
    of: str = "all texts"


def cited(texts: int, rated: int, window: Window | None) -> list[Evidence]:
    """The records that every figure of a document cites; `texts` is how many were heard, `rated` had a rating."""
    themes = [Told(key="theme", words="A theme", where="theme = $theme")]
    themes += [
        Told(
            key=f"theme-{by}",
            words=f"A theme by {by}",
            where="theme = $theme",
            within=where,
            of="texts of the group",
        )
        for by, where in GROUPS.items()
    ]
    spoken = [Told(key=kind, words=f"Speech: {kind}", where=where) for kind, where in SPEECH.items()]
    found = [record for one in (*themes, *spoken) for record in _records(one, texts, window)]
    return [*_whole(texts, rated, window), *found]


def _records(one: Told, texts: int, window: Window | None) -> list[Evidence]:
    """Texts, people, share and sentiment of one thing, and how many texts its group has."""
    within = f" WHERE {one.within}" if one.within else ""
    both = f" WHERE {' AND '.join(part for part in (one.where, one.within) if part)}"
    n = None if one.within else texts
    by_text = f"(SELECT avg(sentiment) AS felt FROM mentions{both} GROUP BY source, voice_id)"
    told = [
        ("texts", "texts", "count of texts", f"{TEXTS} AS value FROM mentions{both}"),
        ("people", "people", "count of people", f"{PEOPLE} AS value FROM mentions{both}"),
        (
            "share", "texts", "share of texts, Wilson's interval",
            f"{TEXTS} FILTER (WHERE {one.where}) / {TEXTS} AS value "
            f"FROM mentions{within}",
        ),
        (
            "sentiment", "texts", "mean over texts of the mean of their sentences meant, Student's interval",
            f"avg(felt) AS value FROM {by_text}",
        ),
    ]  # fmt: skip
    if one.within:
        told.append(("of", "texts", "count of texts", f"{TEXTS} AS value FROM mentions{within}"))
    if one.key == "theme":
        act = f"{TEXTS} AS value FROM mentions WHERE theme = $theme AND act = $act"
        told.append(("act", "texts", "count of texts with such a sentence", act))
    return [
        Evidence(
            id=f"evd_{one.key}-{what}",
            kind="review",
            title=f"{one.words}: {method}",
            n=n,
            unit=unit,
            denominator="texts that speak of it" if what == "sentiment" else one.of,
            window=window,
            method=method,
            query=f"SELECT {query}",
            note=WHO if what == "people" else None,
        )
        for what, unit, method, query in told
    ]


def _whole(texts: int, rated: int, window: Window | None) -> list[Evidence]:
    """What was heard altogether, and how sentiment was scaled."""

    def record(what: str, title: str, method: str, **more: str | int | None) -> Evidence:
        told = {"n": texts, "unit": "texts", "denominator": "all texts", "kind": "review", **more}
        return Evidence.model_validate(
            {"id": f"evd_voices-{what}", "title": title, "method": method, "window": window, **told}
        )

    fit = (
        "5-fold: predictions of texts by a model that had not seen them, held against their ratings; "
        "without calibration beside it"
    )
    return [
        record("texts", "Texts heard", "count", query=f"SELECT {TEXTS} AS value FROM mentions"),
        record("people", "People heard", "count", query=f"SELECT {PEOPLE} AS value FROM mentions", note=WHO),
        record("sentences", "Sentences heard", "count", query="SELECT count(*) AS value FROM mentions"),
        record(
            "language", "Texts in a language", "count",
            query=f"SELECT {TEXTS} AS value FROM mentions "
            "WHERE coalesce(language, 'unknown') = $language",
        ),
        record("other", "Texts in other languages", "count", note="Languages of too few people, together."),
        record(
            "rated", "Texts with a rating", "count",
            note="A rating stands beside the text, or is what the same answer to a survey scored.",
        ),
        record(
            "quote", "Sentiment of a sentence", "the scale of the sentiments; -1 to 1", n=None, unit="sentences",
            denominator="this sentence",
            query="SELECT sentiment AS value FROM mentions "
            "WHERE source = $source AND voice_id = $voice AND \"start\" = $start",
        ),
        record("scale", "Sentiment against ratings", fit, n=rated, denominator="rated texts", kind="model"),
        record("themes", "Themes", "count", unit="themes", denominator="all themes", kind="model", n=None),
    ]  # fmt: skip
