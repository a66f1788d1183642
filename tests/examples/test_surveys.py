"""The worked examples of surveys against numbers that others published or counted by hand."""

from __future__ import annotations

import csv
import json
import math
import re
from collections import Counter, defaultdict
from pathlib import Path
from statistics import fmean
from typing import Any
from zipfile import ZipFile

import pyarrow.parquet as pq
import pytest
from scipy.stats import spearmanr
from typer.testing import CliRunner

from folkways.cli.app import app

pytestmark = [pytest.mark.shared, pytest.mark.slow]
COFFEE = "data/coffee-taste-test"
FRUIT = {"fruit", "fruity", "berry", "berries", "blueberry", "strawberry"}
Row = dict[str, Any]
Value = dict[str, float]


def built(project: Path, example: str, data: Path, folder: Path) -> dict[tuple[str, str | None], Value]:
    """Build an example and read its measures, by measure and wave."""
    runner = CliRunner()
    done = runner.invoke(
        app, ["build", str(project / "examples" / example), "--data", str(data), "--dir", str(folder)]
    )
    assert done.exit_code == 0, done.output
    rows: dict[tuple[str, str | None], Value] = {}
    for by in ("overall", "wave"):
        told = runner.invoke(app, ["measures", "--dir", str(folder), "--by", by, "--format", "json"])
        assert told.exit_code == 0, told.output
        rows |= {(row["measure"], row["group"]): row for row in json.loads(told.stdout)}
    return rows


def shares(folder: Path, question: str, answer: str) -> Value:
    """What `folkways answers` tells of one answer."""
    words = ["answers", "--dir", str(folder), "--question", question, "--format", "json"]
    told = CliRunner().invoke(app, words)
    assert told.exit_code == 0, told.output
    return next(row for row in json.loads(told.stdout) if row["answer"] == answer)


def test_five_waves_of_the_airports_survey_join_into_one_trend(
    project: Path, shared: Path, tmp_path: Path
) -> None:
    data = shared / "data/sfo-airport-survey"
    found = built(project, "sfo-airport-survey", data, tmp_path)
    assert found["nps_unweighted", None]["value"] == pytest.approx(39.8, abs=0.05)
    assert found["nps", None]["value"] == pytest.approx(40.4, abs=0.05)
    assert found["nps", None]["n"] == 2746
    overall = "rating_SFO Airport as a whole"
    assert found[f"{overall}_unweighted", "2017"]["value"] == pytest.approx(4.06, abs=0.005)
    for year, column in (
        (2013, "Q7O_WHOLE"),
        (2014, "Q7ALL"),
        (2015, "Q7ALL"),
        (2016, "Q7ALL"),
        (2017, "Q7ALL"),
    ):
        weights, sum_ = 0.0, 0.0
        with next(data.glob(f"{year}_*.csv")).open(encoding="utf-8-sig") as file:
            for row in csv.DictReader(file):
                if row[column] in "12345" and row[column]:
                    weight = float(row["WEIGHT"])
                    weights, sum_ = weights + weight, sum_ + weight * float(row[column])
        told = found[overall, str(year)]
        assert told["value"] == pytest.approx(sum_ / weights, rel=1e-5), year
        assert told["lo"] < told["value"] < told["hi"]


def test_satisfied_passengers_are_43_percent(project: Path, shared: Path, tmp_path: Path) -> None:
    (archive,) = (shared / "data/airline-passenger-satisfaction").glob("*.zip")
    with ZipFile(archive) as zipped:
        zipped.extract("airline_passenger_satisfaction.csv", tmp_path)
    found = built(project, "airline-passenger-satisfaction", tmp_path, tmp_path / "workspace")
    assert found["csat", None]["value"] == pytest.approx(0.4345, abs=5e-5)
    assert found["csat", None]["n"] == 129880
    half = 1.959964 * math.sqrt(0.4345 * 0.5655 / 129880)
    assert found["csat", None]["hi"] - found["csat", None]["lo"] == pytest.approx(2 * half, rel=0.01)


@pytest.fixture(scope="module")
def tasted(project: Path, shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace of the coffee tasters."""
    folder = tmp_path_factory.mktemp("tasted")
    built(project, "coffee-taste-test", shared / COFFEE, folder)
    return folder


def rows_of(folder: Path, table: str) -> list[Row]:
    (file,) = folder.glob(f"snapshots/*/*/{table}.parquet")
    return pq.read_table(file).to_pylist()


def test_multi_selects_and_free_text_of_the_coffee_tasters(shared: Path, tasted: Path) -> None:
    answers = rows_of(tasted, "answers")
    favourite = Counter(
        row["text"] for row in answers if row["question"].startswith("Lastly, what was your favorite")
    )
    assert (favourite["Coffee D"], favourite.total()) == (1385, 3770)
    told_d = shares(tasted, "Lastly, what was your favorite overall coffee?", "Coffee D")
    assert (told_d["count"], told_d["of"]) == (1385, 3770)
    assert told_d["share"] == pytest.approx(0.367, abs=5e-4)
    with next((shared / COFFEE).glob("*.csv")).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    question = "On the go, where do you typically purchase coffee?"
    column = f"{question} (National chain (e.g. Starbucks, Dunkin))"
    chain = "National chain (e.g. Starbucks, Dunkin)"
    told = [json.loads(row["text"]) for row in answers if row["question"] == question]
    assert sum(chain in chosen for chosen in told) == sum(row[column] == "TRUE" for row in rows)
    assert len(told) == sum(row[column] != "" for row in rows)
    notes = {row["text"] for row in answers if row["question"] == "Coffee A - Notes"}
    written = {row["Coffee A - Notes"].strip() for row in rows if row["Coffee A - Notes"].strip()}
    blotted = notes - written
    assert len(blotted) <= 0.01 * len(written)
    assert all(any(_is_blotted(note, of=text) for text in written - notes) for note in blotted)
    assert all(any(_is_blotted(note, of=text) for note in blotted) for text in written - notes)


def _is_blotted(note: str, *, of: str) -> bool:
    """Whether a text differs from what was written only by marks in the place of names."""
    parts = (re.escape(part) for part in re.split(r"\[(?:name|link)\]", note))
    return "[" in note and re.fullmatch(r".{3,40}".join(parts), of, re.DOTALL) is not None


def test_tasters_sound_happier_about_the_coffee_they_like(tasted: Path) -> None:
    """Spearman of a note's mean sentiment with the preference given to that coffee by the same taster."""
    answers = rows_of(tasted, "answers")
    liked = {
        (row["respondent_id"], row["question"][:8]): row["score"]
        for row in answers
        if row["question"].endswith("Personal Preference")
    }
    felt: dict[str, list[float]] = defaultdict(list)
    for row in rows_of(tasted, "mentions"):
        felt[row["voice_id"]].append(row["sentiment"])
    notes = [row for row in answers if row["question"].endswith("- Notes")]
    asked = [(row["answer_id"], (row["respondent_id"], row["question"][:8])) for row in notes]
    told = [one for one in asked if one[0] in felt and liked.get(one[1]) is not None]
    happy = [fmean(felt[note]) for note, _who in told]
    preferred = [liked[who] for _note, who in told]
    assert len(told) == 9986
    assert spearmanr(happy, preferred).statistic > 0.19


def test_themes_of_fruit_belong_to_the_coffees_whose_notes_say_fruit(shared: Path, tasted: Path) -> None:
    listed = CliRunner().invoke(app, ["voices", "--dir", str(tasted), "--format", "json"])
    fruity = {one["id"] for one in json.loads(listed.stdout) if FRUIT & set(one["theme"].split(", "))}
    about = {row["voice_id"] for row in rows_of(tasted, "mentions") if row["theme"] in fruity}
    with next((shared / COFFEE).glob("*.csv")).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    answers = rows_of(tasted, "answers")
    for coffee, lo, hi in (("A", 0.2, 0.35), ("B", 0.0, 0.08), ("C", 0.05, 0.15), ("D", 0.5, 0.65)):
        written = [row[f"Coffee {coffee} - Notes"].lower() for row in rows]
        notes = [row["answer_id"] for row in answers if row["question"] == f"Coffee {coffee} - Notes"]
        assert lo < sum("fruit" in note or "berr" in note for note in written) / len(notes) < hi
        assert lo < sum(one in about for one in notes) / len(notes) < hi
