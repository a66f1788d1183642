"""Hearing a whole business: planted topics come back, figures add up, quotes are verbatim, small cells stay hidden."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pyarrow as pa
import pytest
from tests.voices.spoken import SPOKEN_OF, said, workshop

from folkways.engines.locked import answered
from folkways.model.canonical import canonical_json
from folkways.model.voice import Voices
from folkways.voices.hearing import Heard, Spoken, hear
from folkways.voices.quoting import bears_no_contact, is_verbatim
from folkways.voices.sentences import words

pytestmark = pytest.mark.slow


def heard(
    table: pa.Table, frozen: pa.Table | None = None, cache: Path | None = None, **voices: object
) -> Heard:
    members = pa.table(
        {"customer_id": [f"c{n:03}" for n in range(100)], "persona": ["psn_p1", "psn_p2"] * 50}
    )
    found = hear(
        Spoken(table, None, members, {"psn_p1": "Early birds", "psn_p2": "Night owls"}),
        workshop(**voices),
        as_of="2026-04-01T00:00:00Z",
        run="run_1",
        is_clean=bears_no_contact,
        frozen=frozen,
        cache=cache,
    )
    assert found is not None
    return found


@cache
def workshop_heard() -> Heard:
    return heard(said())


@cache
def document() -> Voices:
    return workshop_heard().document


def test_planted_topics_come_back_as_themes() -> None:
    topics = dict(zip(said()["voice_id"].to_pylist(), said()["topic"].to_pylist(), strict=True))
    rows = workshop_heard().mentions.select(["voice_id", "theme"]).to_pylist()
    counts = {
        topic: Counter(one["theme"] for one in rows if topics[one["voice_id"]] == topic)
        for topic in SPOKEN_OF
    }
    sizes = Counter(one["theme"] for one in rows)
    for topic, found in counts.items():
        theme, both = found.most_common(1)[0]
        assert both / sizes[theme] >= 0.8, (topic, counts)
    assert len(sizes) >= len(SPOKEN_OF)


def test_every_text_has_a_theme_and_no_theme_is_for_the_rest() -> None:
    mentions = workshop_heard().mentions
    assert mentions["theme"].null_count == 0
    assert {one.id for one in document().themes} <= set(mentions["theme"].to_pylist())


def test_sources_that_use_the_same_ids_stay_apart() -> None:
    rows = said().to_pylist()
    again = [row | {"source": "tweets", "customer_id": None} for row in rows]
    found = heard(pa.Table.from_pylist([*rows, *again], schema=said().schema))
    records = {one.id: str(one.query) for one in found.document.evidence}
    tables = {"mentions": found.mentions}
    assert found.document.texts == 2 * len(rows)
    for what in ("texts", "people"):
        counted = answered(records[f"evd_voices-{what}"], tables)["value"][0].as_py()
        assert counted == getattr(found.document, what)
    quotes = [quote for theme in found.document.themes for quote in theme.quotes]
    assert {quote.persona for quote in quotes if quote.source == "tweets"} <= {None}
    assert {quote.persona for quote in quotes if quote.source != "tweets"} & {"Early birds", "Night owls"}


def test_figures_are_those_of_the_mentions() -> None:
    for theme in document().themes:
        own = [row for row in workshop_heard().mentions.to_pylist() if row["theme"] == theme.id]
        texts = {row["voice_id"] for row in own}
        assert theme.mentioned.texts == len(texts)
        assert theme.mentioned.people == len({row["customer_id"] for row in own})
        assert theme.mentioned.share_of_texts == pytest.approx(len(texts) / document().texts)
        assert theme.mentioned.lo is not None
        assert theme.mentioned.hi is not None
        assert theme.mentioned.lo < len(texts) / document().texts < theme.mentioned.hi


def test_quotes_are_verbatim_and_lead_back_to_their_place() -> None:
    texts = {row["voice_id"]: row for row in said().to_pylist()}
    quotes = [quote for theme in document().themes for quote in theme.quotes]
    assert quotes
    for quote in quotes:
        source = texts[quote.voice]
        assert source["text"][quote.start : quote.end] == quote.text
        assert is_verbatim(quote.text, source["text"])
        assert quote.locator == source["locator"]
        assert 6 <= len(words(quote.text)) <= 40


def test_no_customer_is_quoted_twice_in_a_theme() -> None:
    who = {row["voice_id"]: row["customer_id"] for row in said().to_pylist()}
    for theme in document().themes:
        assert len({who[quote.voice] for quote in theme.quotes}) == len(theme.quotes)


def test_sentiment_is_calibrated_by_ratings_and_says_so() -> None:
    scale = document().sentiment
    assert scale.calibrated
    assert scale.rated_texts == said().num_rows
    assert scale.auc is not None
    assert scale.auc > 0.95
    unrated = said().drop_columns(["rating"]).append_column("rating", pa.nulls(said().num_rows, pa.float64()))
    found = heard(unrated).document.sentiment
    assert not found.calibrated
    assert "100 are needed" in found.says


def test_a_theme_stays_itself_when_more_is_said() -> None:
    later = heard(pa.concat_tables([said(), said(seed=5, each=20)]), workshop_heard().themes)
    assert {one.id for one in document().themes} <= {one.id for one in later.document.themes}
    first = {row["voice_id"]: row["theme"] for row in workshop_heard().mentions.to_pylist()}
    again = heard(said(), workshop_heard().themes)
    assert {row["voice_id"]: row["theme"] for row in again.mentions.to_pylist()} == first


def test_something_new_gets_an_id_of_its_own() -> None:
    rows = said().to_pylist()[:120]
    news = [
        row | {"voice_id": f"n{n}", "text": f"The {dog} in the yard barked at my children for {n} minutes."}
        for n, (row, dog) in enumerate(zip(rows, ["dog", "hound", "puppy", "terrier"] * 30, strict=True))
    ]
    later = heard(
        pa.concat_tables([said(), pa.Table.from_pylist(news, schema=said().schema)]), workshop_heard().themes
    )
    before = {one.id for one in document().themes}
    born = [one for one in later.document.themes if one.id not in before]
    assert len(born) >= 1
    assert any(
        {"dog", "hound", "puppy", "terrier", "barked", "yard", "children"} & set(one.words) for one in born
    )


def test_the_same_words_give_the_same_bytes_with_and_without_a_cache(tmp_path: Path) -> None:
    first = heard(said(), cache=tmp_path)
    second = heard(said(), cache=tmp_path)
    assert canonical_json(first.document) == canonical_json(second.document) == canonical_json(document())
    assert first.mentions.equals(second.mentions)


def test_a_theme_in_a_group_of_few_people_is_not_told() -> None:
    told = [group for theme in document().themes for group in theme.groups]
    assert {one.by for one in told} == {"month", "kind", "source", "channel", "persona"}
    for group in told:
        if group.mentioned.suppressed:
            assert group.mentioned.texts is None
            assert group.mentioned.sentiment is None
        else:
            assert (group.mentioned.people or 0) >= document().min_cell


def test_nothing_is_told_of_fewer_people_than_min_cell() -> None:
    few = said().slice(0, 4)
    found = heard(few).document
    assert found.themes == []
    assert found.speech == []


def test_contacts_are_never_quoted() -> None:
    rows = [
        row | {"text": f"{row['text'][:-1]}, write to a.b{n}@mail.example."}
        for n, row in enumerate(said().to_pylist())
    ]
    found = heard(pa.Table.from_pylist(rows, schema=said().schema)).document
    assert all(not theme.quotes for theme in found.themes)


def test_competitors_are_counted_by_name() -> None:
    rows = said().to_pylist()
    for row in rows[:30]:
        row["text"] += " At BRUSHWORLD it was cheaper, brushworldly."
    found = heard(pa.Table.from_pylist(rows, schema=said().schema), competitors=["Brushworld"]).document
    named = [one for one in found.speech if one.kind == "competitor"]
    assert [(one.name, one.mentioned.texts) for one in named] == [("Brushworld", 30)]


def test_a_taught_theme_is_found_by_its_examples_and_keeps_its_name() -> None:
    table = said()
    taught = [row["text"] for row in said(seed=9).to_pylist() if row["topic"] == "delivery"][:40]
    found = heard(table, themes={"Late parcels": taught})
    theme = next(one for one in found.document.themes if one.name == "Late parcels")
    assert theme.taught
    topics = dict(zip(table["voice_id"].to_pylist(), table["topic"].to_pylist(), strict=True))
    own = [topics[row["voice_id"]] for row in found.mentions.to_pylist() if row["theme"] == theme.id]
    assert Counter(own)["delivery"] / len(own) >= 0.9
    assert Counter(own)["delivery"] >= 0.8 * 80


def test_notes_of_staff_count_and_are_not_quoted() -> None:
    rows = [row | {"basis": "observed", "kind": "staff-observation"} for row in said().to_pylist()]
    found = heard(pa.Table.from_pylist(rows, schema=said().schema)).document
    assert found.themes
    assert all(not theme.quotes for theme in found.themes)


def test_open_answers_are_voices_rated_by_the_same_reply() -> None:
    def answer(number: int, **more: object) -> dict[str, object]:
        blank = {"score": None, "text": None, "customer_id": f"c{number}", "touchpoint": None, "at": None}
        own = {
            "answer_id": f"a{number}{more['kind']}",
            "respondent_id": f"r{number}",
            "survey": "s",
            "wave": "1",
        }
        return blank | own | {"question": str(more["kind"]), "source": "survey"} | more

    rows = [answer(n, kind="text", text=f"It was fine, number {n}.") for n in range(20)]
    rows += [answer(n, kind="nps", score=float(n % 11)) for n in range(20)]
    table = Spoken(None, pa.Table.from_pylist(rows)).gathered()
    assert table.num_rows == 20
    assert set(table["kind"].to_pylist()) == {"comment"}
    rated = dict(zip(table["customer_id"].to_pylist(), table["rating"].to_pylist(), strict=True))
    assert rated["c0"] == 0.0
    assert rated["c10"] == 1.0
    assert rated["c5"] == pytest.approx(0.5)
