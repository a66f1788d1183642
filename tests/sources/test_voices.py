"""What people said: recognised by its content, cut into turns, and every quote can be found again in its file."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from tests.architecture.house import PROJECT
from tests.sources.packed import HEAD, zipped

from folkways.errors import SourceError
from folkways.evidence.load import load
from folkways.model.config import Source
from folkways.sources.config_file import config_from_text
from folkways.sources.guess import guessed_config
from folkways.sources.rows import opened_rows, source_files
from folkways.sources.turns import Turn, milliseconds, script_of, time_code, turns_of
from folkways.voices.gathering import spoken

pytestmark = pytest.mark.slow

FIXTURES = PROJECT / "tests" / "fixtures" / "voices"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(paragraphs: list[str], prolog: str = HEAD) -> bytes:
    """A word processor's file; a paragraph's runs are cut where a | stands, `~` begins what was struck out."""

    def run(words: str) -> str:
        if words.startswith("~"):
            return f"<w:del><w:r><w:delText>{words[1:]}</w:delText></w:r></w:del>"
        return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'

    body = "".join(f"<w:p>{''.join(map(run, text.split('|')))}</w:p>" for text in paragraphs)
    document = f'{prolog}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    return zipped({"[Content_Types].xml": HEAD + "<Types/>", "word/document.xml": document})


def evidence(folder: Path, *names: str) -> dict[str, list[dict[str, Any]]]:
    """What `folkways init` and a load make of files, by table."""
    for name in names:
        shutil.copy(FIXTURES / name, folder / name)
    config = config_from_text(guessed_config([folder / name for name in names], folder).text)
    load(config, folder, folder / "evidence")
    return {path.stem: pq.read_table(path).to_pylist() for path in (folder / "evidence").glob("*.parquet")}


def turns(text: str) -> list[Turn]:
    return turns_of(script_of(text.split("\n")))


def read(folder: Path, name: str, table: str = "voices") -> list[dict[str, Any]]:
    """The rows of a fixture (or of a file that is there) as the reader gives them, before anything is blotted out."""
    if (FIXTURES / name).exists():
        shutil.copy(FIXTURES / name, folder / name)
    source = Source.model_validate({"name": "a", "table": table, "files": [name]})
    (file,) = source_files(source, folder)
    with opened_rows(source, file, []) as rows:
        return rows.con.sql(f"SELECT * FROM {rows.name} ORDER BY __row").to_arrow_table().to_pylist()


def test_interviews_are_known_by_their_content_and_alike_ones_are_one_source(tmp_path: Path) -> None:
    for name in ("interview-ann.txt", "interview-ben.txt"):
        shutil.copy(FIXTURES / name, tmp_path / name)
    text = guessed_config([], tmp_path).text
    assert text.count("[[sources]]") == 1
    assert 'files = ["interview-ann.txt", "interview-ben.txt"]' in text
    (source,) = config_from_text(text).sources
    assert (source.table, source.constants) == ("voices", {"kind": "interview"})
    assert source.columns["customer_id"] == "participant"


def test_a_turn_is_what_one_speaker_says_until_another_does(tmp_path: Path) -> None:
    rows = read(tmp_path, "interview-ann.txt")
    assert [(one["locator"], one["speaker"], one["text"].split(" ")[0]) for one in rows] == [
        ("line=5", "Interviewer", "How"),
        ("line=6", "Ann", "A"),
        ("line=9", "Interviewer", "And"),
        ("t=00:04:10.000", "Ann", "That"),
        ("line=11", "Ann", "Still,"),
    ]
    assert rows[1]["text"].endswith("\nand theirs was the only page that said what postage costs.")
    assert {(one["participant"], one["date"]) for one in rows} == {("C17", "2024-05-20")}


def test_what_a_transcript_says_of_itself_is_mapped(tmp_path: Path) -> None:
    voices = evidence(tmp_path, "interview-ann.txt")["voices"]
    assert {(one["document"], one["customer_id"]) for one in voices} == {("interview-ann.txt", "C17")}


def test_without_speakers_a_paragraph_is_a_turn(tmp_path: Path) -> None:
    voices = evidence(tmp_path, "usability-no-speakers.txt")["voices"]
    assert sorted(one["locator"] for one in voices) == ["line=1", "line=3", "line=6"]
    assert {one["speaker"] for one in voices} == {None}


def test_captions_of_one_speaker_are_joined_and_keep_the_time_they_begin(tmp_path: Path) -> None:
    voices = sorted(evidence(tmp_path, "call-12.vtt")["voices"], key=lambda one: one["locator"])
    assert [(one["locator"], one["speaker"], one["text"]) for one in voices] == [
        ("t=00:00:01.000", "Agent", "Good morning, how can I help?"),
        ("t=00:00:04.000", "Caller", "My parcel is late and nobody answers & I am cross."),
        ("t=00:01:02.000", "Agent", "I see it here. It leaves today."),
    ]


def test_captions_that_name_nobody_are_cut_at_sentences_and_pauses(tmp_path: Path) -> None:
    voices = sorted(evidence(tmp_path, "walkthrough.srt")["voices"], key=lambda one: one["locator"])
    assert [(one["locator"], one["text"]) for one in voices] == [
        ("t=00:00:00.500", "The size table is hard to find."),
        ("t=00:00:20.000", "😀 But the shoes fit!"),
    ]


def test_a_talk_of_several_is_a_focus_group_and_bold_names_are_speakers(tmp_path: Path) -> None:
    assert {one["kind"] for one in evidence(tmp_path, "focus-group-june.md")["voices"]} == {"focus-group"}
    rows = read(tmp_path, "focus-group-june.md")
    assert [one["speaker"] for one in rows] == ["Moderator", "Dora", "Eli", "Fay", "Dora", "Eli"]
    assert {one["title"] for one in rows} == {"Focus group, June"}


def test_a_chats_lines_keep_their_times_and_go_on_over_line_ends(tmp_path: Path) -> None:
    voices = evidence(tmp_path, "whatsapp-chat.txt")["voices"]
    assert {one["kind"] for one in voices} == {"chat"}
    (waits,) = [one for one in voices if one["text"].startswith("Great")]
    assert waits["text"] == "Great,\nI will wait then 👍"
    assert [one["speaker"] for one in read(tmp_path, "whatsapp-chat.txt")] == ["Gus", "Shop", "Gus", "Gus"]
    assert waits["at"] == 1_716_196_562_000_000  # 2024-05-20 09:16:02 UTC


def test_a_note_is_a_document_with_its_provenance(tmp_path: Path) -> None:
    (note,) = evidence(tmp_path, "competitor-footway.md")["documents"]
    assert (note["kind"], note["title"], note["author"]) == (
        "competitor",
        "Footway, a look at their returns",
        "K. Osei",
    )
    assert note["text"].startswith("Returns are free")
    assert note["at"] is not None


@pytest.mark.parametrize(
    ("name", "kind", "columns"),
    [
        ("reviews.csv", "review", {"text": "review", "rating": "stars", "customer_id": "customer_id"}),
        ("tickets.csv", "ticket", {"text": "description", "title": "subject", "thread_id": "ticket_id"}),
        ("forum.json", "forum", {"text": "post", "speaker": "posted_by", "thread_id": "thread_id"}),
        ("social-posts.csv", "social", {"text": "text", "speaker": "handle", "at": "posted"}),
        ("staff-observations.csv", "staff-observation", {"text": "observation", "speaker": "observer"}),
    ],
)
def test_tables_of_texts_are_told_apart_by_their_columns(
    tmp_path: Path, name: str, kind: str, columns: dict[str, str]
) -> None:
    voices = evidence(tmp_path, name)["voices"]
    assert {one["kind"] for one in voices} == {kind}
    text = guessed_config([tmp_path / name], tmp_path).text
    (source,) = config_from_text(text).sources
    assert columns.items() <= source.columns.items()


def test_ratings_are_put_on_their_scale_and_formulas_stay_text(tmp_path: Path) -> None:
    voices = evidence(tmp_path, "reviews.csv")["voices"]
    assert sorted(one["rating"] for one in voices) == [0.0, 0.25, 0.75, 1.0]
    assert any(one["text"].startswith("=HYPERLINK(") for one in voices)


def test_what_staff_saw_is_observed_at_its_touchpoint(tmp_path: Path) -> None:
    voices = evidence(tmp_path, "staff-observations.csv")["voices"]
    assert {(one["basis"], one["touchpoint"]) for one in voices} == {
        ("observed", "Fitting room"),
        ("observed", "Till"),
    }


def test_paragraphs_of_a_word_file_are_counted_and_what_was_struck_out_is_not_read(tmp_path: Path) -> None:
    said = [
        "Interview",
        "Interviewer: How |was it?",
        "Ann: |~bad|It was fine.",
        "Really.",
        "Interviewer: Thanks.",
        "Ann: Bye.",
    ]
    (tmp_path / "interview.docx").write_bytes(docx(said))
    (source,) = config_from_text(guessed_config([], tmp_path).text).sources
    assert source.constants == {"kind": "interview"}
    told = [(one["locator"], one["speaker"], one["text"]) for one in read(tmp_path, "interview.docx")]
    assert told == [
        ("paragraph=1", None, "Interview"),
        ("paragraph=2", "Interviewer", "How was it?"),
        ("paragraph=3", "Ann", "It was fine.\nReally."),
        ("paragraph=5", "Interviewer", "Thanks."),
        ("paragraph=6", "Ann", "Bye."),
    ]


@pytest.mark.parametrize(
    "prolog",
    [
        HEAD + '<!DOCTYPE d [<!ENTITY a "x">]>',
        HEAD + '<!DOCTYPE d SYSTEM "file:///etc/passwd">',
    ],
)
def test_a_word_file_that_defines_entities_is_refused(tmp_path: Path, prolog: str) -> None:
    (tmp_path / "a.docx").write_bytes(docx(["x"], prolog))
    with pytest.raises(SourceError, match=r"no whole document: DTDForbidden"):
        guessed_config([tmp_path / "a.docx"], tmp_path)


def test_a_word_file_that_is_a_bomb_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(zipped({"word/document.xml": b"0" * (20 << 20)}))
    with pytest.raises(SourceError, match="would unpack to"):
        guessed_config([tmp_path / "a.docx"], tmp_path)


def test_a_sentence_with_a_colon_is_no_speaker() -> None:
    said = turns(
        "She paused. The trouble is this: it is slow.\n\nOne thing: it works.\n\nAnother: it is cheap."
    )
    assert [(one.speaker, one.line) for one in said] == [(None, 1), (None, 3), (None, 5)]


@pytest.mark.parametrize(
    ("line", "speaker", "time_ms", "words"),
    [
        ("Anna: hello", "Anna", None, "hello"),
        ("**Anna:** hello", "Anna", None, "hello"),
        ("**Anna**: hello", "Anna", None, "hello"),
        ("[00:01:02] Anna: hello", "Anna", 62_000, "hello"),
        ("00:01:02.500 - Anna: hello", "Anna", 62_500, "hello"),
        ("Speaker 1 (1:02): hello", "Speaker 1", 62_000, "hello"),
        ("P7: hello: there", "P7", None, "hello: there"),
        ("محمد: مرحبا", "محمد", None, "مرحبا"),
    ],
)
def test_names_and_times_before_a_turn_are_known(
    line: str, speaker: str, time_ms: int | None, words: str
) -> None:
    first, *_ = turns(f"{line}\n{line}")
    assert (first.speaker, first.time_ms, first.text) == (speaker, time_ms, words)


def test_time_codes_come_back() -> None:
    assert [milliseconds(code) for code in ("1:02:03.5", "02:03", "00:00:01,250")] == [
        3_723_500,
        123_000,
        1_250,
    ]
    assert time_code(3_723_500) == "01:02:03.500"


TEXTS = [name.name for name in sorted(FIXTURES.iterdir()) if name.suffix in (".txt", ".md", ".vtt", ".srt")]


@pytest.mark.parametrize("name", TEXTS)
def test_a_quote_can_be_found_again(tmp_path: Path, name: str) -> None:
    """From document and locator back to the bytes, by means that share nothing with the readers."""
    tables = evidence(tmp_path, name)
    for one in [*tables.get("voices", []), *tables.get("documents", [])]:
        place, _, where = one["locator"].partition("=")
        content = (
            (tmp_path / one.get("document", name)).read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        )
        if place == "line":
            rest = "\n".join(content.split("\n")[int(where) - 1 :])
        else:
            clock = where.split(".")[0] if name.endswith(".txt") else where
            rest = content[re.search(clock.replace(".", "[.,]"), content).start() :]  # type: ignore[union-attr]
        if name.endswith((".vtt", ".srt")):
            shown = re.sub(r"^\d+$|^.*-->.*$", "", rest.split("-->", 1)[1].split("\n", 1)[1], flags=re.M)
            rest = " ".join(re.sub(r"<[^>]*>", "", shown).replace("&amp;", "&").split())
            assert rest.startswith(one["text"])
        else:
            assert 0 <= rest.find(one["text"]) < 60


def test_a_head_may_follow_a_bare_title_and_bold_names_may_stand_before_times(tmp_path: Path) -> None:
    (tmp_path / "interview-1.txt").write_text(
        "Interview i02\nCustomer: c12\nDate: 2024-09-12\n\n[00:00:03] Interviewer: How was it?\n"
        "[00:00:09] Ann: The parcel came late.\n[00:00:20] Interviewer: And then?\n",
        encoding="utf-8",
    )
    (tmp_path / "interview-2.md").write_text(
        "---\ncustomer: c13\nat: 2024-09-13\n---\n\n# Talk\n\n**Mara V** (00:00:04): How was it?\n\n"
        "**Ben** (00:00:09): I had to call twice.\n\n**Mara V** (00:00:20): Thank you.\n",
        encoding="utf-8",
    )
    typed, noted = read(tmp_path, "interview-1.txt"), read(tmp_path, "interview-2.md")
    assert [(one["locator"], one["speaker"]) for one in typed[:2]] == [
        ("t=00:00:03.000", "Interviewer"),
        ("t=00:00:09.000", "Ann"),
    ]
    assert {(one["customer"], one["date"], one["title"]) for one in typed} == {
        ("c12", "2024-09-12", "Interview i02")
    }
    assert [(one["locator"], one["speaker"]) for one in noted[:2]] == [
        ("t=00:00:04.000", "Mara V"),
        ("t=00:00:09.000", "Ben"),
    ]
    assert {(one["customer"], one["date"]) for one in noted} == {("c13", "2024-09-13")}


def test_a_note_before_the_first_cue_says_who_is_heard(tmp_path: Path) -> None:
    (tmp_path / "call-1.vtt").write_text(
        "WEBVTT\n\nNOTE interview i01, customer c12, 2024-08-29T10:45:00Z\n\n00:01.000 --> 00:02.000\n"
        "<v Participant>It came late.\n\nNOTE customer c99\n",
        encoding="utf-8",
    )
    (row,) = read(tmp_path, "call-1.vtt")
    assert (row["customer"], row["date"], row["speaker"]) == ("c12", "2024-08-29T10:45:00Z", "Participant")


def test_who_asks_is_called_interviewer_and_their_words_are_nobodys(tmp_path: Path) -> None:
    shutil.copy(FIXTURES / "interview-ann.txt", tmp_path / "interview-ann.txt")
    told = guessed_config([tmp_path / "interview-ann.txt"], tmp_path).text
    config = config_from_text(told + '\n[voices]\ninterviewers = ["ann"]\n')
    load(config, tmp_path, tmp_path / "evidence")
    voices = pq.read_table(tmp_path / "evidence" / "voices.parquet")
    assert set(voices["speaker"].to_pylist()) == {"Interviewer"}
    assert spoken(voices, None).num_rows == 0
    plain = evidence(tmp_path, "focus-group-june.md")["voices"]
    assert sum(one["speaker"] == "Interviewer" for one in plain) == 1, "a moderator asks too"
