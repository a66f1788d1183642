"""Templates that ship with the package."""

from __future__ import annotations

import pytest

from folkways.errors import UnknownName
from folkways.journeys.measures import MEASURES
from folkways.model.config import STAGES
from folkways.templates.template import template


def test_the_classic_five_has_all_five_stages_in_order() -> None:
    assert tuple(stage.key for stage in template("classic-five").stages) == STAGES


def test_every_lane_that_shows_a_measure_shows_one_that_is_measured() -> None:
    shown = {lane.measure for lane in template("classic-five").lanes if lane.measure}
    assert shown <= {asked.key for asked in MEASURES}


def test_lanes_have_keys_of_their_own() -> None:
    keys = [lane.key for lane in template("classic-five").lanes]
    assert len(keys) == len(set(keys))


def test_hints_and_questions_help_with_every_stage() -> None:
    found = template("classic-five")
    assert set(found.hints) == set(STAGES)
    assert 8 <= len(found.questions) <= 12


def test_an_unknown_template_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="Did you mean 'classic-five'"):
        template("clasic-five")
