"""What customers say and answer, told side by side, gives no group of fewer than ten people away."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from tests.personas.invented import WINDOW
from tests.voices.spoken import said, workshop
from tests.workspace.said_attack import Answer, Row, leaks, places, told_of

from folkways.engines.locked import answered
from folkways.evidence.schema import EVENTS
from folkways.measures.answered import tell_answers
from folkways.measures.measuring import measure_all
from folkways.measures.surveyed import tell_surveys
from folkways.model.config import Config
from folkways.voices.hearing import Heard, Spoken, hear

LEAST, CUSTOMERS, DAY_US = 10, 300, 86_400_000_000
FIRST = 20_000 * DAY_US
NAMES = {"psn_p1": "Early birds", "psn_p2": "Night owls", "psn_p3": "Browsers"}
CONFIG = Config.model_validate(
    {
        "workspace": {"name": "Shop", "min_cell": LEAST},
        "sources": [
            {
                "name": "s",
                "table": "answers",
                "files": ["s.csv"],
                "columns": {"respondent_id": "id"},
                "questions": [
                    {"column": "csat", "kind": "csat", "text": "csat?", "scale_min": 1, "scale_max": 5}
                ],
            }
        ],
    }
)
SUBSETS = [set(some) for size in range(5) for some in combinations("0123", size)]
SCALES = {"nps": np.arange(11), "csat": np.arange(1, 6), "rating": np.arange(1, 6), "choice": np.arange(6)}


def chances(levels: int, rng: np.random.Generator) -> np.ndarray:
    """Some answers are common, some rare."""
    weights = rng.gamma(0.6, 1, levels) + 0.01
    return weights / weights.sum()


def rows_of(kind: str, rng: np.random.Generator, persona: list[str | None]) -> list[Answer]:
    """Most customers answer once; waves and months differ in size, some have none."""
    scale, likely = SCALES.get(kind, np.arange(4)), chances(len(SCALES.get(kind, np.arange(4))), rng)
    waves, sizes = ["2023", "2024", "2025", None], chances(4, rng)
    found: list[Answer] = []
    for number in np.flatnonzero(rng.random(CUSTOMERS) < rng.uniform(0.3, 0.95)):
        picked = [f"{level}" for level in scale if rng.random() < likely[list(scale).index(level)] + 0.2]
        one = "|".join(picked) if kind == "multi" else f"{rng.choice(scale, p=likely)}"
        at = int(rng.integers(0, 3))
        wave = waves[int(rng.choice(4, p=sizes))]
        found.append(
            Answer(person=f"c{number}", answer=one, wave=wave, persona=persona[number], month=MONTHS[at])
        )
    return found


ANSWERS = {"multi": ["|".join(one for one in "0123" if one in some) for some in SUBSETS]}
MONTHS = ("2024-10", "2024-11", "2024-12")


def table(given: dict[str, list[Answer]]) -> pa.Table:
    days = {"2024-10": 3, "2024-11": 40, "2024-12": 70}
    rows = [
        {
            "answer_id": f"{kind}{place}", "respondent_id": one.person, "customer_id": one.person, "survey": "Yearly",
            "wave": one.wave, "question": f"{kind}?", "kind": kind, "touchpoint": None, "weight": None,
            "score": None if kind in ("choice", "multi") else float(one.answer),
            "text": json.dumps([each for each in one.answer.split("|") if each]) if kind == "multi"
            else one.answer if kind == "choice" else None,
            "at": FIRST + days[one.month] * DAY_US,
        }
        for kind, own in given.items() for place, one in enumerate(own)
    ]  # fmt: skip
    texts = ("answer_id", "respondent_id", "customer_id", "survey", "wave", "question", "kind", "touchpoint")
    schema = pa.schema(
        [*((name, pa.string()) for name in texts), ("weight", pa.float64()), ("score", pa.float64()),
         ("text", pa.string()), ("at", pa.int64())]
    )  # fmt: skip
    return pa.Table.from_pylist(rows, schema=schema)


def people(rng: np.random.Generator) -> list[str | None]:
    """Whose persona each customer is; few are in none."""
    sizes = chances(3, rng)
    drawn = [list(NAMES)[int(rng.choice(3, p=sizes))] for _ in range(CUSTOMERS)]
    return [None if place < rng.integers(0, 9) else one for place, one in enumerate(drawn)]


@pytest.mark.parametrize("round_", range(12))
def test_answers_bands_and_scores_together_give_nobody_away(round_: int, seed: int) -> None:
    rng = np.random.default_rng([seed, round_])
    persona = people(rng)
    given = {kind: rows_of(kind, rng, persona) for kind in (*SCALES, "multi")}
    ids = [f"c{number}" for number in range(CUSTOMERS)]
    tables = {
        "answers": table(given),
        "events": EVENTS.empty_table(),
        "members": pa.table({"customer_id": ids, "persona": pa.array(persona, pa.string())}),
    }

    def query(sql: str) -> pa.Table:
        return answered(sql, tables)

    surveys = tell_surveys(query, frozenset(tables), CONFIG, [], window=WINDOW, run="r")
    measures = measure_all(
        query,
        frozenset(tables),
        CONFIG,
        personas=list(NAMES.items()),
        window=WINDOW,
        as_of="2025-01-01T00:00:00Z",
        run="r",
    )
    told = tell_answers(query, surveys.questions, measures, list(NAMES.items())).model_dump(
        mode="json", by_alias=True, exclude_none=True
    )
    looked = 0
    for question in told["questions"]:
        own = given[question["kind"]]
        who = defaultdict(set)
        for one in own:
            who[one.atom].add(one.person)
        stands = places(own, ANSWERS.get(question["kind"]) or [f"{one}" for one in SCALES[question["kind"]]])
        rows = list(told_of(question, stands, {name: id_ for id_, name in NAMES.items()}))
        looked += len(rows)
        assert not leaks(rows, who, LEAST), question["kind"]
    assert looked > 20


def heard(persona: list[str | None], least: int) -> Heard:
    config = workshop()
    workspace = config.workspace.model_copy(update={"min_cell": least})
    members = pa.table({"customer_id": [f"c{n:03}" for n in range(len(persona))], "persona": persona})
    found = hear(
        Spoken(said(each=60), None, members, NAMES),
        config.model_copy(update={"workspace": workspace}),
        as_of="2026-04-01T00:00:00Z",
        run="run_1",
        is_clean=lambda _text: True,
    )
    assert found is not None
    return found


def numbers(document: dict[str, Any], texts: list[dict[str, Any]]) -> Iterator[Row]:
    """Every number of texts of `voices.json` as a sum over texts."""
    yield {one["atom"]: 1 for one in texts}
    for theme in document["themes"]:
        own = [one for one in texts if theme["id"] in one["themes"]]
        if "texts" in theme["mentioned"]:
            yield {one["atom"]: 1 for one in own}
        for group in theme["groups"]:
            among = [one for one in texts if one[group["by"]] == group["group"]]
            if "ofTexts" in group:
                yield {one["atom"]: 1 for one in among}
            if "texts" in group["mentioned"]:
                yield {one["atom"]: 1 for one in own if one[group["by"]] == group["group"]}
    for language, _ in document["languages"].items():
        if language != "other":
            yield {one["atom"]: 1 for one in texts if (one["language"] or "unknown") == language}


@pytest.mark.parametrize("missing", [0, 3, 8, 20])
def test_themes_of_groups_of_texts_together_give_nobody_away(missing: int) -> None:
    """Of 150 customers who wrote 300 texts a few are in no persona, and a few texts have no channel."""
    rng = np.random.default_rng(missing)
    persona = [
        None if n < missing else list(NAMES)[int(rng.choice(3, p=[0.6, 0.3, 0.1]))] for n in range(150)
    ]
    found = heard(persona, LEAST)
    document = found.document.model_dump(mode="json", by_alias=True, exclude_none=True)
    themes = defaultdict(set)
    for row in found.mentions.to_pylist():
        themes[row["voice_id"]].add(row["theme"])
    languages = {row["voice_id"]: row["language"] for row in found.mentions.to_pylist()}
    months = {row["voice_id"]: row["month"] for row in found.mentions.to_pylist()}
    texts: list[dict[str, Any]] = [
        {
            **row,
            "atom": (row["voice_id"],),
            "themes": themes[row["voice_id"]],
            "language": languages[row["voice_id"]],
            "month": months[row["voice_id"]],
            "persona": NAMES.get(persona[int(row["customer_id"][1:])] or ""),
        }
        for row in said(each=60).to_pylist()
    ]
    who = {one["atom"]: {one["customer_id"]} for one in texts}
    rows = list(numbers(document, texts))
    assert len(rows) > 20
    assert not leaks(rows, who, LEAST)
