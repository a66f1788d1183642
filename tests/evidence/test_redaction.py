"""Personal data in texts: what is blotted out, what must stay, and how much of what was planted is found."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sampleshop.shops import written

from folkways.errors import EvidenceError
from folkways.evidence.load import load
from folkways.evidence.redaction import MARKS, redacted
from folkways.evidence.redaction_names import known_names
from folkways.evidence.sealing import Sealer
from folkways.evidence.sieve import Keeping
from folkways.sources.config_file import config_from_text

KNOWN = known_names(["Ngozi Okafor", "Grace Young", "Ян Новак"])


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Call +49 150 123 4567 or 0171/1234567.", "Call [phone] or [phone]."),
        ("Ring me: 555-010-9999", "Ring me: [phone]"),
        ("My number is 5550109999", "My number is [phone]"),
        ("Write to jane.doe+x@mail.example.org. Soon", "Write to [e-mail]. Soon"),
        ("jane (at) example (dot) org", "[e-mail]"),
        ("IBAN DE89 3704 0044 0532 0130 00, thanks", "IBAN [account], thanks"),
        ("GB29NWBK60161331926819", "[account]"),
        ("card 4111 1111 1111 1111 was charged", "card [card] was charged"),
        ("I live at Lindenweg 12, 10115 Berlin.", "I live at [address]."),
        ("12 Oak Tree Road, Leeds LS1 4AP", "[address]"),
        ("au 10 rue de la Paix, 75002 Paris", "au [address]"),
        ("https://shop.example/reset?token=abc", "[link]"),
        ("My name is Achterberg", "My name is [name]"),
        ("Frau Achterberg war nett", "Frau [name] war nett"),
        ("Jürgen's parcel. Olga and Daniel agreed.", "[name] parcel. [name] and [name] agreed."),
        ("Okafor was rude, Grace Young was not.", "[name] was rude, [name] was not."),
        ("thanks to ngozi okafor", "thanks to [name]"),
        ("Новак позвонил", "[name] позвонил"),
        ("Graham ate the crackers", "[name] ate the crackers"),
    ],
)
def test_what_tells_who_somebody_is_gives_way_to_a_mark(text: str, kept: str) -> None:
    assert redacted(text, KNOWN).text == kept


@pytest.mark.parametrize(
    "text",
    [
        "Will it ever arrive? May was fine. Grace matters. The best price, honestly.",
        "Order 12345678 of 2024-01-05 cost 1.234,56; I waited 2023-2024 for size 42/44.",
        "Not a card: 4111 1111 1111 1112. EAN 4006381333931, order no. 0049171123456.",
        "DE89 3704 0044 0532 0130 01 fails its check.",
        "See https://shop.example/help and www.example.org/x",
        "Dear Sir or Madam, Hello there, Hi all",
        "5 of 10 people, 3.5 stars, 100 %",
        "Tastes of Graham crackers and Earl Grey; I live in San Antonio.",
    ],
)
def test_what_tells_nobody_stays(text: str) -> None:
    assert redacted(text).text == text


@given(st.text(max_size=300))
def test_blotting_loses_nothing_else_and_blots_once(text: str) -> None:
    found = redacted(text, KNOWN)
    rest, at = [], 0
    for span in found.spans:
        assert span.start >= at
        rest += [text[at : span.start], MARKS[span.kind]]
        at = span.end
    assert "".join([*rest, text[at:]]) == found.text


@given(st.text(alphabet="0123456789 -+()./@ aA", max_size=2000))
def test_long_rows_of_signs_take_no_long_time(text: str) -> None:
    redacted(text)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [7, 104])
def test_what_was_planted_in_the_shops_texts_is_found(tmp_path: Path, seed: int) -> None:
    shop = written(tmp_path, customers=600, seed=seed).directory
    cells: dict[str, list[str]] = {}
    for name in ("reviews.csv", "tickets.csv", "comments.csv"):
        with (shop / name).open(encoding="utf-8", newline="") as lines:
            cells[name] = [row[-1] for row in csv.reader(lines)][1:]
    planted, missed, wrong = Counter[str](), Counter[str](), 0
    for line in (shop / "truth_texts.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = (
            cells[row["file"]][row["row"] - 1]
            if row["row"]
            else (shop / row["file"]).read_text(encoding="utf-8")
        )
        spans = redacted(text).spans
        hidden = {at for span in spans for at in range(span.start, span.end)}
        for told in row["personal"]:
            planted[told["kind"]] += 1
            places = range(told["start"], told["end"])
            missed[told["kind"]] += any(text[at].isalnum() and at not in hidden for at in places)
        wrong += sum(
            not any(span.start < told["end"] and told["start"] < span.end for told in row["personal"])
            for span in spans
        )
    assert set(planted) == {"name", "email", "phone", "card", "address"}
    for kind, count in planted.items():
        assert missed[kind] <= 0.02 * count, kind
    assert wrong <= 0.05 * planted.total()


REVIEWS = """
[workspace]
name = "Shop"
[[sources]]
name = "reviews"
table = "voices"
files = ["reviews.csv"]
columns = { text = "text", customer_id = "who", speaker = "speaker" }
constants = { kind = "review" }
[[sources]]
name = "crm"
table = "customers"
files = ["crm.csv"]
columns = { customer_id = "who" }
personal = ["name"]
"""


def reviewed(folder: Path, privacy: str = "") -> dict[str, list[dict[str, str]]]:
    (folder / "reviews.csv").write_text(
        "who,speaker,text\n1,,Zyrtan was late; call 0171 1234567\n2,Anna,Fine\n2,Interviewer,So?\n3,,a,b\n"
    )
    (folder / "crm.csv").write_text("who,name\n1,Quill Zyrtan\n")
    load(config_from_text(REVIEWS + privacy), folder, folder / "evidence", keeping=Keeping(key=b"k" * 32))
    return {p.stem: pq.read_table(p).to_pylist() for p in (folder / "evidence").glob("*.parquet")}


def test_voices_are_blotted_when_they_are_loaded_also_by_the_customers_own_names(tmp_path: Path) -> None:
    tables = reviewed(tmp_path)
    assert {row["text"] for row in tables["voices"]} == {"[name] was late; call [phone]", "Fine", "So?"}
    assert {row["speaker"] for row in tables["voices"]} == {None, "[name 1]", "Interviewer"}
    assert "originals" not in tables


def test_originals_are_kept_only_sealed_and_open_only_with_the_key(tmp_path: Path) -> None:
    tables = reviewed(tmp_path, '[privacy]\noriginals = "encrypted"\n')
    (kept,) = tables["originals"]
    place = f"{kept['table']}/{kept['id']}/{kept['column']}"
    assert Sealer(b"k" * 32).opened(kept["sealed"], place) == "Zyrtan was late; call 0171 1234567"
    with pytest.raises(EvidenceError):
        Sealer(b"x" * 32).opened(kept["sealed"], place)
    with pytest.raises(EvidenceError):
        Sealer(b"k" * 32).opened(kept["sealed"], place + "x")
    assert all(b"Zyrtan" not in file.read_bytes() for file in (tmp_path / "evidence").glob("*"))


SEARCHES = """
[workspace]
name = "Shop"
[[sources]]
name = "visits"
table = "events"
files = ["visits.csv"]
columns = { customer_id = "who", at = "at", touchpoint = "what" }
attributes = ["search", "article"]
[[sources]]
name = "notes"
table = "documents"
files = ["note.md"]
columns = { text = "text", title = "title" }
constants = { kind = "competitor" }
"""


def test_documents_and_what_was_typed_into_attributes_are_blotted_but_article_numbers_stay(
    tmp_path: Path,
) -> None:
    (tmp_path / "visits.csv").write_text(
        "who,at,what,search,article\n1,2024-03-01T10:00:00Z,Search,jane@mail.example,0049171123456\n", "utf-8"
    )
    (tmp_path / "note.md").write_text("# Rivals\n\nMr Kellerby said: write to bob@rival.example.\n", "utf-8")
    load(config_from_text(SEARCHES), tmp_path, tmp_path / "evidence")
    (visit,) = pq.read_table(tmp_path / "evidence" / "events.parquet").to_pylist()
    assert json.loads(visit["attributes"]) == {"search": "[e-mail]", "article": "0049171123456"}
    (note,) = pq.read_table(tmp_path / "evidence" / "documents.parquet").to_pylist()
    assert "[name] said: write to [e-mail]." in note["text"]
