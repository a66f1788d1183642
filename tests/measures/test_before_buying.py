"""The way to the first purchase, recounted customer by customer in plain Python."""

from __future__ import annotations

import json
from random import Random

import pyarrow as pa
import pytest
from tests.measures.test_measuring import measured
from tests.personas.invented import CONFIG, EVENTS, shop
from tests.personas.test_features import event

from folkways.engines.locked import answered
from folkways.measures.before_buying import before_buying
from folkways.model.config import Config, Touchpoint

DAY_US = 86_400_000_000
GAP = 30 * 60_000_000
COMPARING = CONFIG.model_copy(
    update={"touchpoints": {**CONFIG.touchpoints, "Product": Touchpoint(compares=True)}}
)
Row = dict[str, object]


def looked(
    customer: str, day: int, minute: int, touchpoint: str, value: int | None = None, **more: str
) -> Row:
    told = event(customer, day, minute, touchpoint, value)
    return {**told, "attributes": json.dumps(more) if more else None}


def invented() -> list[Row]:
    chance = Random(3)
    rows: list[Row] = []
    for n in range(600):
        who, day, minute = f"c{n:03}", chance.randint(0, 20), chance.randint(0, 600)
        for _ in range(chance.randint(1, 9)):
            what = chance.choice(["Visit", "Product", "Product", "Searches", "Order"])
            more = {"product": f"p{chance.randint(1, 3)}"} if what == "Product" else {}
            more = {"search_term": "boots"} if what == "Searches" else more
            rows.append(looked(who, day, minute, what, 500 if what == "Order" else None, **more))
            minute += chance.choice([3, 10, 29, 31, 200])
            day, minute = day + chance.choice([0, 0, 1, 4]) + minute // 1440, minute % 1440
    return rows


def recounted(rows: list[Row]) -> dict[str, list[float]]:
    """Days, visits, searched, compared of each customer who was seen before a first purchase."""
    found: dict[str, list[float]] = {"days": [], "visits": [], "searched": [], "compared": []}
    for who in sorted({str(row["customer_id"]) for row in rows}):
        own = sorted((r for r in rows if r["customer_id"] == who), key=lambda r: (r["at"], r["source_order"]))
        bought = min((int(str(r["at"])) for r in own if r["value"]), default=None)
        first = int(str(own[0]["at"]))
        if bought is None or first >= bought:
            continue
        way = [r for r in own if int(str(r["at"])) <= bought]
        visits: list[list[Row]] = []
        last = None
        for row in way:
            at = int(str(row["at"]))
            if last is None or at - last >= GAP:
                visits.append([])
            visits[-1].append(row)
            last = at
        things = [
            {json.loads(str(r["attributes"]))["product"] for r in visit if r["touchpoint"] == "Product"}
            for visit in visits
        ]
        found["days"].append((bought - first) / DAY_US)
        found["visits"].append(len(visits))
        found["searched"].append(float(any(r["touchpoint"] == "Searches" for r in way)))
        found["compared"].append(float(any(len(one) >= 2 for one in things)))
    return found


def test_the_way_to_the_first_purchase_is_what_each_customer_went() -> None:
    rows = invented()
    told = measured({"events": pa.Table.from_pylist(rows, schema=EVENTS)}, COMPARING)
    wanted = recounted(rows)
    assert 100 < len(wanted["days"]) < 600
    for key, name in (
        ("days_to_first_purchase", "days"),
        ("visits_to_first_purchase", "visits"),
        ("search_before_buying", "searched"),
        ("compare_before_buying", "compared"),
    ):
        value = told.found(key)
        assert value, key
        assert value.figure.n == len(wanted[name])
        assert value.figure.value == pytest.approx(sum(wanted[name]) / len(wanted[name])), key
        assert (value.figure.lo or 0) < (value.figure.value or 0) < (value.figure.hi or 0)


def keys(rows: list[Row], config: Config) -> list[str]:
    tables = {"events": pa.Table.from_pylist(rows, schema=EVENTS)}
    return [one.definition.key for one in before_buying(lambda sql: answered(sql, tables), config)]


def test_what_the_data_cannot_tell_is_not_measured() -> None:
    plain = [row for row in invented() if row["touchpoint"] != "Searches"]
    assert keys(plain, CONFIG) == ["days_to_first_purchase", "visits_to_first_purchase"]
    assert keys([looked("a", 0, 600, "Order", 500)], COMPARING) == [], "first seen at the till"
    assert keys([looked("a", 0, 600, "Visit")], COMPARING) == [], "nothing is sold"
    assert shop()["events"].num_rows > 0
