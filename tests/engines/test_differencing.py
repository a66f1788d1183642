"""Differencing: two answers, each with its small cells empty, do not give a small cell away together."""

from __future__ import annotations

import random
from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pytest
from tests.engines.test_answers import opened
from tests.kernels.awkward import event, in_order

from folkways.engines.answer import Cell
from folkways.engines.local import LocalEngine
from folkways.model.question import Counts
from folkways.stats.suppression import hidden_cells

pytestmark = pytest.mark.slow

MIN_CELL, PAIRS, DAYS = 10, 500, 60
FIRST = date(2024, 1, 1)
TOUCHPOINTS = "AAAAAABBBBCCDE"
Row = dict[str, Cell]


@pytest.fixture(scope="module")
def engines(tmp_path_factory: pytest.TempPathFactory) -> tuple[LocalEngine, LocalEngine]:
    """The same shop of 90 customers twice: as it is told, and as it is."""
    chance = random.Random(11)
    day, noon = 86_400_000_000, 1_704_128_400_000_000
    events = [
        event(
            f"u{unit:03d}",
            noon + int(chance.random() ** 2 * DAYS) * day + unit,
            chance.choice(TOUCHPOINTS),
            value=chance.randrange(1, 5000),
        )
        for unit in range(90)
        for _ in range(chance.randrange(1, 9))
    ]
    told, true = tmp_path_factory.mktemp("told"), tmp_path_factory.mktemp("true")
    return opened(in_order(events), told, min_cell=MIN_CELL), opened(in_order(events), true)


def rows(
    engine: LocalEngine, question: Counts, groups: pa.Table | None = None
) -> dict[tuple[Cell, Cell], Row]:
    return {(row.get("persona"), row["name"]): row for row in engine.ask(question, groups).rows()}


def period(first: int, last: int) -> Counts:
    return Counts(date_from=FIRST + timedelta(days=first), date_to=FIRST + timedelta(days=last))


def consistent(more: Row | None, less: Row | None, column: str) -> tuple[int, int] | None:
    """What a reader who knows the rounding can say of the difference: from, to; None when a cell is empty."""
    told = [0 if row is None else row[column] for row in (more, less)]
    if any(cell is None for cell in told):
        return None
    error = MIN_CELL // 2 // 2
    between = int(told[0] or 0) - int(told[1] or 0)
    slack = error * sum(row is not None for row in (more, less))
    return max(0, between - slack), between + slack


def test_500_pairs_of_periods_pin_no_small_cell_down(engines: tuple[LocalEngine, LocalEngine]) -> None:
    told, true = engines
    chance = random.Random(1)
    tried = 0
    for _ in range(PAIRS):
        first, middle, last = sorted(chance.sample(range(DAYS), 3))
        more, less = rows(told, period(first, last)), rows(told, period(first, middle))
        for key, row in rows(true, period(middle + 1, last)).items():
            if not 0 < int(row["units"] or 0) < MIN_CELL:
                continue
            assert (rows(told, period(middle + 1, last)).get(key) or {"units": None})["units"] is None
            for column in ("events", "units"):
                known = consistent(more.get(key), less.get(key), column)
                tried += known is not None
                if known is not None and column == "events":
                    assert known[0] <= int(row[column] or 0) <= known[1], "the rounding is as said"
                assert known is None or known[1] - known[0] >= MIN_CELL // 2 - 1, (first, middle, last, key)
            money = [found.get(key, {}).get("value") for found in (more, less)]
            if None not in money:
                assert len(str(money[0]).rstrip("0")) <= 2
    assert tried > 100, "the attack had something to work on"


def test_500_pairs_of_all_and_groups_give_no_small_group_away(
    engines: tuple[LocalEngine, LocalEngine],
) -> None:
    told, true = engines
    chance = random.Random(2)
    whole = rows(told, Counts())
    tried = 0
    for _ in range(PAIRS):
        sizes = chance.randrange(2, 6)
        weights = [chance.random() ** 3 for _ in range(sizes)]
        label = {f"u{unit:03d}": str(chance.choices(range(sizes), weights)[0]) for unit in range(90)}
        groups = pa.table({"unit_id": list(label), "group": list(label.values())})
        shown, real = rows(told, Counts(by="persona"), groups), rows(true, Counts(by="persona"), groups)
        for (_, name), total in whole.items():
            hidden = [
                key for key in real if key[1] == name and shown[key]["units"] is None and real[key]["units"]
            ]
            small = [key for key in hidden if int(real[key]["units"] or 0) < MIN_CELL]
            if not small or total["units"] is None:
                continue
            tried += 1
            together = sum(int(real[key]["units"] or 0) for key in hidden)
            everything = all(
                shown[key]["units"] is None for key in real if key[1] == name and real[key]["units"]
            )
            assert everything or (len(hidden) > 1 and together >= MIN_CELL), (name, label)
    assert tried > 100


@pytest.mark.parametrize("seed", range(20))
def test_what_all_have_less_the_groups_shown_is_never_few(seed: int) -> None:
    chance = np.random.default_rng(seed)
    for _ in range(50):
        people = chance.integers(0, 40, size=(int(chance.integers(2, 8)), 1))
        hidden = hidden_cells(people, MIN_CELL)[:, 0]
        gone = people[hidden, 0]
        assert not (~hidden & (people[:, 0] > 0) & (people[:, 0] < MIN_CELL)).any()
        assert not hidden.any() or hidden.all() or (hidden.sum() > 1 and gone.sum() >= MIN_CELL)
