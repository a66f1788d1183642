"""The answers and drivers of the sample shop, recounted by plain SQL and Python from the Parquet of its evidence."""

from __future__ import annotations

import json
from collections.abc import Iterator
from math import sqrt
from pathlib import Path
from statistics import fmean

import duckdb
import pytest
from starlette.testclient import TestClient

import folkways as fw
from folkways.server import app

pytestmark = pytest.mark.slow

Z = 1.959963984540054
Plain = dict  # A document as JSON has it.

MINE = "SELECT customer_id, persona FROM members WHERE persona IS NOT NULL"


@pytest.fixture(scope="module")
def answers(shop: Path) -> Plain:
    """What the server answers."""
    return TestClient(app(shop), base_url="http://127.0.0.1").get("/api/answers").json()


@pytest.fixture(scope="module")
def evidence(shop: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The tables of the snapshot, under their names."""
    with duckdb.connect() as connection:
        for name, path in fw.open(shop).evidence.tables.items():
            connection.execute(f"CREATE VIEW \"{name}\" AS SELECT * FROM read_parquet('{path}')")
        yield connection


def given(evidence: duckdb.DuckDBPyConnection, question: str) -> list[Plain]:
    """Every answer to a question: who, in which wave, of which persona, what."""
    rows = evidence.execute(
        f"SELECT a.respondent_id, a.wave, m.persona, a.score, coalesce(a.text, format('{{:g}}', a.score)) "
        f"FROM answers a LEFT JOIN ({MINE}) m USING (customer_id) WHERE a.question = ?",
        [question],
    ).fetchall()
    names = ("who", "wave", "persona", "score", "said")
    return [dict(zip(names, row, strict=True)) for row in rows]


def of_group(rows: list[Plain], group: Plain) -> list[Plain]:
    by = group["by"]
    if by == "overall":
        return rows
    wanted = group.get("groupId") if by == "persona" else group.get("group")
    return [row for row in rows if row[by] == wanted]


def wilson(share: float, n: int) -> tuple[float, float]:
    middle, half = share + Z * Z / (2 * n), Z * sqrt(share * (1 - share) / n + Z * Z / (4 * n * n))
    return max((middle - half) / (1 + Z * Z / n), 0), min((middle + half) / (1 + Z * Z / n), 1)


def near(wanted: float) -> object:
    return pytest.approx(wanted, rel=6e-6, abs=1e-9)


def groups(answers: Plain) -> Iterator[tuple[Plain, Plain]]:
    for question in answers["questions"]:
        yield from ((question, group) for group in question["groups"] if group["by"] != "month")


def assert_told(one: Plain, hits: int, of: int) -> None:
    """Count, share and interval are those of the answers; the sample shop weighs nobody."""
    assert (one["count"]["value"], one["share"]["n"]) == (hits, of)
    assert one["share"]["value"] == near(hits / of)
    if hits:
        lo, hi = wilson(hits / of, of)
        assert (one["share"]["lo"], one["share"]["hi"]) == (near(lo), near(hi))


def test_every_share_and_its_interval_is_what_people_answered(
    answers: Plain, evidence: duckdb.DuckDBPyConnection
) -> None:
    told = 0
    for question, group in groups(answers):
        rows = of_group(given(evidence, question["question"]), group)
        for one in group["shares"]:
            hits = [row for row in rows if row["said"] == one["answer"]]
            if one["share"]["suppressed"]:
                assert "value" not in one["share"]
                continue
            assert not 0 < len({row["who"] for row in hits}) < answers["minCell"]
            assert_told(one, len(hits), len(rows))
            told += 1
    assert told > 150


def test_every_band_is_the_sum_of_its_answers(answers: Plain, evidence: duckdb.DuckDBPyConnection) -> None:
    bands = {
        "promoters (9, 10)": lambda score: score >= 9,
        "passives (7, 8)": lambda score: 7 <= score < 9,
        "detractors (0 to 6)": lambda score: score < 7,
        "the two best answers": lambda score: score >= 4,
        "all other answers": lambda score: score < 4,
    }
    told = 0
    for question, group in groups(answers):
        rows = of_group(given(evidence, question["question"]), group)
        for one in group.get("bands", []):
            if not one["share"]["suppressed"]:
                assert_told(one, sum(bands[one["answer"]](row["score"]) for row in rows), len(rows))
                told += 1
    assert told >= 5


def test_no_band_gives_away_an_answer_of_few_people(
    answers: Plain, evidence: duckdb.DuckDBPyConnection
) -> None:
    for question, group in groups(answers):
        bands = [one for one in group.get("bands", []) if not one["share"]["suppressed"]]
        hidden = {one["answer"] for one in group["shares"] if one["share"]["suppressed"]}
        rows = of_group(given(evidence, question["question"]), group)
        for _ in bands:
            for within in (lambda s: s >= 9, lambda s: 7 <= s < 9, lambda s: s < 7):
                own = [row for row in rows if row["said"] in hidden and within(row["score"])]
                if question["kind"] == "nps" and own:
                    assert len({row["said"] for row in own}) > 1
                    assert len({row["who"] for row in own}) >= answers["minCell"]


def test_every_score_is_the_mean_or_the_net_promoters_of_its_answers(
    answers: Plain, evidence: duckdb.DuckDBPyConnection
) -> None:
    told = 0
    for question, group in groups(answers):
        if "score" not in group or group["score"]["suppressed"]:
            continue
        scores = [row["score"] for row in of_group(given(evidence, question["question"]), group)]
        wanted = {
            "nps": 100 * (sum(one >= 9 for one in scores) - sum(one <= 6 for one in scores)) / len(scores),
            "csat": fmean(one >= 4 for one in scores),
            "rating": fmean(scores),
        }[question["kind"]]
        assert group["score"]["value"] == near(wanted), (question["question"], group["by"])
        assert group["score"]["n"] == len(scores)
        told += 1
    assert told > 30


def figures(question: Plain, group: Plain) -> Iterator[tuple[Plain, str | None]]:
    yield from ((group[part], None) for part in ("answers", "score") if part in group)
    for one in (*group.get("bands", []), *group.get("shares", [])):
        yield from ((one[part], one["answer"]) for part in ("count", "share"))


def test_every_query_of_the_evidence_repeats_its_number(
    answers: Plain, evidence: duckdb.DuckDBPyConnection
) -> None:
    records = {one["id"]: one for one in answers["evidence"]}
    told = 0
    for question in answers["questions"]:
        for group in question["groups"]:
            for figure, answer in figures(question, group):
                query = records[figure["evidence"]]["query"]
                if figure["suppressed"]:
                    continue
                keys = {
                    "question": question["question"], "answer": answer, "group": group.get("group"),
                    "persona": group.get("groupId"), "top": question.get("topFrom"),
                }  # fmt: skip
                named = {key: value for key, value in keys.items() if f"${key}" in query}
                ((found,),) = evidence.execute(query, named).fetchall()
                assert found == near(figure["value"]), (question["question"], group["by"], answer)
                told += 1
    assert told > 450


def test_what_the_server_answers_is_what_the_command_tells(shop: Path, answers: Plain) -> None:
    surveys = fw.open(shop).surveys
    assert all(
        row["group_name"] for by in ("overall", "wave", "persona") for row in surveys.answer_rows(by=by)
    )
    for by in ("overall", "wave", "persona"):
        told = {
            (row["question"], row["group"], row["answer"]): row["share"] for row in surveys.answer_rows(by=by)
        }
        served = {
            (question["question"], group.get("groupId" if by == "persona" else "group"), one["answer"]): one[
                "share"
            ].get("value")
            for question, group in groups(answers)
            if group["by"] == by
            for one in group["shares"]
        }
        assert set(served) == set(told)
        for place, share in told.items():
            assert (served[place] is None) == (share is None)
            assert share is None or served[place] == near(float(str(share)))


def test_the_server_tells_voices_as_the_command_does(shop: Path) -> None:
    served = TestClient(app(shop), base_url="http://127.0.0.1").get("/api/voices").json()
    told = json.loads(json.dumps(fw.open(shop).voices.rows()))
    themes = {one["id"]: one for one in served["themes"]}
    assert len(told) == len(themes)
    for row in told:
        seen = themes[row["id"]]["mentioned"]
        for key in ("texts", "people", "lo", "hi", "sentiment"):
            assert seen[key] == row[key]
        assert seen["shareOfTexts"] == row["share_of_texts"]
