from __future__ import annotations

from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from tests.sampleshop.shops import FILES, Written, written

from folkways.errors import SettingOutOfRange, UnknownName
from folkways.sampleshop import SampleShop, generate
from folkways.sources.config_file import read_config

pytestmark = pytest.mark.slow


def test_the_same_settings_give_the_same_bytes(tmp_path: Path) -> None:
    settings = {
        "customers": 120,
        "seed": 2,
        "duplicates": 0.05,
        "changes": ("checkout-fee",),
        "intervene": "checkout",
    }
    assert written(tmp_path / "a", **settings).bytes == written(tmp_path / "b", **settings).bytes


def test_another_seed_gives_other_people(tmp_path: Path) -> None:
    one, other = (written(tmp_path / str(seed), customers=120, seed=seed) for seed in (1, 2))
    assert one.bytes["events.parquet"] != other.bytes["events.parquet"]
    assert one.bytes["truth.parquet"] != other.bytes["truth.parquet"]


def test_every_customer_has_a_record_a_truth_and_events(plain: Written) -> None:
    expected = [f"c{number:06d}" for number in range(1, 1501)]
    assert plain.truth["customer_id"].tolist() == expected
    assert plain.customers["customer_id"].tolist() == expected
    assert set(plain.events["customer_id"]) == set(expected)


def test_events_lie_in_the_window_in_no_order(plain: Written) -> None:
    local = plain.events["at"].dt.tz_convert("Europe/Berlin")
    assert local.min() >= pd.Timestamp("2024-01-01", tz="Europe/Berlin")
    assert local.max() < pd.Timestamp("2025-01-01", tz="Europe/Berlin")
    assert not plain.events["at"].is_monotonic_increasing
    assert plain.events["event_id"].is_unique


def test_a_re_delivered_event_is_the_same_event(changed: Written) -> None:
    rows = changed.events
    once = rows.drop_duplicates("event_id")
    assert len(rows) - len(once) == round(0.1 * len(once))
    assert len(rows.drop_duplicates()) == len(once)


def test_money_is_exact_and_only_where_something_is_paid(plain: Written) -> None:
    schema = pq.read_schema(plain.directory / "events.parquet")
    assert str(schema.field("value").type) == "decimal128(12, 2)"
    with_value = plain.events[plain.events["value"].notna()]
    assert set(with_value["touchpoint"]) == {"payment", "store_purchase", "return"}
    returned = with_value["touchpoint"] == "return"
    assert (with_value.loc[returned, "value"] < 0).all()
    assert (with_value.loc[~returned, "value"] > 0).all()


def test_what_follows_an_order_carries_its_number_and_comes_later(plain: Written) -> None:
    paid = plain.events[plain.events["touchpoint"] == "payment"].set_index("case_id")["at"]
    assert paid.index.is_unique
    after = plain.events[plain.events["case_id"].notna() & (plain.events["touchpoint"] != "payment")]
    assert (after["at"].to_numpy() > paid.loc[after["case_id"]].to_numpy()).all()


def test_stores_are_open_in_the_daytime_and_closed_on_sundays(plain: Written) -> None:
    local = plain.events.loc[plain.events["touchpoint"] == "store_visit", "at"].dt.tz_convert("Europe/Berlin")
    assert local.dt.hour.between(9, 19).all()
    assert (local.dt.dayofweek < 6).all()


def test_people_keep_their_hours_when_the_clocks_change(plain: Written) -> None:
    online = plain.events[~plain.events["channel"].isin(["store", "email"])]
    local = online["at"].dt.tz_convert("Europe/Berlin")
    at_five = local.dt.hour.isin([3, 4])
    assert not (at_five & (online["touchpoint"] == "app_open")).any()


def test_most_customers_never_answer_and_some_cells_are_blank(plain: Written) -> None:
    share = plain.answers["customer_id"].nunique() / 1500
    assert 0.2 <= share <= 0.4
    assert plain.answers["answer_id"].is_unique
    blank = plain.answers[["nps", "csat", "lowest_price"]].isna().mean()
    assert blank.between(0.03, 0.15).all()
    assert plain.answers["nps"].dropna().between(0, 10).all()
    assert plain.answers["quick_help"].dropna().between(1, 7).all()


def test_the_ready_folkways_toml_is_valid_and_names_no_truth(changed: Written) -> None:
    config = read_config(changed.directory / "folkways.toml")
    assert [source.files for source in config.sources] == [
        ["events.parquet"],
        ["customers.csv"],
        ["answers.csv"],
        ["comments.csv"],
        ["reviews.csv"],
        ["tickets.csv"],
        ["interviews/*"],
    ]
    assert set(config.touchpoints) == set(changed.plan["touchpoints"])
    assert "truth" not in (changed.directory / "folkways.toml").read_text(encoding="utf-8")
    assert "experiment" in config.sources[1].traits


def test_events_with_one_customer_and_one_month_can_be_written(tmp_path: Path) -> None:
    summary = generate(SampleShop(customers=1, months=1), tmp_path)
    assert summary.customers == 1
    assert summary.events >= 1
    assert all((tmp_path / name).exists() for name in FILES)


def test_progress_ends_with_all_of_it(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    generate(SampleShop(customers=20, months=2), tmp_path, lambda *step: told.append(step))
    assert told[-1][1] == told[-1][2]
    assert [done for _, done, _ in told] == sorted(done for _, done, _ in told)


def test_settings_out_of_range_are_refused() -> None:
    with pytest.raises(SettingOutOfRange, match="customers"):
        SampleShop(customers=0)
    with pytest.raises(SettingOutOfRange, match="month of checkout-fee"):
        SampleShop(months=6, changes=("checkout-fee@7",))


def test_unknown_changes_get_the_nearest_name() -> None:
    with pytest.raises(UnknownName, match="checkout-fee"):
        SampleShop(changes=("checkout-fees",))
    with pytest.raises(UnknownName, match="intervention"):
        SampleShop(intervene="delivery")
