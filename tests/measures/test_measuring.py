"""Measures against numbers anybody can count, and against published ones."""

from __future__ import annotations

import math
from functools import cache

import numpy as np
import pyarrow as pa
import pytest
from scipy import stats
from tests.personas.invented import CONFIG, DAY_US, FIRST_DAY, WINDOW, habit_of, shop
from tests.personas.test_features import event, tables

from folkways.engines.locked import answered, locked_down
from folkways.measures.measuring import measure_all
from folkways.model.config import Config
from folkways.model.measure import Measures

pytestmark = pytest.mark.slow

IDS = {"early": "psn_early", "weekly": "psn_weekly", "late": "psn_late"}


def measured(
    found: dict[str, pa.Table], config: Config = CONFIG, people: dict[str, str] | None = None
) -> Measures:
    return measure_all(
        lambda sql: answered(sql, found),
        frozenset(found),
        config,
        personas=list((people or {}).items()),
        window=WINDOW,
        as_of="2017-08-28T23:59:59Z",
        run="run_test",
    )


@cache
def corner_shop() -> dict[str, pa.Table]:
    customers = shop()["customers"]["customer_id"].to_pylist()
    persona = [IDS[habit_of(int(customer[1:]))] for customer in customers]
    return {
        **shop(),
        "members": pa.table(
            {"customer_id": customers, "persona": persona, "posterior": [0.9] * len(persona)}
        ),
    }


@cache
def of_the_shop() -> Measures:
    return measured(corner_shop(), people={id_: name for name, id_ in IDS.items()})


def test_every_measures_query_repeats_its_value() -> None:
    found = of_the_shop()
    records = {one.id: one for one in found.evidence}
    connection = locked_down(corner_shop())
    for one in found.values:
        if not one.figure.suppressed:
            again = connection.execute(records[one.figure.evidence].query or "").fetchall()[0][0]
            assert math.isclose(float(again), one.figure.value or 0.0, rel_tol=1e-9, abs_tol=1e-12), one
    assert {one.by for one in found.values} == {"overall", "persona", "month"}


def test_money_is_exact_in_minor_units_and_personas_sum_to_the_whole() -> None:
    found = of_the_shop()
    whole = sum(value for value in shop()["events"]["value"].to_pylist() if value)
    told = found.found("value_total")
    assert told
    assert told.minor == whole
    assert sum(found.found("value_total", id_).minor or 0 for id_ in IDS.values()) == whole  # type: ignore[union-attr]


def test_of_those_a_campaign_was_for_a_fifth_redeemed() -> None:
    told = of_the_shop().found("response")
    assert told
    assert told.figure.n == 150
    assert told.figure.value == pytest.approx(0.2)


def test_a_second_visit_within_thirty_days_counts_only_those_who_had_thirty_days() -> None:
    events = [event(f"p{n:02d}", 0, 0) for n in range(20)]
    events += [event(f"p{n:02d}", 30, 0) for n in range(10)] + [
        event(f"p{n:02d}", 31, 0) for n in range(10, 20)
    ]
    events += [event(f"n{n:02d}", 50, 0) for n in range(10)]
    told = measured(tables(*events)).found("second_visit")
    assert told
    assert told.figure.n == 20
    assert told.figure.value == pytest.approx(0.5)


def test_who_is_still_within_the_silence_is_not_lost() -> None:
    events = [event(f"p{n:02d}", 0, 0) for n in range(20)] + [event("p00", 40, 0), event("late", 39, 0)]
    told = measured(
        tables(*events),
        CONFIG.model_copy(update={"workspace": CONFIG.workspace.model_copy(update={"min_cell": 1})}),
    )
    silent = told.found("silent")
    assert silent
    assert silent.figure.n == 20
    assert silent.figure.value == pytest.approx(19 / 20)


def test_groups_smaller_than_min_cell_are_suppressed_never_zero() -> None:
    events = [event(f"p{n:02d}", day, 0) for n in range(5) for day in range(3)]
    found = measured(tables(*events))
    assert found.found("visits_per_customer").figure.suppressed  # type: ignore[union-attr]
    assert found.found("value_total").minor is None  # type: ignore[union-attr]


def answers(
    *scores: int,
    kind: str = "nps",
    weights: list[float] | None = None,
    waves: list[str] | None = None,
    people: int = 0,
) -> dict[str, pa.Table]:
    """Answers to one question, in turns by so many people (0: each by somebody else)."""
    table = pa.table(
        {
            "answer_id": [str(at) for at in range(len(scores))],
            "customer_id": [f"c{at}" for at in range(len(scores))],
            "respondent_id": [f"c{at % (people or len(scores))}" for at in range(len(scores))],
            "wave": pa.array(waves, pa.string()) if waves else pa.nulls(len(scores), pa.string()),
            "question": [kind] * len(scores),
            "kind": [kind] * len(scores),
            "text": pa.nulls(len(scores), pa.string()),
            "score": [float(score) for score in scores],
            "weight": pa.array(weights, pa.float64()) if weights else pa.nulls(len(scores), pa.float64()),
            "at": pa.array([FIRST_DAY * DAY_US] * len(scores), pa.int64()),
        }
    )
    return {**tables(event("c0", 0, 0)), "answers": table}


def test_nps_of_162_promoters_108_passives_54_detractors_is_33_and_a_third() -> None:
    """The running example of the method page: 324 answers, SE 4.1409."""
    found = measured(answers(*[10] * 162, *[8] * 108, *[3] * 54)).found("nps")
    assert found
    assert found.figure.value == pytest.approx(100 / 3)
    assert found.figure.n == 324
    assert (found.figure.hi or 0) - (found.figure.value or 0) == pytest.approx(1.959964 * 4.1409, abs=1e-3)


def test_weights_count_in_nps() -> None:
    found = measured(answers(*[10] * 10, *[0] * 10, weights=[3.0] * 10 + [1.0] * 10)).found("nps")
    assert found
    assert found.figure.value == pytest.approx(50)


def test_a_weighted_mean_has_the_interval_that_its_weights_deserve() -> None:
    """By hand: mean 5.2, residuals −4.2 and 1.4 weigh 1 and 3; z = w·r/Σw, variance 20/19 · Σz²."""
    found = measured(answers(*[1] * 10, *[6] * 10, kind="ces", weights=[1.0] * 10 + [5.25] * 10)).found("ces")
    assert found
    share = 5.25 / 6.25
    z = np.array([(1 - 5.2) * (1 - share) / 10] * 10 + [(6 - 5.2) * share / 10] * 10)
    half = stats.t.ppf(0.975, 19) * math.sqrt(20 / 19 * float(z @ z))
    assert found.figure.value == pytest.approx(5.2)
    assert (found.figure.lo, found.figure.hi) == pytest.approx((5.2 - half, 5.2 + half))
    assert (found.figure.n, found.figure.method) == (20, "taylor")


def test_who_answers_three_times_is_one_person_to_the_interval_and_to_the_smallest_cell() -> None:
    once = measured(answers(*[10, 8, 3] * 10)).found("nps")
    thrice = measured(answers(*[10] * 10, *[8] * 10, *[3] * 10, *[10] * 10, *[8] * 10, *[3] * 10, people=30))
    told = thrice.found("nps")
    assert once
    assert told
    few_people = stats.t.ppf(0.975, 29) / stats.norm.ppf(0.975)
    assert told.figure.hi == pytest.approx((once.figure.hi or 0) * few_people)
    assert told.figure.n == 60
    assert measured(answers(*[10, 8, 3] * 10, people=9)).found("nps").figure.suppressed  # type: ignore[union-attr]


def test_csat_is_the_share_of_the_two_best_answers() -> None:
    found = measured(answers(*[5] * 10, *[4] * 10, *[3] * 10, *[1] * 10, kind="csat")).found("csat")
    assert found
    assert found.figure.value == pytest.approx(0.5)
    assert found.figure.method == "wilson"


def test_retention_leaves_out_months_that_are_not_over() -> None:
    found = of_the_shop()
    months = {one.group for one in found.values if one.measure == "retention_month_3" and one.by == "month"}
    assert months == {"2017-01", "2017-02", "2017-03", "2017-04"} & months
    assert "2017-01" in months


def test_a_survey_is_told_by_wave_and_with_and_without_weights() -> None:
    scores = [10] * 30 + [0] * 10 + [10] * 10 + [0] * 30
    waves = ["2016"] * 40 + ["2017"] * 40
    found = measured(answers(*scores, weights=[1.0] * 40 + [3.0] * 10 + [1.0] * 30, waves=waves))
    told = {
        (one.measure, one.group): one.figure.value for one in found.values if one.by == "wave" and one.measure
    }
    assert told["nps", "2016"] == told["nps_unweighted", "2016"] == pytest.approx(50)
    assert told["nps", "2017"] == pytest.approx(0)
    assert told["nps_unweighted", "2017"] == pytest.approx(-50)


def test_ratings_are_means_of_the_answers() -> None:
    found = measured(answers(*[5] * 10, *[2] * 20, kind="rating")).found("rating_rating")
    assert found
    assert found.figure.value == pytest.approx(3)
    assert found.figure.method == "student"
