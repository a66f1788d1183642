"""Kano and MaxDiff against tables that anybody can count."""

from __future__ import annotations

import numpy as np
import pytest

from folkways.errors import TooLittleData
from folkways.stats.intervals import share_interval
from folkways.stats.kano import CATEGORIES, kano
from folkways.stats.maxdiff import maxdiff


def pairs(*told: tuple[int, int, int]) -> tuple[np.ndarray, np.ndarray]:
    """(functional, dysfunctional, how many) as two columns."""
    rows = [(f, d) for f, d, count in told for _ in range(count)]
    functional, dysfunctional = np.array(rows, dtype=float).T
    return functional, dysfunctional


@pytest.mark.parametrize(
    ("functional", "dysfunctional", "category"),
    [  # Berger et al. 1993, Center for Quality of Management Journal 2(4), the evaluation table
        (1, 1, "questionable"), (1, 2, "attractive"), (1, 3, "attractive"), (1, 4, "attractive"),
        (1, 5, "performance"), (2, 1, "reverse"), (2, 2, "indifferent"), (3, 3, "indifferent"),
        (4, 4, "indifferent"), (2, 5, "must-be"), (3, 5, "must-be"), (4, 5, "must-be"), (5, 1, "reverse"),
        (5, 4, "reverse"), (5, 5, "questionable"),
    ],
)  # fmt: skip
def test_each_pair_of_answers_has_its_category(functional: int, dysfunctional: int, category: str) -> None:
    assert kano(*pairs((functional, dysfunctional, 3))).category == category


def test_better_and_worse_are_shares_of_those_who_care_or_do_not() -> None:
    """20 attractive, 10 performance, 30 must-be, 20 indifferent; 15 reverse and 5 questionable do not count."""
    found = kano(*pairs((1, 3, 20), (1, 5, 10), (3, 5, 30), (3, 3, 20), (5, 1, 15), (1, 1, 5)))
    better, worse = share_interval(30, 80), share_interval(40, 80)
    assert found.category == "must-be"
    assert dict(zip(CATEGORIES, found.shares, strict=True))["reverse"] == pytest.approx(0.15)
    assert found.n == 100
    assert found.better is not None
    assert found.worse is not None
    assert (found.better.value, found.better.lo, found.better.hi) == pytest.approx(
        (0.375, better.lo, better.hi)
    )
    assert (found.worse.value, found.worse.lo, found.worse.hi) == pytest.approx((-0.5, -worse.hi, -worse.lo))
    assert found.better.n == 80


def test_a_category_that_leads_by_chance_only_is_not_clear() -> None:
    assert not kano(*pairs((1, 3, 22), (3, 5, 20))).clear
    assert kano(*pairs((1, 3, 40), (3, 5, 5))).clear


def test_on_a_tie_what_is_needed_most_wins() -> None:
    assert kano(*pairs((1, 3, 5), (1, 5, 5), (3, 3, 5), (3, 5, 5))).category == "must-be"


def test_weights_can_turn_a_category() -> None:
    functional, dysfunctional = pairs((1, 3, 20), (3, 5, 10))
    assert kano(functional, dysfunctional).category == "attractive"
    assert kano(functional, dysfunctional, np.repeat([1.0, 5.0], [20, 10])).category == "must-be"


def test_half_a_pair_and_answers_off_the_scale_are_no_answers() -> None:
    functional, dysfunctional = np.array([1.0, 1.0, np.nan, 9.0]), np.array([5.0, np.nan, 5.0, 5.0])
    found = kano(functional, dysfunctional)
    assert (found.n, found.better) == (1, None)
    with pytest.raises(TooLittleData, match="both questions"):
        kano(functional[1:], dysfunctional[1:])


SEEN = np.ones((6, 3), dtype=bool)
WHO = np.array([0, 0, 1, 1, 2, 2])


def test_a_score_is_best_minus_worst_over_shown() -> None:
    found = maxdiff(np.array([0, 0, 0, 1, 0, 0]), np.array([2, 1, 2, 2, 2, 1]), SEEN, WHO)
    assert [(one.best, one.worst, one.shown) for one in found.items] == [(5, 0, 6), (1, 2, 6), (0, 4, 6)]
    scores = [one.score.value for one in found.items if one.score is not None]
    assert scores == pytest.approx([5 / 6, -1 / 6, -4 / 6])
    assert sum(scores) == pytest.approx(0)
    assert (found.tasks, found.respondents, found.refused) == (6, 3, 0)


def test_an_item_is_scored_by_how_often_it_was_shown() -> None:
    seen = SEEN.copy()
    seen[1:, 2] = False
    found = maxdiff(np.array([2, 0, 1, 0, 0, 1]), np.array([0, 1, 0, 1, 1, 0]), seen, WHO)
    assert (found.items[2].shown, found.items[2].best, found.items[2].score) == (1, 1, None)


def test_choices_that_cannot_be_are_refused_and_half_answered_tasks_left_out() -> None:
    seen = SEEN.copy()
    seen[0, 1] = False
    found = maxdiff(np.array([1, 0, 0, -1, 0, 0]), np.array([0, 0, 1, 1, 1, -1]), seen, WHO)
    assert (found.tasks, found.refused) == (2, 2)
    with pytest.raises(TooLittleData, match="Of 1 MaxDiff tasks none"):
        maxdiff(np.array([-1]), np.array([0]), SEEN[:1], WHO[:1])


def test_planted_worths_are_recovered_in_their_order_and_intervals_hold_people_together() -> None:
    rng = np.random.default_rng(3)
    worth = np.array([1.5, 0.5, 0.0, -0.5, -1.5])
    who = np.repeat(np.arange(200), 8)
    seen = np.zeros((1600, 5), dtype=bool)
    np.put_along_axis(seen, np.argsort(rng.random((1600, 5)), axis=1)[:, :4], True, axis=1)
    own = rng.normal(size=(200, 5))[who]
    felt = np.where(seen, worth + own + rng.gumbel(size=(1600, 5)), np.nan)
    found = maxdiff(np.nanargmax(felt, axis=1), np.nanargmin(felt, axis=1), seen, who)
    scores = [one.score for one in found.items if one.score is not None]
    assert [one.value for one in scores] == sorted((one.value for one in scores), reverse=True)
    assert all(one.design_effect > 1.2 for one in scores)
