"""Nothing in the document tells of few people, nor lets them be found by taking one number from another."""

from __future__ import annotations

import pytest
from tests.care.planted import config, figures, people, seen

from folkways.care.divides import divides
from folkways.care.left_out import left_out
from folkways.care.looked import Axis, counted, opened
from folkways.care.unequal import unequal
from folkways.engines.locked import answered
from folkways.model.canonical import canonical_json
from folkways.model.care import LeftOut

pytestmark = pytest.mark.slow

LEAST = 10
SEEDS = range(25)


def is_small(count: float) -> bool:
    return 0 < round(count) < LEAST


@pytest.mark.parametrize("seed", SEEDS)
def test_no_share_of_a_yes_or_no_tells_of_fewer_than_min_cell(seed: int) -> None:
    found = seen(people(seed, 130, leak=0.5, unfair=0.2, rare=seed % 23), config(LEAST))
    told = [one.model_dump() for one in (*divides(found)[0], *left_out(found), *unequal(found, []))]
    shares = [one for one in figures(told) if one["unit"] == "share" and one["value"] is not None]
    for one in shares:
        assert not is_small(one["value"] * one["n"]), one
        assert not is_small((1 - one["value"]) * one["n"]), one


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_left_when_all_shown_levels_are_taken_away_is_none_or_many(seed: int) -> None:
    found = seen(people(seed, 130, silent=0.3, rare=seed % 23), config(LEAST))
    rows: dict[tuple[str, str], list[LeftOut]] = {}
    for one in left_out(found):
        rows.setdefault((one.way, one.trait), []).append(one)
    for levels in rows.values():
        shown_in = sum(round((one.share.value or 0) * (one.share.n or 0)) for one in levels)
        shown = sum(one.share.n or 0 for one in levels)
        first = levels[0]
        sides = (first.share, first.others)
        everybody = sum(one.n or 0 for one in sides)
        inside = sum(round((one.value or 0) * (one.n or 0)) for one in sides)
        assert not is_small(inside - shown_in)
        assert not is_small((everybody - inside) - (shown - shown_in))


@pytest.mark.parametrize("seed", SEEDS)
def test_no_cell_behind_a_strength_is_small(seed: int) -> None:
    found = seen(people(seed, 130, leak=0.5, rare=seed % 23), config(LEAST))
    for feature in found.sensitive:
        rows, columns = opened(found.personas, found.cut(feature), LEAST)
        cells = counted(rows, columns)[: rows.count]
        assert min(cells.shape) < 2 or not any(is_small(one) for one in cells.ravel())


def test_few_in_no_persona_do_not_shut_the_others_out() -> None:
    """Three customers in no persona, one and two of each faith: the smallest persona goes with them, not the levels."""
    tables = people(5, 400, leak=0.7)
    personas = tables["members"]["persona"].to_pylist()
    tables["members"] = tables["members"].set_column(1, "persona", [[None] * 3 + personas[3:]])
    found = seen(tables, config(LEAST))
    faith = next(one for one in divides(found)[0] if one.trait == "faith")
    assert faith.strength.n == 400
    assert faith.finding


def test_every_query_repeats_its_number_and_twice_is_the_same() -> None:
    tables = people(6, 400, leak=0.6, silent=0.3, unfair=0.3)
    found = seen(tables)
    told = [*divides(found)[0], *left_out(found), *unequal(found, [])]
    records = found.ledger.records
    shown = [one for one in figures([one.model_dump() for one in told]) if not one["suppressed"]]
    assert len(shown) > 30
    for one in shown:
        again = answered(records[one["evidence"]].query or "", tables).column("value")[0].as_py()
        assert again == pytest.approx(one["value"], rel=1e-9, abs=1e-9), records[one["evidence"]].title
    once_more = seen(tables)
    again = [*divides(once_more)[0], *left_out(once_more), *unequal(once_more, [])]
    assert [canonical_json(one) for one in told] == [canonical_json(one) for one in again]


def test_an_axis_of_which_everything_is_hidden_has_no_part_left() -> None:
    found = seen(people(7, 9), config(LEAST))
    rows, columns = opened(found.personas, found.cut(found.sensitive[0]), LEAST)
    assert isinstance(columns, Axis)
    assert min(rows.count, columns.count) < 2
