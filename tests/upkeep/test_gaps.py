from __future__ import annotations

import pyarrow as pa

from folkways.engines.locked import answered
from folkways.model.config import Config
from folkways.model.gap import Gap
from folkways.upkeep.gaps import knowledge_gaps

CONFIG = Config.model_validate(
    {
        "workspace": {"name": "Shop", "min_cell": 5},
        "sources": [
            {
                "name": "people",
                "table": "customers",
                "files": ["x.csv"],
                "traits": {
                    "region": {"column": "region", "kind": "nominal", "label": "Region"},
                    "faith": {"column": "faith", "kind": "nominal", "sensitive": True},
                },
            }
        ],
        "touchpoints": {"help": {"title": "Asks for help"}},
    }
)


def tables(*, bought_first: bool = True) -> dict[str, pa.Table]:
    """100 customers: all buy, 40 ask for help, 3 complain; 10 answered about buying; the region is known of 20."""
    order = 100 if bought_first else 300
    events = [(n, "order", order, 500) for n in range(100)]
    events += [(n, "help", 200, None) for n in range(40)] + [(n, "complaint", 200, None) for n in range(3)]
    who, what, at, value = zip(*events, strict=True)
    return {
        "events": pa.table(
            {
                "customer_id": [f"c{n:03d}" for n in who],
                "touchpoint": what,
                "at": pa.array(at, pa.int64()),
                "value": pa.array(value, pa.int64()),
            }
        ),
        "customers": pa.table(
            {
                "customer_id": [f"c{n:03d}" for n in range(100)],
                "region": ["north" if n < 20 else None for n in range(100)],
                "faith": pa.nulls(100, pa.string()),
            }
        ),
        "answers": pa.table({"customer_id": [f"c{n:03d}" for n in range(10)], "touchpoint": ["order"] * 10}),
        "members": pa.table(
            {
                "customer_id": [f"c{n:03d}" for n in range(100)],
                "persona": ["psn_a" if n < 50 else "psn_b" for n in range(100)],
            }
        ),
    }


def found(given: dict[str, pa.Table]) -> dict[tuple[str, str], Gap]:
    gaps = knowledge_gaps(
        lambda sql: answered(sql, given),
        frozenset(given),
        CONFIG,
        personas=[("psn_a", "Early"), ("psn_b", "Late")],
        journeys=[],
        as_of="2024-01-01T00:00:00Z",
        run="run_test",
    )
    counts = [gap.count or 0 for gap in gaps.gaps]
    assert counts == sorted(counts, reverse=True)
    return {(gap.kind, gap.about): gap for gap in gaps.gaps}


def test_a_touchpoint_that_many_meet_and_nobody_rates_is_a_gap() -> None:
    gaps = found(tables())
    help_ = gaps["touchpoint unheard", "Asks for help"]
    assert (help_.count, help_.of) == (40, 100)
    assert answered(help_.query or "", tables()).column("value")[0].as_py() == 40
    assert ("touchpoint unheard", "order") not in gaps, "ten rated it"
    assert ("touchpoint unheard", "complaint") not in gaps, "hardly anybody meets it"


def test_a_persona_of_which_few_are_heard_is_a_gap_and_small_counts_are_not_told() -> None:
    gaps = found(tables())
    assert (gaps["persona unheard", "Early"].count, gaps["persona unheard", "Early"].of) == (40, 50)
    assert gaps["persona unheard", "Late"].count == 50
    given = tables()
    given["answers"] = given["answers"].slice(0, 3)
    assert found(given)["persona unheard", "Early"].count is None, "50 − 47 would tell of 3"


def test_a_trait_known_of_few_is_a_gap_but_never_a_sensitive_one() -> None:
    gaps = found(tables())
    assert gaps["trait unknown", "Region"].count == 80
    assert not [about for kind, about in gaps if kind == "trait unknown" and about != "Region"]


def test_customers_first_seen_at_a_purchase_leave_the_way_there_unknown() -> None:
    gap = found(tables())["prospects unseen", "the way to the first purchase"]
    assert (gap.count, gap.of) == (100, 100)
    seen = found(tables(bought_first=False))
    assert ("prospects unseen", "the way to the first purchase") not in seen, "40 asked for help before"


def test_where_nobody_said_anything_that_one_gap_says_it() -> None:
    given = tables()
    del given["answers"]
    gaps = found(given)
    assert ("no such data", "survey answers") in gaps
    assert not [kind for kind, _ in gaps if kind.endswith("unheard")]
