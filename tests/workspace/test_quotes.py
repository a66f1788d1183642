"""Quotes of a whole build: each stands in its source where it says, and goes with consent, time and its customer."""

from __future__ import annotations

import csv
import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from folkways import workspace
from folkways.build import build
from folkways.evidence.redaction import redacted
from folkways.model.persona import Persona
from folkways.model.said import PersonaQuote
from folkways.sampleshop import SampleShop, generate
from folkways.sources.config_file import read_config
from folkways.voices.sentences import words
from folkways.workspace.documents import faults_in
from folkways.workspace.forgetting import forget
from folkways.workspace.subject import exported

pytestmark = pytest.mark.slow

KEPT_DAYS = 100


def quiet(*_: object) -> None:
    pass


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sample shop whose reviews need a yes in a column of every second row, and whose tickets are kept 100 days."""
    folder = tmp_path_factory.mktemp("made") / "shop"
    generate(SampleShop(customers=1000, seed=4, months=6), folder)
    with (folder / "reviews.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with (folder / "reviews.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*rows[0], "quotable"], lineterminator="\n")
        writer.writeheader()
        writer.writerows(row | {"quotable": "yes" if at % 2 else ""} for at, row in enumerate(rows))
    told = (folder / "folkways.toml").read_text(encoding="utf-8")
    told = told.replace(
        'files = ["reviews.csv"]', 'files = ["reviews.csv"]\nconsent = { column = "quotable" }'
    )
    told = told.replace('files = ["tickets.csv"]', f'files = ["tickets.csv"]\nretention = "{KEPT_DAYS}d"')
    told += "\n[personas]\nk = 3\n"
    (folder / "folkways.toml").write_text(told, encoding="utf-8")
    build(read_config(folder, {}), folder, folder)
    return folder


def personas(folder: Path) -> list[Persona]:
    with workspace.open(folder) as opened:
        return list(opened.personas)


def quotes(folder: Path) -> list[PersonaQuote]:
    return [quote for persona in personas(folder) for quote in persona.quotes]


def source_text(folder: Path, quote: PersonaQuote) -> str:
    """The whole text that a quote's place in its file names, read by nothing of the package."""
    place = quote.locator.rpartition("=")[2]
    if quote.kind == "interview":
        return turn_at(folder, {"document": quote.document, "locator": quote.locator})
    if quote.kind == "comment":
        with (folder / "comments.csv").open(encoding="utf-8", newline="") as file:
            answered = {row["answer_id"]: row["improve"] for row in csv.DictReader(file)}
        return answered[quote.locator.removeprefix("answer ").removesuffix("/improve")]
    with (folder / quote.document).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))[int(place) - 1]["text"]


def test_every_quote_stands_in_its_source_file_where_it_says(made: Path) -> None:
    found = quotes(made)
    assert len({quote.document for quote in found}) >= 3
    for quote in found:
        whole = redacted(source_text(made, quote)).text
        assert quote.text in " ".join(whole.split()) or quote.text in whole
        assert 6 <= len(words(quote.text)) <= 40


def test_every_sentence_of_an_interview_stands_at_its_second(made: Path) -> None:
    """By another way than the reader's: the line or cue with the time, and what follows until somebody else speaks."""
    (mentions,) = made.glob("snapshots/*/tables/mentions.parquet")
    (voices,) = made.glob("snapshots/*/evidence/voices.parquet")
    talks = {one["voice_id"]: one for one in pq.read_table(voices).to_pylist() if one["kind"] == "interview"}
    said = [one for one in pq.read_table(mentions).to_pylist() if one["kind"] == "interview"]
    assert {Path(talks[one["voice_id"]]["document"]).suffix for one in said} == {".vtt", ".txt", ".md"}
    for one in said:
        voice = talks[one["voice_id"]]
        assert voice["speaker"] != "Interviewer"
        assert voice["text"][one["start"] : one["end"]] in redacted(turn_at(made, voice)).text
        assert voice["customer_id"] in (made / "interviews" / voice["document"]).read_text(encoding="utf-8")


def turn_at(folder: Path, voice: dict[str, str]) -> str:
    lines = (folder / "interviews" / voice["document"]).read_text(encoding="utf-8").split("\n")
    code = voice["locator"].removeprefix("t=")
    if voice["document"].endswith(".vtt"):
        start = next(at for at, line in enumerate(lines) if line.startswith(f"{code} -->"))
        speaker = lines[start + 1].partition(">")[0]
        words: list[str] = []
        for line in lines[start + 1 :]:
            if line.startswith("<v") and not line.startswith(speaker):
                break
            words += [line.partition(">")[2]] if line.startswith(speaker) else []
        return " ".join(words)
    (line,) = [line for line in lines if code.removesuffix(".000") in line[:60]]
    return line.partition(": ")[2]


def test_documents_of_a_build_have_no_fault(made: Path) -> None:
    with workspace.open(made) as opened:
        folder = opened.snapshot.path / "documents" / "personas"
    for file in folder.glob("*.json"):
        assert faults_in(file) == []


def test_nobody_is_quoted_without_consent_or_past_the_time_that_words_are_kept(made: Path) -> None:
    last = datetime.fromtimestamp(json.loads(manifest(made))["as_of"] / 1e6, UTC)
    reviews = [one for one in quotes(made) if one.source == "reviews"]
    tickets = [one for one in quotes(made) if one.source == "tickets"]
    (voices,) = made.glob("snapshots/*/evidence/voices.parquet")
    read = [row["locator"] for row in pq.read_table(voices).to_pylist() if row["source"] == "reviews"]
    assert read
    assert all(int(one.rpartition("=")[2]) % 2 == 0 for one in read)
    assert reviews or tickets
    assert all(int(one.locator.rpartition("=")[2]) % 2 == 0 for one in reviews)
    first = (last - timedelta(days=KEPT_DAYS + 1)).date().isoformat()
    assert all(one.on and one.on >= first for one in tickets)


def manifest(folder: Path) -> str:
    return next((folder / "snapshots").glob("*/manifest.json")).read_text(encoding="utf-8")


def test_forgetting_somebody_takes_their_quote_out_of_every_persona(made: Path, tmp_path: Path) -> None:
    shop = shutil.copytree(made, tmp_path / "shop", ignore=shutil.ignore_patterns("truth*"))
    quote = max(quotes(shop), key=lambda one: (one.source != "survey", len(one.text)))
    who = speaker(shop, quote)
    with workspace.open(shop) as opened:
        exported(opened, who, tmp_path / "held.json")
    supports = json.loads((tmp_path / "held.json").read_text(encoding="utf-8"))["supports"]
    assert quote.text in [one["text"] for one in supports if one["as"] == "quote"], "they are told before"
    forget(who, shop, progress=quiet)
    told = "\n".join(
        one.read_text(encoding="utf-8") for one in shop.glob("snapshots/*/documents/personas/*.json")
    )
    assert quote.text not in told
    assert all(speaker(shop, one) != who for one in quotes(shop))


def speaker(folder: Path, quote: PersonaQuote) -> str:
    (file,) = folder.glob("snapshots/*/tables/mentions.parquet")
    rows = pq.read_table(file, columns=["voice_id", "source", "customer_id"]).to_pylist()
    return next(
        row["customer_id"] for row in rows if (row["source"], row["voice_id"]) == (quote.source, quote.voice)
    )
