"""Everything customers said, from voices and from open answers of surveys, as one table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from statistics import fmean

import pyarrow as pa

from folkways.model.tables import INTERVIEWER, TALKS

SPOKEN = pa.schema(
    [
        ("voice_id", pa.string()), ("customer_id", pa.string()), ("kind", pa.string()), ("text", pa.string()),
        ("language", pa.string()), ("rating", pa.float64()), ("at", pa.int64()), ("touchpoint", pa.string()),
        ("channel", pa.string()), ("source", pa.string()), ("document", pa.string()), ("locator", pa.string()),
        ("basis", pa.string()),
    ]
)  # fmt: skip
RATED = ("nps", "csat", "rating")
NPS_TOP = 10.0

Row = Mapping[str, object]
WATCHED = "observed"
"""The basis of notes by staff: they are nobody's own words, so they count and are not quoted."""


def spoken(voices: pa.Table | None, answers: pa.Table | None) -> pa.Table:
    """Voices and open answers as one table in order of source, document, locator and id; empty texts are left out.

    So is what interviewers say: they ask, and their words are nobody's voice.

    An answer of kind `text` is a voice of kind `comment`, found again by its id. Its rating is the mean of what the
    same respondent scored in the same survey and wave, each score placed between 0 and 1 (NPS on 0 to 10, others
    between the least and the most that was given to their question).
    """
    rows = [*_voices(voices), *_comments(answers)]
    kept = [row for row in rows if str(row["text"] or "").strip()]
    kept.sort(
        key=lambda row: tuple(str(row[key] or "") for key in ("source", "document", "locator", "voice_id"))
    )
    return pa.Table.from_pylist([dict(row) for row in kept], schema=SPOKEN)


def _voices(voices: pa.Table | None) -> Iterable[Row]:
    for row in voices.to_pylist() if voices is not None else []:
        if row["kind"] in TALKS and row.get("speaker") == INTERVIEWER:
            continue
        yield {name: row.get(name) for name in SPOKEN.names} | {"basis": row.get("basis") or "reported"}


def _comments(answers: pa.Table | None) -> Iterable[Row]:
    if answers is None or "text" not in answers["kind"].unique().to_pylist():
        return
    rows = answers.to_pylist()
    told = [row for row in rows if row["kind"] == "text" and row["text"]]
    ratings = _ratings(rows)
    for row in told:
        yield {name: row.get(name) for name in SPOKEN.names} | {
            "voice_id": row["answer_id"],
            "kind": "comment",
            "rating": ratings.get(_reply(row)),
            "document": row["survey"] or row["source"],
            "locator": f"answer {row['answer_id']}",
            "basis": "reported",
        }


def _reply(row: Row) -> tuple[object, ...]:
    return row["respondent_id"], row["survey"], row["wave"]


def _ratings(rows: Iterable[Row]) -> dict[tuple[object, ...], float]:
    """What each respondent rated in each survey and wave, between 0 and 1."""
    scored = [row for row in rows if row["kind"] in RATED and isinstance(row["score"], float)]
    given: dict[object, list[float]] = defaultdict(list)
    for row in scored:
        given[row["survey"], row["question"]].append(float(str(row["score"])))
    spans = {question: (min(scores), max(scores)) for question, scores in given.items()}
    placed: dict[tuple[object, ...], list[float]] = defaultdict(list)
    for row in scored:
        least, most = (0.0, NPS_TOP) if row["kind"] == "nps" else spans[row["survey"], row["question"]]
        if most > least:
            placed[_reply(row)].append((float(str(row["score"])) - least) / (most - least))
    return {reply: min(max(fmean(values), 0.0), 1.0) for reply, values in placed.items()}
