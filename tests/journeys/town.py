"""A small invented town: 900 customers, two personas, mail, a date-only coupon; seeded, so always the same."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from tests.kernels.awkward import Event, event, in_order, names_of, partition

from folkways.journeys.drawing import Release
from folkways.journeys.mapping import MappedJourneys, Names, map_journeys
from folkways.kernels.partition import Partition
from folkways.model.config import Config, StageRule, Touchpoint
from folkways.model.duration import DAY_US, HOUR_US
from folkways.model.evidence import Window
from folkways.model.journey import PersonaLayer

PLACES = ("Bakery", "Market", "Pub", "Barber")
TASTES = {"psn_early": (0.6, 0.3, 0.02, 0.08), "psn_late": (0.1, 0.3, 0.5, 0.1)}
LAYERS = tuple(
    PersonaLayer(id=f"per_{name[4:]}", persona=name, name=name[4:].title(), version=1) for name in TASTES
)
START = 1_704_000_000_000_000


def events(customers: int = 900, seed: int = 3) -> list[Event]:
    """About 9,000 events over 200 days."""
    random = np.random.default_rng(seed)
    found: list[Event] = []
    for number in range(customers):
        found += _life(f"c{number:03d}", tuple(TASTES.values())[number % 2], random)
    return in_order(found)


def _life(unit: str, taste: tuple[float, ...], random: np.random.Generator) -> list[Event]:
    at = START + int(random.integers(0, 120)) * DAY_US + int(random.integers(6, 20)) * HOUR_US
    found = [event(unit, at - DAY_US, "Leaflet", channel="mail")] if random.random() < 0.3 else []
    for _ in range(int(random.geometric(0.06))):
        place = str(random.choice(PLACES, p=taste))
        paid = None if random.random() < 0.1 else int(random.gamma(2, 800))
        found.append(
            event(unit, at, place, channel=str(random.choice(["shop", "web"], p=[0.8, 0.2])), value=paid)
        )
        if random.random() < 0.05:
            found.append(event(unit, at - at % DAY_US + DAY_US - 1, "Coupon", channel="shop", day_only=True))
        at += int(random.gamma(1.2, 9) * DAY_US)
        if at > START + 200 * DAY_US:
            break
    return found


CONFIG = Config.model_validate(
    {
        "workspace": {"name": "Little Town", "seed": 7, "min_cell": 10, "silence": "30d"},
        "sources": [{"name": "events", "table": "events", "files": ["events.csv"]}],
        "touchpoints": {
            "Bakery": Touchpoint(title="Buys bread", department="Bread"),
            "Leaflet": Touchpoint(title="A leaflet falls in", visit=False, basis="inferred"),
            "Coupon": Touchpoint(visit=False, stage=StageRule(first="decision", later="retention")),
        },
        "journeys": {"customer": {"title": "My days in {name}", "already_customers": "20d"}},
    }
)
RELEASE = Release(
    window=Window.model_validate({"from": "2023-12-31", "to": "2024-07-18"}),
    as_of="2024-07-18T05:00:00Z",
    run="run_test",
)


def members(found: list[Event]) -> pa.Table:
    """Every customer's persona; every ninth has none."""
    ids = sorted({one.unit for one in found})
    told = [(one, list(TASTES)[int(one[1:]) % 2]) for one in ids if int(one[1:]) % 9]
    return pa.table({"customer_id": [one for one, _ in told], "persona": [persona for _, persona in told]})


def parts(found: list[Event], count: int = 3) -> tuple[list[Partition], Names]:
    """The events as several partitions of whole customers, under one set of codes."""
    touchpoints, channels = names_of(found)
    whole = partition(found)
    unit = np.arange(whole.units)
    return (
        [whole.take(unit % count == number) for number in range(count)],
        Names(touchpoints=tuple(touchpoints), channels=tuple(channels)),
    )


def mapped(found: list[Event], config: Config = CONFIG, count: int = 3) -> MappedJourneys:
    partitions, names = parts(found, count)
    return map_journeys(partitions, names, config, RELEASE, members=members(found), layers=LAYERS)
