"""One channel and several, and the ways between them: recounted in plain Python, and a planted shop told again."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path
from random import Random
from statistics import median

import pytest
from tests.engines.test_answers import opened
from tests.kernels.awkward import Event, awkward, by_unit, event, in_order

from folkways.model.question import Channels, Crossings
from folkways.stats.intervals import share_interval
from folkways.stats.sketch import RELATIVE_ERROR

HOUR = 3_600_000_000


def invented() -> list[Event]:
    chance = Random(8)
    found: list[Event] = []
    for n in range(120):
        used = chance.sample(["web", "app", "store", "phone"], chance.choice([1, 1, 1, 2, 2, 3]))
        for step in range(chance.randint(1, 6)):
            channel = chance.choice([*used, None]) if step else used[0]
            paid = chance.choice([None, None, 500, -100])
            found.append(event(f"u{n:03}", (n + step * 5) * HOUR, "A", channel=channel, value=paid))
    return in_order(found)


@pytest.mark.parametrize("events", [awkward(), invented()], ids=["awkward", "invented"])
def test_units_of_one_and_of_several_channels_are_counted_with_what_they_buy(
    events: list[Event], tmp_path: Path
) -> None:
    journeys = by_unit(events).values()
    number = [len({one.channel for one in journey if one.channel}) for journey in journeys]
    bought = [any((one.value or 0) > 0 for one in journey) for journey in journeys]
    value = [sum(one.value or 0 for one in journey) for journey in journeys]
    with opened(events, tmp_path) as engine:
        rows = {row["name"]: row for row in engine.ask(Channels()).rows()}
    known = sum(n > 0 for n in number)
    wanted = {str(n): {n} for n in number if n > 0}
    assert set(rows) == set(wanted)
    for name, numbers in wanted.items():
        own = [place for place, n in enumerate(number) if n in numbers]
        row = rows[name]
        buyers = sum(bought[place] for place in own)
        assert (row["units"], row["buyers"]) == (len(own), buyers)
        assert row["value"] == sum(value[place] for place in own)
        interval = share_interval(len(own), known)
        assert (row["lo"], row["hi"]) == pytest.approx((interval.lo, interval.hi))
        if own:
            assert row["share_who_buy"] == buyers / len(own)
            assert row["value_per_unit"] == pytest.approx(row["value"] / len(own))


@pytest.mark.parametrize("events", [awkward(), invented()], ids=["awkward", "invented"])
def test_crossings_pass_over_events_without_a_channel(events: list[Event], tmp_path: Path) -> None:
    crossed: Counter[tuple[str, str]] = Counter()
    units: dict[tuple[str, str], set[str]] = defaultdict(set)
    times: dict[tuple[str, str], list[int]] = defaultdict(list)
    reached: dict[str, set[str]] = defaultdict(set)
    for unit, journey in by_unit(events).items():
        known = [one for one in journey if one.channel]
        for one in known:
            reached[str(one.channel)].add(unit)
        for before, after in pairwise(known):
            if before.channel != after.channel:
                pair = (str(before.channel), str(after.channel))
                crossed[pair] += 1
                units[pair].add(unit)
                if not (before.day_only or after.day_only):
                    times[pair].append(after.at - before.at)
    with opened(events, tmp_path) as engine:
        rows = {(row["source"], row["target"]): row for row in engine.ask(Crossings()).rows()}
    assert {pair: row["crossings"] for pair, row in rows.items()} == dict(crossed)
    for pair, row in rows.items():
        assert (row["units"], row["reached"]) == (len(units[pair]), len(reached[pair[0]]))
        out = sum(n for (source, _), n in crossed.items() if source == pair[0])
        assert row["share_of_crossings"] == crossed[pair] / out
        interval = share_interval(len(units[pair]), len(reached[pair[0]]))
        assert (row["lo"], row["hi"]) == pytest.approx((interval.lo, interval.hi))
        if times[pair]:
            assert row["mean_dwell_us"] == pytest.approx(sum(times[pair]) / len(times[pair]))
            assert row["median_dwell_us"] == pytest.approx(median(times[pair]), rel=RELATIVE_ERROR)


def test_a_number_of_channels_of_few_people_cannot_be_subtracted(tmp_path: Path) -> None:
    def used(unit: str, *channels: str) -> list[Event]:
        return [event(unit, n * HOUR, "A", channel=channel) for n, channel in enumerate(channels)]

    many = [one for n in range(40) for one in used(f"b{n:02}", "web", "app")]
    more = [one for n in range(30) for one in used(f"c{n:02}", "web", "app", "store")]
    few = [one for n in range(3) for one in used(f"a{n:02}", "web")]
    with opened(in_order([*many, *more, *few]), tmp_path, min_cell=10) as engine:
        rows = {row["name"]: row for row in engine.ask(Channels()).rows()}
    assert {name: row["units"] for name, row in rows.items()} == {"1": None, "2": 40, "3": None}
    assert {row["of"] for row in rows.values()} == {73}
    assert all(rows["1"][name] is None for name in ("share_of_units", "buyers", "value", "value_per_unit"))
