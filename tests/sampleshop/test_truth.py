from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from tests.sampleshop.shops import Written

CHANGED_AT = pd.Timestamp("2024-07-01", tz="Europe/Berlin")


def _leaks(shop: Written, **wanted: Any) -> tuple[int, int]:
    rows = [
        row for row in shop.plan["leaks_drawn"] if all(row[key] == value for key, value in wanted.items())
    ]
    return sum(row["reached"] for row in rows), sum(row["left"] for row in rows)


def test_planted_transitions_sum_to_one(plain: Written) -> None:
    for persona in plain.plan["personas"]:
        for row in persona["transitions"].values():
            assert sum(row.values()) == pytest.approx(1, abs=1e-4)
        assert sum(persona["entries"].values()) == pytest.approx(1, abs=1e-4)


def test_customers_are_counted_by_persona(plain: Written) -> None:
    counts = plain.truth["persona"].value_counts().to_dict()
    assert counts == {persona["name"]: persona["customers"] for persona in plain.plan["personas"]}
    assert len(counts) == 6


def test_steps_recorded_follow_the_planted_transitions(plain: Written) -> None:
    merged = plain.events.merge(plain.truth[["customer_id", "persona"]]).sort_values(["customer_id", "at"])
    soon = merged.groupby("customer_id")["at"].shift(-1) - merged["at"] < pd.Timedelta("30min")
    onward = merged.groupby("customer_id")["touchpoint"].shift(-1).where(soon, "END")
    for persona in plain.plan["personas"]:
        mine = merged["persona"] == persona["name"]
        for at in ("site_visit", "basket"):
            here = mine & (merged["touchpoint"] == at)
            seen = onward[here].value_counts(normalize=True)
            for target, planted in persona["transitions"][at].items():
                assert seen.get(target, 0.0) == pytest.approx(planted, abs=0.07), (
                    persona["name"],
                    at,
                    target,
                )


def test_leaks_are_drawn_as_planted(plain: Written) -> None:
    assert {row["because"] for row in plain.plan["leaks_drawn"]} == {
        "delivery_cost", "missing_detail", "wants_to_see_it", "size_doubt", "payment_steps", "slow_support",
    }  # fmt: skip
    for row in plain.plan["leaks_drawn"]:
        if row["reached"] >= 300:
            assert row["left"] / row["reached"] == pytest.approx(row["probability"], abs=0.08)


def test_reached_counts_are_the_events_in_the_file(plain: Written) -> None:
    owners = plain.truth.set_index("customer_id")["persona"]
    at_guide = plain.events[plain.events["touchpoint"] == "size_guide"]
    seen = int((at_guide["customer_id"].map(owners) == "fit-doubter").sum())
    assert _leaks(plain, persona="fit-doubter", at="size_guide")[0] == seen


def test_the_higher_fee_makes_bargain_hunters_leak_twice_as_much(changed: Written) -> None:
    wanted = {"persona": "bargain-hunter", "arm": "control"}
    before = _leaks(changed, **wanted, delivery_fee=4.9)
    after = _leaks(changed, **wanted, delivery_fee=7.9)
    assert after[1] / after[0] == pytest.approx(2 * before[1] / before[0], rel=0.2)


def test_the_intervention_halves_the_leak_of_the_treated_only(changed: Written) -> None:
    wanted = {"persona": "bargain-hunter", "delivery_fee": 4.9, "intervened": True}
    treated = _leaks(changed, **wanted, arm="treatment")
    control = _leaks(changed, **wanted, arm="control")
    assert treated[1] / treated[0] == pytest.approx(0.5 * control[1] / control[0], rel=0.35)


def test_the_arm_stands_in_the_crm(changed: Written) -> None:
    assert changed.customers["experiment"].tolist() == changed.truth["arm"].tolist()
    assert 0.4 < (changed.truth["arm"] == "treatment").mean() < 0.6


def test_night_owls_split_on_the_day_of_the_change(changed: Written) -> None:
    owls = changed.truth[changed.truth["persona"] == "night-owl"]
    split = owls.dropna(subset="sub_persona")
    assert set(split["sub_persona"]) == {"night-owl/app-impulse", "night-owl/late-researcher"}
    assert set(split["changed_at"].dropna()) == {CHANGED_AT}
    still = owls["left_at"].isna()
    assert owls.loc[still, "sub_persona"].notna().all()


def test_moved_customers_keep_what_they_were(changed: Written) -> None:
    moved = changed.truth.dropna(subset="persona_before")
    assert set(moved["persona"]) == {"loyal-advocate"}
    assert set(moved["persona_before"]) == {"fit-doubter"}
    assert len(moved) > 20


def test_the_new_persona_is_made_of_newcomers(changed: Written) -> None:
    givers = changed.truth[changed.truth["persona"] == "gift-giver"]
    assert len(givers) > 20
    assert not givers["established"].any()


def test_a_closed_store_is_visited_no_more(changed: Written) -> None:
    visits = changed.events[changed.events["store"] == "Leipzig"]
    assert len(visits) > 50
    assert visits["at"].max() < pd.Timestamp("2024-08-01 01:00", tz="Europe/Berlin")


def test_who_left_begins_no_new_visit(plain: Written) -> None:
    left = plain.truth.dropna(subset="left_at").set_index("customer_id")["left_at"]
    begun = plain.events[
        plain.events["touchpoint"].isin(["site_visit", "app_open", "store_visit", "search_ad"])
    ]
    begun = begun[begun["customer_id"].isin(left.index)]
    late = begun["at"].to_numpy() - left.loc[begun["customer_id"]].to_numpy()
    assert pd.Series(late).max() < pd.Timedelta("2h")
    assert set(plain.truth["left_because"].dropna()) <= {"drifted_away", "late_delivery", "slow_support"}


def test_a_persona_leaks_at_a_touchpoint_for_one_reason_only(changed: Written) -> None:
    for persona in changed.plan["personas"]:
        places = [leak["at"] for leak in persona["leaks"]]
        assert len(places) == len(set(places)), persona["name"]


def test_half_of_the_customers_never_take_a_detour_whatever_their_persona(plain: Written) -> None:
    vouchers = set(plain.events.loc[plain.events["touchpoint"] == "voucher_code", "customer_id"])
    baskets = plain.events.loc[plain.events["touchpoint"] == "basket", "customer_id"].value_counts()
    keen = plain.truth[plain.truth["customer_id"].isin(baskets[baskets >= 15].index)]
    takes = keen["customer_id"].isin(vouchers).groupby(keen["persona"]).mean()
    assert takes.between(0.3, 0.7).all()
