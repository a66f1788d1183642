"""Steps that stay hidden: against somebody who solves all equations that the numbers shown make."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from tests.workspace.said_attack import Atom, Row, leaks

from folkways.stats.nested import shown_steps

LEAST = 10


def kept(*people: int) -> list[int | None]:
    (shown,) = shown_steps(np.array([people]), LEAST, together=False)
    return [count if is_shown else None for count, is_shown in zip(people, shown, strict=True)]


def test_a_step_that_loses_few_is_hidden_and_the_next_tells_no_loss_of_it() -> None:
    assert kept(1600, 1492, 1485, 1457, 1421) == [1600, 1492, None, 1457, 1421]


def test_small_losses_that_add_up_to_enough_are_told_together() -> None:
    assert kept(500, 400, 395, 388, 380) == [500, 400, None, None, 380]


def test_the_last_step_stays_before_one_in_between() -> None:
    assert kept(500, 400, 300, 295) == [500, 400, None, 295]


def test_nobody_is_no_secret_and_neither_is_that_nobody_was_lost() -> None:
    assert kept(50, 50, 50, 0) == [50, 50, 50, 0]


def test_all_units_go_where_few_of_them_never_began() -> None:
    assert kept(408, 400, 300) == [None, 400, 300]


def of(group: int, reached: int, until: int) -> Row:
    """Those of a group whose last step lies between two."""
    return {(f"{group}", f"{last}"): 1 for last in range(reached, until)}


def numbers(people: np.ndarray, shown: np.ndarray, told: np.ndarray) -> Iterator[Row]:
    groups, steps = people.shape
    for step in range(steps):
        yield from (of(group, step, steps) for group in range(groups) if shown[group, step])
        if told[step]:
            yield {atom: 1 for group in range(groups) for atom in of(group, step, steps)}


@pytest.mark.parametrize("round_", range(40))
def test_all_that_is_shown_of_groups_and_everybody_together_gives_few_away_nowhere(
    round_: int, seed: int
) -> None:
    rng = np.random.default_rng([seed, round_])
    groups, steps = int(rng.integers(2, 7)), int(rng.integers(2, 7))
    last = rng.choice([0, 0, 1, 4, 8, 13, 30, 90], size=(groups, steps))
    people = last[:, ::-1].cumsum(axis=1)[:, ::-1]
    shown = shown_steps(people, LEAST, together=True)
    (told,) = shown_steps(people.sum(axis=0)[None], LEAST, together=False)
    who: dict[Atom, set[str]] = {
        (f"{group}", f"{step}"): {f"{group} {step} {one}" for one in range(last[group, step])}
        for group in range(groups)
        for step in range(steps)
    }
    assert not leaks(list(numbers(people, shown, told)), who, LEAST)
    alone = shown_steps(people, LEAST, together=False)
    assert (alone | ~shown).all(), "more goes where groups stand side by side"
