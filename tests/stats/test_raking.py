"""Raking against the published weights, and what it says when it cannot."""

from __future__ import annotations

import numpy as np
import pytest
from tests.stats.published import schools

from folkways.errors import ConfigError, RakingFailed, TooLittleData
from folkways.stats.raking import Margin, raked
from folkways.stats.weighted import weighted_mean

EACH = np.full(183, 6194 / 183)
API00 = np.array([one[2] for one in schools()])


def margin(trait: str, targets: dict[str, float], told: list[str]) -> Margin:
    levels = tuple(targets)
    codes = [levels.index(one) if one in levels else -1 for one in told]
    return Margin(trait=trait, levels=levels, targets=tuple(targets.values()), codes=np.array(codes))


TYPE = margin("type", {"E": 4421, "H": 755, "M": 1018}, [one[1] for one in schools()])
WIDE = margin("school-wide", {"No": 1072, "Yes": 5122}, [one[3] for one in schools()])


def test_the_california_schools_get_the_published_weights() -> None:
    """R's survey, rake(dclus1, list(~stype, ~sch.wide), …): 29.8707 to 67.1255, mean 641.23, design effect 1.0517."""
    found = raked(EACH, [TYPE, WIDE])
    assert (found.weights.min(), found.weights.max()) == pytest.approx((29.8707, 67.1255), abs=5e-5)
    assert found.design_effect == pytest.approx(1.0517, abs=5e-5)
    assert weighted_mean(API00).value == pytest.approx(644.17, abs=5e-3)
    assert weighted_mean(API00, found.weights).value == pytest.approx(641.23, abs=5e-3)
    assert found.weights.sum() == pytest.approx(6194)
    assert found.gap < 1e-6


def test_shares_and_counts_of_a_population_are_the_same_targets() -> None:
    shares = margin("type", {"E": 0.713755, "H": 0.121892, "M": 0.164353}, [one[1] for one in schools()])
    assert raked(EACH, [shares, WIDE]).weights == pytest.approx(raked(EACH, [TYPE, WIDE]).weights, rel=1e-4)


def test_raking_again_changes_nothing() -> None:
    once = raked(EACH, [TYPE, WIDE])
    again = raked(once.weights, [TYPE, WIDE])
    assert again.weights == pytest.approx(once.weights, rel=1e-5)
    assert again.rounds == 1


def test_who_did_not_say_keeps_their_share_and_the_others_meet_the_targets() -> None:
    told = ["a"] * 30 + ["b"] * 50 + ["?"] * 20
    found = raked(np.ones(100), [margin("t", {"a": 0.5, "b": 0.5}, told)])
    assert found.weights[80:].sum() == pytest.approx(20)
    assert found.weights[:30].sum() == pytest.approx(40)


def test_trimmed_weights_stay_within_their_bounds_and_say_how_many_were_held() -> None:
    rng = np.random.default_rng(2)
    sex, age = rng.choice(["f", "m"], 2000, p=[0.7, 0.3]), rng.choice(["y", "o"], 2000, p=[0.8, 0.2])
    margins = [
        margin("sex", {"f": 0.5, "m": 0.5}, sex.tolist()),
        margin("age", {"y": 0.5, "o": 0.5}, age.tolist()),
    ]
    free, held = raked(np.ones(2000), margins), raked(np.ones(2000), margins, trim=(0.3, 3.0))
    assert free.weights.max() > 3.5
    assert held.weights.max() <= 3.0 * 1.02
    assert held.trimmed > 50
    assert held.gap <= 0.005
    assert held.design_effect < free.design_effect


def test_a_level_that_nobody_gave_cannot_be_weighted_and_is_named() -> None:
    with pytest.raises(TooLittleData, match=r"Nobody who answered has t 'b', but 20.0%"):
        raked(np.ones(9), [margin("t", {"a": 8, "b": 2}, ["a"] * 9)])


def test_margins_that_contradict_each_other_say_which_and_by_how_much() -> None:
    told = ["a"] * 50 + ["b"] * 50
    with pytest.raises(
        RakingFailed, match=r"After 500 rounds the margin of '.' is still missed by 20.00%"
    ) as failed:
        raked(np.ones(100), [margin("s", {"a": 3, "b": 7}, told), margin("t", {"a": 1, "b": 1}, told)])
    assert "merge levels" in failed.value.hint
    with pytest.raises(RakingFailed, match="is still missed") as failed:
        raked(np.ones(100), [margin("s", {"a": 1, "b": 9}, told)], trim=(0.8, 1.25))
    assert "trimmed less" in failed.value.hint


def test_targets_that_are_no_shares_are_refused() -> None:
    with pytest.raises(ConfigError, match="'t' are not shares"):
        raked(np.ones(2), [margin("t", {"a": -1, "b": 2}, ["a", "b"])])
