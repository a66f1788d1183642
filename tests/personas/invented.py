"""An invented corner shop: three habits, planted, so that what is told of them can be looked up here."""

from __future__ import annotations

from functools import cache

import numpy as np
import pyarrow as pa

from folkways.engines.locked import answered
from folkways.model.config import Config, PersonasConfig, Question, Source, Touchpoint, Trait, WorkspaceConfig
from folkways.model.evidence import Window
from folkways.personas.finding import FoundPersonas, find_personas

DAY_US = 86_400_000_000
FIRST_DAY = 17_167
DAYS = 240
WINDOW = Window.model_validate({"from": "2017-01-01", "to": "2017-08-28"})
HABITS = {
    "early": {"hour": 6, "often": 24, "where": "Coffee stop", "goods": "Bread", "lines": 5, "mood": 6},
    "weekly": {
        "hour": 11,
        "often": 24,
        "where": "Weekly shop",
        "goods": "Meat & fish",
        "lines": 9,
        "mood": 2,
    },
    "late": {"hour": 22, "often": 24, "where": "Snack run", "goods": "Sweets", "lines": 7, "mood": 4},
}
PLACES = [habit["where"] for habit in HABITS.values()]
GOODS = [habit["goods"] for habit in HABITS.values()]

CONFIG = Config(
    workspace=WorkspaceConfig(name="Corner shop", seed=3, currency="EUR"),
    sources=[
        Source(
            name="crm",
            table="customers",
            files=["crm.csv"],
            traits={
                "age": Trait(
                    column="age", kind="ordinal", label="Age", order=["young", "old", "older"], sensitive=True
                ),
                "card": Trait(column="card", kind="boolean", label="Loyalty card"),
                "likes": Trait(column="likes", kind="multi", label="Likes"),
                "secret": Trait(column="secret", kind="nominal", role="forbidden"),
            },
        ),
        Source(
            name="survey",
            table="answers",
            files=["survey.csv"],
            questions=[
                Question(column="mood", kind="rating", text="I like it calm", scale_min=1, scale_max=7)
            ],
        ),
    ],
    personas=PersonasConfig(k_min=2, k_max=3),
    touchpoints={
        "Coupon redeemed": Touchpoint(visit=False),
        "Campaign began": Touchpoint(visit=False, basis="inferred"),
    },
)


def habit_of(number: int) -> str:
    """Which habit customer `c000`, `c001`, … has: two fifths early, two fifths weekly, one fifth late."""
    return "early" if number % 5 < 2 else "weekly" if number % 5 < 4 else "late"


@cache
def shop(customers: int = 300, *, noise: float = 0.15, seed: int = 5) -> dict[str, pa.Table]:
    """The tables of the shop. With `noise` 1 nobody has a habit at all."""
    rng = np.random.default_rng(seed)
    events: list[dict[str, object]] = []
    lines: list[dict[str, object]] = []
    for number in range(customers):
        _live(number, rng, noise, events, lines)
    for order, event in enumerate(events):
        event["source_order"] = order
    return {
        "events": pa.Table.from_pylist(events, schema=EVENTS),
        "lines": pa.Table.from_pylist(lines, schema=LINES),
        "customers": _people(customers, rng),
        "answers": _answers(customers, rng),
    }


def _live(number: int, rng: np.random.Generator, noise: float, events: list, lines: list) -> None:
    own = habit_of(number)
    name = f"c{number:03d}"
    for visit in range(int(rng.poisson(HABITS[own]["often"])) + 1):
        habit = HABITS[str(rng.choice(list(HABITS))) if rng.random() < noise else own]
        day = FIRST_DAY + int(rng.integers(0, DAYS))
        minute = (habit["hour"] * 60 + int(rng.integers(0, 59))) % 1440
        event = f"{name}-{visit}"
        goods = {habit["goods"]: 0.8, str(rng.choice(GOODS)): 0.2}
        value = int(rng.integers(50, 150)) * habit["lines"]
        events.append(_event(name, event, day, minute, habit["where"], value))
        lines.extend(
            {
                "customer_id": name,
                "event_id": event,
                "category": category,
                "value": int(value * share / sum(goods.values())),
                "lines": max(int(habit["lines"] * share), 1),
                "quantity": 1.0,
                "source": "till",
            }
            for category, share in goods.items()
        )
    if number % 2 == 0:
        events.append(_event(name, f"{name}-m", FIRST_DAY + 10, -1, "Campaign began", None))
    if number % 10 == 0:
        events.append(_event(name, f"{name}-k", FIRST_DAY + 30, -1, "Coupon redeemed", None))


def _event(
    customer: str, event: str, day: int, minute: int, touchpoint: str, value: int | None
) -> dict[str, object]:
    at = day * DAY_US + (minute * 60_000_000 if minute >= 0 else DAY_US - 1)
    return {
        "customer_id": customer,
        "event_id": event,
        "at": at,
        "at_precision": "instant" if minute >= 0 else "day",
        "touchpoint": touchpoint,
        "channel": "store",
        "value": value,
        "source": "till",
        "source_order": 0,
        "local_day": day,
        "local_minute": minute,
    }


EVENTS = pa.schema(
    [
        ("customer_id", pa.string()), ("event_id", pa.string()), ("at", pa.int64()), ("at_precision", pa.string()),
        ("touchpoint", pa.string()), ("channel", pa.string()), ("value", pa.int64()), ("source", pa.string()),
        ("source_order", pa.int64()), ("local_day", pa.int32()), ("local_minute", pa.int16()),
        ("attributes", pa.string()),
    ]
)  # fmt: skip
LINES = pa.schema(
    [
        ("customer_id", pa.string()), ("event_id", pa.string()), ("category", pa.string()), ("value", pa.int64()),
        ("lines", pa.int64()), ("quantity", pa.float64()), ("source", pa.string()),
    ]
)  # fmt: skip


def _people(customers: int, rng: np.random.Generator) -> pa.Table:
    known = rng.random(customers) < 0.6
    return pa.table(
        {
            "customer_id": [f"c{number:03d}" for number in range(customers)],
            "first_at": pa.array([FIRST_DAY * DAY_US] * customers, pa.int64()),
            "age": pa.array(
                [str(rng.choice(["young", "old", "older"])) if known[at] else None for at in range(customers)]
            ),
            "card": pa.array([bool(rng.random() < 0.5) if known[at] else None for at in range(customers)]),
            "likes": pa.array(
                [["tea", "cake"] if at % 3 else ["tea"] for at in range(customers)], pa.list_(pa.string())
            ),
            "secret": pa.array(["x" if at % 2 else "y" for at in range(customers)]),
        }
    )


def _answers(customers: int, rng: np.random.Generator) -> pa.Table:
    rows = [
        {
            "answer_id": f"a{number}{kind}",
            "respondent_id": f"r{number}",
            "customer_id": f"c{number:03d}",
            "question": question,
            "kind": kind,
            "score": float(np.clip(round(rng.normal(middle or HABITS[habit_of(number)]["mood"], 1)), 0, top)),
            "text": None,
            "weight": None,
            "at": (FIRST_DAY + 5) * DAY_US,
        }
        for number in range(0, customers, 2)
        for question, kind, middle, top in (("mood", "rating", 0, 7), ("recommend", "nps", 8, 10))
    ]  # fmt: skip
    return pa.Table.from_pylist(
        rows,
        schema=pa.schema(
            [
                ("answer_id", pa.string()), ("respondent_id", pa.string()), ("customer_id", pa.string()),
                ("wave", pa.string()), ("question", pa.string()), ("kind", pa.string()), ("score", pa.float64()),
                ("text", pa.string()),
                ("weight", pa.float64()), ("at", pa.int64()),
            ]
        ),
    )  # fmt: skip


def silent(_stage: str, _done: int, _total: int) -> None:
    """Tell nobody."""


def found(tables: dict[str, pa.Table], config: Config = CONFIG) -> FoundPersonas:
    """Find the personas of these tables."""
    return find_personas(
        lambda sql, more: answered(sql, {**tables, **more}),
        frozenset(tables),
        config,
        window=WINDOW,
        as_of="2017-08-28T23:59:59Z",
        run="run_test",
        progress=silent,
    )


@cache
def told() -> FoundPersonas:
    """The shop's personas, found once."""
    return found(shop())
