"""What the voices document tells of the sample shop, recounted in plain Python from the rows of its mentions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import sqrt
from pathlib import Path
from statistics import fmean

import duckdb
import pyarrow.parquet as pq
import pytest

import folkways as fw
from folkways.model.evidence import Evidence
from folkways.model.voice import Mentioned, Voices

pytestmark = pytest.mark.slow

Row = dict[str, object]
Wanted = Callable[[Row], bool]
Z = 1.959963984540054


@pytest.fixture(scope="module")
def document(shop: Path) -> Voices:
    return fw.open(shop).voices.document


@pytest.fixture(scope="module")
def tables(shop: Path) -> dict[str, Path]:
    return fw.open(shop).evidence.tables


@pytest.fixture(scope="module")
def mentions(tables: dict[str, Path]) -> list[Row]:
    """The mentions, each with the persona of its customer."""
    persona = {row["customer_id"]: row["persona"] for row in pq.read_table(tables["members"]).to_pylist()}
    rows = pq.read_table(tables["mentions"]).to_pylist()
    return [{**row, "persona": persona.get(row["customer_id"])} for row in rows]


def who(row: Row) -> object:
    return row["customer_id"] or ("voice", row["voice_id"])


def near(found: float | None, wanted: float) -> bool:
    return found is not None and found == pytest.approx(wanted, rel=6e-6, abs=1e-9)


def wilson(share: float, n: int) -> tuple[float, float]:
    middle, half = share + Z * Z / (2 * n), Z * sqrt(share * (1 - share) / n + Z * Z / (4 * n * n))
    return max((middle - half) / (1 + Z * Z / n), 0), min((middle + half) / (1 + Z * Z / n), 1)


def agrees(told: Mentioned, rows: list[Row], wanted: Wanted) -> bool:
    """Whether a figure is that of the rows wanted, of the texts of all rows given."""
    own = [row for row in rows if wanted(row)]
    texts, people = {row["voice_id"] for row in own}, {who(row) for row in own}
    of = len({row["voice_id"] for row in rows})
    by_text = [fmean(float(str(row["sentiment"])) for row in own if row["voice_id"] == one) for one in texts]
    lo, hi = wilson(len(texts) / of, of)
    return (
        (told.texts, told.people) == (len(texts), len(people))
        and near(told.share_of_texts, len(texts) / of)
        and near(told.lo, lo)
        and near(told.hi, hi)
        and near(told.sentiment, fmean(by_text))
    )


IN_GROUP = {"touchpoint": "voice_touchpoint"}


def test_every_theme_is_what_its_mentions_say(document: Voices, mentions: list[Row]) -> None:
    assert len(document.themes) >= 3
    for theme in document.themes:
        assert agrees(theme.mentioned, mentions, lambda row, own=theme.id: row["theme"] == own), theme.name
        for act, texts in theme.acts.items():
            own = {row["voice_id"] for row in mentions if (row["theme"], row["act"]) == (theme.id, act)}
            assert texts == len(own), (theme.name, act)


def test_every_theme_in_every_group_is_what_the_mentions_of_the_group_say(
    document: Voices, mentions: list[Row]
) -> None:
    looked = 0
    for theme in document.themes:
        for one in theme.groups:
            column = IN_GROUP.get(one.by, one.by)
            name = one.group_id if one.by == "persona" else one.group
            rows = [row for row in mentions if row[column] == name]
            people = {who(row) for row in rows if row["theme"] == theme.id}
            if one.mentioned.suppressed:
                continue
            assert len(people) >= document.min_cell
            assert one.of_texts == len({row["voice_id"] for row in rows}), one
            assert agrees(one.mentioned, rows, lambda row, own=theme.id: row["theme"] == own), one
            looked += 1
    assert looked > 50


def test_every_way_of_speaking_is_what_its_mentions_say(document: Voices, mentions: list[Row]) -> None:
    wanted: dict[str, Callable[[Row, str], bool]] = {
        "act": lambda row, name: row["act"] == name,
        "competitor": lambda row, name: row["competitor"] == name,
        "touchpoint": lambda row, name: row["touchpoint"] == name,
        "emotion": lambda row, name: name in (row["emotions"] or ()),  # type: ignore[operator]
    }
    for one in document.speech:
        fits = wanted[one.kind]
        assert agrees(one.mentioned, mentions, lambda row, name=one.name, fits=fits: fits(row, name)), one


def test_all_texts_people_and_languages_are_counted(document: Voices, mentions: list[Row]) -> None:
    assert document.texts == len({row["voice_id"] for row in mentions}) == sum(document.languages.values())
    assert document.people == len({who(row) for row in mentions})
    assert document.sentences == len(mentions)


def figures(document: Voices) -> Iterator[tuple[str, dict[str, str], float]]:
    """Each number with the record that it cites and what its query names."""
    for theme in document.themes:
        yield from parts("theme", {"theme": theme.id}, theme.mentioned)
        for act, texts in theme.acts.items():
            yield "evd_theme-act", {"theme": theme.id, "act": act}, texts
        for one in theme.groups:
            keys = {"theme": theme.id, "group": one.group, "persona": one.group_id or ""}
            yield from parts(f"theme-{one.by}", keys, one.mentioned)
            if one.of_texts is not None:
                yield f"evd_theme-{one.by}-of", keys, one.of_texts
    for one in document.speech:
        yield from parts(one.kind, {"name": one.name}, one.mentioned)


def parts(key: str, keys: dict[str, str], told: Mentioned) -> Iterator[tuple[str, dict[str, str], float]]:
    named = {
        "texts": told.texts,
        "people": told.people,
        "share": told.share_of_texts,
        "sentiment": told.sentiment,
    }
    yield from ((f"evd_{key}-{what}", keys, value) for what, value in named.items() if value is not None)


def test_every_query_of_the_evidence_repeats_its_number(document: Voices, tables: dict[str, Path]) -> None:
    records: dict[str, Evidence] = {one.id: one for one in document.evidence}
    with duckdb.connect() as connection:
        for name, path in tables.items():
            connection.execute(f"CREATE VIEW \"{name}\" AS SELECT * FROM read_parquet('{path}')")
        every = list(figures(document))
        assert len(every) > 300
        for cites, keys, value in every:
            query = records[cites].query or ""
            named = {key: text for key, text in keys.items() if f"${key}" in query}
            ((found,),) = connection.execute(query, named).fetchall()
            assert near(value, found), (cites, keys, value, found)


def test_a_quote_bears_a_persona_only_where_its_share_of_the_theme_is_shown(document: Voices) -> None:
    for theme in document.themes:
        shown = {one.group for one in theme.groups if one.by == "persona" and not one.mentioned.suppressed}
        named = [one for group in theme.groups for one in group.quotes] + theme.quotes
        assert {one.persona for one in named if one.persona} <= shown
        assert all(one.on and len(one.on) == 10 for one in named if one.source != "comments")
