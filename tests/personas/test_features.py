"""Features by hand: a few events whose shares, gaps and hours anybody can count."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from tests.personas.invented import CONFIG, DAY_US, EVENTS, FIRST_DAY, shop

from folkways.engines.locked import answered
from folkways.model.config import Config, PersonasConfig
from folkways.personas.feature import Feature
from folkways.personas.features import features_of, measured
from folkways.personas.foresight import features_until
from folkways.personas.ground import Ground, ground
from folkways.personas.sheet import sheet
from folkways.personas.table import feature_table

pytestmark = pytest.mark.slow

MINUTE_US = 60_000_000


def event(
    customer: str, day: int, minute: int, touchpoint: str = "Visit", value: int | None = 100
) -> dict[str, object]:
    return {
        "customer_id": customer, "event_id": f"{customer}-{day}-{minute}-{touchpoint}",
        "at": (FIRST_DAY + day) * DAY_US + minute * MINUTE_US, "at_precision": "instant", "touchpoint": touchpoint,
        "channel": "web", "value": value, "source": "till", "source_order": day * 10_000 + minute,
        "local_day": FIRST_DAY + day, "local_minute": minute,
    }  # fmt: skip


def tables(*events: dict[str, object]) -> dict[str, pa.Table]:
    return {"events": pa.Table.from_pylist(list(events), schema=EVENTS)}


def looked(
    found: dict[str, pa.Table], config: Config = CONFIG
) -> tuple[Ground, tuple[Feature, ...], pa.Table]:
    def query(sql: str) -> pa.Table:
        return answered(sql, found)

    stood = ground(query, config, tables=frozenset(found))
    features = features_of(stood, config)
    return stood, features, measured(query, features).table


def of(found: dict[str, pa.Table], key: str, customer: str = "a") -> float | None:
    table = looked(found)[2]
    return table[key].to_pylist()[table["customer_id"].to_pylist().index(customer)]


WEEK = [event("a", day, 600) for day in (0, 7, 14, 21, 28)]


def test_visits_a_week_count_from_the_first_visit_to_the_end_of_the_data() -> None:
    found = tables(*WEEK, event("b", 69, 600))
    assert of(found, "visits_per_week") == pytest.approx(5 / (70 / 7))
    assert of(found, "visits_per_week", "b") == pytest.approx(1 / 4)


def test_events_within_half_an_hour_are_one_visit() -> None:
    found = tables(*WEEK, event("a", 28, 629), event("a", 28, 659), event("b", 69, 600))
    assert of(found, "visits_per_week") == pytest.approx(6 / 10)


def test_days_between_visits_are_the_median_of_gaps_and_need_four_of_them() -> None:
    assert of(tables(*WEEK), "days_between_visits") == 7
    assert of(tables(*WEEK[:4]), "days_between_visits") is None


def test_a_steady_rhythm_has_no_irregularity() -> None:
    assert of(tables(*WEEK), "irregularity") == 0


def test_a_share_of_fewer_than_four_events_is_missing_not_zero() -> None:
    two = [event("b", day, 600, "Other") for day in range(3)]
    found = tables(*WEEK, *two)
    assert of(found, "touchpoint_Visit") == 1
    assert of(found, "touchpoint_Other") == 0
    assert of(found, "touchpoint_Visit", "b") is None


def test_the_night_goes_on_until_five_in_the_morning() -> None:
    hours = (22 * 60, 4 * 60 + 59, 5 * 60, 12 * 60, 23 * 60)
    found = tables(*(event("a", day, minute) for day, minute in enumerate(hours)))
    assert of(found, "hours_night") == pytest.approx(3 / 5)
    assert of(found, "hours_early_morning") == pytest.approx(1 / 5)
    assert of(found, "hours_midday") == pytest.approx(1 / 5)


def test_saturday_and_sunday_are_the_weekend() -> None:
    found = tables(*(event("a", day, 600) for day in range(7)))
    assert of(found, "weekend") == pytest.approx(2 / 7)


def test_touchpoints_aside_belong_to_no_visit_but_are_counted_per_hundred_days() -> None:
    coupon = {**event("a", 3, 0, "Coupon redeemed", None), "at_precision": "day", "local_minute": -1}
    found = tables(*WEEK, coupon, event("b", 99, 600))
    assert of(found, "visits_per_week") == pytest.approx(5 / (100 / 7))
    assert of(found, "response_Coupon redeemed") == pytest.approx(1.0)


def test_money_is_in_major_units_and_refunds_lower_what_a_week_is_worth() -> None:
    found = tables(*WEEK, event("a", 29, 600, value=-100), event("b", 34, 0))
    assert of(found, "value_per_purchase") == pytest.approx(1.0)
    assert of(found, "value_per_week") == pytest.approx(4.0 / 5)


def test_features_until_a_day_know_nothing_of_later_days() -> None:
    early, late = tables(*WEEK[:4]), tables(*WEEK, event("a", 29, 1200))

    def query(sql: str) -> pa.Table:
        return answered(sql, late)

    stood = ground(query, CONFIG, tables=frozenset(late))
    then = features_until(query, stood, CONFIG, FIRST_DAY + 27, "events")
    assert then.columns["hours_morning"][0] == 1
    assert then.columns["hours_evening"][0] == 0
    assert of(early, "visits_per_week") == pytest.approx(then.columns["visits_per_week"][0])


def test_categories_are_shares_of_value() -> None:
    _, features, table = looked(shop())
    shares = [table[one.key].to_pylist() for one in features if one.group == "categories"]
    assert len(shares) == 3
    for parts in zip(*shares, strict=True):
        assert None in parts or sum(parts) == pytest.approx(1)


def test_several_answers_under_one_trait_become_a_yes_or_no_each() -> None:
    _, features, table = looked(shop())
    assert {"trait_likes_tea", "trait_likes_cake"} <= set(table.column_names)
    assert set(table["trait_likes_tea"].to_pylist()) == {1.0}
    roles = {one.key: one.role for one in features}
    assert roles["trait_likes_tea"] == "describing"
    assert roles["answer_mood"] == "defining"
    assert roles["answer_recommend"] == roles["value_per_week"] == "outcome"


def test_every_feature_has_a_query_that_repeats_it() -> None:
    _, features, table = looked(shop())
    rows = {row["customer_id"]: row for row in table.to_pylist()}
    for feature in features:
        for row in answered(feature.query, shop()).to_pylist():
            assert row[feature.key] == rows[row["customer_id"]][feature.key], feature.key


def test_features_may_be_excluded_or_only_describe_by_key_or_by_group() -> None:
    asked = CONFIG.model_copy(
        update={"personas": PersonasConfig(exclude=["hours"], describe_only=["weekend"])}
    )
    _, features, _ = looked(shop(), asked)
    assert not any(one.group == "hours" for one in features)
    assert next(one.role for one in features if one.key == "weekend") == "describing"


def test_several_steps_in_a_visit_tell_how_visits_begin_and_end() -> None:
    walk = [
        event("a", day, minute, touchpoint, None)
        for day in range(5)
        for minute, touchpoint in (
            (600, "search"),
            (605, "product_page"),
            (610, "basket" if day else "product_page"),
        )
    ]
    found = tables(*walk)
    assert of(found, "steps_per_visit") == 3
    assert of(found, "entry_search") == 1
    assert of(found, "exit_product_page") == pytest.approx(1 / 6)
    assert of(found, "exit_basket") == 1
    assert of(found, "hours_morning") == 1


def test_touchpoints_that_visits_only_begin_at_speak_as_ways_in() -> None:
    walk = [
        event("a", day, minute, touchpoint, None)
        for day in range(5)
        for minute, touchpoint in ((600, "search"), (605, "product_page"), (610, "product_page"))
    ]
    columns = looked(tables(*walk))[2].column_names
    assert "touchpoint_search" not in columns
    assert {"entry_search", "touchpoint_product_page"} <= set(columns)


def test_a_share_goes_to_discovery_with_the_number_of_events_it_is_of() -> None:
    found = tables(*WEEK, *(event("b", day, 600, "Other") for day in range(3)))

    def query(sql: str) -> pa.Table:
        return answered(sql, found)

    stood = ground(query, CONFIG, tables=frozenset(found))
    features = features_of(stood, CONFIG)
    given = feature_table(sheet(measured(query, features), features))
    assert given.support["touchpoint_Visit"].tolist() == [5, 3]
    assert np.isnan(given.columns["touchpoint_Visit"]).tolist() == [False, True]
    assert "visits_per_week" not in given.support
