"""Surveys from a plain wide CSV to key drivers, Kano, MaxDiff and raked weights, through a whole build."""

from __future__ import annotations

import csv
import json
import math
import zipfile
from pathlib import Path

import numpy as np
import pytest
from tests.build.small import tiny
from tests.cli.ran import ran

import folkways as fw
from folkways.engines.locked import answered
from folkways.errors import ConfigError, TooLittleData, UnknownName
from folkways.workspace.making import built

pytestmark = pytest.mark.slow

ITEMS = ("Price", "Choice", "Advice", "Parking")
FELT = ("I like it", "I expect it", "I am neutral", "I can live with it", "I dislike it")
QUESTIONS = """
[[sources]]
name = "survey"
table = "answers"
files = ["survey.csv"]
columns = { respondent_id = "id", wave = "wave" }
constants = { survey = "Yearly" }
"""
SURVEY = """
[[survey.raking]]
trait = "sex"
targets = { f = 0.5, m = 0.5 }

[[survey.kano]]
feature = "Free returns"
functional = "with"
dysfunctional = "without"

[[survey.maxdiff]]
name = "What matters"
items = ["Price", "Choice", "Advice", "Parking"]
tasks = [
  { best = "b1", worst = "w1", shown = ["Price", "Choice", "Advice"] },
  { best = "b2", worst = "w2", shown_in = "s2" },
]
"""


def question(column: str, kind: str, text: str, more: str = "") -> str:
    return f'[[sources.questions]]\ncolumn = "{column}"\nkind = "{kind}"\ntext = "{text}"\n{more}\n'


ASKED = (
    question("whole", "rating", "How was it all?", "scale_min = 1.0\nscale_max = 10.0")
    + question("nps", "nps", "Would you recommend us?")
    + question(
        "pay", "rating", "Paying?", 'scale_min = 1.0\nscale_max = 5.0\nblank = ["0"]\ntouchpoint = "thing 1"'
    )
    + question("find", "rating", "Finding?", 'scale_min = 1.0\nscale_max = 5.0\ntouchpoint = "thing 2"')
    + question("park", "rating", "Parking?", 'scale_min = 1.0\nscale_max = 5.0\ntouchpoint = "thing 3"')
    + question("rare", "rating", "The lift?", 'scale_min = 1.0\nscale_max = 5.0\ntouchpoint = "thing 0"')
    + "".join(
        question(one, "choice", f"{one}?") for one in ("sex", "with", "without", "b1", "w1", "b2", "w2", "s2")
    )
)


def respondents(rng: np.random.Generator, people: int) -> list[dict[str, object]]:
    """Women (7 in 10) rate better; the whole hangs on paying twice as much as on finding, on parking not at all."""
    rows: list[dict[str, object]] = []
    for number in range(people):
        female = rng.random() < 0.7
        pay, find, park = np.clip(np.round(rng.normal(3.2 + 0.6 * female, 1.1, 3)), 1, 5).astype(int).tolist()
        whole = int(np.clip(round(1 + 1.2 * pay + 0.6 * find + rng.normal(0, 0.7)), 1, 10))
        seen = [ITEMS[at] for at in sorted(rng.permutation(4)[:3].tolist())]
        rows.append(
            {
                "id": f"r{number}", "wave": 2024 + number % 2, "whole": whole, "nps": whole,
                "pay": 0 if rng.random() < 0.2 else pay, "find": find, "park": park,
                "rare": 3 if number < 12 else "", "sex": "f" if female else "m",
                "with": FELT[0 if number % 3 else 1], "without": FELT[4 if number % 2 else 2],
                "b1": "price", "w1": "Advice" if number % 2 else "Choice",
                "s2": "; ".join(seen), "b2": seen[0], "w2": seen[-1],
            }
        )  # fmt: skip
    return rows


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built workspace of 70 customers and 600 responses in two waves. Do not change it."""
    folder = tiny(tmp_path_factory.mktemp("asked"))
    toml = (folder / "folkways.toml").read_text(encoding="utf-8")
    (folder / "folkways.toml").write_text(toml + QUESTIONS + ASKED + SURVEY, encoding="utf-8")
    rows = respondents(np.random.default_rng(1), 600)
    with (folder / "survey.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    built(folder, None, progress=lambda _stage, _done, _total: None)
    return folder


def test_what_was_planted_to_drive_the_whole_drives_it(asked: Path) -> None:
    found = fw.open(asked).surveys.drivers("whole")
    told = {one.question: one for one in found.drivers}
    assert [one.question for one in found.drivers] == ["Paying?", "Finding?", "Parking?"]
    assert found.left_out == ["The lift?"]
    assert told["Paying?"].weight.n == pytest.approx(480, abs=40)
    assert (told["Finding?"].weight.n, found.r_squared.n) == (600, 600)
    assert sum(one.weight.value or 0 for one in found.drivers) == pytest.approx(
        found.r_squared.value, rel=1e-5
    )
    assert told["Paying?"].importance.value == 10
    assert (told["Paying?"].weight.lo or 0) > (told["Finding?"].weight.hi or 1)
    assert told["Paying?"].touchpoint == "thing 1"


def test_each_mean_and_share_of_the_drivers_is_repeated_by_its_query(asked: Path) -> None:
    workspace = fw.open(asked)
    found = workspace.surveys.drivers("How was it all?")
    records = {one.id: one for one in found.evidence}
    checked = 0
    for one in found.drivers:
        for figure in (one.mean, one.satisfied):
            query = records[figure.evidence].query
            assert query
            again = answered(query, workspace.evidence.tables)["value"][0].as_py()
            assert math.isclose(again, figure.value or 0, rel_tol=1e-9)
            checked += 1
        assert all(figure.evidence in records for figure in (one.weight, one.share, one.opportunity))
    assert checked == 6


def test_answers_are_raked_wave_by_wave_until_sexes_stand_as_told(asked: Path) -> None:
    workspace = fw.open(asked)
    weights = workspace.evidence.table("weights")
    answers = workspace.evidence.table("answers").to_pylist()
    sex = {one["respondent_id"]: one["text"] for one in answers if one["question"] == "sex?"}
    for wave in ("2024", "2025"):
        of_wave = [one for one in weights.to_pylist() if one["wave"] == wave]
        women = sum(one["raked"] for one in of_wave if sex[one["respondent_id"]] == "f")
        assert women / sum(one["raked"] for one in of_wave) == pytest.approx(0.5, abs=1e-6)
        assert len(of_wave) == 300
    report = workspace.surveys.document.raking
    assert [(one.wave, one.respondents, one.unknown) for one in report] == [
        ("2024", 300, 0),
        ("2025", 300, 0),
    ]
    assert all(1.05 < (one.design_effect or 0) < 1.4 for one in report)


def test_measures_use_the_raked_weights_and_their_query_repeats_them(asked: Path) -> None:
    workspace = fw.open(asked)
    told = workspace.measures.document.found("nps")
    assert told
    answers = workspace.evidence.table("answers").to_pylist()
    weight = {one["respondent_id"]: one["raked"] for one in workspace.evidence.table("weights").to_pylist()}
    scores = [(one["score"], weight[one["respondent_id"]]) for one in answers if one["kind"] == "nps"]
    by_hand = sum(((score >= 9) - (score <= 6)) * w for score, w in scores) / sum(w for _, w in scores)
    assert told.figure.value == pytest.approx(100 * by_hand, rel=1e-5)
    assert told.figure.method == "nps, taylor"
    record = next(one for one in workspace.measures.document.evidence if one.id == told.figure.evidence)
    again = answered(record.query or "", workspace.evidence.tables)["value"][0].as_py()
    assert again == pytest.approx(told.figure.value, rel=1e-5)


def test_kano_features_are_read_from_words(asked: Path) -> None:
    [row] = fw.open(asked).surveys.kano_rows()
    assert row["n"] == 600
    assert row["unread"] == 0
    assert row["category"] in ("attractive", "performance")
    assert row["better"] == pytest.approx(2 / 3, abs=0.03)
    assert row["worse"] == pytest.approx(-0.5, abs=0.03)


def test_maxdiff_items_count_only_where_they_were_shown(asked: Path) -> None:
    rows = {row["item"]: row for row in fw.open(asked).surveys.maxdiff_rows()}
    assert rows["Price"]["shown"] > 1000  # type: ignore[operator]
    assert rows["Parking"]["shown"] == pytest.approx(450, abs=40)
    assert rows["Price"]["score"] == pytest.approx(1, abs=0.01)
    assert rows["Parking"]["score"] == pytest.approx(-1, abs=0.01)
    assert next(iter(rows)) == "Price"


def test_the_commands_print_their_rows(asked: Path) -> None:
    assert "Free returns" in ran("kano", "--dir", asked).stdout
    assert "What matters,Parking," in ran("maxdiff", "--dir", asked, "--format", "csv").stdout
    assert json.loads(ran("raking", "--dir", asked, "--format", "json").stdout)[1]["wave"] == "2025"
    told = ran("drivers", "--outcome", "whole", "--dir", asked, "--format", "json")
    first = json.loads(told.stdout)[0]
    assert first["question"] == "Paying?"
    assert first["weight_lo"] < first["weight"] < first["weight_hi"]
    assert "R² 0." in told.stderr


def test_what_cannot_be_an_outcome_says_so(asked: Path) -> None:
    surveys = fw.open(asked).surveys
    with pytest.raises(ConfigError, match="answered in words"):
        surveys.drivers("sex")
    assert surveys.drivers("sex", yes=["f"]).r_squared.n == 600
    with pytest.raises(UnknownName, match="No question 'hole'"):
        surveys.drivers("hole")
    with pytest.raises(UnknownName, match="No way to part R² 'guess'"):
        surveys.drivers("whole", method="guess")
    with pytest.raises(TooLittleData, match="No question was rated by 30 of the 600"):
        surveys.drivers("whole", drivers=["rare"])


AIRLINE = (
    "Departure and Arrival Time Convenience", "Ease of Online Booking", "Check-in Service", "Online Boarding",
    "Gate Location", "On-board Service", "Seat Comfort", "Leg Room Service", "Cleanliness", "Food and Drink",
    "In-flight Service", "In-flight Wifi Service", "In-flight Entertainment", "Baggage Handling",
)  # fmt: skip


@pytest.mark.shared
@pytest.mark.slow
def test_online_boarding_drives_the_satisfaction_of_129_880_air_passengers(
    shared: Path, tmp_path: Path
) -> None:
    """43.45% are satisfied; 0 is “not applicable”. Shares against plain counting, R² against plain least squares."""
    folder = tiny(tmp_path)
    with zipfile.ZipFile(
        shared / "data/airline-passenger-satisfaction/airline_passenger_satisfaction.zip"
    ) as found:
        found.extract("airline_passenger_satisfaction.csv", folder)
    scale = 'scale_min = 1.0\nscale_max = 5.0\nblank = ["0"]\ntouchpoint = "'
    source = QUESTIONS.replace("survey.csv", "airline_passenger_satisfaction.csv").replace(
        '"id", wave = "wave"', '"ID"'
    )
    toml = (folder / "folkways.toml").read_text(encoding="utf-8") + source
    toml += question("Satisfaction", "choice", "All in all?")
    toml += "".join(question(one, "rating", f"{one}?", f'{scale}{one}"') for one in AIRLINE)
    (folder / "folkways.toml").write_text(toml, encoding="utf-8")
    built(folder, None, progress=lambda _stage, _done, _total: None)
    told = fw.open(folder).surveys.drivers("Satisfaction", yes=["Satisfied"])
    with (folder / "airline_passenger_satisfaction.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert told.r_squared.n == 129_880
    assert told.drivers[0].question == "Online Boarding?"
    assert (told.drivers[0].weight.lo or 0) > 2 * (told.drivers[1].weight.hi or 1)
    boarding = [int(row["Online Boarding"]) for row in rows if row["Online Boarding"] != "0"]
    assert told.drivers[0].weight.n == len(boarding)
    assert told.drivers[0].satisfied.value == pytest.approx(sum(one >= 4 for one in boarding) / len(boarding))
    ratings = np.array([[float(row[one]) for one in AIRLINE] for row in rows])
    whole = (ratings > 0).all(axis=1)
    design = np.column_stack([np.ones(whole.sum()), ratings[whole]])
    happy = np.array([row["Satisfaction"] == "Satisfied" for row in rows])[whole] * 1.0
    rest = happy - design @ np.linalg.lstsq(design, happy, rcond=None)[0]
    assert told.complete == whole.sum()
    assert told.r_squared.value == pytest.approx(1 - rest.var() / happy.var(), abs=0.03)
