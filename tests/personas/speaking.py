"""Customers of two personas who say things, sentence by sentence: what is told of them can be counted here by hand."""

from __future__ import annotations

from functools import cache

import numpy as np
import pyarrow as pa
from tests.personas.invented import told

from folkways.model.persona import Persona
from folkways.model.voice import Mentioned, SentimentScale, Theme, Voices
from folkways.personas.sayings import Sayings, sayings
from folkways.personas.voiced import voiced
from folkways.voices.quoting import bears_no_contact

AS_OF, RUN = "2017-08-28T23:59:59Z", "run_test"
SENTENCES = {
    ("thm_late", "pain"): "The parcel number {} came a whole week after the promised day.",
    ("thm_late", "remark"): "My parcel {} stood in the hall when I came home.",
    ("thm_dark", "wish"): "Please give the app for phone {} darker colours in the evening.",
    ("thm_dark", "praise"): "The new colours of page {} are lovely to look at.",
}
FEELS = {"pain": -0.8, "remark": 0.0, "wish": 0.05, "praise": 0.9}
NAMES = {"thm_late": "late, parcel", "thm_dark": "dark, colours"}
Said = dict[str, object]
MENTION = (
    "voice_id", "customer_id", "source", "basis", "start", "end", "language", "theme", "typical", "sentiment", "act",
)  # fmt: skip


def two_personas() -> list[Persona]:
    """Two documents of the invented corner shop, before anything was heard."""
    return told().personas[:2]


def rows(seed: int = 1) -> list[Said]:
    """A sentence a row: of 240 customers five in six speak, those of the first persona more of late parcels."""
    rng = np.random.default_rng(seed)
    found: list[Said] = []
    for customer in range(240):
        if customer % 6 == 0:
            continue
        late = rng.random() < (0.7 if customer < 120 else 0.3)
        theme = "thm_late" if late else "thm_dark"
        act = (
            ("pain" if rng.random() < 0.6 else "remark")
            if late
            else ("wish" if rng.random() < 0.5 else "praise")
        )
        found.append(row(customer, theme, act, len(found)))
    return found


def row(customer: int, theme: str, act: str, number: int, **other: object) -> Said:
    text = SENTENCES[theme, act].format(
        ["seven", "eight", "nine", "ten", "twelve"][number % 5] + f" {customer % 9}"
    )
    return {
        "voice_id": f"v{number:03}", "customer_id": f"c{customer:03}", "source": "reviews", "basis": "reported",
        "start": 7, "end": 7 + len(text), "language": "en", "theme": theme, "typical": 0.5 + (number % 7) / 20,
        "sentiment": FEELS[act], "act": act, "text": f"Hello. {text} Bye.", "kind": "review",
        "document": "reviews.csv", "locator": f"row={number + 1}", "at": 1_500_000_000_000_000,
    } | other  # fmt: skip


def heard(found: list[Said], posterior: float = 0.95) -> Sayings:
    """Customers 0 to 119 are of the first persona, 120 to 239 of the second."""
    personas = two_personas()
    members = pa.table(
        {
            "customer_id": [f"c{one:03}" for one in range(240)],
            "persona": [personas[one // 120].id for one in range(240)],
            "posterior": [posterior] * 240,
        }
    )
    told_of = {
        "customer_id",
        "voice_id",
        "source",
        "basis",
        "start",
        "end",
        "language",
        "theme",
        "typical",
        "sentiment",
        "act",
    }
    mentions = pa.Table.from_pylist([{key: one[key] for key in sorted(told_of)} for one in found])
    return sayings(
        mentions, members, pa.Table.from_pylist(found), voices(), personas,
        timezone="Europe/Berlin", is_clean=bears_no_contact,
    )  # fmt: skip


@cache
def both() -> list[Persona]:
    """The two documents with what was said."""
    return voiced(two_personas(), heard(rows()), 10)


def voices() -> Voices:
    scale = SentimentScale(calibrated=False, rated_texts=0, needed=100, says="")
    themes = [Theme(id=one, name=name, mentioned=Mentioned(suppressed=True)) for one, name in NAMES.items()]
    return Voices(
        as_of=AS_OF, run=RUN, texts=1, people=1, sentences=1, min_cell=10, sentiment=scale, themes=themes
    )
