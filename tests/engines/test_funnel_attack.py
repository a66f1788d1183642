"""A funnel's small losses: what any cell of a row tells of its steps, with and without groups, gives nobody away."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pytest
from tests.engines.test_answers import opened
from tests.kernels.awkward import event, in_order
from tests.workspace.said_attack import Atom, Row, leaks

from folkways.engines.answer import Cell
from folkways.engines.local import LocalEngine
from folkways.model.question import Funnel

LEAST, STEPS = 10, ["A", "B", "C", "D"]
LAST = {0: 8, 1: 7, 2: 28, 3: 35, 4: 120}
"""How many units end after which step; those of 0 did something else."""
QUESTION = Funnel(steps=STEPS, window="14d")


@pytest.fixture(scope="module")
def reached() -> dict[str, int]:
    ends = [last for last, units in LAST.items() for _ in range(units)]
    return {f"u{unit:03d}": last for unit, last in enumerate(ends)}


@pytest.fixture(scope="module")
def engine(reached: dict[str, int], tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalEngine]:
    noon, minute = 1_704_110_400_000_000, 60_000_000
    events = [
        event(unit, noon + place * minute, name)
        for unit, last in reached.items()
        for place, name in enumerate(["X", *STEPS[:last]])
    ]
    directory: Path = tmp_path_factory.mktemp("funnel")
    with opened(in_order(events), directory, min_cell=LEAST) as found:
        yield found


def sums(row: dict[str, Cell], groups: list[str]) -> Iterator[Row]:
    """Every number that a row tells, itself or as the other side of a share."""
    step = int(str(row["step"]))

    def came(place: int) -> Row:
        return {(group, f"{last}"): 1 for group in groups for last in range(place, 5)}

    if row["n"] is not None:
        yield came(step)
    denominators = {"share_of_all": 0, "share_of_first": 1, "share_of_previous": step - 1, "lo": step - 1}
    for column, before in denominators.items():
        if row[column] is not None:
            yield came(before)
            yield came(step)
    if row["lost"] is not None:
        yield {atom: 1 for atom in came(step - 1) if atom not in came(step)}


def who(reached: dict[str, int], group: dict[str, str]) -> dict[Atom, set[str]]:
    found: dict[Atom, set[str]] = {
        (own, f"{last}"): set() for own in set(group.values()) for last in range(5)
    }
    for unit, last in reached.items():
        found[group[unit], f"{last}"].add(unit)
    return found


def test_no_row_tells_of_the_few_that_the_row_before_hides(
    engine: LocalEngine, reached: dict[str, int]
) -> None:
    rows = engine.ask(QUESTION).rows()
    assert [row["n"] for row in rows] == [190, None, 155, 120]
    assert [row["lost"] for row in rows] == [None, None, None, 35]
    assert rows[2]["share_of_previous"] is None
    assert rows[2]["share_of_first"] == pytest.approx(155 / 190)
    assert rows[0]["share_of_all"] is None, "all less the first step are 8"
    told = [each for row in rows for each in sums(row, ["all"])]
    assert not leaks(told, who(reached, dict.fromkeys(reached, "all")), LEAST)


@pytest.mark.parametrize("round_", range(15))
def test_groups_beside_everybody_give_nobody_away(
    engine: LocalEngine, reached: dict[str, int], round_: int
) -> None:
    chance = random.Random(round_)
    names = ["a", "b", "c", "d"][: chance.randrange(2, 5)]
    group = {unit: chance.choices(names, [chance.random() ** 2 + 0.05 for _ in names])[0] for unit in reached}
    table = pa.table({"unit_id": list(group), "group": list(group.values())})
    told = [each for row in engine.ask(QUESTION).rows() for each in sums(row, sorted(set(group.values())))]
    rows = engine.ask(QUESTION.model_copy(update={"by": "persona"}), table).rows()
    told += [each for row in rows for each in sums(row, [str(row["persona"])])]
    assert not leaks(told, who(reached, group), LEAST)
